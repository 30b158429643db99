import { TelegramFault } from './calls.ts';

/** Messages of residents could not be stored: nothing is wrong with Telegram. */
export class NotStored extends Error {
  constructor(cause: unknown) {
    super('What residents write cannot be stored just now. Telegram keeps it for 24 hours.', { cause });
    this.name = 'NotStored';
  }
}

export type Hearing = ReturnType<typeof hearing>;

/** How long an operator is told of a gap that was found. */
const toldForMs = 24 * 3_600_000;

/** Whether we hear Telegram, in sentences for the operator. */
export function hearing(now: () => Date) {
  let trouble: string | null = null;
  let gap: { readonly said: string; readonly at: Date } | null = null;
  return {
    well(): void {
      trouble = null;
    },

    /** Something is wrong; it stands until all is well. */
    unwell(why: string): void {
      trouble = why;
    },

    /** Something may have been missed, and cannot be fetched any more. */
    gap(said: string): void {
      gap = { said, at: now() };
    },

    health(): { well: boolean; why: string | null } {
      const lately = gap !== null && now().getTime() - gap.at.getTime() < toldForMs ? gap.said : null;
      return { well: trouble === null, why: trouble ?? lately };
    },
  };
}

/** Whether Telegram does not know the token: 404 is its answer to one that does not even look like a token. */
export function isBadToken(fault: unknown): boolean {
  return fault instanceof TelegramFault && (fault.code === 401 || fault.code === 404);
}

export const badToken = 'Telegram does not know the bot: check TELEGRAM_BOT_TOKEN.';

/** What to tell the operator of a fault met while listening. */
export function whyOf(fault: unknown): string {
  if (fault instanceof NotStored) return fault.message;
  if (isBadToken(fault)) return badToken;
  if (!(fault instanceof TelegramFault)) return 'Telegram could not be asked.';
  if (fault.code === 409)
    return fault.message.includes('webhook')
      ? 'Somebody set a webhook for the bot, so that it cannot be polled. Start again to take it away.'
      : 'Another program is polling with the token of this bot. Only one may.';
  return fault.message;
}

/** A fault for the log: of what the ledger threw only its name and code, for its words may be a resident's. */
export function detailsOf(fault: unknown): object {
  if (fault instanceof TelegramFault) return { fault: fault.message };
  if (!(fault instanceof NotStored)) return { error: fault };
  const { cause } = fault;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : undefined;
  return { fault: fault.message, cause: cause instanceof Error ? cause.name : typeof cause, code };
}

/** How long to wait before the next try. */
export interface Waits {
  /** After a first fault; doubled with each. */
  readonly firstMs: number;
  readonly longestMs: number;
  /** While the token is bad: only a person can help. */
  readonly badTokenMs: number;
  /** After the last part of an album. */
  readonly albumMs: number;
}

export const usualWaits: Waits = { firstMs: 500, longestMs: 30_000, badTokenMs: 60_000, albumMs: 700 };

/** How long to wait after this fault, the `count`th in a row: as asked, else a growing while, never the same for all. */
export function pauseAfter(fault: unknown, count: number, waits: Waits, random: () => number): number {
  if (isBadToken(fault)) return waits.badTokenMs;
  if (fault instanceof TelegramFault && fault.afterMs !== undefined) return fault.afterMs;
  const longest = Math.min(waits.longestMs, waits.firstMs * 2 ** Math.min(count - 1, 20));
  return longest * (0.5 + random() / 2);
}
