import type { Span } from './span.ts';

const things =
  '(?:lamp ?-?p(?:o|oa)st|lamp ?-?(?:column|standard|pole)|street ?light(?:ing)?|light(?:ing)?|lamp|column|col|post|pole|bollard|grit bin|bus stop|signal|traffic light|bin|gully|asset|unit|colofn|polyn lamp)';
const numbered = new RegExp(
  String.raw`\b${things}(?: ${things})?\s*(?:with )?(?:the )?(?:number|no\.?|num|nr|ref(?:erence)?|id|rhif|#)+\s*(?:is|on it is|:|#)?\s*[#:]?\s*([a-z]{0,3}[-/ ]?\d{1,6}[a-z]{0,2})\b`,
  'gi',
);
const bare =
  /\b(?:lamp ?-?p(?:o|oa)st|lamp ?-?(?:column|pole)|lamppost|lampost|lighting column|light column|street ?light column|column|col\.?|street ?light|street ?lamp|light(?= ?(?:[a-z]{1,3}-?\d|\d{1,3} (?:on|in|at) ))|lamp(?= ?\d))\s*#?\s*([a-z]{0,3}-?\d{1,6}[a-z]?)\b(?!\s*(?:weeks?|days?|months?|hours?|times?|years?|lights?|lamps?|of|nights?))/gi;
/** The number first: "number 5 lamp post". */
const before =
  /\b(?:number|no\.?|nr|#)\s*([a-z]{0,3}-?\d{1,5}[a-z]?)\s+(?:lamp ?-?p(?:o|oa)st|lamppost|lampost|lamp|lighting column|column|street ?light|light)\b/gi;
/** "the light with 7 on it", "column marked LC 7" */
const marked =
  /\b(?:lamp ?-?p(?:o|oa)st|lamppost|lampost|lamp|column|street ?light|light|post|pole)\s+(?:with|marked|labelled|numbered|saying|that says|which says|painted)\s+(?:the )?(?:number |no\.? |nr )?([a-z]{0,3} ?-?\d{1,5}[a-z]?)\b/gi;
/** Painted so and typed alone: "LC12". */
const painted = /\b(lc ?-?\d{1,4})\b/gi;

/** Numbers painted on street lights and other street furniture. */
export function findAssets(text: string): Span[] {
  const found: Span[] = [];
  for (const shape of [numbered, before, marked, bare, painted]) {
    for (const match of text.matchAll(shape)) {
      const asset = match[1]?.trim().toUpperCase();
      const [start, end] = [match.index, match.index + match[0].length];
      if (!asset || found.some((other) => start < other.end && other.start < end)) continue;
      found.push({ start, end, asset, weight: 2 });
    }
  }
  return found;
}
