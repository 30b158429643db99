import { groupings } from '../../core/statistics.ts';
import { isModels } from '../judged.ts';
import { comingBack, isEnquiry } from '../reader/figures/enquiries.ts';
import { byDate, measured, type Read } from '../reader/figures/measured.ts';

const dimensions = groupings.map((each) => `f.${each}`).join(', ');

/** What a case adds to the figures of each of its dates, in the words the figures are counted by. */
const parts = `(VALUES ${byDate
  .map(([at, keys], i) => `(${at}, ${i}, ROW(${dimensions}, ${keys.map(addsOf).join(', ')})::text)`)
  .join(', ')}) AS p (at, date, adds)`;

function addsOf(key: (typeof byDate)[number][1][number]): string {
  const { of = 'TRUE', told }: Read = measured[key];
  return `CASE WHEN ${of} THEN ${wordOf(told)} END`;
}

/** Told apart from a case that is not behind the measure: one that is and has no part of it. */
function wordOf(told: Read['told']): string {
  switch (told.as) {
    case 'count':
      return '1';
    case 'share':
      return `coalesce((${told.part})::int, 0)`;
    case 'rate':
      return `concat(${told.sum}, '/', ${told.per ?? '1'})`;
    case 'time':
      return told.value;
    case 'waits':
      return told.values;
  }
}

/** Every date of a case `f` that puts it into a period of some measure, in an array. */
export const datesOfCase = `ARRAY[${byDate.map(([at]) => at).join(', ')}]`;

/**
 * The dates `at` whose figures are others when the facts `after` (JSON in a parameter) take the place of those that
 * stand; to be asked in the statement that writes them, or before it. A date is here when anything a case adds to it,
 * or to which group it adds it, is not what it was: so most steps of a case make no day stale but today.
 */
export const datesChanged = (after: string): string => `
  SELECT c.at FROM (
    SELECT f.case_id, p.* FROM jsonb_populate_recordset(NULL::case_facts, ${after}) AS f, LATERAL ${parts}
     UNION ALL
    SELECT f.case_id, p.* FROM case_facts AS f, LATERAL ${parts}
     WHERE f.case_id = ANY (ARRAY(SELECT n.case_id FROM jsonb_populate_recordset(NULL::case_facts, ${after}) AS n))) AS c
   GROUP BY c.case_id, c.at, c.date, c.adds HAVING count(*) = 1`;

/**
 * The dates `at` of enquiries that came back, or did not, only now that the facts `after` (JSON in a parameter) tell of
 * cases opened since; to be asked like `datesChanged`. Few facts tell another time than before, so these are found first.
 */
export const enquiriesChanged = (after: string): string => `
  SELECT c.at FROM (
    SELECT n.conversation_id, t.opened_at FROM jsonb_populate_recordset(NULL::case_facts, ${after}) AS n
      LEFT JOIN case_facts AS f ON f.case_id = n.case_id, LATERAL (VALUES (n.opened_at), (f.opened_at)) AS t (opened_at)
     WHERE f.opened_at IS DISTINCT FROM n.opened_at OFFSET 0) AS o
    JOIN message AS m ON m.conversation_id = o.conversation_id JOIN classification AS c ON c.message_id = m.id
   WHERE ${isEnquiry} AND c.at < o.opened_at AND c.at >= o.opened_at - ${comingBack}`;

/** The dates `at` of enquiries among what is classified now (JSON in a parameter). */
export const enquiriesIn = (classified: string): string =>
  `SELECT c.at FROM jsonb_populate_recordset(NULL::classification, ${classified}) AS c WHERE ${isEnquiry}`;

/**
 * The times `at` of weeks in which what was read, or what became of the cases opened, is counted otherwise now that the
 * facts `after` (JSON in a parameter) stand; to be asked like `datesChanged`.
 */
export const readingsChanged = (after: string): string => `
  SELECT c.at FROM (
    SELECT t.message FROM jsonb_populate_recordset(NULL::case_facts, ${after}) AS n
      LEFT JOIN case_facts AS f ON f.case_id = n.case_id, LATERAL (VALUES (n.opened_by_message), (f.opened_by_message)) AS t (message)
     WHERE (f.opened_by_message, f.service, f.looked, f.restricted)
           IS DISTINCT FROM (n.opened_by_message, n.service, n.looked, n.restricted) OFFSET 0) AS o
    JOIN classification AS c ON c.message_id = o.message
   UNION ALL
  SELECT t.at FROM jsonb_populate_recordset(NULL::case_facts, ${after}) AS n
    LEFT JOIN case_facts AS f ON f.case_id = n.case_id, LATERAL (VALUES (n.opened_at), (f.opened_at)) AS t (at)
   WHERE (f.opened_at, f.moved) IS DISTINCT FROM (n.opened_at, n.moved)`;

/** The times `at` of what the model read among what is classified now (JSON in a parameter), and of what is corrected by it. */
export const readingsIn = (classified: string): string => `
  SELECT at FROM jsonb_populate_recordset(NULL::classification, ${classified}) WHERE ${isModels}
   UNION ALL
  SELECT c.at FROM jsonb_populate_recordset(NULL::classification, ${classified}) AS n
    JOIN case_facts AS f ON f.case_id = n.case_id JOIN classification AS c ON c.message_id = f.opened_by_message
   WHERE n.decided_by IS NOT NULL`;
