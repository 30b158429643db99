import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { slipsBetween } from '../slips.ts';

/** British and local words that natural's lexicon does not hold and that a correction would spoil. */
const alsoEnglish = new Set(
  'kerb kerbs wheelie hoover skip yobs lamppost lampposts fella bairn chippy'.split(' '),
);

let english: ReadonlySet<string> | undefined;

/** The small-letter words of natural's lexicon: a word found there is not a slip of the pen. */
function lexicon(): ReadonlySet<string> {
  if (english) return english;
  const file = createRequire(import.meta.url).resolve(
    'natural/lib/natural/brill_pos_tagger/data/English/lexicon_from_posjs.json',
  );
  const entries = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  english = new Set(Object.keys(entries).filter((word) => /^[a-z]{3,}$/.test(word)));
  return english;
}

/** Every way to leave out up to `most` letters of a word, the word itself included. */
function shortened(word: string, most: number): Set<string> {
  const found = new Set([word]);
  let latest = [word];
  for (let round = 0; round < most; round++) {
    const next: string[] = [];
    for (const longer of latest) {
      for (let at = 0; at < longer.length; at++) {
        const shorter = longer.slice(0, at) + longer.slice(at + 1);
        if (found.has(shorter)) continue;
        found.add(shorter);
        next.push(shorter);
      }
    }
    latest = next;
  }
  return found;
}

const slips = (word: string) => (word.length >= 10 ? 2 : 1);

/** Whether the words have the same letters in another order: in five letters a changed one is too often another word. */
const swapped = (one: string, other: string) => [...one].sort().join('') === [...other].sort().join('');

/** Makes the corrector for a vocabulary: an unknown word near one of its words becomes that word, others stay. */
export function correctorFor(vocabulary: ReadonlySet<string>): (word: string) => string {
  const nearby = new Map<string, string[]>();
  for (const word of vocabulary) {
    if (word.length < 5) continue;
    for (const form of shortened(word, slips(word))) {
      const known = nearby.get(form);
      if (known) known.push(word);
      else nearby.set(form, [word]);
    }
  }
  const pieces = new Set([...vocabulary].filter((word) => word.length >= 3));

  function split(word: string): string | undefined {
    for (let at = 2; at <= word.length - 3; at++) {
      const [left, right] = [word.slice(0, at), word.slice(at)];
      if (pieces.has(right) && /^(?:on|in|me|my|at|is|no|not|cant|gas|help|fire|smoke|knife)$/.test(left))
        return `${left} ${right}`;
    }
    return undefined;
  }

  return (word) => {
    if (word.length < 5 || word.length > 24 || vocabulary.has(word) || alsoEnglish.has(word)) return word;
    if (word.endsWith('in') && vocabulary.has(`${word}g`)) return `${word}g`;
    if (!/^[a-z]+$/.test(word) || lexicon().has(word)) return word;
    let best = word;
    let bestDistance = slips(word) + 1;
    for (const form of shortened(word, slips(word))) {
      for (const candidate of nearby.get(form) ?? []) {
        if (
          candidate[0] !== word[0] ||
          (word.length === 5 && candidate.length === 5 && !swapped(word, candidate))
        )
          continue;
        const far = slipsBetween(word, candidate);
        if (far <= slips(candidate) && far < bestDistance) [best, bestDistance] = [candidate, far];
      }
    }
    return best === word && word.length >= 6 ? (split(word) ?? word) : best;
  };
}
