import type { DangerSign } from '../../core/understanding.ts';
import type { DangerGuess } from '../model/danger.ts';
import { isImmediate, screenForDanger } from './screen.ts';

/** From this probability on the model raises a sign by itself. It has read less Welsh, and is the less to be believed. */
const raisedFrom = (language: string) => (language === 'cy' ? 0.4 : 0.2);

/** Below this the model is all but sure that there is no danger, and what a rule saw is taken for a slip. */
const ruledOutBelow = 0.03;

/** What it is called on the record when no rule saw the danger but the model did. */
const learnt = 'model';

/**
 * The danger screen: rules, each of which says what it saw, and the model for wordings that no rule foresaw. Either can
 * raise a sign. A rule counts unless the model finds danger all but impossible: that costs one real danger in a hundred
 * and spares a quarter of the false alarms. `language` is the message's, BCP 47.
 */
export function signsOfDanger(
  text: string,
  guess: DangerGuess | null,
  language: string,
): readonly DangerSign[] {
  if (guess === null) return screenForDanger(text);
  if (guess.probability < ruledOutBelow) return [];
  const signs = screenForDanger(text);
  if (guess.probability < raisedFrom(language) || signs.some(isImmediate)) return signs;
  return [...signs, { family: guess.family, rule: learnt }];
}
