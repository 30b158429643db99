import type { PoolClient } from 'pg';
import { type MeasureKey, measureKeys } from '../../../core/measures.ts';
import type { Figure, Figures, Grouping, Measured, StatsFilters } from '../../../core/statistics.ts';
import { columnOf, endOf, fitting } from './asking.ts';
import { enquiries } from './enquiries.ts';
import { groupKey, keyIn } from './group.ts';
import { behind, type CaseMeasure, caseMeasures, measured, type Read } from './measured.ts';

/** Of times, half and nine in ten; `disc`, so that each is the time of a case that can be opened, and in whole minutes. */
const percentiles = (value: string, where: string) =>
  `(percentile_disc(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY ${value}) FILTER (WHERE ${where}))`;

/** What a measure comes to over the rows at hand, as an array: how many, then what `figureFrom` reads. */
export function summed(read: Read, where = behind(read)): string {
  const { told } = read;
  const count = `count(*) FILTER (WHERE ${where})`;
  switch (told.as) {
    case 'count':
      return `ARRAY[${count}]::float8[]`;
    case 'share':
      return `ARRAY[${count}, count(*) FILTER (WHERE ${where} AND ${told.part})]::float8[]`;
    case 'rate':
      return `ARRAY[${count}, sum(${told.sum}) FILTER (WHERE ${where})]::float8[]`;
    case 'time':
      return `(ARRAY[${count}, avg(${told.value}) FILTER (WHERE ${where})]::float8[] || ${percentiles(told.value, where)}::float8[])`;
  }
}

export const noFigure: Figure = { count: 0, value: null, p90: null, mean: null, part: null };

/** A figure from what `summed` gave. */
export function figureFrom(as: Read['told']['as'], [count = 0, ...rest]: readonly (number | null)[]): Figure {
  const [first = null, second = null, third = null] = rest;
  if (as === 'count') return { ...noFigure, count: count ?? 0, value: count ?? 0 };
  if (count === null || count === 0) return noFigure;
  if (as === 'time') return { count, value: second, p90: third, mean: first, part: null };
  const part = first ?? 0;
  return { ...noFigure, count, value: part / count, part };
}

/** Which dates say that a case may be behind some measure: each has its index, and the scans are put together. */
const dates = [
  'f.opened_at',
  'f.first_response_at',
  'f.first_response_due',
  'f.closed_at',
  'f.resolution_due',
  'f.danger_at',
];
const anyDate = dates.map((date) => `(${date} >= $1 AND ${date} < $2)`).join(' OR ');

interface Row {
  readonly everyone: number;
  readonly key: string | null;
  readonly waits: number[] | null;
  readonly [measure: string]: unknown;
}

/** All measures of the cases that fit, together and by group, the group with most cases opened first. */
export async function figures(
  client: PoolClient,
  filters: StatsFilters,
  by: Grouping | null,
  context: { readonly now: Date; readonly askBelow: number; readonly answering: readonly string[] },
): Promise<Measured> {
  const to = endOf(filters, context.now);
  const { rows } = await client.query<Row>(figuresQuery(filters, by, to));
  const waits = await client.query<Row>(waitsQuery(filters, by, to));
  const asked = await enquiries(client, filters, by, { ...context, to });
  const waitsOf = new Map(waits.rows.map((row) => [keyOf(row), row.waits ?? []]));
  const groups = new Map<string | undefined, Figures>();
  for (const row of rows) groups.set(keyOf(row), figuresOf(row, waitsOf, asked));
  const all = groups.get(undefined) ?? figuresOf(null, waitsOf, asked);
  const named = rows.filter(({ everyone }) => everyone === 0).map(({ key }) => key);
  const others =
    by === null ? [] : [...asked.keys()].filter((key) => key !== undefined && !named.includes(keyIn(key)));
  return {
    filters,
    by,
    all,
    groups: [...named, ...others.map((key) => keyIn(key ?? ''))]
      .map((key) => ({
        key,
        figures: groups.get(groupKey(key)) ?? figuresOf({ everyone: 0, key, waits: null }, waitsOf, asked),
      }))
      .sort(
        (one, other) =>
          other.figures.opened.count - one.figures.opened.count ||
          ((one.key ?? '') < (other.key ?? '') ? -1 : 1),
      ),
  };
}

const keyOf = ({ everyone, key }: Row) => (everyone === 1 ? undefined : groupKey(key));

export function figuresQuery(filters: StatsFilters, by: Grouping | null, to: Date) {
  const { sql, values } = fitting(filters, 3);
  const columns = caseMeasures.map((key) => `${summed(measured[key])} AS "${key}"`);
  return {
    text: `SELECT ${grouped(by)}, ${columns.join(', ')} FROM case_facts f WHERE (${anyDate})${sql} ${grouping(by)}`,
    values: [filters.from, to, ...values],
  };
}

function waitsQuery(filters: StatsFilters, by: Grouping | null, to: Date) {
  const { sql, values } = fitting(filters, 3);
  return {
    text: `SELECT ${grouped(by)}, ${summed({ at: '', told: { as: 'time', value: 'wait' } }, 'TRUE')} AS waits
             FROM case_facts f, unnest(f.next_responses) AS wait
            WHERE f.first_response_at >= $1 AND f.first_response_at < $2${sql} ${grouping(by)}`,
    values: [filters.from, to, ...values],
  };
}

function grouped(by: Grouping | null): string {
  const column = by === null ? '' : columnOf(by);
  return by === null ? '1 AS everyone, NULL AS key' : `grouping(${column}) AS everyone, ${column} AS key`;
}

function grouping(by: Grouping | null): string {
  return by === null ? '' : `GROUP BY GROUPING SETS ((), (${columnOf(by)}))`;
}

function figuresOf(
  row: Row | null,
  waits: ReadonlyMap<string | undefined, readonly (number | null)[]>,
  asked: ReadonlyMap<string | undefined, { readonly answered: number; readonly cameBack: number }>,
): Figures {
  const key = row === null ? undefined : keyOf(row);
  const { answered, cameBack } = asked.get(key) ?? { answered: 0, cameBack: 0 };
  const elsewhere: Partial<Record<MeasureKey, Figure>> = {
    'next-response': figureFrom('time', waits.get(key) ?? []),
    'self-served': figureFrom('count', [answered]),
    'falsely-self-served': figureFrom('share', [answered, cameBack]),
  };
  const read = (measure: MeasureKey): Figure => {
    const found = elsewhere[measure];
    if (found !== undefined) return found;
    const known = measure as CaseMeasure;
    return figureFrom(measured[known].told.as, (row?.[known] ?? []) as number[]);
  };
  return Object.fromEntries(measureKeys.map((measure) => [measure, read(measure)])) as Figures;
}
