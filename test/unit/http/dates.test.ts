import { describe, expect, test } from 'vitest';
import { hoursInWords, momentInFull, momentInShort } from '../../../src/http/dates.ts';
import { hours, tenOnTuesday } from '../../support/builders.ts';

const london = 'Europe/London';
const short = (iso: string) => momentInShort(new Date(iso), tenOnTuesday, london);

describe('A moment in short', () => {
  test('on the same day, the day before and the day after, says so', () => {
    expect(short('2026-11-24T17:00:00Z')).toBe('today at 5pm');
    expect(short('2026-11-25T09:05:00Z')).toBe('tomorrow at 9:05am');
    expect(short('2026-11-23T23:59:00Z')).toBe('yesterday at 11:59pm');
  });

  test('further off names the day, and the year only when it is another', () => {
    expect(short('2026-11-27T12:00:00Z')).toBe('Fri 27 Nov at midday');
    expect(short('2025-12-03T00:00:00Z')).toBe('3 Dec 2025 at midnight');
  });

  test('is told by the clock on the council’s wall, in summer too', () => {
    expect(short('2026-07-01T08:30:00Z')).toBe('Wed 1 Jul at 9:30am');
    expect(momentInShort(new Date('2026-07-01T23:30:00Z'), new Date('2026-07-02T08:00:00Z'), london)).toBe(
      'today at 12:30am',
    );
  });

  test('knows tomorrow across the night the clocks go back', () => {
    const saturdayNight = new Date('2026-10-24T22:30:00Z');
    expect(momentInShort(new Date('2026-10-25T23:30:00Z'), saturdayNight, london)).toBe(
      'tomorrow at 11:30pm',
    );
  });
});

test('a moment in full leaves nothing out', () => {
  expect(momentInFull(hours(7.05), london)).toBe('Tuesday 24 November 2026 at 5:03pm');
});

test('a length of working time has no days', () => {
  expect(hoursInWords(31 * 3600 + 300)).toBe('31 hours 5 minutes');
  expect(hoursInWords(-3660)).toBe('1 hour 1 minute');
  expect(hoursInWords(59)).toBe('under a minute');
});
