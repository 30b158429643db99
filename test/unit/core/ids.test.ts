import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findReference, makeReference } from '../../../src/core/ids.ts';

const digits = fc.stringMatching(/^\d{8}$/);
const reference = digits.map((eight) => makeReference('MB', eight));
const numerals = (text: string) => text.replace(/\D/g, '');

/** References from one end of the numbers to the other. */
const sample = Array.from({ length: 200 }, (_, i) =>
  makeReference('MB', String(i * 499_979).padStart(8, '0')),
);

describe('A reference', () => {
  test('is the council, eight digits and a check, in threes', () => {
    expect(makeReference('MB', '00000000')).toBe('MB-000-000-000');
    fc.assert(
      fc.property(
        digits,
        (eight) =>
          makeReference('MB', eight).startsWith('MB-') &&
          numerals(makeReference('MB', eight)).startsWith(eight),
      ),
    );
  });

  test('is refused with any single digit wrong', () => {
    for (const right of sample)
      for (const [at, was] of [...right].entries())
        for (const digit of '0123456789')
          if (/\d/.test(was) && digit !== was)
            expect(findReference('MB', right.slice(0, at) + digit + right.slice(at + 1))).toBeNull();
  });

  test('is refused with any two neighbouring digits swapped', () => {
    for (const right of sample) {
      const all = numerals(right);
      for (let at = 0; at < 8; at += 1) {
        const [one = '', other = ''] = all.slice(at, at + 2);
        if (one === other) continue;
        expect(findReference('MB', `MB${all.slice(0, at)}${other}${one}${all.slice(at + 2)}`)).toBeNull();
      }
    }
  });
});

describe('A reference is found', () => {
  const found = (text: string) => findReference('MB', text);
  const right = makeReference('MB', '48291360');
  const [, a, b, c] = right.split('-');

  test.each([
    right,
    right.toLowerCase(),
    `my ref is ${right}.`,
    `MB${a}${b}${c}`,
    `mb ${a} ${b} ${c}`,
    `MB - ${a} - ${b} - ${c}`,
    `MB–${a}–${b}–${c}`,
    `MB\u2011${a}\u2011${b}\u2011${c}`,
    `MB.${a}.${b}.${c}`,
    `MB_${a}_${b}_${c}`,
    `MB ${a}  ${b}\u00a0${c}`,
    `MB ${[...`${a}${b}${c}`].join(' ')}`,
    `MB ${a}${b?.slice(0, 1)} ${b?.slice(1)}${c}`,
    `(${right})`,
    `#${right}`,
    `${a} ${b} ${c}`,
    `${a}${b}${c}`,
    `case no ${a}-${b}-${c} please`,
    `Ref:${right}`,
    `${right}\nany news?`,
    `call me on 07700 900123 about ${right}`,
    `not MB-000-000-001 but ${right}`,
  ])('in "%s"', (text) => {
    expect(found(text)).toBe(right);
  });

  test('whatever its digits, in the middle of anything that is no number', () => {
    const words = fc.stringMatching(/^[a-z ?!,]{0,20} $/);
    fc.assert(
      fc.property(reference, words, words, (each, before, after) => {
        expect(found(`${before}${each} ${after}`)).toBe(each);
      }),
    );
  });

  test('only with the council it belongs to', () => {
    expect(findReference('OV', `OV${a}${b}${c}`)).toBe(`OV-${a}-${b}-${c}`);
    expect(found(`OV-${a}-${b}-${c}`)).toBeNull();
    expect(found(`COMB-${a}-${b}-${c}`)).toBeNull();
  });
});

describe('No reference is found', () => {
  const found = (text: string) => findReference('MB', text);

  test.each([
    '',
    'MB',
    'where is my bin',
    '01632 960100',
    '01632960100',
    '07700 900123',
    '07700900123',
    '+44 7700 900123',
    '0808 157 0199',
    '020 7946 0018',
    '24/11/2026',
    '2026-11-24',
    '24.11.2026 at 10.30',
  ])('in "%s"', (text) => {
    expect(found(text)).toBeNull();
  });

  test('in a very long text, and soon', () => {
    for (const part of [' ', '-', '1', 'MB ', '1 ', '123 ']) {
      const began = performance.now();
      found(part.repeat(100_000 / part.length));
      expect(performance.now() - began).toBeLessThan(500);
    }
  });

  test('in any number of the ranges kept for drama, however it is spaced', () => {
    const starts = fc.constantFrom(
      '01632 960',
      '0161 496 0',
      '020 7946 0',
      '07700 900',
      '0808 157 0',
      '03069 990',
    );
    const spaces = fc.constantFrom('', ' ', '-', '.', '  ');
    fc.assert(
      fc.property(starts, fc.integer({ min: 0, max: 999 }), spaces, spaces, (start, last, one, two) => {
        const number = `${start.replaceAll(' ', one)}${two}${String(last).padStart(3, '0')}`;
        expect(found(number)).toBeNull();
        expect(found(`ring me on ${number} thanks`)).toBeNull();
        expect(found(`+44 ${number.slice(1)}`)).toBeNull();
      }),
      { numRuns: 2_000 },
    );
  });

  test('in a date, a time or a date with a time', () => {
    const when = fc.date({ min: new Date('2020-01-01'), max: new Date('2035-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(when, (date) => {
        const iso = date.toISOString();
        for (const written of [
          iso,
          iso.slice(0, 10),
          iso.slice(0, 10).split('-').reverse().join('/'),
          iso.slice(0, 10).split('-').reverse().join(' '),
          iso.slice(0, 10).split('-').reverse().join('.'),
          iso.slice(0, 16).replace('T', ' '),
        ])
          expect(found(written)).toBeNull();
      }),
      { numRuns: 1_000 },
    );
  });
});
