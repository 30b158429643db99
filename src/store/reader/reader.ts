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
import { countsNow, latestOf } from './trouble.ts';

/** What somebody may read of the record. */
export interface Sees {
  readonly restricted: boolean;
}

/** More than any conversation has lines. */
const beyondAny = 2 ** 31 - 1;

/** One thing said, as a resident reads it. */
interface ReadableLine {
  readonly id: string;
  readonly seq: number;
  readonly voice: Exclude<Voice, 'note'>;
  /** Null once erased. */
  readonly text: string | null;
  readonly at: Date;
  readonly choices: string[];
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
     * What a resident may read of a conversation after `seq`, oldest first: everything said but notes, and but what an
     * officer took back. At most 500. A reply that is held back, and what follows it, is read once it is let go.
     */
    async lines({ channel, thread }: ReplyAddress, after: number) {
      // One question: a reply held back between two would be read before its time.
      return prisma.$queryRaw<ReadableLine[]>`
        WITH said AS (
          SELECT m.* FROM message m JOIN conversation c ON c.id = m.conversation_id
           WHERE c.channel = ${channel} AND c.thread = ${thread} AND m.seq > ${after} AND m.voice <> 'note')
        SELECT id, seq, voice, text, sent_at AS at, choices FROM said s
         WHERE NOT (voice = 'officer' AND revision_kind IS NOT DISTINCT FROM 'deletion')
           AND NOT EXISTS (SELECT 1 FROM delivery d WHERE d.message_id = s.id AND d.status = 'withdrawn')
           AND seq < coalesce((
             SELECT min(h.seq) FROM said h JOIN delivery d ON d.message_id = h.id
              WHERE h.voice = 'officer' AND d.status = 'pending' AND d.payload ? 'hold'), ${beyondAny})
         ORDER BY seq LIMIT 500`;
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
