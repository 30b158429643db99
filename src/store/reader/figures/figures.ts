import type { PoolClient } from 'pg';
import { type MeasureKey, measureKeys } from '../../../core/measures.ts';
import type { Figure, Figures, Grouping, Measured, StatsFilters } from '../../../core/statistics.ts';
import { columnOf, endOf, fitting } from './asking.ts';
import { type Answered, enquiries } from './enquiries.ts';
import { addKept } from './kept.ts';
import { type CaseMeasure, caseMeasures, inReach, measured } from './measured.ts';
import { addCell, type Cell, noFigure, Sum, tallied } from './tally.ts';

interface Row {
  readonly key: string | null;
  readonly [measure: string]: Cell | string;
}

type Sums = Partial<Record<CaseMeasure, Sum>>;

/** All measures of the cases that fit, together and by group, the group with most cases opened first. */
export async function figures(
  client: PoolClient,
  filters: StatsFilters,
  by: Grouping | null,
  context: {
    readonly now: Date;
    readonly timezone: string;
    readonly askBelow: number;
    readonly answering: readonly string[];
  },
): Promise<Measured> {
  const to = endOf(filters, context.now);
  const [all, groups] = [{} as Sums, new Map<string | null, Sums>()];
  const sumsOf = (key: string | null): Sums => {
    const sums = groups.get(key) ?? {};
    groups.set(key, sums);
    return sums;
  };
  const sumOf = (measure: CaseMeasure, group: string | null) =>
    sumIn(by === null ? all : sumsOf(group), measure);
  const gaps = await addKept(
    client,
    { ...filters, to },
    { by, measures: caseMeasures, timezone: context.timezone, months: true, sumOf },
  );
  for (const gap of gaps) {
    const { rows } = await client.query<Row>(figuresQuery({ ...filters, ...gap }, by, context.now));
    for (const row of rows)
      for (const measure of caseMeasures)
        addCell(sumOf(measure, row.key), measured[measure].told.as, row[measure] as Cell);
  }
  for (const sums of groups.values())
    for (const measure of caseMeasures) sumIn(all, measure).add(sumIn(sums, measure));
  const asked = await enquiries(client, filters, by, { ...context, to });
  const keys = by === null ? [] : [...new Set([...withCases(groups), ...asked.groups.keys()])];
  return {
    filters,
    by,
    all: figuresOf(all, asked.all),
    groups: keys
      .map((key) => ({ key, figures: figuresOf(groups.get(key) ?? {}, asked.groups.get(key)) }))
      .sort(
        (one, other) =>
          other.figures.opened.count - one.figures.opened.count ||
          ((one.key ?? '') < (other.key ?? '') ? -1 : 1),
      ),
  };
}

function sumIn(sums: Sums, measure: CaseMeasure): Sum {
  const sum = sums[measure] ?? new Sum();
  sums[measure] = sum;
  return sum;
}

/** A gap tells of every group in reach, a rollup of those with something in it: only these are groups of a period. */
function withCases(groups: ReadonlyMap<string | null, Sums>): (string | null)[] {
  return [...groups].flatMap(([key, sums]) =>
    Object.values(sums).some(({ count }) => count > 0) ? [key] : [],
  );
}

function figuresQuery(filters: StatsFilters, by: Grouping | null, now: Date) {
  const { sql, values } = fitting(filters, 3);
  const columns = caseMeasures.map((key) => `${tallied(measured[key])} AS "${key}"`);
  return {
    text: `SELECT ${keyOf(by)} AS key, ${columns.join(', ')} FROM case_facts f WHERE ${inReach(filters.from, now)}${sql} ${grouping(by)}`,
    values: [filters.from, filters.to, ...values],
  };
}

function keyOf(by: Grouping | null): string {
  return by === null ? 'NULL::text' : columnOf(by);
}

function grouping(by: Grouping | null): string {
  return by === null ? '' : `GROUP BY ${columnOf(by)}`;
}

function figuresOf(sums: Sums, asked: Answered | undefined): Figures {
  const { answered, cameBack } = asked ?? { answered: 0, cameBack: 0 };
  const elsewhere: Partial<Record<MeasureKey, Figure>> = {
    'self-served': { ...noFigure, count: answered, value: answered },
    'falsely-self-served':
      answered === 0
        ? noFigure
        : { ...noFigure, count: answered, part: cameBack, value: cameBack / answered },
  };
  const read = (measure: MeasureKey): Figure =>
    elsewhere[measure] ??
    (sums[measure as CaseMeasure] ?? new Sum()).figure(measured[measure as CaseMeasure].told.as);
  return Object.fromEntries(measureKeys.map((measure) => [measure, read(measure)])) as Figures;
}
