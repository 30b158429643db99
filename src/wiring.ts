import { randomBytes } from 'node:crypto';
import { ownChannel } from '../adapters/index.ts';
import type { Council } from './core/catalogue.ts';
import { type Channel, type ChannelNeeds, revisesSent } from './core/channel.ts';
import type { Desk, DeskNeeds } from './core/desk.ts';
import type { Ids } from './core/ids.ts';
import type { Log } from './core/log.ts';
import type { Understander } from './core/understanding.ts';
import { deskRecord } from './desk-record.ts';
import { keepClean } from './files/keep.ts';
import type { Storage } from './files/storage.ts';
import { carryOutAct } from './flow/act.ts';
import { type DeliverNeeds, deliverDue, leaseSeconds, recoverLeft } from './flow/deliver.ts';
import { previewOf, readyReplies } from './flow/desk/ready.ts';
import { deliveryFailed } from './flow/failed.ts';
import { fileLost } from './flow/file-lost.ts';
import { type FetchNeeds, fetchWanted } from './flow/files.ts';
import { handleConversation } from './flow/handle.ts';
import { intake } from './flow/intake.ts';
import { pageNext } from './flow/page.ts';
import { remind } from './flow/remind/remind.ts';
import { sweep } from './flow/sweep.ts';
import { openTold } from './flow/told.ts';
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
  /** Where residents' files are kept; the largest taken, in bytes. */
  readonly files: Pick<FetchNeeds, 'most'> & { readonly storage: Storage };
  /** Channels beside the web chat, each made with what it needs. */
  readonly adapters?: (needsOf: (channel: string) => ChannelNeeds) => readonly Channel[];
  /** Desks beside the web desk, each made with what it needs. */
  readonly desks?: (needsOf: (desk: string) => DeskNeeds) => readonly Desk[];
  /** Where personal details stand in a text. */
  readonly personal: DeskNeeds['record']['personal'];
  /** How platforms reach us, without a slash at the end. */
  readonly publicUrl?: string | null;
  readonly now: () => Date;
  readonly log: Log;
}

/** The steps of the story, each given just what it needs of the rooms. */
export function wire(rooms: Rooms) {
  const { ids, council, store, queues, language, files, now, log } = rooms;
  const { adapters = () => [], desks: desksBeside = () => [], personal, publicUrl = null } = rooms;
  const ringInbound = (conversationId: string) => queues.ring('inbound', conversationId);
  const ringOutbound = (deliveryId: string, delayMs = 0) =>
    queues.ring('outbound', deliveryId, { delayMs: Math.max(0, delayMs) });
  const token = () => randomBytes(32).toString('base64url');
  const webchat = ownChannel.make({
    store: store.chat,
    bells: store.bells,
    ids: { id: ids.id, token },
    now,
  });
  const needsOf = (name: string): ChannelNeeds => ({
    keeping: store.channels.of(name),
    council: council.facts,
    publicUrl,
    now,
    log,
  });
  const channels = new Map<string, Channel>(
    [webchat, ...adapters(needsOf)].map((channel) => [channel.name, channel]),
  );
  const record = deskRecord({
    store,
    storage: files.storage,
    council,
    ring: (id) => ringOutbound(id),
    open: openTold({
      accept: store.accept,
      handlePending: store.handlePending,
      openedBy: store.cases.openedBy,
      ring: ringOutbound,
      language,
      council,
      ids,
      now,
      log,
    }),
    canned: (file) => readyReplies(council, file, now()),
    preview: (file, text) => previewOf(text, channels.get(file.channel)?.limits, personal, council),
    personal,
    now,
  });
  const deskNeeds = (name: string): DeskNeeds => ({
    record,
    keeping: store.desks(name),
    council,
    publicUrl,
    now,
    log,
  });
  const desks = new Map<string, Desk>(
    [webDesk(store.bells, now), ...desksBeside(deskNeeds)].map((desk) => [desk.name, desk]),
  );
  const deliver: DeliverNeeds = {
    ...store.outbox,
    channels,
    desks,
    ring: ringOutbound,
    correction: (language, text) => council.say(language, 'correction', { text }),
    tellOfficers: (due, status, error) =>
      store.noteFailure(
        due,
        deliveryFailed({ due, status, error, at: now() }, { council, ids }),
        ringOutbound,
      ),
    now,
    log,
  };
  const deliverNow = deliverDue(deliver);
  const page = pageNext({
    dangers: store.dangers,
    page: store.page,
    deliverNow: deliverDue({ ...deliver, claim: store.outbox.claimPressing }),
    council,
  });
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
    count: store.channels.count,
    ring: ringInbound,
    handleNow,
    log,
  });
  const act = carryOutAct({
    find: store.cases.find,
    act: store.act,
    officers: store.officers.all,
    ring: ringOutbound,
    revises: (name, text) => {
      const channel = channels.get(name);
      return channel !== undefined && revisesSent(channel) && channel.inOnePiece(text);
    },
    council,
    ids,
    now,
  });
  const fetchFiles = fetchWanted({
    ...store.files,
    keep: keepClean(files.storage),
    most: files.most,
    channels,
    tellResident: ({ messageId }, { status }) =>
      store.sayAbout(
        messageId,
        (caseIds) => fileLost({ status, caseIds, at: now() }, { council, ids }),
        ringOutbound,
      ),
    now,
    log,
  });
  return {
    accept,
    act,
    fetchFiles,
    storage: files.storage,
    handle,
    handleNow,
    deliverNow,
    page,
    remind: remind({ ...store.clocks, ring: ringOutbound, council, log }),
    recoverLeft: recoverLeft(deliver),
    ringOutbound,
    channels,
    desks,
    record,
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
    // A platform that is slow holds up nobody on another.
    patienceMs: 500,
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
  const fetcher = startSweeper({ everyMs: 1_000, sweep: parts.fetchFiles, log, clock: now });
  const clocks = startSweeper({ everyMs: 15_000, sweep: parts.remind, log, clock: now });
  const pager = startSweeper({ everyMs: 1_000, sweep: parts.page, log, clock: now });
  let stopping = false;
  const rollUp = async (at: Date) => {
    while (!stopping && (await store.refreshRollups(at)) > 0);
    while (!stopping && (await store.refreshWeeks(at)) > 0);
  };
  const figures = startSweeper({ everyMs: 2_000, sweep: rollUp, log, clock: now });
  stops.push(async () => {
    stopping = true;
    await Promise.all([sweeper, fetcher, pager, clocks, figures].map((each) => each.stop()));
  });
}
