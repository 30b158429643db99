import { describe, expect, test } from 'vitest';
import { bankHolidays, bankHolidaysAnywhere } from '../../../config/bank-holidays.ts';
import { inWords } from '../../../src/core/clock.ts';
import {
  type Duty,
  duties,
  type ExtendableDuty,
  legallyDue,
  legallyDueExtended,
} from '../../../src/core/statutory.ts';

const london = 'Europe/London';
const years = [2025, 2026, 2027];
const days = {
  timezone: london,
  own: new Set(bankHolidays('GB-ENG', years)),
  anywhere: new Set(bankHolidaysAnywhere(years)),
};
const due = (duty: Duty, since: string) => inWords(legallyDue(duty, new Date(since), days), london, 'en');
const extended = (duty: ExtendableDuty, since: string) =>
  inWords(legallyDueExtended(duty, new Date(since), days), london, 'en');

describe('A request for information is due on the twentieth working day after it came', () => {
  test('past Saint Andrew’s Day, though it came to an English council', () => {
    // 25, 26, 27 November (3), not 30, 1 to 4 (7), 7 to 11 (12), 14 to 18 (17), 21, 22, 23 December (20).
    expect(due('information-request', '2026-11-24T10:00:00Z')).toBe('midnight on Wednesday 23 December');
  });

  test('past Saint Patrick’s Day and Easter', () => {
    // 10 to 13 March (4), 16, not 17, 18 to 20 (8), 23 to 27 (13), 30 to 2 April (17), not 3, not 6, 7, 8, 9 (20).
    expect(due('information-request', '2026-03-09T10:00:00Z')).toBe('midnight on Thursday 9 April');
  });

  test('past Christmas, counting from Tuesday when it came on Saturday before Saint Andrew’s Day', () => {
    // 1 to 4 December (4), 7 to 11 (9), 14 to 18 (14), 21 to 24 (18), not 25, not 28, 29, 30 (20).
    expect(due('information-request', '2026-11-28T10:00:00Z')).toBe('midnight on Wednesday 30 December');
  });

  test('on the same day whether it came before dawn or after closing', () => {
    const early = legallyDue('information-request', new Date('2026-11-24T00:00:00Z'), days);
    expect(legallyDue('information-request', new Date('2026-11-24T23:59:59Z'), days)).toEqual(early);
    expect(legallyDue('information-request', new Date('2026-11-25T00:00:00Z'), days)).not.toEqual(early);
  });

  test('and on the fortieth at most, when it is about the environment and complex', () => {
    // From 23 December, the twentieth: 24 (21), 29, 30, 31 (24), 4 to 8 January, as 4 is shut in Scotland for 2 January, (28),
    // 11 to 15 (33), 18 to 22 (38), 25, 26 (40).
    expect(extended('environmental-information', '2026-11-24T10:00:00Z')).toBe(
      'midnight on Tuesday 26 January',
    );
  });
});

describe('A request for one’s own data is due a month later', () => {
  test('on the same date', () => {
    expect(due('own-data', '2026-11-24T10:00:00Z')).toBe('midnight on Thursday 24 December');
  });

  test('or on the last day of a month that has no such date', () => {
    expect(due('own-data', '2026-08-31T10:00:00+01:00')).toBe('midnight on Wednesday 30 September');
  });

  test('or on the working day after, when that is a weekend or a holiday', () => {
    expect(due('own-data', '2026-09-03T10:00:00+01:00')).toBe('midnight on Monday 5 October');
    // 25 December is a Friday and a holiday, then the weekend, then the substitute.
    expect(due('own-data', '2026-11-25T10:00:00Z')).toBe('midnight on Tuesday 29 December');
    // 31 January to 28 February, which is a Sunday.
    expect(due('own-data', '2027-01-31T10:00:00Z')).toBe('midnight on Monday 1 March');
  });

  test('and three months later when it is complex, from the same day', () => {
    expect(extended('own-data', '2026-11-24T10:00:00Z')).toBe('midnight on Wednesday 24 February');
    expect(extended('own-data', '2026-11-30T10:00:00Z')).toBe('midnight on Monday 1 March');
  });

  test('by the date in London, not in UTC', () => {
    // Half past midnight on 1 June.
    expect(due('own-data', '2026-05-31T23:30:00Z')).toBe('midnight on Wednesday 1 July');
  });
});

describe('Other duties', () => {
  test('an emergency hazard is made safe in 24 hours, over a change of clocks and a holiday alike', () => {
    const safe = (since: string) => legallyDue('emergency-hazard', new Date(since), days).toISOString();
    expect(safe('2026-03-28T20:00:00Z')).toBe('2026-03-29T20:00:00.000Z');
    expect(safe('2026-12-24T23:30:00Z')).toBe('2026-12-25T23:30:00.000Z');
  });

  test('a significant hazard is investigated, told of and made safe in working days of our own nation', () => {
    // Saint Andrew's Day counts here: 25, 26, 27, 30 (4), 1 to 4 (8), 7, 8 December (10).
    expect(due('hazard-investigated', '2026-11-24T10:00:00Z')).toBe('midnight on Tuesday 8 December');
    expect(due('hazard-summary', '2026-12-08T15:00:00Z')).toBe('midnight on Friday 11 December');
    expect(due('hazard-made-safe', '2026-12-08T15:00:00Z')).toBe('midnight on Tuesday 15 December');
    expect(due('hazard-works-begun', '2026-12-08T15:00:00Z')).toBe('midnight on Tuesday 2 March');
  });

  test('a complaint is acknowledged in 5 working days, answered in 10, and again in 20', () => {
    // 24 (1), not 25, not 28, 29, 30, 31 (4), not 1 January, 4 (5).
    expect(due('complaint-acknowledged', '2026-12-23T10:00:00Z')).toBe('midnight on Monday 4 January');
    expect(due('complaint-stage-one', '2026-11-24T10:00:00Z')).toBe('midnight on Tuesday 8 December');
    expect(extended('complaint-stage-one', '2026-11-24T10:00:00Z')).toBe('midnight on Tuesday 22 December');
    expect(due('complaint-stage-two', '2026-11-24T10:00:00Z')).toBe('midnight on Tuesday 22 December');
  });

  test('a complaint about data is acknowledged in 30 days, counted from the day after', () => {
    expect(due('data-complaint', '2026-11-24T10:00:00Z')).toBe('midnight on Thursday 24 December');
  });

  test('none falls due before it begins', () => {
    for (const duty of duties)
      expect(
        legallyDue(duty, new Date('2026-12-25T12:00:00Z'), days) > new Date('2026-12-26T00:00:00Z'),
      ).toBe(true);
  });
});
