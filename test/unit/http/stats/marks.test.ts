import { describe, expect, test } from 'vitest';
import { marksOf } from '../../../../src/http/stats/marks.ts';

const along = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm'];
const rows = (annotations: readonly { at: string; text: string }[]) =>
  marksOf(annotations, along, 760).placed.map(({ row, align }) => [row, align]);

describe('Words above a chart', () => {
  test('stand in one row where there is room, and take no height where there are none', () => {
    expect(
      rows([
        { at: 'a', text: 'Storm' },
        { at: 'e', text: 'Strike' },
      ]),
    ).toEqual([
      [0, 'left'],
      [0, 'left'],
    ]);
    expect(marksOf([], along, 760).height).toBe(0);
  });

  test('never lie over words: they go a row up, and those there is no room for are left to the table', () => {
    const crowd = ['a', 'b', 'c', 'd'].map((at) => ({ at, text: 'Telephone system down' }));
    expect(rows(crowd).map(([row]) => row)).toEqual([0, 1, 2, 0]);
    const more = ['a', 'a', 'b', 'b'].map((at) => ({ at, text: 'Telephone system down' }));
    expect(rows(more).map(([row]) => row)).toEqual([0, 1, 2, null]);
    expect(marksOf(crowd, along, 760).height).toBe(54);
  });

  test('end at their line where they would run out of the picture', () => {
    expect(rows([{ at: 'm', text: 'Telephone system down' }])).toEqual([[0, 'right']]);
  });

  test('too many to be read there are cut', () => {
    const [one] = marksOf([{ at: 'a', text: 'x'.repeat(80) }], along, 760).placed;
    expect(one?.words).toBe(`${'x'.repeat(39)}…`);
  });
});
