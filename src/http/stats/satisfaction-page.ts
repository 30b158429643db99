import type { FastifyInstance } from 'fastify';
import { ratings } from '../../core/case.ts';
import { ledBy } from '../../core/figure-words.ts';
import { tableOf } from '../../core/figures-table.ts';
import type { MeasureKey } from '../../core/measures.ts';
import { ratingWords } from '../../core/officer-words.ts';
import { render } from '../views.ts';
import { casesHref, countOpened } from './cells.ts';
import { rowsOnPage } from './charts.ts';
import { byteOrderMark, groupsCsv, sendCsv } from './csv.ts';
import { daysInWords } from './days.ts';
import { rowView } from './groups-page.ts';
import {
  fileAsked,
  fileName,
  pageAsked,
  type StatsDoors,
  type StatsPage,
  type StatsRequest,
} from './page.ts';
import { reachOf, trendCsv, trendOf } from './trend.ts';

const path = '/desk/stats/satisfaction';
const shown = [
  'satisfied',
  'survey-answered',
  'surveyed',
  'resolved',
] as const satisfies readonly MeasureKey[];

const drawn = ['satisfied', 'survey-answered'] as const satisfies readonly MeasureKey[];
const trendPath = `${path}/trend.csv`;

/** How satisfied residents say they are, and how many of those asked said so. */
export function satisfactionRoutes(desk: FastifyInstance, doors: StatsDoors): void {
  desk.get<StatsRequest>('/stats/satisfaction', async (request, reply) => {
    const page = await pageAsked(request, doors, path);
    const [measured, given, trend] = await Promise.all([
      doors.stats.figures(page.filters, 'service', page.officer),
      doors.stats.ratings(page.filters, page.officer),
      trendOf(doors.stats, { measures: drawn, reach: reachOf(page), csv: trendPath }, page),
    ]);
    const table = tableOf(measured, shown);
    const asked = measured.groups.flatMap(({ key, figures }) => (figures.surveyed.count > 0 ? [key] : []));
    return render(reply, 'stats/satisfaction.njk', {
      ...page.frame,
      here: 'Satisfaction',
      every: doors.council.facts.surveyEvery,
      columns: shown.map((key) => ({ key, title: ledBy(key) })),
      rows: table.rows.flatMap((row, i) =>
        i === 0 || asked.includes(row.group)
          ? [rowView(table, row, { by: i === 0 ? null : 'service', shown }, page)]
          : [],
      ),
      spread: spreadOf(given, page),
      trend,
    });
  });
  desk.get<StatsRequest>('/stats/satisfaction.csv', async (request, reply) => {
    const page = await fileAsked(request, doors, path);
    const measured = await doors.stats.figures(page.filters, 'service', page.officer);
    const csv = groupsCsv(tableOf(measured, shown), 'service', doors.council);
    return sendCsv(reply, fileName('satisfaction', page), byteOrderMark + csv);
  });
  desk.get<StatsRequest>('/stats/satisfaction/trend.csv', async (request, reply) => {
    const page = await fileAsked(request, doors, path);
    const csv = await trendCsv(doors.stats, { measures: drawn, reach: reachOf(page) }, page);
    return sendCsv(reply, fileName('satisfaction-over-time', page), csv);
  });
}

/** How often each answer was chosen, the best first, each opened into its cases; null where nobody answered. */
export function spreadOf(given: readonly number[], { asked, period }: Pick<StatsPage, 'asked' | 'period'>) {
  const all = given.reduce((sum, count) => sum + count, 0);
  if (all === 0) return null;
  const answers = ratings
    .map((rating) => {
      const count = given[rating - 1] ?? 0;
      const href = casesHref('satisfied', asked, null, { rating: String(rating) });
      return { name: `${rating}: ${ratingWords[rating]}`, count, href, share: count / all };
    })
    .reverse();
  const drawing = rowsOnPage({
    id: 'spread',
    along: answers.map(({ name }) => name),
    say: (value) => String(Math.round(value)),
    series: [{ name: 'Answers', values: answers.map(({ count }) => count) }],
  });
  return {
    chart: {
      title: 'What residents answered',
      note: `${daysInWords(period)}. Of ${all.toLocaleString('en-GB')} who answered.`,
      drawing,
    },
    table: {
      title: 'What residents answered',
      columns: ['Answer', 'Residents', 'Of all answers'],
      rows: answers.map(({ name, count, href, share }) => [
        name,
        countOpened(count, href),
        `${Math.round(100 * share)}%`,
      ]),
    },
  };
}
