import { colours, type Drawing, draw, type Option, quiet, type Size, shades } from './drawing.ts';

import { type Across, type Annotation, linesAcross, marksOf } from './marks.ts';

/** One line or set of bars; null where a value is not to be told. */
export interface Series {
  readonly name: string;
  readonly values: readonly (number | null)[];
}

export interface ChartOf {
  /** Unique on its page. */
  readonly id: string;
  /** What stands along the chart: weeks, teams, hours. */
  readonly along: readonly string[];
  readonly series: readonly Series[];
  /** Says a value as a reader wants it: `2h 10m`, `83%`. */
  readonly say: (value: number) => string;
  /** Drawn as a broken line. */
  readonly target?: Across | undefined;
  readonly annotations?: readonly Annotation[];
  /** The last value is of a stretch that is not over: it is drawn as such. */
  readonly unfinished?: boolean;
  /** Where the values end, when that is known: 1 for shares. */
  readonly most?: number;
  /** They are minutes or seconds: the axis is marked at times a clock would be. */
  readonly times?: boolean;
}

const rule = '#d5d9db';
const small = { color: quiet, fontSize: 13 };

/** Lines over time, told apart by colour, dash and mark alike. They break where a value is not told. */
export function lineChart(chart: ChartOf, size: Size = { width: 600, height: 270 }): Drawing {
  const marks = marksOf(chart.annotations ?? [], chart.along, size.width);
  const { unfinished = false } = chart;
  const whole = chart.series.map(({ name, values }, i) => ({
    type: 'line' as const,
    name,
    data: unfinished ? [...values.slice(0, -1), null] : [...values],
    symbol: symbols[i % symbols.length] ?? 'circle',
    symbolSize: values.length > 40 ? 3 : 6,
    lineStyle: { width: 2.5, type: (dashes[i % dashes.length] ?? 'solid') as 'solid' },
    ...(i === 0 ? linesAcross(chart.target, 'yAxis', marks) : {}),
  }));
  return draw(
    chart.id,
    { ...size, height: size.height + marks.height },
    {
      ...frame(chart, { above: marks.height }),
      xAxis: { ...axis, type: 'category', data: [...chart.along], boundaryGap: false },
      yAxis: valueAxis(chart),
      series: [...whole, ...(unfinished ? chart.series.map(soFar) : [])],
    },
  );
}

const symbols = ['circle', 'rect', 'triangle', 'diamond'];
const dashes = ['solid', 'dashed', 'dotted', [8, 3, 2, 3]];

/** The last step of a line, thin and to a hollow mark. */
function soFar({ name, values }: Series, i: number) {
  const color = colours[i % colours.length];
  return {
    type: 'line' as const,
    name: `${name}, so far`,
    data: values.map((value, at) =>
      at < values.length - 2 ? null : { value, symbol: at < values.length - 1 ? 'none' : 'emptyCircle' },
    ),
    symbolSize: 7,
    itemStyle: { color },
    lineStyle: { color, width: 1, type: 'dotted' as const },
  };
}

/** Bars lying down, the first at the top: for names too long to stand under a bar. */
export function rowChart(chart: ChartOf & { readonly stacked?: boolean }, width = 600): Drawing {
  const height = 70 + chart.along.length * (chart.stacked === true ? 30 : 12 + 20 * chart.series.length);
  return draw(
    chart.id,
    { width, height },
    {
      ...frame(chart, { right: 64 }),
      xAxis: valueAxis(chart),
      yAxis: {
        ...axis,
        type: 'category',
        inverse: true,
        data: [...chart.along],
        axisLabel: { ...small, width: Math.min(210, width / 3), overflow: 'truncate' },
      },
      series: bars(chart),
    },
  );
}

export interface HeatOf extends Pick<ChartOf, 'id' | 'along' | 'say'> {
  /** Rows from the top, one value for each `along`. */
  readonly rows: readonly Series[];
  /** Where a cell leads, by its row and its place in it; null where there is nothing to see. */
  readonly href?: (row: number, place: number) => string | null;
}

/** A table as shades of one colour, dark for much: readable without any colour sight, and in print. */
export function heatMap(
  { id, along, rows, say, href }: HeatOf,
  size: Size = { width: 760, height: 290 },
): Drawing {
  const cells = rows.flatMap(({ values }, y) =>
    values.flatMap((value, x) => (value === null ? [] : [[x, y, value] as [number, number, number]])),
  );
  const most = Math.max(1, ...cells.map(([, , value]) => value));
  const drawing = draw(id, size, {
    grid: { left: 8, right: 8, top: 8, bottom: 52, containLabel: true },
    xAxis: { ...axis, type: 'category', data: [...along], splitArea: { show: true } },
    yAxis: { ...axis, type: 'category', inverse: true, data: rows.map(({ name }) => name) },
    visualMap: shades(most, say),
    series: [{ type: 'heatmap', data: cells, itemStyle: { borderColor: edge, borderWidth: 1 } }],
  });
  if (href === undefined) return drawing;
  const hrefs = cells.map(([place, row]) => href(row, place));
  return { ...drawing, svg: linked(drawing.svg, hrefs) };
}

const edge = '#fff';

/**
 * The cells of a heat map as links for whoever points at them, in the order they were drawn in. Whoever tabs or listens
 * has the same links in the table.
 */
function linked(svg: string, hrefs: readonly (string | null)[]): string {
  let at = -1;
  return svg.replace(new RegExp(`<path [^>]*stroke="${edge}"[^>]*></path>`, 'g'), (cell) => {
    at += 1;
    const href = hrefs[at];
    if (href == null) return cell;
    return `<a href="${href.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}" tabindex="-1">${cell}</a>`;
  });
}

const axis = {
  axisLabel: { ...small, hideOverlap: true },
  axisLine: { lineStyle: { color: quiet } },
  axisTick: { show: false },
};

function frame({ series }: ChartOf, { right = 34, above = 0 }): Option {
  const many = series.length > 1;
  return {
    grid: { left: 8, right, top: (many ? 44 : 24) + above, bottom: 8, containLabel: true },
    ...(many
      ? {
          legend: {
            top: 0,
            left: 0,
            itemGap: 20,
            textStyle: { ...small, color: '#0b0c0c' },
            data: series.map(({ name }) => name),
          },
        }
      : {}),
  };
}

function valueAxis({ say, most, times, series }: ChartOf) {
  const ends = times === true ? roundTimes(series.flatMap(({ values }) => values)) : { most, parts: 4 };
  return {
    type: 'value' as const,
    min: 0,
    ...(ends.most === undefined ? {} : { max: ends.most, interval: ends.most / ends.parts }),
    axisLabel: { ...small, formatter: (value: number) => say(value) },
    splitLine: { lineStyle: { color: rule } },
    splitNumber: 4,
  };
}

/** Sixtieths as people count them, and how many of the smallest that will do reach the largest value. */
function roundTimes(values: readonly (number | null)[]): { most: number; parts: number } {
  const largest = Math.max(1, ...values.map((value) => value ?? 0));
  const nice = [1, 2, 5, 10, 15, 30, ...[1, 2, 3, 5, 10, 20, 25, 50].map((hours) => 60 * hours)];
  const step = nice.find((each) => each * 5 >= largest) ?? 6000 * Math.ceil(largest / 30_000);
  const parts = Math.ceil(largest / step);
  return { most: parts * step, parts };
}

/** Sets of bars are told apart by how dark they are, which needs no colour sight; what lies in order, from light to dark. */
function fills(count: number, stacked: boolean): readonly string[] {
  if (count === 1) return [colours[0]];
  return stacked ? ['#d9e8f3', '#a3cbe5', '#5ba3d0', '#1c6fae', '#08306b'] : [colours[0], '#c3dcee'];
}

function bars(chart: ChartOf & { readonly stacked?: boolean }) {
  const { stacked = false, series } = chart;
  const told = fills(series.length, stacked);
  return series.map(({ name, values }, i) => ({
    type: 'bar' as const,
    name,
    data: [...values],
    barMaxWidth: 36,
    itemStyle: { color: told[i % told.length], borderColor: '#08306b', borderWidth: 1 },
    ...(stacked ? { stack: 'all' } : { label: valueLabel(chart) }),
    ...(i === 0 ? linesAcross(chart.target, 'xAxis') : {}),
  }));
}

const valueLabel = ({ say }: ChartOf) => ({
  show: true,
  position: 'right' as const,
  color: '#0b0c0c',
  fontSize: 13,
  formatter: ({ value }: { value: unknown }) => (typeof value === 'number' ? say(value) : ''),
});
