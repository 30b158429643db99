import { digestOf } from '../../core/chain.ts';
import { type Decisions, nothing, type Revises, type Said, type SaidDelivery } from '../../core/decision.ts';
import type { Act, Wrote } from '../../core/desk.ts';
import { Refusal } from '../../core/errors.ts';
import { words } from '../words.ts';
import { type DeskTurn, happens } from './turn.ts';
import { checked } from './writing.ts';

/**
 * Put right what an officer wrote. A reply that waits to be sent is sent in its new words; one that was sent is
 * changed where the channel can, and else the resident is told what it should have said. Both wordings stay on the
 * record. Whether and when the case was first answered stays as it was.
 */
export function correct(turn: DeskTurn, act: Act & { type: 'correct' }): Decisions {
  const wrote = writtenIn(turn);
  const text = checked(act.text);
  if (text === wrote.text && wrote.delivery?.status !== 'failed')
    throw new Refusal('text-empty', 'Those are the words it has. Change them, then send.');
  const { how, delivery } = changing(turn, wrote, text);
  const told = how === 'told' ? words(turn, 'correction', { text }) : text;
  const said = rewritten(turn, wrote, 'edit', told, delivery);
  const happened = happens(turn, 'corrected', {
    messageId: said.id,
    digest: said.digest,
    revises: wrote.firstId,
    deliveryId: delivery?.id ?? null,
    how,
  });
  const unsent = wrote.delivery?.status === 'pending' ? [wrote.delivery.id] : [];
  return { ...nothing(turn.conversation.state), said: [said], withheld: unsent, happened: [happened] };
}

/** Seconds new words for a reply that was held back are held back in their turn. */
const heldAgain = 10;

function changing(
  turn: DeskTurn,
  { voice, delivery, text: before }: Wrote,
  text: string,
): { how: 'changed' | 'told' | 'note'; delivery: SaidDelivery | null } {
  const { file, ids } = turn;
  if (voice === 'note') return { how: 'note', delivery: null };
  mustNotBeOnItsWay(delivery);
  const fresh = { id: ids.id(), to: file.replyTo };
  if (delivery?.status === 'pending') return { how: 'changed', delivery: { ...fresh, hold: heldAgain } };
  const revises = revising(turn, delivery, [before ?? '', text], 'edit');
  return revises === null
    ? { how: 'told', delivery: fresh }
    : { how: 'changed', delivery: { ...fresh, revises } };
}

/**
 * Take back what an officer wrote: a note, a reply that never went out, or one the channel can take back. What the
 * resident may have read stays on the record all the same. Throws a Refusal where it is too late, and says what to do.
 */
export function withdraw(turn: DeskTurn, _act: Act & { type: 'withdraw' }): Decisions {
  const { file, ids } = turn;
  const wrote = writtenIn(turn);
  const { delivery } = wrote;
  const taken = (
    how: 'unsent' | 'taken-back' | 'note',
    sending: SaidDelivery | null,
    withheld: string[],
  ): Decisions => {
    const said = rewritten(turn, wrote, 'deletion', '', sending);
    const unanswers = how === 'unsent' && file.firstRespondedAt?.getTime() === wrote.at.getTime();
    const happened = happens(turn, 'withdrawn', {
      messageId: said.id,
      digest: said.digest,
      revises: wrote.firstId,
      deliveryId: sending?.id ?? null,
      how,
      ...(unanswers ? { unanswers } : {}),
    });
    return { ...nothing(turn.conversation.state), said: [said], withheld, happened: [happened] };
  };
  if (wrote.voice === 'note') return taken('note', null, []);
  mustNotBeOnItsWay(delivery);
  if (delivery?.status === 'pending' || delivery?.status === 'failed')
    return taken('unsent', null, [delivery.id]);
  const revises = revising(turn, delivery, [wrote.text ?? ''], 'deletion');
  if (revises === null)
    throw new Refusal('too-late', 'The resident may have read it. Send a correction instead.');
  return taken('taken-back', { id: ids.id(), to: file.replyTo, revises }, []);
}

/** What the channel is to do about what it sent; null where it cannot. */
function revising(
  { file, conversation, revises }: DeskTurn,
  delivery: Wrote['delivery'],
  texts: readonly string[],
  kind: Revises['kind'],
): Revises | null {
  if (delivery?.status !== 'sent' || delivery.sent === null) return null;
  if (!texts.every((text) => revises(file.replyTo.channel, text))) return null;
  return { sent: delivery.sent, kind, language: conversation.state.language };
}

/** What the act is about, as it stands. Throws a Refusal where an officer wrote no such thing in this case, or took it back. */
function writtenIn({ wrote }: DeskTurn): Wrote {
  if (wrote === null) throw new Refusal('not-found', 'The case has no such reply or note of an officer.');
  if (wrote.takenBack) throw new Refusal('too-late', 'It was taken back already.');
  return wrote;
}

function mustNotBeOnItsWay(delivery: Wrote['delivery']): void {
  if (delivery?.status === 'sending')
    throw new Refusal('too-late', 'It is being sent at this moment. Try again in a few seconds.');
}

function rewritten(
  { ids, at, action }: DeskTurn,
  { voice, messageId }: Wrote,
  kind: 'edit' | 'deletion',
  text: string,
  delivery: SaidDelivery | null,
): Said {
  const salt = ids.salt();
  const digest = digestOf(salt, text);
  const officerId = action.officer.id;
  return {
    id: ids.id(),
    voice,
    text,
    choices: [],
    delivery,
    officerId,
    salt,
    digest,
    at,
    revises: { messageId, kind },
  };
}
