import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bankHolidays } from '../../../config/bank-holidays.ts';
import { afterWorkingSeconds, dueBy, isOpen, workingMilliseconds } from '../../../src/core/clock.ts';
import { anyCalendar } from '../../support/calendars.ts';
import { Years } from '../../support/years.ts';

// Five years, with three months about them for what falls due later.
const years = new Years('2023-10-01T00:00:00Z', '2029-04-01T00:00:00Z', 'Europe/London');
const first = Date.parse('2024-01-01T00:00:00Z');
const last = Date.parse('2029-01-01T00:00:00Z');

const nation = fc.constantFrom('GB-ENG' as const, 'GB-WLS' as const, 'GB-SCT' as const, 'GB-NIR' as const);
const daysOff = fc
  .tuple(nation, fc.subarray([...years.dates], { maxLength: 20 }))
  .map(([of, closures]) => [...bankHolidays(of, [2023, 2024, 2025, 2026, 2027, 2028, 2029]), ...closures]);
const calendar = anyCalendar(daysOff);
const instant = fc.integer({ min: first, max: last });

/** The same numbers from the same seed, each from 0 up to 1. */
function numbersFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const calendars = 100;
const pairs = 10_000;

describe('Working time over five years, against a cell for every minute', () => {
  test('comes to the same milliseconds between a million pairs of instants', () => {
    let compared = 0;
    fc.assert(
      fc.property(calendar, fc.integer(), (kept, seed) => {
        const watched = years.watch(kept);
        const next = numbersFrom(seed);
        for (let i = 0; i < pairs; i += 1) {
          const since = first + Math.floor(next() * (last - first));
          // Half of them within a fortnight, as most cases are.
          const reach = i % 2 === 0 ? last - since : Math.min(last - since, 14 * 86_400_000);
          const until = since + Math.floor(next() * reach);
          const worked = workingMilliseconds(kept, new Date(since), new Date(until));
          if (worked !== watched.workingMilliseconds(since, until))
            expect([new Date(since), new Date(until), worked]).toEqual([
              new Date(since),
              new Date(until),
              watched.workingMilliseconds(since, until),
            ]);
          compared += 1;
        }
      }),
      { numRuns: calendars },
    );
    expect(compared).toBeGreaterThanOrEqual(1_000_000);
  }, 120_000);

  test('is passing at the same instants', () => {
    fc.assert(
      fc.property(calendar, fc.array(instant, { minLength: 200, maxLength: 200 }), (kept, instants) => {
        const watched = years.watch(kept);
        for (const at of instants) expect([at, isOpen(kept, new Date(at))]).toEqual([at, watched.isOpen(at)]);
      }),
      { numRuns: 20 },
    );
  }, 60_000);

  test('falls due at the close of the same tenth working day', () => {
    fc.assert(
      fc.property(calendar, fc.array(instant, { minLength: 20, maxLength: 20 }), (kept, instants) => {
        const watched = years.watch(kept);
        for (const at of instants) {
          const due = dueBy(kept, new Date(at), '10wd')?.getTime() ?? null;
          const seen = watched.afterTenWorkingDays(at);
          if (seen === null) expect(due === null || due > Date.parse('2029-03-01')).toBe(true);
          else expect([at, due]).toEqual([at, seen]);
        }
      }),
      { numRuns: 30 },
    );
  }, 60_000);

  test('that was asked for is what has passed by the instant given', () => {
    fc.assert(
      fc.property(calendar, instant, fc.integer({ min: 1, max: 60 * 86_400 }), (kept, at, seconds) => {
        const then = afterWorkingSeconds(kept, new Date(at), seconds)?.getTime();
        if (then === undefined || then > Date.parse('2029-03-01')) return;
        const watched = years.watch(kept);
        expect(watched.workingMilliseconds(at, then)).toBe(seconds * 1000);
        expect(watched.workingMilliseconds(at, then - 1)).toBe(seconds * 1000 - 1);
      }),
      { numRuns: 30 },
    );
  }, 60_000);
});
