import type { Place } from '../../core/place.ts';
import { factsOf, words } from '../words.ts';
import { decide, flagged, openCase, placed, plain, type Reading, received, type Turn } from './turn.ts';

/** Where it is, when that is what we asked. Short words that read as nothing else are taken as the place. */
export const placeGiven: Reading = (turn) => {
  const { asking } = turn.conversation.state;
  if (asking?.about !== 'place') return null;
  const file = openCase(turn, asking.caseId);
  if (file === null) return null;
  const place = placeIn(turn, file.service);
  if (place === null) return null;
  const happened = [received(turn, file.id), ...placed(turn, file.id, place), ...flagged(turn, file.id)];
  const text = words(turn, 'added', { ...factsOf(turn, file), place: place.words });
  return decide(turn, { asking: null, current: file.id }, happened, { text, about: [file.id] });
};

/** The place a message gives, unless it is more than a place: another matter with a place of its own. */
function placeIn(turn: Turn, service: string): Place | null {
  const { understanding, message } = turn;
  if (message.place !== null) return message.place;
  const said = plain(turn);
  const { label, unsure, place } = understanding;
  const elsewhere = !unsure && label !== service && label !== 'other';
  if (place !== null) return elsewhere && wordsIn(said) - wordsIn(place.words) > 3 ? null : place;
  // Clear words about the same matter tell more of it, not where it is.
  const toldMore = !unsure && label === service && wordsIn(said) > 4;
  return elsewhere || toldMore || !couldBeAPlace(said) ? null : { words: said };
}

const longest = { words: 12, characters: 120 };
const answersNoPlace =
  /^(i |we )?(do ?n'?t know|dunno|idk|not sure|no idea|can'?t (say|remember|tell)|unsure|dim syniad|ddim yn gwybod)\b/i;
const noPlace =
  /^(ok(ay)?|k+|y|n|yes|yep|yeah|yea|no|nope|nah|none|maybe|hi|hello|hey|hiya|thanks?|thank you|ta|cheers|please|help|why|what|when|how|who|where|wrong|stop|cancel|never ?mind|forget it|test(ing)?|lol|ie|na|diolch)\b[\s,.!]*(thanks?|thank you|please|ta|mate|sorry|way|idea|then|that|now)?[\s.!]*$/i;

/** Asked where something is, a resident may also answer "ok", "no idea" or a row of question marks. */
function couldBeAPlace(said: string): boolean {
  if (!/[\p{L}\d]{2}/u.test(said) || said.includes('?')) return false;
  if (wordsIn(said) > longest.words || said.length > longest.characters) return false;
  return !answersNoPlace.test(said) && !noPlace.test(said);
}

function wordsIn(text: string): number {
  return text.split(/[^\p{L}\d'-]+/u).filter((word) => word !== '').length;
}

/**
 * Whether two places are the same one, as far as we can tell: within 50 metres by their points, else when all that
 * one says, the other says too. A pin beside mere words cannot be told apart from them.
 */
export function samePlace(one: Place, other: Place): boolean {
  if (one.point !== undefined && other.point !== undefined) return metres(one.point, other.point) < 50;
  if (one.postcode !== undefined && other.postcode !== undefined && one.postcode !== other.postcode)
    return false;
  const pinAlone = ({ point, street, postcode }: Place) =>
    point !== undefined && street === undefined && postcode === undefined;
  if (pinAlone(one) || pinAlone(other)) return true;
  const [a, b] = [tokens(one), tokens(other)];
  const within = (few: Set<string>, many: Set<string>) => [...few].every((word) => many.has(word));
  return within(a, b) || within(b, a);
}

const small = new Set('the at on in by near outside opposite of to my our your no number'.split(' '));
const inFull = new Map(
  Object.entries({ st: 'street', rd: 'road', ave: 'avenue', cl: 'close', ln: 'lane', dr: 'drive' }),
);

function tokens({ words }: Place): Set<string> {
  const said = words.toLowerCase().split(/[^\p{L}\d]+/u);
  return new Set(
    said.filter((word) => word !== '' && !small.has(word)).map((word) => inFull.get(word) ?? word),
  );
}

type Point = NonNullable<Place['point']>;

function metres(one: Point, other: Point): number {
  const perDegree = 111_320;
  const north = (one.latitude - other.latitude) * perDegree;
  const east = (one.longitude - other.longitude) * perDegree * Math.cos((one.latitude * Math.PI) / 180);
  return Math.hypot(north, east);
}
