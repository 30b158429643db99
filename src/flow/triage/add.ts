import type { Case } from '../../core/case.ts';
import type { ConversationState } from '../../core/conversation.ts';
import type { Decisions } from '../../core/decision.ts';
import { factsOf, notes, paragraphs, words } from '../words.ts';
import { decide, flagged, placed, received, type Turn } from './turn.ts';

/** A message put on the record of an open case. While an officer has it, the bot says so once and then keeps quiet. */
export function addTo(turn: Turn, file: Case, state: Partial<ConversationState> = {}): Decisions {
  const { message, understanding, conversation } = turn;
  const place = message.place ?? (file.place === null ? understanding.place : null);
  const happened = [received(turn, file.id), ...placed(turn, file.id, place), ...flagged(turn, file.id)];
  const { withPerson } = conversation.state;
  const held = withPerson?.caseId === file.id ? withPerson : null;
  if (held?.passedOn) return decide(turn, { current: file.id, ...state }, happened, null);
  // Only a place that is new is told back.
  const facts = factsOf(turn, { ...file, place });
  const key = held !== null ? 'added-person' : file.urgent ? 'danger-follow-up' : 'added';
  const text = paragraphs(words(turn, key, facts), ...notes(turn, [file]));
  const passedOn = held === null ? {} : { withPerson: { ...held, passedOn: true } };
  return decide(turn, { current: file.id, ...passedOn, ...state }, happened, { text, about: [file.id] });
}

/** A message that asks for nothing, on a case's record and without an answer. */
export function keep(turn: Turn, file: Case, state: Partial<ConversationState> = {}): Decisions {
  return decide(turn, state, [received(turn, file.id), ...flagged(turn, file.id)], null);
}
