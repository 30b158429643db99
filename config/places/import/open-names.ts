import type { Box } from '../../../src/core/ground.ts';
import type { Point } from '../../../src/core/place.ts';
import { type Complaints, numberIn, recordsOf } from './records.ts';
import { openNamesFields, type Source } from './sources.ts';

/** A street or a landmark of OS Open Names. */
export interface OpenName {
  readonly id: string;
  readonly name: string;
  /** Its name in the other language, when it has one. */
  readonly alias: readonly string[];
  /** `street`, or the kind of a landmark. */
  readonly kind: string;
  readonly locality: string;
  readonly point: Point;
  readonly box: Box;
}

const roads = new Set(['Named Road', 'Section Of Named Road']);

/** Kinds of landmark by their LOCAL_TYPE. What is not listed is no place residents report things at. */
const landmarks: ReadonlyMap<string, string> = new Map(
  Object.entries({
    'Railway Station': 'station',
    'Bus Station': 'bus-station',
    'Coach Station': 'bus-station',
    'Tram Station': 'station',
    'Primary Education': 'school',
    'Secondary Education': 'school',
    'Non State Primary Education': 'school',
    'Non State Secondary Education': 'school',
    'Special Needs Education': 'school',
    'Further Education': 'college',
    'Higher or University Education': 'university',
    Hospital: 'hospital',
    Hospice: 'hospice',
    'Medical Care Accommodation': 'care-home',
    Harbour: 'harbour',
    'Passenger Ferry Terminal': 'ferry',
    'Vehicular Ferry Terminal': 'ferry',
  }),
);

/** Where the fields stand that we use; the columns have stood so since the product began, with or without their names. */
const at = { id: 0, name: 2, otherName: 4, localType: 7, x: 8, y: 9, box: 12, place: 18 } as const;

interface Reading {
  readonly toPoint: (easting: number, northing: number) => Point;
  readonly complaints: Complaints;
}

/** The streets and landmarks of a file; for each row that is neither, why it is left out. */
export async function* openNamesOf(
  { file }: Source,
  { toPoint, complaints }: Reading,
): AsyncGenerator<OpenName | { readonly left: string }> {
  for await (const { line, fields } of recordsOf(file)) {
    const localType = fields[at.localType] ?? '';
    if (line === 1 && localType === 'LOCAL_TYPE') continue;
    if (fields.length !== openNamesFields) {
      complaints.add(
        file,
        line,
        `There are ${fields.length} fields, where OS Open Names has ${openNamesFields}.`,
      );
      continue;
    }
    const kind = roads.has(localType) ? 'street' : landmarks.get(localType);
    if (kind === undefined) {
      yield {
        left:
          localType === 'Postcode' ? 'postcodes, which Code-Point Open has better' : 'other kinds of place',
      };
      continue;
    }
    const point = pair(fields, at.x, toPoint);
    if (point === null) {
      const given = `"${fields[at.x]}", "${fields[at.y]}"`;
      complaints.add(file, line, `${given} is no easting and northing, such as 437292, 115542.`);
      continue;
    }
    const [low, high] = [pair(fields, at.box, toPoint) ?? point, pair(fields, at.box + 2, toPoint) ?? point];
    yield {
      id: fields[at.id] ?? '',
      name: (fields[at.name] ?? '').trim(),
      alias: [(fields[at.otherName] ?? '').trim()].filter((name) => name !== ''),
      kind,
      locality: (fields[at.place] ?? '').trim(),
      point,
      box: {
        south: Math.min(low.latitude, high.latitude),
        west: Math.min(low.longitude, high.longitude),
        north: Math.max(low.latitude, high.latitude),
        east: Math.max(low.longitude, high.longitude),
      },
    };
  }
}

function pair(
  fields: readonly string[],
  first: number,
  toPoint: (easting: number, northing: number) => Point,
): Point | null {
  const [east, north] = [numberIn(fields[first]), numberIn(fields[first + 1])];
  return east === null || north === null ? null : toPoint(east, north);
}
