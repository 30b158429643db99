import type { FastifyInstance } from 'fastify';
import type { Council } from '../../core/catalogue.ts';
import { nameInWords, serviceTitle, teamName } from '../../core/officer-words.ts';
import type { Demand, DueSoon, Silent, Trouble, Unusual } from '../../core/trouble.ts';
import { hoursAhead, hoursLookedAt } from '../../core/trouble.ts';
import type { DeskDoors } from '../desk/case-page.ts';
import { officerAt } from '../desk/sign-in.ts';
import { render } from '../views.ts';
import { type StatsAsked, statsAskedIn } from './asked.ts';
import { casesHref, type Opened, openedTo } from './cells.ts';
import { asAddress } from './days.ts';

/** What to look at now, for managers. */
export function nowRoute(desk: FastifyInstance, { stats, council, signIn, now }: DeskDoors): void {
  desk.get('/stats/now', async (request, reply) => {
    const officer = request.officer ?? (await officerAt(request, signIn));
    const trouble = await stats.trouble(officer);
    return render(reply, 'stats/now.njk', { ...viewTrouble(trouble, council), officer, shownAt: now() });
  });
}

interface Wave {
  readonly title: string;
  /** How many, opened into them. */
  readonly cases: Opened;
  readonly reasoning: string;
  readonly references: readonly string[];
}

export interface TroubleView {
  readonly calm: boolean;
  readonly hoursAhead: number;
  readonly hoursLookedAt: number;
  readonly weeks: number;
  readonly dueSoon: readonly { readonly team: string; readonly cases: DueSoon['cases'] }[];
  readonly waves: readonly Wave[];
  readonly silent: readonly { readonly channel: string; readonly reasoning: string }[];
}

export function viewTrouble(trouble: Trouble, council: Council): TroubleView {
  const at = asAddress(trouble.hours, council.facts.timezone);
  const waves = [
    ...trouble.services.map((one) => waveOf(serviceTitle(council, one.key), { service: one.key }, one, at)),
    ...trouble.wards.map((one) => waveOf(`${wardName(one.key, council)} ward`, { ward: one.key }, one, at)),
  ];
  return {
    calm: trouble.dueSoon.length + waves.length + trouble.silent.length === 0,
    hoursAhead,
    hoursLookedAt,
    weeks: trouble.weeks,
    dueSoon: trouble.dueSoon.map(({ team, cases }) => ({ team: teamName(council, team), cases })),
    waves,
    silent: trouble.silent.map((one) => ({ channel: nameInWords(one.key), reasoning: silence(one) })),
  };
}

function waveOf(
  title: string,
  filter: Partial<StatsAsked>,
  one: Unusual,
  { days, since, until }: ReturnType<typeof asAddress>,
): Wave {
  const asked = { ...statsAskedIn({}), ...days, ...filter };
  return {
    title,
    cases: openedTo(
      `${one.now} cases in the last ${hoursLookedAt} hours`,
      one.now,
      casesHref('opened', asked, null, { since, until }),
    ),
    reasoning: `In the same hours of the ${weeksOf(one)}: ${one.before.join(', ')}. ${chanceOf(one.chance)}`,
    references: one.references,
  };
}

function silence(one: Silent): string {
  return `Nobody wrote in the last ${hoursLookedAt} hours. In the same hours of the ${weeksOf(one)}: ${one.before.join(', ')} messages. ${chanceOf(one.chance)}`;
}

const weeksOf = ({ before }: Demand) => `${before.length} weeks before, the latest first`;

/** A chance as a person says it: "In an ordinary week that happens less than once in a million times." */
function chanceOf(chance: number): string {
  const times = 10 ** Math.min(9, Math.floor(-Math.log10(chance)));
  return `In an ordinary week that happens less than once in ${times.toLocaleString('en-GB')} times.`;
}

function wardName(code: string, { wards }: Council): string {
  return wards.find((ward) => ward.code === code)?.name ?? code;
}
