import { ledBy, sayCount, sayValue } from '../../core/figure-words.ts';
import type { Table } from '../../core/figures-table.ts';
import { type MeasureKey, measureOf } from '../../core/measures.ts';
import { fewestShared, type Grouping, noWard, type OpenPart } from '../../core/statistics.ts';
import { type StatsAsked, statsAddress } from './asked.ts';
import type { NarrowingAsked } from './narrowing.ts';

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
  /** How many the list has. */
  readonly count: number;
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
  const { kind } = measureOf(measure);
  const title = ledBy(measure);
  const read = (suffix: string) =>
    row.cells[table.columns.findIndex(({ key }) => key === `${measure}.${suffix}`)] ?? null;
  const told = (suffix: string, text: string) => ({
    key: `${measure}.${suffix}`,
    value: read(suffix),
    text,
  });
  const count = read('count') ?? 0;
  const lead = leads[kind];
  const counted = sayCount(measure, { count });
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
    count,
    few: count > 0 && count < fewestShared && kind !== 'count',
  };
}

/** A group of cases, as an address has it; null where no address has it. */
function inAddress({ by, key }: OfGroup): { readonly [by: string]: string } | null {
  if (key !== null) return { [by]: key };
  return by === 'ward' ? { ward: noWard } : null;
}

interface OfGroup {
  readonly by: Grouping;
  readonly key: string | null;
}

const list = '/desk/stats/cases';

/** The list of the cases behind a measure, of a group, narrowed; null where there is none. */
export function casesHref(
  measure: MeasureKey,
  asked: StatsAsked,
  group: OfGroup | null = null,
  narrowed: NarrowingAsked = {},
): string | null {
  const of = group === null ? {} : inAddress(group);
  if (!opens(measure) || of === null) return null;
  return statsAddress(list, asked, of, { measure, ...narrowed });
}

/** The list of the cases open now, of a part and a group. No period applies to it. */
export function openHref(part: OpenPart, asked: StatsAsked, group: OfGroup | null = null): string {
  const of = group === null ? {} : inAddress(group);
  return statsAddress(list, asked, { period: '', from: '', to: '', ...of }, { open: part });
}

/** A count, a time or a share in words, opened into its cases; `count` is how many the list has. */
export interface Opened {
  readonly text: string;
  /** Null where there is nothing to open. */
  readonly href: string | null;
  readonly count: number;
}

export const openedTo = (text: string, count: number, href: string | null): Opened => ({
  text,
  count,
  href: count === 0 ? null : href,
});

/** A count as people read it, opened into its cases. */
export const countOpened = (count: number, href: string | null): Opened =>
  openedTo(count.toLocaleString('en-GB'), count, href);

export interface FiguresRow {
  readonly name: string;
  readonly href: string | null;
  readonly all: boolean;
  readonly key: string | null;
  readonly cells: readonly Cell[];
}
