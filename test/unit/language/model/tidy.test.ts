import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stem, tidy } from '../../../../src/language/model/tidy.ts';

test('a street’s name says nothing of what is wrong there, so all are read alike', () => {
  expect(tidy('Hole outside 14 Larch Close')).toEqual(['hole', 'outside', 'num', 'astreet']);
  expect(tidy('Hole outside 9 Thornbury Crescent')).toEqual(tidy('Hole outside 14 Larch Close'));
});

test('ordinary words before a kind of street stay', () => {
  expect(tidy('no light in the road')).toContain('road');
  expect(tidy('Broken Street Light')).toContain('street');
});

test('US words, short forms and misspellings become the words the council uses', () => {
  expect(tidy('trash on sidewalk pls')).toEqual(tidy('rubbish on pavement please'));
  expect(tidy('streetlight out')).toEqual(['street', 'light', 'out']);
  expect(tidy('recyling not colected')).toEqual(['recycling', 'not', 'collected']);
});

test('stretched words, numbers, links, addresses and mentions are made alike', () => {
  expect(tidy('sooooo loud')).toEqual(tidy('soooooooo loud'));
  expect(tidy('case 55021877')).toEqual(['case', 'longnumber']);
  expect(tidy('@MarlcombeBC see https://a.example/x or me@a.example')).toEqual([
    'amention',
    'see',
    'alink',
    'or',
    'anemail',
  ]);
});

test('a hashtag and an emoji are read as words', () => {
  expect(tidy('#MissedBin again')).toEqual(['missed', 'bin', 'again']);
  expect(tidy('🐀 in the garden')).toEqual(['rat', 'in', 'the', 'garden']);
});

test('a stem joins the forms of a word', () => {
  expect(stem('collected')).toBe(stem('collection'));
});

test('any text at all is read without failing', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => Array.isArray(tidy(text))));
});
