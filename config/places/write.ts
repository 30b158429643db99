import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import type { Ground, Ward } from '../../src/core/ground.ts';
import type { Point } from '../../src/core/place.ts';
import { type TableName, tables } from './rows.ts';

const degrees = (value: number) => value.toFixed(6);
const at = ({ latitude, longitude }: Point) => ({
  latitude: degrees(latitude),
  longitude: degrees(longitude),
});

type Row = Readonly<Record<string, string>>;

/** The rows of each table, in an order that stays the same from one import to the next. */
const rowsOf: { readonly [Name in TableName]: (ground: Partial<Ground>) => Row[] | null } = {
  'streets.csv': ({ streets }) =>
    inOrder(
      streets?.map(({ usrn, name, alias, locality, point, box, maintainer }) => ({
        usrn,
        name,
        alias: alias.join('|'),
        locality,
        ...at(point),
        south: degrees(box.south),
        west: degrees(box.west),
        north: degrees(box.north),
        east: degrees(box.east),
        maintainer,
      })),
      ({ locality, name, usrn }) => `${locality} ${name} ${usrn}`,
    ),
  'landmarks.csv': ({ landmarks }) =>
    inOrder(
      landmarks?.map(({ id, name, alias, kind, street, locality, point, owner }) => ({
        id,
        name,
        alias: alias.join('|'),
        kind,
        street,
        locality,
        ...at(point),
        owner,
      })),
      ({ locality, name, id }) => `${locality} ${name} ${id}`,
    ),
  'postcodes.csv': ({ postcodes }) =>
    inOrder(
      postcodes?.map(({ postcode, point, ward, council }) => ({ postcode, ...at(point), ward, council })),
      ({ postcode }) => `${postcode}`,
    ),
  'columns.csv': () => null,
  'councils.csv': () => null,
};

function inOrder(rows: readonly Row[] | undefined, key: (row: Row) => string): Row[] | null {
  if (rows === undefined) return null;
  return [...rows].sort((one, other) => key(one).localeCompare(key(other), 'en'));
}

/**
 * Write what is given of a ground into a folder, a file for each part; parts left out keep the file they have. Every
 * file is written beside its place first and moved there once all are: a failure leaves the folder as it was.
 */
export function writeGround(folder: string, ground: Partial<Ground>): void {
  mkdirSync(folder, { recursive: true });
  const texts = Object.entries(tables).flatMap(([name, columns]): (readonly [string, string])[] => {
    const rows = rowsOf[name as TableName](ground);
    return rows === null ? [] : [[name, stringify(rows, { header: true, columns: [...columns] })]];
  });
  if (ground.wards !== undefined) texts.push(['wards.geojson', geoJson(ground.wards)]);
  const written: (readonly [string, string])[] = [];
  try {
    for (const [name, text] of texts) {
      const beside = join(folder, `.${name}.${process.pid}.new`);
      written.push([beside, join(folder, name)]);
      writeFileSync(beside, text);
    }
  } catch (error) {
    for (const [beside] of written) rmSync(beside, { force: true });
    throw error;
  }
  for (const [beside, place] of written) renameSync(beside, place);
}

/** One ward a line, so that a change of one is a change of one line. */
function geoJson(wards: readonly Ward[]): string {
  const features = [...wards]
    .sort((one, other) => one.code.localeCompare(other.code))
    .map(({ code, name, polygons }) =>
      JSON.stringify({
        type: 'Feature',
        properties: { code, name },
        geometry: { type: 'MultiPolygon', coordinates: polygons },
      }),
    );
  return `{"type":"FeatureCollection","features":[\n${features.join(',\n')}\n]}\n`;
}
