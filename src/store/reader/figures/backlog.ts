import type { PoolClient } from 'pg';
import type { Backlog, Grouping, StatsFilters } from '../../../core/statistics.ts';
import { columnOf, fitting } from './asking.ts';

interface Row extends Omit<Backlog, 'oldest'> {
  readonly everyone: number;
  readonly reference: string | null;
  readonly startedAt: Date | null;
}

/**
 * The cases open now, together (first) and by group, the most first. `limits` part the bands of age. A restricted case
 * counts and is never named: the oldest is the oldest of the others.
 */
export async function backlog(
  client: PoolClient,
  filters: Omit<StatsFilters, 'from' | 'to'>,
  by: Grouping | null,
  { now, limits }: { readonly now: Date; readonly limits: readonly Date[] },
): Promise<Backlog[]> {
  const { sql, values } = fitting({ ...filters, from: now, to: now }, 3);
  const bands = [...limits, null].map((_, i) => {
    const younger = i === limits.length ? 'TRUE' : `f.started_at > ($2::timestamptz[])[${i + 1}]`;
    const older = i === 0 ? 'TRUE' : `f.started_at <= ($2::timestamptz[])[${i}]`;
    return `count(*) FILTER (WHERE ${younger} AND ${older})`;
  });
  const column = by === null ? 'NULL' : columnOf(by);
  const overdue = 'f.resolution_due < $1 OR (f.first_response_at IS NULL AND f.first_response_due < $1)';
  const { rows } = await client.query<Row>(
    `SELECT g.*, c.reference, o.started_at AS "startedAt"
       FROM (
         SELECT ${by === null ? '1' : `grouping(${column})`} AS everyone, ${column} AS key, count(*)::int AS open,
                (count(*) FILTER (WHERE ${overdue}))::int AS overdue,
                (count(*) FILTER (WHERE f.status = 'waiting-on-resident'))::int AS "waitingOnResident",
                (count(*) FILTER (WHERE f.status = 'waiting-on-partner'))::int AS "waitingOnPartner",
                ARRAY[${bands.join(', ')}]::int[] AS ages,
                (array_agg(f.case_id ORDER BY f.started_at) FILTER (WHERE NOT f.restricted))[1] AS oldest
           FROM case_facts f WHERE f.resolved_at IS NULL${sql}
          ${by === null ? '' : `GROUP BY GROUPING SETS ((), (${column}))`}) AS g
       LEFT JOIN case_facts o ON o.case_id = g.oldest
       LEFT JOIN case_file c ON c.id = g.oldest
      ORDER BY g.everyone DESC, g.open DESC, g.key`,
    [now, limits, ...values],
  );
  return rows.map(
    ({ key, open, overdue, waitingOnResident, waitingOnPartner, ages, reference, startedAt }) => ({
      key,
      open,
      overdue,
      waitingOnResident,
      waitingOnPartner,
      ages,
      oldest: reference === null || startedAt === null ? null : { reference, startedAt },
    }),
  );
}
