import { describe, expect, test } from 'vitest';
import type { Incident } from '../../../../src/core/incidents.ts';
import type { StatsFilters } from '../../../../src/core/statistics.ts';
import { explained } from '../../../../src/http/stats/explained.ts';
import { marlcombe } from '../../../support/language.ts';

const incident = (change: Partial<Incident> = {}): Incident => ({
  id: 'one',
  number: 1,
  title: 'Storm Agnes',
  firstDay: '2026-11-12',
  lastDay: '2026-11-14',
  team: null,
  service: null,
  by: 'Mair Rees',
  at: new Date('2026-11-16T09:00:00Z'),
  ...change,
});

const council = { ...marlcombe, daysOff: new Set(['2026-12-25', '2026-12-28', '2026-08-31']) };
const weeks = ['2026-11-02', '2026-11-09', '2026-11-16', '2026-11-23'];
const of = (
  incidents: readonly Incident[],
  {
    stretches = weeks,
    step = 'week',
    filters = {},
  }: { stretches?: string[]; step?: 'day' | 'week' | 'month'; filters?: Partial<StatsFilters> } = {},
) => explained(stretches, step, { council, incidents, filters });

describe('What explains a line', () => {
  test('stands at the week its days lie in, in few words on the chart and in full in the table', () => {
    expect(of([incident()])).toEqual({
      annotations: [{ at: '9 Nov', text: 'Storm Agnes' }],
      words: ['', 'Storm Agnes, 12 to 14 Nov', '', ''],
    });
  });

  test('that lasted stands from its first week to its last, in the table at each', () => {
    const { annotations, words } = of([incident({ firstDay: '2026-11-15', lastDay: '2026-11-23' })]);
    expect(annotations).toEqual([{ at: '9 Nov', until: '23 Nov', text: 'Storm Agnes' }]);
    expect(words.map((each) => each !== '')).toEqual([false, true, true, true]);
  });

  test('that began before the line, or goes on after it, stands as far as the line goes', () => {
    const { annotations } = of([incident({ firstDay: '2026-09-01', lastDay: '2027-01-01' })]);
    expect(annotations).toEqual([{ at: '2 Nov', until: '23 Nov', text: 'Storm Agnes' }]);
    expect(of([incident({ firstDay: '2026-11-30', lastDay: '2026-12-01' })]).annotations).toEqual([]);
    expect(of([incident({ firstDay: '2026-10-31', lastDay: '2026-11-01' })]).annotations).toEqual([]);
  });

  test('at one place is told together, so that words never lie over words', () => {
    const stretches = ['2026-12-21', '2026-12-28'];
    const flood = incident({ title: 'Flood', firstDay: '2026-12-22', lastDay: '2026-12-29' });
    expect(of([flood], { stretches })).toEqual({
      annotations: [
        { at: '21 Dec', until: '28 Dec', text: 'Bank holiday, Flood' },
        { at: '28 Dec', text: 'Bank holiday' },
      ],
      words: ['Bank holiday, 25 Dec; Flood, 22 to 29 Dec', 'Bank holiday, 28 Dec; Flood, 22 to 29 Dec'],
    });
  });

  test('by month leaves out the bank holidays, which every year has, and keeps incidents, from the 1st to the last day', () => {
    const stretches = ['2026-10-01', '2026-11-01', '2026-12-01'];
    const asked = { stretches, step: 'month' } as const;
    expect(of([incident({ firstDay: '2026-10-31', lastDay: '2026-10-31' })], asked)).toEqual({
      annotations: [{ at: 'Oct 2026', text: 'Storm Agnes' }],
      words: ['Storm Agnes, 31 Oct', '', ''],
    });
  });

  test('is of whom it concerned: a team’s is told of its services, and of nobody else’s', () => {
    const strike = incident({ team: 'waste' });
    const told = (filters: Partial<StatsFilters>, one = strike) =>
      of([one], { filters }).annotations.length === 1;
    expect(told({})).toBe(true);
    expect(told({ team: 'waste' })).toBe(true);
    expect(told({ service: 'missed-bin' })).toBe(true);
    expect(told({ service: 'street-light' })).toBe(false);
    expect(told({ team: 'parking' })).toBe(false);
    const lamps = incident({ service: 'street-light' });
    expect(told({ service: 'missed-bin' }, lamps)).toBe(false);
    expect(told({ team: marlcombe.services.get('street-light')?.team ?? '' }, lamps)).toBe(true);
    expect(of([strike]).words[1]).toBe('Storm Agnes, 12 to 14 Nov, Waste and recycling');
  });
});
