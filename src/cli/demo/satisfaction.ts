import { type Rating, ratings } from '../../core/case.ts';
import { type Chance, drawing } from './chance.ts';
import { resident, type Telling } from './telling.ts';
import type { World } from './world.ts';

/** How often each answer is chosen, from 1 to 5: by those whose case was done in time, and by those who waited. */
const inTime = drawing([6, 6, 13, 35, 40]);
const late = drawing([30, 22, 20, 18, 10]);

/** Not every resident asked answers, and those who waited do more often. `talk` is how much is said at all. */
export function ratingOf(
  chance: Chance,
  { waited, talk }: { readonly waited: boolean; readonly talk: number },
): Rating | null {
  if (!chance.happens((waited ? 0.34 : 0.22) * Math.min(1, 0.2 + talk))) return null;
  return ratings[(waited ? late : inTime)(chance)] ?? null;
}

/** The resident answers the survey, and the bot says it is noted; gives when we had it. */
export function rates({ words }: Pick<World, 'words'>, told: Telling, rating: Rating, at: Date): Date {
  const { line, stored } = told.resident(String(rating), at, { label: 'thanks', probability: 0.95 });
  told.happens('rated', { messageId: line.id, digest: line.digest, rating }, resident, stored);
  told.bot(words.rated(rating), stored);
  return stored;
}
