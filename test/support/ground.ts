import { type Ground, type Landmark, noGround, type Street, type Ward } from '../../src/core/ground.ts';
import type { Point } from '../../src/core/place.ts';

/** Metres north and east of a spot in the sea off Norfolk, as a point. */
export function spot(north: number, east: number): Point {
  const latitude = 53.3 + north / 111_320;
  return { latitude, longitude: 1.6 + east / (111_320 * Math.cos((53.3 * Math.PI) / 180)) };
}

let streets = 0;

/** A street that runs from here so many metres north and east. */
export function aStreet(
  name: string,
  [north, east]: readonly [number, number] = [0, 0],
  more: Partial<Street> & { readonly up?: number; readonly along?: number } = {},
): Street {
  streets += 1;
  const { up = 10, along = 200, ...rest } = more;
  const [from, to] = [spot(north, east), spot(north + up, east + along)];
  return {
    usrn: String(99_000_000 + streets),
    name,
    alias: [],
    locality: 'Marlcombe',
    point: spot(north + up / 2, east + along / 2),
    box: { south: from.latitude, west: from.longitude, north: to.latitude, east: to.longitude },
    maintainer: 'county',
    ...rest,
  };
}

export function aLandmark(name: string, point: Point, more: Partial<Landmark> = {}): Landmark {
  const facts = { alias: [], kind: 'pub', street: '', locality: 'Marlcombe', owner: 'private' };
  return { id: name, name, point, ...facts, ...more };
}

/** A square ward, from here so many metres on. */
export function aWard(
  code: string,
  name: string,
  [north, east]: readonly [number, number],
  size = 2_000,
): Ward {
  const corners = [
    spot(north, east),
    spot(north, east + size),
    spot(north + size, east + size),
    spot(north + size, east),
    spot(north, east),
  ].map(({ latitude, longitude }) => [longitude, latitude] as const);
  return { code, name, polygons: [[corners]] };
}

export function aGround(change: Partial<Ground>): Ground {
  return { ...noGround, ...change };
}
