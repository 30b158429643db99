import { randomBytes } from 'node:crypto';
import { shipped } from '../adapters/index.ts';
import type { Council } from './core/catalogue.ts';
import type { Channel } from './core/channel.ts';
import type { Desk } from './core/desk.ts';
import type { Ids } from './core/ids.ts';
import type { Log } from './core/log.ts';
import type { Understander } from './core/understanding.ts';
import { carryOutAct } from './flow/act.ts';
import { type DeliverNeeds, deliverDue, leaseSeconds, recoverLeft } from './flow/deliver.ts';
import { deliveryFailed } from './flow/failed.ts';
import { handleConversation } from './flow/handle.ts';
import { intake } from './flow/intake.ts';
import { sweep } from './flow/sweep.ts';
import { webDesk } from './http/desk/desk.ts';
import type { Queues } from './queue/queues.ts';
import { startSweeper } from './queue/sweeper.ts';
import type { Store } from './store/store.ts';

export interface Rooms {
  readonly ids: Ids;
  readonly council: Council;
  readonly store: Store;
  readonly queues: Queues;
  readonly language: Understander;
  readonly now: () => Date;
  readonly log: Log;
}

/** The steps of the story, each given just what it needs of the rooms. */
export function wire({ ids, council, store, queues, language, now, log }: Rooms) {
  const ringInbound = (conversationId: string) => queues.ring('inbound', conversationId);
  const ringOutbound = (deliveryId: string, delayMs = 0) =>
    queues.ring('outbound', deliveryId, { delayMs: Math.max(0, delayMs) });
  const token = () => randomBytes(32).toString('base64url');
  const webchat = shipped.webchat.make({
    store: store.chat,
    bells: store.bells,
    ids: { id: ids.id, token },
    now,
  });
  const channels = new Map<string, Channel>([[webchat.name, webchat]]);
  const desks = new Map<string, Desk>([['web', webDesk(store.bells, now)]]);
  const deliver: DeliverNeeds = {
    ...store.outbox,
    channels,
    desks,
    ring: ringOutbound,
    tellOfficers: (due, status, error) =>
      store.noteFailure(due, deliveryFailed(due, status, error, now()), ringOutbound),
    now,
    log,
  };
  const deliverNow = deliverDue(deliver);
  const handle = handleConversation({
    handlePending: store.handlePending,
    ring: ringOutbound,
    language,
    council,
    ids,
    now,
    log,
  });
  const handleNow = async (conversationId: string) => {
    await handle(conversationId);
    await deliverNow();
  };
  const accept = intake({
    accept: store.accept,
    screen: (text) => language.screen(text),
    ring: ringInbound,
    handleNow,
    log,
  });
  const act = carryOutAct({
    find: store.cases.find,
    act: store.act,
    officers: store.officers.all,
    ring: ringOutbound,
    council,
    ids,
    now,
  });
  return {
    accept,
    act,
    handle,
    handleNow,
    deliverNow,
    recoverLeft: recoverLeft(deliver),
    ringOutbound,
    channels,
    webchat,
    log,
  };
}

export type Parts = ReturnType<typeof wire>;

/** Answer rings, and sweep for those that were lost. */
export async function startWork(
  parts: Parts,
  queues: Queues,
  store: Store,
  log: Log,
  now: () => Date,
  stops: (() => Promise<unknown>)[],
  alone: boolean,
): Promise<void> {
  // Nobody else works on an embedded ledger: what is left `sending` was left by a process that is dead.
  if (alone) await parts.recoverLeft(now());
  const toldOf = (what: string) => (rowId: string, error: Error) =>
    log.error({ rowId, error: error.name }, `${what} failed; the sweeper tries again`);
  await queues.work('inbound', parts.handle, {
    concurrency: 8,
    onFinalFailure: toldOf('handling a message'),
  });
  await queues.work('outbound', () => parts.deliverNow(), {
    concurrency: 4,
    onFinalFailure: toldOf('delivering'),
  });
  const { handleNow, deliverNow } = parts;
  const { conversations, deliveries } = store.lost;
  const sweeper = startSweeper({
    everyMs: 2_000,
    sweep: sweep({
      lostConversations: conversations,
      lostDeliveries: deliveries,
      handleNow,
      deliverNow,
      recoverLeft: parts.recoverLeft,
      leaseSeconds,
      log,
    }),
    log,
    clock: now,
  });
  stops.push(() => sweeper.stop());
}
