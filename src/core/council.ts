import type { Council, CouncilFacts, Language, Service, Team } from './catalogue.ts';
import type { Calendar } from './clock.ts';

/** A service by its label, or `other`. Throws when the council has neither: the loader makes sure that `other` exists. */
export function serviceOf(council: Council, label: string): Service {
  const service = council.services.get(label) ?? council.services.get('other');
  if (service === undefined) throw new Error(`The council has no service "${label}" and no "other".`);
  return service;
}

/** Labels of the services that have an answer of their own, given at once. */
export function answering({ services }: Pick<Council, 'services'>): string[] {
  return [...services.values()].flatMap(({ label, answer }) => (answer === undefined ? [] : [label]));
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

/** By what a case's clock runs. */
export interface Clock {
  readonly calendar: Calendar;
  /** Whether it stands still while we wait on the resident. */
  readonly pauses: boolean;
}

/** The clock of a case: the hours of the team that has it, and what its service says of pauses. Throws as `teamOf` does. */
export function caseClock(council: Council, team: string, service: string): Clock {
  return {
    calendar: calendarOf(council, teamOf(council, team)),
    pauses: serviceOf(council, service).pauses,
  };
}

/** What a team and the body it belongs to are called in a language, or else in English. */
export function namesOf(council: Council, team: Team, language: Language): { name: string; body: string } {
  const own = factsIn(council.facts, language).name;
  const words = language === 'en' ? undefined : team[language];
  return { name: words?.name ?? team.name, body: words?.body ?? team.body ?? own };
}

/** A council's own facts in a language, or else in English. */
export function factsIn(facts: CouncilFacts, language: Language): CouncilFacts {
  const words = language === 'en' ? undefined : facts[language];
  return words === undefined ? facts : { ...facts, ...given(words) };
}

/** What is there, without what is left out. */
function given(words: NonNullable<CouncilFacts['cy']>): Partial<CouncilFacts> {
  return Object.fromEntries(Object.entries(words).filter(([, value]) => value !== undefined));
}
