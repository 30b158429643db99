import { ChannelError, recallsSent } from '../core/channel.ts';
import type { Claimed, Settled } from '../core/delivery.ts';
import type { Log } from '../core/log.ts';
import { replyOf, type SendNeeds, send } from './send.ts';

/** What delivering needs of the rooms around it. */
export interface DeliverNeeds extends SendNeeds {
  claim(now: Date, limit: number): Promise<Claimed[]>;
  claimLeft(now: Date, claimedBefore: Date): Promise<Claimed[]>;
  settle(outcomes: readonly Settled[]): Promise<void>;
  /** A delivery a person has to know about: put on the case's record and shown at the desks. */
  tellOfficers(due: Claimed, status: 'failed' | 'unknown', error: string): Promise<void>;
  ring(deliveryId: string, delayMs: number): Promise<unknown>;
  readonly now: () => Date;
  readonly log: Log;
}

/** Tries before a delivery is given up and an officer is told: over about an hour. */
const mostAttempts = 10;
const atOnce = 50;
/** How long a send may take before its worker is taken for dead. */
export const leaseSeconds = 60;

/**
 * Claim what is due, send it, keep the receipts; and claim again with every receipt, since more may have come up behind
 * it, until nothing is due and all that was claimed is over. Called while another call is about to claim, it leaves the
 * work to that one: a burst of rings is one claim.
 */
export function deliverDue(needs: DeliverNeeds): () => Promise<void> {
  const claim = inTurn(() => needs.claim(needs.now(), atOnce));
  return async () => {
    const kept = keeper(needs);
    const underWay = new Set<Promise<void>>();
    try {
      for (;;) {
        for (const due of await claim()) {
          const sent = attempt(needs, due).then((outcome) => kept(due, outcome));
          const over = sent.finally(() => underWay.delete(over));
          underWay.add(over);
        }
        if (underWay.size === 0) return;
        await Promise.race(underWay);
      }
    } finally {
      await Promise.allSettled(underWay);
    }
  };
}

/** One claim at a time, one more waiting its turn; whoever comes while one waits is served by it, and gets nothing. */
function inTurn(claim: () => Promise<Claimed[]>): () => Promise<Claimed[]> {
  let last: Promise<unknown> = Promise.resolve();
  let waiting: Promise<unknown> | null = null;
  return async () => {
    if (waiting !== null) {
      await waiting;
      return [];
    }
    waiting = last;
    await waiting;
    waiting = null;
    const claimed = claim();
    last = claimed.catch(() => undefined);
    return claimed;
  };
}

/** Ask after deliveries whose worker died: sent, surely not sent, or unknown. Never sends one again on a guess. */
export function recoverLeft(needs: DeliverNeeds): (claimedBefore: Date) => Promise<void> {
  return async (claimedBefore) => {
    const left = await needs.claimLeft(needs.now(), claimedBefore);
    const asked = await Promise.all(left.map(async (due) => ({ due, outcome: await askAfter(needs, due) })));
    const known = asked.flatMap(({ due, outcome }) => (outcome === null ? [] : [{ due, outcome }]));
    await keep(
      needs,
      known.map(({ due }) => due),
      known.map(({ outcome }) => outcome),
    );
  };
}

/** Keeps each receipt as soon as it is there, those that come meanwhile together. */
function keeper(needs: DeliverNeeds): (due: Claimed, outcome: Settled) => Promise<void> {
  let done: { due: Claimed; outcome: Settled }[] = [];
  let keeping: Promise<void> | null = null;
  const keepDone = async (): Promise<void> => {
    while (done.length > 0) {
      const batch = done;
      done = [];
      await keep(
        needs,
        batch.map((each) => each.due),
        batch.map((each) => each.outcome),
      );
    }
  };
  return async (due, outcome) => {
    done.push({ due, outcome });
    // A keeper that was just about to stop has not seen it: then this one keeps it itself.
    do {
      keeping ??= keepDone().finally(() => {
        keeping = null;
      });
      await keeping;
    } while (done.length > 0);
  };
}

async function keep(
  needs: DeliverNeeds,
  due: readonly Claimed[],
  outcomes: readonly Settled[],
): Promise<void> {
  if (outcomes.length === 0) return;
  await needs.settle(outcomes);
  for (const [i, outcome] of outcomes.entries()) {
    const each = due[i];
    if (each === undefined) continue;
    if (outcome.status === 'pending')
      void needs.ring(outcome.id, outcome.notBefore.getTime() - needs.now().getTime());
    if (outcome.status === 'failed' || outcome.status === 'unknown') {
      needs.log.warn(
        { deliveryId: each.id, via: each.via, status: outcome.status },
        'a delivery did not arrive',
      );
      await tell(needs, each, outcome);
    }
  }
}

/** What cannot be told of one delivery must not keep the others from being told of, or kept. */
async function tell(
  needs: DeliverNeeds,
  due: Claimed,
  { status, error }: Settled & { status: 'failed' | 'unknown' },
): Promise<void> {
  await needs.tellOfficers(due, status, error).catch((fault: unknown) => {
    needs.log.error(
      { error: fault, deliveryId: due.id },
      'no officer could be told that a delivery did not arrive',
    );
  });
}

async function attempt(needs: DeliverNeeds, due: Claimed): Promise<Settled> {
  try {
    return { id: due.id, status: 'sent', receipt: await send(needs, due) };
  } catch (error) {
    return refused(due, error, needs.now());
  }
}

function refused(due: Claimed, error: unknown, now: Date): Settled {
  const message = error instanceof Error ? error.message : String(error);
  const retry = error instanceof ChannelError ? error.retry : 'unknown';
  if (retry === 'never') return { id: due.id, status: 'failed', error: message };
  if (retry === 'unknown' && due.kind === 'channel' && due.payload.revises === undefined)
    return { id: due.id, status: 'unknown', error: message };
  // A desk is shown the case as it stands, however late: what it could not be shown waits until it can.
  if (due.attempts >= mostAttempts && due.kind === 'channel')
    return { id: due.id, status: 'failed', error: `${message} Tried ${due.attempts} times.` };
  const asked = error instanceof ChannelError ? error.afterMs : undefined;
  return {
    id: due.id,
    status: 'pending',
    error: message,
    notBefore: new Date(now.getTime() + (asked ?? backoffMs(due.attempts))),
  };
}

/** 1 s, 2 s, 4 s ... to 10 minutes. */
function backoffMs(attempts: number): number {
  return Math.min(1000 * 2 ** (attempts - 1), 600_000);
}

/**
 * A desk shows the same item twice without harm; a channel is asked, where it can tell. Null when it cannot tell just
 * now: what may have arrived is not sent again meanwhile, but asked after once more when this lease is over.
 */
async function askAfter(needs: DeliverNeeds, due: Claimed): Promise<Settled | null> {
  const { id } = due;
  const again: Settled = { id, status: 'pending', error: 'Its worker stopped.', notBefore: needs.now() };
  // Changing what was sent, a second time, changes nothing.
  if (due.kind === 'desk' || due.payload.revises !== undefined) return again;
  const channel = needs.channels.get(due.via);
  const reply = replyOf(due);
  if (channel === undefined || reply === null || !recallsSent(channel)) {
    const error = 'The process stopped while sending, and the channel cannot tell whether it arrived.';
    return { id, status: 'unknown', error };
  }
  try {
    const receipt = await channel.findSent(reply);
    return receipt === null ? again : { id, status: 'sent', receipt };
  } catch (error) {
    if (error instanceof ChannelError && error.retry === 'later') return null;
    return { id, status: 'unknown', error: error instanceof Error ? error.message : String(error) };
  }
}
