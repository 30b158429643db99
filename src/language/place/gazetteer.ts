import { slipsBetween } from '../slips.ts';
import type { Gazetteer } from './find.ts';
import type { Span } from './span.ts';
import { maybeStreets, surelyStreets } from './words.ts';

interface Word {
  readonly bare: string;
  readonly start: number;
  readonly end: number;
}

const typeOf = (word: string): string | undefined =>
  Object.hasOwn(surelyStreets, word)
    ? surelyStreets[word]
    : Object.hasOwn(maybeStreets, word)
      ? maybeStreets[word]
      : undefined;

const bare = (word: string) =>
  word
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');

/** A name as streets are compared by: small letters, no marks, types in full, a `st` that is not the type a saint. */
const keyOf = (words: readonly string[]): string =>
  words
    .map((word, at) =>
      word === 'st' && at < words.length - 1 ? 'saint' : (typeOf(word) ?? word).toLowerCase(),
    )
    .join(' ');

const keyOfName = (name: string) => keyOf(name.split(/\s+/).map(bare).filter(Boolean));

function wordsOf(text: string): Word[] {
  return [...text.matchAll(/[\p{L}\d][\p{L}\p{M}\d'’.-]*/gu)].map((match) => ({
    bare: bare(match[0]),
    start: match.index,
    end: match.index + match[0].replace(/[.'’-]+$/, '').length,
  }));
}

/** Slips forgiven in a name of so many letters: none in a short one, where one letter makes another street. */
const slips = (letters: number) => (letters < 5 ? 0 : letters < 9 ? 1 : 2);

const houseBefore =
  /(?:\b(?:no|number|nr|nos|numbers)\b\.?\s*|#)?\b(\d{1,4}\s?[a-f]?(?:\s?(?:-|–|to|and|&)\s?\d{1,4}[a-f]?)?)[\s,]+(?:on |in )?$/i;

/**
 * A gazetteer made from the names of the council's streets and landmarks. It finds them however they are
 * capitalised, with types shortened ("Mill Ln") and with slips in the longer names; a slip that could mean
 * two streets finds neither. Pure; a name a microsecond to make.
 */
export function gazetteerOf(streets: readonly string[], landmarks: readonly string[] = []): Gazetteer {
  const byKey = new Map<string, { name: string; street: boolean }>();
  for (const name of landmarks) byKey.set(keyOfName(name.replace(/^the /i, '')), { name, street: false });
  for (const name of streets) byKey.set(keyOfName(name), { name, street: true });
  const byType = new Map<string, { name: string; key: string }[]>();
  for (const [key, { name, street }] of byKey) {
    const type = key.split(' ').at(-1) ?? '';
    if (!street) continue;
    const same = byType.get(type);
    if (same) same.push({ name, key });
    else byType.set(type, [{ name, key }]);
  }

  function nearest(key: string): string | undefined {
    const type = key.split(' ').at(-1) ?? '';
    const allowed = slips(key.length - type.length - 1);
    if (allowed === 0 || key === type) return undefined;
    const near = (byType.get(type) ?? [])
      .filter((street) => Math.abs(street.key.length - key.length) <= allowed)
      .map((street) => ({ name: street.name, far: slipsBetween(street.key, key) }))
      .filter(({ far }) => far <= allowed)
      .sort((one, other) => one.far - other.far);
    return near[0] && near[0].far !== near[1]?.far ? near[0].name : undefined;
  }

  return {
    find(text: string): Span[] {
      const words = wordsOf(text);
      const found: Span[] = [];
      for (let from = 0; from < words.length; from++) {
        for (let length = Math.min(5, words.length - from); length >= 1; length--) {
          const first = words[from];
          const last = words[from + length - 1];
          if (!first || !last) continue;
          const key = keyOf(words.slice(from, from + length).map((word) => word.bare));
          const known = byKey.get(key);
          const name =
            known?.street === false ? undefined : (known?.name ?? (length > 1 ? nearest(key) : undefined));
          if (!known && name === undefined) continue;
          const before = text.slice(Math.max(0, first.start - 40), first.start);
          const house = name === undefined ? null : houseBefore.exec(before);
          const number = house?.[1]?.replace(
            /(\d)\s?([a-f])$/i,
            (_, digit: string, letter: string) => digit + letter.toUpperCase(),
          );
          found.push({
            start: first.start - (house ? house[0].length : 0),
            end: last.end,
            weight: name === undefined ? 2 : number ? 5 : 4,
            ...(name === undefined ? {} : { street: number ? `${number} ${name}` : name }),
          });
          from += length - 1;
          break;
        }
      }
      return found;
    },
  };
}
