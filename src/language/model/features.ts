import { stem } from './tidy.ts';

const basis = 0x811c9dc5;
const prime = 0x01000193;

function hashed(text: string, seed: number): number {
  let hash = (basis ^ seed) >>> 0;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), prime);
  return hash | 0;
}

/** The hashes of everything in a message's tidied words that may tell its label; a hash may come more than once. */
export function traitsOf(words: readonly string[]): Int32Array {
  const found: number[] = [];
  const stemmed = words.map(stem);
  for (let i = 0; i < words.length; i++) {
    found.push(hashed(words[i] as string, 1), hashed(stemmed[i] as string, 2));
    const next = stemmed[i + 1];
    if (next !== undefined) found.push(hashed(`${stemmed[i]} ${next}`, 3));
  }
  for (const word of words) {
    const framed = `^${word}$`;
    for (let size = 3; size <= 5; size++) {
      for (let i = 0; i + size <= framed.length; i++) {
        let hash = (basis ^ size) >>> 0;
        for (let j = i; j < i + size; j++) hash = Math.imul(hash ^ framed.charCodeAt(j), prime);
        found.push(hash | 0);
      }
    }
  }
  return Int32Array.from(found);
}
