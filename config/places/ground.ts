import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { z } from 'zod';
import { type Ground, noGround, type Ward } from '../../src/core/ground.ts';
import { itemsOf, type YamlFile } from '../document.ts';
import { faultsAgainst } from '../explain.ts';
import { ConfigFault, type Fault, inOneLine } from '../faults.ts';
import { nearest } from '../spelling.ts';
import { readBoundaries, wardsIn, wardsSchema } from './boundaries.ts';
import { readCsv } from './csv.ts';
import {
  columnRows,
  councilRows,
  landmarkRows,
  postcodeRows,
  streetRows,
  type TableName,
  tables,
} from './rows.ts';

/** Where a council's folder keeps what it knows of its ground. */
export const placesFolder = 'places';
const wardsFile = `${placesFolder}/wards.geojson`;
const fileOf = (table: TableName) => `${placesFolder}/${table}`;

/** More faults of one file than these are one fault many times over. */
const mostTold = 20;

interface Files {
  readonly wards: YamlFile;
  readonly streets: YamlFile;
  readonly landmarks: YamlFile;
  readonly postcodes: YamlFile;
  readonly columns: YamlFile;
  readonly councils: YamlFile;
}

/** Everything wrong with the places of a council's folder; empty when all is well, or when there are none. Never throws. */
export function placesFaults(folder: string): Fault[] {
  return existsSync(join(folder, placesFolder)) ? faultsIn(readFiles(folder)) : [];
}

/**
 * What a council knows of its ground, from the `places` folder in its own; nothing where it has none. Each file may be
 * missing. Throws a ConfigFault that lists every fault.
 */
export function loadGround(folder: string): Ground {
  if (!existsSync(join(folder, placesFolder))) return noGround;
  const files = readFiles(folder);
  const faults = faultsIn(files);
  if (faults.length > 0) {
    throw new ConfigFault(
      `The places of ${basename(folder)} cannot be used:`,
      faults.map(inOneLine),
      'Put these lines right, then start again. "moothall config check" lists them too.',
    );
  }
  return {
    wards: wardsIn(files.wards),
    streets: streetRows.parse(files.streets.value),
    landmarks: landmarkRows.parse(files.landmarks.value),
    postcodes: postcodeRows.parse(files.postcodes.value),
    columns: columnRows.parse(files.columns.value),
    councils: councilRows.parse(files.councils.value),
  };
}

/** The wards alone. Empty where the council has told none, or where its file has faults: `loadGround` says those. */
export function loadWards(folder: string): readonly Ward[] {
  const file = readBoundaries(folder, wardsFile);
  const faults = [...file.faults, ...faultsAgainst(wardsSchema, file)];
  return file.value === undefined || faults.length > 0 ? [] : wardsIn(file);
}

function readFiles(folder: string): Files {
  const table = (name: TableName) => readCsv(folder, fileOf(name), tables[name]);
  return {
    wards: readBoundaries(folder, wardsFile),
    streets: table('streets.csv'),
    landmarks: table('landmarks.csv'),
    postcodes: table('postcodes.csv'),
    columns: table('columns.csv'),
    councils: table('councils.csv'),
  };
}

function faultsIn(files: Files): Fault[] {
  const against = (schema: z.ZodType, file: YamlFile) => [...file.faults, ...faultsAgainst(schema, file)];
  const perFile = [
    [
      ...against(columnRows, files.columns),
      ...strangers(files.columns, 'usrn', files.streets, 'usrn', 'street'),
    ],
    [...against(councilRows, files.councils), ...twice(files.councils, 'code')],
    [
      ...against(landmarkRows, files.landmarks),
      ...twice(files.landmarks, 'id'),
      ...strangers(files.landmarks, 'street', files.streets, 'name', 'street'),
    ],
    [
      ...against(postcodeRows, files.postcodes),
      ...twice(files.postcodes, 'postcode'),
      ...strangeWards(files),
    ],
    [...against(streetRows, files.streets), ...twice(files.streets, 'usrn')],
    [...files.wards.faults, ...faultsAgainst(wardsSchema, files.wards)],
  ];
  return perFile.flatMap(mostOf);
}

function mostOf(faults: readonly Fault[]): Fault[] {
  const sorted = [...faults].sort((one, other) => one.line - other.line);
  const [next] = sorted.slice(mostTold);
  if (next === undefined) return sorted;
  const message = `... and ${sorted.length - mostTold} more faults from here on.`;
  return [...sorted.slice(0, mostTold), { file: next.file, line: next.line, message }];
}

function twice(file: YamlFile, name: string): Fault[] {
  const first = new Map<unknown, number>();
  return itemsOf(file).flatMap((item, i) => {
    const value = item[name];
    const before = first.get(value);
    if (before === undefined) first.set(value, i);
    if (before === undefined || typeof value !== 'string') return [];
    const message = `"${value}" is already the ${name} on line ${file.lineOf([before])}.`;
    return [{ file: file.file, line: file.lineOf([i]), message }];
  });
}

/** Names in one file that lead nowhere in another. */
function strangers(file: YamlFile, name: string, other: YamlFile, otherName: string, what: string): Fault[] {
  const there = new Set(itemsOf(other).map((item) => item[otherName]));
  if (there.size === 0) return [];
  const known = [...there].flatMap((each) => (typeof each === 'string' ? [each] : []));
  return itemsOf(file).flatMap((item, i) => {
    const value = item[name];
    if (typeof value !== 'string' || value === '' || there.has(value)) return [];
    const hint = nearest(value, known);
    const message = `There is no ${what} "${value}" in ${other.file}.`;
    return [{ file: file.file, line: file.lineOf([i]), message, ...(hint === undefined ? {} : { hint }) }];
  });
}

function strangeWards({ postcodes, wards }: Files): Fault[] {
  const read = wardsSchema.safeParse(wards.value);
  if (!read.success) return [];
  const codes = read.data.features.map(({ properties }) => properties.code);
  return itemsOf(postcodes).flatMap(({ ward }, i) => {
    if (typeof ward !== 'string' || ward === '' || codes.includes(ward)) return [];
    const hint = nearest(ward, codes);
    const message = `There is no ward "${ward}" in ${wards.file}.`;
    return [
      { file: postcodes.file, line: postcodes.lineOf([i]), message, ...(hint === undefined ? {} : { hint }) },
    ];
  });
}
