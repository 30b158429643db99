import type { Sparse } from './linear.ts';
import { depth, gist, type Meanings, rowsOf } from './meanings.ts';
import type { Vocabulary } from './vocabulary.ts';

/** What words mean, and what an average message is about: a message is told by how it differs. */
export interface Sense {
  readonly meanings: Meanings;
  readonly usual: Float32Array;
}

/** A message's traits and, where the meanings of words are known, what it is about, side by side. */
export function featuresOf(
  vocabulary: Vocabulary,
  traits: readonly Int32Array[],
  words: readonly string[],
  sense: Sense | null,
): Sparse {
  const known = vocabulary.read(traits);
  if (sense === null) return known;
  const about = gist(sense.meanings, rowsOf(sense.meanings, words), sense.usual);
  const count = known.at.length;
  const at = new Int32Array(count + depth);
  const much = new Float32Array(count + depth);
  at.set(known.at);
  much.set(known.much);
  for (let i = 0; i < depth; i++) at[count + i] = vocabulary.size + i;
  much.set(about, count);
  return { at, much };
}

/** How many features a message can have. */
export function width(vocabulary: Vocabulary, sense: Sense | null): number {
  return vocabulary.size + (sense === null ? 0 : depth);
}

/** What the average of these messages is about. */
export function usualOf(messages: readonly (readonly string[])[], meanings: Meanings): Float32Array {
  const mean = new Float32Array(depth);
  for (const words of messages) {
    const one = gist(meanings, rowsOf(meanings, words), null);
    for (let i = 0; i < depth; i++) mean[i] = (mean[i] as number) + (one[i] as number) / messages.length;
  }
  return mean;
}
