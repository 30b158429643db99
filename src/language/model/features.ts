import { stem } from './tidy.ts';

const basis = 0x811c9dc5;
const prime = 0x01000193;

/** A hash of part of a text; `kind` keeps a word apart from a stem of the same letters. */
function hashed(text: string, from: number, to: number, kind: number): number {
  let hash = (basis ^ kind) >>> 0;
  for (let i = from; i < to; i++) hash = Math.imul(hash ^ text.charCodeAt(i), prime);
  return hash | 0;
}

/**
 * The hashes of everything in a message's tidied words that may tell its label, in four blocks that weigh the same:
 * words, stems, pairs of stems, and pieces of words, which survive misspelling. A hash may come more than once.
 */
export function traitsOf(words: readonly string[]): Int32Array[] {
  const stems = words.map(stem);
  const pieces: number[] = [];
  for (const word of words) {
    const framed = `^${word}$`;
    for (let size = 3; size <= 5; size++) {
      for (let i = 0; i + size <= framed.length; i++) pieces.push(hashed(framed, i, i + size, 4));
    }
  }
  return [
    Int32Array.from(words, (word) => hashed(word, 0, word.length, 1)),
    Int32Array.from(stems, (one) => hashed(one, 0, one.length, 2)),
    Int32Array.from(stems, (one, i) => {
      const pair = `${one} ${stems[i + 1] ?? '$'}`;
      return hashed(pair, 0, pair.length, 3);
    }),
    Int32Array.from(pieces),
  ];
}
