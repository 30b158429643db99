import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { loadShared } from '../../config/open-data.ts';
import { type MeasureKey, measureKeys } from '../../src/core/measures.ts';
import { openRows } from '../../src/core/open-data.ts';
import type { Figure, Figures } from '../../src/core/statistics.ts';
import { openDataHead, openDataLines } from '../../src/http/export/open-data.ts';
import { viewCompared } from '../../src/http/stats/compare-page.ts';
import { makeFolder } from '../support/folder.ts';
import { marlcombe } from '../support/language.ts';

const { folder, remove } = makeFolder();
afterAll(remove);
let count = 0;
const shared = (files: Record<string, string>) => {
  count += 1;
  const place = join(folder, String(count));
  mkdirSync(place);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(place, name), text);
  return loadShared(place);
};
const none: Figure = { count: 0, value: null, p90: null, mean: null, part: null };
const all = Object.fromEntries(
  measureKeys.map((key: MeasureKey) => [key, key === 'opened' ? { ...none, count: 40, value: 40 } : none]),
) as Figures;
const filters = { from: new Date('2026-10-01'), to: new Date('2026-11-01') };
const month = openRows({ month: '2026-10', measured: { filters, by: null, all, groups: [] } });
const head = openDataHead();
const ours = openDataLines(month, marlcombe);

describe('Files of other councils', () => {
  test('are read as they are written', () => {
    const { rows, faults } = shared({ 'oakford.csv': head + ours.replaceAll('marlcombe,', 'oakford,') });
    expect(faults).toEqual([]);
    expect(rows).toHaveLength(measureKeys.length);
    expect(rows[0]).toEqual({
      council: 'oakford',
      month: '2026-10',
      measure: 'opened',
      count: 40,
      value: 40,
      p90: null,
      leftOut: false,
    });
  });

  test('that are none are left out by line, and told', () => {
    const line = 'oakford,October,all,all,All cases,opened,cases,40,,40,,no\n';
    const more = 'oakford,2026-10,all,all,All cases,opened,cases,many,,40,,perhaps\n';
    const { rows, faults } = shared({
      'a.csv': head + line + more + ours,
      'b.csv': 'council,month\noakford,2026-10\n',
      'c.txt': 'x',
    });
    expect(rows).toHaveLength(measureKeys.length);
    expect(faults).toEqual([
      'a.csv:2  month: written like 2026-10',
      expect.stringMatching(/^a\.csv:3 {2}count: .*left_out: yes or no/),
      expect.stringMatching(/^b\.csv:1 {2}Columns are missing: group_by, group, .*left_out/),
    ]);
  });

  test('of a folder that is not there are none', () => {
    expect(loadShared(join(folder, 'nowhere'))).toEqual({ rows: [], faults: [] });
  });
});

test('ours stand first, what is left out is said, and what nobody shared is a dash', () => {
  const figure = { month: '2026-10', count: 20, p90: null, leftOut: false };
  const { table, charts } = viewCompared(
    [
      { ...figure, council: 'oakford', measure: 'first-response-in-time', value: 0.9 },
      { ...figure, council: 'marlcombe', measure: 'first-response-in-time', value: 0.8 },
      { ...figure, council: 'marlcombe', measure: 'reopened', count: null, value: null, leftOut: true },
    ],
    'marlcombe',
    'Oct 2026',
    (measure) => ({ count: 20, href: `/cases?measure=${measure}` }),
  );
  expect(table.columns).toEqual(['Measure', 'Marlcombe', 'Oakford']);
  expect(table.rows).toContainEqual([
    'First responses in time',
    { text: '80% (20 cases)', count: 20, href: '/cases?measure=first-response-in-time' },
    '90% (20 cases)',
  ]);
  expect(table.rows).toContainEqual(['Reopened', 'too few to tell', '–']);
  expect(charts.map(({ title }) => title)).toEqual(['First responses in time']);
});
