import type { Candidate } from '../../core/place.ts';
import { placeInFull } from '../words.ts';

const number =
  /^(?:no\.?|number|option|choice|it'?s|rhif|opsiwn|dewis|#)?\s*(\d)[.)]?(?:,?\s+(?:please|pls|thanks|thank you|ta|plis|plîs|diolch|os gwelwch yn dda))?[.!]*$/i;

/** The number of an offer, when that is all that is said: 1 for the first. */
export function numberIn(said: string): number | null {
  const typed = number.exec(said)?.[1];
  return typed === undefined ? null : Number(typed);
}

const order: readonly RegExp[] = [
  /^(the )?(first|1st|top)( one)?\W*$|^(yr un|y) cyntaf\W*$/i,
  /^(the )?(second|2nd)( one)?\W*$|^yr ail( un)?\W*$/i,
  /^(the )?(third|3rd)( one)?\W*$|^y trydydd( un)?\W*$/i,
];

/** The place chosen of those offered: by its number, or by words only one of them answers to. */
export function candidateIn(said: string, candidates: readonly Candidate[]): Candidate | null {
  const typed = numberIn(said);
  if (typed !== null) return candidates[typed - 1] ?? null;
  const place = order.findIndex((words) => words.test(said));
  if (place >= 0) return candidates[place] ?? null;
  const bare = (text: string) =>
    ` ${text
      .toLowerCase()
      .replace(/[^\p{L}\d]+/gu, ' ')
      .trim()} `;
  const words = bare(said);
  const only = (answers: (candidate: Candidate) => boolean) => {
    const [one, ...more] = candidates.filter(answers);
    return one !== undefined && more.length === 0 ? one : null;
  };
  const names = (part: string | undefined) => part !== undefined && words.includes(bare(part));
  return (
    only((candidate) => bare(placeInFull(candidate)) === words) ??
    only(({ locality }) => names(locality)) ??
    only(({ street, landmark }) => names(street) || names(landmark))
  );
}

const noneOfThem =
  /^(no(pe)?|nah|none|neither|none of (them|these|those|the above)|not (any|one) of (them|these|those)|nage|dim un( o'?r? ?(rhain|rheini|honyn nhw))?)[\s,.!]*(thanks?|thank you|sorry|diolch)?[\s.!]*$/i;

/** Whether it is said that what was offered is all wrong. */
export function isNoneOfThem(said: string): boolean {
  return noneOfThem.test(said);
}
