import type { Actor, Case, CaseEventType, CaseHappenings, Happening } from '../../core/case.ts';
import type { Council } from '../../core/catalogue.ts';
import { digestOf } from '../../core/chain.ts';
import type { Conversation, ConversationState, StoredMessage } from '../../core/conversation.ts';
import { type CaseHappening, type Decisions, nothing } from '../../core/decision.ts';
import type { Ids } from '../../core/ids.ts';
import type { Understanding } from '../../core/understanding.ts';

/** One message being handled: all that a decision about it may depend on. */
export interface Turn {
  readonly conversation: Conversation;
  readonly message: StoredMessage;
  readonly understanding: Understanding;
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
  turn: Turn,
  caseId: string,
  type: T,
  data: CaseHappenings[T],
  actor: Actor = bot,
): CaseHappening {
  return { caseId, happening: { type, data, actor, at: turn.at } as Happening };
}

/** The resident's message goes on a case's record. */
export function received(turn: Turn, caseId: string): CaseHappening {
  const { id, digest, sentAt } = turn.message;
  return happens(
    turn,
    caseId,
    'message-received',
    { messageId: id, digest, sentAt: sentAt.toISOString() },
    resident,
  );
}

/** Say one thing to the resident, on the record of each case it is about. */
export function reply(
  turn: Turn,
  text: string,
  caseIds: readonly string[],
  choices: readonly string[] = [],
): Decisions {
  const { conversation, ids, at } = turn;
  const id = ids.id();
  const deliveryId = ids.id();
  const salt = ids.salt();
  const digest = digestOf(salt, text);
  const to = conversation.replyTo;
  return {
    ...nothing(conversation.state),
    said: [
      {
        id,
        voice: 'bot',
        text,
        choices,
        delivery: { id: deliveryId, to },
        officerId: null,
        salt,
        digest,
        at,
      },
    ],
    happened: caseIds.map((caseId) =>
      happens(turn, caseId, 'reply-sent', { messageId: id, digest, deliveryId, to }),
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

/** Cases still open, oldest first. */
export function openCases(turn: Turn): Case[] {
  return turn.conversation.cases.filter(({ status }) => status !== 'resolved');
}

/** The open case a message without a subject of its own belongs to: the one last spoken of, else the newest. */
export function currentCase(turn: Turn): Case | null {
  const open = openCases(turn);
  return open.find(({ id }) => id === turn.conversation.state.current) ?? open.at(-1) ?? null;
}
