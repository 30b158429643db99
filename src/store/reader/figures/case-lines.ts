import type { PoolClient } from 'pg';
import type { StatsFilters } from '../../../core/statistics.ts';
import { endOf, fitting } from './asking.ts';

const atOnce = 1000;

const asText = (expression: string) => `coalesce(${quoted(expression)}, '')`;
const asNumber = (expression: string) => `coalesce(${expression}::text, '')`;
const asTime = (expression: string) =>
  `coalesce(to_char(${expression} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), '')`;
const asYes = (expression: string) => `CASE WHEN ${expression} THEN 'yes' ELSE 'no' END`;

/** What a file of cases says of each: what the measures read of it, and nothing anybody wrote. By what each column is called. */
const columns: Readonly<Record<string, string>> = {
  reference: asText('c.reference'),
  service: asText('f.service'),
  team: asText('f.team'),
  channel: asText('f.channel'),
  language: asText('f.language'),
  ward: asText('f.ward'),
  status: asText('f.status'),
  outcome: asText('f.outcome'),
  urgent: asYes('f.urgent'),
  openedAt: asTime('f.opened_at'),
  acknowledgementSeconds: asNumber('f.acknowledgement_seconds'),
  firstResponseAt: asTime('f.first_response_at'),
  firstResponseMinutes: asNumber('f.first_response_minutes'),
  firstResponseDue: asTime('f.first_response_due'),
  resolvedAt: asTime('f.resolved_at'),
  resolutionMinutes: asNumber('f.resolution_minutes'),
  pausedMinutes: asNumber('f.paused_minutes'),
  partnerMinutes: asNumber('f.partner_minutes'),
  resolutionDue: asTime('f.resolution_due'),
  reopenings: asNumber('f.reopenings'),
  routes: asNumber('f.routes'),
  chasers: asNumber('f.chasers'),
  messages: asNumber('f.messages'),
  replies: asNumber('f.replies'),
  surveyedAt: asTime('f.surveyed_at'),
  rating: asNumber('f.rating'),
};

/**
 * A word as a cell: within quotation marks where it needs them, and after an apostrophe where a spreadsheet would take
 * it for a formula.
 */
function quoted(word: string): string {
  const safe = `CASE WHEN ${word} ~ '^[=+@\\t\\r-]' THEN '''' || ${word} ELSE ${word} END`;
  return `CASE WHEN ${word} ~ '[",\\r\\n]' THEN '"' || replace(${safe}, '"', '""') || '"' ELSE ${safe} END`;
}

/**
 * Every case opened in the period as a line of CSV, oldest first, some lines at a time, after one that names the
 * columns. PostgreSQL writes the lines: made here, a quarter of a million cases leave so much behind them that the
 * process grows by 250 MB before it is swept away. Restricted cases are left out unless they may be seen.
 */
export async function* caseLines(
  client: PoolClient,
  filters: StatsFilters,
  { now, restricted }: { readonly now: Date; readonly restricted: boolean },
): AsyncGenerator<string> {
  yield `${Object.keys(columns).join(',')}\n`;
  const { sql, values } = fitting(filters, 5);
  let after: readonly [string, string] = ['-infinity', '00000000-0000-0000-0000-000000000000'];
  for (;;) {
    const { rows } = await client.query<{ lines: string | null; at: string; id: string }>(
      `SELECT string_agg(line || E'\\n', '' ORDER BY opened_at, case_id) AS lines,
              (array_agg(opened_at::text ORDER BY opened_at DESC, case_id DESC))[1] AS at,
              (array_agg(case_id::text ORDER BY opened_at DESC, case_id DESC))[1] AS id
         FROM (SELECT f.opened_at, f.case_id, ${Object.values(columns).join(` || ',' || `)} AS line
                 FROM case_facts f JOIN case_file c ON c.id = f.case_id
                WHERE f.opened_at >= $1 AND f.opened_at < $2 AND (f.opened_at, f.case_id) > ($3, $4)${sql}
                  ${restricted ? '' : 'AND NOT f.restricted'}
                ORDER BY f.opened_at, f.case_id LIMIT ${atOnce}) AS found`,
      [filters.from, endOf(filters, now), ...after, ...values],
    );
    const [found] = rows;
    if (found === undefined || found.lines === null) return;
    yield found.lines;
    after = [found.at, found.id];
  }
}
