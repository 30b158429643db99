import Flatbush from 'flatbush';
import pointInPolygon from 'point-in-polygon-hao';
import type { Ward } from '../../core/ground.ts';
import type { Point } from '../../core/place.ts';

/**
 * Finds the ward a point lies in; one on a shared border lies in either. Boundaries must be closed rings, as
 * `config check` makes sure; Pure.
 */
export function wardFinder(wards: readonly Ward[]): (point: Point) => Ward | undefined {
  const parts = wards.flatMap((ward) =>
    ward.polygons.map((rings) => ({ ward, rings: rings.map((ring) => ring.map((pair) => [...pair])) })),
  );
  if (parts.length === 0) return () => undefined;
  const index = new Flatbush(parts.length);
  for (const { rings } of parts) index.add(...boxAround(rings[0] ?? []));
  index.finish();
  return ({ latitude, longitude }) =>
    index
      .search(longitude, latitude, longitude, latitude)
      .map((at) => parts[at])
      .find((part) => part !== undefined && pointInPolygon([longitude, latitude], part.rings) !== false)
      ?.ward;
}

function boxAround(ring: readonly (readonly number[])[]): [number, number, number, number] {
  const box: [number, number, number, number] = [180, 90, -180, -90];
  for (const [longitude = 0, latitude = 0] of ring) {
    box[0] = Math.min(box[0], longitude);
    box[1] = Math.min(box[1], latitude);
    box[2] = Math.max(box[2], longitude);
    box[3] = Math.max(box[3], latitude);
  }
  return box;
}
