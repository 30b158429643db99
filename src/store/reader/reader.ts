import type { CaseEvent } from '../../core/case.ts';
import type { CaseFilters } from '../../core/case-filters.ts';
import type { Council } from '../../core/catalogue.ts';
import { digestOf, findBreak } from '../../core/chain.ts';
import type { Receipt, ReplyAddress } from '../../core/channel.ts';
import type { Voice } from '../../core/conversation.ts';
import type { PrismaClient } from '../generated/client.ts';
import { caseFile, caseLine } from './file.ts';
import { listCases } from './list.ts';
import { type FileRow, findFile, findListed } from './queries.ts';
import { readings } from './readings.ts';
import { countsNow, latestOf } from './trouble.ts';

/** What somebody may read of the record. */
export interface Sees {
  readonly restricted: boolean;
}

/** Questions asked of the record. Nothing here changes anything. */
export function reader(prisma: PrismaClient, council: Council) {
  return {
    /** A page of cases, in the order asked for. */
    async cases(filters: CaseFilters, sees: Sees, now: Date) {
      const { ids, next } = await listCases(prisma, filters, {
        ...sees,
        prefix: council.facts.referencePrefix,
        now,
      });
      const rows = new Map((await findListed(prisma, ids)).map((row) => [row.id, row]));
      const cases = ids.flatMap((id) => rows.get(id) ?? []).map((row) => caseLine(council, row));
      return { cases, next };
    },

    /** Everything on the record of one case; null when there is none, or it is restricted and not for these eyes. */
    async caseFile(reference: string, sees: Sees, now: Date) {
      const row = await findFile(prisma, reference);
      return row === null || (row.restricted && !sees.restricted) ? null : caseFile(council, row, sees, now);
    },

    /**
     * What a resident may read of a conversation after `seq`, oldest first: everything said but notes, what was taken
     * back unsent, and what stands in for another message where that was changed. At most 500. A reply that is held
     * back, and what follows it, is read once it is let go.
     */
    async lines(address: ReplyAddress, after: number) {
      const said = {
        conversation: { channel: address.channel, thread: address.thread },
        seq: { gt: after },
        voice: { not: 'note' },
      };
      const held = await prisma.message.findFirst({
        where: {
          ...said,
          voice: 'officer',
          deliveries: { some: { status: 'pending', payload: { path: ['hold'], gt: 0 } } },
        },
        orderBy: { seq: 'asc' },
        select: { seq: true },
      });
      const rows = await prisma.message.findMany({
        where: {
          ...said,
          ...(held === null ? {} : { seq: { gt: after, lt: held.seq } }),
          // Not NOT: what revises nothing has no kind, and nothing can be said of that.
          OR: [{ voice: { not: 'officer' } }, { revisionKind: null }, { revisionKind: { not: 'deletion' } }],
          deliveries: { none: { status: 'withdrawn' } },
        },
        orderBy: { seq: 'asc' },
        take: 500,
        select: { id: true, seq: true, voice: true, text: true, sentAt: true, choices: true },
      });
      return rows.map(({ id, seq, voice, text, sentAt, choices }) => ({
        id,
        seq,
        voice: voice as Exclude<Voice, 'note'>,
        text,
        at: sentAt,
        choices: choices as string[],
      }));
    },

    async hasConversation({ channel, thread }: ReplyAddress): Promise<boolean> {
      const row = await prisma.conversation.findUnique({
        where: { channel_thread: { channel, thread } },
        select: { id: true },
      });
      return row !== null;
    },

    /** When a delivery's message was committed: its receipt, for a channel whose page reads the ledger itself. */
    async committed(deliveryId: string): Promise<Receipt | null> {
      const row = await prisma.delivery.findUnique({
        where: { id: deliveryId },
        select: { messageId: true, createdAt: true },
      });
      return row?.messageId == null ? null : { externalId: row.messageId, at: row.createdAt };
    },

    /** References of all cases, oldest first. */
    async *references(): AsyncGenerator<string> {
      for (let after: string | undefined; ; ) {
        const rows: { id: string; reference: string }[] = await prisma.case.findMany({
          select: { id: true, reference: true },
          orderBy: { id: 'asc' },
          take: 500,
          ...(after === undefined ? {} : { cursor: { id: after }, skip: 1 }),
        });
        for (const { reference } of rows) yield reference;
        after = rows.at(-1)?.id;
        if (after === undefined) return;
      }
    },

    /** What a scorecard of the latest weeks is made of; the last week is the one under way. */
    readings: (weeks: number, now: Date) => {
      const { timezone, askBelow } = council.facts;
      return readings(prisma, { weeks, now, timezone, askBelow });
    },

    /** What is counted to see trouble early, at this instant. */
    countsNow: (sees: Sees, now: Date) =>
      countsNow(prisma, { ...sees, now, timezone: council.facts.timezone }),

    /** Some cases of what is unusual, the latest first. */
    latestOf: (asked: Parameters<typeof latestOf>[1]) => latestOf(prisma, asked),

    /** What does not hold in the record of a case, in words: that there is none, too. Null when all of it does. */
    async fault(reference: string): Promise<string | null> {
      const file = await findFile(prisma, reference);
      return file === null ? 'no case has this reference' : faultOf(file);
    },
  };
}

/** The first event whose link does not hold, else the first message that is not the one its event speaks of. */
function faultOf(file: FileRow): string | null {
  const events = file.events as unknown as CaseEvent[];
  const found = findBreak({ caseId: file.id, version: file.version, head: file.head }, events);
  if (found !== null) return `event ${found.number}: ${found.fault}`;
  const told = new Map(events.flatMap(({ data }) => digestIn(data)));
  for (const { message } of file.messages) {
    // Erasing takes the words and the salt together: words without salt were put in later.
    const altered =
      message.salt === null ? message.text !== null : digestOf(message.salt, message.text) !== message.digest;
    const other = told.has(message.id) && told.get(message.id) !== message.digest;
    if (altered || other) return `message ${message.seq} of its conversation: content altered`;
  }
  return null;
}

function digestIn(data: unknown): [string, string][] {
  if (typeof data !== 'object' || data === null || !('messageId' in data) || !('digest' in data)) return [];
  return [[String(data.messageId), String(data.digest)]];
}
