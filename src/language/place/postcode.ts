import { isValid, toNormalised } from 'postcode';
import type { Span } from './span.ts';

/** Finds postcodes in running text; the shape is the one tested in the project's domain brief. */
const inText = /\b([A-PR-UWYZ](?:[A-HK-Y]?\d[A-Z\d]?))\s*(\d[ABD-HJLNP-UW-Z]{2})\b/gi;

/** Letters and figures mistaken for each other, and marks between the halves: "MB1-1AF", "MBI lAF", "MB1 O AF". */
const nearly = /\b([A-PR-UWYZ][A-HK-Y]?)\s?([\dOIL][A-Z\d]?)[\s.,_-]{0,2}([\dOIL])\s?([A-Z]{2})\b/gi;
const figure = (typed: string) => typed.toUpperCase().replace(/O/g, '0').replace(/[IL]/g, '1');

/**
 * Postcodes that are in the council's table once a slip in them is put right. Looked for only where none stands in
 * the text as it should.
 */
export function findNearPostcodes(text: string, isKnown: (postcode: string) => boolean): Span[] {
  const found: Span[] = [];
  for (const match of text.matchAll(nearly)) {
    const [all, area = '', district = '', sector = '', unit = ''] = match;
    const end = figure(district.charAt(0)) + district.slice(1).toUpperCase();
    const postcode = `${area.toUpperCase()}${end} ${figure(sector)}${unit.toUpperCase()}`;
    if (isKnown(postcode))
      found.push({ start: match.index, end: match.index + all.length, postcode, weight: 2 });
  }
  return found;
}

/** Postcodes in the text, normalised to upper case with one space. The shape is checked, not that they exist. */
export function findPostcodes(text: string): Span[] {
  const found: Span[] = [];
  for (const match of text.matchAll(inText)) {
    const postcode = isValid(match[0]) ? toNormalised(match[0]) : null;
    if (postcode) found.push({ start: match.index, end: match.index + match[0].length, postcode, weight: 2 });
  }
  return found;
}
