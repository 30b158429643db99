import type { maintainers } from '../../core/ground.ts';
import type { Candidate, Place, PointSource } from '../../core/place.ts';
import { address } from './filters.ts';

/** One thing known of a case, for its page. */
export interface Fact {
  readonly name: string;
  readonly value: string;
  /** Where the value leads to, on the desk. */
  readonly href?: string;
}

const from: Readonly<Record<PointSource, string>> = {
  pin: 'a shared pin',
  typed: 'as typed',
  grid: 'from the grid reference',
  column: 'the street light',
  landmark: 'the landmark',
  junction: 'where the streets meet',
  postcode: 'the middle of the postcode',
  street: 'the middle of the street',
};

/** Others stand as the council's own lists of places name them. */
const lookedAfter: Readonly<Record<string, string>> = {
  county: 'The county council',
  'national-highways': 'National Highways',
  council: 'The council',
  'housing-association': 'A housing association',
  private: 'A private owner',
  unadopted: 'Nobody: the street is not adopted',
} satisfies Record<(typeof maintainers)[number], string>;

/** A place as officers read it: the resident's words first, then what was made of them. */
export function placeFacts(place: Place | null): Fact[] {
  if (place === null) return [];
  const { words, street, meets, near, ward, candidates = [] } = place;
  const read: (readonly [string, string | undefined, (string | undefined)?])[] = [
    ['Street', meets === undefined ? street : `${street}, where it meets ${meets.street}`],
    ['Landmark', place.landmark],
    ['Town or village', place.locality],
    ['Could be', candidates.map(inFull).join('; ') || undefined],
    ['Postcode', place.postcode],
    ['Postcode, not in our list', place.unknownPostcode],
    ['Number on the post', place.asset],
    ['Ward', ward?.name, ward && address({ ward: ward.code })],
    ['Whose area', areaOf(place)],
    ['Looked after by', lookedAfterBy(place)],
    ['Grid reference', place.gridReference],
    ['what3words', place.threeWords],
    ['Map point', pointOf(place)],
    ['Nearest street', near && `${near.street}, ${near.metres} metres away`],
  ];
  const added = read.flatMap(([name, value, href]) =>
    value === undefined || value === words ? [] : [{ name, value, ...(href === undefined ? {} : { href }) }],
  );
  return [{ name: 'Place, in the resident’s words', value: words }, ...added];
}

/** A place in a word or two, for a list: what is known of it, or the resident's own words. */
export function placeInShort(place: Place | null): string | null {
  if (place === null) return null;
  const { street, landmark, locality, postcode, words } = place;
  const named = street ?? landmark;
  if (named === undefined) return postcode ?? words;
  return locality === undefined ? named : `${named}, ${locality}`;
}

function inFull({ street, landmark, locality }: Candidate): string {
  return [street ?? landmark, locality].filter((part) => part !== undefined).join(', ');
}

function areaOf({ outside, council }: Place): string | undefined {
  return outside === true ? (council?.name ?? 'Outside our wards') : undefined;
}

/** Who looks after the street or, for what is in or at a landmark, who owns it. */
function lookedAfterBy({ owner, maintainer }: Place): string | undefined {
  const by = owner ?? maintainer;
  return by === undefined ? undefined : (lookedAfter[by] ?? by.replaceAll('-', ' '));
}

function pointOf({ point, pointFrom }: Place): string | undefined {
  if (point === undefined) return undefined;
  const pair = `${point.latitude.toFixed(5)}, ${point.longitude.toFixed(5)}`;
  return pointFrom === undefined ? pair : `${pair} (${from[pointFrom]})`;
}
