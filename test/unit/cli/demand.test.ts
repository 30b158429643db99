import { join } from 'node:path';
import { DateTime } from 'luxon';
import { describe, expect, test } from 'vitest';
import { loadCouncil } from '../../../config/council.ts';
import { root } from '../../../config/root.ts';
import { chanceFrom } from '../../../src/cli/demo/chance.ts';
import { demandOf } from '../../../src/cli/demo/demand.ts';

const council = loadCouncil(join(root, 'config', 'councils', 'marlcombe'), { years: [2026] });
/** Ten weeks over the end of summer time, until early on a Monday. */
const from = new Date('2026-09-14T09:00:00Z');
const to = new Date('2026-11-23T06:30:00Z');
const told = [...demandOf(council, chanceFrom(5), { from, to, cases: 7000 })].map(({ at }) => at);
const local = (at: Date) => DateTime.fromJSDate(at, { zone: council.facts.timezone });
const onDay = (day: string) => told.filter((at) => local(at).toISODate() === day);

describe('What a demonstration’s residents write about', () => {
  test('is as much as was asked for, in order, and within the time', () => {
    expect(told).toHaveLength(7000);
    expect(told).toEqual([...told].sort((one, other) => +one - +other));
    expect(told.every((at) => at >= from && at < to)).toBe(true);
  });

  test('is of a day that is not over yet what comes by that hour, not the whole day’s', () => {
    const early = onDay('2026-11-16').filter((at) => local(at).hour < 7).length;
    expect(early).toBeGreaterThan(0);
    expect(onDay('2026-11-23').length).toBeLessThan(3 * early);
    expect(onDay('2026-11-16').length).toBeGreaterThan(100);
  });

  test('keeps to the clock on the wall before and after it is put back', () => {
    const busiest = (some: readonly Date[]) => {
      const counts = Array.from(
        { length: 24 },
        (_, hour) => some.filter((at) => local(at).hour === hour).length,
      );
      return counts.indexOf(Math.max(...counts));
    };
    const back = new Date('2026-10-25T01:00:00Z');
    for (const some of [told.filter((at) => at < back), told.filter((at) => at >= back)]) {
      expect([8, 9, 10]).toContain(busiest(some));
      const night = some.filter((at) => local(at).hour < 5).length;
      expect(night / some.length).toBeLessThan(0.02);
    }
  });

  test('is least at the weekend', () => {
    const of = (day: string) => onDay(day).length;
    for (const week of ['2026-09-21', '2026-10-05', '2026-11-09']) {
      const monday = DateTime.fromISO(week);
      expect(of(monday.plus({ days: 6 }).toISODate() ?? '')).toBeLessThan(of(week) / 1.5);
    }
  });
});
