import type { Language } from '../core/catalogue.ts';
import { type Channel, ChannelError, type Receipt, type Reply, revisesSent } from '../core/channel.ts';
import type { Revises } from '../core/decision.ts';
import type { Claimed } from '../core/delivery.ts';
import type { Desk, DeskItem } from '../core/desk.ts';

/** What sending needs of the rooms around it. */
export interface SendNeeds {
  /** A correction in words of its own, for where what was sent cannot be changed any more. */
  correction(language: Language, text: string): string;
  readonly channels: ReadonlyMap<string, Channel>;
  readonly desks: ReadonlyMap<string, Desk>;
}

/** Send one delivery through its channel, or show it at its desk. Throws ChannelError. */
export async function send(needs: SendNeeds, due: Claimed): Promise<Receipt> {
  const { channels, desks } = needs;
  if (due.kind === 'desk') {
    const desk = desks.get(due.via);
    if (desk === undefined) throw new ChannelError(`The desk "${due.via}" is off.`, 'later');
    return desk.show(itemOf(due));
  }
  const channel = channels.get(due.via);
  if (channel === undefined) throw new ChannelError(`The channel "${due.via}" is off.`, 'later');
  const reply = replyOf(due);
  if (reply === null) throw new ChannelError('The message was erased before it was sent.', 'never');
  const { revises } = due.payload;
  if (revises === undefined) return channel.send(reply);
  if (!revisesSent(channel)) throw new ChannelError(`${due.via} cannot change what it has sent.`, 'never');
  if (revises.kind === 'deletion') return channel.takeBack(revises.sent, reply);
  return channel.revise(revises.sent, reply).catch((refusal: unknown) => {
    if (!(refusal instanceof ChannelError) || refusal.retry !== 'never') throw refusal;
    return correct(needs, channel, revises, reply);
  });
}

/** Say what should have been said. Never twice on a guess. */
async function correct(
  { correction }: SendNeeds,
  channel: Channel,
  { language }: Revises,
  reply: Reply,
): Promise<Receipt> {
  try {
    return await channel.send({ ...reply, text: correction(language, reply.text) });
  } catch (fault) {
    if (fault instanceof ChannelError && fault.retry !== 'unknown') throw fault;
    throw new ChannelError('The correction may not have arrived.', 'never', undefined, fault);
  }
}

/** What a delivery says, for its channel; null for a desk's item, and where the words were erased. */
export function replyOf({ id, payload, conversationId, text }: Claimed): Reply | null {
  if (payload.to === undefined || conversationId === null || text === null) return null;
  return { key: id, to: payload.to, conversationId, text, choices: payload.choices ?? [] };
}

function itemOf({ id, caseId, payload }: Claimed): DeskItem {
  if (payload.kind === 'summary')
    return { key: id, kind: 'summary', team: payload.team ?? '', day: payload.day ?? '' };
  if (payload.kind === 'digest') return { key: id, kind: 'digest', day: payload.day ?? '' };
  return {
    key: id,
    kind: 'case',
    caseId: caseId ?? '',
    reference: payload.reference ?? '',
    alert: payload.alert ?? 'none',
    calls: payload.calls ?? [],
  };
}
