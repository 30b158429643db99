import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { atLeast, type Demand, sameHours, silentOf, unusualOf } from '../../../src/core/trouble.ts';

const aDemand = (change: Partial<Demand> = {}): Demand => ({
  key: 'missed-bin',
  now: 31,
  before: [4, 6, 3, 5, 9, 4, 2, 7],
  ...change,
});

describe('Unusual demand', () => {
  test('is told with what is usual, and how likely it would be', () => {
    const [found] = unusualOf([aDemand()]);
    expect(found).toMatchObject({ key: 'missed-bin', now: 31, usual: 5 });
    expect(found?.chance).toBeLessThan(1e-9);
  });

  test('is not what every week of this hour brings', () => {
    expect(unusualOf([aDemand({ now: 9 })])).toEqual([]);
    expect(unusualOf([aDemand({ now: 31, before: [30, 28, 25, 33, 29, 31, 27, 30] })])).toEqual([]);
  });

  test('is not a handful, however rare: three neighbours telling of one lamp are no wave', () => {
    expect(unusualOf([aDemand({ now: 4, before: [0, 0, 0, 0, 0, 0, 0, 0] })])).toEqual([]);
    expect(unusualOf([aDemand({ now: 5, before: [0, 0, 0, 0, 0, 0, 0, 0] })])).toHaveLength(1);
  });

  test('is not said before four weeks are known', () => {
    expect(unusualOf([aDemand({ before: [1, 1, 1] })])).toEqual([]);
    expect(unusualOf([aDemand({ before: [1, 1, 1, 1] })])).toHaveLength(1);
  });

  test('is not what a storm week in living memory outdid', () => {
    expect(unusualOf([aDemand({ now: 31, before: [4, 6, 3, 5, 40, 4, 2, 7] })])).toEqual([]);
  });

  test('has the rarest first', () => {
    const found = unusualOf([aDemand({ key: 'mild', now: 20 }), aDemand({ key: 'wild', now: 60 })]);
    expect(found.map(({ key }) => key)).toEqual(['wild', 'mild']);
  });
});

describe('A channel', () => {
  test('that is always written on in these hours, and is not now, fell silent', () => {
    expect(silentOf([aDemand({ now: 0, before: [12, 9, 11, 14] })])).toMatchObject([{ usual: 11.5 }]);
  });

  test('with one message is not silent, nor is one that has quiet weeks', () => {
    expect(silentOf([aDemand({ now: 1, before: [12, 9, 11, 14] })])).toEqual([]);
    expect(silentOf([aDemand({ now: 0, before: [12, 0, 11, 14] })])).toEqual([]);
    expect(silentOf([aDemand({ now: 0, before: [1, 2, 1, 1, 3] })])).toEqual([]);
  });
});

describe('The chance of so many or more', () => {
  test('is what tables of Poisson say', () => {
    expect(atLeast(0, 3)).toBe(1);
    expect(atLeast(1, 1)).toBeCloseTo(1 - Math.exp(-1), 12);
    expect(atLeast(10, 5)).toBeCloseTo(0.0318280573, 9);
    expect(atLeast(3, 5)).toBeCloseTo(0.8753479805, 9);
    expect(atLeast(100, 10)).toBeGreaterThan(0);
  });

  test('falls with each one more, and grows with the average', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 200 }),
        fc.double({ min: 0.1, max: 100, noNaN: true }),
        (count, usual) => {
          const chance = atLeast(count, usual);
          expect(chance).toBeGreaterThanOrEqual(0);
          expect(chance).toBeLessThanOrEqual(1);
          expect(atLeast(count + 1, usual)).toBeLessThanOrEqual(chance + 1e-12);
          expect(atLeast(count, usual + 1)).toBeGreaterThanOrEqual(chance - 1e-12);
        },
      ),
    );
  });
});

describe('The same hours', () => {
  test('are the same on the wall, on both sides of a change of clocks', () => {
    const { now, before } = sameHours(new Date('2026-10-27T12:00:00Z'), 'Europe/London');
    expect(now).toEqual({ from: new Date('2026-10-27T09:00:00Z'), to: new Date('2026-10-27T12:00:00Z') });
    // Clocks went back on 25 October: noon was 11:00 UTC the week before.
    expect(before[0]).toEqual({
      from: new Date('2026-10-20T08:00:00Z'),
      to: new Date('2026-10-20T11:00:00Z'),
    });
    expect(before).toHaveLength(8);
  });
});
