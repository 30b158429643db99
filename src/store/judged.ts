import { Prisma } from './generated/client.ts';

/**
 * What people made of what the model made of messages, one row a message: the model's word, the case the message
 * opened when it opened just one, and the label people gave that case (`truth`). A person has the last word on it;
 * where none was said, the model's stands once an officer has answered the resident or set the case's status and left
 * it under the service the model gave. `read` selects the model's own rows of `classification`.
 */
export function judged(read: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    SELECT c.message_id, c.label, c.probability, c.model, c.at, f.cases, f.id AS case_id, f.restricted, f.reference, h.id AS correction,
           coalesce(h.label, CASE WHEN f.cases = 1 AND f.looked AND f.service = c.label THEN c.label END) AS truth
      FROM (${read}) AS c
      LEFT JOIN LATERAL (
        SELECT count(*)::int AS cases, bool_or(o.restricted) AS restricted, (array_agg(o.id))[1] AS id,
               (array_agg(o.reference))[1] AS reference, (array_agg(o.service))[1] AS service,
               bool_or(EXISTS (
                 SELECT 1 FROM case_event e WHERE e.case_id = o.id AND e.type IN ('reply-sent', 'status-changed')
                    AND e.actor->>'kind' = 'officer')) AS looked
          FROM case_message t
          JOIN case_event first ON first.case_id = t.case_id AND first.number = 1
                               AND first.data->>'messageId' = t.message_id::text
          JOIN case_file o ON o.id = t.case_id
         WHERE t.message_id = c.message_id) AS f ON TRUE
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

/** The model's latest rows. */
export function readLately(count: number): Prisma.Sql {
  return Prisma.sql`SELECT * FROM classification WHERE ${byModel} ORDER BY at DESC, id DESC LIMIT ${count}`;
}
