import type { Word } from './names.ts';

/** A house number in a text, and the stretch it takes up. */
export interface House {
  readonly number: string;
  readonly start: number;
  readonly end: number;
  /** Whether the number can hardly be of anything else: it begins the text or follows a comma, "at" or "number". */
  readonly address: boolean;
}

const one = '\\d{1,4}(?:\\s?[a-h](?![a-z0-9]))?';
const numbers = `(${one}(?:\\s?(?:-|–|to|and|&|/)\\s?${one})?)`;
const called = '(?:\\b(?:no|number|num|nr|nos|numbers|house|property|rhif)\\b\\.?:?\\s*|#)';
const beside =
  '(?:outside|opposite|opp|o/s|by|near|next to|in front of|between|at|front of|ger|gyferbyn [âa])';

const before = new RegExp(
  `(${called}{0,2})${numbers}([\\s,/–-]+(?:the )?|[\\s,]+(?:on|in|of|along|down|up|off) (?:the )?)$`,
  'i',
);
const addressed = new RegExp(
  `(?:^|[.,;:!?(\\n]|\\b(?:${beside}|live|lives|from|of|in|for|address|is|my|our|the))\\s*$`,
  'i',
);
const flat = /\b(?:flat|apartment|apt|unit|room|floor|block|plot)\.?\s*$/i;
/** What numbers are of when they are not of houses. */
const counted =
  /^\s*(?:th|st|nd|rd|am|pm|p\.m|a\.m|%|mph|cm|mm|m\b|km|ft|feet|foot|inch|inches|met(?:re|er)s?|miles?|yards?|weeks?|wks?|days?|months?|years?|yrs?|hours?|hrs?|mins?|minutes?|times?|o'?clock|tonnes?|pounds?|quid|p\b|bus(?:es)?|route|people|lights|lamps|bins|bags|cars|vans|potholes|holes|trees|sacks|boxes|lanes|of them|of us|or \d|this (?:morning|evening|afternoon)|every|tonight|today|yesterday)(?![\p{L}])/iu;
const otherNumber =
  /\b(?:phone|mobile|tel|telephone|call|ring|text|case|ref|reference|ticket|job|account|report|order|permit|registration|reg|bus|route|since|year|age|aged|zone|council tax)\s*(?:no\.?|number|num|:|#|is|on)?\s*$/i;

/** The house number that stands before the name whose first word is at `i`. */
export function houseBefore(text: string, words: readonly Word[], i: number): House | undefined {
  const start = words[i]?.start ?? 0;
  const last = words[i - 1]?.bare ?? '';
  const spelt = spelledBefore(words, i);
  if (spelt !== undefined) return spelt;
  if (!/\d|^(?:on|in|of|the|along|down|up|off|[a-h])$/.test(last)) return undefined;
  const near = text.slice(Math.max(0, start - 40), start);
  const match = before.exec(near);
  const [all = '', name = '', number = '', gap = ''] = match ?? [];
  if (!match || !isHouse(number)) return undefined;
  const lead = near.slice(0, match.index);
  if (/[\p{L}\d.£$€]$/u.test(lead) || otherNumber.test(lead) || flat.test(lead)) return undefined;
  const address = name !== '' || addressed.test(lead);
  // "3 on Mill Lane" may be three of anything.
  if (/[a-z]/i.test(gap.replace(/the $/i, '')) && !address) return undefined;
  if (/^(?:19|20)\d\d$/.test(number) && /\b(?:since|in|from|of|until|by)\s*$/i.test(lead)) return undefined;
  const from = start - near.length + match.index;
  return { number: tidy(number), start: from, end: from + all.length, address };
}

const afterCalled = new RegExp(
  `^[\\s,;:()–-]*(?:(?:is|it'?s|just|right|directly) )*(?:${beside}\\s+)?(?:the )?${called}${numbers}(?![\\d.]|\\s?[:/]\\d)`,
  'i',
);
const afterBeside = new RegExp(
  `^[\\s,(–-]*(?:just |right |directly )?(?!at\\b)${beside}\\s+${numbers}(?![\\d.]|\\s?[:/]\\d)`,
  'i',
);
const afterBare = new RegExp(`^,?\\s+${numbers}(?=\\s*(?:$|[,;!?)\\n–-]|\\.(?!\\d)|\\s[\\p{L}]))`, 'iu');

/** The house number that stands behind a name: "Larch Close 3", "Guild Street, outside no 14". */
export function houseAfter(text: string, end: number): House | undefined {
  const rest = text.slice(end, end + 60);
  for (const shape of [afterCalled, afterBeside, afterBare]) {
    const match = shape.exec(rest);
    const number = match?.[1];
    if (!match || number === undefined || !isHouse(number)) continue;
    const behind = rest.slice(match[0].length);
    if (counted.test(behind) || (/^\s*\p{L}+s\b/u.test(behind) && shape === afterBare)) continue;
    if (shape === afterBare && /^(?:19|20)\d\d$/.test(number)) continue;
    return { number: tidy(number), start: end, end: end + match[0].length, address: true };
  }
  return undefined;
}

const anywhere = new RegExp(
  `(?:${beside}\\s+(?:the )?${called}?|${called})${numbers}(?![\\d.]|\\s?[:/]\\d)`,
  'giu',
);

/** The one house number told apart from any street: "number 22 has put their bins out". */
export function houseAlone(
  text: string,
  taken: readonly { start: number; end: number }[],
): House | undefined {
  const found: House[] = [];
  for (const match of text.matchAll(anywhere)) {
    const number = match[1];
    const [start, end] = [match.index, match.index + match[0].length];
    if (number === undefined || !isHouse(number)) continue;
    const [lead, behind] = [text.slice(Math.max(0, start - 30), start), text.slice(end)];
    const plainAt = /^at\s+\d/i.test(match[0]);
    if (plainAt || counted.test(behind) || otherNumber.test(lead) || flat.test(lead)) continue;
    if (/[\p{L}\d]$/u.test(lead)) continue;
    if (taken.some((span) => start < span.end && span.start < end)) continue;
    found.push({ number: tidy(number), start, end, address: true });
  }
  const [only, ...others] = found;
  return others.length === 0 ? only : undefined;
}

const isHouse = (number: string) => !/^0/.test(number) && number !== '';

const tidy = (number: string) =>
  number
    .trim()
    .replace(/(\d)\s?([a-h])(?![a-z])/gi, (_, digit: string, letter: string) => digit + letter.toUpperCase());

const units =
  'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const tens = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');

/** A number in words: "thirty two", "twelve"; below a hundred. */
function spelledBefore(words: readonly Word[], i: number): House | undefined {
  const [last, next] = [words[i - 1], words[i - 2]];
  if (last === undefined) return undefined;
  const unit = units.indexOf(last.bare) + 1;
  const ten = tens.indexOf(next?.bare ?? '');
  const alone = tens.indexOf(last.bare);
  const value =
    alone >= 0 ? (alone + 2) * 10 : unit === 0 ? 0 : ten >= 0 && unit < 10 ? (ten + 2) * 10 + unit : unit;
  if (value === 0) return undefined;
  const first = alone < 0 && ten >= 0 && unit < 10 && next !== undefined ? i - 2 : i - 1;
  const lead = words[first - 1]?.bare ?? '';
  // "two Mill Lane lights" counts the lights.
  const address = first === 0 || /^(?:at|number|no|outside|opposite|house|near|by|rhif)$/.test(lead);
  if (!address) return undefined;
  if (/^(?:post|light|lamp|column|lamppost|streetlight)$/.test(words[first - 2]?.bare ?? ''))
    return undefined;
  const named = /^(?:number|no|house|rhif)$/.test(lead) ? first - 1 : first;
  return { number: String(value), start: words[named]?.start ?? 0, end: last.end, address };
}
