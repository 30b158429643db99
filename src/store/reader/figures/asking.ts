import type { Pool, PoolClient } from 'pg';
import { type Grouping, noWard, type StatsFilters } from '../../../core/statistics.ts';
import { inTransaction } from '../../transaction.ts';

/**
 * Ask several questions of the record as it stands at one instant, so that their answers agree. Nothing can be
 * changed. Compiling what runs for milliseconds would take longer than running it.
 */
export function asking<T>(pool: Pool, ask: (client: PoolClient) => Promise<T>): Promise<T> {
  return inTransaction(pool, ask, 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL jit = off');
}

/** The end of a period, but for what is not over yet. */
export function endOf({ to }: StatsFilters, now: Date): Date {
  return to < now ? to : now;
}

const columns: Readonly<Record<Grouping, string>> = {
  team: 'f.team',
  service: 'f.service',
  channel: 'f.channel',
  ward: 'f.ward',
  language: 'f.language',
};

/** The column of `case_facts f` cases are grouped by. */
export function columnOf(by: Grouping): string {
  return columns[by];
}

/** The group a filter asks for; null for cases without one, undefined where all are asked for. */
export function groupAsked(filters: StatsFilters, by: Grouping): string | null | undefined {
  return by === 'ward' && filters.ward === noWard ? null : filters[by];
}

/** What the filters but the period ask of `case_facts f`, the first of their values being `$next`. */
export function fitting(
  filters: StatsFilters,
  next: number,
): { readonly sql: string; readonly values: string[] } {
  const asked = (Object.keys(columns) as Grouping[]).flatMap((by) => {
    const value = filters[by];
    return value === undefined ? [] : [{ column: columns[by], value, key: groupAsked(filters, by) }];
  });
  return {
    sql: asked
      .map(({ column, key }, i) =>
        key === null
          ? ` AND ${column} IS NULL AND $${next + i}::text IS NOT NULL`
          : ` AND ${column} = $${next + i}`,
      )
      .join(''),
    values: asked.map(({ value }) => value),
  };
}
