import { isDirection, typeOf, type Word } from './names.ts';
import { landmarkNouns, maybeStreets, neverNames, surelyStreets } from './words.ts';

/** What the words just before a name say of it. */
export interface Leading {
  /** "on", "outside", "ger": something stands there. */
  readonly preposition: boolean;
  readonly article: boolean;
  /** "in the", "at", on a thing: not merely near it. */
  readonly within: boolean;
  /** "near", "off", "from", "towards": what follows says where something else is. */
  readonly aside: boolean;
  /** "I live at", "my address is": where the resident is, which need not be where the matter is. */
  readonly home: boolean;
  /** "not", "rather than": what follows is not meant. */
  readonly denied: boolean;
}

const set = (words: string) => new Set(words.split(' '));
const at = set('in inside at on within under underneath through over across yn ar');
const by = set(
  'outside opposite opp near nr by off behind beside past from towards toward round around along down up between facing into onto to with front ger wrth',
);
const asideOf = set('near nr off behind past from towards toward to opposite opp than into onto leaving');
const articles = set('the y yr');
const ends = set(
  'corner junction jct jn end top bottom middle length back front entrance side rear out half',
);
const living =
  /\b(?:i|we|i'?m|im|we'?re) (?:live|am|are|rent|own|lodge)?\s*(?:here )?(?:at|on|in|from)\s*$|\bmy (?:home |house )?(?:address|house|home|flat)(?: is|:)?(?: at| on| in)?\s*$|\b(?:i'?m|im|i am|we are) (?:a )?(?:resident|tenant|householder)s? (?:of|at|on|in|from)\s*$/i;

const numbered = /^(?:\d{1,4}[a-f]?|no|number|nr|nos|numbers|flat)$/;

/** Read the words before the one at `i`, and the text before it for where the resident lives. */
export function leadingAt(text: string, words: readonly Word[], i: number): Leading {
  let j = i - 1;
  // "outside number 14 Larch Close": the house is part of the name.
  while (numbered.test(words[j]?.bare ?? '')) j -= 1;
  const first = words[j + 1];
  const article = articles.has(words[j]?.bare ?? '');
  if (article) j -= 1;
  let before = words[j]?.bare ?? '';
  const of = before === 'of' || before === 'i';
  if (of) {
    j -= 1;
    before = words[j]?.bare ?? '';
  }
  const within = at.has(before);
  const preposition = of ? ends.has(before) || by.has(before) : within || by.has(before);
  const start = first?.start ?? 0;
  const close = text.slice(Math.max(0, start - 40), start);
  return {
    preposition,
    article,
    within: within && !of,
    aside: asideOf.has(before) || (before === 'to' && words[j - 1]?.bare === 'next'),
    home: living.test(close),
    denied: before === 'not' || before === 'than' || (before === 'of' && words[j - 1]?.bare === 'instead'),
  };
}

const kinds = landmarkNouns
  .replace(/[?\\]/g, '')
  .split(/[|\s]/)
  .filter((noun) => /^[a-z]+$/.test(noun));

/** Words nobody takes for a name by themselves, whatever streets are called after them. */
export const everydayWords: ReadonlySet<string> = new Set([
  ...neverNames,
  ...kinds,
  ...Object.keys(surelyStreets),
  ...Object.keys(maybeStreets).filter((type) => type !== 'broadway' && type !== 'esplanade'),
  ...(
    'spring summer autumn winter monday tuesday wednesday thursday friday saturday sunday january february ' +
    'march april may june july august september october november december morning evening night day week ' +
    'home work wood stone water white black red blue green grey golden silver long broad high low great little'
  ).split(' '),
]);

const qualifiers = set('old new upper lower great little north south east west nether over high long far');

/** Whether a name is part of a longer one that is not known: "Old Mill Lane" where only Mill Lane is. */
export function goesOnBefore(words: readonly Word[], i: number): boolean {
  const [before, first] = [words[i - 1], words[i]];
  if (!before || !first?.joined || !qualifiers.has(before.bare)) return false;
  // "new lights", "over Mill Lane": only what is written as a name is one.
  if (before.bare === 'over' || before.bare === 'new' || before.bare === 'long')
    return before.capital && i > 1;
  return before.capital || !first.capital || isDirection(before.bare);
}

const longer = new Set(
  'street road lane avenue close drive way crescent grove terrace place walk rise row mews gardens court estate'.split(
    ' ',
  ),
);

/** Whether a street's name goes on in a way that makes it another: "Mill Lane Gardens". `i` is the word behind it. */
export function goesOnAfter(text: string, words: readonly Word[], i: number): boolean {
  const next = words[i];
  if (!next?.joined || !longer.has(typeOf(next.bare) ?? '')) return false;
  const rest = text.slice(next.end);
  // "Mill Lane close to the shop" says how near it is.
  if (/^\s*(?:to|by)\b/i.test(rest)) return false;
  return next.capital || /^\s*(?:$|[,.;!?\n])/.test(rest);
}
