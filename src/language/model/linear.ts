import type { Target } from './lessons.ts';

/** A message as the model sees it: which features, and how much of each. */
export interface Sparse {
  readonly at: Int32Array;
  readonly much: Float32Array;
}

/** Logistic regression, each label against the rest: one row of `labels` weights per feature. */
export interface Linear {
  readonly labels: number;
  readonly weights: Float32Array;
  readonly bias: Float32Array;
}

export interface Lesson {
  readonly of: Sparse;
  readonly target: Target;
}

export interface Effort {
  readonly rounds: number;
  readonly rate: number;
  /** How strongly weights are pulled to nothing. */
  readonly decay: number;
  readonly seed: number;
}

/** Scores before softmax, into `out`. */
export function scores(model: Linear, message: Sparse, out: Float32Array): void {
  const { labels, weights } = model;
  out.set(model.bias);
  const { at, much } = message;
  for (let i = 0; i < at.length; i++) {
    const row = (at[i] as number) * labels;
    const value = much[i] as number;
    for (let label = 0; label < labels; label++) {
      out[label] = (out[label] as number) + value * (weights[row + label] as number);
    }
  }
}

/** Turn scores into probabilities in place. A `heat` above 1 makes them more modest. */
export function softmax(values: Float32Array, heat = 1): void {
  let top = Number.NEGATIVE_INFINITY;
  for (const value of values) if (value > top) top = value;
  let sum = 0;
  for (let i = 0; i < values.length; i++) {
    const grown = Math.exp(((values[i] as number) - top) / heat);
    values[i] = grown;
    sum += grown;
  }
  for (let i = 0; i < values.length; i++) values[i] = (values[i] as number) / sum;
}

/** The same numbers in the same order from the same seed. */
export function seeded(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export function shuffled(count: number, random: () => number): Int32Array {
  const order = Int32Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    const kept = order[i] as number;
    order[i] = order[j] as number;
    order[j] = kept;
  }
  return order;
}

/** A guess this near to right teaches nothing worth the time. */
const negligible = 0.002;

/** Train with AdaGrad, one message at a time. Calls `rest` after each round. The same input gives the same model. */
export async function learn(
  lessons: readonly Lesson[],
  features: number,
  labels: number,
  effort: Effort,
  rest: () => Promise<void> = async () => {},
): Promise<Linear> {
  const weights = new Float32Array(features * labels);
  const seen = new Float32Array(features * labels).fill(1e-3);
  const bias = new Float32Array(labels);
  const model = { labels, weights, bias };
  const guess = new Float32Array(labels);
  /** The labels the guess is off by more than nothing for; the first `count` of them. */
  const off = new Int32Array(labels);
  const random = seeded(effort.seed);
  for (let round = 0; round < effort.rounds; round++) {
    for (const which of shuffled(lessons.length, random)) {
      const lesson = lessons[which] as Lesson;
      scores(model, lesson.of, guess);
      for (let label = 0; label < labels; label++)
        guess[label] = 1 / (1 + Math.exp(-(guess[label] as number)));
      const { output, open } = lesson.target;
      for (const label of open) guess[label] = 0;
      if (output !== null) guess[output] = (guess[output] as number) - 1;
      const { at, much } = lesson.of;
      let count = 0;
      for (let label = 0; label < labels; label++) {
        if (Math.abs(guess[label] as number) > negligible) off[count++] = label;
      }
      for (let i = 0; i < at.length; i++) {
        const row = (at[i] as number) * labels;
        const value = much[i] as number;
        for (let n = 0; n < count; n++) {
          const label = off[n] as number;
          const k = row + label;
          const weight = weights[k] as number;
          const slope = (guess[label] as number) * value + effort.decay * weight;
          const gone = (seen[k] as number) + slope * slope;
          seen[k] = gone;
          weights[k] = weight - (effort.rate * slope) / Math.sqrt(gone);
        }
      }
      for (let label = 0; label < labels; label++) {
        bias[label] = (bias[label] as number) - 0.01 * effort.rate * (guess[label] as number);
      }
    }
    await rest();
  }
  return model;
}
