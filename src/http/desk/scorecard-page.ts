import type { FastifyInstance } from 'fastify';
import { render } from '../views.ts';
import type { DeskDoors } from './case-page.ts';
import { chartOf } from './chart.ts';
import { viewScorecard } from './scorecard.ts';
import { officerAt } from './sign-in.ts';

const spans = [4, 12, 26, 52];
const usual = 12;

/** How well messages are understood, for managers. */
export function scorecardRoute(desk: FastifyInstance, { record, council, signIn, now }: DeskDoors): void {
  desk.get<{ Querystring: { weeks?: string } }>('/scorecard', async (request, reply) => {
    const officer = request.officer ?? (await officerAt(request, signIn));
    const weeks = spans.find((span) => String(span) === request.query.weeks) ?? usual;
    const card = await record.scorecard(weeks, officer);
    const quick = spans.map((span) => ({
      text: `${span} weeks`,
      href: span === usual ? '/desk/scorecard' : `/desk/scorecard?weeks=${span}`,
      current: span === weeks,
    }));
    const page = { ...viewScorecard(card, council), chart: chartOf(card.weeks), quick };
    return render(reply, 'desk/scorecard.njk', { ...page, officer, shownAt: now() });
  });
}
