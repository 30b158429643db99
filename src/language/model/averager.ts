import type { Target } from './lessons.ts';
import { seeded, shuffled } from './linear.ts';
import { depth, type Meanings, toLength } from './meanings.ts';
import { type Averager, batch, hidden, Pupil, stretch } from './pupil.ts';

export interface Reading {
  /** See `rowsOf`. */
  readonly rows: readonly number[];
  readonly target: Target;
}

const rounds = 8;
const wordsDropped = 0.3;

export const averagerRounds = rounds;

/** Train one network. The same input and seed give the same network. Calls `rest` after each round. */
export async function learnToAverage(
  readings: readonly Reading[],
  meanings: Meanings,
  labels: number,
  seed: number,
  rest: () => Promise<void>,
): Promise<Averager> {
  const random = seeded(seed);
  const drawn = (count: number, spread: number) =>
    Float32Array.from({ length: count }, () => {
      const size = Math.sqrt(-2 * Math.log(random() + 1e-12));
      return spread * size * Math.cos(2 * Math.PI * random());
    });
  const net: Averager = {
    labels,
    hidden,
    rows: meanings.rows.slice(0, meanings.taught * depth),
    weights: meanings.weights.slice(0, meanings.taught),
    inner: drawn(depth * hidden, Math.sqrt(2 / depth)),
    innerBias: new Float32Array(hidden),
    outer: drawn(hidden * labels, 0.5 / Math.sqrt(hidden)),
    outerBias: new Float32Array(labels),
  };
  const pupil = new Pupil(net, random);
  for (let round = 0; round < rounds; round++) {
    const pace = 1 - round / rounds;
    let read = 0;
    for (const which of shuffled(readings.length, random)) {
      const { rows, target } = readings[which] as Reading;
      const kept = rows.filter((row) => random() >= wordsDropped && row < meanings.taught);
      pupil.read(kept, target);
      read += 1;
      if (read % batch === 0) pupil.move(pace);
    }
    await rest();
  }
  return net;
}

/** Scores before softmax, into `out`. */
export function averagerScores(
  net: Averager,
  meanings: Meanings,
  rows: readonly number[],
  out: Float32Array,
): void {
  const mean = new Float32Array(depth);
  for (const row of rows) {
    const own = row < meanings.taught;
    const from = own ? net.rows : meanings.rows;
    const weight = (own ? net.weights[row] : meanings.weights[row]) as number;
    for (let i = 0; i < depth; i++)
      mean[i] = (mean[i] as number) + weight * (from[row * depth + i] as number);
  }
  toLength(mean, stretch);
  const middle = Float32Array.from(net.innerBias);
  spread(mean, net.inner, middle);
  for (let j = 0; j < middle.length; j++) if ((middle[j] as number) < 0) middle[j] = 0;
  out.set(net.outerBias);
  spread(middle, net.outer, out);
}

/** Add `from` times a matrix to `to`. */
function spread(from: Float32Array, matrix: Float32Array, to: Float32Array): void {
  const width = to.length;
  for (let i = 0; i < from.length; i++) {
    const value = from[i] as number;
    if (value === 0) continue;
    const base = i * width;
    for (let j = 0; j < width; j++) to[j] = (to[j] as number) + value * (matrix[base + j] as number);
  }
}
