import type { FastifyInstance } from 'fastify';
import { linesOnPage } from '../stats/charts.ts';
import { stretchWords } from '../stats/days.ts';
import type { ChartView } from '../stats/groups-page.ts';
import { render } from '../views.ts';
import type { DeskDoors } from './case-page.ts';
import { viewScorecard } from './scorecard.ts';
import { scorecardCasesRoute } from './scorecard-cases.ts';
import { officerAt } from './sign-in.ts';

const spans = [4, 12, 26, 52];
const usual = 12;

/** How well messages are understood, for managers, and the lists of cases behind it. */
export function scorecardRoute(desk: FastifyInstance, doors: DeskDoors): void {
  const { record, council, signIn, now } = doors;
  desk.get<{ Querystring: { weeks?: string } }>('/scorecard', async (request, reply) => {
    const officer = request.officer ?? (await officerAt(request, signIn));
    const weeks = spans.find((span) => String(span) === request.query.weeks) ?? usual;
    const card = await record.scorecard(weeks, officer);
    const quick = spans.map((span) => ({
      text: `${span} weeks`,
      href: span === usual ? '/desk/scorecard' : `/desk/scorecard?weeks=${span}`,
      current: span === weeks,
    }));
    const page = { ...viewScorecard(card, council, weeks), chart: chartOf(card.weeks), quick, kept: '' };
    return render(reply, 'desk/scorecard.njk', { ...page, officer, shownAt: now() });
  });
  scorecardCasesRoute(desk, doors);
}

type Weeks = Awaited<ReturnType<DeskDoors['record']['scorecard']>>['weeks'];

/** Null where no week has enough messages for any share. */
export function chartOf(weeks: Weeks): ChartView | null {
  const series = [
    { name: 'Right, of those looked at', values: weeks.map(({ accuracy }) => accuracy) },
    { name: 'Sure', values: weeks.map(({ sure }) => sure) },
    { name: 'Cases moved', values: weeks.map(({ misrouted }) => misrouted) },
  ];
  if (series.every(({ values }) => values.every((value) => value === null))) return null;
  const drawing = linesOnPage({
    id: 'scorecard',
    along: weeks.map(({ week }) => stretchWords(week, 'week')),
    say: (share) => `${Math.round(100 * share)}%`,
    series,
    most: 1,
    unfinished: true,
  });
  return {
    title: 'How sure, how right, and how many moved',
    note: 'Week by week, each by its Monday. The last is not over yet.',
    drawing,
  };
}
