import { colours, type Drawing, draw, type Option, quiet, type Size, shades } from './drawing.ts';

/** One line or set of bars; null where a value is not to be told. */
export interface Series {
  readonly name: string;
  readonly values: readonly (number | null)[];
}

/** Something that explains a figure: a storm, a bank holiday. */
export interface Annotation {
  /** One of the chart's own `along`. */
  readonly at: string;
  /** Another of them further on, up to which it lasted. */
  readonly until?: string;
  readonly text: string;
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
  readonly target?: { readonly value: number; readonly text: string } | undefined;
  readonly annotations?: readonly Annotation[];
  /** Where the values end, when that is known: 1 for shares. */
  readonly most?: number;
  /** They are minutes or seconds: the axis is marked at times a clock would be. */
  readonly times?: boolean;
}

const rule = '#d5d9db';
const small = { color: quiet, fontSize: 13 };

/** Lines over time, told apart by colour, dash and mark alike. They break where a value is not told. */
export function lineChart(chart: ChartOf, size: Size = { width: 760, height: 300 }): Drawing {
  const marks = ['circle', 'rect', 'triangle', 'diamond'];
  const dashes = ['solid', 'dashed', 'dotted', [8, 3, 2, 3]];
  return draw(chart.id, size, {
    ...frame(chart),
    xAxis: { ...axis, type: 'category', data: [...chart.along], boundaryGap: false },
    yAxis: valueAxis(chart),
    series: chart.series.map(({ name, values }, i) => ({
      type: 'line' as const,
      name,
      data: [...values],
      symbol: marks[i % marks.length] ?? 'circle',
      symbolSize: values.length > 40 ? 3 : 6,
      lineStyle: { width: 2.5, type: (dashes[i % dashes.length] ?? 'solid') as 'solid' },
      ...(i === 0 ? lines(chart) : {}),
    })),
  });
}

/** Bars lying down, the first at the top: for names too long to stand under a bar. */
export function rowChart(chart: ChartOf & { readonly stacked?: boolean }, width = 760): Drawing {
  const height = 70 + chart.along.length * (chart.stacked === true ? 30 : 12 + 20 * chart.series.length);
  return draw(
    chart.id,
    { width, height },
    {
      ...frame(chart, 64),
      ...patterned(chart),
      xAxis: valueAxis(chart),
      yAxis: {
        ...axis,
        type: 'category',
        inverse: true,
        data: [...chart.along],
        axisLabel: { ...small, width: 210, overflow: 'truncate' },
      },
      series: bars(chart),
    },
  );
}

export interface HeatOf extends Pick<ChartOf, 'id' | 'along' | 'say'> {
  /** Rows from the top, one value for each `along`. */
  readonly rows: readonly Series[];
}

/** A table as shades of one colour, dark for much: readable without any colour sight, and in print. */
export function heatMap({ id, along, rows, say }: HeatOf, size: Size = { width: 760, height: 290 }): Drawing {
  const cells = rows.flatMap(({ values }, y) =>
    values.flatMap((value, x) => (value === null ? [] : [[x, y, value] as [number, number, number]])),
  );
  const most = Math.max(1, ...cells.map(([, , value]) => value));
  return draw(id, size, {
    grid: { left: 8, right: 8, top: 8, bottom: 52, containLabel: true },
    xAxis: { ...axis, type: 'category', data: [...along], splitArea: { show: true } },
    yAxis: { ...axis, type: 'category', inverse: true, data: rows.map(({ name }) => name) },
    visualMap: shades(most, say),
    series: [{ type: 'heatmap', data: cells, itemStyle: { borderColor: '#fff', borderWidth: 1 } }],
  });
}

const axis = {
  axisLabel: { ...small, hideOverlap: true },
  axisLine: { lineStyle: { color: quiet } },
  axisTick: { show: false },
};

function frame({ series }: ChartOf, right = 24): Option {
  const many = series.length > 1;
  return {
    grid: { left: 8, right, top: many ? 44 : 24, bottom: 8, containLabel: true },
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

/** Patterns beside colours, where there is more than one set of bars to tell apart. */
function patterned({ series }: ChartOf): Option {
  return series.length > 1
    ? { aria: { enabled: true, label: { enabled: false }, decal: { show: true } } }
    : {};
}

function bars(chart: ChartOf & { readonly stacked?: boolean }) {
  return chart.series.map(({ name, values }, i) => ({
    type: 'bar' as const,
    name,
    data: [...values],
    barMaxWidth: 36,
    itemStyle: { borderColor: '#fff', borderWidth: 1 },
    ...(chart.stacked === true ? { stack: 'all' } : {}),
    ...(chart.stacked !== true ? { label: valueLabel(chart) } : {}),
    ...(i === 0 ? lines(chart, 'xAxis') : {}),
  }));
}

const valueLabel = ({ say }: ChartOf) => ({
  show: true,
  position: 'right' as const,
  color: '#0b0c0c',
  fontSize: 13,
  formatter: ({ value }: { value: unknown }) => (typeof value === 'number' ? say(value) : ''),
});

/** As much as stands beside its line; the table has all of it. */
const short = (text: string): string => (text.length > 30 ? `${text.slice(0, 29).trimEnd()}…` : text);

/** The target and what explains the figures, as broken lines with their words. */
function lines({ target, annotations = [] }: ChartOf, valueIs: 'xAxis' | 'yAxis' = 'yAxis') {
  const marked = [
    ...(target === undefined
      ? []
      : [{ [valueIs]: target.value, label: { formatter: target.text, position: 'insideEndTop' as const } }]),
    ...annotations.map(({ at, text }) => ({
      xAxis: at,
      lineStyle: { color: quiet },
      label: { formatter: short(text), position: 'insideEndBottom' as const, color: quiet },
    })),
  ];
  const lasting = annotations.flatMap(({ at, until }) =>
    until === undefined ? [] : [[{ xAxis: at }, { xAxis: until }] as [{ xAxis: string }, { xAxis: string }]],
  );
  if (marked.length === 0) return {};
  return {
    ...(lasting.length === 0
      ? {}
      : { markArea: { silent: true, itemStyle: { color: quiet, opacity: 0.12 }, data: lasting } }),
    markLine: {
      symbol: 'none',
      silent: true,
      data: marked,
      lineStyle: { color: colours[1], type: 'dashed' as const, width: 1.5 },
      label: { fontSize: 13, color: '#0b0c0c' },
    },
  };
}
