import { describe, expect, test } from 'vitest';
import { partsOf } from '../../../src/http/chat/lines.ts';

describe('Words on the page', () => {
  test.each([
    ['plain words', [['words', 'plain words']]],
    ['', []],
    [
      'See https://www.marlcombe.example/bins?day=mon#a. Then ring.',
      [
        ['words', 'See '],
        ['address', 'https://www.marlcombe.example/bins?day=mon#a'],
        ['words', '. Then ring.'],
      ],
    ],
    [
      '(https://a.example/b)',
      [
        ['words', '('],
        ['address', 'https://a.example/b'],
        ['words', ')'],
      ],
    ],
    ['http://a.example javascript:alert(1) data:x www.b.example', null],
    [
      '"https://a.example/"onmouseover="x"',
      [
        ['words', '"'],
        ['address', 'https://a.example/'],
        ['words', '"onmouseover="x"'],
      ],
    ],
    [
      'Your reference is MB-482-913-605, for MB-482-913-6051 see',
      [
        ['words', 'Your reference is '],
        ['reference', 'MB-482-913-605'],
        ['words', ', for MB-482-913-6051 see'],
      ],
    ],
  ])('%j: only secure addresses become links, only references stand out', (text, parts) => {
    expect(partsOf(text).map((part) => [part.kind, part.text])).toEqual(parts ?? [['words', text]]);
    expect(
      partsOf(text)
        .map((part) => part.text)
        .join(''),
    ).toBe(text);
  });
});
