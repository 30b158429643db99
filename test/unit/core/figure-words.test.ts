import { describe, expect, test } from 'vitest';
import { groupName, sayValue, targetWords } from '../../../src/core/figure-words.ts';
import { marlcombe } from '../../support/language.ts';

describe('A value', () => {
  test('is said as a reader wants it', () => {
    expect(sayValue('first-response', 130)).toBe('2h 10m');
    expect(sayValue('first-response', 0)).toBe('0m');
    expect(sayValue('resolution', 71_520)).toBe('1,192h');
    expect(sayValue('danger-advice', 65)).toBe('1m 5s');
    expect(sayValue('opened', 12_345)).toBe('12,345');
    expect(sayValue('chasers', 0.4167)).toBe('0.42');
    expect(sayValue('first-response', null)).toBe('–');
  });

  test('never says all of nearly all, nor none of hardly any', () => {
    expect(sayValue('reopened', 0.999)).toBe('99%');
    expect(sayValue('reopened', 0.001)).toBe('1%');
    expect(sayValue('reopened', 1)).toBe('100%');
    expect(sayValue('reopened', 0)).toBe('0%');
  });

  test('of a group and of a target is told by its name', () => {
    expect(groupName('ward', null, marlcombe)).toBe('Ward not known');
    expect(groupName('language', 'cy', marlcombe)).toBe('Welsh');
    expect(groupName('language', 'not a language', marlcombe)).toBe('not a language');
    expect([targetWords('1wd'), targetWords('24h'), targetWords('immediate')]).toEqual([
      '1 working day',
      '24 hours',
      'at once',
    ]);
  });
});
