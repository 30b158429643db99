import type { Case } from '../../core/case.ts';
import type { Asking } from '../../core/conversation.ts';
import { serviceOf } from '../../core/council.ts';
import { type Candidate, isFound, type Place } from '../../core/place.ts';
import { factsOf, placeInFull, words } from '../words.ts';
import type { Turn } from './turn.ts';

/** A question about where something is: what we say, what we then wait for, and what may be chosen. */
export interface Question {
  readonly text: string;
  readonly asking: Asking;
  readonly choices: readonly string[];
}

/** What we ask about where these cases are: which of several places, or where at all; null when all is known. */
export function whereQuestion(turn: Turn, files: readonly Case[]): Question | null {
  const at = turn.message.sentAt.toISOString();
  const doubtful = files.find(({ place, danger }) => danger.length === 0 && candidatesOf(place).length > 0);
  if (doubtful !== undefined) {
    const choices = candidatesOf(doubtful.place).map(placeInFull);
    const list = choices.map((choice, i) => `${i + 1}. ${choice}`).join('\n');
    const facts = { ...factsOf(turn, doubtful), list, count: choices.length };
    return {
      text: words(turn, 'ask-which', facts),
      asking: { about: 'which', caseId: doubtful.id, at },
      choices,
    };
  }
  const placeless = files.find((file) => needsPlace(turn, file) && isVague(file.place));
  if (placeless === undefined) return null;
  return {
    text: words(turn, 'ask-place', factsOf(turn, placeless)),
    asking: { about: 'place', caseId: placeless.id, at },
    choices: [],
  };
}

export function candidatesOf(place: Place | null): readonly Candidate[] {
  return place?.candidates ?? [];
}

function needsPlace({ council }: Turn, file: Case): boolean {
  const { location } = serviceOf(council, file.service);
  return location === 'point' || location === 'address';
}

const ofLights =
  /^(the|a|an|my|our|no|nr|number|rhif|lamp|lamps|light|lights|lamppost|lampost|streetlight|street|post|column|col|ref|in|on|at|near|by|y|yr|yn)$/;

/**
 * Whether a place leaves open where something is: none at all, or no more than a town, a postcode that is not known,
 * or a number on some lamp post.
 */
export function isVague(place: Place | null): boolean {
  if (place === null) return true;
  if (isFound(place) || place.outside === true || candidatesOf(place).length > 0) return false;
  const { asset, locality, unknownPostcode, words } = place;
  if (asset === undefined && locality === undefined && unknownPostcode === undefined) return false;
  const parts = (text: string) => text.toLowerCase().split(/[^\p{L}\d]+/u);
  const told = new Set([asset, locality, unknownPostcode].flatMap((part) => parts(part ?? '')));
  const joined = (unknownPostcode ?? '').toLowerCase().replace(' ', '');
  return parts(words).every((word) => told.has(word) || word === joined || ofLights.test(word));
}
