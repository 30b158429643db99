import Flatbush from 'flatbush';
import type { Ground, Street } from '../../core/ground.ts';
import { metresBetween, type Place, type Point } from '../../core/place.ts';
import { metresFrom } from './box.ts';
import { wardFinder } from './wards.ts';

/** What a point on the ground is part of, and what is near it. */
export interface Whereabouts {
  ward(point: Point): { code: string; name: string } | undefined;
  /** The street that runs nearest, within 150 metres. */
  nearest(point: Point): { street: Street; metres: number } | undefined;
  /** What to say of a point no ward holds: that it is outside and, where a postcode near by tells, whose area it is. */
  beyond(point: Point): Pick<Place, 'outside' | 'council'>;
  /** The other council with this code, as a place tells of it. */
  council(code: string): Place['council'];
  /** Whether a council's code is that of the council whose ground this is. */
  isOurs(code: string): boolean;
}

const nearStreet = 150;
/** A postcode stands for the land around it, further in the fields than in a town. */
const nearPostcode = 2_000;
/** Boundaries follow the middle of streets and rivers: this near a postcode of ours, a point is ours. */
const atTheEdge = 150;

export function whereaboutsOf(ground: Ground): Whereabouts {
  const { wards, streets, postcodes, columns } = ground;
  // Degrees of longitude are shorter than those of latitude: without this, near would not be near.
  const [anywhere] = [...streets, ...postcodes];
  const squeeze = Math.cos(((anywhere?.point.latitude ?? 53) * Math.PI) / 180);
  const x = (longitude: number) => longitude * squeeze;

  const ward = wardFinder(wards);
  const streetBoxes = indexOf(streets, ({ box }) => [x(box.west), box.south, x(box.east), box.north]);
  const postcodePoints = indexOf(postcodes, ({ point }) => [x(point.longitude), point.latitude]);

  const lights = new Map<string, Point[]>();
  for (const { usrn, point } of columns) {
    const there = lights.get(usrn);
    if (there) there.push(point);
    else lights.set(usrn, [point]);
  }
  const others = new Map(ground.councils.map((council) => [council.code, council]));
  const ours = new Set(postcodes.flatMap(({ ward, council }) => (ward === '' ? [] : [council])));

  function council(code: string): Place['council'] {
    const other = others.get(code);
    if (other === undefined || ours.has(code)) return undefined;
    const { name, phone, website } = other;
    return { code, name, ...(phone === '' ? {} : { phone }), ...(website === '' ? {} : { website }) };
  }

  return {
    isOurs: (code) => ours.has(code),
    council,
    ward(point) {
      const found = ward(point);
      return found && { code: found.code, name: found.name };
    },
    nearest(point) {
      const reach = nearStreet / 111_320;
      const likely = streetBoxes
        .near(x(point.longitude), point.latitude, 12, reach)
        .map((street) => ({ street, metres: metresFrom(street, lights.get(street.usrn) ?? [], point) }))
        .filter(({ metres }) => metres <= nearStreet)
        .sort((one, other) => one.metres - other.metres);
      const [best] = likely;
      return best && { street: best.street, metres: Math.round(best.metres) };
    },
    beyond(point) {
      if (wards.length === 0 || ward(point) !== undefined) return {};
      const [near] = postcodePoints.near(x(point.longitude), point.latitude, 1, nearPostcode / 111_320);
      if (near === undefined) return { outside: true };
      if (ours.has(near.council))
        return metresBetween(near.point, point) <= atTheEdge ? {} : { outside: true };
      const other = council(near.council);
      return { outside: true, ...(other === undefined ? {} : { council: other }) };
    },
  };
}

/** Things found by where they are; `flatbush` has no empty index. */
function indexOf<Thing>(
  things: readonly Thing[],
  place: (thing: Thing) => readonly [number, number] | readonly [number, number, number, number],
) {
  const index = things.length === 0 ? null : new Flatbush(things.length);
  for (const thing of things) {
    const [west, south, east = west, north = south] = place(thing);
    index?.add(west, south, east, north);
  }
  index?.finish();
  const named = (found: readonly number[] | undefined) => (found ?? []).flatMap((at) => things[at] ?? []);
  return {
    near: (x: number, y: number, most: number, within: number): Thing[] =>
      named(index?.neighbors(x, y, most, within)),
  };
}
