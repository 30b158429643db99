import { softmax } from './linear.ts';

/** One held-out guess: the scores a model gave that had not seen the message, and the right label. */
export interface HeldOut {
  readonly scores: Float32Array;
  readonly label: number;
}

/** The heat for `softmax` under which held-out guesses are as sure as they are right; 1 where there are none. */
export function heatOf(guesses: readonly HeldOut[]): number {
  if (guesses.length === 0) return 1;
  let low = 0.05;
  let high = 5;
  const ratio = (Math.sqrt(5) - 1) / 2;
  for (let step = 0; step < 40; step++) {
    const left = high - ratio * (high - low);
    const right = low + ratio * (high - low);
    if (surprise(guesses, left) < surprise(guesses, right)) high = right;
    else low = left;
  }
  return (low + high) / 2;
}

function surprise(guesses: readonly HeldOut[], heat: number): number {
  let sum = 0;
  for (const { scores, label } of guesses) {
    const values = Float32Array.from(scores);
    softmax(values, heat);
    sum -= Math.log(Math.max(values[label] as number, 1e-9));
  }
  return sum / guesses.length;
}
