import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { metresBetween } from '../../../../src/core/place.ts';
import { fromGrid, readGridReference } from '../../../../src/language/place/grid.ts';
import { findPostcodes } from '../../../../src/language/place/postcode.ts';

describe('The National Grid', () => {
  // Ordnance Survey's own worked example, and a summit anybody can look up.
  test.each([
    ['Caister water tower', 651_409.903, 313_177.27, 52.657977, 1.716038, 5],
    ['the top of Ben Nevis', 216_666, 771_288, 56.79685, -5.003508, 20],
  ])('puts %s where it is', (_, easting, northing, latitude, longitude, most) => {
    expect(metresBetween(fromGrid(easting, northing), { latitude, longitude })).toBeLessThan(most);
  });

  test.each([
    ['TG 51409 13177', 'TG 51409 13177'],
    ['tg514131', 'TG 514 131'],
    ['SU 1234,5678', 'SU 1234 5678'],
    ['TQ3080', 'TQ 30 80'],
  ])('is read from %s', (typed, reference) => {
    expect(readGridReference(typed)?.reference).toBe(reference);
  });

  test.each(['TG 514 13', 'TG 5', 'IG 514 131', 'AA 123 456', 'ZZ 123 456', 'mb1 1af', ''])(
    'is not read from %j',
    (typed) => {
      expect(readGridReference(typed)).toBeNull();
    },
  );

  test('reference names the middle of its square, the smaller the more figures it has', () => {
    const figures = fc.integer({ min: 0, max: 99_999 });
    fc.assert(
      fc.property(figures, figures, (east, north) => {
        const digits = (value: number, count: number) => String(value).padStart(5, '0').slice(0, count);
        const exact = fromGrid(600_000 + east, 300_000 + north);
        for (const count of [2, 3, 4, 5]) {
          const read = readGridReference(`TG${digits(east, count)}${digits(north, count)}`);
          const most = (10 ** (5 - count) / 2) * Math.SQRT2 + 1;
          expect(read === null ? -1 : metresBetween(read.point, exact)).toBeLessThanOrEqual(most);
          expect(read).not.toBeNull();
        }
      }),
    );
  });
});

describe('A postcode', () => {
  const letters = (all: string) => fc.constantFrom(...all);
  const digit = letters('0123456789');
  const inward = fc.tuple(digit, letters('ABDEFGHJLNPQRSTUWXYZ'), letters('ABDEFGHJLNPQRSTUWXYZ'));
  const outward = fc.tuple(letters('ABCDEFGHIJKLMNOPRSTUWYZ'), letters('ABCDEFGHKLMNOPQRSTUVWXY'), digit);

  test('is found in any text, however it is spaced and capitalised', () => {
    fc.assert(
      fc.property(
        outward,
        inward,
        letters(' .,\n'),
        fc.boolean(),
        fc.constantFrom('', ' ', '  '),
        (out, into, around, small, gap) => {
          const postcode = `${out.join('')} ${into.join('')}`;
          const typed = postcode.replace(' ', gap);
          const text = `at${around}${small ? typed.toLowerCase() : typed}${around}please`;
          expect(findPostcodes(text).map((span) => span.postcode)).toEqual([postcode]);
        },
      ),
    );
  });

  test('is never found in words', () => {
    fc.assert(
      fc.property(fc.array(letters('abcdefghijklmnopqrstuvwxyz '), { maxLength: 80 }), (text) => {
        expect(findPostcodes(text.join(''))).toEqual([]);
      }),
    );
  });
});
