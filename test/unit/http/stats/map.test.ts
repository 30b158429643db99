import { describe, expect, test } from 'vitest';
import { councilFolder } from '../../../../config/council.ts';
import { loadGround } from '../../../../config/places/ground.ts';
import { wardMap } from '../../../../src/http/stats/map.ts';

const { wards } = loadGround(councilFolder({ council: 'marlcombe' }));
const [first, second] = wards;
if (first === undefined || second === undefined) throw new Error('Marlcombe has wards.');

const shadesIn = (svg: string) =>
  (svg.match(/<path[^>]*fill="([^"]+)"/g) ?? []).map((path) => /fill="([^"]+)"/.exec(path)?.[1]);

describe('A map of the wards', () => {
  const values = new Map([
    [first.code, 0],
    [second.code, 40],
  ]);
  const { svg = '' } = wardMap({ id: 'wards', wards, values, say: String }) ?? {};

  test('names every ward', () => {
    for (const { name } of wards) expect(svg).toContain(`>${name.replace(/&/g, '&amp;')}<`);
  });

  test('is darkest where there is most, and white where nothing is known', () => {
    expect(shadesIn(svg)).toContain('#fff');
    expect(shadesIn(svg).join(' ')).toMatch(/#08306b|rgba?\(8,48,107/);
  });

  test('needs no style and no script', () => {
    expect(svg).not.toMatch(/<script|<style| style=| class=/);
  });

  test('is none where no boundary is known', () => {
    expect(wardMap({ id: 'wards', wards: [], values, say: String })).toBeNull();
  });
});
