import { maybeStreets, surelyStreets } from './words.ts';

/** A word of a text or of a name, and where it stands. */
export interface Word {
  /** Small letters and digits alone: no marks, no apostrophes. */
  readonly bare: string;
  readonly start: number;
  readonly end: number;
  readonly capital: boolean;
  /** Whether it may belong to the same name as the word before: nothing but a gap, a hyphen or a full stop between. */
  readonly joined: boolean;
}

const word = /[\p{L}\d][\p{L}\p{M}\d'’]*/gu;
const gap = /^\.?[\s-]*$/;
const plainAscii = /^[a-z0-9]+$/;

const bareOf = (text: string) => {
  const small = text.toLowerCase();
  return plainAscii.test(small) ? small : small.normalize('NFD').replace(/[^a-z0-9]/g, '');
};

export function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  let before = 0;
  for (const match of text.matchAll(word)) {
    const [start, end] = [match.index, match.index + match[0].length];
    const bare = bareOf(match[0]);
    // Letters of other scripts leave nothing to compare.
    if (bare === '') continue;
    const first = match[0].charAt(0);
    const joined = words.length > 0 && gap.test(text.slice(before, start));
    words.push({ bare, start, end, capital: first !== first.toLowerCase(), joined });
    before = end;
  }
  return words;
}

const types = new Map(
  Object.entries({
    ...maybeStreets,
    ...surelyStreets,
    // Short for a type only behind a name there is; elsewhere they are other words.
    cls: 'close',
    clse: 'close',
    wk: 'walk',
    wlk: 'walk',
    cr: 'crescent',
    cresc: 'crescent',
    avn: 'avenue',
    gro: 'grove',
    grv: 'grove',
    rw: 'row',
    hl: 'hill',
    tce: 'terrace',
    trc: 'terrace',
    pk: 'park',
    wy: 'way',
    est: 'estate',
    pde: 'parade',
    bri: 'bridge',
  }).map(([short, full]) => [short, full.toLowerCase()]),
);
const fullTypes = new Set(types.values());
const sureTypes = new Set(Object.values(surelyStreets).map((type) => type.toLowerCase()));

const otherShort = new Map(
  Object.entries({
    gt: 'great',
    grt: 'great',
    ltl: 'little',
    upr: 'upper',
    lwr: 'lower',
    nth: 'north',
    sth: 'south',
    mkt: 'market',
    stn: 'station',
    bldgs: 'buildings',
    '1st': 'first',
    '2nd': 'second',
    '3rd': 'third',
    '4th': 'fourth',
    '5th': 'fifth',
    '6th': 'sixth',
    '7th': 'seventh',
  }),
);

const directions = new Set(['north', 'south', 'east', 'west', 'upper', 'lower']);
export const isDirection = (bare: string): boolean => directions.has(bare);

/** The type of street a word stands for, in full and small letters ("rd" is "road"). */
export function typeOf(bare: string): string | undefined {
  return types.get(bare) ?? (fullTypes.has(bare) ? bare : undefined);
}

/** Whether a type of street is hardly ever anything else. */
export const isSureType = (type: string): boolean => sureTypes.has(type);

const inFull = (bare: string, first: boolean) =>
  (first ? undefined : types.get(bare)) ?? otherShort.get(bare) ?? bare;

/**
 * Words of a name as names are compared: types and short forms in full, "st" a saint unless it ends the name, "the"
 * in front and "and" anywhere left out.
 */
function canonical(bares: readonly string[]): string[] {
  const kept: string[] = [];
  for (const [at, bare] of bares.entries()) {
    if (bare === 'and' || (at === 0 && bare === 'the' && bares.length > 1)) continue;
    const first = kept.length === 0;
    const next = bares[at + 1];
    const ends = next === undefined || directions.has(next);
    kept.push(bare === 'st' ? (ends && !first ? 'street' : 'saint') : inFull(bare, first));
  }
  return kept;
}

/**
 * What names the words from the one at `i` on could be, by how many of them: the first is of one word, the second of
 * two. As `partsOf` has them: without gaps. Ends where a comma or the like ends the name.
 */
export function keysAt(words: readonly Word[], i: number, most: number): string[] {
  const keys: string[] = [];
  let key = '';
  for (let length = 1; length <= most; length++) {
    const word = words[i + length - 1];
    if (word === undefined || (length > 1 && !word.joined)) break;
    const { bare } = word;
    if (bare === 'st') {
      const saint = length === 1 || !directions.has(words[i + length]?.bare ?? '');
      keys.push(key + (length === 1 ? 'saint' : 'street'));
      key += saint ? 'saint' : 'street';
      continue;
    }
    if (bare !== 'and') key += inFull(bare, key === '');
    // No name ends in "and".
    keys.push(bare === 'and' ? '' : key);
  }
  return keys;
}

/** A name taken apart for finding it again. */
export interface NameParts {
  /** The whole, without gaps: what is typed as one word or as three is the same. */
  readonly whole: string;
  /** Without its type; the same as `whole` where it has none. */
  readonly stem: string;
  readonly type: string | undefined;
  readonly words: readonly string[];
}

export function partsOf(name: string): NameParts {
  const words = canonical(wordsOf(name).map(({ bare }) => bare));
  const at = words.findLastIndex((each, i) => i > 0 && fullTypes.has(each));
  const whole = words.join('');
  if (at < 1) return { whole, stem: whole, type: undefined, words };
  const stem = words.filter((_, i) => i !== at).join('');
  return { whole, stem, type: words[at], words };
}
