import type { Box, Landmark, Street } from '../../../src/core/ground.ts';
import { metresBetween } from '../../../src/core/place.ts';
import type { OpenName } from './open-names.ts';

/** Sections of one road lie this near to each other; further apart they are two roads of one name. */
const oneRoadMetres = 500;

/** Ids of OS Open Names. A row with any other was put there by hand, or by a better source, and stays. */
const isOpenName = (id: string) => id.startsWith('osgb');

const named = ({ name, locality }: { name: string; locality: string }) => `${name}|${locality}`;

/**
 * The streets of a council: those read, their sections put together, beside those it already has from elsewhere. What
 * somebody wrote of a street, its other names and who looks after it, is kept.
 */
export function streetsFrom(
  read: readonly OpenName[],
  before: readonly Street[],
): { readonly streets: Street[]; readonly known: number } {
  const byHand = before.filter(({ usrn }) => !isOpenName(usrn));
  const taken = new Set(byHand.map(named));
  const noted = new Map(
    before.flatMap(
      (street) =>
        [
          [street.usrn, street],
          [named(street), street],
        ] as const,
    ),
  );
  const merged = new Map<string, Street[]>();
  let known = 0;
  for (const name of read) {
    if (taken.has(named(name))) {
      known += 1;
      continue;
    }
    const { id, alias, locality, point, box } = name;
    const same = merged.get(named(name)) ?? [];
    const at = same.findIndex((street) => gap(street.box, box) <= oneRoadMetres);
    const part = same[at];
    if (part === undefined)
      same.push({ usrn: id, name: name.name, alias, locality, point, box, maintainer: '' });
    else same[at] = joined(part, box, alias);
    merged.set(named(name), same);
  }
  const streets = [...merged.values()].flat().map((street) => {
    const was = noted.get(street.usrn) ?? noted.get(named(street));
    if (was === undefined) return street;
    return { ...street, alias: union(street.alias, was.alias), maintainer: was.maintainer };
  });
  return { streets: [...byHand, ...streets], known };
}

/** The landmarks of a council, those put there by hand kept. */
export function landmarksFrom(
  read: readonly OpenName[],
  before: readonly Landmark[],
): { readonly landmarks: Landmark[]; readonly known: number } {
  const byHand = before.filter(({ id }) => !isOpenName(id));
  const taken = new Set(byHand.map(named));
  const noted = new Map(before.map((landmark) => [landmark.id, landmark]));
  const fresh = read.filter((name) => !taken.has(named(name)));
  const landmarks = fresh.map(({ id, name, alias, kind, locality, point }) => {
    const was = noted.get(id);
    const kept = {
      alias: union(alias, was?.alias ?? []),
      street: was?.street ?? '',
      owner: was?.owner ?? '',
    };
    return { id, name, kind, locality, point, ...kept };
  });
  return { landmarks: [...byHand, ...landmarks], known: read.length - fresh.length };
}

const union = (one: readonly string[], other: readonly string[]) => [...new Set([...one, ...other])];

function joined(street: Street, more: Box, alias: readonly string[]): Street {
  const { box } = street;
  const all = {
    south: Math.min(box.south, more.south),
    west: Math.min(box.west, more.west),
    north: Math.max(box.north, more.north),
    east: Math.max(box.east, more.east),
  };
  const point = { latitude: (all.south + all.north) / 2, longitude: (all.west + all.east) / 2 };
  return { ...street, alias: union(street.alias, alias), box: all, point };
}

/** Metres between two rectangles; 0 where they touch. */
function gap(one: Box, other: Box): number {
  const latitude = Math.max(0, other.south - one.north, one.south - other.north);
  const longitude = Math.max(0, other.west - one.east, one.west - other.east);
  const from = { latitude: one.south, longitude: one.west };
  return metresBetween(from, { latitude: from.latitude + latitude, longitude: from.longitude + longitude });
}
