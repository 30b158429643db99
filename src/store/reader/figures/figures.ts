import type { PoolClient } from 'pg';
import { type MeasureKey, measureKeys } from '../../../core/measures.ts';
import type { Figure, Figures, Grouping, Measured, StatsFilters } from '../../../core/statistics.ts';
import type { Making } from '../../rollups/making.ts';
import { columnOf, endOf, fitting } from './asking.ts';
import { enquiries, haveEnquiries } from './enquiries.ts';
import { addKept } from './kept.ts';
import {
  caseMeasures,
  inReach,
  measured,
  ofEnquiries,
  type SummedMeasure,
  summedMeasures,
  toldAs,
} from './measured.ts';
import { addCell, type Cell, noFigure, Sum, tallied } from './tally.ts';

interface Row {
  readonly key: string | null;
  readonly [measure: string]: Cell | string;
}

type Sums = Partial<Record<SummedMeasure, Sum>>;

/** All measures of the cases that fit, together and by group, the group with most cases opened first. */
export async function figures(
  client: PoolClient,
  asked: StatsFilters,
  by: Grouping | null,
  { now, making }: { readonly now: Date; readonly making: Making },
): Promise<Measured> {
  const filters = { ...asked, to: endOf(asked, now) };
  const [all, groups] = [{} as Sums, new Map<string | null, Sums>()];
  const sumsOf = (key: string | null): Sums => {
    const sums = groups.get(key) ?? {};
    groups.set(key, sums);
    return sums;
  };
  for (const part of partsOf(by)) {
    const sumOf = (measure: SummedMeasure, group: string | null) =>
      sumIn(part.by === null ? all : sumsOf(group), measure);
    for (const gap of await addKept(client, filters, { ...part, making, months: true, sumOf })) {
      const within = { ...filters, ...gap };
      for (const add of part.adds) await add(client, within, part.by, { now, making, sumOf });
    }
  }
  for (const sums of groups.values())
    for (const measure of summedMeasures) sumIn(all, measure).add(sumIn(sums, measure));
  return {
    filters: asked,
    by,
    all: figuresOf(all),
    groups: withAny(groups)
      .map(([key, sums]) => ({ key, figures: figuresOf(sums) }))
      .sort(
        (one, other) =>
          other.figures.opened.count - one.figures.opened.count ||
          ((one.key ?? '') < (other.key ?? '') ? -1 : 1),
      ),
  };
}

interface Adding {
  readonly now: Date;
  readonly making: Making;
  readonly sumOf: (measure: SummedMeasure, group: string | null) => Sum;
}

/** Counts what no rollup has, and adds it. */
type Add = (client: PoolClient, filters: StatsFilters, by: Grouping | null, adding: Adding) => Promise<void>;

interface Part {
  readonly by: Grouping | null;
  readonly measures: readonly SummedMeasure[];
  readonly adds: readonly Add[];
}

/** Enquiries have no team and no ward: by these they are only counted together. */
function partsOf(by: Grouping | null): Part[] {
  if (by === null || haveEnquiries([by]))
    return [{ by, measures: summedMeasures, adds: [addCases, addEnquiries] }];
  return [
    { by, measures: caseMeasures, adds: [addCases] },
    { by: null, measures: [ofEnquiries], adds: [addEnquiries] },
  ];
}

async function addCases(
  client: PoolClient,
  filters: StatsFilters,
  by: Grouping | null,
  { now, sumOf }: Adding,
): Promise<void> {
  const { sql, values } = fitting(filters, 3);
  const columns = caseMeasures.map((key) => `${tallied(measured[key])} AS "${key}"`);
  const { rows } = await client.query<Row>(
    `SELECT ${by === null ? 'NULL::text' : columnOf(by)} AS key, ${columns.join(', ')} FROM case_facts f
      WHERE ${inReach(filters.from, now)}${sql} ${by === null ? '' : `GROUP BY ${columnOf(by)}`}`,
    [filters.from, filters.to, ...values],
  );
  for (const row of rows)
    for (const measure of caseMeasures)
      addCell(sumOf(measure, row.key), toldAs(measure), row[measure] as Cell);
}

async function addEnquiries(
  client: PoolClient,
  filters: StatsFilters,
  by: Grouping | null,
  { making, sumOf }: Adding,
): Promise<void> {
  const asked = { by: by === null ? [] : [by], daysIn: null };
  for (const row of await enquiries(client, filters, asked, making))
    addCell(sumOf(ofEnquiries, by === null ? null : (row[by] ?? null)), 'share', row.cell);
}

function sumIn(sums: Sums, measure: SummedMeasure): Sum {
  const sum = sums[measure] ?? new Sum();
  sums[measure] = sum;
  return sum;
}

/** A gap tells of every group in reach, a rollup of those with something in it: only these are groups of a period. */
function withAny(groups: ReadonlyMap<string | null, Sums>): [string | null, Sums][] {
  return [...groups].filter(([, sums]) => Object.values(sums).some(({ count }) => count > 0));
}

function figuresOf(sums: Sums): Figures {
  const summed = (measure: SummedMeasure) => (sums[measure] ?? new Sum()).figure(toldAs(measure));
  const { count } = summed(ofEnquiries);
  const read = (measure: MeasureKey): Figure =>
    measure === 'self-served' ? { ...noFigure, count, value: count } : summed(measure);
  return Object.fromEntries(measureKeys.map((measure) => [measure, read(measure)])) as Figures;
}
