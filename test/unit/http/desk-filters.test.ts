import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadCouncil } from '../../../config/council.ts';
import { root } from '../../../config/root.ts';
import { address, askedIn, chips, filtersOf, quickViews } from '../../../src/http/desk/filters.ts';
import { priya, tom } from '../../support/builders.ts';

const council = loadCouncil(join(root, 'config', 'councils', 'marlcombe'), { years: [2026] });
const around = { council, officer: priya, officers: [priya, tom] };
const asking = (query: Record<string, unknown>) => filtersOf(askedIn(query), around);

describe('Filters in the address bar', () => {
  test('show open cases, due first, when none is set', () => {
    expect(asking({}).filters).toMatchObject({ status: 'open', sort: 'due', team: undefined });
  });

  test('take every case when asked for all', () => {
    expect(asking({ status: 'all' }).filters.status).toBeUndefined();
  });

  test('know who “me” is', () => {
    expect(asking({ assignee: 'me' }).filters.assignee).toBe(priya.id);
    expect(asking({ assignee: 'none' }).filters.assignee).toBe('none');
  });

  test.each([
    ['team', 'wastte'],
    ['service', 'dragons'],
    ['status', 'lost'],
    ['assignee', 'nobody-we-know'],
  ])('leave out a %s that does not exist, and say so', (name, value) => {
    const { filters, faults } = asking({ [name]: value });
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(value);
    expect(filters).toEqual(asking({}).filters);
  });

  test('survive being given twice or in another shape', () => {
    expect(asking({ q: ['a', 'b'], team: { x: 1 } }).filters).toEqual(asking({}).filters);
  });

  test('can be taken off one by one, which starts from the first page', () => {
    const asked = askedIn({ team: 'waste', q: 'larch & co', cursor: 'abc' });
    expect(chips(asked, around).map(({ text, without }) => [text, without])).toEqual([
      ['Words: larch & co', '/desk?team=waste'],
      [`Team: ${council.teams.get('waste')?.name}`, '/desk?q=larch+%26+co'],
    ]);
  });

  test('are kept from page to page', () => {
    expect(address(askedIn({ team: 'waste' }), { cursor: 'next' })).toBe('/desk?team=waste&cursor=next');
  });
});

describe('The lists an officer opens every day', () => {
  test('mark the one that is open', () => {
    const current = quickViews(askedIn({ assignee: 'me' }), priya).filter(({ current }) => current);
    expect(current.map(({ text }) => text)).toEqual(['Mine']);
  });

  test('leave out “My team” for an officer of no team', () => {
    const names = (officer: typeof priya) => quickViews(askedIn({}), officer).map(({ text }) => text);
    expect(names(priya)).toContain('My team');
    expect(names(tom)).not.toContain('My team');
  });
});
