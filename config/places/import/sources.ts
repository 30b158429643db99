import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ConfigFault } from '../../faults.ts';
import { recordsOf } from './records.ts';

/** A file we know how to read, and where in it things stand. */
export type Source =
  | { readonly kind: 'open-names' | 'code-point'; readonly file: string; readonly bytes: number }
  | {
      readonly kind: 'postcode-directory';
      readonly file: string;
      readonly bytes: number;
      readonly columns: DirectoryColumns;
    }
  | { readonly kind: 'boundaries'; readonly file: string; readonly bytes: number };

/** Columns of the ONS Postcode Directory, whose names change with its releases. Counted from 0. */
export interface DirectoryColumns {
  readonly postcode: number;
  readonly terminated: number;
  readonly council: number;
  readonly ward: number;
  readonly latitude: number;
  readonly longitude: number;
}

export const openNamesFields = 34;
const codePointFields = 10;

/** Every file given, and every one in the folders given: what each is. Throws a ConfigFault naming those that are none we know. */
export async function sourcesOf(paths: readonly string[]): Promise<Source[]> {
  const missing = paths.filter((path) => !existsSync(path));
  if (missing.length > 0)
    throw new ConfigFault(
      'There is no such file:',
      missing,
      'Give the files as they were downloaded and unpacked.',
    );
  const files = paths.flatMap(filesIn);
  const found: Source[] = [];
  const strange: string[] = [];
  for (const file of files) {
    const source = await sourceOf(file);
    if (source === 'header') continue;
    if (typeof source === 'string') strange.push(`${file}  ${source}`);
    else found.push(source);
  }
  if (strange.length > 0) {
    throw new ConfigFault(
      'These files are none we know:',
      strange,
      'We read OS Open Names (CSV, 34 columns), Code-Point Open (CSV, 10 columns without names), the ONS Postcode Directory ' +
        '(CSV with a header) and ward boundaries (GeoJSON). Leave other files out.',
    );
  }
  if (found.length === 0)
    throw new ConfigFault(
      'There is nothing to read in what was given.',
      [],
      'Give files, or folders of them.',
    );
  return found;
}

function filesIn(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(csv|geojson)$/i.test(name))
    .sort()
    .map((name) => join(path, name));
}

/** What a file is; `header` for a file of column names alone; a sentence when it is none we know. */
async function sourceOf(file: string): Promise<Source | 'header' | string> {
  const bytes = statSync(file).size;
  if (/\.(geo)?json$/i.test(file)) return { kind: 'boundaries', file, bytes };
  if (!/\.csv$/i.test(file)) return `A name that ends in .csv or .geojson is wanted, not ${basename(file)}.`;
  const [first, second] = await firstTwo(file);
  if (first === undefined) return 'The file is empty.';
  const names = first.map((name) => name.trim().toLowerCase());
  if (names.includes('names_uri') && names.includes('local_type'))
    return second === undefined ? 'header' : { kind: 'open-names', file, bytes };
  if (names.some((name) => /^pcds?$|^pcd\d$/.test(name))) {
    const columns = directoryColumns(names);
    return typeof columns === 'string' ? columns : { kind: 'postcode-directory', file, bytes, columns };
  }
  if (first.length === openNamesFields) return { kind: 'open-names', file, bytes };
  if (first.length === codePointFields && /^[A-Z]{1,2}\d/i.test(first[0] ?? ''))
    return { kind: 'code-point', file, bytes };
  // The header files that come with Code-Point Open are two lines of names.
  if (first.length === codePointFields && names[0] === 'pc') return 'header';
  return `It has ${first.length} columns, the first line being: ${first.slice(0, 4).join(', ')} ...`;
}

async function firstTwo(file: string): Promise<readonly (readonly string[])[]> {
  const rows: (readonly string[])[] = [];
  for await (const { fields } of recordsOf(file)) {
    rows.push(fields);
    if (rows.length === 2) break;
  }
  return rows;
}

/** Where the columns are; a sentence naming those that are missing. */
function directoryColumns(names: readonly string[]): DirectoryColumns | string {
  const at = (shape: RegExp) => names.findIndex((name) => shape.test(name));
  const columns = {
    postcode: at(/^pcds$/) >= 0 ? at(/^pcds$/) : at(/^pcd\d?$/),
    terminated: at(/^doterm$/),
    council: at(/^(oslaua|laua|lad\d*cd)$/),
    ward: at(/^(osward|ward|wd\d*cd)$/),
    latitude: at(/^lat$/),
    longitude: at(/^long$/),
  };
  const missing = Object.entries(columns).flatMap(([name, found]) => (found < 0 ? [name] : []));
  if (missing.length === 0) return columns;
  return `It looks like the ONS Postcode Directory, but has no column for: ${missing.join(', ')}.`;
}
