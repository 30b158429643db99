import { type Decisions, nothing } from '../../core/decision.ts';
import { toldChannel } from '../../core/desk.ts';
import { danger } from './danger.ts';
import { open } from './open.ts';
import { clearService, type Turn } from './turn.ts';

/**
 * What a resident told an officer elsewhere, on the telephone or in the street: a case like any other, of the service
 * the officer named or else the one it was taken for, and danger in it is danger. Nothing is said: there is nobody to
 * say it to. Null for a message that came from the resident.
 */
export function told(turn: Turn): Decisions | null {
  if (turn.conversation.replyTo.channel !== toldChannel) return null;
  const { understanding, council } = turn;
  const named = turn.chosen !== undefined && council.services.has(turn.chosen) ? turn.chosen : null;
  const label = named ?? clearService(turn) ?? 'other';
  const { probability, model } = understanding;
  const opened =
    danger(turn) ?? open(turn, { label, probability: named === null ? probability : 1, model }).decisions;
  return {
    ...nothing({ ...opened.state, asking: null }),
    opened: opened.opened,
    classified: opened.classified,
    alerts: opened.alerts,
    happened: opened.happened.filter(({ happening }) => happening.type !== 'reply-sent'),
  };
}
