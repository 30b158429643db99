import type { Case } from '../../core/case.ts';
import { type Asking, languageFor } from '../../core/conversation.ts';
import { serviceOf } from '../../core/council.ts';
import { both, type CaseHappening, type Decisions, nothing } from '../../core/decision.ts';
import { makeReference } from '../../core/ids.ts';
import type { DangerSign, Guess } from '../../core/understanding.ts';
import { newCase, route } from '../route.ts';
import { factsOf, paragraphs, words } from '../words.ts';
import { inEnglish, isUnread } from './speaking.ts';
import { after, decide, flagged, happens, placed, received, resident, type Turn } from './turn.ts';
import { whoseWords } from './whose.ts';

/** A case opened in this turn, and the decisions that open it and put the message on its record. */
interface Opening {
  readonly file: Case;
  readonly decisions: Decisions;
}

/** Open a case for one matter. Nothing is said yet. */
export function open(
  turn: Turn,
  guess: Guess & { readonly model: string | null },
  danger: readonly DangerSign[] = [],
): Opening {
  const { council, conversation, message, understanding, ids } = turn;
  const service = serviceOf(council, guess.label);
  // An account has no place: the one in the message belongs to something else it is about.
  const place =
    danger.length === 0 && service.location === 'no' ? null : (message.place ?? understanding.place);
  const to = route(council, guess.label, danger, message.sentAt, place);
  const id = ids.id();
  const file = newCase(to, {
    id,
    reference: makeReference(council.facts.referencePrefix, ids.digits()),
    conversationId: conversation.id,
    replyTo: conversation.replyTo,
    openedAt: message.sentAt,
  });
  const opened = happens(turn, id, 'opened', {
    reference: file.reference,
    channel: file.replyTo.channel,
    language: languageFor(conversation.state, council.facts.languages),
    service: file.service,
    team: file.team,
    urgent: file.urgent,
    restricted: file.restricted,
    guess: { label: guess.label, probability: guess.probability },
    model: guess.model,
    messageId: message.id,
    openedAt: file.openedAt.toISOString(),
    firstResponseDue: file.firstResponseDue?.toISOString() ?? null,
    resolutionDue: file.resolutionDue?.toISOString() ?? null,
  });
  const state = {
    ...conversation.state,
    current: id,
    couldBe: understanding.alternatives.map(({ label }) => label),
    unfiled: [],
  };
  const happened = [
    opened,
    ...receivedBefore(turn, id),
    received(turn, id),
    ...placed(turn, id, place),
    ...flagged(turn, id),
  ];
  return { file: { ...file, place }, decisions: { ...nothing(state), opened: [file], happened } };
}

const aDayMs = 86_400_000;

/** What was said that day and is on no record: a photo sent ahead, the question that was answered at once. */
function receivedBefore(turn: Turn, caseId: string): CaseHappening[] {
  const since = turn.message.sentAt.getTime() - aDayMs;
  return (turn.conversation.state.unfiled ?? [])
    .filter(({ sentAt }) => Date.parse(sentAt) >= since)
    .map((unfiled) => happens(turn, caseId, 'message-received', unfiled, resident));
}

/** What the resident is told of a case just opened. */
export function openedWords(turn: Turn, file: Case): string {
  const outside = turn.council.teams.get(file.team)?.kind === 'outside';
  const advice = serviceOf(turn.council, file.service).advice;
  const whose = whoseWords(turn, file);
  return paragraphs(
    whose === null
      ? words(turn, outside ? 'opened-outside' : 'opened', factsOf(turn, file))
      : words(turn, 'opened-elsewhere', { ...factsOf(turn, file), whose }),
    advice === undefined ? null : words(turn, `advice.${advice}`),
  );
}

/** What is less likely than this looks silly to be asked. */
const worthOffering = 0.1;

/** The label is too doubtful to act on: customer services take the case, and the resident may say which it is. */
export function openUnsure(turn: Turn): Decisions {
  const { understanding, council, message } = turn;
  const { probability, model } = understanding;
  const { file, decisions } = open(turn, { label: 'other', probability, model });
  if (isUnread(turn) && !turn.conversation.state.toldUnread) {
    const english = inEnglish(turn);
    const text = words(english, 'other-language', factsOf(english, file));
    const state = { asking: null, withPerson: null, toldUnread: true };
    return both(decisions, decide(after(turn, decisions), state, [], { text, about: [file.id] }));
  }
  const options = [understanding, ...understanding.alternatives]
    .filter((guess) => guess.probability >= worthOffering)
    .map(({ label }) => label)
    .filter((label, i, all) => label !== 'other' && council.services.has(label) && all.indexOf(label) === i)
    .slice(0, 3);
  const asking: Asking | null =
    options.length === 0
      ? null
      : { about: 'service', caseId: file.id, options, at: message.sentAt.toISOString() };
  const { list, choices } = offerOf(turn, options);
  const text = words(turn, 'opened-unsure', { ...factsOf(turn, file), list, count: options.length });
  const said = decide(after(turn, decisions), { asking, withPerson: null }, [], {
    text,
    about: [file.id],
    choices,
  });
  return both(decisions, said);
}

/** Services to choose from, as buttons and as numbered lines. */
export function offerOf(
  turn: Turn,
  options: readonly string[],
): { list: string; choices: readonly string[] } {
  const choices = options.map((label) => titleFor(turn, label));
  return { list: choices.map((choice, i) => `${i + 1}. ${choice}`).join('\n'), choices };
}

/** A service in the resident's words, as an option to choose. */
export function titleFor(turn: Turn, label: string): string {
  const plain = turn.council.services.get(label)?.plain;
  return plain?.[turn.conversation.state.language] ?? plain?.en ?? label;
}
