import type { PoolClient } from 'pg';
import { mondayOf, monthOf } from '../../../core/days.ts';
import type { MeasureKey } from '../../../core/measures.ts';
import type { HourOfWeek, Point, StatsFilters, Step } from '../../../core/statistics.ts';
import type { Making } from '../../rollups/making.ts';
import { endOf, fitting } from './asking.ts';
import { addKept } from './kept.ts';
import { behind, type CaseMeasure, inReach, measured } from './measured.ts';
import { addCell, type Cell, Sum, tallied } from './tally.ts';

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
  { now, making }: { readonly now: Date; readonly making: Making },
): Promise<Point[]> {
  const { as } = measured[measure].told;
  const stretches = new Map<string, Sum>();
  const sumOf = (day: string) => {
    const sum = stretches.get(day) ?? new Sum();
    stretches.set(day, sum);
    return sum;
  };
  const gaps = await addKept(
    client,
    { ...filters, to: endOf(filters, now) },
    {
      by: null,
      measures: [measure],
      making,
      months: step === 'month',
      sumOf: (_measure, _group, day) => sumOf(firstOf(step, day)),
    },
  );
  for (const gap of gaps)
    for (const { day, cell } of await counted(client, measure, { ...filters, ...gap }, step, {
      now,
      timezone: making.timezone,
    }))
      addCell(sumOf(day), as, cell);
  return [...stretches]
    .filter(([, { count }]) => count > 0)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([day, sum]) => ({ day, figure: sum.figure(as) }));
}

async function counted(
  client: PoolClient,
  measure: CaseMeasure,
  filters: StatsFilters,
  step: Step,
  { now, timezone }: { readonly now: Date; readonly timezone: string },
): Promise<{ readonly day: string; readonly cell: Cell }[]> {
  const { sql, values } = fitting(filters, 5);
  const read = measured[measure];
  const { rows } = await client.query<{ day: string; cell: Cell }>(
    `SELECT to_char(date_trunc($3, ${read.at} AT TIME ZONE $4), 'YYYY-MM-DD') AS day, ${tallied(read, 'TRUE')} AS cell
       FROM case_facts f WHERE ${inReach(filters.from, now)} AND ${behind(read)}${sql} GROUP BY 1`,
    [filters.from, filters.to, step, timezone, ...values],
  );
  return rows;
}

/** The first day of the stretch a day is in. */
function firstOf(step: Step, day: string): string {
  if (step === 'week') return mondayOf(day);
  return step === 'month' ? monthOf(day) : day;
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
