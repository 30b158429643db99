import { dayOf } from '../../core/days.ts';
import type { Officer } from '../../core/desk.ts';
import { ledBy, sayCount, sayValue } from '../../core/figure-words.ts';
import { tableOf } from '../../core/figures-table.ts';
import { type MeasureKey, measureKeys, measureOf } from '../../core/measures.ts';
import { leadingUpTo, stretchesOf } from '../../core/periods.ts';
import { type Figure, type Figures, fewestShared, type Step } from '../../core/statistics.ts';
import type { StatsDoor } from '../doors.ts';
import { statsAddress } from './asked.ts';
import { casesHref, type Opened, openedTo } from './cells.ts';
import { linesOnPage } from './charts.ts';
import { byteOrderMark, linesCsv } from './csv.ts';
import { daysInWords, dayWords, stretchWords } from './days.ts';
import { type Explained, explained } from './explained.ts';
import type { ChartView } from './groups-page.ts';
import type { StatsPage } from './page.ts';

/** A cell of a table whose numbers are words already. */
export type PlainCell = string | Opened;

export interface PlainTable {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly PlainCell[])[];
  /** The last column is of words. */
  readonly wordy?: boolean;
}

export interface Trend {
  readonly csv: string;
  readonly charts: readonly ChartView[];
  /** What is in the table alone, and why; null where all is drawn. */
  readonly undrawn: string | null;
  readonly table: PlainTable;
}

/** Over what a trend is told: so many stretches up to the end of the period. */
export interface Reach {
  readonly step: Step;
  readonly from: Date;
  readonly to: Date;
  readonly stretches: readonly string[];
}

const dayMs = 86_400_000;
const stepWords: Readonly<Record<Step, string>> = { day: 'Day', week: 'Week from', month: 'Month' };

/** Thirteen weeks up to the end of the period, or as many months for one of half a year and more. */
export function reachOf({ period, around }: Pick<StatsPage, 'period' | 'around'>): Reach {
  const { timezone } = around.council.facts;
  const long = period.to.getTime() - period.from.getTime() > 180 * dayMs;
  const step = long ? 'month' : 'week';
  const { from, to } = leadingUpTo(period, step, 13, around.now, timezone);
  return { step, from, to, stretches: stretchesOf({ from, to }, step, timezone) };
}

/** Measures over time, and what explains them. */
interface Lines {
  readonly lines: readonly Line[];
  readonly reach: Reach;
  readonly why: Explained;
}

async function linesOf(
  stats: StatsDoor,
  measures: readonly MeasureKey[],
  reach: Reach,
  page: StatsPage,
): Promise<Lines> {
  const filters = { ...page.filters, from: reach.from, to: reach.to };
  const { council } = page.around;
  const [incidents, ...lines] = await Promise.all([
    stats.incidents(page.officer),
    ...measures.map((measure) => lineOf(stats, measure, { ...reach, filters }, page.officer)),
  ]);
  const why = explained(reach.stretches, reach.step, { council, incidents, filters: page.filters });
  return { lines, reach, why };
}

/** Measures over time, drawn one chart each, with one table of them all, and the file of it at `csv`. */
export async function trendOf(
  stats: StatsDoor,
  {
    measures,
    reach,
    csv,
  }: { readonly measures: readonly MeasureKey[]; readonly reach: Reach; readonly csv: string },
  page: StatsPage,
): Promise<Trend> {
  const { lines, why } = await linesOf(stats, measures, reach, page);
  const anything = why.words.some((words) => words !== '');
  const isDrawn = ({ measure, figures }: Line) =>
    figures.some((each) => each !== null && tellsMuch(measure, each));
  const few = lines.filter((line) => !isDrawn(line) && line.figures.some((each) => each !== null));
  return {
    csv: statsAddress(csv, page.asked),
    // A line of nothing, or of a few, says nothing that the table does not.
    charts: lines.filter(isDrawn).map((line) => drawnOf(line, reach, why, page)),
    undrawn:
      few.length === 0
        ? null
        : `${few.map(({ measure }) => `“${measureOf(measure).title}”`).join(', ')} is not drawn: no ${reach.step} of these has ${fewestShared} or more.`,
    table: {
      title: measures.map((measure) => measureOf(measure).title).join(', '),
      wordy: anything,
      columns: [stepWords[reach.step], ...lines.flatMap(columnsOf), ...(anything ? ['What else'] : [])],
      rows: reach.stretches.map((day, i) => [
        reach.step === 'day' ? dayWords(day) : stretchWords(day, reach.step),
        ...lines.flatMap((line) => cellsOf(line, i, hrefOf(line.measure, i, reach, page))),
        ...(anything ? [why.words[i] ?? ''] : []),
      ]),
    },
  };
}

/** The same as a file. */
export async function trendCsv(
  stats: StatsDoor,
  { measures, reach }: { readonly measures: readonly MeasureKey[]; readonly reach: Reach },
  page: StatsPage,
): Promise<string> {
  const { lines, why } = await linesOf(stats, measures, reach, page);
  const none = Object.fromEntries(measureKeys.map((key) => [key, noFigure])) as Figures;
  const groups = reach.stretches.map((key, i) => ({
    key,
    figures: {
      ...none,
      ...Object.fromEntries(lines.map(({ measure, figures }) => [measure, figures[i] ?? noFigure])),
    },
  }));
  const table = tableOf({ filters: page.filters, by: null, all: none, groups }, measures);
  return byteOrderMark + linesCsv({ ...table, rows: table.rows.slice(1) }, why.words);
}

const noFigure: Figure = { count: 0, value: null, p90: null, mean: null, part: null };

interface Line {
  readonly measure: MeasureKey;
  /** One for each stretch; null where nothing fell. */
  readonly figures: readonly (Figure | null)[];
}

async function lineOf(
  stats: StatsDoor,
  measure: MeasureKey,
  { step, stretches, filters }: Reach & { readonly filters: StatsPage['filters'] },
  officer: Officer,
): Promise<Line> {
  const points = await stats.series(measure, filters, step, officer);
  const byDay = new Map(points.map(({ day, figure }) => [day, figure]));
  return { measure, figures: stretches.map((day) => byDay.get(day) ?? null) };
}

/** Whether a figure is of enough to be drawn. */
const tellsMuch = (measure: MeasureKey, figure: Figure | null): boolean =>
  measureOf(measure).kind === 'count' || (figure !== null && figure.count >= fewestShared);

function drawnOf(
  { measure, figures }: Line,
  { step, stretches, to }: Reach,
  { annotations }: Explained,
  { around }: StatsPage,
): ChartView {
  const { kind, title, unit } = measureOf(measure);
  // What a few cases say swings from nothing to all: the line leaves it out, and the table has it.
  const told = figures.map((figure) => (tellsMuch(measure, figure) ? figure : null));
  const drawing = linesOnPage({
    id: `trend-${measure}`,
    along: stretches.map((day) => stretchWords(day, step)),
    say: (value) => sayValue(measure, value),
    series: [
      {
        name: kind === 'time' ? 'Half within' : title,
        values: told.map((figure) => figure?.value ?? (kind === 'count' ? 0 : null)),
      },
      ...(kind === 'time'
        ? [{ name: '9 in 10 within', values: told.map((figure) => figure?.p90 ?? null) }]
        : []),
    ],
    annotations,
    unfinished: to.getTime() > around.now.getTime(),
    ...(kind === 'share' ? { most: 1 } : { times: kind === 'time' }),
  });
  const each = step === 'month' ? 'Month by month' : step === 'week' ? 'Week by week' : 'Day by day';
  const lastDay = dayOf(new Date(+to - 1), around.council.facts.timezone);
  const when = daysInWords({ firstDay: stretches[0] ?? lastDay, lastDay });
  const time = unit === 'working minutes' ? ', in working time' : '';
  const few = figures.some((figure) => !tellsMuch(measure, figure))
    ? ` The line leaves out each ${step} of fewer than ${fewestShared}.`
    : '';
  const over = to.getTime() <= around.now.getTime() ? '' : ` The last ${step} is not over yet.`;
  return { title, note: `${each}, ${when}${time}.${few}${over}`, drawing };
}

function columnsOf({ measure }: Line): string[] {
  const { kind, title } = measureOf(measure);
  if (kind === 'count') return [title];
  return kind === 'time' ? [ledBy(measure), '9 in 10 within', 'Of'] : [title, 'Of'];
}

function cellsOf({ measure, figures }: Line, at: number, href: string | null): PlainCell[] {
  const { kind } = measureOf(measure);
  const figure = figures[at] ?? null;
  const value = sayValue(measure, figure?.value ?? (kind === 'count' ? 0 : null));
  const main = openedTo(value, figure?.count ?? 0, href);
  if (kind === 'count') return [main];
  const count = figure === null ? '–' : sayCount(measure, figure);
  return kind === 'time' ? [main, sayValue(measure, figure?.p90 ?? null), count] : [main, count];
}

/** The cases of one stretch. */
function hrefOf(measure: MeasureKey, at: number, { step, stretches, to }: Reach, page: StatsPage) {
  const first = stretches[at] ?? '';
  const next = stretches[at + 1];
  const end = next === undefined ? to.getTime() : Date.parse(`${next}T00:00:00Z`);
  const last = step === 'day' ? first : new Date(end - dayMs / 2).toISOString().slice(0, 10);
  return casesHref(measure, { ...page.asked, period: '', from: first, to: last });
}
