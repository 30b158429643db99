import { describe, expect, test } from 'vitest';
import type { Trouble } from '../../../../src/core/trouble.ts';
import { viewTrouble } from '../../../../src/http/stats/now-page.ts';
import { marlcombe } from '../../../support/language.ts';

const noon = new Date('2026-02-24T12:00:00Z');
const calm: Trouble = {
  at: noon,
  hours: { from: new Date('2026-02-24T09:00:00Z'), to: noon },
  weeks: 8,
  dueSoon: [],
  services: [],
  wards: [],
  silent: [],
};
const aWave = { now: 12, before: [1, 0, 2, 1], usual: 1, chance: 3.2e-9, references: ['MB-482-913-605'] };

describe('What to look at now', () => {
  test('is nothing where nothing is due, unusual or silent', () => {
    expect(viewTrouble(calm, marlcombe).calm).toBe(true);
  });

  test('tells a wave by its service’s name, with every figure it is told by', () => {
    const view = viewTrouble({ ...calm, services: [{ key: 'missed-bin', ...aWave }] }, marlcombe);
    expect(view.calm).toBe(false);
    expect(view.waves).toEqual([
      {
        title: marlcombe.services.get('missed-bin')?.title,
        cases: {
          text: '12 cases in the last 3 hours',
          count: 12,
          href:
            '/desk/stats/cases?measure=opened&since=2026-02-24T09%3A00%3A00.000Z&until=2026-02-24T12%3A00%3A00.000Z' +
            '&from=2026-02-24&to=2026-02-24&service=missed-bin',
        },
        reasoning:
          'In the same hours of the 4 weeks before, the latest first: 1, 0, 2, 1. ' +
          'In an ordinary week that happens less than once in 100,000,000 times.',
        references: ['MB-482-913-605'],
      },
    ]);
  });

  test('tells a ward by its name', () => {
    const [ward] = marlcombe.wards;
    const view = viewTrouble({ ...calm, wards: [{ key: ward?.code ?? '', ...aWave }] }, marlcombe);
    expect(view.waves[0]?.title).toBe(`${ward?.name} ward`);
  });

  test('tells a silent channel by how many wrote in the weeks before', () => {
    const silent = [{ key: 'telegram', now: 0, before: [12, 9, 11, 14], usual: 11.5, chance: 1e-5 }];
    expect(viewTrouble({ ...calm, silent }, marlcombe).silent).toEqual([
      { channel: 'Telegram', reasoning: expect.stringContaining('12, 9, 11, 14 messages') },
    ]);
  });
});
