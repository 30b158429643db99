import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findPersonal } from '../../../src/language/personal.ts';

const found = (text: string) =>
  findPersonal(text).map(({ kind, start, end }) => [kind, text.slice(start, end)]);

describe('Personal details', () => {
  test.each([
    ['ring me on 07700 900123 after six', 'phone', '07700 900123'],
    ['01632 960 001 thanks', 'phone', '01632 960 001'],
    ['my number is +44 7700 900456', 'phone', '+44 7700 900456'],
    ['(01632) 960123', 'phone', '(01632) 960123'],
    ['07700900123', 'phone', '07700900123'],
    ['call 020 7946 0018', 'phone', '020 7946 0018'],
    ['jo.bloggs+bins@example.co.uk is best', 'email', 'jo.bloggs+bins@example.co.uk'],
    ['mail me at SAM@EXAMPLE.COM.', 'email', 'SAM@EXAMPLE.COM'],
    ['my NI is AB 12 34 56 C', 'national-insurance', 'AB 12 34 56 C'],
    ['ab123456c', 'national-insurance', 'ab123456c'],
    ['card 4111 1111 1111 1111 exp 01/30', 'card', '4111 1111 1111 1111'],
    ['5555-5555-5555-4444', 'card', '5555-5555-5555-4444'],
    ['sort code 12-34-56 account 12345678', 'bank-account', '12-34-56 account 12345678'],
    ['Account number: 87654321', 'bank-account', '87654321'],
    ['dob 03/04/1961', 'date-of-birth', '03/04/1961'],
    ['date of birth is 3rd April 1961', 'date-of-birth', '3rd April 1961'],
    ['she was born on 12.11.78', 'date-of-birth', '12.11.78'],
    ['dyddiad geni 01/02/1950', 'date-of-birth', '01/02/1950'],
    ['blue Focus AB12 CDE parked on the path', 'vehicle', 'AB12 CDE'],
    ['its reg: P123 ABC', 'vehicle', 'P123 ABC'],
    ['bd51smr left here for weeks', 'vehicle', 'bd51smr'],
  ])('in %j are found as %s', (text, kind, words) => {
    expect(found(text)).toEqual([[kind, words]]);
  });

  test('stand in order and never overlap when there are several', () => {
    const text = 'I am Jo, 07700 900123, jo@example.com, NI AB123456C, dob 01/02/1960, car AB12CDE';
    expect(found(text).map(([kind]) => kind)).toEqual([
      'phone',
      'email',
      'national-insurance',
      'date-of-birth',
      'vehicle',
    ]);
  });

  test.each([
    'my reference is MB-482-913-605',
    'case 482 913 605 please',
    'ref MB482913605',
    'planning application 24/01234/FUL',
    'column 0412 on Mill Lane',
    'collection on 03/04/2026',
    'built in 1961 and never repaired',
    'order 4111 1111 1111 1112',
    'UPRN 100012345678',
    'between 10 and 12 on the 14th',
    'my postcode is MA1 2BC',
    'the A40 and the B4027',
    'call 101 or 999',
    'since 01/02/2025 to 03/04/2025',
    'grid reference SK 123 456',
    'follow @MarlcombeBC',
    'I paid £1,234,567.00 in tax',
    '51.5074, -0.1278',
    'bin 240 litres 0800 1600',
    'PCN MC12345678',
    'NI number QQ123456C, the one in the leaflet',
    'flat 12 and 14 are both out',
  ])('are not seen in %j', (text) => {
    expect(found(text)).toEqual([]);
  });

  test('are sound whatever the text', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.stringMatching(/^[0-9 +()@.a-zA-Z/-]{0,200}$/),
    );
    fc.assert(
      fc.property(text, (any) => {
        let last = 0;
        for (const { start, end } of findPersonal(any)) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(any.length);
          last = end;
        }
      }),
    );
  }, 20_000);

  test('are found wherever they stand in a text', () => {
    const word = fc.constantFrom('bins', 'please', 'ring', 'me', 'thanks', 'on', 'the');
    const around = fc.array(word, { maxLength: 8 }).map((words) => words.join(' '));
    const mobile = fc.stringMatching(/^07[1-57-9]\d{8}$/);
    fc.assert(
      fc.property(around, mobile, around, (before, number, after) => {
        expect(found(`${before} ${number} ${after}`)).toEqual([['phone', number]]);
      }),
    );
  });
});
