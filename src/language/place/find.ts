import type { Place } from '../../core/place.ts';
import { findAssets } from './asset.ts';
import type { Gazetteer } from './gazetteer.ts';
import { findLandmarks } from './landmark.ts';
import { findPoints } from './point.ts';
import { findPostcodes } from './postcode.ts';
import { type Span, withoutOverlaps } from './span.ts';
import { findStreets } from './street.ts';

export type { Gazetteer } from './gazetteer.ts';

const joining =
  /^[\s,]*(?:(?:(?:on|in|at|of|off|and|&|\/|near|by|opposite|opp|behind|outside|next to|with|between|meets|where it meets|junction (?:of|with)|corner of|the|to|just|towards|column|lamp ?post|end of|y|yr|ger|ar)[\s,]+)*|[\s,/]*)$/i;
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

/**
 * The place a message speaks of, in the resident's own words and as far as they can be read, or null when
 * it names none. With a gazetteer it comes to a street, landmark or point the council knows, or to the few it may
 * be; without, to what its shape tells. Pure; never throws.
 */
export function findPlace(text: string, gazetteer?: Gazetteer): Place | null {
  const plain = text.slice(0, 4000).replace(/@\w+/g, (name) => ' '.repeat(name.length));
  const typed = findPostcodes(plain);
  const postcodes = typed.length > 0 ? typed : (gazetteer?.postcodes(plain) ?? []);
  const exact = withoutOverlaps([...postcodes, ...findPoints(plain), ...findAssets(plain)]);
  const rest = exact.reduce(
    (left, { start, end }) => left.slice(0, start) + ' '.repeat(end - start) + left.slice(end),
    plain,
  );
  const known = gazetteer?.find(rest) ?? [];
  const shapes = [...findStreets(rest), ...findLandmarks(rest)].filter(
    // What is known is not also guessed at, unless its name goes on: "Netherby Green Road".
    (shape) => !known.some(({ start, end }) => start < shape.end && shape.start < end && shape.end <= end),
  );
  const spans = withoutOverlaps([...exact, ...known, ...shapes]);
  const words = wordsFor(text, plain, spans);
  if (words === null) return null;
  return { words, ...(gazetteer === undefined ? byShape(spans) : gazetteer.settle(plain, spans)) };
}

/**
 * One place made of several tellings of it, what counts most first. The words of a pin are left out beside a
 * resident's own. Pure; never throws.
 */
export function together(tellings: readonly Place[], gazetteer?: Gazetteer): Place {
  const own = tellings.filter(({ pointFrom }) => pointFrom !== 'pin');
  const said = (own.length > 0 ? own : tellings).map((place) => place.words).filter((words) => words !== '');
  const words = [...new Set(said)].join(', ');
  if (gazetteer !== undefined) return { words, ...gazetteer.together(tellings) };
  return { ...Object.assign({}, ...tellings.toReversed()), words };
}

/** The stretch of the text that tells most of where it is. */
function wordsFor(text: string, plain: string, spans: readonly Span[]): string | null {
  const weigh = (group: readonly Span[]) => group.reduce((sum, span) => sum + span.weight, 0);
  const best = stretches(plain, spans).reduce<Span[]>(
    (one, other) => (weigh(other) > weigh(one) ? other : one),
    [],
  );
  const [first, last] = [best[0], best.at(-1)];
  if (!first || !last) return null;
  const lead = leading.exec(plain.slice(Math.max(0, first.start - 40), first.start))?.[0] ?? '';
  return text
    .slice(first.start - lead.length, last.end)
    .trim()
    .replace(/^(?:at|on|in|along) /i, '')
    .replace(/[.,;]+$/, '');
}

/** What can be told without knowing the ground. */
function byShape(spans: readonly Span[]): Omit<Place, 'words'> {
  const parts = ['street', 'postcode', 'point', 'pointFrom', 'asset', 'gridReference', 'threeWords'] as const;
  const most = [...spans].sort((one, other) => other.weight - one.weight);
  return Object.fromEntries(
    parts.flatMap((part) => {
      const value = most.find((span) => span[part] !== undefined)?.[part];
      return value === undefined ? [] : [[part, value]];
    }),
  );
}
