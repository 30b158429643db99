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

/**
 * The same from the cases `f` they opened, of those of just one, so that the latest can be had without reading all: what
 * stands after FROM, with `j` for the model's word and `h` for a person's, and `truth` of both.
 */
export const judgedCases = `
  case_facts f JOIN classification j ON j.message_id = f.opened_by_message AND j.decided_by IS NULL AND j.model <> 'none'
    LEFT JOIN LATERAL (
      SELECT w.label FROM classification w WHERE w.case_id = f.case_id AND w.decided_by IS NOT NULL
       ORDER BY w.at DESC, w.id DESC LIMIT 1) AS h ON TRUE
    LEFT JOIN LATERAL (
      SELECT coalesce(h.label, CASE WHEN f.looked AND f.service = j.label THEN j.label END) AS truth
       WHERE NOT EXISTS (SELECT 1 FROM case_facts o WHERE o.opened_by_message = f.opened_by_message AND o.case_id <> f.case_id)) AS t ON TRUE`;

/** Which rows are the model's own. `none` stands where a message could not be read at all. */
export const isModels = "decided_by IS NULL AND model <> 'none' AND message_id IS NOT NULL";
const byModel = Prisma.raw(isModels);

/** The model's own rows of some stretches of time. */
export function readWithin(spans: readonly { readonly from: Date; readonly to: Date }[]): Prisma.Sql {
  const within = spans.map(({ from, to }) => Prisma.sql`(at >= ${from} AND at < ${to})`);
  return Prisma.sql`SELECT * FROM classification WHERE (${Prisma.join(within, ' OR ')}) AND ${byModel}`;
}

/**
 * Whether somebody corrected the case `f` after its message was read, at this moment or later. Nobody corrects what is
 * not read yet; a day more than that, for clocks that do not agree.
 */
export function isCorrectedSince(since: Date): Prisma.Sql {
  return Prisma.sql`f.case_id IN (
    SELECT w.case_id FROM classification w
     WHERE w.decided_by IS NOT NULL AND w.at >= ${since}::timestamptz - interval '1 day')`;
}

/** The model's latest rows. */
export function readLately(count: number): Prisma.Sql {
  return Prisma.sql`SELECT * FROM classification WHERE ${byModel} ORDER BY at DESC, id DESC LIMIT ${count}`;
}
