import { describe, expect, test } from 'vitest';
import {
  leadingUpTo,
  monthsUpTo,
  periodNamed,
  periodOfDays,
  stretchesOf,
} from '../../../src/core/periods.ts';

const zone = 'Europe/London';
/** A Wednesday, noon. */
const now = new Date('2026-11-25T12:00:00Z');
const told = (period: { from: Date; to: Date }) => [period.from.toISOString(), period.to.toISOString()];

describe('A period', () => {
  test('by its name is whole local days: weeks from Monday, the year from April', () => {
    expect(told(periodNamed('this-week', now, zone))).toEqual([
      '2026-11-23T00:00:00.000Z',
      '2026-11-30T00:00:00.000Z',
    ]);
    expect(periodNamed('last-month', now, zone)).toMatchObject({
      firstDay: '2026-10-01',
      lastDay: '2026-10-31',
      from: new Date('2026-09-30T23:00:00Z'),
    });
    expect(periodNamed('quarter', now, zone).firstDay).toBe('2026-10-01');
    expect(periodNamed('year', now, zone)).toMatchObject({ firstDay: '2026-04-01', lastDay: '2027-03-31' });
    const march = new Date('2026-03-31T12:00:00Z');
    expect(periodNamed('year', march, zone).firstDay).toBe('2025-04-01');
  });

  test('under way is laid beside as much of the one before; one that is over beside all of it', () => {
    expect(told(periodNamed('this-week', now, zone).before)).toEqual([
      '2026-11-16T00:00:00.000Z',
      '2026-11-18T12:00:00.000Z',
    ]);
    expect(told(periodNamed('last-week', now, zone).before)).toEqual([
      '2026-11-09T00:00:00.000Z',
      '2026-11-16T00:00:00.000Z',
    ]);
  });

  test('of days has both in it, over a clock change too, and is none when they run backwards', () => {
    const period = periodOfDays('2026-10-24', '2026-10-25', now, zone);
    expect(period && told(period)).toEqual(['2026-10-23T23:00:00.000Z', '2026-10-26T00:00:00.000Z']);
    expect(period?.before.from).toEqual(new Date('2026-10-21T23:00:00Z'));
    expect(periodOfDays('2026-11-02', '2026-11-01', now, zone)).toBeNull();
    expect(periodOfDays('yesterday', '2026-11-01', now, zone)).toBeNull();
  });

  test('has every stretch of a line over it, and what leads up to its end', () => {
    const week = periodNamed('last-week', now, zone);
    expect(stretchesOf(week, 'day', zone)).toHaveLength(7);
    const reach = leadingUpTo(week, 'week', 3, now, zone);
    expect(stretchesOf(reach, 'week', zone)).toEqual(['2026-11-02', '2026-11-09', '2026-11-16']);
  });
});

describe('Months that are over', () => {
  const now = new Date('2026-11-23T12:00:00Z');
  const months = (last: string | null, many: number) => monthsUpTo(last, many, now, 'Europe/London');

  test('are whole local months, the last of them last', () => {
    expect(months(null, 2)).toEqual([
      { month: '2026-09', from: new Date('2026-08-31T23:00:00Z'), to: new Date('2026-09-30T23:00:00Z') },
      { month: '2026-10', from: new Date('2026-09-30T23:00:00Z'), to: new Date('2026-11-01T00:00:00Z') },
    ]);
  });

  test.each([
    ['2026-11', 3],
    ['October', 3],
    [null, 0],
    [null, 1.5],
  ])('are none for %s and %s', (last, many) => {
    expect(months(last, many)).toBeNull();
  });
});
