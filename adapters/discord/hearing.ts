import { DiscordFault, isBadToken } from './calls.ts';

export type Hearing = ReturnType<typeof hearing>;

/** How long an operator is told of a gap that was found. */
const toldForMs = 24 * 3_600_000;

/** Whether we hear Discord, in sentences for the operator. */
export function hearing(now: () => Date) {
  let trouble: string | null = null;
  let notStored: string | null = null;
  let gap: { readonly said: string; readonly at: Date } | null = null;
  const closed = new Set<string>();

  const notes = (): string[] => {
    const lately = gap !== null && now().getTime() - gap.at.getTime() < toldForMs ? [gap.said] : [];
    if (closed.size === 0) return lately;
    const some = [...closed].slice(0, 5).join(', ');
    return [
      ...lately,
      `The bot may not read ${closed.size} of the channels (${some}): give it the permissions, or leave them out of DISCORD_GUILD_CHANNELS.`,
    ];
  };

  return {
    well(): void {
      trouble = null;
    },

    /** Something is wrong; it stands until all is well. */
    unwell(why: string): void {
      trouble = why;
    },

    /** Whether what residents write is stored. */
    stores(does: boolean): void {
      notStored = does
        ? null
        : 'What residents write cannot be stored just now. It is kept, and tried again.';
    },

    /** Something may have been missed, and cannot be fetched any more. */
    gap(said: string): void {
      gap = { said, at: now() };
    },

    /** A channel we are not let into, or are again. */
    mayRead(channel: string, may: boolean): void {
      if (may) closed.delete(channel);
      else closed.add(channel);
    },

    health(): { well: boolean; why: string | null } {
      const wrong = trouble ?? notStored;
      const told = notes().join(' ');
      return { well: wrong === null, why: wrong ?? (told === '' ? null : told) };
    },
  };
}

export const badToken = 'Discord does not know the bot: check DISCORD_BOT_TOKEN.';

const closes: Readonly<Record<number, string>> = {
  4004: badToken,
  4011: 'The bot is on more servers than one connection may hear.',
  4013: 'Discord does not know what we ask to hear.',
  4014: 'Discord does not let us read messages: switch on "Message Content Intent" for the bot in the developer portal.',
};

/** The gateway closed, or could not be opened. */
export class GatewayFault extends Error {
  readonly code: number | undefined;
  constructor(message: string, code?: number) {
    super(message);
    this.name = 'GatewayFault';
    this.code = code;
  }
}

/** What only a person can mend is tried again after a longer while. */
export function needsPerson(fault: unknown): boolean {
  return (
    isBadToken(fault) || (fault instanceof GatewayFault && fault.code !== undefined && fault.code in closes)
  );
}

/** What to tell the operator of a fault met while listening. */
export function whyOf(fault: unknown): string {
  if (isBadToken(fault)) return badToken;
  if (fault instanceof GatewayFault) return (fault.code !== undefined && closes[fault.code]) || fault.message;
  return fault instanceof DiscordFault ? fault.message : 'Discord could not be asked.';
}

/** A fault for the log: of what the ledger threw only its name and code, for its words may be a resident's. */
export function detailsOf(fault: unknown): object {
  if (fault instanceof DiscordFault || fault instanceof GatewayFault) return { fault: fault.message };
  const code = fault instanceof Error && 'code' in fault ? String(fault.code) : undefined;
  return { cause: fault instanceof Error ? fault.name : typeof fault, code };
}

/** How long to wait. */
export interface Waits {
  /** After a first fault; doubled with each. */
  readonly firstMs: number;
  readonly longestMs: number;
  /** While only a person can help. */
  readonly personMs: number;
  /** Until a connection that was lost is made anew from the beginning. */
  readonly anewMs: number;
  /** How often it is noted how far we have read. */
  readonly noteMs: number;
  /** How long Discord waits for us to answer a command or a button before we only say that it came. */
  readonly answerMs: number;
}

export const usualWaits: Waits = {
  firstMs: 500,
  longestMs: 30_000,
  personMs: 60_000,
  anewMs: 45_000,
  noteMs: 5_000,
  answerMs: 1_800,
};

/** How long to wait after this fault, the `count`th in a row: as asked, else a growing while, never the same for all. */
export function pauseAfter(fault: unknown, count: number, waits: Waits): number {
  if (needsPerson(fault)) return waits.personMs;
  if (fault instanceof DiscordFault && fault.afterMs !== undefined) return fault.afterMs;
  const longest = Math.min(waits.longestMs, waits.firstMs * 2 ** Math.min(count - 1, 20));
  return longest * (0.5 + Math.random() / 2);
}
