import type { Case } from '../../core/case.ts';
import type { ConversationState } from '../../core/conversation.ts';
import type { Decisions } from '../../core/decision.ts';
import { factsOf, notes, paragraphs, words } from '../words.ts';
import { decide, flagged, placed, received, type Turn } from './turn.ts';
import { candidatesOf, isVague, whereQuestion } from './where.ts';
import { placedBy, whoseWords } from './whose.ts';

/** A message put on the record of an open case. While an officer has it, the bot says so once and then keeps quiet. */
export function addTo(turn: Turn, file: Case, state: Partial<ConversationState> = {}): Decisions {
  const { message, understanding, conversation } = turn;
  const { withPerson } = conversation.state;
  const held = withPerson?.caseId === file.id ? withPerson : null;
  const asked = conversation.state.asking?.caseId === file.id;
  const pin = message.place !== null && asked ? (turn.answer ?? message.place) : message.place;
  const place = pin ?? (isVague(file.place) ? understanding.place : null);
  const there =
    held === null ? placedBy(turn, file, place) : { file, happened: placed(turn, file.id, place) };
  const happened = [received(turn, file.id), ...there.happened, ...flagged(turn, file.id)];
  if (held?.passedOn) return decide(turn, { current: file.id, ...state }, happened, null);
  // Only a place that is new is told back.
  const facts = factsOf(turn, { ...there.file, place });
  const key = held !== null ? 'added-person' : file.urgent ? 'danger-follow-up' : 'added';
  const fresh = held === null && place !== null;
  const question = fresh && candidatesOf(place).length > 0 ? whereQuestion(turn, [there.file]) : null;
  const whose = fresh ? whoseWords(turn, there.file) : null;
  const text = paragraphs(words(turn, key, facts), whose, ...notes(turn, [file]), question?.text ?? null);
  const passedOn = held === null ? {} : { withPerson: { ...held, passedOn: true } };
  const asking = question === null ? {} : { asking: question.asking };
  return decide(turn, { current: file.id, ...passedOn, ...state, ...asking }, happened, {
    text,
    about: [file.id],
    choices: question?.choices ?? [],
  });
}

/** A message that asks for nothing, on a case's record and without an answer. */
export function keep(turn: Turn, file: Case, state: Partial<ConversationState> = {}): Decisions {
  return decide(turn, state, [received(turn, file.id), ...flagged(turn, file.id)], null);
}
