import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { inOneLine } from '../../../config/faults.ts';
import { loadGround, placesFaults } from '../../../config/places/ground.ts';
import { root } from '../../../config/root.ts';
import { noGround } from '../../../src/core/ground.ts';

const marlcombe = join(root, 'config', 'councils', 'marlcombe');
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'moothall-'));
  cpSync(join(marlcombe, 'places'), join(folder, 'places'), { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Change a file of the places, and give the line of the first change. */
function change(file: string, from: string | RegExp, to: string): number {
  const path = join(folder, 'places', file);
  const text = readFileSync(path, 'utf8');
  const changed = text.replace(from, to);
  expect(changed).not.toBe(text);
  writeFileSync(path, changed);
  const at = [...text].findIndex((letter, i) => letter !== changed[i]);
  return text.slice(0, at).split('\n').length;
}

const told = () => placesFaults(folder).map(inOneLine);

describe('The places of a council', () => {
  test('of Marlcombe have no fault, and are 400 streets, 60 landmarks and 12 wards', () => {
    expect(told()).toEqual([]);
    const { streets, landmarks, wards } = loadGround(folder);
    expect([streets.length, landmarks.length, wards.length]).toEqual([400, 60, 12]);
  });

  test('may be left out, altogether or file by file', () => {
    rmSync(join(folder, 'places', 'landmarks.csv'));
    rmSync(join(folder, 'places', 'wards.geojson'));
    expect(told()).toEqual([]);
    expect(loadGround(folder)).toMatchObject({ landmarks: [], wards: [] });
    rmSync(join(folder, 'places'), { recursive: true });
    expect(loadGround(folder)).toBe(noGround);
  });

  test('tell every fault with its file and line, and the nearest right spelling', () => {
    const maintainer = change('streets.csv', ',county\n', ',countty\n');
    const usrn = change('streets.csv', /\n99108273,/, '\n9910827,');
    const street = change('landmarks.csv', ',Guild Street,', ',Gild Street,');
    const ward = change('postcodes.csv', ',E05999001,', ',E05999010x,');
    const postcode = change('postcodes.csv', 'MB1 1BU', 'MB11BU');
    const column = change('columns.csv', /LC2,99153321/, 'LC2,99153322');
    const code = change('councils.csv', 'E07999003', 'E0799900');
    expect(told()).toEqual(
      expect.arrayContaining([
        expect.stringContaining(`places/streets.csv:${maintainer}  `),
        expect.stringContaining('(did you mean "county"?)'),
        expect.stringMatching(new RegExp(`^places/streets.csv:${usrn} .*a USRN is eight digits`)),
        `places/landmarks.csv:${street}  There is no street "Gild Street" in places/streets.csv. (did you mean "Guild Street"?)`,
        expect.stringMatching(
          new RegExp(`^places/postcodes.csv:${ward} .*a GSS code is a letter and eight digits`),
        ),
        expect.stringMatching(new RegExp(`^places/postcodes.csv:${postcode} .*in capitals with one space`)),
        expect.stringMatching(
          new RegExp(`^places/columns.csv:${column}  There is no street "99153322" in places/streets.csv`),
        ),
        expect.stringMatching(new RegExp(`^places/councils.csv:${code} .*GSS code`)),
      ]),
    );
    expect(() => loadGround(folder)).toThrow('The places of');
  });

  test('tell a column that is misspelt or missing, a row that is short, and what is no CSV', () => {
    change('streets.csv', 'usrn,name,alias', 'usrn,nmae,alias');
    change('landmarks.csv', ',owner', '');
    change('columns.csv', '\nLC2,', '\nLC2,"x,');
    const short = change('postcodes.csv', 'MB1 1AF,', 'MB1 1AF ');
    expect(told()).toEqual(
      expect.arrayContaining([
        'places/streets.csv:1  The column "nmae" is not known here. (did you mean "name"?)',
        'places/landmarks.csv:1  The column "owner" is missing.',
        expect.stringMatching(/^places\/columns\.csv:\d+ {2}This is not CSV: /),
        expect.stringMatching(
          new RegExp(`^places/postcodes.csv:${short}  There are 4 fields, and 5 in the header`),
        ),
      ]),
    );
  });

  test('tell what is there twice, and a box that is inside out', () => {
    const path = join(folder, 'places', 'postcodes.csv');
    const [, first = ''] = readFileSync(path, 'utf8').split('\n');
    writeFileSync(path, `${readFileSync(path, 'utf8')}${first}\n`);
    change('streets.csv', '53.303153,1.596957,53.304633,1.598487', '53.304633,1.596957,53.303153,1.598487');
    expect(told()).toEqual([
      'places/postcodes.csv:392  "MB1 1AF" is already the postcode on line 2.',
      expect.stringMatching(/^places\/streets\.csv:4 .*south lies below north/),
    ]);
  });

  test('tell a boundary that is not closed, and one that is no JSON', () => {
    const text = readFileSync(join(folder, 'places', 'wards.geojson'), 'utf8');
    const wards = JSON.parse(text) as { features: { geometry: { coordinates: number[][][] } }[] };
    wards.features[1]?.geometry.coordinates[0]?.pop();
    writeFileSync(join(folder, 'places', 'wards.geojson'), JSON.stringify(wards, null, 1));
    expect(told()).toEqual([
      expect.stringMatching(/^places\/wards\.geojson:\d+ .*a ring ends where it began/),
    ]);
    writeFileSync(join(folder, 'places', 'wards.geojson'), '{');
    expect(told()).toEqual([expect.stringMatching(/^places\/wards\.geojson:1 {2}This is not JSON/)]);
  });

  test('tell one fault many times over only so often', () => {
    change('streets.csv', /,county\n/g, ',kounty\n');
    expect(told()).toHaveLength(21);
    expect(told().at(-1)).toMatch(/\.\.\. and 314 more faults from here on\.$/);
  });
});
