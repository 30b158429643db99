import { readGridReference } from './grid.ts';
import type { Span } from './span.ts';

const pair =
  /(?<![\d.])(-?\d{1,2}\.\d{3,10})\s*°?\s*([ns])?\s*[, ]\s*(-?\d{1,3}\.\d{3,10})\s*°?\s*([ew])?(?![\d.])/gi;
const grid =
  /\b([hjnost][a-hj-z][\s,.:-]{0,2}(?:\d{5}[\s,.]{1,2}\d{5}|\d{4}[\s,.]{1,2}\d{4}|\d{3}[\s,.]{1,2}\d{3}|\d{10}|\d{8}|\d{6}))\b/gi;
const threeWords = /\/\/\/\s?(\p{L}{3,}\.\p{L}{3,}\.\p{L}{3,})/gu;
const threeWordsNamed =
  /\b(?:what\s?3\s?words|what\s?three\s?words|w3w)\b\W{0,4}(?:is|are|:)?\s*(\p{L}{3,}\.\p{L}{3,}\.\p{L}{3,})/giu;

/** Pairs of decimal degrees in or near the British Isles, 49 to 61 north and 9 west to 2.5 east. */
function pairs(text: string): Span[] {
  const found: Span[] = [];
  for (const match of text.matchAll(pair)) {
    const latitude = Number(match[1]) * (match[2]?.toLowerCase() === 's' ? -1 : 1);
    const longitude = Number(match[3]) * (match[4]?.toLowerCase() === 'w' && Number(match[3]) > 0 ? -1 : 1);
    if (latitude < 49 || latitude > 61 || longitude < -9 || longitude > 2.5) continue;
    found.push({
      start: match.index,
      end: match.index + match[0].length,
      point: { latitude, longitude },
      pointFrom: 'typed',
      weight: 6,
    });
  }
  return found;
}

/** Typed map references: pairs of degrees, National Grid references, and three-word addresses, which stay words. */
export function findPoints(text: string): Span[] {
  const found = pairs(text);
  const add = (match: RegExpExecArray, more: Partial<Span>) => {
    const [start, end] = [match.index, match.index + match[0].length];
    if (!found.some((other) => start < other.end && other.start < end))
      found.push({ start, end, weight: 6, ...more });
  };
  for (const match of text.matchAll(grid)) {
    const read = readGridReference(match[1] ?? '');
    if (read !== null) add(match, { gridReference: read.reference, point: read.point, pointFrom: 'grid' });
  }
  for (const shape of [threeWords, threeWordsNamed])
    for (const match of text.matchAll(shape)) add(match, { threeWords: `///${match[1]}`, weight: 3 });
  return found;
}
