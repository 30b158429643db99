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
      // One conversation that cannot be handled must not keep the rest waiting.
      await needs.handleNow(id).catch((error: unknown) => {
        needs.log.error(
          { error, conversationId: id },
          'a waiting conversation could not be handled; it is tried again',
        );
      });
    }
    await needs.recoverLeft(new Date(now.getTime() - needs.leaseSeconds * 1000));
    if ((await needs.lostDeliveries(since, 1)).length > 0) await needs.deliverNow();
  };
}
