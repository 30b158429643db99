import type { Landmark } from '../../core/ground.ts';
import type { Known } from './known-streets.ts';
import { leadingAt } from './leading.ts';
import { keysAt, type Word, wordsOf } from './names.ts';
import { nearIndex } from './near.ts';
import type { Span } from './span.ts';

/** The landmarks of a council, to be found in what residents write. */
export interface KnownLandmarks {
  find(text: string, words: readonly Word[]): Span[];
}

/** Kinds of which a council knows each one, so that "the library" can only be the one there is. */
export const countedKinds: ReadonlySet<string> = new Set(
  (
    'library station railway-station train-station bus-station town-hall hospital police-station fire-station ' +
    'leisure-centre swimming-pool museum theatre cinema castle crematorium cemetery recycling-centre college civic-centre'
  ).split(' '),
);

/** What residents call a kind of thing, beside its own name. */
const alsoCalled: Readonly<Record<string, readonly string[]>> = {
  station: ['train station', 'railway station'],
  'railway-station': ['train station', 'station'],
  school: ['primary school', 'academy', 'high school', 'secondary school'],
  surgery: ['doctors', 'doctors surgery', 'medical centre', 'health centre'],
  'health-centre': ['doctors', 'doctors surgery', 'medical centre', 'surgery'],
  'leisure-centre': ['sports centre', 'swimming pool', 'swimming baths'],
  'play-area': ['playground', 'play park', 'swings'],
  playground: ['play area', 'play park', 'swings'],
  'recreation-ground': ['rec', 'playing field'],
  'playing-field': ['rec', 'recreation ground'],
  'car-park': ['carpark'],
  church: ['parish church'],
  'village-hall': ['community hall'],
  'recycling-centre': ['tip', 'dump'],
};

interface Name {
  readonly landmarks: Landmark[];
  /** What is left of a name without its kind: "the Corn Exchange" of "Corn Exchange Theatre". */
  readonly short: boolean;
  /** Whether it is called so with "the" before it. */
  readonly article: boolean;
}

const longestName = 7;
const most = 7;

export function knownLandmarks(landmarks: readonly Landmark[], { everyday, towns }: Known): KnownLandmarks {
  const { names, kinds } = namesOf(landmarks, everyday, towns);
  const near = nearIndex([...names.keys()].filter((key) => key.length >= 8));
  const inNames = new Set(
    landmarks.flatMap(({ name, alias }) =>
      [name, ...alias].flatMap((each) => wordsOf(each).map(({ bare }) => bare)),
    ),
  );

  /** One reading of a text: the landmark the words from `i` on name. */
  function reading(text: string, words: readonly Word[]) {
    const shouted = !/\p{Ll}/u.test(text);
    const isPlain = (own: readonly Word[]) => own.every(({ bare }) => everyday.has(bare));

    function isMeant(i: number, length: number, name: Name): boolean {
      const own = words.slice(i, i + length);
      const { preposition, article } = leadingAt(text, words, i);
      const cased = !shouted && own.every(({ capital }) => capital);
      if (name.short) return (preposition || article) && !nameGoesOn(i + length);
      if (length > 1) return !isPlain(own) || preposition || article || cased;
      if (name.article && article) return true;
      return isPlain(own) ? cased && (preposition || article) : preposition || article || cased;
    }

    /** "St Mary's Road": what follows makes it something else. */
    function nameGoesOn(i: number): boolean {
      const next = words[i];
      return next?.joined === true && (next.capital || (everyday.has(next.bare) && !goesOn.has(next.bare)));
    }

    function spanOf(
      i: number,
      length: number,
      landmarks: readonly Landmark[],
      weight: number,
      kindOnly = false,
    ): Span {
      const leading = leadingAt(text, words, i);
      const start = (leading.article ? words[i - 1] : words[i])?.start ?? 0;
      return {
        start,
        end: words[i + length - 1]?.end ?? start,
        weight,
        words: length,
        landmarks: leading.denied ? [] : landmarks,
        within: leading.within || (!leading.preposition && !leading.aside),
        ...(kindOnly ? { kindOnly } : {}),
      };
    }

    function exactly(i: number, length: number, key: string): Span | null {
      const name = names.get(key);
      if (name !== undefined && isMeant(i, length, name))
        return spanOf(i, length, name.landmarks, name.short ? 2.6 : length > 1 ? 4.2 : 3);
      const kind = length <= 3 ? kinds.get(key) : undefined;
      if (kind === undefined) return null;
      const { article, preposition } = leadingAt(text, words, i);
      const counted = kind.length === 1 && countedKinds.has(kind[0]?.kind ?? '');
      const town = towns.has(words[i - 1]?.bare ?? '');
      return article || town || (preposition && counted) ? spanOf(i, length, kind, 1.2, true) : null;
    }

    function slipped(i: number, length: number, key: string): Span | null {
      const own = words.slice(i, i + length);
      if (key.length < 8 || isPlain(own) || !own.some(({ bare }) => inNames.has(bare))) return null;
      const { preposition, article } = leadingAt(text, words, i);
      const cased = own.every(({ capital }) => capital);
      if (!preposition && !article && !cased && words.length > length + 4) return null;
      const [meant, ...others] = near.near(key);
      const name = meant?.sure === true && others.length === 0 ? names.get(meant.key) : undefined;
      return name === undefined || name.short ? null : spanOf(i, length, name.landmarks, 2.9);
    }

    return (i: number): Span | null => {
      const keys = keysAt(words, i, longestName);
      for (let length = keys.length; length >= 1; length--) {
        const span = exactly(i, length, keys[length - 1] ?? '');
        if (span !== null) return span;
      }
      for (let length = Math.min(keys.length, 5); length >= 2; length--) {
        const span = slipped(i, length, keys[length - 1] ?? '');
        if (span !== null) return span;
      }
      return null;
    };
  }

  return {
    find(text, words) {
      const at = reading(text, words);
      const found: Span[] = [];
      for (let i = 0; i < words.length; i++) {
        if (/^(?:the|and|of|y|yr)$/.test(words[i]?.bare ?? '')) continue;
        const span = at(i);
        if (span === null) continue;
        found.push(span);
        i += (span.words ?? 1) - 1;
      }
      return found;
    },
  };
}

const goesOn = new Set(
  'is are has was were in on at by near and or but with for the again please car park side entrance end where when'.split(
    ' ',
  ),
);

/** Names, and what their kinds are called, by the key a text is looked up by. */
function namesOf(landmarks: readonly Landmark[], everyday: ReadonlySet<string>, towns: ReadonlySet<string>) {
  const names = new Map<string, Name>();
  const kinds = new Map<string, Landmark[]>();
  const keyOf = (words: readonly Word[]) => keysAt(words, 0, most).at(-1) ?? '';
  const put = (key: string, landmark: Landmark, short: boolean, article: boolean) => {
    const there = names.get(key);
    if (there === undefined || (there.short && !short))
      names.set(key, { landmarks: [landmark], short, article });
    else if (there.short === short && !there.landmarks.includes(landmark)) there.landmarks.push(landmark);
  };
  for (const landmark of landmarks) {
    for (const called of [landmark.name, ...landmark.alias]) {
      const words = wordsOf(called.replace(/^the /i, ''));
      put(keyOf(words), landmark, false, /^the /i.test(called));
      const left = withoutKind(words, landmark.kind);
      if (left !== null && !left.every(({ bare }) => everyday.has(bare)) && !towns.has(keyOf(left)))
        put(keyOf(left), landmark, true, false);
    }
    for (const kind of [landmark.kind.replaceAll('-', ' '), ...(alsoCalled[landmark.kind] ?? [])]) {
      const key = keyOf(wordsOf(kind));
      kinds.set(key, [...(kinds.get(key) ?? []), landmark]);
    }
  }
  return { names, kinds };
}

/** A name without the word for its kind at the end, when enough is left to know it by. */
function withoutKind(words: readonly Word[], kind: string): readonly Word[] | null {
  const last = words.at(-1)?.bare ?? '';
  const left = words.slice(0, -1);
  const isKind =
    kind.split('-').includes(last) ||
    /^(?:church|school|academy|library|surgery|inn|hotel|supermarket|stores?|pub|arms)$/.test(last);
  return isKind && left.map(({ bare }) => bare).join('').length >= 6 ? left : null;
}
