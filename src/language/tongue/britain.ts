import { englishSmall, englishWords } from './english.ts';
import { bare, learnLetters } from './letters.ts';
import { welshInNames, welshMutated, welshSmall, welshWords } from './welsh.ts';

/** Which of the two a message is in, and whether its words say so or it is only likelier. */
export interface Leaning {
  readonly language: 'en' | 'cy';
  readonly clear: boolean;
}

// In logarithms of odds, near enough: above 0 speaks for Welsh. Small words tell more than nouns, which are borrowed.
const weights = {
  small: 2.2,
  word: 1.5,
  mutated: 1.3,
  english: -1.3,
  inNames: 0.8,
  clitic: 1.8,
  /** A name is in the language of its place, not of the message. */
  name: 0.2,
  letters: { most: 1.2, scale: 0.35 },
};

// From here on it is Welsh rather than English, which needs no sign; and from here on the words are held to say it.
// One word must be a long one: "na", "os" and "dan" are typed for other things.
const likelier = 1.25;
const clearly = { welsh: 2.2, english: 2.5, englishWords: 3, aloneLetters: 5 };

const spelling = learnLetters(
  [...welshWords, ...welshMutated].filter((word) => !englishWords.has(word)),
  [...englishWords].filter((word) => !welshWords.has(word)),
);

/** Tell Welsh from English. Mixed is Welsh when Welsh carries the sentence. Nothing to go by is English, not clearly. */
export function welshOrEnglish(words: readonly string[]): Leaning {
  const capitals = words.filter((word) => /^\p{Lu}/u.test(word)).length;
  // In a headline, or when somebody shouts, capitals tell nothing.
  const shouted = words.length > 3 && capitals > words.length * 0.6;
  let score = 0;
  let english = 0;
  words.forEach((word, i) => {
    const points = pointsOf(bare(word));
    const worth = !shouted && isName(words, i) ? points * weights.name : points;
    score += worth;
    if (worth < -0.5) english += 1;
  });
  if (score >= likelier) {
    const enough = words.length > 1 || (words[0] ?? '').length >= clearly.aloneLetters;
    return { language: 'cy', clear: enough && score >= clearly.welsh };
  }
  return { language: 'en', clear: score <= -clearly.english && english >= clearly.englishWords };
}

/** A capital inside a sentence, a capital before another, or a small word between two; "Bore Da" is no name. */
function isName(words: readonly string[], i: number): boolean {
  const capital = (at: number) => /^\p{Lu}/u.test(words[at] ?? '');
  const word = bare(words[i] ?? '');
  if (word.length > 2 && welshSmall.has(word)) return false;
  if (capital(i)) return i > 0 ? word !== 'i' : capital(1);
  return capital(i - 1) && capital(i + 1) && (words[i] ?? '').length <= 3;
}

const clitics = /'(?:r|n|i|u|w|ch|th)$/;
const englishTails = /'(?:s|t|ll|re|ve)$|n't$/;

/** Whether a word, bare, is one we know in Welsh or in English. */
export function isBritish(word: string): boolean {
  return (
    englishWords.has(word) ||
    welshWords.has(word) ||
    welshMutated.has(word) ||
    clitics.test(word) ||
    englishTails.test(word)
  );
}

const remembered = new Map<string, number>();

/** How much a word, bare, speaks for Welsh: above 0, or for English: below. A council hears the same words all day. */
function pointsOf(word: string): number {
  let points = remembered.get(word);
  if (points === undefined) {
    points = weigh(word);
    if (remembered.size < 20_000) remembered.set(word, points);
  }
  return points;
}

function weigh(word: string): number {
  if (clitics.test(word)) return weights.clitic + Math.max(0, weigh(word.replace(clitics, '')));
  if (englishTails.test(word)) return -weights.small;
  const [welsh, english] = [welshWords.has(word), englishWords.has(word)];
  if (welsh && english) return 0;
  if (english) return englishSmall.has(word) ? -weights.small : weights.english;
  if (welshSmall.has(word)) return weights.small;
  if (welshInNames.has(word)) return weights.inNames;
  if (welsh) return weights.word;
  if (welshMutated.has(word)) return weights.mutated;
  if (word.length < 4) return 0;
  const { most, scale } = weights.letters;
  return Math.max(-most, Math.min(most, spelling(word.replace(/[^a-z]/g, '')) * scale));
}
