import type { Street } from '../../core/ground.ts';
import { houseAfter, houseBefore } from './house.ts';
import { goesOnAfter, goesOnBefore, leadingAt } from './leading.ts';
import { isDirection, isSureType, keysAt, type NameParts, partsOf, typeOf, type Word } from './names.ts';
import { likeness, nearIndex } from './near.ts';
import type { Span } from './span.ts';
import { grounds } from './words.ts';

/** A name of one or more streets: an alias counts as one. */
interface Name extends NameParts {
  readonly name: string;
  readonly streets: Street[];
}

/** The streets of a council, to be found in what residents write. */
export interface KnownStreets {
  find(text: string, words: readonly Word[]): Span[];
}

export interface Known {
  /** Words residents use for other things than names. */
  readonly everyday: ReadonlySet<string>;
  /** Towns and villages, as names are compared: "at Saltmere" is not at Saltmere Road. */
  readonly towns: ReadonlySet<string>;
}

const longestName = 6;
/** Types one is taken for another of. A park or a mill is a place of its own. */
const mistaken = new Set(
  'street road lane avenue close drive way crescent grove terrace place walk rise row mews'.split(' '),
);

export function knownStreets(streets: readonly Street[], { everyday, towns }: Known): KnownStreets {
  const byWhole = new Map<string, Name>();
  for (const street of streets)
    for (const name of [street.name, ...street.alias]) {
      const parts = partsOf(name);
      const there = byWhole.get(parts.whole);
      if (there) there.streets.push(street);
      else if (parts.whole !== '') byWhole.set(parts.whole, { ...parts, name, streets: [street] });
    }
  const byStem = new Map<string, Name[]>();
  for (const name of byWhole.values()) {
    if (name.type === undefined) continue;
    const there = byStem.get(name.stem);
    if (there) there.push(name);
    else byStem.set(name.stem, [name]);
  }
  const stems = nearIndex([...byStem.keys(), ...byWhole.keys()].filter((key) => key.length >= 4));
  const inNames = new Set([...byWhole.values()].flatMap(({ words }) => words));
  const beginnings = new Set([...byWhole.keys()].map((key) => key.slice(0, 3)));

  /** One reading of a text: names found in it, from the words at `i` on. */
  function reading(text: string, words: readonly Word[]) {
    const shouted = !/\p{Ll}/u.test(text);
    const isPlain = (i: number, length: number) =>
      words.slice(i, i + length).every(({ bare }) => everyday.has(bare));
    const isCased = (i: number, length: number) =>
      !shouted && words.slice(i, i + length).every(({ capital }) => capital);
    const house = (i: number) => houseBefore(text, words, i);

    /** Whether a name that is there to the letter is meant as one. */
    function isMeant(i: number, length: number, { name, type }: Name): boolean {
      if (goesOnBefore(words, i) || goesOnAfter(text, words, i + length)) return false;
      const { preposition, article } = leadingAt(text, words, i);
      const called = /^the /i.test(name);
      if (called && length === 1 && !article) return isCased(i, length) && house(i) !== undefined;
      if (type !== undefined && isSureType(type)) return true;
      if (!isPlain(i, length)) return true;
      if (words.length <= length + 2) return true;
      const cased = isCased(i, length) && (i > 0 || length > 1);
      if (length === 1) return (cased || called) && (preposition || called) && called === article;
      return cased || preposition || house(i) !== undefined;
    }

    /** The name without its type: another type behind it, a slip in the type, or none. */
    function byStemAt(i: number, length: number, stem: string): Span | null {
      const names = byStem.get(stem);
      if (names === undefined || goesOnBefore(words, i)) return null;
      const [plain, cased, numbered] = [isPlain(i, length), isCased(i, length), house(i) !== undefined];
      const leading = leadingAt(text, words, i);
      const next = words[i + length]?.joined ? words[i + length] : undefined;
      const type = next && typeOf(next.bare);
      if (next && type === undefined && !everyday.has(next.bare)) {
        const slipped = names.filter((name) => name.type !== undefined && isSlipOf(next.bare, name.type));
        if (slipped.length === 1) return spanOf(i, length + 1, slipped, { sure: true, weight: 4 });
      }
      if (next && type !== undefined) {
        const surely = isSureType(type) || (cased && next.capital) || numbered || leading.preposition;
        if (!mistaken.has(type) || (plain && !surely) || goesOnAfter(text, words, i + length + 1))
          return null;
        // "Larch close by the shop", "north street" of a North Bank
        if (/^\s*(?:to|by)\b/i.test(text.slice(next.end)) || isDirection(stem)) return null;
        const likely = names.filter((name) => !grounds.has(name.type ?? '') && name.type !== 'parade');
        if (likely.length === 0) return null;
        return spanOf(i, length + 1, likely, { sure: likely.length === 1, weight: 3.6 });
      }
      if (towns.has(stem) && !numbered) return null;
      const enough = numbered ? !plain || cased : leading.preposition && !leading.article && !plain;
      if (!enough || stem.length < 4 || (next?.capital && cased)) return null;
      const sure = !plain && names.length === 1 && (numbered || cased || !next);
      return spanOf(i, length, names, { sure, weight: numbered ? 3.4 : 2.5 });
    }

    /** A name a slip or two away from one there is, with its type behind it or a house number in front. */
    function misspeltAt(i: number, length: number, typed: string): Span | null {
      const own = words.slice(i, i + length);
      if (typed.length < 4 || byStem.has(typed)) return null;
      if (own.some(({ bare }) => everyday.has(bare) || /^\d/.test(bare))) return null;
      const next = words[i + length];
      const type = next?.joined ? typeOf(next.bare) : undefined;
      const alone = type === undefined;
      if (alone && !(typed.length >= 6 && house(i)?.address === true)) return null;
      if (goesOnBefore(words, i) || (!alone && goesOnAfter(text, words, i + length + 1))) return null;
      const near = stems.near(typed);
      const names = near.flatMap(({ key, sure }) =>
        (byStem.get(key) ?? []).filter((name) => alone || name.type === type).map((name) => ({ name, sure })),
      );
      if (names.length === 0 || names.length > 4) return null;
      const another = length === 1 && inNames.has(typed);
      const sure = names.length === 1 && names[0]?.sure === true && !another;
      return spanOf(
        i,
        length + (alone ? 0 : 1),
        names.map(({ name }) => name),
        { sure, weight: alone ? 3 : 3.8 },
      );
    }

    /** A name typed as one word, or one that has no type, a slip away: "millane". */
    function misspeltWhole(i: number, length: number, typed: string): Span | null {
      if (length > 2 || typed.length < 7 || isPlain(i, length) || inNames.has(typed)) return null;
      const short = words.length <= length + 2 || isCased(i, length) || house(i) !== undefined;
      if (!short && !leadingAt(text, words, i).preposition) return null;
      const [near, ...others] = stems.near(typed);
      const name = near && byWhole.get(near.key);
      if (name === undefined || others.length > 0 || near?.sure !== true || goesOnBefore(words, i))
        return null;
      if (near.slips > 1 && typed.length < 10) return null;
      return spanOf(i, length, [name], { sure: true, weight: 3.5 });
    }

    function spanOf(
      i: number,
      length: number,
      names: readonly Name[],
      { sure, weight }: { sure: boolean; weight: number },
    ): Span {
      const leading = leadingAt(text, words, i);
      const last = words[i + length - 1]?.end ?? 0;
      const number = house(i) ?? houseAfter(text, last);
      const article = leading.article && names.some(({ name }) => /^the /i.test(name));
      const first = (article ? words[i - 1] : words[i])?.start ?? 0;
      const streets = [...new Set(names.flatMap((name) => name.streets))];
      return {
        start: Math.min(first, number?.start ?? first),
        end: Math.max(last, number?.end ?? last),
        weight: weight + (number ? 1 : 0) - (leading.home ? 2.2 : leading.aside ? 0.5 : 0),
        streets: leading.denied ? [] : streets,
        sure,
        words: length,
        ...(number ? { house: number.number } : {}),
      };
    }

    function at(i: number): Span | null {
      const keys = keysAt(words, i, longestName);
      if (keys.some((key) => beginnings.has(key.slice(0, 3)))) {
        for (let length = keys.length; length >= 1; length--) {
          const name = byWhole.get(keys[length - 1] ?? '');
          if (name !== undefined && isMeant(i, length, name))
            return spanOf(i, length, [name], { sure: true, weight: 4 });
        }
        for (let length = Math.min(keys.length, 4); length >= 1; length--) {
          const span = byStemAt(i, length, keys[length - 1] ?? '');
          if (span !== null) return span;
        }
      }
      for (let length = Math.min(keys.length, 3); length >= 1; length--) {
        const key = keys[length - 1] ?? '';
        const span = misspeltAt(i, length, key) ?? misspeltWhole(i, length, key);
        if (span !== null) return span;
      }
      return null;
    }
    return at;
  }

  return {
    find(text, words) {
      const at = reading(text, words);
      const found: Span[] = [];
      for (let i = 0; i < words.length; i++) {
        if (/^(?:the|and)$/.test(words[i]?.bare ?? '')) continue;
        const span = at(i);
        if (span === null) continue;
        found.push(span);
        i += (span.words ?? 1) - 1;
      }
      return found;
    },
  };
}

const isSlipOf = (typed: string, type: string) => typed.length > 2 && likeness(typed, type) !== null;
