import { softmax } from './linear.ts';

/** One held-out guess: the scores a model gave that had not seen the message, and the right label. */
export interface HeldOut {
  readonly scores: Float32Array;
  readonly label: number;
}

/**
 * The heat for `softmax` under which held-out guesses are as sure as they are right; 1 where there are none. `folded`
 * makes the probabilities of labels out of those of all outputs.
 */
export function heatOf(
  guesses: readonly HeldOut[],
  folded: (values: Float32Array) => Float32Array = (values) => values,
): number {
  if (guesses.length === 0) return 1;
  let low = 0.05;
  let high = 5;
  const ratio = (Math.sqrt(5) - 1) / 2;
  for (let step = 0; step < 40; step++) {
    const left = high - ratio * (high - low);
    const right = low + ratio * (high - low);
    if (surprise(guesses, left, folded) < surprise(guesses, right, folded)) high = right;
    else low = left;
  }
  return (low + high) / 2;
}

function surprise(
  guesses: readonly HeldOut[],
  heat: number,
  folded: (values: Float32Array) => Float32Array,
): number {
  let sum = 0;
  for (const { scores, label } of guesses) {
    const values = Float32Array.from(scores);
    softmax(values, heat);
    sum -= Math.log(Math.max(folded(values)[label] as number, 1e-9));
  }
  return sum / guesses.length;
}
