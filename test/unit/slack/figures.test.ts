import { describe, expect, test } from 'vitest';
import {
  figuresAsked,
  figuresBlocks,
  filtersOf,
  shareAsked,
  shareButton,
} from '../../../adapters/slack/figures.ts';
import { type MeasureKey, measureKeys } from '../../../src/core/measures.ts';
import type { Figure, Figures } from '../../../src/core/statistics.ts';
import { marlcombe } from '../../support/language.ts';

const now = new Date('2026-11-11T10:00:00Z');
const ask = (words: string, own: string | null = 'waste', here: readonly string[] = []) =>
  figuresAsked(words, { own, here }, marlcombe, now);

function asked(words: string, own?: string | null, here?: readonly string[]) {
  const told = ask(words, own, here);
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

  test('in a channel of one team, it is that team where none is named', () => {
    expect(asked('last week', 'waste', ['parking'])).toEqual(['parking', 'last-week']);
    expect(asked('here', null, ['parking'])).toEqual(['parking', 'this-week']);
    expect(asked('all', 'waste', ['parking'])).toEqual([null, 'this-week']);
    expect(asked('street-scene', 'waste', ['parking'])).toEqual(['street-scene', 'this-week']);
  });

  test('in a channel of several teams or of none, it is their own, and “here” is asked about', () => {
    expect(asked('', 'waste', ['parking', 'parks'])).toEqual(['waste', 'this-week']);
    expect(ask('here', 'waste', ['parking', 'parks'])).toEqual({
      no: expect.stringContaining('that of several teams. Name one: all, '),
    });
    expect(ask('here last week')).toEqual({ no: expect.stringContaining('no team’s. Name one: all, ') });
  });

  test('is for everybody in the channel where they say “share”, wherever they say it', () => {
    expect(ask('waste week share')).toMatchObject({ share: true, team: { id: 'waste' } });
    expect(ask('share')).toMatchObject({ share: true, team: { id: 'waste' } });
    expect(ask('waste week')).toMatchObject({ share: false });
  });

  test('and stands in the button that shares it', () => {
    const wanted = ask('all last month');
    if ('no' in wanted) throw new Error(wanted.no);
    const value = /"value":"([^"]*)"/.exec(JSON.stringify(shareButton(wanted)))?.[1] ?? '';
    expect(shareAsked(value, marlcombe, now)).toEqual({ ...wanted, share: true });
  });

  test('what is neither is told with what there is', () => {
    expect(ask('yesterday')).toEqual({
      no: expect.stringMatching(
        /^“yesterday” is no team and no period\. Teams: all, here, .*waste.* Periods: this-week/,
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
    const oldest = { reference: 'MB-123-456-789', startedAt: now };
    const open = { open: 1310, overdue: 12, oldest };
    const say = (more: object = {}, by: string | null = null) =>
      JSON.stringify(
        figuresBlocks(
          wanted,
          { measured, open: { ...open, ...more } },
          { publicUrl: 'https://desk.example' },
          by,
        ),
      );
    const said = say();
    expect(said).toContain('half within 2h 10m, 9 in 10 within 5h (34 cases)');
    expect(said).toContain('83% of 40 cases');
    expect(said).toContain('1,204');
    expect(said).toContain('Reopened*: none yet');
    expect(said).toContain('https://desk.example/desk/stats?period=last-week&team=waste');
    expect(said).toContain('2026-11-02 to 2026-11-08');
    expect(said).toContain('*Open now, Waste and recycling*: 1,310, 12 overdue; the oldest is');
    expect(said).toContain('<https://desk.example/desk/cases/MB-123-456-789|MB-123-456-789>');
    expect(say({ overdue: 0, oldest: null })).toContain('1,310, none overdue"');
    expect(say({ open: 0, overdue: 0, oldest: null })).toContain('*Open now, Waste and recycling*: none"');
  });

  test('that are shared tell nothing of fewer than five cases', () => {
    const wanted = ask('last week');
    if ('no' in wanted) throw new Error(wanted.no);
    const all = figures({
      'first-response': { count: 4, value: 77, p90: 88, mean: 80, part: null },
      'first-response-in-time': { count: 5, value: 0.8, p90: null, mean: null, part: 4 },
      opened: { ...none, count: 3, value: 3 },
      resolved: { ...none, value: 0 },
    });
    const measured = { filters: filtersOf(wanted), by: null, all, groups: [] };
    const say = (open: number, overdue: number) => {
      const told = {
        measured,
        open: { open, overdue, oldest: { reference: 'MB-123-456-789', startedAt: now } },
      };
      return JSON.stringify(figuresBlocks(wanted, told, { publicUrl: null }, 'Mara <Lane>'));
    };
    const said = say(9, 3);
    expect(said).toContain('First response by a person*: too few to tell');
    expect(said).toContain('80% of 5 cases');
    expect(said).toContain('Cases opened*: fewer than 5');
    expect(said).toContain('Cases resolved*: 0');
    expect(said).toContain('*: 9, fewer than 5 overdue; the oldest is MB-123-456-789');
    expect(said).toContain('Shared by Mara &lt;Lane&gt;');
    expect(said).not.toContain('77');
    expect(say(4, 0)).toContain('*Open now, Waste and recycling*: fewer than 5"');
    expect(say(4, 0)).not.toContain('MB-123-456-789');
  });
});
