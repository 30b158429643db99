import type { PoolClient } from 'pg';
import type { CaseRowOfStats, StatsFilters } from '../../../core/statistics.ts';
import { endOf, fitting } from './asking.ts';

const atOnce = 2000;

/**
 * The facts of every case opened in the period, oldest first, some at a time: for a file of any length in little
 * memory. Restricted cases are left out unless they may be seen.
 */
export async function* caseRows(
  client: PoolClient,
  filters: StatsFilters,
  { now, restricted }: { readonly now: Date; readonly restricted: boolean },
): AsyncGenerator<readonly CaseRowOfStats[]> {
  const { sql, values } = fitting(filters, 5);
  let after: readonly [Date, string] = [new Date(0), '00000000-0000-0000-0000-000000000000'];
  for (;;) {
    const { rows } = await client.query<CaseRowOfStats & { id: string }>(
      `SELECT f.case_id AS id, c.reference, f.service, f.team, f.channel, f.language, f.ward, f.status, f.outcome, f.urgent,
              f.opened_at AS "openedAt", f.acknowledgement_seconds AS "acknowledgementSeconds",
              f.first_response_at AS "firstResponseAt", f.first_response_minutes AS "firstResponseMinutes",
              f.first_response_due AS "firstResponseDue", f.resolved_at AS "resolvedAt",
              f.resolution_minutes AS "resolutionMinutes", f.paused_minutes AS "pausedMinutes",
              f.partner_minutes AS "partnerMinutes", f.resolution_due AS "resolutionDue",
              f.reopenings, f.routes, f.chasers, f.messages, f.replies
         FROM case_facts f JOIN case_file c ON c.id = f.case_id
        WHERE f.opened_at >= $1 AND f.opened_at < $2 AND (f.opened_at, f.case_id) > ($3, $4)${sql}
          ${restricted ? '' : 'AND NOT f.restricted'}
        ORDER BY f.opened_at, f.case_id LIMIT ${atOnce}`,
      [filters.from, endOf(filters, now), ...after, ...values],
    );
    const last = rows.at(-1);
    if (last === undefined) return;
    yield rows.map(({ id: _, ...row }) => row);
    if (rows.length < atOnce) return;
    after = [last.openedAt, last.id];
  }
}
