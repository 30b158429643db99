import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inSentences, readWording } from '../../config/wording.ts';

const said = (text: string, facts: Record<string, string | number>) =>
  inSentences(readWording(text, Object.keys(facts)).wording, facts);
const faults = (text: string, allowed: string[] = ['due', 'team']) => readWording(text, allowed).faults;

describe('a wording', () => {
  test('says its facts where they stand', () => {
    expect(said('It is with {{team}} until {{ due }}.', { team: 'Waste', due: 5 })).toBe(
      'It is with Waste until 5.',
    );
  });

  test('says a section only when its fact is there, and the other way round', () => {
    const text = '{{#due}}By {{due}}.{{/due}}{{^due}}Soon.{{/due}}';
    expect(said(text, { due: 'noon' })).toBe('By noon.');
    expect(said(text, { due: '' })).toBe('Soon.');
    expect(said(text, { due: 0 })).toBe('Soon.');
  });

  test('may put one section in another', () => {
    const text = '{{#team}}{{team}}{{#due}} by {{due}}{{/due}}.{{/team}}';
    expect(said(text, { team: 'Waste', due: 'noon' })).toBe('Waste by noon.');
    expect(said(text, { team: 'Waste', due: '' })).toBe('Waste.');
  });

  test('loses the line a section leaves empty, and no other', () => {
    const text = 'One.\n{{#due}}By {{due}}.{{/due}}\n\nTwo.{{#due}} By {{due}}.{{/due}}\nThree.';
    expect(said(text, { due: '' })).toBe('One.\n\nTwo.\nThree.');
  });

  test('never reads a fact again, whatever stands in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (place) => {
        const expected = `<${place.replaceAll('\0', '')}>`;
        expect(said('<{{place}}>', { place })).toBe(expected);
      }),
    );
  });
});

describe('a wording at fault', () => {
  test('names a fact that is not known here, on its line, with the nearest that is', () => {
    expect(faults('One.\nBy {{deu}}.')).toEqual([
      { message: 'The fact "deu" is not known here.', within: 1, hint: 'due' },
    ]);
    expect(faults('{{weather}}')).toEqual([{ message: 'The fact "weather" is not known here.', within: 0 }]);
  });

  test.each([
    ['a section left open', '{{#due}}By {{due}}.', 'The section of "due" is never closed with {{/due}}.'],
    ['a section closed twice', '{{#due}}x{{/due}}{{/due}}', '{{/due}} closes nothing that is open.'],
    [
      'sections closed in the wrong order',
      '{{#due}}{{#team}}x{{/due}}{{/team}}{{/due}}',
      '{{/due}} closes nothing that is open.',
    ],
    ['braces left open', 'By {{due.', 'There is a {{ without its pair.'],
    ['braces closed twice', 'By {{due}}}}.', 'There is a }} without its pair.'],
    ['nothing between braces', '{{}}', 'The fact "" is not known here.'],
  ])('%s', (_, text, message) => {
    expect(faults(text).map((fault) => fault.message)).toEqual([message]);
  });

  test('is found in any text without throwing', () => {
    const pieces = fc.constantFrom('{{', '}}', '#', '/', '^', 'due', 'team', ' ', '\n', 'x');
    fc.assert(
      fc.property(fc.array(pieces), (parts) => {
        const read = readWording(parts.join(''), ['due', 'team']);
        expect(typeof inSentences(read.wording, { due: 'a', team: '' })).toBe('string');
      }),
    );
  });
});
