import type { Landmark, Street } from '../../core/ground.ts';
import type { Place, Point, PointSource } from '../../core/place.ts';
import { houseAlone } from './house.ts';
import type { Span } from './span.ts';

/** A street as somebody told it: which it may be, the likeliest reading of it first. */
export interface StreetTold {
  readonly house?: string;
  readonly streets: readonly Street[];
  readonly sure: boolean;
}

export interface LandmarkTold {
  readonly landmarks: readonly Landmark[];
  readonly kindOnly: boolean;
  readonly within: boolean;
}

/** All that was told of a place, before it is settled what it comes to. */
export interface Told {
  readonly street?: StreetTold;
  /** The other street of a junction. */
  readonly meets?: StreetTold;
  /** Whether they meet there, may do if they meet at all, or it is the one or the other. */
  readonly pair?: 'meet' | 'may-meet' | 'either';
  /** A street line read from its shape, where the council has told us no streets to know it by. */
  readonly shape?: string;
  /** A street the gazetteer does not hold, where it is the one meant: what else was named is only near it. */
  readonly unknownStreet?: boolean;
  readonly landmark?: LandmarkTold;
  readonly localities: readonly string[];
  /** The town named beside the street: where it is, not merely where somebody's mother lives. */
  readonly town?: string;
  /** Code of the other council whose area it is said to be in. */
  readonly elsewhere?: string;
  readonly postcode?: string;
  readonly point?: Point;
  readonly pointFrom?: PointSource;
  readonly asset?: string;
  readonly gridReference?: string;
  readonly threeWords?: string;
}

const junction =
  /\b(?:corner|junction|jct|jn|crossroads|cross roads|crossing|meets?|joins?|intersection|where|roundabout|lights|signals|turn(?:ing|s)?|fork)\b/i;
const meets =
  'meets?|joins?|crosses|where (?:it|you|they) (?:meets?|joins?|crosses|turns?(?: (?:in|on|out))?(?: ?to)?)|j\\/w|(?:(?:at|by|near|on) )?(?:(?:the|its) )?(?:jct|junction|jn|corner)(?: with| of)?';
const joiner = new RegExp(
  `^[\\s,]*(?:and|&|/|-|–|with|\\+|@|by|at|into|onto|on to|out on to|out onto|from|${meets})(?: the)?[\\s,]*$`,
  'i',
);
const plainJoiner = new RegExp(`^[\\s,]*(?:/|${meets})(?: the)?[\\s,]*$`, 'i');
const corner = /\b(?:corner|junction|jct|jn|crossroads|cross roads|meets?|joins?|comes out|end of)\b/i;
const or = /^[\s,]*or\b.{0,20}$/i;

/** Put together what the parts of a text tell, the part that says most of where it is in front. */
export function toldBy(text: string, spans: readonly Span[]): Told {
  const streets = spans.filter((span) => span.streets !== undefined && span.streets.length > 0);
  const pair = pairIn(text, spans);
  const main = pair?.how === 'may-meet' ? best(streets) : (pair?.first ?? best(streets));
  const meets = pair === undefined ? undefined : pair.second === main ? pair.first : pair.second;
  const unknown = spans.find(({ street, streets }) => street !== undefined && streets === undefined);
  const landmark = best(spans.filter(({ landmarks }) => landmarks !== undefined && landmarks.length > 0));
  const of = <Part extends keyof Span>(part: Part) =>
    spans.find((span) => span[part] !== undefined) as (Required<Pick<Span, Part>> & Span) | undefined;
  const point = of('point');
  const house = main === undefined || main.house !== undefined || pair ? undefined : houseAlone(text, spans);
  return {
    ...(main === undefined
      ? {}
      : { street: { ...streetTold(main), ...(house === undefined ? {} : { house: house.number }) } }),
    ...(meets === undefined ? {} : { meets: streetTold(meets) }),
    ...(pair === undefined ? {} : { pair: pair.how }),
    ...(unknown?.street === undefined ? {} : { shape: unknown.street }),
    ...(unknown !== undefined && (main === undefined || main.weight < 4 || unknown.weight > main.weight)
      ? { unknownStreet: true }
      : {}),
    ...(landmark?.landmarks === undefined
      ? {}
      : {
          landmark: {
            landmarks: landmark.landmarks,
            kindOnly: landmark.kindOnly === true,
            within: landmark.within === true,
          },
        }),
    localities: [...new Set(spans.flatMap(({ locality }) => locality ?? []))],
    ...townBeside(text, main, spans),
    ...elsewhere(text, main, spans),
    ...(point === undefined ? {} : { point: point.point, pointFrom: point.pointFrom ?? 'typed' }),
    ...pick(of('postcode'), 'postcode'),
    ...pick(of('asset'), 'asset'),
    ...pick(of('gridReference'), 'gridReference'),
    ...pick(of('threeWords'), 'threeWords'),
  };
}

function pick<Part extends keyof Span>(span: Span | undefined, part: Part): Partial<Pick<Span, Part>> {
  return span?.[part] === undefined ? {} : ({ [part]: span[part] } as Pick<Span, Part>);
}

function best(spans: readonly Span[]): Span | undefined {
  return spans.reduce<Span | undefined>(
    (one, other) => (one === undefined || other.weight > one.weight ? other : one),
    undefined,
  );
}

const streetTold = ({ streets, house, sure }: Span): StreetTold => ({
  streets: streets ?? [],
  sure: sure !== false,
  ...(house === undefined ? {} : { house }),
});

const besides = /^[\s,;:()–-]*(?:(?:in|at|by|near|of|is in|end of)?(?: the)?\s+)?[\s(]*$/i;

function isBeside(text: string, street: Span, { start, end }: Span): boolean {
  return besides.test(end <= street.start ? text.slice(end, street.start) : text.slice(street.end, start));
}

function townBeside(text: string, street: Span | undefined, spans: readonly Span[]): Pick<Told, 'town'> {
  const town = street && spans.find((span) => span.locality !== undefined && isBeside(text, street, span));
  return town?.locality === undefined ? {} : { town: town.locality };
}

/** "14 High Street, Eastmoor" is there; who only drives here from Eastmoor is not. */
function elsewhere(text: string, street: Span | undefined, spans: readonly Span[]): Pick<Told, 'elsewhere'> {
  const away = spans.find(
    (span) => span.council !== undefined && (street ? isBeside(text, street, span) : span.within === true),
  );
  return away?.council === undefined ? {} : { elsewhere: away.council };
}

interface Pair {
  readonly first: Span;
  readonly second: Span;
  readonly how: 'meet' | 'may-meet' | 'either';
}

/** Two streets said to meet, or one of which it is: "corner of Fern Road and York Street", "Fern Road or Fern Close". */
function pairIn(text: string, spans: readonly Span[]): Pair | undefined {
  const streets = spans.filter((span) => span.streets?.length);
  for (const [at, first] of streets.entries()) {
    const second = streets[at + 1];
    if (second === undefined) continue;
    const between = text.slice(first.end, second.start);
    const around =
      text.slice(Math.max(0, first.start - 40), first.start) + text.slice(second.end, second.end + 20);
    if (or.test(between)) return { first, second, how: 'either' };
    if (first.house !== undefined) continue;
    if (plainJoiner.test(between) || (joiner.test(between) && junction.test(around + between)))
      return { first, second, how: 'meet' };
    if (between.length <= 40 && !/[.!?\n]/.test(between) && corner.test(around + between))
      return { first, second, how: 'may-meet' };
  }
  return undefined;
}

/** Streets and landmarks by what a place keeps of them. */
export interface KnownAgain {
  street(usrn: string): Street | undefined;
  landmarks(name: string): readonly Landmark[];
}

/** What an earlier place told, to be settled again with what is told now. */
export function toldIn(place: Place, known: KnownAgain): Told {
  const meant = [place, ...(place.candidates ?? [])].flatMap(({ usrn }) => known.street(usrn ?? '') ?? []);
  const meets = known.street(place.meets?.usrn ?? '');
  const landmarks = known.landmarks(place.landmark ?? '');
  const line = place.street ?? place.candidates?.[0]?.street ?? '';
  const house = /^(?:\d[\w-]*(?: and \d\w*)?)(?= )/.exec(line)?.[0];
  const own = place.pointFrom === undefined || ['pin', 'typed', 'grid'].includes(place.pointFrom);
  return {
    ...(meant.length === 0
      ? {}
      : {
          street: {
            streets: meant,
            sure: place.usrn !== undefined || meant.length > 1,
            ...(house === undefined ? {} : { house }),
          },
        }),
    ...(meets === undefined ? {} : { meets: { streets: [meets], sure: true } }),
    ...(landmarks.length === 0
      ? {}
      : { landmark: { landmarks, kindOnly: false, within: place.owner !== undefined } }),
    localities: place.locality === undefined ? [] : [place.locality],
    ...(place.point === undefined || !own
      ? {}
      : { point: place.point, pointFrom: place.pointFrom ?? 'typed' }),
    ...(place.postcode === undefined ? {} : { postcode: place.postcode }),
    ...(place.asset === undefined ? {} : { asset: place.asset }),
    ...(place.gridReference === undefined ? {} : { gridReference: place.gridReference }),
    ...(place.threeWords === undefined ? {} : { threeWords: place.threeWords }),
  };
}
