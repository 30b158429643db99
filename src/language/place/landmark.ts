import type { Span } from './span.ts';
import { landmarkNouns } from './words.ts';

const before =
  '(?:just |right |directly )?(?:outside|opposite|opp|behind|next to|next door to|in front of|near to|near|close to|beside|round the back of|back of|by|at|in|on|under|over|across from|along from|down by|up by|past|around|facing|bottom of|top of|entrance (?:to|of)|corner of|between|inside|y tu allan i|tu allan i|ger|wrth)';
const named = new RegExp(
  String.raw`\b${before} (?:the |y |yr )?((?:\p{Lu}[\p{L}'’]+ |[a-z'’]+ ){0,2}?(?:${landmarkNouns}))\b`,
  'giu',
);
const proper = new RegExp(
  String.raw`\b(\p{Lu}[\p{L}'’]+(?: \p{Lu}[\p{L}'’]+)? (?:${landmarkNouns
    .split('|')
    .map((noun) =>
      noun
        .replace(/^[a-z]/, (letter) => `[${letter}${letter.toUpperCase()}]`)
        .replace(/ ([a-z])/g, (_, letter: string) => ` [${letter}${letter.toUpperCase()}]`),
    )
    .join('|')}))\b`,
  'gu',
);
const junction =
  /\b(?:junction|jct|jn|j) ?(\d{1,2}[a-z]?)\b(?:[ ,]+(?:of |on )?(?:the )?[amb]\d{1,4}(?:\(m\))?)?|\b[amb]\d{1,4}(?:\(m\))?\b(?! ?(?:paper|size|sheet|form|poster|printer|letter|size))/gi;

/** Words that make the phrase mean any such thing, not one that can be found. */
const vague =
  /\b(?:a|an|any|every|each|my|our|your|some|no|this|other|another|local|nearest|new|more|public|their|his|her)\b/i;

/** Places named by something that stands there: "outside the library", "Abbey Park", "junction 14 of the M9". */
export function findLandmarks(text: string): Span[] {
  const found: Span[] = [];
  const add = (start: number, end: number) => {
    if (!found.some((other) => start < other.end && other.start < end)) found.push({ start, end, weight: 1 });
  };
  for (const match of text.matchAll(named)) {
    const sentence = match[0];
    const only = /^(?:in|on|at|by|over|under|past|around|ger|wrth) /i.test(sentence);
    if (
      vague.test(match[1] ?? '') ||
      (only && !/\b(?:the|y|yr) /i.test(sentence) && !/\p{Lu}/u.test(match[1] ?? ''))
    )
      continue;
    add(match.index, match.index + sentence.length);
  }
  for (const match of text.matchAll(proper)) {
    if (
      !/^(?:The|My|Our|Your|A|Any|Every|This|That|Is|Are|Can|Where|When|Which|What|Why|How|Hi|Hello|Dear|No|Need|New|Local|Public|Please|Thanks|Broken|Council|Open|Lost|Closed)\b/.test(
        match[0],
      )
    )
      add(match.index, match.index + match[0].length);
  }
  for (const match of text.matchAll(junction)) add(match.index, match.index + match[0].length);
  return found;
}
