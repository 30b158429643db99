import type { FastifyInstance } from 'fastify';
import type { Council } from '../../core/catalogue.ts';
import { groupName } from '../../core/figure-words.ts';
import { serviceTitle } from '../../core/officer-words.ts';
import { type ReadAsked, readParts } from '../../core/scorecard.ts';
import { stretchWords } from '../stats/days.ts';
import { render } from '../views.ts';
import type { DeskDoors } from './case-page.ts';
import { officerAt } from './sign-in.ts';
import { statusTag } from './words.ts';

const path = '/desk/scorecard/cases';
const mostWeeks = 52;

type Query = Readonly<Record<string, unknown>>;

/** The cases behind a number of the scorecard, as an address has them. */
export function readHref(asked: Pick<ReadAsked, 'weeks' | 'of'> & Partial<ReadAsked>): string {
  const { weeks, of, ...narrowed } = asked;
  const query = new URLSearchParams({ of, weeks: String(weeks) });
  for (const [name, value] of Object.entries(narrowed)) if (value !== null) query.set(name, String(value));
  return `${path}?${query}`;
}

const words: Readonly<Record<ReadAsked['of'], readonly [title: string, words: string]>> = {
  judged: ['Looked at', 'Cases whose first message somebody looked at after the model read it.'],
  corrected: [
    'Corrected',
    'Cases whose first message the model took for something else than what people then said it is about.',
  ],
  confused: [
    'Taken for something else',
    'Cases whose first message the model took for something else than what people then said it is about. Restricted ones are not counted.',
  ],
  opened: ['Cases opened', 'Cases opened in these weeks.'],
  moved: ['Cases moved', 'Cases that a person moved to another team or service after we had placed them.'],
};

export function scorecardCasesRoute(desk: FastifyInstance, { record, council, signIn }: DeskDoors): void {
  desk.get<{ Querystring: Query }>('/scorecard/cases', async (request, reply) => {
    const officer = request.officer ?? (await officerAt(request, signIn));
    const asked = readAskedIn(request.query);
    const cursor = textIn(request.query, 'cursor', /^[\w-]+$/);
    const behind = await record.casesRead(asked, cursor === null ? {} : { cursor }, officer);
    const [title, told] = words[asked.of];
    const href = readHref(asked);
    return render(reply, 'desk/scorecard-cases.njk', {
      officer,
      here: 'How well messages are understood',
      kept: '',
      title: `Cases behind: ${title}`,
      words: `${told} The latest ${asked.weeks} weeks.`,
      back: `/desk/scorecard?weeks=${asked.weeks}`,
      narrowed: narrowedTo(asked, council),
      count: behind.count,
      hidden: behind.hidden,
      cases: behind.cases.map((each) => ({
        reference: each.reference,
        service: groupName('service', each.service, council),
        team: groupName('team', each.team, council),
        status: statusTag(each.status as Parameters<typeof statusTag>[0], null),
        openedAt: each.openedAt,
      })),
      next: behind.next === null ? null : `${href}&cursor=${behind.next}`,
      first: cursor === null ? null : href,
    });
  });
}

function textIn(query: Query, name: string, right: RegExp): string | null {
  const value = query[name];
  return typeof value === 'string' && value.length <= 200 && right.test(value) ? value : null;
}

function readAskedIn(query: Query): ReadAsked {
  const weeks = Number(textIn(query, 'weeks', /^\d{1,2}$/) ?? 12);
  const band = textIn(query, 'band', /^\d$/);
  return {
    weeks: Math.min(Math.max(weeks, 1), mostWeeks),
    of: readParts.find((part) => part === query['of']) ?? 'judged',
    week: textIn(query, 'week', /^\d{4}-\d\d-\d\d$/),
    label: textIn(query, 'label', /^[\w-]+$/),
    truth: textIn(query, 'truth', /^[\w-]+$/),
    model: textIn(query, 'model', /^[^\0]+$/),
    band: band === null ? null : Number(band),
  };
}

/** What the list is narrowed to, each with the list without it. */
function narrowedTo(asked: ReadAsked, council: Council) {
  const { week, label, truth, model, band } = asked;
  const chip = (name: keyof ReadAsked, text: string) => ({
    text,
    without: readHref({ ...asked, [name]: null }),
  });
  return [
    ...(week === null ? [] : [chip('week', `Week of ${stretchWords(week, 'week')}`)]),
    ...(truth === null ? [] : [chip('truth', `About: ${serviceTitle(council, truth)}`)]),
    ...(label === null ? [] : [chip('label', `Taken for: ${serviceTitle(council, label)}`)]),
    ...(model === null ? [] : [chip('model', `Model: ${model}`)]),
    ...(band === null ? [] : [chip('band', `The model said ${bandWords(band)}`)]),
  ];
}

/** "90 to 100%". */
export const bandWords = (band: number): string => `${10 * band} to ${10 * band + 10}%`;
