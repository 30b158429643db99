import { Prisma } from './generated/client.ts';

/**
 * What people made of what the model made of messages, one row a message: the model's word, the case the message
 * opened when it opened just one, and the label people gave that case (`truth`). A person has the last word on it;
 * where none was said, the model's stands once an officer has answered the resident or set the case's status and left
 * it under the service the model gave. `read` selects the model's own rows of `classification`.
 */
export function judged(read: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    SELECT c.message_id, c.label, c.probability, c.model, c.at, f.id AS case_id, f.restricted, h.id AS correction,
           coalesce(h.label, CASE WHEN f.cases = 1 AND f.looked AND f.service = c.label THEN c.label END) AS truth
      FROM (${read}) AS c
      LEFT JOIN LATERAL (
        SELECT count(*)::int AS cases, bool_or(o.restricted) AS restricted, (array_agg(o.case_id))[1] AS id,
               (array_agg(o.service))[1] AS service, bool_or(o.looked) AS looked
          FROM case_facts o WHERE o.opened_by_message = c.message_id) AS f ON TRUE
      LEFT JOIN LATERAL (
        SELECT w.id, w.label FROM classification w
         WHERE w.case_id = f.id AND w.decided_by IS NOT NULL AND f.cases = 1
         ORDER BY w.at DESC, w.id DESC LIMIT 1) AS h ON TRUE`;
}

// `none` stands where a message could not be read at all.
const byModel = Prisma.sql`decided_by IS NULL AND model <> 'none' AND message_id IS NOT NULL`;

/** The model's own rows since a moment. */
export function readSince(since: Date): Prisma.Sql {
  return Prisma.sql`SELECT * FROM classification WHERE at >= ${since} AND ${byModel}`;
}

/** Those of them whose case somebody corrected: of no others does the truth differ from what the model said. */
export function readCorrected(since: Date): Prisma.Sql {
  return Prisma.sql`
    SELECT * FROM classification
     WHERE at >= ${since} AND ${byModel} AND message_id IN (
       SELECT o.opened_by_message FROM classification w JOIN case_facts o ON o.case_id = w.case_id WHERE w.decided_by IS NOT NULL)`;
}

/** The model's latest rows. */
export function readLately(count: number): Prisma.Sql {
  return Prisma.sql`SELECT * FROM classification WHERE ${byModel} ORDER BY at DESC, id DESC LIMIT ${count}`;
}
