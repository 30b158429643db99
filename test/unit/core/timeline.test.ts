import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bankHolidays } from '../../../config/bank-holidays.ts';
import { afterWorkingSeconds } from '../../../src/core/clock.ts';
import {
  courseOf,
  dueAfterPauses,
  figuresOf,
  type TimelineEvent,
  timelineTypes,
} from '../../../src/core/timeline.ts';
import { stretchesOf } from '../../../src/core/timeline-stretches.ts';
import { anyCalendar } from '../../support/calendars.ts';
import { seenFigures } from '../../support/watched-case.ts';
import { Years } from '../../support/years.ts';

const years = new Years('2025-12-01T00:00:00Z', '2028-06-01T00:00:00Z', 'Europe/London');
const bank = bankHolidays('GB-ENG', [2025, 2026, 2027, 2028]);
const calendar = anyCalendar(
  fc.subarray([...years.dates], { maxLength: 10 }).map((off) => [...bank, ...off]),
);

const minuteMs = 60_000;
const aDay = 1440;
const gap = fc.oneof(
  fc.constantFrom(0, 1, 14 * aDay, 14 * aDay + 1),
  fc.integer({ min: 0, max: 2 * aDay }),
  fc.integer({ min: 0, max: 20 * aDay }),
);
const type = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...timelineTypes) },
  { weight: 1, arbitrary: fc.constantFrom('waiting' as const, 'resumed' as const) },
);

/** Ten events or fewer, in order, most of them begun by a resident. */
const timeline = fc
  .record({
    start: fc.integer({ min: 31 * aDay, max: 600 * aDay }),
    begins: fc.oneof(
      { weight: 9, arbitrary: fc.constant('resident-message' as const) },
      { weight: 1, arbitrary: type },
    ),
    rest: fc.array(fc.record({ gap, type }), { maxLength: 9 }),
  })
  .map(({ start, begins, rest }): TimelineEvent[] => {
    let minute = start;
    const at = () => new Date(years.from + minute * minuteMs);
    return [
      { at: at(), type: begins },
      ...rest.map((each) => {
        minute += each.gap;
        return { at: at(), type: each.type };
      }),
    ];
  });

const total = (stretches: ReturnType<typeof stretchesOf>, why: string) =>
  stretches
    .filter((stretch) => stretch.why === why)
    .reduce((sum, { from, to }) => sum + to.getTime() - from.getTime(), 0);

describe('The figures of a case, against somebody who looks at it once a minute', () => {
  test('are the same, whatever happens in whatever order', () => {
    fc.assert(
      fc.property(calendar, timeline, (kept, events) => {
        const figures = figuresOf(kept, events);
        expect({
          acknowledgement: figures.acknowledgementSeconds,
          firstResponse: figures.firstResponseMinutes,
          resolution: figures.resolutionMinutes,
          paused: figures.pausedMinutes,
        }).toEqual(seenFigures(years.watch(kept), events));
      }),
      { numRuns: 300 },
    );
  }, 60_000);

  test('do not depend on the order in which events are told', () => {
    fc.assert(
      fc.property(
        calendar,
        timeline.filter((events) => new Set(events.map(({ at }) => at.getTime())).size === events.length),
        fc.infiniteStream(fc.nat()),
        (kept, events, numbers) => {
          const shuffled = events
            .map((event) => ({ event, place: numbers.next().value }))
            .sort((one, other) => one.place - other.place)
            .map(({ event }) => event);
          expect(figuresOf(kept, shuffled)).toEqual(figuresOf(kept, events));
        },
      ),
      { numRuns: 100 },
    );
  });
});

describe('The clock of a case step by step', () => {
  const moments = fc.tuple(calendar, timeline, fc.nat({ max: 90 * aDay * minuteMs }));

  test('adds up to its figures, to the millisecond', () => {
    fc.assert(
      fc.property(moments, fc.nat({ max: 59_999 }), ([kept, events, later], past) => {
        const shifted = events.map(({ at, type }, i) => ({
          at: new Date(at.getTime() + past * (i + 1)),
          type,
        }));
        const now = new Date((shifted.at(-1)?.at.getTime() ?? 0) + later);
        const figures = figuresOf(kept, shifted, now);
        const stretches = stretchesOf(kept, shifted, now);
        if (figures.startedAt === null) expect(stretches).toEqual([]);
        else expect(Math.floor(total(stretches, 'paused') / minuteMs)).toBe(figures.pausedMinutes);
        if (figures.resolutionMinutes !== null)
          expect(Math.floor(total(stretches, 'working') / minuteMs)).toBe(figures.resolutionMinutes);
      }),
      { numRuns: 300 },
    );
  });

  test('leaves no gap between the first message and now, and tells no two neighbours alike', () => {
    fc.assert(
      fc.property(moments, ([kept, events, later]) => {
        const now = new Date((events.at(-1)?.at.getTime() ?? 0) + later);
        const stretches = stretchesOf(kept, events, now);
        const begins = events.find((event) => event.type === 'resident-message')?.at;
        if (begins === undefined || begins.getTime() === now.getTime()) {
          expect(stretches).toEqual([]);
          return;
        }
        expect(stretches[0]?.from).toEqual(begins);
        expect(stretches.at(-1)?.to).toEqual(now);
        stretches.slice(1).forEach((stretch, i) => {
          expect(stretch.from).toEqual(stretches[i]?.to);
          expect(stretch.why).not.toBe(stretches[i]?.why);
        });
        for (const { from, to, counts, why } of stretches) {
          expect(from < to).toBe(true);
          expect(counts).toBe(why === 'working');
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('A target for resolution', () => {
  test('is missed once as much working time has counted as it gives, and not before', () => {
    fc.assert(
      fc.property(calendar, timeline, fc.integer({ min: 1, max: 6000 }), (kept, events, minutes) => {
        const course = courseOf(kept, events);
        const due = course && afterWorkingSeconds(kept, course.startedAt, minutes * 60);
        if (!course?.resolvedAt || !due || due > new Date('2028-01-01')) return;
        const moved = dueAfterPauses(kept, due, course.pauses, course.resolvedAt);
        const took = figuresOf(kept, events).resolutionMinutes ?? 0;
        if (course.resolvedAt <= moved) expect(took).toBeLessThanOrEqual(minutes);
        else expect(took).toBeGreaterThanOrEqual(minutes);
      }),
      { numRuns: 1000 },
    );
  });

  const plain = {
    timezone: 'Europe/London',
    hours: Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [day, ['09:00-17:00']])),
    daysOff: new Set(bank),
  };
  const at = (time: string) => new Date(`2026-11-${time}:00Z`);
  const moved = (due: string, from: string, to: string | null, until: string) =>
    dueAfterPauses(
      plain,
      at(due),
      [{ from: at(from), to: to === null ? null : at(to) }],
      at(until),
    ).toISOString();

  test('is put off by as much working time as we waited', () => {
    expect(moved('25T17:00', '24T11:00', '24T13:00', '30T12:00')).toBe('2026-11-26T11:00:00.000Z');
  });

  test('is put off further while we still wait', () => {
    expect(moved('25T17:00', '24T11:00', null, '24T11:30')).toBe('2026-11-26T09:30:00.000Z');
    expect(moved('25T17:00', '24T11:00', null, '24T16:00')).toBe('2026-11-26T14:00:00.000Z');
  });

  test('is not put off by waiting at night, nor by a question that comes too late', () => {
    expect(moved('25T17:00', '24T17:00', '25T09:00', '30T12:00')).toBe('2026-11-25T17:00:00.000Z');
    expect(moved('25T17:00', '26T09:00', '26T12:00', '30T12:00')).toBe('2026-11-25T17:00:00.000Z');
  });
});

test('Ten thousand cases are clocked in well under a second', () => {
  const hours = { mon: ['09:00-17:00'], tue: ['09:00-17:00'], wed: ['09:00-17:00'], thu: ['09:00-17:00'] };
  const kept = { timezone: 'Europe/London', hours, daysOff: new Set(bank) };
  const cases = fc.sample(timeline, 10_000);
  const since = performance.now();
  const resolved = cases.filter((events) => figuresOf(kept, events).resolutionMinutes !== null).length;
  const took = performance.now() - since;
  expect(resolved).toBeGreaterThan(1000);
  expect(took).toBeLessThan(1000);
}, 30_000);
