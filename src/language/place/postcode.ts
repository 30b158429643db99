import { isValid, toNormalised } from 'postcode';
import type { Span } from './span.ts';

/** Finds postcodes in running text; the shape is the one tested in the project's domain brief. */
const inText = /\b([A-PR-UWYZ](?:[A-HK-Y]?\d[A-Z\d]?))\s*(\d[ABD-HJLNP-UW-Z]{2})\b/gi;

/** Postcodes in the text, normalised to upper case with one space. The shape is checked, not that they exist. */
export function findPostcodes(text: string): Span[] {
  const found: Span[] = [];
  for (const match of text.matchAll(inText)) {
    const postcode = isValid(match[0]) ? toNormalised(match[0]) : null;
    if (postcode) found.push({ start: match.index, end: match.index + match[0].length, postcode, weight: 2 });
  }
  return found;
}
