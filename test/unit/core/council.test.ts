import { describe, expect, test } from 'vitest';
import { calendarOf, serviceOf, teamOf } from '../../../src/core/council.ts';
import { aCouncil } from '../../support/turns.ts';

describe('A council', () => {
  const council = aCouncil();
  const bare = { ...council, services: new Map(), teams: new Map() };

  test('knows its services and teams by name', () => {
    expect(serviceOf(council, 'pothole').team).toBe('county-highways');
    expect(teamOf(council, 'waste').name).toBe('Waste and recycling');
  });

  test('takes a service it has not for other, and a team it has not for the one that takes what nobody does', () => {
    expect(serviceOf(council, 'given-up').label).toBe('other');
    expect(teamOf(council, 'given-up').id).toBe('customer-services');
  });

  test('with neither says which it looked for', () => {
    expect(() => serviceOf(bare, 'given-up')).toThrow('no service "given-up"');
    expect(() => teamOf(bare, 'given-up')).toThrow('no team "given-up"');
  });

  test('lends its hours to a team without its own', () => {
    expect(calendarOf(council, teamOf(council, 'planning')).hours).toEqual(council.facts.hours);
    expect(calendarOf(council, teamOf(council, 'parking')).hours.sat).toEqual(['08:00-18:00']);
  });
});
