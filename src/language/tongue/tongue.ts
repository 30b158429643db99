import { isBritish, welshOrEnglish } from './britain.ts';
import { commonWords, tellingLetters } from './elsewhere.ts';
import { bare } from './letters.ts';
import { byScript } from './scripts.ts';

/** The language of a message. */
export interface Tongue {
  /** BCP 47: `en`, `cy`, or a guess at another. Too short to tell is `en`. */
  readonly language: string;
  /** Whether the words themselves say so: "14", "ok" and an address do not. */
  readonly clear: boolean;
}

/** What stands after this many characters does not change the language. */
const longest = 4000;

/**
 * The language a message is in. Mixed Welsh and English is Welsh when Welsh carries the sentence. Pure; never throws.
 */
export function tongueOf(text: string): Tongue {
  const plain = text.slice(0, longest).replace(/https?:\/\/\S+|\S+@\S+|[@#]\w+/g, ' ');
  const script = byScript(plain);
  if (script !== undefined) return { language: script, clear: true };
  const words = plain.replace(/[’`‘]/g, "'").match(/[\p{L}'][\p{L}\p{M}'-]*/gu) ?? [];
  return fromElsewhere(plain, words) ?? welshOrEnglish(words);
}

/** The language of a message whose words tell it; null for any other. */
export function clearLanguage(text: string): string | null {
  const { language, clear } = tongueOf(text);
  return clear ? language : null;
}

// What is said in English by everyone who writes to a council in Britain.
const borrowed = new Set(
  'council tax bin bins recycling parking please ok light lights collection housing benefit garden email'.split(
    ' ',
  ),
);

// Points that speak for a language beside English and Welsh, and for how much of the message. A word that English or
// Welsh has too says little.
const enough = { points: 1.5, ofWords: 0.25 };
const sharedWord = 0.25;

/** Another language: at least half of the words are neither English nor Welsh, and enough of them are its own. */
function fromElsewhere(text: string, words: readonly string[]): Tongue | null {
  const plain = words.map(bare).filter((word) => !borrowed.has(word));
  const scores = new Map<string, number>();
  const add = (language: string, points: number) =>
    scores.set(language, (scores.get(language) ?? 0) + points);
  let strange = 0;
  for (const word of plain) {
    const british = isBritish(word);
    if (!british) strange += 1;
    const known = commonWords.get(word) ?? [];
    for (const language of known) add(language, (british ? sharedWord : 1) / known.length);
  }
  if (strange === 0 || strange < plain.length / 2) return null;
  for (const [language, letters] of tellingLetters)
    add(language, Math.min(3, text.match(letters)?.length ?? 0) * 0.5);
  const [best, points] = [...scores].reduce((one, other) => (other[1] > one[1] ? other : one), ['', 0]);
  return points >= enough.points && points >= plain.length * enough.ofWords
    ? { language: best, clear: true }
    : null;
}
