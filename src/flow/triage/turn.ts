import type { Actor, Case, CaseEventType, CaseHappenings, Happening } from '../../core/case.ts';
import type { Council } from '../../core/catalogue.ts';
import { digestOf } from '../../core/chain.ts';
import type { Conversation, ConversationState, StoredMessage, Unfiled } from '../../core/conversation.ts';
import { type CaseHappening, type Decisions, nothing } from '../../core/decision.ts';
import { findReference, type Ids } from '../../core/ids.ts';
import type { Place } from '../../core/place.ts';
import type { Understanding } from '../../core/understanding.ts';

/** One message being handled: all that a decision about it may depend on. */
export interface Turn {
  readonly conversation: Conversation;
  readonly message: StoredMessage;
  readonly understanding: Understanding;
  /** What this message and what was said before make of the place we asked about, when we asked for one. */
  readonly answer?: Place | null;
  /** The service an officer named, for what a resident told them elsewhere. */
  readonly chosen?: string;
  readonly council: Council;
  /** When this is decided. Clocks start from the message's own time instead. */
  readonly at: Date;
  readonly ids: Ids;
}

/** A way to read a message: what to do about it, or null when it is not of this kind. */
export type Reading = (turn: Turn) => Decisions | null;

export const resident: Actor = { kind: 'resident' };
export const bot: Actor = { kind: 'bot' };

/** One thing that happened to a case in this turn. */
export function happens<T extends CaseEventType>(
  turn: Pick<Turn, 'at'>,
  caseId: string,
  type: T,
  data: CaseHappenings[T],
  actor: Actor = bot,
): CaseHappening {
  return { caseId, happening: { type, data, actor, at: turn.at } as Happening };
}

/** The resident's message goes on a case's record. */
export function received(turn: Turn, caseId: string): CaseHappening {
  return happens(turn, caseId, 'message-received', asUnfiled(turn), resident);
}

export function asUnfiled({ message }: Turn): Unfiled {
  return { messageId: message.id, digest: message.digest, sentAt: message.sentAt.toISOString() };
}

/** Where it is, as this message says. */
export function placed(turn: Turn, caseId: string, place: Place | null): CaseHappening[] {
  if (place === null) return [];
  return [happens(turn, caseId, 'place-given', { place, messageId: turn.message.id }, resident)];
}

/** What holds of this message whatever it is about, for the officers who read it. */
export function flagged(turn: Turn, caseId: string): CaseHappening[] {
  const { complaint, informationRequest, abuse } = turn.understanding.flags;
  const flags = [
    ...(complaint ? (['complaint'] as const) : []),
    ...(informationRequest ? (['information-request'] as const) : []),
    ...(abuse ? (['abuse'] as const) : []),
  ];
  return flags.map((flag) => happens(turn, caseId, 'flagged', { flag, messageId: turn.message.id }));
}

/** Say one thing to the resident, on the record of each case it is about. */
export function reply(
  turn: Pick<Turn, 'conversation' | 'ids' | 'at'>,
  text: string,
  caseIds: readonly string[],
  choices: readonly string[] = [],
  more: { readonly survey?: true } = {},
): Decisions {
  const { conversation, ids, at } = turn;
  const id = ids.id();
  const deliveryId = ids.id();
  const salt = ids.salt();
  const digest = digestOf(salt, text);
  const to = conversation.replyTo;
  const delivery = { id: deliveryId, to };
  return {
    ...nothing(conversation.state),
    said: [{ id, voice: 'bot', text, choices, delivery, officerId: null, salt, digest, at }],
    happened: caseIds.map((caseId) =>
      happens(turn, caseId, 'reply-sent', { messageId: id, digest, deliveryId, to, ...more }),
    ),
  };
}

/** Happenings and a reply as one set of decisions that leaves the conversation in `state`. */
export function decide(
  turn: Turn,
  state: Partial<ConversationState>,
  happened: readonly CaseHappening[],
  words: {
    readonly text: string;
    readonly about?: readonly string[];
    readonly choices?: readonly string[];
  } | null,
): Decisions {
  const said =
    words === null
      ? nothing(turn.conversation.state)
      : reply(turn, words.text, words.about ?? [], words.choices);
  return {
    ...said,
    state: { ...turn.conversation.state, ...state },
    happened: [...happened, ...said.happened],
  };
}

/** The same turn with the conversation as some decisions leave it, for deciding what else. */
export function after(turn: Turn, { state }: Decisions): Turn {
  return { ...turn, conversation: { ...turn.conversation, state } };
}

/** Cases still open, oldest first. */
export function openCases(turn: Turn): Case[] {
  return turn.conversation.cases.filter(({ status }) => status !== 'resolved');
}

export function openCase(turn: Turn, id: string | undefined): Case | null {
  return openCases(turn).find((file) => file.id === id) ?? null;
}

/** The open case a message without a subject of its own belongs to: the one last spoken of, else the newest. */
export function currentCase(turn: Turn): Case | null {
  return openCase(turn, turn.conversation.state.current ?? undefined) ?? openCases(turn).at(-1) ?? null;
}

/** The case of this conversation whose reference the message gives. */
export function caseNamed({ conversation, council, message }: Turn): Case | null {
  const reference = findReference(council.facts.referencePrefix, message.text);
  return conversation.cases.find((file) => file.reference === reference) ?? null;
}

/**
 * The same, but one that is named comes first, then the one an officer last spoke in, then one with an officer's
 * question unanswered.
 */
export function caseInHand(turn: Turn): Case | null {
  const named = openCase(turn, caseNamed(turn)?.id);
  const held = openCase(turn, turn.conversation.state.withPerson?.caseId);
  const asked = openCases(turn).filter(({ status }) => status === 'waiting-on-resident');
  const current = currentCase(turn);
  return named ?? held ?? asked.find((file) => file === current) ?? asked.at(-1) ?? current;
}

/** A service of the council, when the message is clearly about one. */
export function clearService({ understanding, council }: Turn): string | null {
  const { label, unsure } = understanding;
  return !unsure && label !== 'other' && council.services.has(label) ? label : null;
}

/** A message as typed, but for what keyboards make of apostrophes. */
export function plain({ message }: Turn): string {
  return message.text
    .normalize('NFKC')
    .replace(/[’‘`´]/g, "'")
    .trim();
}
