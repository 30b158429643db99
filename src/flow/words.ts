import type { Case } from '../core/case.ts';
import type { Team } from '../core/catalogue.ts';
import { inWords } from '../core/clock.ts';
import type { ConversationState } from '../core/conversation.ts';
import { namesOf, serviceOf, teamOf } from '../core/council.ts';
import { secretKinds } from '../core/personal.ts';
import type { Candidate, Place } from '../core/place.ts';
import type { SayKey } from '../core/wordings.ts';
import type { Turn } from './triage/turn.ts';

/** Who speaks to whom, and when. */
interface Speaking extends Pick<Turn, 'council' | 'at'> {
  readonly conversation: { readonly state: Pick<ConversationState, 'language'> };
}

/** What can be said of a case. */
type Spoken = Pick<
  Case,
  'reference' | 'service' | 'team' | 'status' | 'outcome' | 'place' | 'firstResponseDue' | 'resolutionDue'
>;

/** The council's own words for one thing, in the conversation's language. */
export function words(turn: Speaking, key: SayKey, facts: Record<string, string | number> = {}): string {
  return turn.council.say(turn.conversation.state.language, key, facts).trim();
}

/** Facts about a case as a resident reads them. */
export function factsOf(turn: Speaking, file: Spoken): Record<string, string> {
  const { council, conversation } = turn;
  const { language } = conversation.state;
  const service = serviceOf(council, file.service);
  const team = teamOf(council, file.team);
  const due = file.status === 'new' ? file.firstResponseDue : file.resolutionDue;
  return {
    reference: file.reference,
    about: service.plain[language] ?? service.plain.en,
    place: file.place === null ? '' : placeSaid(file.place),
    // A time that is past, or now, is no promise.
    due: due === null || due <= turn.at ? '' : inWords(due, council.facts.timezone, language),
    status: council.say(language, `statuses.${file.status}`),
    outcome: file.outcome === null ? '' : council.say(language, `outcomes.${file.outcome}`),
    ...teamFacts(turn, team),
  };
}

/** A place as the gazetteer names it: "14 Guild Street, Marlcombe". Empty when it is none the gazetteer holds. */
export function placeInFull({ street, usrn, meets, landmark, locality }: Candidate): string {
  const named = usrn === undefined ? landmark : meets === undefined ? street : `${street} / ${meets.street}`;
  return [named, named === undefined ? undefined : locality].filter((part) => part !== undefined).join(', ');
}

/** A place in the resident's words and, where those are not its name, by its name: what we made of them can be put right. */
function placeSaid(place: Place): string {
  const full = placeInFull(place);
  const bare = (text: string) => text.toLowerCase().replace(/[^\p{L}\d]/gu, '');
  return full === '' || bare(full).startsWith(bare(place.words))
    ? full || place.words
    : `${place.words} (${full})`;
}

function teamFacts(turn: Speaking, team: Team): Record<string, string> {
  const { council, conversation } = turn;
  const { name, body } = namesOf(council, team, conversation.state.language);
  return { team: name, body, teamPhone: team.phone ?? council.facts.phone };
}

/** What a resident is told beside the answer: that a complaint, or a request for information, is recorded as one; that a card number is better not sent. */
export function notes(turn: Turn, about: readonly Case[]): (string | null)[] {
  const { complaint, informationRequest } = turn.understanding.flags;
  const isFor = (label: string) => about.some(({ service }) => service === label);
  return [
    complaint && !isFor('complaint') ? words(turn, 'complaint-note') : null,
    informationRequest && !isFor('foi-request') ? words(turn, 'information-note') : null,
    turn.understanding.personal.some((kind) => secretKinds.includes(kind))
      ? words(turn, 'secret-note')
      : null,
  ];
}

/** Paragraphs that are there, one blank line between. */
export function paragraphs(...parts: readonly (string | null)[]): string {
  return parts.filter((part) => part !== null && part !== '').join('\n\n');
}
