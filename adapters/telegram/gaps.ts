import type { Keeping } from '../../src/core/channel.ts';
import type { Hearing } from './hearing.ts';

/** How long Telegram keeps what it could not tell us. */
const keptForMs = 24 * 3_600_000;
/** How often we note that we hear. */
const notedEveryMs = 60_000;

interface GapNeeds {
  readonly keeping: Keeping;
  readonly hears: Hearing;
  readonly now: () => Date;
}

/** Whether we were away for longer than Telegram keeps things: then some may be gone, and nobody can tell. */
export function gapSince(cursors: ReadonlyMap<string, string>, { keeping, hears, now }: GapNeeds): void {
  const heard = cursors.get('heard');
  if (heard === undefined || now().getTime() - Date.parse(heard) <= keptForMs) return;
  keeping.count('gap');
  const [from, to] = [heard, now().toISOString()].map((at) => at.slice(0, 16).replace('T', ' '));
  hears.gap(
    `Telegram was not listened to from ${from} to ${to} UTC. It keeps messages for 24 hours, so some may be missed.`,
  );
}

/** Note from time to time that we hear Telegram. May be called as often as one likes. */
export function keepHeard({ keeping, now }: GapNeeds): () => Promise<void> {
  let noted = 0;
  return async () => {
    const at = now();
    if (at.getTime() - noted < notedEveryMs) return;
    noted = at.getTime();
    // A ledger that is away is found out by the next message; this is no reason to stop listening.
    await keeping.cursors.keep('heard', at.toISOString()).catch(() => undefined);
  };
}
