import type { Span } from './span.ts';
import { grounds, maybeStreets, neverNames, surelyStreets } from './words.ts';

interface Word {
  readonly text: string;
  readonly plain: string;
  readonly start: number;
  readonly end: number;
}

const numberBefore =
  /(?:\b(?:outside|opposite|near|by|at|behind|between|next to|in front of)\s+)?(?:\b(?:flat|apartment|apt|unit|room)\s+\d{1,4}[a-z]?,?\s+)?(?:\b(?:house\s+)?(?:no|number|nr|num|numbers|nos)\b\.?\s*|#)?\b(\d{1,4}\s?[a-f]?(?:\s?(?:-|–|to|and|&|\/)\s?\d{1,4}[a-f]?)?)\b[\s,]*(?:on |in |of )?$/i;

function wordsOf(text: string): Word[] {
  return [...text.matchAll(/[\p{L}][\p{L}'’-]*\.?|\d+[a-z]?|[^\s\p{L}\d]/gu)].map((match) => ({
    text: match[0],
    plain: match[0].toLowerCase().replace(/[.'’]/g, ''),
    start: match.index,
    end: match.index + match[0].length,
  }));
}

const capital = (word: Word) => /^\p{Lu}/u.test(word.text);
const isName = (word: Word | undefined): word is Word =>
  word !== undefined &&
  /^\p{L}/u.test(word.text) &&
  word.plain.length > 1 &&
  !neverNames.has(word.plain) &&
  !/\.$/.test(word.text.replace(/^st\.$/i, 'st'));

const titled = (name: string) =>
  name.replace(/(^|[\s-])(\p{L})/gu, (_, gap: string, letter: string) => gap + letter.toUpperCase());

/** Streets named in the text, with the house number before them where there is one, from shape alone. */
export function findStreets(text: string): Span[] {
  const words = wordsOf(text);
  const shouted = !/\p{Ll}/u.test(text);
  const found: Span[] = [];
  for (let at = 1; at < words.length; at++) {
    const last = words[at];
    if (!last) continue;
    const sure = Object.hasOwn(surelyStreets, last.plain) ? surelyStreets[last.plain] : undefined;
    const maybe = Object.hasOwn(maybeStreets, last.plain) ? maybeStreets[last.plain] : undefined;
    const type = sure ?? maybe;
    if (type === undefined) continue;
    const names: Word[] = [];
    for (let back = at - 1; back >= 0 && names.length < 3; back--) {
      const word = words[back];
      if (
        word &&
        names.length > 0 &&
        /^(?:Old|New|Upper|Lower|Little|Great|North|South|East|West)$/.test(word.text)
      ) {
        names.unshift(word);
        break;
      }
      if (!isName(word)) break;
      if (names.length > 0 && names.some(capital) && !capital(word)) break;
      if (Object.hasOwn(surelyStreets, word.plain) && word.plain !== 'st') break;
      names.unshift(word);
    }
    const first = names[0];
    if (!first) continue;
    const upTo = text.slice(Math.max(0, first.start - 60), first.start);
    const number = numberBefore.exec(upTo);
    const cased = !shouted && names.every(capital) && capital(last);
    if (sure === undefined && !number && !cased) continue;
    if (sure !== undefined && !number && !capital(first) && names.length > 2)
      names.splice(0, names.length - 2);
    const name = titled([...names.map((word) => word.text.replace(/\.$/, '')), type].join(' ').toLowerCase());
    const house = number?.[1]
      ?.trim()
      .replace(/(\d)\s?([a-f])$/i, (_, digit: string, letter: string) => digit + letter.toUpperCase());
    const start = number ? first.start - number[0].length : (names[0] ?? first).start;
    if (!number && grounds.has(last.plain)) found.push({ start, end: last.end, weight: 1 });
    else
      found.push({ start, end: last.end, street: house ? `${house} ${name}` : name, weight: number ? 3 : 2 });
  }
  return found.filter(
    (span, at) =>
      !found.some((other, index) => index > at && other.start <= span.start && other.end > span.end),
  );
}
