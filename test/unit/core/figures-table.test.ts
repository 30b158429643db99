import { describe, expect, test } from 'vitest';
import { tableOf } from '../../../src/core/figures-table.ts';
import { type MeasureKey, measureKeys, measureOf, measures } from '../../../src/core/measures.ts';
import type { Figure, Figures, Measured } from '../../../src/core/statistics.ts';

const none: Figure = { count: 0, value: null, p90: null, mean: null, part: null };
const figures = (some: Partial<Record<MeasureKey, Figure>>): Figures =>
  Object.fromEntries(measureKeys.map((key) => [key, some[key] ?? none])) as Figures;
const filters = { from: new Date('2026-11-01T00:00:00Z'), to: new Date('2026-11-29T00:00:00Z') };
const measured: Measured = {
  filters,
  by: 'team',
  all: figures({ 'first-response': { count: 9, value: 60, p90: 400, mean: 101.5, part: null } }),
  groups: [
    {
      key: 'waste',
      figures: figures({ reopened: { count: 40, value: 0.05, p90: null, mean: null, part: 2 } }),
    },
    { key: null, figures: figures({ resolution: { count: 4, value: 9, p90: 11, mean: 9.5, part: null } }) },
  ],
};

describe('The table of figures', () => {
  test('has all cases first, then each group, a cell for each column', () => {
    const { columns, rows } = tableOf(measured, ['first-response', 'reopened']);
    expect(columns.map(({ key }) => key)).toEqual([
      'first-response.count',
      'first-response.median',
      'first-response.p90',
      'first-response.mean',
      'reopened.count',
      'reopened.part',
      'reopened.share',
    ]);
    expect(rows).toEqual([
      { group: 'all', cells: [9, 60, 400, 101.5, 0, null, null] },
      { group: 'waste', cells: [0, null, null, null, 40, 2, 0.05] },
      { group: null, cells: [0, null, null, null, 0, null, null] },
    ]);
  });
});

describe('Every measure', () => {
  test('is defined once, in sentences', () => {
    expect(measures.map(({ key }) => key)).toEqual(measureKeys);
    for (const key of measureKeys) expect(measureOf(key).definition).toMatch(/^[A-Z].*\.$/);
  });
});
