import type { Log } from '../core/log.ts';

/** What the sweeper needs of the rooms around it. */
export interface SweepNeeds {
  lostConversations(since: Date, limit: number): Promise<string[]>;
  lostDeliveries(since: Date, limit: number): Promise<string[]>;
  handleNow(conversationId: string): Promise<void>;
  deliverNow(): Promise<void>;
  recoverLeft(claimedBefore: Date): Promise<void>;
  readonly leaseSeconds: number;
  readonly log: Log;
}

/** A ring is lost when nothing has come of it for this long. */
const patienceMs = 3_000;
const most = 200;

/**
 * Find what waits although its bell should have rung, and see to it here: the bell itself may be what is broken.
 * Any number of processes may sweep at once; each row is still handled once.
 */
export function sweep(needs: SweepNeeds): (now: Date) => Promise<void> {
  return async (now) => {
    const since = new Date(now.getTime() - patienceMs);
    for (const id of await needs.lostConversations(since, most)) {
      await orGoOn(
        { conversationId: id },
        'a waiting conversation could not be handled',
        needs.handleNow(id),
      );
    }
    const claimedBefore = new Date(now.getTime() - needs.leaseSeconds * 1000);
    await orGoOn({}, 'deliveries left behind could not be asked after', needs.recoverLeft(claimedBefore));
    if ((await needs.lostDeliveries(since, 1)).length > 0) await needs.deliverNow();
  };

  /** What cannot be seen to must not keep the rest waiting. */
  function orGoOn(about: object, what: string, seen: Promise<void>): Promise<void> {
    return seen.catch((error: unknown) => needs.log.error({ error, ...about }, `${what}; it is tried again`));
  }
}
