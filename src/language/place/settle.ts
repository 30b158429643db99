import type { Ground, Landmark, PostcodeEntry, Street } from '../../core/ground.ts';
import { type Candidate, metresBetween, type Place, type Point } from '../../core/place.ts';
import { metresFromBox } from './box.ts';
import type { Lights } from './lights.ts';
import { farMetres, meetingOf, narrowedLandmarks, narrowedStreets } from './narrow.ts';
import type { Told } from './told.ts';
import type { Whereabouts } from './whereabouts.ts';

export type Settled = Omit<Place, 'words'>;

/** A choice of more than these is no choice. */
const mostCandidates = 6;
const sameSpotMetres = 400;
const ownPoints = ['pin', 'typed', 'grid'];

interface Known {
  readonly ground: Ground;
  readonly whereabouts: Whereabouts;
  readonly lights: Lights;
  /** People give it as the address of villages too. */
  readonly mainTown: string;
  street(usrn: string): Street | undefined;
}

/**
 * What makes out what a place comes to: one street, landmark or point, or a few to ask about. A wrong place is worse
 * than none: what is told must agree, and what is left in doubt stays open.
 */
export function settler({ ground, whereabouts, lights, mainTown, street }: Known): (told: Told) => Settled {
  const postcodes = new Map(ground.postcodes.map((entry) => [entry.postcode, entry]));

  return function settle(told) {
    const entry = postcodes.get(told.postcode ?? '');
    if (told.elsewhere !== undefined) return { ...asTold(told, entry), ...beyond(told.elsewhere) };
    const evidence = [told.point, entry?.point].filter((point) => point !== undefined);
    const marks = narrowedLandmarks(told, evidence);
    const mark = marks.length === 1 ? marks[0] : undefined;
    const near = mark === undefined ? evidence : [...evidence, mark.point];

    const meant = narrowedStreets(told.street?.streets ?? [], told, near, lights);
    const unmet = told.pair === 'may-meet' ? undefined : told.meets;
    const others = unmet && narrowedStreets(unmet.streets, told, near, lights);
    const corner = told.meets && told.pair !== 'either' ? meetingOf(meant, told.meets) : undefined;
    // Of two streets that do not meet, one is not the one meant.
    const streets = corner ? [corner.street] : [...meant, ...(others ?? [])];
    const light = streets.length === 0 && told.asset ? lights.only(told.asset) : undefined;
    const sure =
      told.street?.sure !== false ||
      corner !== undefined ||
      told.town !== undefined ||
      borneOut(streets, near);
    const only = streets.length === 1 && sure ? streets[0] : light && street(light.usrn);
    const own = only && !told.unknownStreet && agrees(only, told, evidence) ? only : undefined;
    const here =
      mark && (own === undefined || metresFromBox(own.box, mark.point) <= sameSpotMetres) ? mark : undefined;

    const spot = spotOf(told, own, corner?.point, here, entry);
    const facts: Settled = {
      ...asTold(told, entry),
      ...(own === undefined ? {} : streetFacts(own, told.street?.house)),
      ...(ground.streets.length === 0 && told.shape ? { street: told.shape } : {}),
      ...(own && corner ? { meets: { street: corner.other.name, usrn: corner.other.usrn } } : {}),
      ...(here === undefined ? {} : landmarkFacts(here, told.landmark?.within === true, own)),
      ...spot,
      ...around(spot.point, entry),
      ...(own === undefined && ownPoints.includes(spot.pointFrom ?? '') ? nearest(spot.point) : {}),
      ...(spot.point === undefined && told.postcode && entry === undefined
        ? beyond(codeOf(told.postcode))
        : {}),
    };
    if (own !== undefined || told.unknownStreet || spot.point !== undefined) return facts;
    const candidates = candidatesOf(streets, marks, told);
    return candidates.length === 0 ? facts : { ...facts, candidates };
  };

  /** What needs no making out. */
  function asTold(told: Told, entry: PostcodeEntry | undefined): Settled {
    const { postcode, asset, gridReference, threeWords, localities } = told;
    const [locality, ...more] = localities;
    const known = entry !== undefined || postcodes.size === 0;
    return {
      ...(postcode === undefined ? {} : known ? { postcode } : { unknownPostcode: postcode }),
      ...(asset === undefined ? {} : { asset }),
      ...(gridReference === undefined ? {} : { gridReference }),
      ...(threeWords === undefined ? {} : { threeWords }),
      ...(locality === undefined || more.length > 0 ? {} : { locality }),
    };
  }

  /** The best point there is, and what it was read from. */
  function spotOf(
    told: Told,
    own: Street | undefined,
    corner: Point | undefined,
    mark: Landmark | undefined,
    entry: PostcodeEntry | undefined,
  ): Pick<Settled, 'point' | 'pointFrom' | 'asset'> {
    if (told.point !== undefined) return { point: told.point, pointFrom: told.pointFrom ?? 'typed' };
    const light = told.asset && (own ? lights.on(own.usrn, told.asset) : lights.only(told.asset));
    if (light) return { point: light.point, pointFrom: 'column', asset: light.column };
    if (own && corner) return { point: corner, pointFrom: 'junction' };
    const numbered = own !== undefined && told.street?.house !== undefined;
    if (mark && !numbered) return { point: mark.point, pointFrom: 'landmark' };
    if (entry && (own === undefined || metresFromBox(own.box, entry.point) <= 200))
      return { point: entry.point, pointFrom: 'postcode' };
    return own === undefined ? {} : { point: own.point, pointFrom: 'street' };
  }

  function around(point: Point | undefined, entry: PostcodeEntry | undefined): Settled {
    if (point === undefined) return {};
    const ward = whereabouts.ward(point);
    if (ward !== undefined) return { ward };
    if (entry === undefined || metresBetween(entry.point, point) > farMetres)
      return whereabouts.beyond(point);
    const named = ground.wards.find(({ code }) => code === entry.ward);
    if (entry.ward !== '') return { ward: { code: entry.ward, name: named?.name ?? entry.ward } };
    return entry.council === '' || whereabouts.isOurs(entry.council) ? {} : beyond(entry.council);
  }

  function beyond(code: string | undefined): Settled {
    if (code === undefined) return {};
    const council = whereabouts.council(code);
    return { outside: true, ...(council === undefined ? {} : { council }) };
  }

  /** The one other council that has postcodes beginning like this one, which is not in the table itself. */
  function codeOf(postcode: string): string | undefined {
    const beginning = `${postcode.split(' ')[0]} `;
    const codes = new Set<string>();
    for (const entry of ground.postcodes) if (entry.postcode.startsWith(beginning)) codes.add(entry.council);
    const [code, ...more] = codes;
    return code === undefined || code === '' || more.length > 0 || whereabouts.isOurs(code)
      ? undefined
      : code;
  }

  function nearest(point: Point | undefined): Settled {
    const found = point && whereabouts.nearest(point);
    if (found === undefined) return {};
    return { near: { street: found.street.name, usrn: found.street.usrn, metres: found.metres } };
  }

  /** Whether something else that was told lies beside a street that was only guessed at. */
  function borneOut([one]: readonly Street[], near: readonly Point[]): boolean {
    return one !== undefined && near.some((point) => metresFromBox(one.box, point) <= sameSpotMetres);
  }

  /** Whether a street can be where the rest of what was told says it is. */
  function agrees(own: Street, told: Told, evidence: readonly Point[]): boolean {
    if (evidence.some((point) => metresFromBox(own.box, point) > farMetres)) return false;
    if (told.postcode && !postcodes.has(told.postcode) && codeOf(told.postcode) !== undefined) return false;
    if (told.town === undefined || told.town === mainTown || own.locality === '') return true;
    return told.town === own.locality;
  }

  function candidatesOf(streets: readonly Street[], marks: readonly Landmark[], told: Told): Candidate[] {
    if (streets.length > mostCandidates || (streets.length === 0 && marks.length > mostCandidates)) return [];
    if (streets.length > 0)
      return streets.map((one) => ({
        ...streetFacts(one, told.street?.house),
        point: one.point,
        pointFrom: 'street',
        ...around(one.point, undefined),
      }));
    return marks.map((one) => ({
      ...landmarkFacts(one, told.landmark?.within === true, undefined),
      point: one.point,
      pointFrom: 'landmark',
      ...around(one.point, undefined),
    }));
  }
}

function streetFacts({ name, usrn, locality, maintainer }: Street, house: string | undefined): Settled {
  return {
    street: house === undefined ? name : `${house} ${name}`,
    usrn,
    ...(locality === '' ? {} : { locality }),
    ...(maintainer === '' ? {} : { maintainer }),
  };
}

function landmarkFacts(
  { name, locality, owner }: Landmark,
  within: boolean,
  own: Street | undefined,
): Settled {
  return {
    landmark: name,
    ...(own === undefined && locality !== '' ? { locality } : {}),
    ...(within && owner !== '' ? { owner } : {}),
  };
}
