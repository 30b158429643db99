import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Ward } from '../../../src/core/ground.ts';
import type { Point } from '../../../src/core/place.ts';
import { ConfigFault } from '../../faults.ts';

const file = z.object({
  type: z.literal('FeatureCollection'),
  features: z.array(
    z.object({
      properties: z.record(z.string(), z.unknown()),
      geometry: z
        .discriminatedUnion('type', [
          z.object({ type: z.literal('Polygon'), coordinates: z.array(z.array(z.array(z.number()))) }),
          z.object({
            type: z.literal('MultiPolygon'),
            coordinates: z.array(z.array(z.array(z.array(z.number())))),
          }),
        ])
        .nullable(),
    }),
  ),
});

/** A ward of a boundary file, with the code of its council where the file gives it. */
export interface Outline extends Ward {
  readonly council: string;
}

/** More than this does not fit into one string. */
const largestBytes = 400_000_000;

/**
 * Read the wards of a boundary file of any year (WD25CD, wd21nm ...), in degrees or on the National Grid. Throws a
 * ConfigFault saying what would be right.
 */
export function outlinesIn(
  path: string,
  bytes: number,
  toPoint: (easting: number, northing: number) => Point,
): Outline[] {
  const refuse = (message: string, hint: string) => new ConfigFault(`${path}  ${message}`, [], hint);
  if (bytes > largestBytes)
    throw refuse(
      'This is too large to read at once.',
      'Download the wards of your own area, or a coarser edition (BSC).',
    );
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, 'utf8').replace(/^\uFEFF/, ''));
  } catch (error) {
    throw refuse(
      `This is not JSON: ${error instanceof Error ? error.message : String(error)}.`,
      'Give the GeoJSON as it was downloaded.',
    );
  }
  const read = file.safeParse(value);
  if (!read.success)
    throw refuse(
      `This is not GeoJSON with polygons: ${read.error.issues[0]?.path.join('.')} ${read.error.issues[0]?.message}.`,
      'Give ward boundaries as a FeatureCollection of polygons.',
    );
  const outlines = read.data.features.flatMap(({ properties, geometry }) => {
    const [code, name] = [named(properties, /^wd\d*cd$/i), named(properties, /^wd\d*nm$/i)];
    if (geometry === null || code === '' || name === '') return [];
    const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
    const council = named(properties, /^lad\d*cd$/i);
    return [
      {
        code,
        name,
        council,
        polygons: polygons.map((rings) => rings.map((ring) => inDegrees(ring, toPoint))),
      },
    ];
  });
  if (outlines.length === 0)
    throw refuse(
      'No feature in it is a ward.',
      'Ward boundaries have properties such as WD25CD and WD25NM. Other areas are of no use here.',
    );
  return outlines;
}

function named(properties: Readonly<Record<string, unknown>>, shape: RegExp): string {
  const [, value] = Object.entries(properties).find(([name]) => shape.test(name)) ?? [];
  return typeof value === 'string' ? value : '';
}

/** Numbers too large for degrees are metres of the National Grid. */
function inDegrees(
  ring: readonly (readonly number[])[],
  toPoint: (easting: number, northing: number) => Point,
): [number, number][] {
  const [first, last] = [ring[0], ring.at(-1)];
  const closed = first?.[0] === last?.[0] && first?.[1] === last?.[1];
  return (closed || first === undefined ? ring : [...ring, first]).map(([x = 0, y = 0]) => {
    if (Math.abs(x) <= 180 && Math.abs(y) <= 90) return [sixPlaces(x), sixPlaces(y)];
    const { latitude, longitude } = toPoint(x, y);
    return [longitude, latitude];
  });
}

const sixPlaces = (degrees: number) => Math.round(degrees * 1_000_000) / 1_000_000;
