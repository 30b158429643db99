import type { Council, Service, Team } from '../core/catalogue.ts';
import { type Calendar, dueBy } from '../core/clock.ts';
import { type DangerSign, safeguardingFamilies } from '../core/understanding.ts';

/** Who takes a case, under what rules, and by when. */
export interface Route {
  readonly service: Service;
  readonly team: Team;
  readonly urgent: boolean;
  readonly restricted: boolean;
  readonly firstResponseDue: Date | null;
  readonly resolutionDue: Date | null;
}

/** A service by its label. Throws when the council has none: the loader makes sure that `other` exists. */
export function serviceOf(council: Council, label: string): Service {
  const service = council.services.get(label) ?? council.services.get('other');
  if (service === undefined) throw new Error(`The council has no service "${label}" and no "other".`);
  return service;
}

export function teamOf(council: Council, id: string): Team {
  const team = council.teams.get(id);
  if (team === undefined) throw new Error(`The council has no team "${id}".`);
  return team;
}

/** The hours a team keeps, less the days the council is shut. */
export function calendarOf(council: Council, team: Team): Calendar {
  return {
    timezone: council.facts.timezone,
    hours: team.hours ?? council.facts.hours,
    daysOff: council.daysOff,
  };
}

/**
 * The team that owns a service, and when it should answer and finish something received at `since`.
 * Danger goes to the duty team or, where a person is at risk from others or themselves, to safeguarding.
 */
export function route(council: Council, label: string, danger: readonly DangerSign[], since: Date): Route {
  const atRisk = danger.some(({ family }) => safeguardingFamilies.includes(family));
  const service = serviceOf(council, atRisk ? 'safeguarding' : label);
  const teamId = atRisk
    ? council.facts.safeguardingTeam
    : danger.length > 0
      ? council.facts.dutyTeam
      : service.team;
  const team = teamOf(council, teamId);
  const calendar = calendarOf(council, team);
  return {
    service,
    team,
    urgent: danger.length > 0,
    restricted: team.restricted,
    firstResponseDue: dueBy(calendar, since, danger.length > 0 ? 'immediate' : service.firstResponse),
    resolutionDue: dueBy(calendar, since, service.resolution),
  };
}
