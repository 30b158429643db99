import type { Pool, PoolClient } from 'pg';
import { factsOf } from '../core/facts.ts';
import { openingOf } from '../core/repeats.ts';
import { type ClockOf, type EventRow, eventsOfCase, happenedFrom, keepFacts, rowFromFacts } from './facts.ts';
import { datesChanged, enquiriesChanged, readingsChanged } from './rollups/marks.ts';
import { inTransaction } from './transaction.ts';

/** What facts are made by beside their events. */
interface By {
  readonly clockOf: ClockOf;
  readonly timezone: string;
}

/** What came of making the facts again. */
export interface Rebuilt {
  readonly cases: number;
  /** Of how many the facts that stood were others, or none. */
  readonly changed: number;
}

const conversationsAtOnce = 500;

const nextConversations = 'SELECT id FROM conversation WHERE id > $1 ORDER BY id LIMIT $2';

const casesOf = `
  SELECT f.id AS "caseId", f.conversation_id AS "conversationId", ${eventsOfCase} AS events
    FROM case_file f WHERE f.conversation_id = ANY($1) ORDER BY f.conversation_id, f.id`;

const countOther = `
  SELECT count(*)::int AS changed FROM jsonb_populate_recordset(NULL::case_facts, $1) AS n
    LEFT JOIN case_facts AS f ON f.case_id = n.case_id WHERE f IS DISTINCT FROM n`;

const markStale = `
  INSERT INTO rollup_stale (day)
  SELECT DISTINCT (at AT TIME ZONE $2)::date FROM (${datesChanged('$1')} UNION ALL ${enquiriesChanged('$1')}) AS d
   WHERE at IS NOT NULL`;

const markUnread = `
  INSERT INTO reading_stale (week)
  SELECT DISTINCT date_trunc('week', at AT TIME ZONE $2)::date FROM (${readingsChanged('$1')}) AS r
   WHERE at IS NOT NULL`;

interface CaseEvents {
  readonly caseId: string;
  readonly conversationId: string;
  readonly events: readonly EventRow[] | null;
}

/**
 * Make the facts of all cases again from their events alone, some conversations at a time; while it runs, messages
 * of those wait. With `check` nothing is written. May run at any time and any number of times: the second changes nothing.
 */
export async function rebuildFacts(
  pool: Pool,
  by: By,
  options: { readonly check: boolean; readonly progress: (done: number, of: number) => void },
): Promise<Rebuilt> {
  const { rows } = await pool.query<{ all: number }>('SELECT count(*)::int AS all FROM conversation');
  const all = Math.max(1, rows[0]?.all ?? 0);
  let done = 0;
  const sum = { cases: 0, changed: 0 };
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const found = await pool.query<{ id: string }>(nextConversations, [after, conversationsAtOnce]);
    const ids = found.rows.map(({ id }) => id);
    const last = ids.at(-1);
    if (last === undefined) return sum;
    const some = await inTransaction(pool, (client) => rebuildSome(client, ids, by, options.check));
    sum.cases += some.cases;
    sum.changed += some.changed;
    after = last;
    done += ids.length;
    options.progress(Math.min(done, all), all);
  }
}

async function rebuildSome(
  client: PoolClient,
  ids: readonly string[],
  { clockOf, timezone }: By,
  check: boolean,
): Promise<Rebuilt> {
  // In the order of their ids, so that two at once take turns.
  await client.query('SELECT 1 FROM conversation WHERE id = ANY($1) ORDER BY id FOR UPDATE', [ids]);
  const { rows } = await client.query<CaseEvents>(casesOf, [ids]);
  const facts = JSON.stringify(factsOfAll(rows, clockOf));
  const other = await client.query<{ changed: number }>(countOther, [facts]);
  const changed = other.rows[0]?.changed ?? 0;
  if (!check && changed > 0) {
    await client.query(markStale, [facts, timezone]);
    await client.query(markUnread, [facts, timezone]);
    await client.query(keepFacts('$1'), [facts]);
  }
  return { cases: rows.length, changed };
}

function factsOfAll(rows: readonly CaseEvents[], clockOf: ClockOf) {
  const cases = rows.map(({ caseId, conversationId, events }) => {
    const happened = (events ?? []).map(happenedFrom);
    return { caseId, conversationId, happened, opening: openingOf(caseId, happened) };
  });
  const byConversation = new Map<string, typeof cases>();
  for (const each of cases)
    byConversation.set(each.conversationId, [...(byConversation.get(each.conversationId) ?? []), each]);
  return cases.flatMap(({ caseId, conversationId, happened }) => {
    const openings = byConversation.get(conversationId)?.flatMap(({ opening }) => opening ?? []) ?? [];
    const facts = factsOf({ caseId, conversationId }, happened, clockOf, openings);
    return facts === null ? [] : [rowFromFacts(facts)];
  });
}
