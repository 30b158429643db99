import { sayCount, sayValue } from '../../core/figure-words.ts';
import type { Table } from '../../core/figures-table.ts';
import { type MeasureKey, measureOf } from '../../core/measures.ts';
import { type Figure, fewestShared, type Grouping } from '../../core/statistics.ts';
import { type StatsAsked, statsAddress } from './asked.ts';

/** One number on a page: the cell of the table it stands for, and as it is said. */
export interface Told {
  readonly key: string;
  readonly value: number | null;
  readonly text: string;
}

/** A figure on a page: what leads, what stands small beneath it, and the list of its cases. */
export interface Cell {
  readonly title: string;
  readonly main: Told;
  /** What stands beneath, each with the words before it. */
  readonly notes: readonly (Told & { readonly before: string })[];
  /** Null where there is no list: enquiries are no cases. */
  readonly href: string | null;
  /** Of so few that it says little. */
  readonly few: boolean;
}

const leads: Readonly<Record<ReturnType<typeof measureOf>['kind'], string>> = {
  count: 'count',
  time: 'median',
  share: 'share',
  rate: 'rate',
};

/** Whether a figure can be opened into its cases. */
export const opens = (measure: MeasureKey): boolean => !measure.includes('self-served');

/**
 * A measure of one row of a table. Every number on the page is read from the table's cells, as the CSV file and the API
 * are, so that they cannot differ.
 */
export function cellOf(
  table: Table,
  row: Table['rows'][number],
  measure: MeasureKey,
  href: string | null,
): Cell {
  const { kind, title } = measureOf(measure);
  const read = (suffix: string) =>
    row.cells[table.columns.findIndex(({ key }) => key === `${measure}.${suffix}`)] ?? null;
  const told = (suffix: string, text: string) => ({
    key: `${measure}.${suffix}`,
    value: read(suffix),
    text,
  });
  const count = read('count') ?? 0;
  const lead = leads[kind];
  const counted = sayCount(measure, { count } as Figure);
  const notes =
    kind === 'count' || count === 0
      ? []
      : [
          ...(kind === 'time'
            ? [{ ...told('p90', sayValue(measure, read('p90'))), before: '9 in 10 within ' }]
            : []),
          ...(kind === 'rate' ? [{ ...told('total', String(read('total'))), before: '' }] : []),
          { ...told('count', counted), before: kind === 'time' ? '' : kind === 'rate' ? 'in ' : 'of ' },
        ];
  return {
    title,
    main: told(lead, sayValue(measure, read(lead))),
    notes,
    href: count === 0 ? null : href,
    few: count > 0 && count < fewestShared && kind !== 'count',
  };
}

/** The list of the cases behind a measure of a group. */
export function casesHref(
  measure: MeasureKey,
  asked: StatsAsked,
  by: Grouping | null = null,
  key: string | null = null,
): string | null {
  if (!opens(measure) || (by !== null && key === null)) return null;
  return statsAddress('/desk/stats/cases', asked, by === null || key === null ? {} : { [by]: key }, {
    measure,
  });
}

export interface FiguresRow {
  readonly name: string;
  readonly href: string | null;
  readonly all: boolean;
  readonly key: string | null;
  readonly cells: readonly Cell[];
}
