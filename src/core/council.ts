import type { Council, Service, Team } from './catalogue.ts';
import type { Calendar } from './clock.ts';

/** A service by its label, or `other`. Throws when the council has neither: the loader makes sure that `other` exists. */
export function serviceOf(council: Council, label: string): Service {
  const service = council.services.get(label) ?? council.services.get('other');
  if (service === undefined) throw new Error(`The council has no service "${label}" and no "other".`);
  return service;
}

/**
 * A team by its id, or the one that takes what nobody else does: an open case may be with a team the council has
 * given up since. Throws when the council has neither: the loader makes sure that every team named exists.
 */
export function teamOf(council: Council, id: string): Team {
  const team = council.teams.get(id) ?? council.teams.get(council.facts.triageTeam);
  if (team === undefined) throw new Error(`The council has no team "${id}" and no triage team.`);
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
