import type { Place } from '../../core/place.ts';
import { findAssets } from './asset.ts';
import { findLandmarks } from './landmark.ts';
import { findPoints } from './point.ts';
import { findPostcodes } from './postcode.ts';
import type { Span } from './span.ts';
import { findStreets } from './street.ts';

/** What a council knows of its streets and landmarks; see gazetteer.ts for one made from files. */
export interface Gazetteer {
  /** Streets and landmarks the council knows, found in the text with some tolerance for spelling. */
  find(text: string): readonly Span[];
}

const joining =
  /^[\s,]*(?:(?:(?:on|in|at|of|off|and|&|near|by|opposite|opp|behind|outside|next to|with|between|meets|where it meets|junction (?:of|with)|corner of|the|to|just|towards|column|lamp ?post|end of|y|yr|ger|ar)[\s,]+)*)$/i;
const leading =
  /\b(?:(?:just |right |directly )?(?:outside|opposite|opp|behind|next to|in front of|near|close to|beside|by|at the (?:end|top|bottom|corner|junction|back|side) of|(?:top|bottom|end|corner|junction|middle|back) of|between|off|along|the)(?: the)?)\s+$/i;

/** Parts that stand together, as one stretch of the resident's words. */
function stretches(text: string, spans: readonly Span[]): Span[][] {
  const groups: Span[][] = [];
  for (const span of spans) {
    const group = groups.at(-1);
    const last = group?.at(-1);
    if (group && last && joining.test(text.slice(last.end, span.start))) group.push(span);
    else groups.push([span]);
  }
  return groups;
}

function withoutOverlaps(spans: readonly Span[]): Span[] {
  const kept: Span[] = [];
  for (const span of [...spans].sort(
    (one, other) => other.weight - one.weight || other.end - other.start - (one.end - one.start),
  ))
    if (!kept.some((other) => span.start < other.end && other.start < span.end)) kept.push(span);
  return kept.sort((one, other) => one.start - other.start);
}

/**
 * The place a message speaks of, in the resident's own words and as far as they can be read, or null when
 * it names none. With a gazetteer its streets are preferred to guesses from shape. Pure; never throws.
 */
export function findPlace(text: string, gazetteer?: Gazetteer): Place | null {
  const plain = text.slice(0, 4000).replace(/@\w+/g, (handle) => ' '.repeat(handle.length));
  const exact = withoutOverlaps([...findPostcodes(plain), ...findPoints(plain), ...findAssets(plain)]);
  const rest = exact.reduce(
    (left, { start, end }) => left.slice(0, start) + ' '.repeat(end - start) + left.slice(end),
    plain,
  );
  const spans = withoutOverlaps([
    ...exact,
    ...(gazetteer?.find(rest) ?? []),
    ...findStreets(rest),
    ...findLandmarks(rest),
  ]);
  if (spans.length === 0) return null;
  const groups = stretches(plain, spans);
  const weigh = (group: readonly Span[]) => group.reduce((sum, span) => sum + span.weight, 0);
  const best = groups.reduce((one, other) => (weigh(other) > weigh(one) ? other : one));
  const first = best[0];
  const last = best.at(-1);
  if (!first || !last) return null;
  const lead = leading.exec(plain.slice(Math.max(0, first.start - 40), first.start))?.[0] ?? '';
  const words = text
    .slice(first.start - lead.length, last.end)
    .trim()
    .replace(/^(?:at|on|in|along) /i, '')
    .replace(/[.,;]+$/, '');
  const all = [...best, ...spans.filter((span) => !best.includes(span))];
  const street = all.find((span) => span.street !== undefined)?.street;
  const postcode = all.find((span) => span.postcode !== undefined)?.postcode;
  const point = all.find((span) => span.point !== undefined)?.point;
  const asset = all.find((span) => span.asset !== undefined)?.asset;
  return {
    words,
    ...(street === undefined ? {} : { street }),
    ...(postcode === undefined ? {} : { postcode }),
    ...(point === undefined ? {} : { point }),
    ...(asset === undefined ? {} : { asset }),
  };
}
