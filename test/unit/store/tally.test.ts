import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Sum } from '../../../src/store/reader/figures/tally.ts';

const told = fc.tuple(
  fc.oneof(fc.nat(40), fc.nat(5_000), fc.nat(2 ** 31 - 1)),
  fc.oneof({ weight: 5, arbitrary: fc.constant(1) }, fc.integer({ min: 1, max: 30 })),
);

/** Sorted and counted off. */
function byHand(times: readonly number[]) {
  const sorted = [...times].sort((one, other) => one - other);
  const at = (share: number) => sorted[Math.ceil(share * sorted.length) - 1];
  const mean = times.reduce((sum, each) => sum + each, 0) / times.length;
  return { count: times.length, value: at(0.5), p90: at(0.9), mean: expect.closeTo(mean, 3), part: null };
}

test('A median and a 90th percentile are those of the times put in order, however many and however far apart', () => {
  fc.assert(
    fc.property(fc.array(told, { minLength: 1, maxLength: 400 }), fc.nat(400), (all, split) => {
      const [one, other] = [new Sum(), new Sum()];
      all.forEach(([time, often], i) => {
        (i < split ? one : other).time(time, often);
      });
      one.add(other);
      expect(one.figure('time')).toEqual(byHand(all.flatMap(([time, often]) => Array(often).fill(time))));
    }),
    { numRuns: 300 },
  );
});

test('So many times that each is put down once come to the same', () => {
  const sum = new Sum();
  const times = Array.from({ length: 20_000 }, (_, i) => (i * 7919) % 613);
  for (const time of times) sum.time(time, 1);
  expect([...sum.times()].length).toBeLessThan(5_000);
  expect(sum.figure('time')).toEqual(byHand(times));
});
