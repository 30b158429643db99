import type { Council, Team } from '../../core/catalogue.ts';
import { dayAt } from '../../core/clock-days.ts';
import { calendarOf } from '../../core/council.ts';
import { dayOf } from '../../core/days.ts';

/** A team's opening on a working day. */
export interface Morning {
  readonly team: string;
  /** `YYYY-MM-DD`, local. */
  readonly day: string;
  readonly opensAt: Date;
}

/** What nobody could be told within this time of opening is no morning's news any more. */
const morningMs = 4 * 3_600_000;

/**
 * The teams whose working day began a short while ago: Monday to Friday, on none of the days the council is shut. A
 * team that never closes begins its day when the council opens. Pure.
 */
export function mornings(council: Council, now: Date): Morning[] {
  return [...council.teams.values()].flatMap((team) => {
    const opensAt = isOurs(team) ? openingOf(council, team, now.getTime()) : null;
    if (opensAt === null || now.getTime() < opensAt || now.getTime() >= opensAt + morningMs) return [];
    return [{ team: team.id, day: dayOf(now, council.facts.timezone), opensAt: new Date(opensAt) }];
  });
}

/**
 * The council's opening on the first day of a week, Monday to Friday, that its hours and days off leave open, a short
 * while ago; null at every other time. Pure.
 */
export function firstMorning(council: Council, now: Date): Omit<Morning, 'team'> | null {
  const { timezone, hours } = council.facts;
  const calendar = { timezone, hours, daysOff: council.daysOff };
  const today = dayAt(calendar, now.getTime());
  const opensAt = today.weekday <= 5 ? today.spans[0]?.from : undefined;
  if (opensAt === undefined || now.getTime() < opensAt || now.getTime() >= opensAt + morningMs) return null;
  for (let day = today; day.weekday > 1; ) {
    day = dayAt(calendar, day.from - 1);
    if (day.spans.length > 0) return null;
  }
  return { day: dayOf(now, timezone), opensAt: new Date(opensAt) };
}

/** Another body's people read no desk of ours, unless they were given a place at one. */
function isOurs(team: Team): boolean {
  return team.kind === 'council' || team.slackChannel !== undefined;
}

function openingOf(council: Council, team: Team, now: number): number | null {
  const own = dayAt(calendarOf(council, team), now);
  const { timezone, hours } = council.facts;
  const day =
    own.spans[0]?.from === own.from ? dayAt({ timezone, hours, daysOff: council.daysOff }, now) : own;
  return day.weekday <= 5 ? (day.spans[0]?.from ?? null) : null;
}
