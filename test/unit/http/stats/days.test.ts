import { expect, test } from 'vitest';
import { dayWords, unevenDays, workingDayWords } from '../../../../src/http/stats/days.ts';

test('days of the week that fall more often than others are told, that nobody takes them for demand', () => {
  expect(unevenDays('2026-10-01', '2026-10-31')).toBe(
    'Thursday, Friday and Saturday fall 5 times in these days, the others 4 times.',
  );
  expect(unevenDays('2026-11-02', '2026-11-09')).toBe('Monday falls twice in these days, the others once.');
  expect(unevenDays('2026-11-02', '2026-11-15')).toBeNull();
  expect(unevenDays('2026-11-02', '2026-11-04')).toBeNull();
});

test('a day is named, and a working day is as long as it mostly is', () => {
  expect(dayWords('2026-10-01')).toBe('Thu 1 Oct');
  const day = ['09:00-12:30', '13:30-17:00'];
  expect(
    workingDayWords({ mon: day, tue: day, wed: day, thu: day, fri: ['09:00-12:30', '13:30-16:30'] }),
  ).toBe('about 7 hours');
  expect(workingDayWords({ mon: ['08:30-16:00'], sat: ['10:00-11:00'] })).toBe('about 7.5 hours');
});
