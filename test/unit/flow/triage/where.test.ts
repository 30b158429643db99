import { describe, expect, test } from 'vitest';
import type { Place } from '../../../../src/core/place.ts';
import { aTalk, unclear } from '../../../support/talk.ts';
import { aCouncil, anUnderstanding } from '../../../support/turns.ts';

const guild: Place = { words: 'guild st', street: 'Guild Street', usrn: '99360284', locality: 'Marlcombe' };
const bypass: Place = {
  words: 'the bypass',
  street: 'A1479 Marlcombe Bypass',
  usrn: '99102091',
  maintainer: 'national-highways',
};
const eastmoor = { code: 'E07999002', name: 'Eastmoor District Council', phone: '01632 960500' };
const churchLanes: Place = {
  words: 'church lane',
  candidates: [
    { street: '12 Church Lane', usrn: '99231320', locality: 'Marlcombe', maintainer: 'county' },
    { street: '12 Church Lane', usrn: '99891796', locality: 'Netherby Green', maintainer: 'private' },
  ],
};
const hole = (place: Place | null = null) => anUnderstanding('pothole', { place });

describe('A matter', () => {
  test('on a county road is with the county, as ever', () => {
    const talk = aTalk();
    const { text } = talk.says('hole', hole(guild));
    expect(talk.only().team).toBe('county-highways');
    expect(text).toContain('We have the place as: Guild Street, Marlcombe.');
  });

  test('on a trunk road is with National Highways, and the resident is given their number', () => {
    const talk = aTalk();
    const { text } = talk.says('hole', hole(bypass));
    expect(talk.only()).toMatchObject({ team: 'national-highways', service: 'pothole', place: bypass });
    for (const fact of ['trunk road', 'National Highways', '0300 123 5000', talk.only().reference])
      expect(text).toContain(fact);
    expect(text).not.toContain('county council');
  });

  test('that a trunk road does not change stays with us: its litter is ours', () => {
    const talk = aTalk();
    talk.says('rubbish', anUnderstanding('litter', { place: bypass }));
    expect(talk.only().team).toBe('street-scene');
  });

  test.each([
    ['private', 'landowner', 'Whoever owns it'],
    ['unadopted', 'landowner', 'Whoever owns it'],
    ['housing-association', 'housing-association', 'Tollbar Homes'],
    ['council', 'street-scene', 'Street cleaning and enforcement'],
    ['county', 'county-highways', 'Marlshire Highways'],
  ])('on a road that is %s is with %s, and the resident told so', (maintainer, team, words) => {
    const talk = aTalk();
    const { text } = talk.says('hole', hole({ ...guild, maintainer }));
    expect(talk.only().team).toBe(team);
    expect(text).toContain(words);
  });

  test.each([
    ['network-rail', 'graffiti', 'rail'],
    ['waterways', 'litter', 'waterways'],
    ['private', 'litter', 'landowner'],
    ['council', 'litter', 'street-scene'],
  ])('in or at what is owned by %s (%s) is with %s', (owner, service, team) => {
    const talk = aTalk();
    talk.says('look', anUnderstanding(service, { place: { words: 'there', landmark: 'There', owner } }));
    expect(talk.only().team).toBe(team);
  });

  test('in another council’s area is with that council, whose name and number the resident reads', () => {
    const talk = aTalk();
    const place = { words: 'MB8 1AB', postcode: 'MB8 1AB', outside: true, council: eastmoor };
    const { text } = talk.says('bin', anUnderstanding('missed-bin', { place }));
    expect(talk.only().team).toBe('eastmoor');
    for (const fact of ['Eastmoor District Council', '01632 960500', 'customer services will hand it over'])
      expect(text).toContain(fact);
  });

  test('in nobody knows whose area is for customer services to find out', () => {
    const talk = aTalk();
    const place = { words: 'a pin', point: { latitude: 51.5, longitude: -0.1 }, outside: true };
    const { text } = talk.says('bin', anUnderstanding('missed-bin', { place }));
    expect(talk.only().team).toBe('customer-services');
    expect(text).toContain('outside the area of Marlcombe Borough Council');
  });

  test('of the county is the county’s on both sides of the line', () => {
    const talk = aTalk();
    talk.says('hole', hole({ words: 'there', outside: true, council: eastmoor }));
    expect(talk.only().team).toBe('county-highways');
  });

  test('of someone with nowhere to live, or a child at risk, is never sent away', () => {
    for (const label of ['homelessness', 'safeguarding', 'complaint']) {
      const talk = aTalk();
      talk.says('help', anUnderstanding(label, { place: { ...bypass, outside: true, council: eastmoor } }));
      expect(talk.only().team).toBe(aCouncil().services.get(label)?.team);
    }
  });

  test('of danger stays with who keeps watch, wherever it is', () => {
    for (const place of [bypass, { ...guild, outside: true, council: eastmoor }]) {
      const talk = aTalk();
      const danger = [{ family: 'road-hazard', rule: 'r' }] as const;
      const { text } = talk.says('hole, someone will die', anUnderstanding('pothole', { place, danger }));
      expect(talk.only()).toMatchObject({ team: 'duty-desk', urgent: true, place });
      expect(text).not.toContain('looks after it, not');
    }
  });
});

describe('A place told after the case was opened', () => {
  test('gives it to whoever looks after it there, says so, and puts that on its record', () => {
    const talk = aTalk();
    talk.says('hole', hole());
    const told = talk.says('the bypass', unclear({ place: bypass }));
    expect(told.happened(talk.only())).toEqual(['message-received', 'place-given', 'routed', 'reply-sent']);
    expect(talk.only().team).toBe('national-highways');
    expect(told.text).toContain('0300 123 5000');
  });

  test('by a pin does too', () => {
    const talk = aTalk();
    talk.says('bin', anUnderstanding('missed-bin'));
    const pin = { words: '', point: { latitude: 53.3, longitude: 1.73 }, outside: true, council: eastmoor };
    talk.says('', unclear(), { place: pin });
    expect(talk.only().team).toBe('eastmoor');
  });

  test('moves no case that a person has taken or sent elsewhere', () => {
    for (const act of [
      { type: 'route', team: 'parks-trees' },
      { type: 'assign', officer: 'me' },
    ] as const) {
      const talk = aTalk();
      talk.says('hole', hole());
      talk.officer(act);
      const { team } = talk.only();
      talk.says('the bypass', unclear({ place: bypass }));
      expect(talk.only()).toMatchObject({ team, place: bypass });
    }
  });

  test('that is only a town, a number on some post or an unknown postcode is asked after', () => {
    for (const place of [
      { words: 'Saltmere', locality: 'Saltmere' },
      { words: 'lamp post 12', asset: '12' },
      { words: 'mb1 9zz', unknownPostcode: 'MB1 9ZZ' },
    ])
      expect(aTalk().says('hole', hole(place)).text).toContain('Where is it?');
  });

  test('that nobody knows is kept in the resident’s words, and not asked after', () => {
    const talk = aTalk();
    const { text } = talk.says('hole', hole({ words: 'Quarry Road' }));
    expect(text).not.toContain('Where is it?');
    expect(talk.only().place).toEqual({ words: 'Quarry Road' });
  });
});

describe('A place that could be several', () => {
  const asked = () => {
    const talk = aTalk();
    const told = talk.says('hole', hole(churchLanes));
    return { talk, told };
  };

  test('opens the case all the same, and the resident is asked which, by number and by button', () => {
    const { talk, told } = asked();
    expect(talk.only()).toMatchObject({ team: 'county-highways', place: churchLanes });
    expect(told.choices).toEqual(['12 Church Lane, Marlcombe', '12 Church Lane, Netherby Green']);
    expect(told.text).toContain('1. 12 Church Lane, Marlcombe\n2. 12 Church Lane, Netherby Green');
    expect(told.text).not.toContain('Where is it?');
  });

  test.each([
    '2',
    'no. 2 please',
    'the second one',
    '12 Church Lane, Netherby Green',
    'the Netherby Green one',
  ])('is settled by "%s", and goes to whoever looks after it there', (text) => {
    const { talk } = asked();
    const told = talk.says(text, unclear());
    expect(talk.only().place).toMatchObject({ words: 'church lane', usrn: '99891796' });
    expect(talk.only().place?.candidates).toBeUndefined();
    expect(talk.only().team).toBe('landowner');
    expect(told.text).toContain('12 Church Lane, Netherby Green');
    expect(talk.conversation().state.asking).toBeNull();
  });

  test('may be another place after all', () => {
    const { talk } = asked();
    talk.says('no it is guild st', unclear({ place: guild }));
    expect(talk.only().place).toEqual(guild);
  });

  test('that is none of them is asked after', () => {
    const { talk } = asked();
    expect(talk.says('none of these', unclear()).text).toContain('Where is it?');
    talk.says('by the old mill', unclear());
    expect(talk.only().place).toEqual({ words: 'by the old mill' });
  });

  test('is not settled by a number there is not, or by what is no answer', () => {
    const { talk } = asked();
    for (const text of ['7', 'why do you ask', 'ok']) talk.says(text, unclear());
    expect(talk.only().place).toEqual(churchLanes);
  });

  test('is asked about again in the language the resident then asks for', () => {
    const { talk } = asked();
    expect(talk.says('Cymraeg', unclear()).text).toContain('1. 12 Church Lane, Marlcombe');
  });

  test('is not asked about when somebody is in danger', () => {
    const talk = aTalk();
    const danger = [{ family: 'road-hazard', rule: 'r' }] as const;
    const { text } = talk.says('hole', anUnderstanding('pothole', { place: churchLanes, danger }));
    expect(text).not.toContain('Which one?');
  });
});

describe('Two reports', () => {
  const on = (street: string, more: Partial<Place> = {}): Place => ({
    words: street,
    street,
    usrn: '99360284',
    point: { latitude: 53.298805, longitude: 1.600348 },
    pointFrom: 'street',
    ...more,
  });

  test('of two houses in one street are two cases, though the street has one middle', () => {
    const talk = aTalk();
    talk.says('bin', anUnderstanding('missed-bin', { place: on('14 Guild Street') }));
    talk.says('bin', anUnderstanding('missed-bin', { place: on('20 Guild Street') }));
    expect(talk.cases()).toHaveLength(2);
  });

  test('of one house told differently are one', () => {
    const talk = aTalk();
    talk.says('bin', anUnderstanding('missed-bin', { place: on('14 Guild Street') }));
    talk.says(
      'still',
      anUnderstanding('missed-bin', { place: on('14 Guild Street', { words: '14 gild st' }) }),
    );
    expect(talk.cases()).toHaveLength(1);
  });
});
