import type { PoolClient } from 'pg';
import type { MeasureKey } from '../../../core/measures.ts';
import type { HourOfWeek, Point, StatsFilters, Step } from '../../../core/statistics.ts';
import { endOf, fitting } from './asking.ts';
import { behind, type CaseMeasure, inReach, measured } from './measured.ts';
import { type Cell, figureOf, tallied } from './tally.ts';

/** Whether a measure can be followed over time: those told case by case. */
export function hasSeries(measure: MeasureKey): measure is CaseMeasure {
  return measure in measured;
}

/** A measure by local day, week (from Monday) or month, each with what fell in it. Stretches in which nothing fell are left out. */
export async function series(
  client: PoolClient,
  measure: CaseMeasure,
  filters: StatsFilters,
  step: Step,
  { now, timezone }: { readonly now: Date; readonly timezone: string },
): Promise<Point[]> {
  const { sql, values } = fitting(filters, 5);
  const read = measured[measure];
  const { rows } = await client.query<{ day: string; figure: Cell }>(
    `SELECT to_char(date_trunc($3, ${read.at} AT TIME ZONE $4), 'YYYY-MM-DD') AS day, ${tallied(read, 'TRUE')} AS figure
       FROM case_facts f WHERE ${inReach} AND ${behind(read)}${sql} GROUP BY 1 ORDER BY 1`,
    [filters.from, endOf(filters, now), step, timezone, ...values],
  );
  return rows.map(({ day, figure }) => ({ day, figure: figureOf(read.told.as, [figure]) }));
}

/** Cases opened by the hour of the week, local time; hours without any are left out. */
export async function hoursOfWeek(
  client: PoolClient,
  filters: StatsFilters,
  { now, timezone }: { readonly now: Date; readonly timezone: string },
): Promise<HourOfWeek[]> {
  const { sql, values } = fitting(filters, 4);
  const { rows } = await client.query<HourOfWeek>(
    `SELECT extract(isodow FROM at)::int AS weekday, extract(hour FROM at)::int AS hour, count(*)::int AS cases
       FROM (SELECT f.opened_at AT TIME ZONE $3 AS at FROM case_facts f
              WHERE f.opened_at >= $1 AND f.opened_at < $2${sql}) AS opened
      GROUP BY 1, 2 ORDER BY 1, 2`,
    [filters.from, endOf(filters, now), timezone, ...values],
  );
  return rows;
}
