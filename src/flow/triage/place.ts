import type { Case } from '../../core/case.ts';
import { isFound, metresBetween, type Place, type Point, settledAs } from '../../core/place.ts';
import { factsOf, paragraphs, words } from '../words.ts';
import { candidateIn, isNoneOfThem } from './pick.ts';
import { decide, flagged, openCase, plain, type Reading, received, type Turn } from './turn.ts';
import { candidatesOf, whereQuestion } from './where.ts';
import { placedBy, whoseWords } from './whose.ts';

/**
 * Where it is, or which of several places, when that is what we asked. Asked where, short words that read as nothing
 * else are taken as the place. What is then known may give the case to whoever looks after it there.
 */
export const placeGiven: Reading = (turn) => {
  const { asking } = turn.conversation.state;
  if (asking?.about !== 'place' && asking?.about !== 'which') return null;
  const file = openCase(turn, asking.caseId);
  if (file === null) return null;
  if (asking.about === 'which' && isNoneOfThem(plain(turn))) return askedAgain(turn, file);
  const place = asking.about === 'which' ? whichIn(turn, file) : placeIn(turn, file.service);
  if (place === null) return null;
  const there = placedBy(turn, file, place);
  const doubtful = asking.about === 'place' && candidatesOf(place).length > 0;
  const question = doubtful ? whereQuestion(turn, [there.file]) : null;
  const text = paragraphs(
    words(turn, 'added', factsOf(turn, there.file)),
    whoseWords(turn, there.file),
    question?.text ?? null,
  );
  const happened = [received(turn, file.id), ...there.happened, ...flagged(turn, file.id)];
  return decide(turn, { asking: question?.asking ?? null, current: file.id }, happened, {
    text,
    about: [file.id],
    choices: question?.choices ?? [],
  });
};

/** It is none of those we named: where is it, then? */
function askedAgain(turn: Turn, file: Case) {
  const asking = { about: 'place', caseId: file.id, at: turn.message.sentAt.toISOString() } as const;
  const text = words(turn, 'ask-place', factsOf(turn, file));
  return decide(turn, { asking, current: file.id }, [received(turn, file.id)], { text, about: [file.id] });
}

/** The candidate chosen, by number or by name, or another place that is known. */
function whichIn(turn: Turn, { place }: Case): Place | null {
  const chosen = place && candidateIn(plain(turn), candidatesOf(place));
  if (place && chosen) return settledAs(place, chosen);
  const given = turn.message.place ?? turn.answer ?? turn.understanding.place;
  return given !== null && isFound(given) ? given : null;
}

/** The place a message gives, unless it is more than a place: another matter with a place of its own. */
function placeIn(turn: Turn, service: string): Place | null {
  const { understanding, message } = turn;
  if (message.place !== null) return turn.answer ?? message.place;
  const said = plain(turn);
  const { label, unsure } = understanding;
  const place = understanding.place === null ? null : (turn.answer ?? understanding.place);
  const elsewhere = !unsure && label !== service && label !== 'other';
  const given = understanding.place?.words ?? '';
  if (place !== null) return elsewhere && wordsIn(said) - wordsIn(given) > 3 ? null : place;
  // Clear words about the same matter tell more of it, not where it is.
  const toldMore = !unsure && label === service && wordsIn(said) > 4;
  return elsewhere || toldMore || !couldBeAPlace(said) ? null : { words: said };
}

const longest = { words: 12, characters: 120 };
const answersNoPlace =
  /^(i |we )?(do ?n'?t know|dunno|idk|not sure|no idea|can'?t (say|remember|tell)|unsure|dim syniad|dim clem|ddim yn (gwybod|siwr|siŵr)|dw i ddim|dwi ddim|dydw i ddim|dwn i ddim|sa ?i'?n (gwybod|gwbod|siwr|siŵr)|methu (cofio|dweud|deud))(?!\p{L})/iu;
const noPlace =
  /^(ok(ay)?|k+|y|n|yes|yep|yeah|yea|no|nope|nah|none|maybe|hi|hello|hey|hiya|thanks?|thank you|ta|cheers|please|help|why|what|when|how|who|where|wrong|stop|cancel|never ?mind|forget it|test(ing)?|lol|ie|ia|na|nage|oes|ydw|ydy|ydi|naddo|diolch|plis|plîs|helo|shwmae|iawn|ocê|oce|pam|beth|pryd|sut|ble|pwy|anghywir|canslo|stopiwch|prawf|cymraeg|saesneg)(?!\p{L})[\s,.!]*(thanks?|thank you|please|ta|mate|sorry|way|idea|then|that|now|yn fawr|i chi|plis|plîs|sori|nawr|te)?[\s.!]*$/iu;

/** Asked where something is, a resident may also answer "ok", "no idea" or a row of question marks. */
function couldBeAPlace(said: string): boolean {
  if (!/[\p{L}\d]{2}/u.test(said) || said.includes('?')) return false;
  if (wordsIn(said) > longest.words || said.length > longest.characters) return false;
  return !answersNoPlace.test(said) && !noPlace.test(said);
}

function wordsIn(text: string): number {
  return text.split(/[^\p{L}\d'-]+/u).filter((word) => word !== '').length;
}

/** The point of a place that is the spot itself, and not the middle of a street or of a postcode. */
function spotOf({ point, pointFrom }: Place): Point | undefined {
  return pointFrom === 'street' || pointFrom === 'postcode' ? undefined : point;
}

const houseOf = ({ street = '' }: Place) => /^\d+\w?/.exec(street)?.[0];

/**
 * Whether two places are the same one, as far as we can tell: within 50 metres by their points, else when all that
 * one says, the other says too. A pin beside mere words cannot be told apart from them.
 */
export function samePlace(one: Place, other: Place): boolean {
  const [here, there] = [spotOf(one), spotOf(other)];
  if (here !== undefined && there !== undefined) return metresBetween(here, there) < 50;
  if (one.usrn !== undefined && other.usrn !== undefined) {
    const [house, next] = [houseOf(one), houseOf(other)];
    return one.usrn === other.usrn && (house === undefined || next === undefined || house === next);
  }
  if (one.postcode !== undefined && other.postcode !== undefined && one.postcode !== other.postcode)
    return false;
  const pinAlone = ({ street, postcode, landmark, ...place }: Place) =>
    spotOf({ ...place }) !== undefined && [street, postcode, landmark].every((part) => part === undefined);
  if (pinAlone(one) || pinAlone(other)) return true;
  const [a, b] = [tokens(one), tokens(other)];
  const within = (few: Set<string>, many: Set<string>) => [...few].every((word) => many.has(word));
  return within(a, b) || within(b, a);
}

const small = new Set(
  'the at on in by near outside opposite of to my our your no number y yr ar yn wrth ger gyferbyn rhif'.split(
    ' ',
  ),
);
const inFull = new Map(
  Object.entries({ st: 'street', rd: 'road', ave: 'avenue', cl: 'close', ln: 'lane', dr: 'drive' }),
);

function tokens({ words }: Place): Set<string> {
  const said = words.toLowerCase().split(/[^\p{L}\d]+/u);
  return new Set(
    said.filter((word) => word !== '' && !small.has(word)).map((word) => inFull.get(word) ?? word),
  );
}
