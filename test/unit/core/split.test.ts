import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { splitText } from '../../../src/core/split.ts';

const bare = (text: string) => text.replace(/\s+/gu, '');

describe('A long text is split', () => {
  test('not at all when it fits', () => {
    expect(splitText('Your bin will be emptied.', 25)).toEqual(['Your bin will be emptied.']);
  });

  test('between paragraphs before sentences', () => {
    expect(splitText('One two. Three.\n\nFour five six seven.', 24)).toEqual([
      'One two. Three.',
      'Four five six seven.',
    ]);
  });

  test('between sentences before words', () => {
    expect(splitText('It is with highways. They answer by noon on Tuesday.', 40)).toEqual([
      'It is with highways.',
      'They answer by noon on Tuesday.',
    ]);
  });

  test('never inside a link that fits in a part', () => {
    const link = 'https://www.council.example/report?id=482#photo';
    for (let longest = link.length; longest < 90; longest += 1) {
      const parts = splitText(
        `Track it, whenever you like, at ${link} and tell us if that is not right.`,
        longest,
      );
      expect(parts.some((part) => part.includes(link))).toBe(true);
    }
  });

  test('never inside a character people see as one', () => {
    expect(splitText('👩‍🚒👩‍🚒👩‍🚒', 12)).toEqual(['👩‍🚒👩‍🚒', '👩‍🚒']);
    expect(splitText('dŵr'.normalize('NFD').repeat(3), 4).join('')).toBe('dŵr'.normalize('NFD').repeat(3));
  });

  test('whatever it says, into parts that are short enough, whole, and together say the same', () => {
    const words = fc.string({ unit: 'grapheme', maxLength: 300 });
    fc.assert(
      fc.property(words, fc.integer({ min: 2, max: 60 }), (text, longest) => {
        const parts = splitText(text, longest);
        for (const part of parts) {
          expect(part.length).toBeLessThanOrEqual(longest);
          expect(part).not.toBe('');
          expect(part).not.toMatch(/^\p{Cs}|\p{Cs}$/u);
        }
        expect(bare(parts.join(''))).toBe(bare(text));
      }),
    );
  });

  test('never by a length that is none', () => {
    expect(() => splitText('a', 0)).toThrow(RangeError);
  });
});
