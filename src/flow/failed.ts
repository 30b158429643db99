import type { Case } from '../core/case.ts';
import type { Council } from '../core/catalogue.ts';
import type { Conversation } from '../core/conversation.ts';
import { both, type Decisions, nothing } from '../core/decision.ts';
import type { Claimed } from '../core/delivery.ts';
import type { Ids } from '../core/ids.ts';
import { reply } from './triage/turn.ts';
import { words } from './words.ts';

/** A delivery that was given up: which, how, and what the platform said. */
export interface Failure {
  readonly due: Pick<Claimed, 'id' | 'messageId' | 'payload'>;
  readonly status: 'failed' | 'unknown';
  readonly error: string;
  readonly at: Date;
}

/**
 * Put on a case's record that a delivery did not arrive, and alert the desks. Where the resident wrote in public and
 * cannot be reached in private, they are told there how to reach us. Pure.
 */
export function deliveryFailed(
  failure: Failure,
  { council, ids }: { readonly council: Council; readonly ids: Ids },
): (conversation: Conversation, file: Case) => Decisions {
  const { due, status, error, at } = failure;
  return (conversation, file) => {
    const data = { deliveryId: due.id, messageId: due.messageId ?? '', status, error };
    const told: Decisions = {
      ...nothing(conversation.state),
      happened: [
        { caseId: file.id, happening: { type: 'delivery-settled', data, actor: { kind: 'bot' }, at } },
      ],
      alerts: [{ caseId: file.id, alert: 'delivery-failed' }],
    };
    const publicly = conversation.state.publicly ?? null;
    const wasPrivate = due.payload.to?.thread === conversation.replyTo.thread;
    if (status !== 'failed' || publicly === null || !wasPrivate) return told;
    const speaking = { council, ids, at, conversation: { ...conversation, replyTo: publicly } };
    const state = { ...conversation.state, publicly: null };
    return both(told, { ...reply(speaking, words(speaking, 'public-closed'), [file.id]), state });
  };
}
