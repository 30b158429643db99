import type { Council } from './catalogue.ts';
import type { StatsFilters } from './statistics.ts';

/** What explains the figures of some days, as a manager writes it: a storm, a strike, a system that was down. */
export interface IncidentNote {
  readonly title: string;
  /** Local days, `YYYY-MM-DD`, both of them in it. */
  readonly firstDay: string;
  readonly lastDay: string;
  /** Whom alone it concerned; null for everybody. */
  readonly team: string | null;
  readonly service: string | null;
}

/** An incident as it stands on the record. */
export interface Incident extends IncidentNote {
  readonly id: string;
  /** 1 as first noted, one more for each change. Whoever changes it says which they saw. */
  readonly number: number;
  /** Who wrote it as it stands now, and when. */
  readonly by: string;
  readonly at: Date;
}

export const longestTitle = 80;
/** Days. A season is no incident. */
const longestIncident = 366;

/** What is wrong with a note, and which part of it. */
export interface NoteFault {
  readonly field: keyof IncidentNote;
  readonly message: string;
}

/** A note as it was filled in, with what is wrong with it; empty where nothing is. Pure. */
export function readNote(
  given: Readonly<Record<keyof IncidentNote, string>>,
  council: Pick<Council, 'teams' | 'services'>,
): { readonly note: IncidentNote; readonly faults: readonly NoteFault[] } {
  const title = given.title.replace(/\s+/g, ' ').trim();
  const lastDay = given.lastDay === '' ? given.firstDay : given.lastDay;
  const note = {
    title,
    firstDay: given.firstDay,
    lastDay,
    team: given.team === '' ? null : given.team,
    service: given.service === '' ? null : given.service,
  };
  const fault = (field: NoteFault['field'], message: string, wrong: boolean): NoteFault[] =>
    wrong ? [{ field, message }] : [];
  const days = [given.firstDay, lastDay].map(dayNumber);
  const [first, last] = days;
  const length = first == null || last == null ? null : last - first + 1;
  return {
    note,
    faults: [
      ...fault('title', 'Say what happened', title === ''),
      ...fault('title', `Say it in ${longestTitle} characters or fewer`, title.length > longestTitle),
      ...fault('firstDay', 'Enter the first day', given.firstDay === ''),
      ...fault(
        'firstDay',
        'The first day must be a day there is, like 2026-11-12',
        given.firstDay !== '' && first === null,
      ),
      ...fault(
        'lastDay',
        'The last day must be a day there is, like 2026-11-14',
        given.lastDay !== '' && last === null,
      ),
      ...fault('lastDay', 'The last day must be the first day or after it', length !== null && length < 1),
      ...fault(
        'lastDay',
        `The last day must be within ${longestIncident} days of the first`,
        length !== null && length > longestIncident,
      ),
      ...fault('team', 'Choose a team from the list', note.team !== null && !council.teams.has(note.team)),
      ...fault(
        'service',
        'Choose a service from the list',
        note.service !== null && !council.services.has(note.service),
      ),
    ],
  };
}

/** Days since 1970; null of what is no day. */
function dayNumber(day: string): number | null {
  if (!/^\d{4}-\d\d-\d\d$/.test(day)) return null;
  const at = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== day) return null;
  return at.getTime() / 86_400_000;
}

/** Whether an incident may explain the figures of these filters: it concerned everybody, or some of whom is looked at. Pure. */
export function explains(
  { team, service }: Pick<Incident, 'team' | 'service'>,
  filters: Pick<StatsFilters, 'team' | 'service'>,
  { services }: Pick<Council, 'services'>,
): boolean {
  const teamOf = (label: string | null | undefined) =>
    label == null ? null : (services.get(label)?.team ?? null);
  const [own, asked] = [team ?? teamOf(service), filters.team ?? teamOf(filters.service)];
  return (
    (own === null || asked === null || asked === own) &&
    (service === null || filters.service === undefined || filters.service === service)
  );
}
