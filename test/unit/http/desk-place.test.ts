import { describe, expect, test } from 'vitest';
import { maintainers } from '../../../src/core/ground.ts';
import { type Place, pointSources } from '../../../src/core/place.ts';
import { placeFacts, placeInShort } from '../../../src/http/desk/place.ts';

const said = (place: Place) => Object.fromEntries(placeFacts(place).map(({ name, value }) => [name, value]));

describe('A place on the desk', () => {
  test('is the resident’s words, then what was made of them', () => {
    expect(
      said({
        words: '14 gulid st',
        street: '14 Guild Street',
        usrn: '99360284',
        locality: 'Marlcombe',
        ward: { code: 'E05999001', name: 'Abbey' },
        maintainer: 'housing-association',
        point: { latitude: 53.298805, longitude: 1.600348 },
        pointFrom: 'street',
      }),
    ).toEqual({
      'Place, in the resident’s words': '14 gulid st',
      Street: '14 Guild Street',
      'Town or village': 'Marlcombe',
      Ward: 'Abbey',
      'Looked after by': 'A housing association',
      'Map point': '53.29881, 1.60035 (the middle of the street)',
    });
  });

  test('leads from its ward to the cases of that ward', () => {
    const ward = placeFacts({ words: 'x', ward: { code: 'E05999001', name: 'Abbey' } }).find(
      ({ name }) => name === 'Ward',
    );
    expect(ward?.href).toBe('/desk?ward=E05999001');
  });

  test('keeps a pin as it was shared, with the street it is nearest to beside it', () => {
    const point = { latitude: 53.2993, longitude: 1.6006 };
    const near = { street: 'Guild Street', usrn: '99360284', metres: 14 };
    expect(said({ words: 'a pin', point, pointFrom: 'pin', near })).toMatchObject({
      'Map point': '53.29930, 1.60060 (a shared pin)',
      'Nearest street': 'Guild Street, 14 metres away',
    });
  });

  test('says where a point was read from, whatever it was', () => {
    for (const pointFrom of pointSources)
      expect(said({ words: 'x', point: { latitude: 1, longitude: 2 }, pointFrom })['Map point']).toMatch(
        /\(.{5,}\)$/,
      );
  });

  test('says in words who looks after it, whoever that is', () => {
    const by = (place: Partial<Place>) => said({ words: 'x', ...place })['Looked after by'];
    expect(by({ maintainer: 'county' })).toBe('The county council');
    expect(by({ maintainer: 'county', owner: 'council' })).toBe('The council');
    for (const maintainer of maintainers) expect(by({ maintainer })).toMatch(/^[A-Z]\w*[ :]/);
    expect(by({ owner: 'parish-council' })).toBe('parish council');
    expect(by({})).toBeUndefined();
  });

  test('that could be several names them', () => {
    const candidates = ['Marlcombe', 'Saltmere'].map((locality) => ({ street: 'Park Road', locality }));
    expect(said({ words: 'park rd', candidates })['Could be']).toBe(
      'Park Road, Marlcombe; Park Road, Saltmere',
    );
  });

  test('in another council’s area names that council', () => {
    const council = { code: 'E07999002', name: 'Eastmoor District Council' };
    expect(said({ words: 'x', outside: true, council })['Whose area']).toBe('Eastmoor District Council');
    expect(said({ words: 'x', outside: true })['Whose area']).toBe('Outside our wards');
  });

  test('as stored before any of this was known is as it was', () => {
    expect(said({ words: 'by the old mill', postcode: 'MB1 1AF' })).toEqual({
      'Place, in the resident’s words': 'by the old mill',
      Postcode: 'MB1 1AF',
    });
    expect(placeFacts(null)).toEqual([]);
  });

  test.each([
    [
      { words: '14 gulid st', street: '14 Guild Street', locality: 'Marlcombe' },
      '14 Guild Street, Marlcombe',
    ],
    [{ words: 'the park', landmark: 'Albert Park' }, 'Albert Park'],
    [{ words: 'mb11af', postcode: 'MB1 1AF' }, 'MB1 1AF'],
    [{ words: 'by the old mill' }, 'by the old mill'],
    [null, null],
  ])('in a list is short: %j', (place, text) => {
    expect(placeInShort(place)).toBe(text);
  });
});
