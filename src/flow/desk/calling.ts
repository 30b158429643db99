import { teamOf } from '../../core/council.ts';
import type { Decisions } from '../../core/decision.ts';
import type { Act } from '../../core/desk.ts';
import { Refusal } from '../../core/errors.ts';
import { onCallAt } from '../page.ts';
import { type DeskTurn, happens, mustBeOpen, only } from './turn.ts';

/** Say that a person has the danger in hand: nobody else is paged. */
export function confirm(turn: DeskTurn): Decisions {
  if (turn.file.danger.length === 0)
    throw new Refusal(
      'status-impossible',
      'No danger was told of in this case: there is nothing to confirm.',
    );
  return only(turn, happens(turn, 'confirmed', {}));
}

/** Ask the on-call of the case's team to look now. */
export function escalate(turn: DeskTurn, act: Act & { type: 'escalate' }): Decisions {
  const { file, council } = turn;
  mustBeOpen(file, 'escalate');
  const reason = act.reason.trim();
  if (reason === '') throw new Refusal('reason-missing', 'Say why somebody should look now.');
  const team = teamOf(council, file.team);
  const calls = [...onCallAt(team, 1)];
  return {
    ...only(turn, happens(turn, 'escalated', { team: team.id, calls, reason })),
    alerts: [{ caseId: file.id, alert: 'page', calls }],
  };
}
