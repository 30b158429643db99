import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadGround } from '../../../config/places/ground.ts';
import { importPlaces } from '../../../src/cli/places.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'moothall-places-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, ...lines: string[]): string {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${lines.join('\n')}\n`);
  return path;
}

const council = () => join(folder, 'council');
const places = (name: string) => readFileSync(join(council(), 'places', name), 'utf8');

async function run(files: string[], ...areas: string[]): Promise<string[]> {
  const said: string[] = [];
  await importPlaces({ files, areas, folder: council() }, { say: (line) => said.push(line), silent: true });
  return said;
}

// Invented places in the columns of the real files: a town in the sea off Norfolk, around TG 400 850.
const openNamesHeader =
  'ID,NAMES_URI,NAME1,NAME1_LANG,NAME2,NAME2_LANG,TYPE,LOCAL_TYPE,GEOMETRY_X,GEOMETRY_Y,MOST_DETAIL_VIEW_RES,' +
  'LEAST_DETAIL_VIEW_RES,MBR_XMIN,MBR_YMIN,MBR_XMAX,MBR_YMAX,POSTCODE_DISTRICT,POSTCODE_DISTRICT_URI,POPULATED_PLACE,' +
  'POPULATED_PLACE_URI,POPULATED_PLACE_TYPE,DISTRICT_BOROUGH,DISTRICT_BOROUGH_URI,DISTRICT_BOROUGH_TYPE,COUNTY_UNITARY,' +
  'COUNTY_UNITARY_URI,COUNTY_UNITARY_TYPE,REGION,REGION_URI,COUNTRY,COUNTRY_URI,RELATED_SPATIAL_OBJECT,SAME_AS_DBPEDIA,SAME_AS_GEONAMES';

function openName(
  id: string,
  name: string,
  localType: string,
  [x, y]: [number, number],
  more: { other?: string; town?: string; half?: number } = {},
): string {
  const { other = '', town = 'Marlcombe', half = 60 } = more;
  const quoted = name.includes(',') ? `"${name}"` : name;
  const box = [x - half, y - half, x + half, y + half];
  return [
    id,
    `http://example/${id}`,
    quoted,
    '',
    other,
    '',
    'transportNetwork',
    localType,
    x,
    y,
    25000,
    1,
    ...box,
  ]
    .concat([
      'MB1',
      '',
      town,
      '',
      'Town',
      'Marlcombe',
      '',
      '',
      'Marlshire',
      '',
      '',
      'East',
      '',
      'England',
      '',
    ])
    .concat(['', '', ''])
    .join(',');
}

const codePoint = (postcode: string, quality: number, e: number, n: number, lad: string, ward: string) =>
  `"${postcode}",${quality},${e},${n},"E92000001","E19000002","E18000009","E10999001","${lad}","${ward}"`;

const directoryHeader =
  'pcd7,pcd8,pcds,dointr,doterm,usrtypind,east1m,north1m,gridind,oa21cd,cty25cd,ced25cd,lad25cd,wd25cd,lat,long';
const directory = (pcds: string, ended: string, lad: string, ward: string, lat: number, long: number) =>
  `"${pcds}","${pcds}","${pcds}","198001","${ended}","0","","","1","","E10999001","","${lad}","${ward}",${lat},${long}`;

const square = (west: number, south: number, east: number, north: number) => [
  [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ],
];
const feature = (code: string, name: string, lad: string, coordinates: number[][][]) => ({
  type: 'Feature',
  properties: { FID: 1, WD25CD: code, WD25NM: name, WD25NMW: ' ', LAD25CD: lad, LAD25NM: 'x' },
  geometry: { type: 'Polygon', coordinates },
});
const boundaries = (...features: unknown[]) => JSON.stringify({ type: 'FeatureCollection', features });

const marlcombe = 'E07999001';
const twoWards = () =>
  file(
    'Wards_December_2025_BGC.geojson',
    boundaries(
      feature('E05999001', 'Abbey', marlcombe, square(639_000, 384_000, 640_000, 386_000)),
      feature('E05999002', 'Foundry', marlcombe, square(640_000, 384_000, 641_000, 386_000)),
      feature('E05888001', 'Away', 'E07888001', square(700_000, 384_000, 701_000, 386_000)),
    ),
  );
const somePostcodes = () =>
  file(
    'mb.csv',
    codePoint('MB1 1AA', 10, 639_500, 385_000, marlcombe, 'E05999001'),
    codePoint('MB11AB', 10, 640_500, 385_000, marlcombe, 'E05999002'),
    codePoint('MB1 9ZZ', 90, 0, 0, marlcombe, ''),
    codePoint('MB8 1AA', 10, 643_000, 385_000, 'E07999002', 'E05999090'),
    codePoint('ZZ9 1AA', 10, 400_000, 300_000, 'E07777001', 'E05777001'),
  );

describe('Importing postcodes from Code-Point Open', () => {
  test('keeps ours with their ward, those around without, and tells what was left out and why', async () => {
    const said = await run([somePostcodes()], marlcombe);
    expect(
      loadGround(council()).postcodes.map(({ postcode, ward, council }) => [postcode, ward, council]),
    ).toEqual([
      ['MB1 1AA', 'E05999001', marlcombe],
      ['MB1 1AB', 'E05999002', marlcombe],
      ['MB8 1AA', '', 'E07999002'],
    ]);
    expect(said[0]).toBe("The council's places are now: 3 postcodes.");
    expect(said).toContain('Left out: 1 postcodes without a position.');
    expect(said).toContain('Left out: 1 postcodes further away.');
    expect(said.join('\n')).toMatch(
      /Say what these councils around are called, in .*councils\.csv: E07999002\./,
    );
  });

  test('turns grid references into degrees', async () => {
    await run([somePostcodes()], marlcombe);
    const [first] = loadGround(council()).postcodes;
    expect(first?.point.latitude).toBeCloseTo(53.303, 2);
    expect(first?.point.longitude).toBeCloseTo(1.595, 2);
  });

  test('takes wards for the area, or a rectangle', async () => {
    await run([somePostcodes()], 'E05999001,E05999002');
    expect(loadGround(council()).postcodes).toHaveLength(3);
    await run([somePostcodes()], '53.29,1.58,53.31,1.60');
    expect(loadGround(council()).postcodes.filter(({ ward }) => ward !== '')).toHaveLength(1);
  });
});

describe('Importing postcodes from the ONS Postcode Directory', () => {
  const recent = () =>
    file(
      'ONSPD_NOV_2025_UK.csv',
      directoryHeader,
      directory('MB1 1AA', '', marlcombe, 'E05999001', 53.303, 1.595),
      directory('MB1 1AD', '201203', marlcombe, 'E05999001', 53.303, 1.595),
      directory('MB1 1AE', '', marlcombe, 'E05999001', 99.999999, 0),
    );

  test('skips what is terminated or has no place', async () => {
    const said = await run([recent()], marlcombe);
    expect(loadGround(council()).postcodes.map(({ postcode }) => postcode)).toEqual(['MB1 1AA']);
    expect(said).toContain('Left out: 1 postcodes terminated.');
    expect(said).toContain('Left out: 1 postcodes without a position.');
  });

  test('knows the columns of older releases by their names, wherever they stand', async () => {
    const older = file(
      'ONSPD_FEB_2019.csv',
      'lat,long,pcd,pcd2,pcds,dointr,doterm,oscty,ced,oslaua,osward,parish',
      `53.303,1.595,"MB1 1AA","MB1  1AA","MB1 1AA","198001","","","","${marlcombe}","E05999001",""`,
    );
    await run([older], marlcombe);
    expect(loadGround(council()).postcodes).toMatchObject([{ postcode: 'MB1 1AA', ward: 'E05999001' }]);
  });

  test('says which column is missing', async () => {
    const wrong = file('onspd.csv', 'pcds,doterm,lat,long,oslaua', '"MB1 1AA","",53.3,1.5,"E07999001"');
    await expect(run([wrong], marlcombe)).rejects.toThrow(/has no column for: ward/);
  });
});

describe('Importing ward boundaries', () => {
  test('keeps ours, turned into degrees, and puts postcodes in them', async () => {
    const said = await run([twoWards(), somePostcodes()], marlcombe);
    const { wards, postcodes } = loadGround(council());
    expect(wards.map(({ code, name }) => [code, name])).toEqual([
      ['E05999001', 'Abbey'],
      ['E05999002', 'Foundry'],
    ]);
    const [[corner] = []] = wards[0]?.polygons[0] ?? [];
    expect(corner?.[0]).toBeCloseTo(1.587, 2);
    expect(corner?.[1]).toBeCloseTo(53.294, 2);
    expect(postcodes.filter(({ ward }) => ward !== '')).toHaveLength(2);
    expect(said).toContain('Left out: 1 wards of other councils.');
  });

  test('of another area, or of no wards at all, is refused', async () => {
    const away = file(
      'a.geojson',
      boundaries(feature('E05888001', 'Away', 'E07888001', square(1, 53, 2, 54))),
    );
    await expect(run([away], marlcombe)).rejects.toThrow(
      'No ward of the boundary file is in the area given.',
    );
    const counties = file(
      'b.geojson',
      boundaries({ type: 'Feature', properties: { CTY25CD: 'E10' }, geometry: null }),
    );
    await expect(run([counties], marlcombe)).rejects.toThrow('No feature in it is a ward.');
    await expect(run([file('c.geojson', '{"type":')], marlcombe)).rejects.toThrow(
      /c\.geojson {2}This is not JSON/,
    );
  });
});

describe('Importing OS Open Names', () => {
  const names = () => [
    file('Doc/OS_Open_Names_Header.csv', openNamesHeader),
    file(
      'Data/TG48.csv',
      openName('osgb4000000000000001', 'Guild Street', 'Named Road', [639_500, 385_000]),
      openName('osgb4000000000000002', 'Heol Las', 'Named Road', [639_600, 385_200], { other: 'Green Road' }),
      openName('osgb4000000000000003', 'Mill Lane', 'Section Of Named Road', [639_300, 385_000]),
      openName('osgb4000000000000004', 'Mill Lane', 'Section Of Named Road', [639_420, 385_000]),
      openName('osgb4000000000000005', 'Mill Lane', 'Named Road', [640_300, 385_900], { town: 'Oxmoor' }),
      openName('osgb4000000000000006', 'A1479', 'Numbered Road', [639_500, 385_000]),
      openName('MB1 1AA', 'MB1 1AA', 'Postcode', [639_500, 385_000]),
      openName('osgb4000000000000007', 'Marlcombe', 'Railway Station', [639_700, 385_300]),
      openName('osgb4000000000000008', 'St Mary, the Lesser', 'Primary Education', [639_800, 385_300]),
      openName('osgb4000000000000009', 'Far Street', 'Named Road', [650_000, 385_300]),
    ),
  ];

  test('takes streets and landmarks in our wards, puts sections together, and tells one town’s from another’s', async () => {
    const said = await run([...names(), twoWards(), somePostcodes()], marlcombe);
    const { streets, landmarks } = loadGround(council());
    expect(streets.map(({ name, locality, alias }) => [name, locality, alias])).toEqual([
      ['Guild Street', 'Marlcombe', []],
      ['Heol Las', 'Marlcombe', ['Green Road']],
      ['Mill Lane', 'Marlcombe', []],
      ['Mill Lane', 'Oxmoor', []],
    ]);
    expect(landmarks.map(({ name, kind }) => [name, kind])).toEqual([
      ['Marlcombe', 'station'],
      ['St Mary, the Lesser', 'school'],
    ]);
    const lane = streets.find(({ name }) => name === 'Mill Lane');
    expect((lane?.box.east ?? 0) - (lane?.box.west ?? 0)).toBeGreaterThan(0.0033);
    expect(said).toContain('Left out: 1 streets and landmarks elsewhere.');
    expect(said).toContain('Left out: 1 other kinds of place.');
    expect(said).toContain('Left out: 1 postcodes, which Code-Point Open has better.');
  });

  test('reads the names of the columns where they stand in the file itself', async () => {
    const own = file(
      'TG48.csv',
      openNamesHeader,
      openName('osgb4000000000000001', 'Guild Street', 'Named Road', [639_500, 385_000]),
    );
    await run([own], '53.2,1.5,53.4,1.7');
    expect(loadGround(council()).streets).toHaveLength(1);
  });

  test('keeps what somebody wrote of a street, and streets from a better source', async () => {
    await run([...names(), twoWards(), somePostcodes()], marlcombe);
    const path = join(council(), 'places', 'streets.csv');
    const mine = readFileSync(path, 'utf8')
      .replace('Guild Street,,', 'Guild Street,Old Street,')
      .replace(/(osgb4000000000000002.*),\n/, '$1,private\n')
      .concat('99000001,Mill Lane,,Marlcombe,53.303,1.592,53.3,1.59,53.31,1.6,county\n');
    writeFileSync(path, mine);
    const said = await run([...names(), twoWards(), somePostcodes()], marlcombe);
    const { streets } = loadGround(council());
    expect(streets.find(({ name }) => name === 'Guild Street')?.alias).toEqual(['Old Street']);
    expect(streets.find(({ name }) => name === 'Heol Las')?.maintainer).toBe('private');
    expect(
      streets.filter(({ name, locality }) => name === 'Mill Lane' && locality === 'Marlcombe'),
    ).toMatchObject([{ usrn: '99000001', maintainer: 'county' }]);
    expect(said).toContain('Left out: 2 streets and landmarks the council already has.');
  });

  test('again comes to the same files', async () => {
    await run([...names(), twoWards(), somePostcodes()], marlcombe);
    const before = readdirSync(join(council(), 'places')).map((name) => [name, places(name)]);
    await run([...names(), twoWards(), somePostcodes()], marlcombe);
    expect(readdirSync(join(council(), 'places')).map((name) => [name, places(name)])).toEqual(before);
  });

  test('needs to know where the area is', async () => {
    await expect(run(names(), marlcombe)).rejects.toThrow('Nothing tells where the council’s area is.');
  });
});

describe('What cannot be read', () => {
  test.each([
    ['leeds', 'is no council area'],
    ['53.4,1.5,53.2,1.7', 'is no rectangle in the British Isles'],
  ])('an area such as %s is refused, with what would be right', async (area, message) => {
    await expect(run([somePostcodes()], area)).rejects.toThrow(message);
  });

  test('a line that is wrong is named, with its file, and nothing is written', async () => {
    const broken = file(
      'mb.csv',
      codePoint('MB1 1AA', 10, 639_500, 385_000, marlcombe, 'E05999001'),
      codePoint('NOT ONE', 10, 639_500, 385_000, marlcombe, 'E05999001'),
      `"MB1 1AC",10,"east",385000,"","","","","${marlcombe}","E05999001"`,
    );
    const failed = run([broken], marlcombe);
    await expect(failed).rejects.toThrow(/mb\.csv:2 {2}"NOT ONE" is no postcode, such as "SO16 0AS"\./);
    await expect(run([broken], marlcombe)).rejects.toThrow(/mb\.csv:3 {2}"east", "385000" is no easting/);
    expect(() => places('postcodes.csv')).toThrow();
  });

  test('a file that is none we know is named, and so is what we know', async () => {
    const strange = file('addresses.csv', 'name,street', 'Ann,Guild Street');
    const failed = run([somePostcodes(), strange], marlcombe);
    await expect(failed).rejects.toThrow(
      /addresses\.csv {2}It has 2 columns, the first line being: name, street/,
    );
    await expect(run([join(folder, 'nowhere.csv')], marlcombe)).rejects.toThrow('There is no such file:');
    await expect(run([file('empty.csv')], marlcombe)).rejects.toThrow(/empty\.csv {2}The file is empty/);
  });

  test('postcodes of quite another place are taken for a wrong code', async () => {
    await expect(run([somePostcodes()], 'E07123456')).rejects.toThrow(
      'No postcode of these files lies in the area',
    );
  });

  test('a folder is read through, whatever lies in it beside the data', async () => {
    somePostcodes();
    file('Doc/licence.txt', 'words');
    await run([folder], marlcombe);
    expect(loadGround(council()).postcodes).toHaveLength(3);
  });
});
