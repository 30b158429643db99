import { both, nothing } from '../../core/decision.ts';
import type { DangerSign } from '../../core/understanding.ts';
import { open } from './open.ts';
import { decide, happens, openCases, type Reading, received, type Turn } from './turn.ts';
import { factsOf, paragraphs, words } from './words.ts';

/** Two pieces of advice can be read in a hurry; more cannot. */
const mostAdvice = 2;

/**
 * Danger comes before everything else, in every state. The advice leads, number first; then who has been told.
 * A later message of the same danger joins its case, and is answered with the advice again.
 */
export const danger: Reading = (turn) => {
  const signs = signsOf(turn);
  if (signs.length === 0) return null;
  const standing = openCases(turn).find(({ danger }) =>
    danger.some(({ family }) => signs.some((sign) => sign.family === family)),
  );
  const { file, decisions } =
    standing === undefined
      ? open(
          turn,
          {
            label: labelFor(turn),
            probability: turn.understanding.probability,
            model: turn.understanding.model,
          },
          signs,
        )
      : {
          file: standing,
          decisions: { ...nothing(turn.conversation.state), happened: [received(turn, standing.id)] },
        };
  const raised = happens(turn, file.id, 'danger-raised', { signs: [...signs], messageId: turn.message.id });
  const families = [...new Set(signs.map(({ family }) => family))].slice(0, mostAdvice);
  const text = paragraphs(
    ...families.map((family) => words(turn, `danger.${family}`)),
    words(turn, 'danger-follow-up', factsOf(turn, file)),
  );
  const after = { ...turn, conversation: { ...turn.conversation, state: decisions.state } };
  const said = decide(after, { asking: null, current: file.id, withPerson: null }, [raised], {
    text,
    about: [file.id],
  });
  return { ...both(decisions, said), alerts: [{ caseId: file.id, alert: 'danger' }] };
};

/** The screen's signs; what the model alone calls danger is taken at its word until a person says otherwise. */
function signsOf({ understanding }: Turn): readonly DangerSign[] {
  const { danger, label, unsure } = understanding;
  if (danger.length > 0 || unsure) return danger;
  if (label === 'emergency') return [{ family: 'life-at-risk', rule: 'model' }];
  if (label === 'safeguarding')
    return [
      { family: 'child-at-risk', rule: 'model' },
      { family: 'adult-at-risk', rule: 'model' },
    ];
  return [];
}

function labelFor({ understanding, council }: Turn): string {
  return council.services.has(understanding.label) ? understanding.label : 'other';
}
