import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findPlace } from '../../../../src/language/place/find.ts';

describe('A place', () => {
  test.each([
    ['bins missed at 14 Larch Close', '14 Larch Close', '14 Larch Close'],
    ['pothole on mill lane near the bridge', 'mill lane near the bridge', 'Mill Lane'],
    ['outside no 12 Mill Ln', 'outside no 12 Mill Ln', '12 Mill Lane'],
    ['Light out, opposite the Co-op on Mill Lane', 'opposite the Co-op on Mill Lane', 'Mill Lane'],
    ['corner of Fern Road and York Street', 'corner of Fern Road and York Street', 'Fern Road'],
    ['14 larch close, third week running', '14 larch close', '14 Larch Close'],
    ['Flat 3, 22 Beech Grove is damp', 'Flat 3, 22 Beech Grove', '22 Beech Grove'],
    ['dumped sofa on Old Quarry Road', 'Old Quarry Road', 'Old Quarry Road'],
    ['PLOVER CLOSE 7 BIN MISSED, 9 TANNERS ROW', '9 TANNERS ROW', '9 Tanners Row'],
    ['hole in the road at 103a station rd', '103a station rd', '103A Station Road'],
    ['between 4 and 6 Heron Way', 'between 4 and 6 Heron Way', '4 and 6 Heron Way'],
    ['St Johns Road flooded', 'St Johns Road', 'St Johns Road'],
    ['dog mess all along Castle Street', 'Castle Street', 'Castle Street'],
    ['tree down, Saddlers Hill', 'Saddlers Hill', 'Saddlers Hill'],
    ['my mum at 5 The Paddocks', null, null],
    ['number 31 Alder Way', 'number 31 Alder Way', '31 Alder Way'],
    ["King's Avenue lights are out", "King's Avenue", "King's Avenue"],
    [
      'the lamp at the junction of Elm Crescent and Ash Drive',
      'the junction of Elm Crescent and Ash Drive',
      'Elm Crescent',
    ],
  ])('in %j is %j', (text, words, street) => {
    const place = findPlace(text);
    expect(place?.words ?? null).toBe(words);
    expect(place?.street ?? null).toBe(street);
  });

  test.each([
    ['14 Larch Close MA1 2BD', 'MA1 2BD'],
    ['postcode ma12bd', 'MA1 2BD'],
    ['I live in m1 1ae, top flat', 'M1 1AE'],
    ['EC1A1BB', 'EC1A 1BB'],
    ['its CR26XH thanks', 'CR2 6XH'],
  ])('keeps the postcode of %j as %s', (text, postcode) => {
    expect(findPlace(text)?.postcode).toBe(postcode);
  });

  test.each([
    ['lamp column 1042 is out', '1042'],
    ['street light number 17 Fern Walk', '17'],
    ['lamppost no. AB12 is dark', 'AB12'],
    ['col 51 flickers', '51'],
    ['column number 0047A', '0047A'],
    ['bus stop ref 330', '330'],
  ])('keeps the number on the post in %j', (text, asset) => {
    expect(findPlace(text)?.asset).toBe(asset);
  });

  test.each([
    ['fly tip at 52.1234, -1.5678', { latitude: 52.1234, longitude: -1.5678 }],
    ['it is at 51.50741 -0.12775', { latitude: 51.50741, longitude: -0.12775 }],
    ['52.1234N 1.5678W', { latitude: 52.1234, longitude: -1.5678 }],
  ])('keeps the point of %j', (text, point) => {
    expect(findPlace(text)?.point).toEqual(point);
  });

  test.each([
    ['///filled.count.soap', '///filled.count.soap'],
    ['what three words: index.home.raft', 'what three words: index.home.raft'],
    ['grid ref SK 123 456', 'SK 123 456'],
    ['SU12345678 by the stile', 'SU12345678'],
    ['sofa dumped outside the library', 'outside the library'],
    ['glass by the swings in Abbey Park', 'by the swings in Abbey Park'],
    ['broken bench at the bus station', 'the bus station'],
    ['needles behind Beacon Leisure Centre', 'behind Beacon Leisure Centre'],
    ['bin overflowing next to the war memorial', 'next to the war memorial'],
    ['sign down at junction 14 of the M9', 'junction 14 of the M9'],
    ['twll mawr ger yr ysgol', null],
    ['litter on the A429', 'the A429'],
    ['near the Black Swan pub', 'near the Black Swan pub'],
    ['dead badger opposite Tallow Wharf School', 'opposite Tallow Wharf School'],
  ])('stands in the resident’s own words for %j', (text, words) => {
    expect(findPlace(text)?.words ?? null).toBe(words);
  });

  test.each([
    'bin not collected',
    'can you come by Friday',
    'in April I moved house',
    'on my street',
    'the road is full of holes',
    'our close is always forgotten',
    'in any way you can',
    'by the way thanks',
    'I was on the phone for an hour',
    'I cant drive anymore',
    'it is not safe to walk',
    'on the other hand',
    'at the end of the day',
    'our first place was taken',
    'school place for my son',
    'main road flooded',
    'so close to giving up',
    'the second time in a week',
    'at 5 every morning',
    'a side street with no lights',
    '3 weeks and no bin',
    'E17 road sign',
    'A4 paper recycling',
    'is there a library',
    'my local park is lovely',
    'need a school place',
    'where is the nearest recycling centre',
    'no 12 abc',
    '2 bins please',
    'right of way',
    'I want a garden waste bin',
    'the council house repairs line',
    'street light out',
    'lamp post broken',
    'road closed',
    'the bus never came',
    '4 bags left by the bin men',
    'column inches in the paper',
  ])('is not seen in %j', (text) => {
    expect(findPlace(text)).toBeNull();
  });

  test('is made of the text’s own words, whatever the text', () => {
    const word = fc.constantFrom(
      '14',
      'Larch',
      'Close',
      'the',
      'Road',
      'st',
      'library',
      'by',
      'MA1',
      '2BC',
      '///',
      'x.y.z',
      'no',
      ',',
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.array(word, { maxLength: 25 }).map((words) => words.join(' ')),
    );
    fc.assert(
      fc.property(text, (any) => {
        const place = findPlace(any);
        if (place) expect(any).toContain(place.words);
      }),
    );
  }, 20_000);
});
