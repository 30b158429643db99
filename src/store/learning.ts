import type { Correction, Heard } from '../core/learning.ts';
import { Prisma, type PrismaClient } from './generated/client.ts';
import { judged, readLately } from './judged.ts';

// A resident who took a message back did not mean it to be learnt from.
const readable = Prisma.sql`(m.text IS NOT NULL AND btrim(m.text) <> ''
  AND NOT EXISTS (SELECT 1 FROM message r WHERE r.revises_id = m.id AND r.revision_kind = 'deletion'))`;

/** What a model may learn from. Residents' words leave here for training and nothing else. */
export function learning(prisma: PrismaClient) {
  return {
    /**
     * What officers and residents said cases are really about, oldest first. The words are those of the message that
     * opened the case; none are given where somebody may be at risk, where the message opened several cases and
     * nobody can tell which words are meant, or where they are erased or taken back.
     */
    async corrections(): Promise<Correction[]> {
      return prisma.$queryRaw<Correction[]>`
        SELECT id::text, label, "by", "leftOut", CASE WHEN "leftOut" IS NULL THEN text END AS text FROM (
          SELECT h.id, h.at, h.label, m.text, CASE h.decided_by WHEN 'resident' THEN 'resident' ELSE 'officer' END AS "by",
                 CASE WHEN f.restricted THEN 'restricted'
                      WHEN ${readable} IS NOT TRUE THEN 'no-words'
                      WHEN EXISTS (
                        SELECT 1 FROM case_message t JOIN case_event other ON other.case_id = t.case_id AND other.number = 1
                                  AND other.data->>'messageId' = t.message_id::text
                         WHERE t.message_id = m.id AND t.case_id <> f.id) THEN 'several-matters' END AS "leftOut"
            FROM classification h
            JOIN case_file f ON f.id = h.case_id
            JOIN case_event first ON first.case_id = f.id AND first.number = 1
            LEFT JOIN message m ON m.id = (first.data->>'messageId')::uuid
           WHERE h.decided_by IS NOT NULL
             AND NOT EXISTS (
               SELECT 1 FROM classification later
                WHERE later.case_id = h.case_id AND later.decided_by IS NOT NULL AND (later.at, later.id) > (h.at, h.id))
        ) AS each ORDER BY at, id`;
    },

    /** Up to so many messages, the latest first, each with what people made of it. */
    async heard(count: number): Promise<Heard[]> {
      return prisma.$queryRaw<Heard[]>`
        SELECT j.message_id::text AS id, m.text, j.truth AS judged, j.correction::text AS correction
          FROM (${judged(readLately(count))}) AS j JOIN message m ON m.id = j.message_id
         WHERE ${readable}
           AND NOT EXISTS (
             SELECT 1 FROM case_message t JOIN case_file f ON f.id = t.case_id
              WHERE t.message_id = m.id AND f.restricted)
         ORDER BY j.at DESC, j.message_id DESC`;
    },
  };
}
