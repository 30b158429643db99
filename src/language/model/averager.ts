import { seeded, shuffled, softmax } from './linear.ts';
import { depth, type Meanings, toLength } from './meanings.ts';

/**
 * A deep averaging network: the weighted mean of the words' meanings, one hidden layer, one score per label. In
 * training the meanings themselves move, so that words that tell labels apart stop being neighbours.
 */
export interface Averager {
  readonly labels: number;
  readonly hidden: number;
  /** Meanings and weights of the taught words, as this network has come to see them. */
  readonly rows: Float32Array;
  readonly weights: Float32Array;
  readonly inner: Float32Array;
  readonly innerBias: Float32Array;
  readonly outer: Float32Array;
  readonly outerBias: Float32Array;
}

export interface Reading {
  /** See `rowsOf`. */
  readonly rows: readonly number[];
  readonly label: number;
}

const hidden = 256;
const rounds = 8;
const rate = 0.03;
const wordRate = 0.02;
const wordsDropped = 0.3;
const hiddenDropped = 0.5;
/** The length messages are brought to before the hidden layer, so that it has something to work with. */
const stretch = 3;

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
  const step = stepper(net, random);
  for (let round = 0; round < rounds; round++) {
    for (const which of shuffled(readings.length, random)) {
      const { rows, label } = readings[which] as Reading;
      const kept = rows.filter((row) => random() >= wordsDropped && row < meanings.taught);
      step(kept, label);
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

/** One step of AdaGrad, message by message; buffers are shared between steps. */
function stepper(net: Averager, random: () => number): (rows: readonly number[], label: number) => void {
  const { labels } = net;
  const seen = (like: Float32Array) => new Float32Array(like.length).fill(1e-3);
  const [rowsSeen, weightsSeen] = [seen(net.rows), seen(net.weights)];
  const [innerSeen, innerBiasSeen] = [seen(net.inner), seen(net.innerBias)];
  const [outerSeen, outerBiasSeen] = [seen(net.outer), seen(net.outerBias)];
  const mean = new Float32Array(depth);
  const slope = new Float32Array(depth);
  const middle = new Float32Array(hidden);
  const middleSlope = new Float32Array(hidden);
  const open = new Float32Array(hidden);
  const guess = new Float32Array(labels);
  const move = (what: Float32Array, past: Float32Array, k: number, by: number, pace: number): void => {
    const gone = (past[k] as number) + by * by;
    past[k] = gone;
    what[k] = (what[k] as number) - (pace * by) / Math.sqrt(gone);
  };
  return (rows, label) => {
    mean.fill(0);
    for (const row of rows) {
      const weight = net.weights[row] as number;
      for (let i = 0; i < depth; i++) {
        mean[i] = (mean[i] as number) + weight * (net.rows[row * depth + i] as number);
      }
    }
    const factor = toLength(mean, stretch);
    middle.set(net.innerBias);
    spread(mean, net.inner, middle);
    for (let j = 0; j < hidden; j++) {
      const lit = (middle[j] as number) > 0 && random() >= hiddenDropped;
      open[j] = lit ? 1 / (1 - hiddenDropped) : 0;
      middle[j] = (middle[j] as number) * (open[j] as number);
    }
    guess.set(net.outerBias);
    spread(middle, net.outer, guess);
    softmax(guess);
    guess[label] = (guess[label] as number) - 1;
    for (let j = 0; j < hidden; j++) {
      middleSlope[j] = 0;
      if (open[j] === 0) continue;
      let sum = 0;
      for (let l = 0; l < labels; l++) {
        const k = j * labels + l;
        const by = guess[l] as number;
        sum += by * (net.outer[k] as number);
        move(net.outer, outerSeen, k, by * (middle[j] as number), rate);
      }
      middleSlope[j] = sum * (open[j] as number);
      move(net.innerBias, innerBiasSeen, j, middleSlope[j] as number, rate);
    }
    for (let l = 0; l < labels; l++) move(net.outerBias, outerBiasSeen, l, guess[l] as number, rate);
    let along = 0;
    for (let i = 0; i < depth; i++) {
      let sum = 0;
      for (let j = 0; j < hidden; j++) {
        const by = middleSlope[j] as number;
        if (by === 0) continue;
        const k = i * hidden + j;
        sum += by * (net.inner[k] as number);
        move(net.inner, innerSeen, k, by * (mean[i] as number), rate);
      }
      slope[i] = sum;
      along += sum * (mean[i] as number);
    }
    const pull = along / (stretch * stretch);
    for (let i = 0; i < depth; i++) slope[i] = ((slope[i] as number) - pull * (mean[i] as number)) * factor;
    for (const row of rows) {
      const weight = net.weights[row] as number;
      let sum = 0;
      for (let i = 0; i < depth; i++) {
        const k = row * depth + i;
        sum += (slope[i] as number) * (net.rows[k] as number);
        move(net.rows, rowsSeen, k, (slope[i] as number) * weight, wordRate);
      }
      move(net.weights, weightsSeen, row, sum, wordRate);
      if ((net.weights[row] as number) < 0.02) net.weights[row] = 0.02;
    }
  };
}
