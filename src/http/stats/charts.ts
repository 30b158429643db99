import {
  colours,
  type Drawing,
  draw,
  forScreens,
  inLines,
  narrowWidth,
  type Option,
  quiet,
  type Size,
} from './drawing.ts';
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
export const small = { color: quiet, fontSize: 13 };

/** Lines over time, told apart by colour, dash and mark alike. They break where a value is not told. */
export function lineChart(chart: ChartOf, size: Size = { width: 600, height: 270 }): Drawing {
  const marks = marksOf(chart.annotations ?? [], chart.along, size.width);
  // On a narrow screen what many lines are called takes a second row.
  const second = size.width <= narrowWidth && chart.series.length > 2 ? 24 : 0;
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
    { ...size, height: size.height + marks.height + second },
    {
      ...frame(chart, { above: marks.height + second }),
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

/** Lines over time as a page shows them. */
export const linesOnPage = (chart: ChartOf): Drawing =>
  forScreens(chart, (each, narrow) =>
    narrow ? lineChart(each, { width: narrowWidth, height: 260 }) : lineChart(each),
  );

type RowsOf = ChartOf & { readonly stacked?: boolean };

/** Bars lying down as a page shows them. */
export const rowsOnPage = (chart: RowsOf, width?: number): Drawing =>
  forScreens(chart, (each, narrow) => rowChart(each, narrow ? narrowWidth : width));

/** Bars lying down, the first at the top: for names too long to stand under a bar. */
export function rowChart(chart: RowsOf, width = 600): Drawing {
  const narrow = width <= narrowWidth;
  const each = chart.stacked === true ? 30 : 12 + 20 * chart.series.length;
  const height =
    (narrow ? 100 : 70) + chart.along.length * (narrow ? Math.max(48, each) : Math.max(34, each));
  const [letters, lines] = narrow ? [16, 3] : [32, 2];
  return draw(
    chart.id,
    { width, height },
    {
      ...frame(chart, {
        right: chart.stacked === true ? 20 : 64,
        above: narrow && chart.series.length > 3 ? 24 : 0,
      }),
      xAxis: valueAxis(chart),
      yAxis: {
        ...axis,
        type: 'category',
        inverse: true,
        data: [...chart.along],
        axisLabel: { ...small, formatter: (name: string) => inLines(name, letters, lines), lineHeight: 14 },
      },
      series: bars(chart),
    },
  );
}

export const axis = {
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
