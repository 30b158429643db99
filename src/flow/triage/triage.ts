import type { Classified, Decisions } from '../../core/decision.ts';
import { aside } from './aside.ts';
import { choice, wrong } from './choice.ts';
import { danger } from './danger.ts';
import { courtesy, personAskedFor, revision } from './dialogue.ts';
import { followUp, newMatter, notFixed, selfService, wordless } from './matter.ts';
import { placeGiven } from './place.ts';
import { inPublicToo } from './publicly.ts';
import { ratedToo, rating } from './rating.ts';
import { spoken } from './speaking.ts';
import { statusEnquiry } from './status.ts';
import { told } from './told.ts';
import type { Reading, Turn } from './turn.ts';
import { wish } from './wish.ts';

/**
 * In what order a message is read: the first reading that fits decides. Of what residents write danger is first, and
 * stays first; what was told to an officer is read for it too.
 */
const readings: readonly Reading[] = [
  told,
  danger,
  revision,
  wordless,
  wish,
  wrong,
  personAskedFor,
  rating,
  choice,
  placeGiven,
  statusEnquiry,
  aside,
  courtesy,
  notFixed,
  followUp,
  selfService,
  newMatter,
];

/**
 * Decide what one message leads to. Pure: the same turn always gives the same decisions, nothing is read or
 * written, and no text makes it throw.
 */
export function triage(given: Turn): Decisions {
  const turn = spoken(given);
  for (const reading of readings) {
    const decisions = reading(turn);
    if (decisions !== null)
      return inPublicToo(turn, {
        ...ratedToo(turn, decisions),
        classified: [made(turn, decisions), ...decisions.classified],
      });
  }
  throw new Error('No reading took the message: newMatter takes any.');
}

/** What the model made of the message, for the record, with the case it first led to. */
function made({ understanding, message, ids, at }: Turn, decisions: Decisions): Classified {
  const { label, probability, alternatives, flags, language, model } = understanding;
  const caseId = decisions.opened[0]?.id ?? decisions.happened[0]?.caseId ?? null;
  const signs = understanding.danger;
  return {
    id: ids.id(),
    messageId: message.id,
    caseId,
    label,
    probability,
    alternatives,
    flags,
    danger: signs,
    language,
    model,
    decidedBy: null,
    reason: null,
    at,
  };
}
