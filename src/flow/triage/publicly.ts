import { both, type Decisions } from '../../core/decision.ts';
import { paragraphs, words } from '../words.ts';
import { adviceOn } from './danger.ts';
import { inItsOwn } from './speaking.ts';
import { after, reply, type Turn } from './turn.ts';

/**
 * Public is not private. Whoever writes where others can read is answered in private; in public we say only that we
 * did and how else to reach us, with the numbers to call when there is danger. Nothing they said is repeated.
 */
export function inPublicToo(turn: Turn, decisions: Decisions): Decisions {
  const { publicly } = turn.message;
  if (publicly === null) return decisions;
  const remembered = { ...decisions, state: { ...decisions.state, publicly } };
  if (decisions.said.length === 0) return remembered;
  const here = after(turn, remembered);
  const speaking = { ...here, conversation: { ...here.conversation, replyTo: publicly } };
  const raised = decisions.happened.flatMap(({ happening }) =>
    happening.type === 'danger-raised' ? happening.data.signs : [],
  );
  const about = [...new Set(decisions.happened.map(({ caseId }) => caseId))].slice(0, 1);
  const text = paragraphs(...adviceOn(inItsOwn(speaking), raised), words(speaking, 'public-note'));
  const said = reply(speaking, text, about);
  return both(remembered, { ...said, state: remembered.state });
}
