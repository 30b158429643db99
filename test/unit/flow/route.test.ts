import { describe, expect, test } from 'vitest';
import { dangerFamilies, safeguardingFamilies } from '../../../src/core/understanding.ts';
import { route } from '../../../src/flow/route.ts';
import { tenOnTuesday } from '../../support/builders.ts';
import { aCouncil } from '../../support/turns.ts';

const council = aCouncil();

describe('The way of a matter', () => {
  test('leads to the team that owns its service, by the targets of that service', () => {
    expect(route(council, 'missed-bin', [], tenOnTuesday)).toMatchObject({
      service: { label: 'missed-bin' },
      team: { id: 'waste' },
      urgent: false,
      restricted: false,
      firstResponseDue: new Date('2026-11-25T15:30:00Z'),
      resolutionDue: new Date('2026-11-26T15:30:00Z'),
    });
  });

  test('of each service leads to a team there is', () => {
    for (const { label, team } of council.services.values())
      expect(route(council, label, [], tenOnTuesday).team.id).toBe(team);
  });

  test('of no service leads to customer services', () => {
    expect(route(council, 'no-such-thing', [], tenOnTuesday)).toMatchObject({
      service: { label: 'other' },
      team: { id: 'customer-services' },
    });
  });

  test.each(dangerFamilies)('of danger (%s) leads to who keeps watch, at once and at any hour', (family) => {
    const night = new Date('2026-12-25T03:00:00Z');
    const atRisk = safeguardingFamilies.includes(family);
    expect(route(council, 'missed-bin', [{ family, rule: 'r' }], night)).toMatchObject({
      service: { label: atRisk ? 'safeguarding' : 'missed-bin' },
      team: { id: atRisk ? 'safeguarding-hub' : 'duty-desk' },
      urgent: true,
      restricted: atRisk,
      firstResponseDue: night,
    });
  });

  test('leads elsewhere when its place is looked after by somebody else, but never with danger', () => {
    const place = { words: 'the bypass', maintainer: 'national-highways' };
    expect(route(council, 'pothole', [], tenOnTuesday, place).team.id).toBe('national-highways');
    expect(route(council, 'litter', [], tenOnTuesday, place).team.id).toBe('street-scene');
    const danger = [{ family: 'road-hazard', rule: 'r' }] as const;
    expect(route(council, 'pothole', danger, tenOnTuesday, place).team.id).toBe('duty-desk');
  });

  test('of someone at risk amid other danger leads to safeguarding', () => {
    const signs = [
      { family: 'gas', rule: 'r' },
      { family: 'child-at-risk', rule: 'r' },
    ] as const;
    expect(route(council, 'other', signs, tenOnTuesday)).toMatchObject({ restricted: true });
  });

  test('of what the council calls safeguarding is restricted, without any danger', () => {
    expect(route(council, 'safeguarding', [], tenOnTuesday)).toMatchObject({
      restricted: true,
      urgent: false,
    });
  });
});
