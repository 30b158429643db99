import type { Box, Street } from '../../core/ground.ts';
import { metresBetween, type Point } from '../../core/place.ts';

const clamp = (value: number, least: number, most: number) => Math.min(Math.max(value, least), most);

/** Metres from a point to the rectangle around a street; 0 inside it. */
export function metresFromBox({ south, west, north, east }: Box, point: Point): number {
  return metresBetween(point, {
    latitude: clamp(point.latitude, south, north),
    longitude: clamp(point.longitude, west, east),
  });
}

/**
 * Metres from a point to a street, as far as its rectangle, its middle and the lights along it tell: a street is taken
 * to run from corner to corner, whichever way is nearer.
 */
export function metresFrom(street: Street, lights: readonly Point[], point: Point): number {
  const { south, west, north, east } = street.box;
  const corner = (latitude: number, longitude: number): Point => ({ latitude, longitude });
  return Math.min(
    metresBetween(point, street.point),
    ...lights.map((light) => metresBetween(point, light)),
    metresFromLine(corner(south, west), corner(north, east), point),
    metresFromLine(corner(north, west), corner(south, east), point),
  );
}

function metresFromLine(from: Point, to: Point, point: Point): number {
  const squeeze = Math.cos((point.latitude * Math.PI) / 180);
  const [dx, dy] = [(to.longitude - from.longitude) * squeeze, to.latitude - from.latitude];
  const [px, py] = [(point.longitude - from.longitude) * squeeze, point.latitude - from.latitude];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : clamp((px * dx + py * dy) / length, 0, 1);
  return metresBetween(point, {
    latitude: from.latitude + along * (to.latitude - from.latitude),
    longitude: from.longitude + along * (to.longitude - from.longitude),
  });
}

/** Where two streets come nearest: the middle of what their rectangles share, or of the gap between them. */
export function meeting(one: Box, other: Box): { readonly point: Point; readonly metres: number } {
  const [south, north] = [Math.max(one.south, other.south), Math.min(one.north, other.north)];
  const [west, east] = [Math.max(one.west, other.west), Math.min(one.east, other.east)];
  const gap = (latitude: number, longitude: number): Point => ({ latitude, longitude });
  const point = gap((south + north) / 2, (west + east) / 2);
  const metres =
    south <= north && west <= east
      ? 0
      : metresBetween(
          gap(south > north ? north : point.latitude, west > east ? east : point.longitude),
          gap(south > north ? south : point.latitude, west > east ? west : point.longitude),
        );
  return { point, metres };
}
