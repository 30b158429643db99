import type { PoolClient } from 'pg';
import type { StatsFilters } from '../../../core/statistics.ts';
import { endOf, fitting } from './asking.ts';
import { behind, inReach, measured } from './measured.ts';

/** How many of those asked in the period chose each answer, from 1 to 5. */
export async function ratingsGiven(
  client: PoolClient,
  filters: StatsFilters,
  { now }: { readonly now: Date },
): Promise<number[]> {
  const { sql, values } = fitting(filters, 3);
  const { rows } = await client.query<{ rating: number; count: number }>(
    `SELECT f.rating, count(*)::int AS count FROM case_facts f
      WHERE ${inReach(filters.from, now)} AND ${behind(measured.satisfied)}${sql} GROUP BY 1`,
    [filters.from, endOf(filters, now), ...values],
  );
  return [1, 2, 3, 4, 5].map((rating) => rows.find((row) => row.rating === rating)?.count ?? 0);
}
