import { type MeasureKey, measureKeys, measureOf } from './measures.ts';
import type { Figure, FiguresOfGroup, Measured } from './statistics.ts';

/** One column of a table of figures. */
export interface Column {
  /** Stable: `first-response.median`. */
  readonly key: string;
  readonly measure: MeasureKey;
  readonly title: string;
  readonly unit: string;
}

/** Figures as a table: the group, then a cell for each column; null where nothing is behind it. */
export interface Table {
  readonly columns: readonly Column[];
  readonly rows: readonly {
    /** `all` for all cases together; null for those of no group. */
    readonly group: string | null | 'all';
    readonly cells: readonly (number | null)[];
  }[];
}

type Reading = readonly [suffix: string, words: string, read: (figure: Figure) => number | null];

const count: Reading = ['count', 'count', (figure) => figure.count];
const readings: Readonly<Record<ReturnType<typeof measureOf>['kind'], readonly Reading[]>> = {
  count: [count],
  time: [
    count,
    ['median', 'median', ({ value }) => value],
    ['p90', '90th percentile', ({ p90 }) => p90],
    ['mean', 'mean', ({ mean }) => mean],
  ],
  share: [count, ['part', 'of them', ({ part }) => part], ['share', 'share', ({ value }) => value]],
  rate: [count, ['total', 'in all', ({ part }) => part], ['rate', 'to each', ({ value }) => value]],
};

/**
 * The table behind the page, the CSV file, the API and Slack: all four show these cells and no others, so that they
 * cannot differ. Pure. Numbers are whole or as exact as they come; whoever shows them rounds.
 */
export function tableOf(measured: Measured, keys: readonly MeasureKey[] = measureKeys): Table {
  const read = keys.flatMap((measure) => {
    const { kind, title, unit } = measureOf(measure);
    return readings[kind].map(([suffix, words, value]) => ({
      column: { key: `${measure}.${suffix}`, measure, title: `${title}: ${words}`, unit },
      value,
    }));
  });
  const cellsOf = ({ figures }: Pick<FiguresOfGroup, 'figures'>) =>
    read.map(({ column, value }) => value(figures[column.measure]));
  return {
    columns: read.map(({ column }) => column),
    rows: [
      { group: 'all', cells: cellsOf({ figures: measured.all }) },
      ...measured.groups.map((each) => ({ group: each.key, cells: cellsOf(each) })),
    ],
  };
}
