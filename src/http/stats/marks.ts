import { colours, quiet } from './drawing.ts';

/** Something that explains a figure: a storm, a bank holiday. */
export interface Annotation {
  /** One of the chart's own `along`. */
  readonly at: string;
  /** Another of them further on, up to which it lasted. */
  readonly until?: string;
  readonly text: string;
}

/** An annotation with the row above the chart its words stand in; null where there is no room for them. */
interface Placed extends Annotation {
  readonly words: string;
  readonly row: number | null;
  readonly align: 'left' | 'right';
}

/** What explains a chart, with words that never lie over words. */
export interface Marks {
  readonly placed: readonly Placed[];
  /** Height of the words above the chart, in its own pixels. */
  readonly height: number;
}

const rowHeight = 18;
const mostRows = 3;
const mostLetters = 40;
/** About how wide a letter of the chart is, and where its lines begin and end. */
const letter = 6.7;
const [leftEdge, rightEdge] = [50, 34];

const short = (text: string): string =>
  text.length > mostLetters ? `${text.slice(0, mostLetters - 1).trimEnd()}…` : text;

/** Give the words of each annotation a place above the chart, from the left, in as few rows as will do. Pure. */
export function marksOf(annotations: readonly Annotation[], along: readonly string[], width: number): Marks {
  const step = (width - leftEdge - rightEdge) / Math.max(1, along.length - 1);
  const rows: { readonly from: number; readonly to: number }[][] = Array.from({ length: mostRows }, () => []);
  const placed = annotations.map((annotation): Placed => {
    const words = short(annotation.text);
    const x = leftEdge + step * Math.max(0, along.indexOf(annotation.at));
    const length = letter * words.length;
    const align = x + length <= width ? 'left' : 'right';
    const own = align === 'left' ? { from: x, to: x + length } : { from: x - length, to: x };
    const row = rows.findIndex((taken) =>
      taken.every(({ from, to }) => own.from > to + letter || own.to + letter < from),
    );
    rows[row]?.push(own);
    return { ...annotation, words, row: row === -1 ? null : row, align };
  });
  return { placed, height: rowHeight * rows.filter((taken) => taken.length > 0).length };
}

/** A line across the chart at a value, with its words: a target. */
export interface Across {
  readonly value: number;
  readonly text: string;
}

/** The lines across a chart as an option of its first series: its target, and a broken line and shade for what explains it. */
export function linesAcross(
  target: Across | undefined,
  valueIs: 'xAxis' | 'yAxis',
  { placed }: Pick<Marks, 'placed'> = { placed: [] },
): object {
  const targets =
    target === undefined
      ? []
      : [{ [valueIs]: target.value, label: { formatter: target.text, position: 'insideEndTop' } }];
  const explaining = placed.map(({ at, words, row, align }) => ({
    xAxis: at,
    lineStyle: { color: quiet },
    label:
      row === null
        ? { show: false }
        : { formatter: words, position: 'end', align, distance: [0, 4 + rowHeight * row] },
  }));
  if (targets.length + explaining.length === 0) return {};
  const lasting = placed.flatMap(({ at, until }) =>
    until === undefined ? [] : [[{ xAxis: at }, { xAxis: until }]],
  );
  return {
    markArea: { silent: true, itemStyle: { color: quiet, opacity: 0.12 }, data: lasting },
    markLine: {
      symbol: 'none',
      silent: true,
      data: [...targets, ...explaining],
      lineStyle: { color: colours[1], type: 'dashed', width: 1.5 },
      label: { fontSize: 13, color: '#0b0c0c' },
    },
  };
}
