import { z } from 'zod';

/** WGS 84 decimal degrees. */
export const pointSchema = z.object({ latitude: z.number(), longitude: z.number() });
export type Point = z.infer<typeof pointSchema>;

/**
 * What a point was read from. The first six are the spot itself, give or take what `pin` or paint allow; `postcode`
 * is the middle of some 15 addresses and `street` the middle of a whole street.
 */
export const pointSources = [
  'pin',
  'typed',
  'grid',
  'column',
  'landmark',
  'junction',
  'postcode',
  'street',
] as const;
export type PointSource = (typeof pointSources)[number];

/** A street, by its name and by its number in the National Street Gazetteer. */
const namedStreetSchema = z.object({ street: z.string(), usrn: z.string() });

/** What can be known of a place beside the words for it. */
const knownSchema = z.object({
  /** Street line, if one was found ("14 Larch Close"). Where the council has a gazetteer, only a street that is in it. */
  street: z.string().optional(),
  /** Unique street reference number, eight digits: the street is one the gazetteer holds. */
  usrn: z.string().optional(),
  /** Town or village. Alone, it does not say where. */
  locality: z.string().optional(),
  /** The other street of a junction. */
  meets: namedStreetSchema.optional(),
  /** Name of something that stands there, as the gazetteer has it ("Marlcombe Library"). */
  landmark: z.string().optional(),
  /** Normalised to upper case with one space. In the council's table; without a table only the shape was checked. */
  postcode: z.string().optional(),
  /** A postcode the council's table does not hold: mistyped, very new, or far away. */
  unknownPostcode: z.string().optional(),
  /** WGS 84 decimal degrees: a shared pin or typed pair exactly as given, else derived; `pointFrom` says which. */
  point: pointSchema.optional(),
  /** Absent on places stored before points were derived: their point is a pin or a typed pair. */
  pointFrom: z.enum(pointSources).optional(),
  /** The street nearest to a point that came without one, and how far away it is. Derived: never in the place of `street`. */
  near: namedStreetSchema.extend({ metres: z.number() }).optional(),
  /** The ward of the council the point lies in. GSS code, with the name it had then. */
  ward: z.object({ code: z.string(), name: z.string() }).optional(),
  /** A street-light column or asset number. */
  asset: z.string().optional(),
  /** British National Grid reference as typed, in capitals with its figures in two groups ("TG 514 131"). */
  gridReference: z.string().optional(),
  /** what3words address as typed. Never converted: its terms forbid keeping what it stands for. */
  threeWords: z.string().optional(),
  /** Who looks after the street, as the gazetteer says. */
  maintainer: z.string().optional(),
  /** Who owns the landmark, when the words put the matter in or at it and not merely near. */
  owner: z.string().optional(),
  /** True when the place lies outside the council's wards. */
  outside: z.boolean().optional(),
  /** The other council whose area it lies in, when that is known. */
  council: z
    .object({
      code: z.string(),
      name: z.string(),
      phone: z.string().optional(),
      website: z.string().optional(),
    })
    .optional(),
});

/** Where something is, as the resident told it and as far as we could read it. */
export const placeSchema = knownSchema.extend({
  /** The resident's own words for the place. */
  words: z.string(),
  /** What the words could mean equally well, when that is several streets or landmarks: to be asked back. */
  candidates: z.array(knownSchema).optional(),
});

export type Place = z.infer<typeof placeSchema>;
/** One of several places the words could mean. */
export type Candidate = z.infer<typeof knownSchema>;

/** Whether a place says where something is. A town alone, an unknown postcode or a number on some lamp post does not. */
export function isFound(place: Place): boolean {
  const { street, landmark, postcode, point, gridReference, threeWords } = place;
  return [street, landmark, postcode, point, gridReference, threeWords].some((part) => part !== undefined);
}

/** The place once the resident has said which of its candidates is meant. */
export function settledAs(place: Place, candidate: Candidate): Place {
  const { candidates: _, ...rest } = place;
  return { ...rest, ...candidate };
}

const metresPerDegree = 111_320;

/** How far two points are apart, in metres: true to a part in a hundred over the area of a council. */
export function metresBetween(one: Point, other: Point): number {
  const north = (one.latitude - other.latitude) * metresPerDegree;
  const middle = (((one.latitude + other.latitude) / 2) * Math.PI) / 180;
  const east = (one.longitude - other.longitude) * metresPerDegree * Math.cos(middle);
  return Math.hypot(north, east);
}
