import { describe, expect, test } from 'vitest';
import { figuresAsked, figuresBlocks, filtersOf } from '../../../adapters/slack/figures.ts';
import { type MeasureKey, measureKeys } from '../../../src/core/measures.ts';
import type { Figure, Figures } from '../../../src/core/statistics.ts';
import { marlcombe } from '../../support/language.ts';

const now = new Date('2026-11-11T10:00:00Z');
const ask = (words: string, own: string | null = 'waste') => figuresAsked(words, own, marlcombe, now);

function asked(words: string, own?: string | null) {
  const told = ask(words, own);
  if ('no' in told) throw new Error(told.no);
  return [told.team?.id ?? null, told.period.name];
}

describe('What somebody asks of the figures in Slack', () => {
  test.each([
    ['', ['waste', 'this-week']],
    ['last week', ['waste', 'last-week']],
    ['last-month', ['waste', 'last-month']],
    ['quarter', ['waste', 'quarter']],
    ['all', [null, 'this-week']],
    ['all this year', [null, 'year']],
    ['street-scene last week', ['street-scene', 'last-week']],
    ['last week Parking', ['parking', 'last-week']],
    ['WASTE AND RECYCLING month', ['waste', 'this-month']],
  ])('“%s” is %j', (words, wanted) => {
    expect(asked(words)).toEqual(wanted);
  });

  test('somebody of no team is shown all', () => {
    expect(asked('', null)).toEqual([null, 'this-week']);
  });

  test('what is neither is told with what there is', () => {
    expect(ask('yesterday')).toEqual({
      no: expect.stringMatching(
        /^“yesterday” is no team and no period\. Teams: all, .*waste.* Periods: this-week/,
      ),
    });
  });
});

describe('The figures in Slack', () => {
  const none: Figure = { count: 0, value: null, p90: null, mean: null, part: null };
  const figures = (some: Partial<Record<MeasureKey, Figure>>) =>
    Object.fromEntries(measureKeys.map((key) => [key, some[key] ?? none])) as Figures;

  test('are said with how many are behind them, and lead to the page of the same figures', () => {
    const wanted = ask('last week');
    if ('no' in wanted) throw new Error(wanted.no);
    const all = figures({
      'first-response': { count: 34, value: 130, p90: 300, mean: 150, part: null },
      'first-response-in-time': { count: 40, value: 0.825, p90: null, mean: null, part: 33 },
      opened: { ...none, count: 1204, value: 1204 },
    });
    const measured = { filters: filtersOf(wanted), by: null, all, groups: [] };
    const said = JSON.stringify(figuresBlocks(wanted, measured, { publicUrl: 'https://desk.example' }));
    expect(said).toContain('half within 2h 10m, 9 in 10 within 5h (34 cases)');
    expect(said).toContain('83% of 40 cases');
    expect(said).toContain('1,204');
    expect(said).toContain('Reopened*: none yet');
    expect(said).toContain('https://desk.example/desk/stats?period=last-week&team=waste');
    expect(said).toContain('2026-11-02 to 2026-11-08');
  });
});
