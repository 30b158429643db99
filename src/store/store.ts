import type { Case } from '../core/case.ts';
import type { Council, Language } from '../core/catalogue.ts';
import type { Accepted, InboundMessage, ReplyAddress } from '../core/channel.ts';
import type { Conversation, StoredMessage } from '../core/conversation.ts';
import { caseClock } from '../core/council.ts';
import type { Decisions } from '../core/decision.ts';
import type { Ids } from '../core/ids.ts';
import type { Log } from '../core/log.ts';
import type { Happened } from '../core/timeline-record.ts';
import { acceptMessage, openConversation } from './accept.ts';
import { openBells } from './bells.ts';
import { type Before, cases } from './cases.ts';
import { channelKeeping } from './channels.ts';
import { openLedger } from './connection.ts';
import { changeConversation, handlePending } from './conversations.ts';
import { deskKeeping } from './desk-keeping.ts';
import { rebuildFacts } from './facts-rebuild.ts';
import { files } from './files.ts';
import { incidents } from './incidents.ts';
import { learning } from './learning.ts';
import { leases } from './leases.ts';
import { lost } from './lost.ts';
import { officers } from './officers.ts';
import { outbox } from './outbox.ts';
import { eventsOf, paging } from './paging.ts';
import { reader } from './reader/reader.ts';
import { statistics } from './reader/statistics.ts';
import { reminders, type Told } from './reminders.ts';
import { makingOf } from './rollups/making.ts';
import { refreshRollups } from './rollups/refresh.ts';
import { refreshWeeks } from './rollups/weeks.ts';

/** What the store is opened with. */
export interface StoreOptions {
  readonly url: string;
  readonly council: Council;
  readonly ids: Ids;
  /** Desks that are shown each case touched. */
  readonly desks: readonly string[];
  readonly now: () => Date;
  readonly log: Log;
  readonly poolSize?: number;
}

/** The front door of the ledger: each part by what it is for. Nothing is connected until it is first asked. */
export function openStore({ url, council, ids, desks, now, log, poolSize = 10 }: StoreOptions) {
  const ledger = openLedger(url, { max: poolSize, log });
  const { pool, prisma, reading } = ledger;
  const bells = openBells(url, pool, log);
  const read = reader(prisma, council);
  const caseFiles = cases(pool);
  const keeping = channelKeeping(pool, now, log);
  const sentFiles = files(pool);
  const pages = paging(pool);
  const clocks = reminders(pool);
  const making = makingOf(council);
  const clockOf = (team: string, service: string) => caseClock(council, team, service);
  const work = () => ({ ids, desks, now: now(), clockOf, timezone: council.facts.timezone });
  return {
    bells,
    reader: read,
    statistics: statistics(reading, council),
    officers: officers(prisma),
    incidents: incidents(pool),
    outbox: outbox(pool, desks),
    learning: learning(prisma),
    lost: lost(pool),
    cases: caseFiles,
    channels: keeping,
    leases: leases(pool),
    /** What the desk of a platform keeps, by its name. */
    desks: deskKeeping(pool, ids, now),
    files: sentFiles,

    accept: (message: InboundMessage): Promise<Accepted> =>
      acceptMessage(pool, ids, message, council.facts.languages, now()),

    handlePending: (
      conversationId: string,
      step: (conversation: Conversation, message: StoredMessage) => Decisions,
    ) => handlePending(pool, conversationId, step, work()),

    act: (
      found: { conversationId: string; caseId: string },
      key: string | undefined,
      step: (conversation: Conversation, file: Case, before: Before) => Decisions,
      at: Date,
      about?: string,
    ) => caseFiles.act(found, key, step, { ...work(), now: at }, about),

    /** What clocks have said, and what they are read from. */
    clocks: {
      clocked: clocks.clocked,
      events: (caseId: string) => eventsOf(pool, caseId),
      remind: (told: Told, at: Date) => clocks.remind(told, { ...work(), now: at }),
      greet: (mornings: Parameters<typeof clocks.greet>[0], at: Date) =>
        clocks.greet(mornings, { ...work(), now: at }),
      brief: (morning: Parameters<typeof clocks.brief>[0], at: Date) =>
        clocks.brief(morning, { ...work(), now: at }),
    },

    dangers: pages.dangers,

    /** Change a case whose danger is watched by what `step` decides from how it stands now; null changes nothing. */
    page: (
      found: { readonly conversationId: string; readonly caseId: string },
      step: (conversation: Conversation, file: Case, events: readonly Happened[]) => Decisions | null,
      at: Date,
    ) => pages.page(found, step, { ...work(), now: at }),

    /** Say something in the conversation of a message, with the cases whose record holds it, and ring for it. */
    async sayAbout(
      messageId: string,
      step: (caseIds: readonly string[]) => (conversation: Conversation) => Decisions,
      ring: (deliveryId: string) => Promise<unknown>,
    ): Promise<void> {
      const around = await sentFiles.around(messageId);
      if (around === null) return;
      const decide = step(around.caseIds);
      for (const id of await changeConversation(pool, around.conversationId, decide, work())) void ring(id);
    },

    /** Put a failed delivery on the record of each case that holds its message, and ring for the alerts. */
    async noteFailure(
      { messageId }: { readonly messageId: string | null },
      step: (conversation: Conversation, file: Case) => Decisions,
      ring: (deliveryId: string) => Promise<unknown>,
    ): Promise<void> {
      for (const found of messageId === null ? [] : await caseFiles.holding(messageId)) {
        for (const id of await caseFiles.note(found, step, work())) void ring(id);
      }
    },

    /** Make the facts of all cases again from their events; see `facts-rebuild.ts`. */
    rebuildFacts: (options: Parameters<typeof rebuildFacts>[2]) =>
      rebuildFacts(pool, { clockOf, timezone: council.facts.timezone }, options),

    /** Make rollups of days that want it; see `rollups/refresh.ts`. */
    refreshRollups: (at: Date) => refreshRollups(reading, making, at),

    /** Make rollups of weeks whose readings want it; see `rollups/weeks.ts`. */
    refreshWeeks: (at: Date) => refreshWeeks(reading, making, at),

    /** What a web chat reads and writes of the ledger. */
    chat: {
      open: (address: ReplyAddress, at: Date, language?: Language) =>
        openConversation(pool, ids, address, { name: null, language }, at),
      has: read.hasConversation,
      lines: read.lines,
      sent: read.committed,
    },

    /** Whether the ledger answers, within two seconds. */
    async healthy(): Promise<boolean> {
      const asked = pool.query('SELECT 1').then(
        () => true,
        () => false,
      );
      const late = new Promise<boolean>((resolve) => setTimeout(() => resolve(false), 2_000).unref());
      return Promise.race([asked, late]);
    },

    async close(): Promise<void> {
      await keeping.flush();
      await bells.close();
      await ledger.close();
    },
  };
}

export type Store = ReturnType<typeof openStore>;
