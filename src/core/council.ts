import type { Council, Service, Team } from './catalogue.ts';
import type { Calendar } from './clock.ts';

/** A service by its label. Throws when the council has none: the loader makes sure that `other` exists. */
export function serviceOf(council: Council, label: string): Service {
  const service = council.services.get(label) ?? council.services.get('other');
  if (service === undefined) throw new Error(`The council has no service "${label}" and no "other".`);
  return service;
}

/** A team by its id. Throws when the council has none: the loader makes sure that every team named exists. */
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
