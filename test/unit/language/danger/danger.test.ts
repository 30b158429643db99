import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { dangerFamilies } from '../../../../src/core/understanding.ts';
import { families } from '../../../../src/language/danger/families/all.ts';
import { isImmediate, screenForDanger } from '../../../../src/language/danger/screen.ts';

const setSchema = z.object({ fires: z.array(z.string()), quiet: z.array(z.string()) });

const setOf = (family: string) =>
  setSchema.parse(parse(readFileSync(new URL(`${family}.yaml`, import.meta.url), 'utf8')));

const familiesSeenIn = (text: string) => screenForDanger(text).map(({ family }) => family);

function ordinaryMessages(): string[] {
  const folder = new URL('../../../../config/councils/marlcombe/training/', import.meta.url);
  return readdirSync(folder)
    .filter((file) => file.endsWith('.yaml') && !['emergency.yaml', 'safeguarding.yaml'].includes(file))
    .flatMap((file) => z.array(z.string()).parse(parse(readFileSync(new URL(file, folder), 'utf8'))));
}

describe.each(dangerFamilies)('The danger screen, for %s,', (family) => {
  const { fires, quiet } = setOf(family);

  test('is tried on thirty messages or more, both ways', () => {
    expect(fires.length).toBeGreaterThanOrEqual(30);
    expect(quiet.length).toBeGreaterThanOrEqual(30);
  });

  test('sees danger in 95 in 100 or more', () => {
    const missed = fires.filter((text) => screenForDanger(text).length === 0);
    expect(1 - missed.length / fires.length, missed.join('\n')).toBeGreaterThanOrEqual(0.95);
  });

  test('names the family in 90 in 100 or more, so that the right number is given', () => {
    const other = fires.filter((text) => !familiesSeenIn(text).includes(family));
    expect(1 - other.length / fires.length, other.join('\n')).toBeGreaterThanOrEqual(0.9);
  });

  test('is quiet on 90 in 100 look-alikes or more', () => {
    const alarms = quiet.filter((text) => screenForDanger(text).length > 0);
    expect(alarms.length / quiet.length, alarms.join('\n')).toBeLessThanOrEqual(0.1);
  });
});

describe('The danger screen, on indirect words,', () => {
  const { fires, quiet } = setOf('indirect');

  test('sees danger in 95 in 100 or more', () => {
    const missed = fires.filter((text) => screenForDanger(text).length === 0);
    expect(1 - missed.length / fires.length, missed.join('\n')).toBeGreaterThanOrEqual(0.95);
  });

  test('is quiet on 90 in 100 look-alikes or more', () => {
    const alarms = quiet.filter((text) => screenForDanger(text).length > 0);
    expect(alarms.length / quiet.length, alarms.join('\n')).toBeLessThanOrEqual(0.1);
  });
});

describe('The danger screen', () => {
  test('raises an emergency on no more than 1 in 200 ordinary messages', () => {
    const messages = ordinaryMessages();
    const raised = messages.filter((text) => screenForDanger(text).some(isImmediate));
    expect(raised.length / messages.length, raised.join('\n')).toBeLessThanOrEqual(0.005);
  }, 30_000);

  test('gives every rule a name of its own', () => {
    const ids = families.flatMap(({ rules }) => rules.map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('tells a worry from danger now', () => {
    expect(screenForDanger('child neglect Hazel Court').map(isImmediate)).toEqual([false]);
    expect(screenForDanger('strong smell of gas outside 14').every(isImmediate)).toBe(true);
  });

  test.each([
    ['small and large letters', 'SMELL OF GAS'],
    ['letters drawn out', 'smelllll of gaaaas'],
    ['figures for letters', 'sm3ll of g4s'],
    ['letters set apart', 's m e l l of g a s'],
    ['look-alike letters of another alphabet', 'ѕmеll оf gаs'],
    ['letters dropped or swapped', 'smlel of gas'],
    ['words run together', 'can smell a gasleak'],
    ['marks and pictures between', 'smell… of, gas!!! 😱'],
    ['letters that do not show', 'sm\u200bell of g\u200bas'],
  ])('sees through %s', (_, text) => {
    expect(familiesSeenIn(text)).toContain('gas');
  });

  test('never throws, and answers the same twice', () => {
    const words = fc.constantFrom(
      'gas',
      'smell',
      'knife',
      'on',
      'fire',
      '.',
      "he's",
      '🔥',
      'im',
      '14',
      'dŵr',
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 400 }),
      fc.string({ unit: 'grapheme', maxLength: 400 }),
      fc.array(words, { maxLength: 60 }).map((some) => some.join(' ')),
    );
    fc.assert(
      fc.property(text, (any) => {
        expect(screenForDanger(any)).toEqual(screenForDanger(any));
      }),
      { numRuns: 300 },
    );
  }, 20_000);

  test('reads a message of ten thousand words in two seconds at most, on a busy machine', () => {
    const long = 'he was on the water with a knife near my house and the gas . '.repeat(700);
    const began = performance.now();
    screenForDanger(long);
    expect(performance.now() - began).toBeLessThan(2_000);
  });
});
