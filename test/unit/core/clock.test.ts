import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  afterWorkingSeconds,
  type Calendar,
  dueBy,
  inWords,
  isOpen,
  workingSeconds,
} from '../../../src/core/clock.ts';
import { calendarOf, teamOf } from '../../../src/core/council.ts';
import { weekdays } from '../../../src/core/hours.ts';
import { anyCalendar } from '../../support/calendars.ts';
import { Wall } from '../../support/minutes.ts';
import { aCouncil } from '../../support/turns.ts';

const london = 'Europe/London';
const days = 8;

/** The weeks the clocks change, and two that are only full of bank holidays. */
const weeks = ['2026-03-26', '2026-10-22', '2027-03-25', '2027-10-28', '2026-12-23', '2027-03-31'].map(
  (from) => new Wall(new Date(`${from}T00:00:00Z`), days, london),
);

function wallOf(week: number): Wall {
  const wall = weeks[week];
  if (wall === undefined) throw new Error('There is no such week.');
  return wall;
}

const aWeek = fc.nat({ max: weeks.length - 1 }).chain((week) => {
  const wall = wallOf(week);
  const dates = [...new Set(wall.minutes.map(({ date }) => date))];
  const instant = fc
    .integer({ min: 1440 * 60_000, max: (days - 1) * 1440 * 60_000 })
    .map((after) => new Date(wall.from + after));
  return fc.record({
    week: fc.constant(week),
    calendar: anyCalendar(fc.subarray(dates, { maxLength: 3 })),
    one: instant,
    other: instant,
  });
});

describe('Working time, against a wall clock watched minute by minute', () => {
  test('counts the same seconds, whatever the calendar and whenever the clocks change', () => {
    fc.assert(
      fc.property(aWeek, ({ week, calendar, one, other }) => {
        const wall = wallOf(week);
        const [since, until] = one < other ? [one, other] : [other, one];
        expect(workingSeconds(calendar, since, until)).toBe(wall.workingSeconds(calendar, since, until));
      }),
      { numRuns: 150 },
    );
  });

  test('is open in the same minutes', () => {
    fc.assert(
      fc.property(aWeek, ({ week, calendar }) => {
        const wall = wallOf(week);
        const open = wall.open(calendar);
        for (let i = 0; i < open.length; i += 37)
          expect([i, isOpen(calendar, new Date(wall.from + i * 60_000))]).toEqual([i, open[i]]);
      }),
      { numRuns: 30 },
    );
  });

  test('comes to an instant after so many seconds of it, and to no later one', () => {
    fc.assert(
      fc.property(aWeek, fc.integer({ min: 1, max: 30 * 3600 }), ({ week, calendar, one }, seconds) => {
        const wall = wallOf(week);
        const then = afterWorkingSeconds(calendar, one, seconds);
        const end = new Date(wall.from + days * 1440 * 60_000);
        if (then === null || then > end) {
          expect(wall.workingSeconds(calendar, one, end)).toBeLessThanOrEqual(seconds);
          return;
        }
        expect(wall.workingSeconds(calendar, one, then)).toBe(seconds);
        expect(wall.workingSeconds(calendar, one, new Date(then.getTime() - 1))).toBe(seconds - 1);
      }),
      { numRuns: 150 },
    );
  });

  test('runs on for a case left open for years', () => {
    const always = { timezone: london, hours: { wed: ['09:00-10:00'] }, daysOff: new Set<string>() };
    const wednesdays = 522;
    const until = new Date(Date.UTC(2026, 0, 5) + wednesdays * 7 * 86_400_000);
    expect(workingSeconds(always, new Date(Date.UTC(2026, 0, 5)), until)).toBe(wednesdays * 3600);
  });

  test.each(['Africa/Cairo', 'America/Havana', 'America/Santiago', 'Asia/Beirut', 'Atlantic/Azores', london])(
    'is all of the time where nobody ever shuts, even where the clocks change at midnight: %s',
    (timezone) => {
      const always = Object.fromEntries(weekdays.map((day) => [day, ['00:00-24:00']]));
      const calendar = { timezone, hours: always, daysOff: new Set<string>() };
      for (let month = 0; month < 12; month += 1) {
        const [since, until] = [Date.UTC(2026, month, 1, 5), Date.UTC(2026, month + 1, 1, 5)];
        const worked = workingSeconds(calendar, new Date(since), new Date(until));
        expect([month, worked]).toEqual([month, (until - since) / 1000]);
      }
    },
  );

  test('is none backwards', () => {
    const always = { timezone: london, hours: { tue: ['00:00-24:00'] }, daysOff: new Set<string>() };
    const noon = new Date('2026-11-24T12:00:00Z');
    expect(workingSeconds(always, noon, noon)).toBe(0);
    expect(workingSeconds(always, noon, new Date('2026-11-24T11:00:00Z'))).toBe(0);
  });
});

describe('A target falls due', () => {
  const council = aCouncil();
  const offices = calendarOf(council, teamOf(council, 'customer-services'));
  const duty = calendarOf(council, teamOf(council, 'duty-desk'));
  const due = (target: string, since: string, calendar: Calendar = offices) =>
    dueBy(calendar, new Date(since), target)?.toISOString() ?? null;

  test('at once, when it is immediate', () => {
    expect(due('immediate', '2026-12-25T03:00:00Z')).toBe('2026-12-25T03:00:00.000Z');
  });

  test('never, when there is none', () => {
    expect(due('none', '2026-11-24T10:00:00Z')).toBeNull();
  });

  test('after clock hours, over nights, bank holidays and a clock change alike', () => {
    expect(due('48h', '2026-10-24T12:00:00Z')).toBe('2026-10-26T12:00:00.000Z');
    expect(due('4h', '2026-12-25T23:00:00Z')).toBe('2026-12-26T03:00:00.000Z');
  });

  test('after working hours, less the lunch break', () => {
    expect(due('4wh', '2026-11-24T10:00:00Z')).toBe('2026-11-24T15:00:00.000Z');
  });

  test('after working hours that go on the next morning', () => {
    expect(due('4wh', '2026-11-24T16:00:00Z')).toBe('2026-11-25T12:00:00.000Z');
  });

  test('after working hours that pass on a Saturday morning too', () => {
    expect(due('2wh', '2026-11-27T16:00:00Z')).toBe('2026-11-28T11:00:00.000Z');
  });

  test('at the close of the next working day', () => {
    expect(due('1wd', '2026-11-24T10:00:00Z')).toBe('2026-11-25T17:00:00.000Z');
  });

  test('on Monday at the latest for what comes on Friday, at its own close', () => {
    expect(due('1wd', '2026-11-26T10:00:00Z')).toBe('2026-11-27T16:30:00.000Z');
    expect(due('1wd', '2026-11-27T10:00:00Z')).toBe('2026-11-30T17:00:00.000Z');
  });

  test('a day later for what comes after close, though not for what comes at lunch', () => {
    expect(due('1wd', '2026-11-24T16:59:59Z')).toBe('2026-11-25T17:00:00.000Z');
    expect(due('1wd', '2026-11-24T17:00:00Z')).toBe('2026-11-26T17:00:00.000Z');
    expect(due('1wd', '2026-11-24T13:00:00Z')).toBe('2026-11-25T17:00:00.000Z');
  });

  test('as if it came on Monday, for what comes on a Saturday morning, open as we are', () => {
    expect(isOpen(offices, new Date('2026-11-28T10:00:00Z'))).toBe(true);
    expect(due('1wd', '2026-11-28T10:00:00Z')).toBe('2026-12-01T17:00:00.000Z');
  });

  test('as if it came after Easter, for what comes on Good Friday', () => {
    expect(isOpen(offices, new Date('2026-04-03T10:00:00Z'))).toBe(false);
    // Tuesday 7 April is the first working day, so it is received on that day.
    expect(due('1wd', '2026-04-03T10:00:00Z')).toBe('2026-04-08T16:00:00.000Z');
    // Half an hour on Thursday, the morning of Easter Saturday, which is no bank holiday, and an hour on Tuesday.
    expect(due('4wh', '2026-04-02T15:30:00Z')).toBe('2026-04-07T09:00:00.000Z');
  });

  test('over Christmas with the days between, when the council is shut', () => {
    expect(due('1wd', '2026-12-24T10:00:00Z')).toBe('2027-01-04T17:00:00.000Z');
  });

  test('at the same local time so many days on, over a clock change', () => {
    expect(due('28d', '2026-10-10T09:00:00Z')).toBe('2026-11-07T10:00:00.000Z');
    expect(due('1d', '2026-03-28T12:00:00Z')).toBe('2026-03-29T11:00:00.000Z');
  });

  test('at midnight, for a team that never shuts', () => {
    expect(due('1wd', '2026-11-24T10:00:00Z', duty)).toBe('2026-11-26T00:00:00.000Z');
    expect(due('4wh', '2026-11-27T22:00:00Z', duty)).toBe('2026-11-28T02:00:00.000Z');
  });

  test('never in working time where nobody ever works', () => {
    const never = { timezone: london, hours: {}, daysOff: new Set<string>() };
    expect(due('1wh', '2026-11-24T10:00:00Z', never)).toBeNull();
    expect(due('1wd', '2026-11-24T10:00:00Z', never)).toBeNull();
    expect(due('1h', '2026-11-24T10:00:00Z', never)).toBe('2026-11-24T11:00:00.000Z');
  });

  test('never in working days where only Saturdays are worked', () => {
    const saturdays = { timezone: london, hours: { sat: ['09:00-12:00'] }, daysOff: new Set<string>() };
    expect(due('1wd', '2026-11-24T10:00:00Z', saturdays)).toBeNull();
    expect(due('1wh', '2026-11-24T10:00:00Z', saturdays)).toBe('2026-11-28T10:00:00.000Z');
  });

  test('years ahead, where it says so', () => {
    expect(due('1500wd', '2026-11-24T10:00:00Z')?.slice(0, 4)).toBe('2032');
  });
});

describe('A time is told as GOV.UK writes it', () => {
  const told = (instant: string, language: 'en' | 'cy' = 'en') =>
    inWords(new Date(instant), london, language);

  test.each([
    ['2026-11-24T17:00:00Z', '5pm on Tuesday 24 November'],
    ['2026-11-24T09:30:00Z', '9:30am on Tuesday 24 November'],
    ['2026-07-01T16:05:00Z', '5:05pm on Wednesday 1 July'],
    ['2026-11-24T12:00:00Z', 'midday on Tuesday 24 November'],
    ['2026-11-24T12:01:00Z', '12:01pm on Tuesday 24 November'],
    ['2026-11-24T00:01:00Z', '12:01am on Tuesday 24 November'],
    ['2026-10-25T00:30:00Z', '1:30am on Sunday 25 October'],
  ])('%s is %s', (instant, words) => {
    expect(told(instant)).toBe(words);
  });

  test('midnight belongs to the day it ends, as in a deadline', () => {
    expect(told('2026-11-25T00:00:00Z')).toBe('midnight on Tuesday 24 November');
    expect(told('2026-06-30T23:00:00Z')).toBe('midnight on Tuesday 30 June');
  });

  test('in Welsh too', () => {
    expect(told('2026-11-24T17:00:00Z', 'cy')).toBe('5pm ddydd Mawrth 24 Tachwedd');
    expect(told('2026-11-24T12:00:00Z', 'cy')).toBe('12 canol dydd ddydd Mawrth 24 Tachwedd');
    expect(told('2026-11-25T00:00:00Z', 'cy')).toBe('hanner nos ddydd Mawrth 24 Tachwedd');
  });
});
