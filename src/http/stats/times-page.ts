import type { FastifyInstance } from 'fastify';
import { dayOf } from '../../core/days.ts';
import type { MeasureKey } from '../../core/measures.ts';
import { stretchesOf } from '../../core/periods.ts';
import type { HourOfWeek } from '../../core/statistics.ts';
import { englishTime } from '../dates.ts';
import { render } from '../views.ts';
import { casesHref, countOpened } from './cells.ts';
import { rowsCsv, sendCsv } from './csv.ts';
import { daysInWords, unevenDays } from './days.ts';
import type { ChartView } from './groups-page.ts';
import { heatOnPage } from './heat.ts';
import { hourKey } from './narrowing.ts';
import {
  fileAsked,
  fileName,
  pageAsked,
  type StatsDoors,
  type StatsPage,
  type StatsRequest,
} from './page.ts';
import { type PlainTable, type Reach, reachOf, trendCsv, trendOf } from './trend.ts';

const path = '/desk/stats/times';
const dayMs = 86_400_000;
/** From Monday. */
const days = [1, 2, 3, 4, 5, 6, 0].map((day) => englishTime.days[day] ?? '');
const hours = Array.from({ length: 24 }, (_, hour) => `${String(hour).padStart(2, '0')}:00`);

const drawn = ['opened', 'first-response'] as const satisfies readonly MeasureKey[];
const trendPath = `${path}/trend.csv`;

/** When residents write, and how that and the answers went over time. */
export function timesRoutes(desk: FastifyInstance, doors: StatsDoors): void {
  const { stats } = doors;
  desk.get<StatsRequest>('/stats/times', async (request, reply) => {
    const page = await pageAsked(request, doors, path);
    const [week, trend] = await Promise.all([
      stats.hoursOfWeek(page.filters, page.officer),
      trendOf(stats, { measures: drawn, reach: reachOfTimes(page), csv: trendPath }, page),
    ]);
    return render(reply, 'stats/times.njk', { ...page.frame, ...viewTimes(week, page), trend });
  });
  desk.get<StatsRequest>('/stats/times.csv', async (request, reply) => {
    const page = await fileAsked(request, doors, path);
    const week = await stats.hoursOfWeek(page.filters, page.officer);
    return sendCsv(reply, fileName('times', page), rowsCsv(hoursRows(week)));
  });
  desk.get<StatsRequest>('/stats/times/trend.csv', async (request, reply) => {
    const page = await fileAsked(request, doors, path);
    const csv = await trendCsv(stats, { measures: drawn, reach: reachOfTimes(page) }, page);
    return sendCsv(reply, fileName('times-over-time', page), csv);
  });
}

/** Day by day where that is a month or so, else as every line. */
function reachOfTimes(page: StatsPage): Reach {
  const { from, to } = page.period;
  const length = to.getTime() - from.getTime();
  if (length >= 40 * dayMs || length <= 10 * dayMs) return reachOf(page);
  const { timezone } = page.around.council.facts;
  return { step: 'day', from, to, stretches: stretchesOf({ from, to }, 'day', timezone) };
}

/** A row for each hour, a column for each day, as on the page. */
function hoursRows(week: readonly HourOfWeek[]): (string | number)[][] {
  const rows = hours.map((name, hour) => [name, ...days.map((_, i) => casesAt(week, i + 1, hour))]);
  return [['from', ...days.map((day) => day.toLowerCase())], ...rows];
}

function casesAt(week: readonly HourOfWeek[], weekday: number, hour: number): number {
  return week.find((each) => each.weekday === weekday && each.hour === hour)?.cases ?? 0;
}

export interface TimesView {
  readonly here: string;
  readonly heat: ChartView | null;
  readonly table: PlainTable;
}

export function viewTimes(
  week: readonly HourOfWeek[],
  { asked, period, around }: Pick<StatsPage, 'asked' | 'period' | 'around'>,
): TimesView {
  const today = dayOf(around.now, around.council.facts.timezone);
  const [last = today] = [period.lastDay, today].sort();
  const uneven = unevenDays(period.firstDay, last);
  const hrefAt = (row: number, hour: number) =>
    casesHref('opened', asked, null, { hour: hourKey({ weekday: row + 1, hour }) });
  const drawing = heatOnPage({
    id: 'hours',
    along: hours.map((hour) => hour.slice(0, 2)),
    rows: days.map((name, i) => ({ name, values: hours.map((_, hour) => casesAt(week, i + 1, hour)) })),
    say: (value) => `${Math.round(value)} cases`,
    href: (row, hour) => (casesAt(week, row + 1, hour) === 0 ? null : hrefAt(row, hour)),
  });
  return {
    here: 'Times',
    heat:
      week.length === 0
        ? null
        : {
            title: 'When residents write',
            note: `${daysInWords(period)}: cases opened, by the hour of the week in which the resident wrote. ${uneven === null ? '' : `${uneven} `}Darker is more; a square opens its cases.`,
            drawing,
          },
    table: {
      title: 'Cases opened by hour of the week',
      columns: ['From', ...days],
      rows: hours.map((name, hour) => [
        name,
        ...days.map((_, i) => {
          return countOpened(casesAt(week, i + 1, hour), hrefAt(i, hour));
        }),
      ]),
    },
  };
}
