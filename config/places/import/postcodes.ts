import type { PostcodeEntry } from '../../../src/core/ground.ts';
import type { Point } from '../../../src/core/place.ts';
import { type Complaints, numberIn, recordsOf } from './records.ts';
import type { Source } from './sources.ts';

/** Why a row was left out, in words for the summary. */
export type Reason = string;

export type ReadPostcode = PostcodeEntry | { readonly left: Reason };

export interface PostcodeReading {
  readonly toPoint: (easting: number, northing: number) => Point;
  readonly complaints: Complaints;
}

/** Every postcode of a file, or why it is left out. */
export async function* postcodesOf(source: Source, reading: PostcodeReading): AsyncGenerator<ReadPostcode> {
  for await (const { line, fields } of recordsOf(source.file)) {
    const wrong = (message: string) => {
      reading.complaints.add(source.file, line, message);
      return null;
    };
    const read =
      source.kind === 'code-point'
        ? fromCodePoint(fields, reading, wrong)
        : source.kind === 'postcode-directory' && line > 1
          ? fromDirectory(fields, source.columns, wrong)
          : null;
    if (read !== null) yield read;
  }
}

/** "SO160AS", "SO16  0AS" and "SO16 0AS" are one postcode; null when it is none. */
export function tidyPostcode(text: string): string | null {
  const bare = text.toUpperCase().replace(/[^A-Z0-9]/g, '');
  return /^[A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2}$/.test(bare) ? `${bare.slice(0, -3)} ${bare.slice(-3)}` : null;
}

/** postcode, positional quality, easting, northing, country, NHS region, NHS authority, county, district, ward. */
function fromCodePoint(
  fields: readonly string[],
  { toPoint }: PostcodeReading,
  wrong: (message: string) => null,
): ReadPostcode | null {
  if (fields.length !== 10) return wrong(`There are ${fields.length} fields, where Code-Point Open has 10.`);
  const [typed = '', quality = '', easting, northing, , , , , council = '', ward = ''] = fields;
  const postcode = tidyPostcode(typed);
  if (postcode === null) return wrong(`"${typed}" is no postcode, such as "SO16 0AS".`);
  const [east, north] = [numberIn(easting), numberIn(northing)];
  if (east === null || north === null)
    return wrong(`"${easting}", "${northing}" is no easting and northing, such as 437292, 115542.`);
  if (quality === '90' || (east === 0 && north === 0)) return { left: 'without a position' };
  return { postcode, point: toPoint(east, north), council, ward };
}

function fromDirectory(
  fields: readonly string[],
  columns: Extract<Source, { kind: 'postcode-directory' }>['columns'],
  wrong: (message: string) => null,
): ReadPostcode | null {
  const field = (name: keyof typeof columns) => fields[columns[name]]?.trim() ?? '';
  const postcode = tidyPostcode(field('postcode'));
  if (postcode === null) return wrong(`"${field('postcode')}" is no postcode, such as "SO16 0AS".`);
  if (field('terminated') !== '') return { left: 'terminated' };
  const [latitude, longitude] = [numberIn(field('latitude')), numberIn(field('longitude'))];
  if (latitude === null || longitude === null)
    return wrong(
      `"${field('latitude')}", "${field('longitude')}" is no latitude and longitude, such as 50.938, -1.471.`,
    );
  // 99.999999 stands for none.
  if (latitude > 90) return { left: 'without a position' };
  return { postcode, point: { latitude, longitude }, council: field('council'), ward: field('ward') };
}
