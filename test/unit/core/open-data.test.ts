import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type MeasureKey, measureKeys, measureOf } from '../../../src/core/measures.ts';
import { openRows } from '../../../src/core/open-data.ts';
import type { Figure, Figures, Measured } from '../../../src/core/statistics.ts';

const none: Figure = { count: 0, value: null, p90: null, mean: null, part: null };
const figures = (some: Partial<Record<MeasureKey, Figure>>): Figures =>
  Object.fromEntries(measureKeys.map((key) => [key, some[key] ?? none])) as Figures;
const share = (count: number, part: number): Figure => {
  return { count, value: count === 0 ? null : part / count, p90: null, mean: null, part };
};
const filters = { from: new Date('2026-10-01T00:00:00Z'), to: new Date('2026-11-01T00:00:00Z') };

/** A month in which groups had these shares. */
function aMonth(groups: readonly (readonly [count: number, part: number])[]): Measured {
  const all = groups.reduce(([one, other], [count, part]) => [one + count, other + part], [0, 0] as const);
  return {
    filters,
    by: 'team',
    all: figures({ reopened: share(...all) }),
    groups: groups.map(([count, part], i) => ({
      key: `team-${i}`,
      figures: figures({ reopened: share(count, part) }),
    })),
  };
}

const rowsOf = (measured: Measured, closed?: ReadonlySet<string>) =>
  openRows({ month: '2026-10', measured }, closed).filter(({ measure }) => measure === 'reopened');

describe('A figure in open data', () => {
  test('is told with how many are behind it', () => {
    const [row] = rowsOf(aMonth([[40, 10]]));
    expect(row).toEqual({
      month: '2026-10',
      groupBy: 'team',
      group: 'team-0',
      measure: 'reopened',
      unit: 'share',
      count: 40,
      part: 10,
      value: 0.25,
      p90: null,
      leftOut: false,
    });
  });

  test.each([
    ['few cases', [4, 0]],
    ['a small part', [40, 2]],
    ['a small rest', [40, 38]],
  ] as const)(
    'with %s is left out, and the next smallest with it, or the total would tell it',
    (_, small) => {
      const rows = rowsOf(aMonth([[100, 30], small, [60, 20]]));
      expect(rows.map(({ leftOut }) => leftOut)).toEqual([false, true, true]);
      expect(rows[1]).toMatchObject({ count: null, part: null, value: null, p90: null });
    },
  );

  test('of a group that is closed is never told', () => {
    const rows = rowsOf(
      aMonth([
        [100, 30],
        [90, 40],
        [80, 40],
      ]),
      new Set(['team-0']),
    );
    expect(rows.map(({ leftOut }) => leftOut)).toEqual([true, false, true]);
  });

  test('of which the total is too small is told of no group', () => {
    expect(
      rowsOf(
        aMonth([
          [20, 1],
          [30, 2],
          [0, 0],
        ]),
      ).map(({ leftOut }) => leftOut),
    ).toEqual([true, true, false]);
  });

  test('that is small cannot be worked out from the others and the total', () => {
    const group = fc
      .integer({ min: 0, max: 30 })
      .chain((count) => fc.tuple(fc.constant(count), fc.nat(count)));
    fc.assert(
      fc.property(fc.array(group, { minLength: 1, maxLength: 8 }), (groups) => {
        const month = aMonth(groups);
        const rows = rowsOf(month);
        const [total] = openRows({ month: '2026-10', measured: { ...month, by: null } }).filter(
          ({ measure }) => measure === 'reopened',
        );
        const tells = (some: number) => some === 0 || some >= 5;
        const hidden = groups.filter((_, i) => rows[i]?.leftOut === true);
        for (const [i, [count, part]] of groups.entries())
          if (rows[i]?.leftOut === false) expect([count, part, count - part].every(tells)).toBe(true);
        if (total?.leftOut !== false || hidden.length === 0) return;
        // What is left when everything told is taken from the total.
        const count = hidden.reduce((sum, [each]) => sum + each, 0);
        const part = hidden.reduce((sum, [, each]) => sum + each, 0);
        const told = groups.length - hidden.length;
        const soundAlone = hidden.length > 1 && [count, part, count - part].every(tells);
        // Where all groups with anything in them are left out, only the total is told, which is sound itself.
        const onlyTheTotal =
          told === groups.filter((_, i) => rows[i]?.leftOut === false && rows[i]?.count === 0).length;
        expect(soundAlone || onlyTheTotal).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  test('that is small cannot be worked out from another measure that counts the same', () => {
    const kept = fc.record({
      count: fc.integer({ min: 0, max: 25 }),
      parts: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 5, maxLength: 5 }),
    });
    const alike = ['opened', 'repeat-contact', 'chasers', 'handed-over-right', 're-routes'] as const;
    const answers = ['survey-answered', 'satisfied'] as const;
    const monthOf = (groups: readonly (typeof kept extends fc.Arbitrary<infer T> ? T : never)[]) => {
      const each = groups.map(({ count, parts }) => {
        const [repeated = 0, right = 0, answered = 0, well = 0] = parts.map((part) =>
          Math.round(part * count),
        );
        const rated = Math.min(answered, count);
        return { count, repeated, right, rated, well: Math.min(well, rated) };
      });
      const told = (some: typeof each) => {
        const sum = (of: (one: (typeof each)[number]) => number) =>
          some.reduce((all, one) => all + of(one), 0);
        const [count, rated] = [sum((one) => one.count), sum((one) => one.rated)];
        const right = sum((one) => one.right);
        return figures({
          opened: { ...none, count, value: count },
          'repeat-contact': share(
            count,
            sum((one) => one.repeated),
          ),
          chasers: share(
            count,
            sum((one) => 2 * one.repeated),
          ),
          'handed-over-right': share(count, right),
          're-routes': share(count, count - right),
          surveyed: { ...none, count, value: count },
          'survey-answered': share(count, rated),
          satisfied: share(
            rated,
            sum((one) => one.well),
          ),
        });
      };
      const rows = each.map((one, i) => ({ key: `team-${i}`, figures: told([one]) }));
      return { each, measured: { filters, by: 'team' as const, all: told(each), groups: rows } };
    };
    let safe = 0;
    fc.assert(
      fc.property(fc.array(kept, { minLength: 2, maxLength: 8 }), (groups) => {
        const { each, measured } = monthOf(groups);
        const rows = openRows({ month: '2026-10', measured });
        const isTold = (measure: MeasureKey, i: number) =>
          rows.some((row) => row.measure === measure && row.group === `team-${i}` && !row.leftOut);
        const staysHidden = (
          quantityOf: (one: (typeof each)[number]) => number,
          tellers: readonly MeasureKey[],
        ) => {
          const total = each.reduce((sum, one) => sum + quantityOf(one), 0);
          const hidden = each.filter((_, i) => !tellers.some((measure) => isTold(measure, i)));
          for (const [i, one] of each.entries())
            if (tellers.some((measure) => isTold(measure, i)))
              expect(quantityOf(one) === 0 || quantityOf(one) >= 5).toBe(true);
          const some = hidden.map(quantityOf).filter((value) => value > 0);
          const sum = some.reduce((all, value) => all + value, 0);
          // All of it left out: only the total is told, which is sound itself.
          if (some.length === 0 || sum === total) return;
          safe += 1;
          expect([some.length > 1, sum >= 5]).toEqual([true, true]);
        };
        staysHidden(({ count }) => count, alike);
        staysHidden(({ rated }) => rated, answers);
      }),
      { numRuns: 2_000 },
    );
    expect(safe).toBeGreaterThan(500);
  });

  test('has the name and the unit of its measure', () => {
    const rows = openRows({ month: '2026-10', measured: aMonth([[40, 10]]) });
    expect(rows.map(({ measure, unit }) => [measure, unit])).toEqual(
      measureKeys.map((key) => [key, measureOf(key).unit]),
    );
  });
});
