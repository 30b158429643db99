import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { type DangerFamily, dangerFamilies } from '../../../../src/core/understanding.ts';
import { families } from '../../../../src/language/danger/families/all.ts';
import { isImmediate, screenForDanger } from '../../../../src/language/danger/screen.ts';
import { realLanguage } from '../../../support/language.ts';

const setSchema = z.object({ fires: z.array(z.string()), quiet: z.array(z.string()) });

const setIn = (folder: string, name: string) =>
  setSchema.parse(parse(readFileSync(new URL(`${folder}/${name}.yaml`, import.meta.url), 'utf8')));

/** Written by somebody who had seen neither the rules nor the examples, and never taught. */
const unseen = (family: DangerFamily) => setIn('unseen', family);
const taught = (family: DangerFamily) => setIn('../../../../config/danger', family);

/** Messages by label that no model was taught, but for those that may well be about danger. */
function ordinaryMessages(): string[] {
  const heldOut = z.record(z.string(), z.array(z.string()));
  const file = new URL('../../../../config/councils/marlcombe/held-out.yaml', import.meta.url);
  return Object.entries(heldOut.parse(parse(readFileSync(file, 'utf8')))).flatMap(([label, texts]) =>
    ['emergency', 'safeguarding'].includes(label) ? [] : texts,
  );
}

const reader = await realLanguage();
const sees = (text: string) => reader.understand(text).danger;
const familiesSeenIn = (text: string) => screenForDanger(text).map(({ family }) => family);
const share = (texts: readonly string[], seen: (text: string) => boolean) =>
  texts.filter(seen).length / texts.length;

describe.each(dangerFamilies)('The danger screen, for %s,', (family) => {
  const { fires, quiet } = unseen(family);

  test('is tried on thirty messages or more, both ways, none of which it was taught', () => {
    expect(fires.length).toBeGreaterThanOrEqual(30);
    expect(quiet.length).toBeGreaterThanOrEqual(30);
    const known = new Set([...taught(family).fires, ...taught(family).quiet]);
    expect([...fires, ...quiet].filter((text) => known.has(text))).toEqual([]);
  });

  test('sees most danger in words it has never met', () => {
    const missed = fires.filter((text) => sees(text).length === 0);
    expect(1 - missed.length / fires.length, missed.join('\n')).toBeGreaterThanOrEqual(0.55);
  });

  test('sees danger in 95 in 100 of the messages it was taught, or more', () => {
    const missed = taught(family).fires.filter((text) => sees(text).length === 0);
    expect(1 - missed.length / taught(family).fires.length, missed.join('\n')).toBeGreaterThanOrEqual(0.95);
  });

  test('is quiet on most look-alikes it has never met', () => {
    const alarms = quiet.filter((text) => sees(text).some(isImmediate));
    expect(alarms.length / quiet.length, alarms.join('\n')).toBeLessThanOrEqual(0.2);
  });
});

describe('The danger screen, on all families together, in words it has never met,', () => {
  const fires = dangerFamilies.flatMap((family) => unseen(family).fires.map((text) => ({ family, text })));
  const quiet = dangerFamilies.flatMap((family) => unseen(family).quiet);

  test('sees danger in 83 in 100 or more', () => {
    expect(
      share(
        fires.map(({ text }) => text),
        (text) => sees(text).length > 0,
      ),
    ).toBeGreaterThanOrEqual(0.83);
  });

  test('names the family in 80 in 100 of those or more, so that the right number is given', () => {
    const seen = fires.filter(({ text }) => sees(text).length > 0);
    const named = seen.filter(({ family, text }) => sees(text).some((sign) => sign.family === family));
    expect(named.length / seen.length).toBeGreaterThanOrEqual(0.8);
  });

  test('is quiet on 93 in 100 look-alikes or more', () => {
    expect(share(quiet, (text) => sees(text).some(isImmediate))).toBeLessThanOrEqual(0.07);
  });
});

describe('The danger screen', () => {
  test('raises an emergency on no more than 1 in 50 ordinary messages', () => {
    const raised = ordinaryMessages().filter((text) => reader.understand(text).flags.emergency);
    expect(raised.length / ordinaryMessages().length, raised.join('\n')).toBeLessThanOrEqual(0.02);
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
