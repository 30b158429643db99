import type { Case, Outcome } from '../../core/case.ts';
import { type Calendar, workingSeconds } from '../../core/clock.ts';
import type { Chance } from './chance.ts';

const yearMs = 365 * 86_400_000;
const slowTeams: Readonly<Record<string, number>> = {
  planning: 2.2,
  'housing-repairs': 1.5,
  'county-highways': 1.3,
};

/** How slow a team is at a time: some always are, waste was for a season, and in January and August everybody is. */
export function paceOf(team: string, at: Date, now: Date): number {
  const month = at.getUTCMonth();
  const years = (now.getTime() - at.getTime()) / yearMs;
  const season = team === 'waste' && years > 1 && years < 1.4 ? 2.6 : 1;
  return (slowTeams[team] ?? 1) * season * (month === 0 || month === 7 ? 1.25 : 1);
}

/** How cases end, each as often as it stands here. */
export const outcomes: readonly Outcome[] = [
  ...Array<Outcome>(11).fill('fixed'),
  ...Array<Outcome>(6).fill('answered'),
  'not-ours',
  'declined',
  'duplicate',
];

/** Half of all answers come within a third of a day; danger in minutes. */
export function answerSeconds(chance: Chance, danger: boolean, pace: number): number {
  return danger ? chance.around(240, 0.7) : chance.around(2.2 * 3600, 1.1) * pace;
}

/** Half of all work is done in less than half of what the target gives. */
export function workSeconds(
  chance: Chance,
  calendar: Calendar,
  { openedAt, resolutionDue }: Pick<Case, 'openedAt' | 'resolutionDue'>,
  pace: number,
): number {
  const most = resolutionDue === null ? 5 * 7 * 3600 : workingSeconds(calendar, openedAt, resolutionDue);
  return chance.around(Math.max(3600, most * 0.34), 0.75) * pace;
}
