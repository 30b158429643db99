import type { CaseFilters } from '../../core/case-filters.ts';
import { findReference } from '../../core/ids.ts';
import { Prisma, type PrismaClient } from '../generated/client.ts';

const far = "'infinity'::timestamptz";

// What must happen next to a case: the first response while nobody answered, the resolution after, put off by as much
// as we waited on the resident; nothing once resolved.
const nextDue = Prisma.raw(
  `CASE WHEN c.status = 'resolved' THEN ${far} WHEN c.first_responded_at IS NULL THEN coalesce(c.first_response_due, ${far}) ELSE coalesce(f.resolution_due, c.resolution_due, ${far}) END`,
);

/**
 * Ids of the cases that fit, in order, one page of them. Sorted by what is due first (danger before all else),
 * or newest first. Pages by key, so that nothing is skipped when cases change between pages.
 */
export async function listCases(
  prisma: PrismaClient,
  filters: CaseFilters,
  seen: { readonly restricted: boolean; readonly prefix: string; readonly now: Date },
): Promise<{ ids: string[]; next: string | null }> {
  const limit = Math.min(Math.max(filters.limit ?? 50, 1), 100);
  const newest = filters.sort === 'newest';
  const key = newest
    ? Prisma.sql`to_char(c.opened_at AT TIME ZONE 'UTC', 'YYYYMMDDHH24MISSMS')`
    : Prisma.sql`(CASE WHEN c.urgent AND c.status <> 'resolved' THEN '0' ELSE '1' END) || to_char(least(${nextDue}, '9999-01-01') AT TIME ZONE 'UTC', 'YYYYMMDDHH24MISSMS')`;
  const after = cursorOf(filters.cursor);
  const conditions = [
    Prisma.sql`TRUE`,
    ...(seen.restricted ? [] : [Prisma.sql`NOT c.restricted`]),
    ...(filters.team === undefined ? [] : [Prisma.sql`c.team = ${filters.team}`]),
    ...(filters.service === undefined ? [] : [Prisma.sql`c.service = ${filters.service}`]),
    ...(filters.status === undefined
      ? []
      : [
          filters.status === 'open'
            ? Prisma.sql`c.status <> 'resolved'`
            : Prisma.sql`c.status = ${filters.status}`,
        ]),
    ...(filters.channel === undefined ? [] : [Prisma.sql`c.reply_to->>'channel' = ${filters.channel}`]),
    ...(filters.assignee === undefined
      ? []
      : [
          filters.assignee === 'none'
            ? Prisma.sql`c.assignee_id IS NULL`
            : Prisma.sql`c.assignee_id::text = ${filters.assignee}`,
        ]),
    ...(filters.overdue === true ? [Prisma.sql`${nextDue} < ${seen.now}`] : []),
    ...(filters.ward === undefined ? [] : [Prisma.sql`c.place->'ward'->>'code' = ${filters.ward}`]),
    ...(filters.q === undefined || filters.q.trim() === '' ? [] : [matching(filters.q.trim(), seen.prefix)]),
    ...(after === null
      ? []
      : [
          newest
            ? Prisma.sql`(${key}, c.id::text) < (${after.key}, ${after.id})`
            : Prisma.sql`(${key}, c.id::text) > (${after.key}, ${after.id})`,
        ]),
  ];
  const order = newest ? Prisma.sql`DESC` : Prisma.sql`ASC`;
  const rows = await prisma.$queryRaw<{ id: string; key: string }[]>`
    SELECT c.id::text AS id, ${key} AS key FROM case_file c LEFT JOIN case_facts f ON f.case_id = c.id
     WHERE ${Prisma.join(conditions, ' AND ')}
     ORDER BY 2 ${order}, 1 ${order} LIMIT ${limit + 1}`;
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const next =
    rows.length > limit && last !== undefined
      ? Buffer.from(`${last.key} ${last.id}`).toString('base64url')
      : null;
  return { ids: page.map(({ id }) => id), next };
}

function matching(q: string, prefix: string): Prisma.Sql {
  const reference = findReference(prefix, q);
  if (reference !== null) return Prisma.sql`c.reference = ${reference}`;
  const like = `%${q.replace(/[\\%_]/g, '\\$&')}%`;
  return Prisma.sql`(c.reference ILIKE ${like} OR c.place->>'words' ILIKE ${like}
    OR c.place->>'street' ILIKE ${like} OR c.place->>'landmark' ILIKE ${like}
    OR EXISTS (SELECT 1 FROM case_message t JOIN message m ON m.id = t.message_id WHERE t.case_id = c.id AND m.text ILIKE ${like}))`;
}

/** Null for a cursor that is none of ours: the list then starts at its beginning. */
function cursorOf(cursor: string | undefined): { key: string; id: string } | null {
  if (cursor === undefined) return null;
  const [key, id] = Buffer.from(cursor, 'base64url').toString('utf8').split(' ');
  return key !== undefined && id !== undefined && /^\d{17,18}$/.test(key) && /^[0-9a-f-]{36}$/.test(id)
    ? { key, id }
    : null;
}
