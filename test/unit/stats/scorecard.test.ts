import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ReadAlike, Readings } from '../../../src/core/scorecard.ts';
import { driftOf } from '../../../src/stats/drift.ts';
import { scorecardOf } from '../../../src/stats/scorecard.ts';

function alike(change: Partial<ReadAlike>): ReadAlike {
  const messages = change.messages ?? 10;
  const band = change.band ?? 8;
  return {
    week: '2026-11-16',
    model: 'm1',
    label: 'noise',
    sure: true,
    truth: null,
    restricted: 0,
    given: messages * (band / 10 + 0.05),
    cases: [],
    ...change,
    messages,
    band,
  };
}

const readings = (change: Partial<Readings>): Readings => ({
  weeks: ['2026-11-16', '2026-11-23'],
  read: [],
  models: (change.read ?? []).map(({ week, model }) => ({
    ...{ week, model },
    first: new Date(week),
    last: new Date(`${week}T17:00:00Z`),
  })),
  cases: [],
  ...change,
});

test('Confusions are told over all weeks, the most frequent first, without restricted cases, and name the latest', () => {
  const at = (day: number) => new Date(Date.UTC(2026, 10, day));
  const cases = (...days: number[]) => days.map((day) => ({ reference: `MB-${day}`, at: at(day) }));
  const { confusions } = scorecardOf(
    readings({
      read: [
        alike({ week: '2026-11-16', truth: 'litter', messages: 6, restricted: 1, cases: cases(20, 18, 17) }),
        alike({ week: '2026-11-23', truth: 'litter', messages: 4, cases: cases(25, 24, 23) }),
        alike({ week: '2026-11-23', truth: 'litter', band: 3, messages: 1, cases: cases(26) }),
        alike({ truth: 'pothole', messages: 10, cases: cases(16) }),
        alike({ truth: 'safeguarding', messages: 2, restricted: 2 }),
        alike({ truth: 'noise', messages: 50 }),
        alike({ messages: 50 }),
        alike({ week: '2026-11-09', truth: 'litter', messages: 90, cases: cases(9) }),
      ],
    }),
  );
  expect(confusions).toEqual([
    { label: 'litter', taken: 'noise', times: 10, references: ['MB-26', 'MB-25', 'MB-24', 'MB-23', 'MB-20'] },
    { label: 'pothole', taken: 'noise', times: 10, references: ['MB-16'] },
  ]);
});

describe('A scorecard from the ledger', () => {
  const card = scorecardOf(
    readings({
      read: [
        alike({ messages: 20, truth: 'noise' }),
        alike({ messages: 5, truth: 'litter' }),
        alike({ messages: 15 }),
        alike({ messages: 10, label: 'litter', band: 3, sure: false, truth: 'litter' }),
        alike({ week: '2026-11-23', model: 'm2', messages: 3, truth: 'litter' }),
        alike({ week: '2026-10-26', messages: 999, truth: 'litter' }),
      ],
      cases: [
        { week: '2026-11-16', opened: 40, moved: 10 },
        { week: '2026-11-23', opened: 4, moved: 4 },
      ],
    }),
  );

  test('counts as right what people left standing, of what they looked at', () => {
    expect(card).toMatchObject({ messages: 53, judged: 38, corrected: 8, accuracy: 30 / 38, sure: 43 / 53 });
  });

  test('tells no share of fewer than five', () => {
    const [before, now] = card.weeks;
    expect(before).toMatchObject({ messages: 50, accuracy: 30 / 35, misrouted: 0.25 });
    expect(now).toMatchObject({ messages: 3, corrected: 3, accuracy: null, sure: null, misrouted: null });
  });

  test('says of each band of probability how many were corrected', () => {
    const [, , , low, , , , , high] = card.calibration;
    expect(high).toMatchObject({ from: 0.8, judged: 28, corrected: 8, right: 20 / 28 });
    expect(high?.given).toBeCloseTo(0.85);
    expect(low).toMatchObject({ from: 0.3, judged: 10, corrected: 0, right: 1 });
  });

  test('scores labels, the most frequent first, and models, the latest first', () => {
    expect(card.labels.map(({ label, messages, corrected }) => [label, messages, corrected])).toEqual([
      ['noise', 43, 8],
      ['litter', 10, 0],
    ]);
    expect(card.models.map(({ model, messages }) => [model, messages])).toEqual([
      ['m2', 3],
      ['m1', 50],
    ]);
  });

  test('stands when nothing was read', () => {
    const empty = scorecardOf(readings({}));
    expect(empty).toMatchObject({ messages: 0, accuracy: null, misrouted: null, labels: [] });
    expect(empty.weeks.map(({ drift }) => drift)).toEqual([null, null]);
  });
});

describe('Drift', () => {
  const mix = (...counts: number[]) => new Map(counts.map((count, i) => [`label-${i}`, count]));

  test('is little between weeks of the same mix, and a lot when a flood of one subject comes', () => {
    expect(driftOf(mix(400, 300, 200, 100), mix(101, 74, 51, 24))).toBeLessThan(0.05);
    expect(driftOf(mix(400, 300, 200, 100), mix(40, 30, 20, 160))).toBeGreaterThan(0.25);
  });

  test('is not told of too few messages', () => {
    expect(driftOf(mix(400, 300), mix(20, 20))).toBeNull();
    expect(driftOf(new Map(), mix(200))).toBeNull();
  });

  test('does not take the small numbers of many labels for a change', () => {
    const usual = mix(...Array.from({ length: 50 }, () => 8));
    const few = mix(...Array.from({ length: 50 }, (_, i) => (i % 2 === 0 ? 3 : 1)));
    expect(driftOf(usual, few)).toBeLessThan(0.25);
  });

  test('is never below nothing', () => {
    const counts = fc.array(fc.nat(100), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(counts, counts, (one, other) => {
        expect(driftOf(mix(...one), mix(...other)) ?? 0).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});
