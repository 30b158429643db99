import type { Case } from '../core/case.ts';
import type { Council, Service, Team } from '../core/catalogue.ts';
import { rootOf } from '../core/chain.ts';
import { dueBy } from '../core/clock.ts';
import { calendarOf, serviceOf, teamOf } from '../core/council.ts';
import type { Place } from '../core/place.ts';
import { type DangerSign, safeguardingFamilies } from '../core/understanding.ts';
import { ownerThere } from '../core/whose.ts';

/** Who takes a case, under what rules, and by when. */
export interface Route {
  readonly service: Service;
  readonly team: Team;
  readonly urgent: boolean;
  readonly restricted: boolean;
  readonly firstResponseDue: Date | null;
  readonly resolutionDue: Date | null;
}

/**
 * The team that owns a service at this place, and when it should answer and finish something received at `since`.
 * Danger goes to the duty team or, where a person is at risk from others or themselves, to safeguarding, wherever it is.
 */
export function route(
  council: Council,
  label: string,
  danger: readonly DangerSign[],
  since: Date,
  place: Place | null = null,
): Route {
  const atRisk = danger.some(({ family }) => safeguardingFamilies.includes(family));
  const service = serviceOf(council, atRisk ? 'safeguarding' : label);
  const teamId = atRisk
    ? council.facts.safeguardingTeam
    : danger.length > 0
      ? council.facts.dutyTeam
      : (ownerThere(council.whose, service.label, place)?.team ?? service.team);
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

/** A case as it stands when it is opened, before anything has happened to it. */
export function newCase(
  { service, team, urgent, restricted, firstResponseDue, resolutionDue }: Route,
  of: Pick<Case, 'id' | 'reference' | 'conversationId' | 'replyTo' | 'openedAt'>,
): Case {
  return {
    ...of,
    service: service.label,
    team: team.id,
    status: 'new',
    outcome: null,
    assignee: null,
    urgent,
    danger: [],
    restricted,
    place: null,
    details: {},
    firstResponseDue,
    resolutionDue,
    firstRespondedAt: null,
    resolvedAt: null,
    version: 0,
    head: rootOf(of.id),
  };
}
