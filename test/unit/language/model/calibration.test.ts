import { expect, test } from 'vitest';
import { heatOf } from '../../../../src/language/model/calibration.ts';
import { softmax } from '../../../../src/language/model/linear.ts';

/** Guesses between two labels, a thousand times: scored as `score` says, and right `right` times in ten. */
const guesses = (score: number, right: number) =>
  Array.from({ length: 1000 }, (_, i) => ({
    scores: Float32Array.of(score, 0),
    label: i % 10 < right ? 0 : 1,
  }));

test.each([
  ['too sure', 6],
  ['too modest', 0.4],
])('a model that is %s says 0.8 of what is right eight times in ten', (_, score) => {
  const values = Float32Array.of(score, 0);
  softmax(values, heatOf(guesses(score, 8)));
  expect(values[0]).toBeCloseTo(0.8, 1);
});

test('without held-out messages nothing is changed', () => {
  expect(heatOf([])).toBe(1);
});
