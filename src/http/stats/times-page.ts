import type { FastifyInstance } from 'fastify';
import { stretchesOf } from '../../core/periods.ts';
import type { HourOfWeek } from '../../core/statistics.ts';
import { englishTime } from '../dates.ts';
import { render } from '../views.ts';
import type { StatsAsked } from './asked.ts';
import { casesHref, countOpened } from './cells.ts';
import { heatMap } from './charts.ts';
import type { ChartView } from './groups-page.ts';
import { hourKey } from './narrowing.ts';
import { pageAsked, type StatsDoors, type StatsRequest } from './page.ts';
import { type PlainTable, type Reach, reachOf, trendOf } from './trend.ts';

const path = '/desk/stats/times';
const dayMs = 86_400_000;
/** From Monday. */
const days = [1, 2, 3, 4, 5, 6, 0].map((day) => englishTime.days[day] ?? '');
const hours = Array.from({ length: 24 }, (_, hour) => `${String(hour).padStart(2, '0')}:00`);

/** When residents write, and how that and the answers went over time. */
export function timesRoute(desk: FastifyInstance, doors: StatsDoors): void {
  desk.get<StatsRequest>('/stats/times', async (request, reply) => {
    const page = await pageAsked(request, doors, path);
    const { from, to } = page.period;
    const short = to.getTime() - from.getTime() < 40 * dayMs && to.getTime() - from.getTime() > 10 * dayMs;
    const { timezone } = doors.council.facts;
    const daily: Reach = { step: 'day', from, to, stretches: stretchesOf({ from, to }, 'day', timezone) };
    const [week, trend] = await Promise.all([
      doors.stats.hoursOfWeek(page.filters, page.officer),
      trendOf(doors.stats, ['opened', 'first-response'], short ? daily : reachOf(page), page),
    ]);
    return render(reply, 'stats/times.njk', { ...page.frame, ...viewTimes(week, page.asked), trend });
  });
}

export interface TimesView {
  readonly here: string;
  readonly heat: ChartView | null;
  readonly table: PlainTable;
}

export function viewTimes(week: readonly HourOfWeek[], asked: StatsAsked): TimesView {
  const casesAt = (weekday: number, hour: number) =>
    week.find((each) => each.weekday === weekday && each.hour === hour)?.cases ?? 0;
  const drawing = heatMap({
    id: 'hours',
    along: hours.map((hour) => hour.slice(0, 2)),
    rows: days.map((name, i) => ({ name, values: hours.map((_, hour) => casesAt(i + 1, hour)) })),
    say: (value) => String(Math.round(value)),
  });
  return {
    here: 'Times',
    heat:
      week.length === 0
        ? null
        : {
            title: 'When residents write',
            note: 'Cases opened, by hour of the week. Darker is more.',
            drawing,
          },
    table: {
      title: 'Cases opened by hour of the week',
      columns: ['From', ...days],
      rows: hours.map((name, hour) => [
        name,
        ...days.map((_, i) => {
          const at = { weekday: i + 1, hour };
          return countOpened(
            casesAt(at.weekday, hour),
            casesHref('opened', asked, null, { hour: hourKey(at) }),
          );
        }),
      ]),
    },
  };
}
