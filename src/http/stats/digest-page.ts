import type { FastifyInstance } from 'fastify';
import { type Digest, digestOf } from '../../core/digest.ts';
import type { MeasureKey } from '../../core/measures.ts';
import { teamName } from '../../core/officer-words.ts';
import { type Period, periodNamed, periodOfDays, weekOf } from '../../core/periods.ts';
import type { Backlog, Measured } from '../../core/statistics.ts';
import { officerAt } from '../desk/sign-in.ts';
import { render } from '../views.ts';
import { statsAddress, statsAskedIn } from './asked.ts';
import { casesHref, openedTo, openHref } from './cells.ts';
import { asAddress, daysInWords } from './days.ts';
import type { StatsDoors, StatsRequest } from './page.ts';

const path = '/desk/stats/digest';

/** A week in brief, for the chief executive: one page, to be printed or sent as a link. */
export function digestRoute(desk: FastifyInstance, doors: StatsDoors): void {
  desk.get<StatsRequest>('/stats/digest', async (request, reply) => {
    const { stats, council, signIn } = doors;
    const officer = request.officer ?? (await officerAt(request, signIn));
    const now = doors.now();
    const { timezone } = council.facts;
    const { period, fault } = weekAsked(request.query['week'], now, timezone);
    const [week, before, [open]] = await Promise.all([
      stats.figures({ from: period.from, to: period.to }, 'team', officer),
      stats.figures(period.before, 'team', officer),
      stats.backlog({}, null, officer),
    ]);
    const nameOf = (team: string) => teamName(council, team);
    const digest = digestOf({ week, before, open: open ?? { open: 0, overdue: 0 }, nameOf });
    return render(reply, 'stats/digest.njk', {
      officer,
      here: 'The week in brief',
      fault,
      councilName: council.facts.name,
      days: daysInWords(period),
      over: period.to <= now,
      kept: statsAddress('', { ...statsAskedIn({}), from: period.firstDay, to: period.lastDay }),
      earlier: weekHref(period, -1),
      later: period.to <= now ? weekHref(period, 1) : null,
      shownAt: now,
      ...viewDigest(digest, { period, week, before, open, timezone, now }),
    });
  });
}

interface Told {
  readonly period: Period;
  readonly week: Measured;
  readonly before: Measured;
  readonly open: Pick<Backlog, 'open' | 'overdue'> | undefined;
  readonly timezone: string;
  readonly now: Date;
}

/** Each number leads to the cases behind it. */
function viewDigest({ numbers, sentences, changed }: Digest, told: Told) {
  const { period, week, before, open } = told;
  const none = statsAskedIn({});
  const asked = { ...none, from: period.firstDay, to: period.lastDay };
  const earlier = asAddress(period.before, told.timezone);
  const narrowed = told.now < period.to ? { until: earlier.until } : {};
  const beforeHref = (key: MeasureKey) => casesHref(key, { ...none, ...earlier.days }, null, narrowed);
  const inTime = 'first-response-in-time';
  return {
    numbers: numbers.map((each) => ({
      ...each,
      href: casesHref(each.key, asked),
      count: week.all[each.key].count,
      before: openedTo(each.before, before.all[each.key].count, beforeHref(each.key)),
    })),
    sentences,
    lists: [
      listed('resolved', week.all.resolved.count, casesHref('resolved', asked)),
      listed('open now', open?.open ?? 0, openHref('all', none)),
      listed('overdue', open?.overdue ?? 0, openHref('overdue', none)),
    ],
    changed: changed.map(({ team, text, move }) => ({
      move,
      words: openedTo(
        text,
        week.groups.find(({ key }) => key === team)?.figures[inTime].count ?? 0,
        casesHref(inTime, asked, { by: 'team', key: team }),
      ),
    })),
  };
}

const listed = (words: string, count: number, href: string | null) =>
  openedTo(`The ${count.toLocaleString('en-GB')} ${words}`, count, count === 0 ? null : href);

/** The week of the day that was asked for; the last one that is over when none was. */
function weekAsked(asked: unknown, now: Date, timezone: string): { period: Period; fault: string | null } {
  const last = periodNamed('last-week', now, timezone);
  if (typeof asked !== 'string' || asked === '') return { period: last, fault: null };
  const day = periodOfDays(asked, asked, now, timezone);
  if (day !== null && day.from <= now) return { period: weekOf(day.from, now, timezone), fault: null };
  return {
    period: last,
    fault: `There is no week of “${asked.slice(0, 20)}”. A day is written like 2026-11-02 and lies in the past; last week is shown.`,
  };
}

function weekHref({ firstDay }: Period, weeks: number): string {
  const day = new Date(`${firstDay}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + 7 * weeks);
  return `${path}?week=${day.toISOString().slice(0, 10)}`;
}
