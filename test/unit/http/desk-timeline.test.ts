import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadCouncil } from '../../../config/council.ts';
import { root } from '../../../config/root.ts';
import type { CaseHappenings } from '../../../src/core/case.ts';
import { since, timeline } from '../../../src/http/desk/timeline.ts';
import { anEvent, priya, tom } from '../../support/builders.ts';

const council = loadCouncil(join(root, 'config', 'councils', 'marlcombe'), { years: [2026] });
const byPriya = { actor: { kind: 'officer', id: priya.id, name: priya.name } };
const byResident = { actor: { kind: 'resident' } };
const settled = (status: 'sent' | 'failed', error: string | null): CaseHappenings['delivery-settled'] => ({
  deliveryId: 'd',
  messageId: 'm',
  status,
  error,
});
const words = (event: ReturnType<typeof anEvent>) => timeline([event], council)[0]?.text;

describe('The events in plain words', () => {
  test('say who took, gave and gave back a case', () => {
    expect(words(anEvent(1, 'assigned', { officer: priya }, byPriya))).toBe('Priya Shah took the case.');
    expect(words(anEvent(1, 'assigned', { officer: tom }, byPriya))).toBe(
      'Priya Shah gave the case to Tom Okafor.',
    );
    expect(words(anEvent(1, 'assigned', { officer: null }, byPriya))).toBe(
      'Priya Shah gave the case back to the whole team.',
    );
  });

  test('use the names of teams, services, statuses and outcomes', () => {
    const resolved = {
      from: 'in-progress',
      to: 'resolved',
      outcome: 'not-ours',
      reason: 'County road',
    } as const;
    const [moment] = timeline([anEvent(1, 'status-changed', resolved, byPriya)], council);
    expect(moment).toMatchObject({
      text: 'Priya Shah set the status to Resolved: not ours.',
      reason: 'County road',
    });
    const rerouted = words(
      anEvent(1, 'routed', { from: 'waste', to: 'planning', restricted: false, reason: null }, byPriya),
    );
    expect(rerouted).toContain(council.teams.get('waste')?.name);
    expect(rerouted).toContain(council.teams.get('planning')?.name);
  });

  test('name a team or service that the council no longer has by its own label', () => {
    expect(
      words(
        anEvent(1, 'reclassified', { from: 'gone-now', to: 'missed-bin', reason: 'r', resolutionDue: null }),
      ),
    ).toContain('“Gone now”');
  });

  test('tell a failed delivery and why, with one full stop', () => {
    expect(words(anEvent(1, 'delivery-settled', settled('failed', 'Blocked.')))).toBe(
      'A reply was not delivered: Blocked.',
    );
  });

  test('say only that an erased event was erased', () => {
    expect(words(anEvent(1, 'place-given', null, byResident))).toBe('Erased.');
  });
});

describe('What happened since the officer opened the page', () => {
  const events = [
    anEvent(1, 'chased', { messageId: 'm' }, byResident),
    anEvent(2, 'delivery-settled', settled('sent', null)),
    anEvent(3, 'assigned', { officer: priya }, byPriya),
  ];

  test('leaves out what would not change their mind', () => {
    expect(since(1, events.slice(0, 2), council)).toEqual([]);
  });

  test('tells what somebody did, and nothing from before', () => {
    expect(since(1, events, council).map(({ text }) => text)).toEqual(['Priya Shah took the case.']);
  });

  test('tells of a delivery that failed', () => {
    expect(since(0, [anEvent(1, 'delivery-settled', settled('failed', 'Blocked'))], council)).toHaveLength(1);
  });
});
