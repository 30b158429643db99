import type { Actor, Case, Happening } from '../../src/core/case.ts';
import type { Council } from '../../src/core/catalogue.ts';
import type { Conversation } from '../../src/core/conversation.ts';
import { type Decisions, nothing } from '../../src/core/decision.ts';
import type { Desk, DeskItem } from '../../src/core/desk.ts';
import type { Understander, Understanding } from '../../src/core/understanding.ts';
import { type DeliverNeeds, deliverDue } from '../../src/flow/deliver.ts';
import { handleConversation } from '../../src/flow/handle.ts';
import { pageNext } from '../../src/flow/page.ts';
import { remind } from '../../src/flow/remind/remind.ts';
import { ids } from '../../src/ids.ts';
import { openStore } from '../../src/store/store.ts';
import { tenOnTuesday } from './builders.ts';
import { keepLog } from './log.ts';
import { afterwards, freshDatabase } from './postgres.ts';
import { aCouncil } from './turns.ts';

export const anOfficer: Actor = { kind: 'officer', id: ids.id(), name: 'Priya Shah' };

/** Marlcombe with these people on call, by team. */
export function onCall(lists: Readonly<Record<string, string[]>>): Council {
  const council = aCouncil();
  const teams = [...council.teams].map(([id, team]) => [id, { ...team, onCall: lists[id] ?? [] }] as const);
  return { ...council, teams: new Map(teams) };
}

/** Several processes of one council on one ledger, whose time only passes when it is set. */
export async function aWatch(council: Council, processes = 1) {
  const url = await freshDatabase('ledger');
  const clock = { now: tenOnTuesday };
  /** What the desk waits for before it shows what does not press. */
  const stuck: { until: Promise<void> } = { until: Promise.resolve() };
  const shown: DeskItem[] = [];
  const now = () => clock.now;
  const { log } = keepLog();
  const desk: Desk = {
    name: 'board',
    start: async () => undefined,
    show: async (item) => {
      if (item.kind !== 'case' || item.alert === 'none') await stuck.until;
      shown.push(item);
      return { externalId: item.key, at: clock.now };
    },
    stop: async () => undefined,
  };
  const ring = async () => undefined;
  const opened = Array.from({ length: processes }, () => {
    const store = openStore({ url, council, ids, desks: ['board'], now, log, poolSize: 3 });
    const deliver: DeliverNeeds = {
      ...store.outbox,
      channels: new Map(),
      desks: new Map([['board', desk]]),
      correction: (_, text) => `Correction: ${text}`,
      tellOfficers: async () => undefined,
      ring,
      now,
      log,
    };
    const deliverPressing = deliverDue({ ...deliver, claim: store.outbox.claimPressing });
    const page = pageNext({ dangers: store.dangers, page: store.page, deliverNow: deliverPressing, council });
    const spoken = remind({ ...store.clocks, ring, council, log });
    return { store, page, remind: spoken, deliverNow: deliverDue(deliver) };
  });
  const first = opened[0];
  if (first === undefined) throw new Error('A watch has at least one process.');
  const { store } = first;
  afterwards(async () => {
    for (const each of opened) await each.store.close();
  });
  return {
    clock,
    stuck,
    store,
    processes: opened,

    /** A resident's message, handled as if it were understood so. */
    async tell(resident: string, text: string, understanding: Understanding): Promise<void> {
      const language: Understander = {
        screen: () => understanding.danger,
        understand: () => understanding,
        together: ([place]) => place ?? { words: '' },
      };
      const { conversationId } = await store.accept({
        externalId: ids.id(),
        from: { channel: 'pigeon', resident, thread: resident },
        text,
        attachments: [],
        sentAt: clock.now,
      });
      await handleConversation({
        handlePending: store.handlePending,
        ring,
        language,
        council,
        ids,
        now,
        log,
      })(conversationId);
    },

    /** Something that happens to a case now. */
    async happens(
      reference: string,
      happening: {
        [T in Happening['type']]: Pick<Happening & { type: T }, 'type' | 'data'>;
      }[Happening['type']],
      actor: Actor = anOfficer,
    ): Promise<void> {
      const found = await store.cases.find(reference);
      if (found === null) throw new Error(`There is no case ${reference}.`);
      const step = (conversation: Conversation, file: Case): Decisions => ({
        ...nothing(conversation.state),
        happened: [{ caseId: file.id, happening: { ...happening, actor, at: clock.now } as Happening }],
      });
      await store.act(found, undefined, step, clock.now);
    },

    /** What was shown since this was last asked. */
    news(): DeskItem[] {
      return shown.splice(0);
    },
  };
}

export type Watch = Awaited<ReturnType<typeof aWatch>>;
