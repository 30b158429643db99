import { describe, expect, test } from 'vitest';
import { type DigestOf, digestOf } from '../../../src/core/digest.ts';
import { type MeasureKey, measureKeys } from '../../../src/core/measures.ts';
import type { Figure, Figures, Measured } from '../../../src/core/statistics.ts';

const none: Figure = { count: 0, value: null, p90: null, mean: null, part: null };
const figures = (some: Partial<Record<MeasureKey, Figure>>): Figures =>
  Object.fromEntries(measureKeys.map((key) => [key, some[key] ?? none])) as Figures;
const counted = (count: number): Figure => ({ ...none, count, value: count });
const time = (count: number, value: number, p90: number): Figure => ({ ...none, count, value, p90 });
const share = (count: number, part: number): Figure => ({ ...none, count, part, value: part / count });
const filters = { from: new Date('2026-11-16T00:00:00Z'), to: new Date('2026-11-23T00:00:00Z') };
const aWeek = (all: Parameters<typeof figures>[0], teams: Record<string, Figure> = {}): Measured => ({
  filters,
  by: 'team',
  all: figures(all),
  groups: Object.entries(teams).map(([key, inTime]) => {
    return { key, figures: figures({ 'first-response-in-time': inTime }) };
  }),
});
const told = (week: Measured, before: Measured, more: Partial<DigestOf> = {}) =>
  digestOf({ week, before, open: { open: 120, overdue: 14 }, nameOf: (team) => `Team ${team}`, ...more });

const usual = aWeek({
  opened: counted(412),
  resolved: counted(398),
  'first-response': time(300, 130, 540),
  'first-response-in-time': share(200, 166),
});
const before = aWeek({
  opened: counted(378),
  'first-response': time(280, 150, 600),
  'first-response-in-time': share(200, 158),
});

describe('A week in brief', () => {
  test('is three numbers beside the week before, and which of them are better', () => {
    expect(
      told(usual, before).numbers.map(({ key, value, of, before, move }) => [key, value, of, before, move]),
    ).toEqual([
      ['first-response', '2h 10m', '300 cases', '2h 30m the week before', null],
      ['first-response-in-time', '83%', '200 cases', '79% the week before', null],
      ['opened', '412', null, '378 the week before', null],
    ]);
  });

  test('calls better or worse what chance alone would seldom bring', () => {
    const week = aWeek({ 'first-response': time(300, 200, 540), 'first-response-in-time': share(200, 180) });
    expect(told(week, before).numbers.map(({ move }) => move)).toEqual(['worse', 'better', null]);
  });

  test('is three sentences that can be read out', () => {
    expect(told(usual, before).sentences).toEqual([
      '412 cases were opened, 9% more than the week before; 398 resolved.',
      'A person first answered half of the cases within 2h 10m of working time, and nine in ten within 9h; 83% of those due were answered in time, 79% the week before.',
      '120 cases are open now, 14 of them overdue.',
    ]);
  });

  test('tells which teams changed much, the most changed first, and of none with too few', () => {
    const { changed } = told(
      aWeek({}, { parking: share(50, 30), waste: share(50, 49), parks: share(4, 0), streets: share(30, 24) }),
      aWeek({}, { parking: share(50, 43), waste: share(50, 25), parks: share(4, 4), streets: share(30, 25) }),
    );
    expect(changed).toEqual([
      {
        team: 'waste',
        move: 'better',
        text: 'Team waste answered 98% in time, 50% the week before (50 cases).',
      },
      {
        team: 'parking',
        move: 'worse',
        text: 'Team parking answered 60% in time, 86% the week before (50 cases).',
      },
    ]);
  });

  test('with hardly anything in it says so, and no share of so few', () => {
    const quiet = aWeek({
      opened: counted(1),
      'first-response': time(4, 10, 20),
      'first-response-in-time': share(4, 4),
    });
    const { numbers, sentences } = told(quiet, aWeek({ opened: counted(3) }), {
      open: { open: 1, overdue: 0 },
    });
    expect(sentences).toEqual([
      '1 case was opened, and 3 the week before; 0 resolved.',
      'Fewer than five were first answered by a person: too few to tell how fast.',
      '1 case is open now, none of them overdue.',
    ]);
    expect(numbers.map(({ value, move }) => [value, move])).toEqual([
      ['too few to tell', null],
      ['too few to tell', null],
      ['1', null],
    ]);
  });
});
