import type { Guess } from '../../core/understanding.ts';
import type { World } from './world.ts';

/** How many services of the same list on either side one may be taken for. */
const near = 3;

/**
 * What a model would make of a matter: as sure as it is right or a little surer, under what councils ask about one time
 * in ten, and where it is wrong, wrong about something near.
 */
export function readingOf({ council, chance }: Pick<World, 'council' | 'chance'>, service: string): Guess {
  const probability = Math.round(1000 * (1 - 0.6 * chance.next() ** 6)) / 1000;
  if (chance.happens(0.99 * probability)) return { label: service, probability };
  const open = [...council.services.values()].filter(
    ({ answer, team }) => answer === undefined && council.teams.get(team)?.restricted === false,
  );
  const place = open.findIndex(({ label }) => label === service);
  const around = open.filter((_, i) => i !== place && Math.abs(i - place) <= near);
  return { label: place < 0 || around.length === 0 ? 'other' : chance.one(around).label, probability };
}

/** The model of the demonstration there was at a time: a new one each half-year. */
export function modelAt(at: Date): string {
  return `demo-${at.getUTCFullYear()}-${at.getUTCMonth() < 6 ? 1 : 2}`;
}
