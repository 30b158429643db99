import type { Ground, Landmark } from '../../core/ground.ts';
import type { Place } from '../../core/place.ts';
import { knownLandmarks } from './known-landmarks.ts';
import { knownStreets } from './known-streets.ts';
import { everydayWords } from './leading.ts';
import { lightsOf } from './lights.ts';
import { localitiesOf } from './localities.ts';
import { wordsOf } from './names.ts';
import { findNearPostcodes } from './postcode.ts';
import { type Settled, settler } from './settle.ts';
import type { Span } from './span.ts';
import { type Told, toldBy, toldIn } from './told.ts';
import { whereaboutsOf } from './whereabouts.ts';

/** A council's ground made ready for finding places in what residents write. */
export interface Gazetteer {
  /** Streets, landmarks and towns of the council named in the text, with some tolerance for how they are written. */
  find(text: string): readonly Span[];
  /** Postcodes of the council's table, typed with a slip. */
  postcodes(text: string): readonly Span[];
  /** What the parts of a text come to. */
  settle(text: string, spans: readonly Span[]): Settled;
  /** One place made of several tellings of it, the latest first: a pin and words, an answer and what was said before. */
  together(tellings: readonly Place[]): Settled;
}

/**
 * Make a gazetteer. `everyday` are words residents use for other things than names, in small letters; the more it
 * holds, the fewer streets are seen where none is meant. Takes a tenth of a millisecond a street, and some 20 kB.
 */
export function gazetteerOf(ground: Ground, everyday: ReadonlySet<string> = new Set()): Gazetteer {
  const localities = localitiesOf(
    [...ground.streets, ...ground.landmarks].map(({ locality }) => locality),
    ground.councils,
  );
  const known = { everyday: new Set([...everydayWords, ...everyday]), towns: localities.keys };
  const streets = knownStreets(ground.streets, known);
  const landmarks = knownLandmarks(ground.landmarks, known);
  const postcodes = new Set(ground.postcodes.map(({ postcode }) => postcode));
  const byUsrn = new Map(ground.streets.map((street) => [street.usrn, street]));
  const byName = new Map<string, Landmark[]>();
  for (const landmark of ground.landmarks)
    byName.set(landmark.name, [...(byName.get(landmark.name) ?? []), landmark]);
  const again = {
    street: (usrn: string) => byUsrn.get(usrn),
    landmarks: (name: string) => byName.get(name) ?? [],
  };
  const settle = settler({
    ground,
    whereabouts: whereaboutsOf(ground),
    lights: lightsOf(ground.columns),
    mainTown: localities.main,
    street: again.street,
  });

  return {
    find(text) {
      const words = wordsOf(text);
      return longest([
        ...streets.find(text, words),
        ...landmarks.find(text, words),
        ...localities.find(text, words),
      ]);
    },
    postcodes: (text) => findNearPostcodes(text, (postcode) => postcodes.has(postcode)),
    settle: (text, spans) => settle(toldBy(text, spans)),
    together(tellings) {
      const told = tellings.map((place) => toldIn(place, again));
      const merged: Told = {
        ...Object.assign({}, ...told.toReversed()),
        localities: told.find((one) => one.localities.length > 0)?.localities ?? [],
      };
      return settle(merged);
    },
  };
}

/**
 * Words that residents use all the time, small letters: those in more than one message in five hundred. Streets are
 * called after some of them, but somebody who writes "mill" need not mean Mill Lane.
 */
export function everydayIn(messages: Iterable<readonly string[]>): ReadonlySet<string> {
  const counts = new Map<string, number>();
  let all = 0;
  for (const texts of messages)
    for (const text of texts) {
      all += 1;
      for (const bare of new Set(wordsOf(text).map((word) => word.bare)))
        counts.set(bare, (counts.get(bare) ?? 0) + 1);
    }
  return new Set([...counts].flatMap(([word, count]) => (count > all / 500 ? [word] : [])));
}

/** Of names over each other the longest: a landmark may be called after its street, a street after its town. */
function longest(spans: readonly Span[]): Span[] {
  const kept: Span[] = [];
  const length = ({ start, end }: Span) => end - start;
  for (const span of [...spans].sort((a, b) => length(b) - length(a) || b.weight - a.weight))
    if (!kept.some((other) => span.start < other.end && other.start < span.end)) kept.push(span);
  return kept;
}
