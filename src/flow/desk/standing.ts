import { nextStatuses, type Outcome } from '../../core/case.ts';
import { both, type Decisions, nothing } from '../../core/decision.ts';
import { type Act, toldChannel } from '../../core/desk.ts';
import { Refusal } from '../../core/errors.ts';
import { mayAsk, ratingChoices } from '../survey.ts';
import { reply } from '../triage/turn.ts';
import { factsOf, paragraphs, words } from '../words.ts';
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
  const changed = only(
    turn,
    happens(turn, 'status-changed', { from: file.status, to: act.status, outcome, reason }),
  );
  return outcome === null || act.tell === false ? changed : both(changed, goodbye(turn, outcome));
}

/**
 * Tell the resident how it ended, that they may say so if that is not right, and where they may be asked, ask how
 * satisfied they are. Where somebody is at risk no message goes out that a person did not write: another may be
 * reading.
 */
function goodbye(turn: DeskTurn, outcome: Outcome): Decisions {
  const { file, conversation, council, at } = turn;
  const { state } = conversation;
  if (file.restricted || file.danger.length > 0 || file.replyTo.channel === toldChannel)
    return nothing(state);
  // To where the case was opened from, whatever became of the conversation since.
  const speaking = { ...turn, conversation: { ...conversation, replyTo: file.replyTo } };
  const facts = factsOf(speaking, { ...file, status: 'resolved', outcome });
  const closed = words(speaking, 'closed', facts);
  if (!mayAsk(council, file, outcome, state, turn)) return reply(speaking, closed, [file.id]);
  const asked = reply(
    speaking,
    paragraphs(closed, words(speaking, 'survey', facts)),
    [file.id],
    ratingChoices(council, state.language),
    { survey: true },
  );
  const survey = { caseId: file.id, at: at.toISOString(), numbers: true };
  return { ...asked, state: { ...asked.state, survey } };
}
