import type { Outcome } from '../../core/case.ts';

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
