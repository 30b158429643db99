import type { Council } from '../../core/catalogue.ts';
import type { Calendar } from '../../core/clock.ts';
import { calendarOf, teamOf } from '../../core/council.ts';
import type { Ground } from '../../core/ground.ts';
import type { Place } from '../../core/place.ts';
import { type Chance, chanceFrom, idAt } from './chance.ts';
import type { DemoOfficer } from './telling.ts';
import { type Words, wordsOf } from './words.ts';

/** What every case of the demonstration is told with. */
export interface World {
  readonly council: Council;
  readonly ground: Ground;
  readonly chance: Chance;
  readonly words: Words;
  /** Officers by team. */
  readonly officers: ReadonlyMap<string, readonly DemoOfficer[]>;
  /** Nothing happens after it. */
  readonly now: Date;
}

const firstNames = [
  'Priya',
  'Tom',
  'Megan',
  'Owen',
  'Aisha',
  'Jack',
  'Sian',
  'Dev',
  'Ruth',
  'Kofi',
  'Ellen',
  'Marek',
];
const lastNames = [
  'Shah',
  'Okafor',
  'Pryce',
  'Bell',
  'Khan',
  'Frost',
  'Vaughan',
  'Iyer',
  'Marsh',
  'Mensah',
  'Tully',
  'Nowak',
];

/** A world with three invented officers to a team. The same for the same seed. */
export function worldOf(
  council: Council,
  ground: Ground,
  { seed, from, now }: { readonly seed: number; readonly from: Date; readonly now: Date },
): World {
  const chance = chanceFrom(seed);
  const officers = new Map<string, DemoOfficer[]>();
  for (const { id: team } of council.teams.values())
    officers.set(
      team,
      Array.from({ length: 3 }, () => ({
        id: idAt(chance, from),
        name: `${chance.one(firstNames)} ${chance.one(lastNames)}`,
        team,
      })),
    );
  return { council, ground, chance, words: wordsOf(council, chance), officers, now };
}

/** A place somewhere in the council, with its ward; null for a council that knows none. */
export function somewhere({ ground, chance }: Pick<World, 'ground' | 'chance'>): Place | null {
  const { postcodes, streets, wards } = ground;
  if (postcodes.length === 0 || streets.length === 0) return null;
  const { postcode, point, ward: code } = chance.one(postcodes);
  const street = `${1 + chance.below(90)} ${chance.one(streets).name}`;
  const ward = wards.find((each) => each.code === code);
  return {
    words: `${street}, ${postcode}`,
    street,
    postcode,
    point,
    pointFrom: 'postcode',
    ...(ward === undefined ? {} : { ward: { code: ward.code, name: ward.name } }),
  };
}

/** The hours a team keeps. */
export function hoursOf({ council }: World, team: string): Calendar {
  return calendarOf(council, teamOf(council, team));
}

/** Somebody of a team. */
export function someoneOf({ officers, chance, council }: World, team: string): DemoOfficer {
  return chance.one(officers.get(team) ?? officers.get(council.facts.triageTeam) ?? []);
}
