import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Place } from '../../../../src/core/place.ts';
import { findPlace, together } from '../../../../src/language/place/find.ts';
import { everydayIn, gazetteerOf } from '../../../../src/language/place/gazetteer.ts';
import { aGround, aLandmark, aStreet, aWard, spot } from '../../../support/ground.ts';

const eastmoor = { code: 'E07999002', name: 'Eastmoor District Council', phone: '01632 960500', website: '' };
const churchLane = aStreet('Church Lane', [0, 0]);
const otherChurchLane = aStreet('Church Lane', [5_000, 0], { locality: 'Oxmoor', maintainer: 'private' });
const ground = aGround({
  streets: [
    churchLane,
    otherChurchLane,
    aStreet('Larch Close', [300, 0]),
    aStreet('Birch Close', [350, 0]),
    aStreet('Mill Lane', [600, 0]),
    aStreet('Hill Lane', [700, 0]),
    aStreet('Saint Wilfred Street', [800, 0]),
    aStreet('Tanyard Way', [900, 0], { alias: ['Skin Alley', 'Lôn y Barcer'] }),
    aStreet('The Paddocks', [1_000, 0]),
    aStreet('Fern Road', [1_200, 0]),
    aStreet('York Street', [1_150, 100], { up: 200, along: 10 }),
  ],
  landmarks: [
    aLandmark('Corn Exchange', spot(0, 100), { alias: ['the Exchange'], kind: 'theatre' }),
    aLandmark('Co-op', spot(610, 50), { street: 'Mill Lane', kind: 'supermarket' }),
    aLandmark('Co-op', spot(4_900, 0), { locality: 'Oxmoor', kind: 'supermarket' }),
    aLandmark('Marlcombe Library', spot(320, 40), { kind: 'library', owner: 'county' }),
    aLandmark('Iron Bridge', spot(620, 40), { kind: 'bridge', owner: 'network-rail' }),
  ],
  wards: [aWard('E05999001', 'Abbey', [-500, -500]), aWard('E05999002', 'Oxmoor', [4_500, -500])],
  postcodes: [
    { postcode: 'MB1 1AA', point: spot(310, 20), ward: 'E05999001', council: 'E07999001' },
    { postcode: 'MB2 1AA', point: spot(5_000, 20), ward: 'E05999002', council: 'E07999001' },
    { postcode: 'MB8 1AA', point: spot(0, 9_000), ward: '', council: 'E07999002' },
  ],
  columns: [
    { column: '4', usrn: churchLane.usrn, point: spot(0, 40) },
    { column: 'LC412', usrn: otherChurchLane.usrn, point: spot(5_000, 40) },
  ],
  councils: [eastmoor],
});
const gazetteer = gazetteerOf(ground);
const read = (text: string): Place => {
  const place = findPlace(text, gazetteer);
  if (place === null) throw new Error(`There is no place in: ${text}`);
  return place;
};

describe('A street', () => {
  test('comes with its number, town, ward, maintainer and the middle of it', () => {
    expect(read('bins not done 14 larch close')).toEqual({
      words: '14 larch close',
      street: '14 Larch Close',
      usrn: ground.streets[2]?.usrn,
      locality: 'Marlcombe',
      maintainer: 'county',
      point: ground.streets[2]?.point,
      pointFrom: 'street',
      ward: { code: 'E05999001', name: 'Abbey' },
    });
  });

  test.each([
    ['LARCH CL', 'Larch Close'],
    ['14 tanyrad way', '14 Tanyard Way'],
    ['skin alley', 'Tanyard Way'],
    ['twll ar Lon y Barcer', 'Tanyard Way'],
    ['st wilfred st flooded', 'Saint Wilfred Street'],
    ['5 the paddocks', '5 The Paddocks'],
  ])('is known however it is written: %s', (text, street) => {
    expect(read(text).street).toBe(street);
  });

  test('is not guessed where a slip could mean two, or none', () => {
    for (const text of ['fly tip on jill lane', 'fly tip on Bell Lane', 'on Quarry Road', 'Old Mill Lane'])
      expect(read(text)).toEqual({ words: expect.any(String) });
  });

  test('is told from its namesake by town, postcode, landmark, street light or the street it meets', () => {
    for (const text of [
      'church lane oxmoor',
      'church lane MB2 1AA',
      'lamp post LC412 church lane',
      'church lane by the co-op in oxmoor',
    ])
      expect([text, read(text).usrn]).toEqual([text, otherChurchLane.usrn]);
    for (const text of ['church lane by the corn exchange', 'street light 4 church lane'])
      expect([text, read(text).usrn]).toEqual([text, churchLane.usrn]);
  });

  test('that is one of two is asked about, with what is known of each', () => {
    const { candidates, usrn, point } = read('pothole on 12 church lane');
    expect([usrn, point]).toEqual([undefined, undefined]);
    expect(candidates).toMatchObject([
      { street: '12 Church Lane', locality: 'Marlcombe', ward: { name: 'Abbey' }, maintainer: 'county' },
      { street: '12 Church Lane', locality: 'Oxmoor', ward: { name: 'Oxmoor' }, maintainer: 'private' },
    ]);
  });

  test('far from the postcode given with it is not the one meant', () => {
    expect(read('14 larch close MB2 1AA')).toMatchObject({ postcode: 'MB2 1AA', ward: { name: 'Oxmoor' } });
    expect(read('14 larch close MB2 1AA').usrn).toBeUndefined();
    expect(read('14 larch close MB1 1AA')).toMatchObject({ street: '14 Larch Close', pointFrom: 'postcode' });
  });

  test('meets another where their boxes come nearest', () => {
    const { street, meets, point, pointFrom } = read('lights out at the corner of fern rd and york st');
    expect([street, meets?.street, pointFrom]).toEqual(['Fern Road', 'York Street', 'junction']);
    expect(point?.latitude).toBeCloseTo(spot(1_205, 0).latitude, 5);
    expect(point?.longitude).toBeCloseTo(spot(0, 105).longitude, 5);
  });

  test('said to meet one that is far away is asked about', () => {
    const names = read('corner of fern road and larch close').candidates?.map(({ street }) => street);
    expect(names).toEqual(['Fern Road', 'Larch Close']);
  });
});

describe('A landmark', () => {
  test('has its owner when the matter is in or at it, and not when it is merely near', () => {
    expect(read('graffiti on the iron bridge')).toMatchObject({
      landmark: 'Iron Bridge',
      owner: 'network-rail',
    });
    expect(read('pothole near the iron bridge').owner).toBeUndefined();
  });

  test('of a kind that there is once is that one; of any other, nobody knows which', () => {
    expect(read('outside the library')).toMatchObject({
      landmark: 'Marlcombe Library',
      pointFrom: 'landmark',
    });
    expect(read('behind the pub')).toEqual({ words: 'behind the pub' });
  });

  test('of which there are two is told by its street, or asked about', () => {
    expect(read('outside the co-op on mill lane')).toMatchObject({ street: 'Mill Lane', landmark: 'Co-op' });
    expect(read('behind the co-op').candidates?.map(({ locality }) => locality)).toEqual([
      'Marlcombe',
      'Oxmoor',
    ]);
  });
});

describe('A postcode', () => {
  test('in the table has its point and ward', () => {
    expect(read('flood at mb11aa')).toMatchObject({
      postcode: 'MB1 1AA',
      pointFrom: 'postcode',
      ward: { code: 'E05999001' },
    });
  });

  test('not in the table is kept apart', () => {
    expect(read('flood at MB1 9ZZ')).toEqual({ words: 'MB1 9ZZ', unknownPostcode: 'MB1 9ZZ' });
  });

  test.each(['MBI 1AA', 'mb1 laa', 'MB1-1AA', 'MB 1 1 AA'])(
    'with a slip is put right only if that is one: %s',
    (text) => {
      expect(read(text).postcode).toBe('MB1 1AA');
      expect(findPlace(text.replace(/aa$/i, 'zz'), gazetteer)?.postcode).toBeUndefined();
    },
  );

  test('of another council says whose area it is, and how to reach them', () => {
    expect(read('bins MB8 1AA')).toMatchObject({
      outside: true,
      council: { code: 'E07999002', name: 'Eastmoor District Council', phone: '01632 960500' },
    });
    expect(read('bins MB8 9ZZ')).toMatchObject({ unknownPostcode: 'MB8 9ZZ', outside: true });
  });
});

describe('A pin', () => {
  const pin = (north: number, east: number): Place => ({
    words: 'a pin',
    point: spot(north, east),
    pointFrom: 'pin',
  });

  test('keeps its point, and has the nearest street beside it, its distance and its ward', () => {
    const { point, near, street, ward } = together([pin(320, 100)], gazetteer);
    expect(point).toEqual(spot(320, 100));
    expect(near).toMatchObject({ street: 'Larch Close', metres: expect.any(Number) });
    expect(near?.metres).toBeLessThan(40);
    expect([street, ward?.name]).toEqual([undefined, 'Abbey']);
  });

  test('with words keeps both: the point of the pin, the street of the words', () => {
    const place = together([read('outside 14 larch close'), pin(305, 30)], gazetteer);
    expect(place).toMatchObject({
      words: 'outside 14 larch close',
      street: '14 Larch Close',
      point: spot(305, 30),
      pointFrom: 'pin',
    });
    expect(place.near).toBeUndefined();
  });

  test('far from the street in the words is believed before them', () => {
    const place = together([read('larch close'), pin(5_010, 100)], gazetteer);
    expect(place).toMatchObject({ ward: { name: 'Oxmoor' }, near: { street: 'Church Lane' } });
    expect(place.street).toBeUndefined();
  });

  test('tells two streets of one name apart', () => {
    expect(together([read('church lane'), pin(5_000, 100)], gazetteer)).toMatchObject({
      usrn: otherChurchLane.usrn,
    });
  });

  test('outside every ward is outside, and in whose area as far as a postcode near by tells', () => {
    expect(together([pin(0, 9_050)], gazetteer)).toMatchObject({
      outside: true,
      council: { name: eastmoor.name },
    });
    const away = together([pin(40_000, 0)], gazetteer);
    expect([away.outside, away.council, away.ward]).toEqual([true, undefined, undefined]);
  });
});

describe('What was said before', () => {
  test('settles what is said now, and the other way about', () => {
    expect(together([read('church lane'), read('oxmoor')], gazetteer)).toMatchObject({
      usrn: otherChurchLane.usrn,
    });
    expect(together([read('oxmoor'), read('12 church lane')], gazetteer)).toMatchObject({
      street: '12 Church Lane',
      usrn: otherChurchLane.usrn,
      words: 'oxmoor, 12 church lane',
    });
  });

  test('of a lamp post is found in the street told then', () => {
    const post = read('lamp post 4 is out');
    expect(post).toEqual({ words: 'lamp post 4', asset: '4' });
    expect(together([read('church lane marlcombe'), post], gazetteer)).toMatchObject({
      pointFrom: 'column',
      point: spot(0, 40),
    });
  });
});

describe('A grid reference', () => {
  test('comes to a point, its ward and the nearest street', () => {
    const place = read('fly tip at TG 39866 85078');
    expect(place).toMatchObject({ gridReference: 'TG 39866 85078', pointFrom: 'grid' });
  });
});

describe('Without any streets of the council', () => {
  test('a street is what its shape tells', () => {
    const bare = gazetteerOf(aGround({ postcodes: ground.postcodes }));
    expect(findPlace('pothole at 5 Quarry Road MB1 1AA', bare)).toMatchObject({
      street: '5 Quarry Road',
      postcode: 'MB1 1AA',
    });
  });

  test('tellings are put together as they stand', () => {
    const pin = { words: 'a pin', point: { latitude: 53, longitude: 1 }, pointFrom: 'pin' } as const;
    expect(together([{ words: '5 Quarry Road', street: '5 Quarry Road' }, pin])).toEqual({
      words: '5 Quarry Road',
      street: '5 Quarry Road',
      point: pin.point,
      pointFrom: 'pin',
    });
  });
});

describe('Words residents use every day', () => {
  test('are those in more than one message in five hundred', () => {
    const messages = Array.from({ length: 1_000 }, (_, i) => (i < 3 ? `bin ${i} larch` : `bin ${i}`));
    expect([...everydayIn([messages])]).toEqual(['bin', 'larch']);
  });

  test('are no street by themselves, but are with its type', () => {
    const busy = gazetteerOf(ground, new Set(['larch', 'fern']));
    expect(findPlace('12 larch', gazetteer)?.street).toBe('12 Larch Close');
    expect(findPlace('12 larch', busy)?.street).toBeUndefined();
    expect(findPlace('larch close', busy)?.street).toBe('Larch Close');
  });
});

test('Among 20,000 streets a place is found as fast as among ten', () => {
  const syllables =
    'al an ar bar ca cor da del fal gar hal ing kel lan mar nor pen ros sal tor wes win'.split(' ');
  const name = (n: number) =>
    [n % 22, Math.floor(n / 22) % 22, Math.floor(n / 484) % 22].map((at) => syllables[at]).join('');
  const many = Array.from({ length: 20_000 }, (_, n) =>
    aStreet(`${name(n)} ${['Road', 'Lane', 'Close'][n % 3]}`, [n, n], { locality: `Town ${n % 40}` }),
  );
  const big = gazetteerOf(aGround({ streets: [...ground.streets, ...many] }));
  const text =
    'Hello, the street light outside 14 Tanyrad Way has been flickering since last Tuesday evening';
  expect(findPlace(text, big)?.street).toBe('14 Tanyard Way');
  // By turns, so that whatever else the machine does slows both.
  const took = { among10: 0, among20000: 0 };
  for (let i = 0; i < 500; i++) {
    const began = performance.now();
    findPlace(`${text} ${i}`, gazetteer);
    const then = performance.now();
    findPlace(`${text} ${i}`, big);
    took.among10 += then - began;
    took.among20000 += performance.now() - then;
  }
  expect(took.among20000).toBeLessThan(3 * took.among10);
});

test('Whatever is written, a place is made of the text’s own words, and names only what the council has', () => {
  const word = fc.constantFrom(
    ...'14 Larch larhc Close close Mill Lane church lane oxmoor corner of and the co-op by MB1 1AA no lamp post 4 / , . - Eastmoor in'.split(
      ' ',
    ),
  );
  const text = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 120 }),
    fc.array(word, { maxLength: 20 }).map((words) => words.join(' ')),
  );
  const usrns = new Set(ground.streets.map(({ usrn }) => usrn));
  fc.assert(
    fc.property(text, (any) => {
      const place = findPlace(any, gazetteer);
      if (place === null) return;
      expect(any).toContain(place.words);
      for (const { usrn } of [place, ...(place.candidates ?? [])])
        if (usrn !== undefined) expect(usrns).toContain(usrn);
      expect(place.street === undefined).toBe(place.usrn === undefined);
      expect(together([place], gazetteer).usrn).toBe(place.usrn);
    }),
    { numRuns: 500 },
  );
}, 30_000);
