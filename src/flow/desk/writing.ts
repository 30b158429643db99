import type { Case } from '../../core/case.ts';
import { digestOf } from '../../core/chain.ts';
import { type Decisions, nothing, type Said } from '../../core/decision.ts';
import { type Act, toldChannel } from '../../core/desk.ts';
import { Refusal } from '../../core/errors.ts';
import { type DeskTurn, happens, mustBeOpen } from './turn.ts';

export const longestReply = 4000;
/** Seconds. */
const longestHold = 60;

/** Answer the resident. Whoever answers a case nobody has, has it from then on. */
export function reply(turn: DeskTurn, act: Act & { type: 'reply' }): Decisions {
  const { file, action, conversation, ids } = turn;
  mustBeOpen(file, 'reply');
  mustHaveWayBack(file);
  const hold = Math.min(act.hold ?? 0, longestHold);
  const delivery = { id: ids.id(), to: file.replyTo, ...(hold > 0 ? { hold } : {}) };
  const said = say(turn, act.text, 'officer', delivery);
  const sent = happens(turn, 'reply-sent', {
    messageId: said.id,
    digest: said.digest,
    deliveryId: delivery.id,
    to: delivery.to,
    ...(act.question === true ? { question: true } : {}),
  });
  const state = {
    ...conversation.state,
    current: file.id,
    asking: null,
    // A number may answer this now.
    survey: conversation.state.survey && { ...conversation.state.survey, numbers: false },
    withPerson: { caseId: file.id, passedOn: false },
  };
  const { id, name } = action.officer;
  const taken = file.assignee === null ? [happens(turn, 'assigned', { officer: { id, name } })] : [];
  return { ...nothing(state), said: [said], happened: [...taken, sent] };
}

/** Write a note, which only officers read. */
export function note(turn: DeskTurn, act: Act & { type: 'note' }): Decisions {
  const said = say(turn, act.text, 'note', null);
  return {
    ...nothing(turn.conversation.state),
    said: [said],
    happened: [happens(turn, 'noted', { messageId: said.id, digest: said.digest })],
  };
}

function say(turn: DeskTurn, typed: string, voice: 'officer' | 'note', delivery: Said['delivery']): Said {
  const text = checked(typed);
  const { ids, at, action } = turn;
  const salt = ids.salt();
  const digest = digestOf(salt, text);
  return { id: ids.id(), voice, text, choices: [], delivery, officerId: action.officer.id, salt, digest, at };
}

/** What an officer typed, ready to be kept. Throws a Refusal where it is nothing, or too long. */
export function checked(typed: string): string {
  const text = typed.trim();
  if (text === '') throw new Refusal('text-empty', 'Write something to send.');
  if (text.length > longestReply)
    throw new Refusal('text-too-long', `Use at most ${longestReply} characters.`);
  return text;
}

/** Throws a Refusal where the resident told an officer, and nobody can be written to. */
function mustHaveWayBack({ replyTo }: Case): void {
  if (replyTo.channel === toldChannel)
    throw new Refusal(
      'no-way-back',
      'It was told to an officer. Answer the way they told you, and write a note of it.',
    );
}
