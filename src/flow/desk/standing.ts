import { nextStatuses } from '../../core/case.ts';
import type { Decisions } from '../../core/decision.ts';
import type { Act } from '../../core/desk.ts';
import { Refusal } from '../../core/errors.ts';
import { type DeskTurn, happens, only } from './turn.ts';

/** Say where the case stands: resolve it with an outcome, or take up again what was resolved. */
export function setStatus(turn: DeskTurn, act: Act & { type: 'status' }): Decisions {
  const { file } = turn;
  if (!nextStatuses[file.status].includes(act.status)) {
    const may = nextStatuses[file.status].join(', ');
    throw new Refusal(
      file.status === 'resolved' ? 'case-closed' : 'status-impossible',
      `It is ${file.status}: it may become ${may}.`,
    );
  }
  const reason = act.reason?.trim() || null;
  if (act.status === 'resolved' && act.outcome === undefined) {
    throw new Refusal(
      'body-invalid',
      'A resolved case has an outcome: fixed, answered, not-ours, declined or duplicate.',
    );
  }
  if (act.status !== 'resolved' && act.outcome !== undefined) {
    throw new Refusal('body-invalid', 'Only a resolved case has an outcome.');
  }
  if (act.outcome === 'declined' && reason === null)
    throw new Refusal('reason-missing', 'Say why it is declined.');
  if (file.status === 'resolved') return only(turn, happens(turn, 'reopened', { reason, messageId: null }));
  const outcome = act.outcome ?? null;
  return only(turn, happens(turn, 'status-changed', { from: file.status, to: act.status, outcome, reason }));
}
