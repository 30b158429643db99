import fc from 'fast-check';
import type { Calendar } from '../../src/core/clock.ts';
import { weekdays } from '../../src/core/hours.ts';

const timeOfDay = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom(0, 60, 75, 90, 119, 120, 150, 180, 540, 1020, 1440) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 1440 }) },
);
const written = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

const hoursOfDay = fc.oneof(
  { weight: 1, arbitrary: fc.constant(['00:00-24:00']) },
  {
    weight: 4,
    arbitrary: fc.uniqueArray(timeOfDay, { maxLength: 6 }).map((times) => {
      const sorted = times.sort((a, b) => a - b);
      return sorted.flatMap((from, i) => {
        const to = sorted[i + 1];
        return i % 2 === 0 && to !== undefined && from < 1440 ? [`${written(from)}-${written(to)}`] : [];
      });
    }),
  },
);

/** Calendars of London with up to three spans a day, about the hours the clocks change too, shut on some of these dates. */
export function anyCalendar(daysOff: fc.Arbitrary<readonly string[]>): fc.Arbitrary<Calendar> {
  return fc.record({
    timezone: fc.constant('Europe/London'),
    hours: fc.record(Object.fromEntries(weekdays.map((day) => [day, hoursOfDay])), { requiredKeys: [] }),
    daysOff: daysOff.map((off): ReadonlySet<string> => new Set(off)),
  });
}
