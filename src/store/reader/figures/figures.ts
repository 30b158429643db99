import type { PoolClient } from 'pg';
import { type MeasureKey, measureKeys } from '../../../core/measures.ts';
import type { Figure, Figures, Grouping, Measured, StatsFilters } from '../../../core/statistics.ts';
import { columnOf, endOf, fitting } from './asking.ts';
import { type Answered, enquiries } from './enquiries.ts';
import { type CaseMeasure, caseMeasures, inReach, measured } from './measured.ts';
import { type Cell, figureOf, tallied } from './tally.ts';

interface Row {
  readonly key: string | null;
  readonly [measure: string]: Cell | string;
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
  const asked = await enquiries(client, filters, by, { ...context, to });
  const of = (key: string | null) =>
    figuresOf(
      rows.filter((row) => row.key === key),
      asked.groups.get(key),
    );
  const keys = by === null ? [] : [...new Set([...rows.map(({ key }) => key), ...asked.groups.keys()])];
  return {
    filters,
    by,
    all: figuresOf(rows, asked.all),
    groups: keys
      .map((key) => ({ key, figures: of(key) }))
      .sort(
        (one, other) =>
          other.figures.opened.count - one.figures.opened.count ||
          ((one.key ?? '') < (other.key ?? '') ? -1 : 1),
      ),
  };
}

function figuresQuery(filters: StatsFilters, by: Grouping | null, to: Date) {
  const { sql, values } = fitting(filters, 3);
  const columns = caseMeasures.map((key) => `${tallied(measured[key])} AS "${key}"`);
  return {
    text: `SELECT ${keyOf(by)} AS key, ${columns.join(', ')} FROM case_facts f WHERE ${inReach}${sql} ${grouping(by)}`,
    values: [filters.from, to, ...values],
  };
}

function keyOf(by: Grouping | null): string {
  return by === null ? 'NULL::text' : columnOf(by);
}

function grouping(by: Grouping | null): string {
  return by === null ? '' : `GROUP BY ${columnOf(by)}`;
}

function figuresOf(rows: readonly Row[], asked: Answered | undefined): Figures {
  const { answered, cameBack } = asked ?? { answered: 0, cameBack: 0 };
  const elsewhere: Partial<Record<MeasureKey, () => Figure>> = {
    'self-served': () => figureOf('count', [[answered]]),
    'falsely-self-served': () => figureOf('share', [[answered, cameBack]]),
  };
  const read = (measure: MeasureKey): Figure => {
    const found = elsewhere[measure];
    if (found !== undefined) return found();
    const known = measure as CaseMeasure;
    return figureOf(
      measured[known].told.as,
      rows.map((row) => row[known] as Cell),
    );
  };
  return Object.fromEntries(measureKeys.map((measure) => [measure, read(measure)])) as Figures;
}
