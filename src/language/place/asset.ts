import type { Span } from './span.ts';

const things =
  '(?:lamp ?-?(?:post|column|standard)|lamppost|street ?light(?:ing)?|light(?:ing)?|lamp|column|col|post|pole|bollard|grit bin|bus stop|signal|traffic light|bin|gully|asset|unit|colofn|polyn lamp)';
const numbered = new RegExp(
  String.raw`\b${things}(?: ${things})?\s*(?:with )?(?:the )?(?:number|no\.?|num|nr|ref(?:erence)?|id|rhif|#)+\s*(?:is|on it is|:|#)?\s*[#:]?\s*([a-z]{0,3}[-/ ]?\d{1,6}[a-z]{0,2})\b`,
  'gi',
);
const bare =
  /\b(?:lamp ?-?(?:post|column)|lamppost|lighting column|light column|street ?light column|column|col)\s*#?\s*([a-z]{0,3}-?\d{1,6}[a-z]?)\b(?!\s*(?:weeks?|days?|months?|hours?|times?|years?|lights?|lamps?|of))/gi;

/** Numbers painted on street lights and other street furniture. */
export function findAssets(text: string): Span[] {
  const found: Span[] = [];
  for (const shape of [numbered, bare]) {
    for (const match of text.matchAll(shape)) {
      const asset = match[1]?.trim().toUpperCase();
      const [start, end] = [match.index, match.index + match[0].length];
      if (!asset || found.some((other) => start < other.end && other.start < end)) continue;
      found.push({ start, end, asset, weight: 2 });
    }
  }
  return found;
}
