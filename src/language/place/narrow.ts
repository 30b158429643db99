import type { Landmark, Street } from '../../core/ground.ts';
import { metresBetween, type Point } from '../../core/place.ts';
import { meeting, metresFromBox } from './box.ts';
import { countedKinds } from './known-landmarks.ts';
import type { Lights } from './lights.ts';
import type { StreetTold, Told } from './told.ts';

/** A street this far from a postcode or a pin is not the one meant there. */
export const farMetres = 1_500;
const junctionMetres = 200;

/** Those of several streets that the rest of what was told allows. */
export function narrowedStreets(
  streets: readonly Street[],
  told: Told,
  near: readonly Point[],
  lights: Lights,
): readonly Street[] {
  let left = streets;
  const towns = told.town === undefined ? told.localities : [told.town];
  const inTown = left.filter(({ locality }) => towns.includes(locality));
  if (inTown.length > 0) left = inTown;
  const { asset } = told;
  if (left.length > 1 && asset !== undefined) {
    const lit = left.filter(({ usrn }) => lights.on(usrn, asset) !== undefined);
    if (lit.length > 0) left = lit;
  }
  for (const point of near)
    if (left.length > 1) left = clearlyNearest(left, ({ box }) => metresFromBox(box, point));
  return left;
}

/** Those of several landmarks that the rest of what was told allows; none when only a kind was named and several fit. */
export function narrowedLandmarks(told: Told, near: readonly Point[]): readonly Landmark[] {
  const { landmarks = [], kindOnly = false } = told.landmark ?? {};
  const onStreet = new Set(told.street?.streets.map(({ name }) => name));
  let left = landmarks;
  const choose = (some: readonly Landmark[]) => {
    if (some.length > 0) left = some;
  };
  choose(left.filter(({ street }) => onStreet.has(street)));
  choose(left.filter(({ locality }) => told.localities.includes(locality)));
  for (const point of near)
    if (left.length > 1) choose(clearlyNearest(left, (mark) => metresBetween(mark.point, point)));
  const [one] = left;
  if (!kindOnly) return left;
  if (left.length !== 1 || one === undefined) return [];
  const counted = landmarks.length === 1 && countedKinds.has(one.kind);
  return counted || left.length < landmarks.length || onStreet.has(one.street) ? left : [];
}

/** The one that is near while the next is at least twice as far and then some; else all of them. */
function clearlyNearest<Thing>(things: readonly Thing[], metres: (thing: Thing) => number): readonly Thing[] {
  const [first, second] = things
    .map((thing) => ({ thing, metres: metres(thing) }))
    .sort((one, other) => one.metres - other.metres);
  if (first === undefined || second === undefined) return things;
  return first.metres <= farMetres && second.metres > first.metres * 2 + 300 ? [first.thing] : things;
}

/** The pair of streets that do meet, where only one pair of what the two names may mean does. */
export function meetingOf(
  streets: readonly Street[],
  other: StreetTold,
): { readonly street: Street; readonly other: Street; readonly point: Point } | undefined {
  const pairs = streets.flatMap((street) =>
    other.streets
      .filter(({ usrn }) => usrn !== street.usrn)
      .map((meets) => ({ street, other: meets, ...meeting(street.box, meets.box) })),
  );
  const [first, second] = pairs
    .filter(({ metres }) => metres <= junctionMetres)
    .sort((one, next) => one.metres - next.metres);
  const clear = second === undefined || second.metres - (first?.metres ?? 0) >= 100;
  return clear ? first : undefined;
}
