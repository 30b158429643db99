import { type Calendar, dueBy } from '../../core/clock.ts';
import { serviceOf } from '../../core/council.ts';
import { route } from '../../flow/route.ts';
import type { Demand } from './demand.ts';
import { acting, type DemoOfficer, type Telling } from './telling.ts';
import type { World } from './world.ts';

/**
 * Whether a case that was opened under `label` is found to be with the wrong team, or under the wrong service: one
 * nobody was sure of always is. In danger nobody looks for the right team first.
 */
export function isNoticed({ chance }: World, { service, danger }: Demand, label: string): boolean {
  if (danger) return false;
  if (label === service) return chance.happens(0.04);
  return label === 'other' || chance.happens(0.85);
}

/** Where a case stands, and who moves it when. */
interface Standing {
  readonly label: string;
  readonly team: string;
  readonly calendar: Calendar;
  readonly officer: DemoOfficer;
  readonly at: Date;
}

/** An officer says what it is about, and passes it on: the team that has it then. */
export function moving(
  { council, chance }: World,
  demand: Demand,
  told: Telling,
  { label, team, calendar, officer, at }: Standing,
): string {
  const { file } = told;
  const by = acting(officer);
  const service = serviceOf(council, demand.service);
  if (label !== service.label) {
    const resolutionDue = dueBy(calendar, file.openedAt, service.resolution)?.toISOString() ?? null;
    const reason = 'As the resident wrote.';
    told.happens('reclassified', { from: label, to: service.label, reason, resolutionDue }, by, at);
    told.corrections.push({ label: service.label, officerId: officer.id, reason, at });
  }
  const right = route(council, service.label, [], file.openedAt).team;
  const others = [...council.teams.values()].filter(({ kind }) => kind === 'council');
  const to = right.id === team && label === service.label ? chance.one(others) : right;
  if (to.id === team) return team;
  told.happens('routed', { from: team, to: to.id, restricted: to.restricted, reason: null }, by, at);
  return to.id;
}
