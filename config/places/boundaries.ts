import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Ward } from '../../src/core/ground.ts';
import type { YamlFile } from '../document.ts';
import type { Fault } from '../faults.ts';

const pair = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)], z.unknown());
const ring = z
  .array(pair.transform(([longitude, latitude]) => [longitude, latitude] as const))
  .min(4, 'a ring has four corners or more')
  .refine((corners) => {
    const [first, last] = [corners[0], corners.at(-1)];
    return first?.[0] === last?.[0] && first?.[1] === last?.[1];
  }, 'a ring ends where it began');
const rings = z.array(ring).min(1);

/** The outline of an area, as GeoJSON has it, as a list of polygons. */
export const outlineSchema = z
  .discriminatedUnion('type', [
    z.object({ type: z.literal('Polygon'), coordinates: rings }),
    z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(rings).min(1) }),
  ])
  .transform((outline) => (outline.type === 'Polygon' ? [outline.coordinates] : outline.coordinates));

export const wardsSchema = z.object({
  type: z.literal('FeatureCollection'),
  features: z
    .array(
      z.object({
        type: z.literal('Feature'),
        properties: z.object({
          code: z.string().regex(/^[A-Z]\d{8}$/, 'a GSS code is a letter and eight digits'),
          name: z.string().min(1),
        }),
        geometry: outlineSchema,
      }),
    )
    .min(1),
});

/** Read `wards.geojson`. A file that is not there has no wards and no faults. Never throws. */
export function readBoundaries(folder: string, file: string): YamlFile {
  const path = join(folder, file);
  if (!existsSync(path)) return { file, value: undefined, faults: [], lineOf: () => 1 };
  const text = readFileSync(path, 'utf8');
  try {
    const value: unknown = JSON.parse(text);
    return { file, value, faults: [], lineOf: (way) => lineOf(text, way) };
  } catch (error) {
    const message = `This is not JSON: ${error instanceof Error ? error.message : String(error)}.`;
    return { file, value: undefined, faults: [{ file, line: 1, message } satisfies Fault], lineOf: () => 1 };
  }
}

/** JSON keeps no lines: the start of the feature that a path leads into, by counting features. */
function lineOf(text: string, [first, at]: readonly PropertyKey[]): number {
  if (first !== 'features' || typeof at !== 'number') return 1;
  const starts = [...text.matchAll(/"type"\s*:\s*"Feature"/g)];
  const start = starts[at]?.index ?? 0;
  return text.slice(0, start).split('\n').length;
}

export function wardsIn(file: YamlFile): Ward[] {
  if (file.value === undefined) return [];
  return wardsSchema
    .parse(file.value)
    .features.map(({ properties, geometry }) => ({ ...properties, polygons: geometry }));
}
