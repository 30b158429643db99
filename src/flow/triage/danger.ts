import type { Case } from '../../core/case.ts';
import { both, type Decisions } from '../../core/decision.ts';
import { type DangerSign, safeguardingFamilies } from '../../core/understanding.ts';
import { calling, isNews } from '../page.ts';
import { factsOf, paragraphs, words } from '../words.ts';
import { revised } from './dialogue.ts';
import { open } from './open.ts';
import { inItsOwn } from './speaking.ts';
import {
  after,
  clearService,
  decide,
  flagged,
  happens,
  openCases,
  placed,
  type Reading,
  received,
  type Turn,
} from './turn.ts';

/** Two pieces of advice can be read in a hurry; more cannot. */
const mostAdvice = 2;

/**
 * Danger comes before everything else, in every state. The advice leads, number first; then who has been told.
 * A later message of the same danger joins its case, and is answered with the advice again.
 */
export const danger: Reading = (turn) => {
  const signs = signsOf(turn);
  if (signs.length === 0) return null;
  const standing = caseOf(turn, signs);
  const { file, decisions } =
    standing === null ? opened(turn, signs) : { file: standing, decisions: joined(turn, standing) };
  const raised = happens(turn, file.id, 'danger-raised', { signs: [...signs], messageId: turn.message.id });
  const speaking = inItsOwn(turn);
  const text = paragraphs(
    ...adviceOn(speaking, signs),
    words(speaking, 'danger-follow-up', factsOf(speaking, file)),
  );
  const state = { asking: null, current: file.id, withPerson: null };
  const said = decide(after(turn, decisions), state, [raised, ...revised(turn)], { text, about: [file.id] });
  const call = called(turn, file, standing, signs);
  return {
    ...both(decisions, { ...said, happened: [...said.happened, ...call.happened] }),
    alerts: [{ caseId: file.id, alert: 'danger', calls: call.calls }],
  };
};

/** A danger that is news calls the first on-call at once. What is told of it after that is shown; see `page.ts`. */
function called(turn: Turn, file: Case, standing: Case | null, signs: readonly DangerSign[]) {
  if (standing !== null && !isNews(standing.danger, signs)) return { happened: [], calls: [] };
  const call = calling(turn.council, file, 1);
  return { happened: [happens(turn, file.id, 'paged', call)], calls: call.calls };
}

/** What to do at once, number first. */
export function adviceOn(turn: Turn, signs: readonly DangerSign[]): string[] {
  const families = [...new Set(signs.map(({ family }) => family))].slice(0, mostAdvice);
  return families.map((family) => words(turn, `danger.${family}`));
}

/** The screen's signs; what the model alone calls danger is taken at its word until a person says otherwise. */
function signsOf(turn: Turn): readonly DangerSign[] {
  const { danger, label, unsure } = turn.understanding;
  if (danger.length > 0 || unsure) return danger;
  if (label === 'emergency') return standingSigns(turn) ?? [{ family: 'life-at-risk', rule: 'model' }];
  if (label === 'safeguarding')
    return [
      { family: 'child-at-risk', rule: 'model' },
      { family: 'adult-at-risk', rule: 'model' },
    ];
  return [];
}

/** A model tells no danger from another: said after one is known, "is someone coming?" is about that one. */
function standingSigns(turn: Turn): readonly DangerSign[] | null {
  return openCases(turn).findLast(({ danger }) => danger.length > 0)?.danger ?? null;
}

const atRisk = (signs: readonly DangerSign[]) =>
  signs.some(({ family }) => safeguardingFamilies.includes(family));

/** The open case of the same danger. Someone at risk is never put with a case everybody may read. */
function caseOf(turn: Turn, signs: readonly DangerSign[]): Case | null {
  const same = openCases(turn).filter(({ danger }) =>
    danger.some(({ family }) => signs.some((sign) => sign.family === family)),
  );
  return same.findLast(({ restricted }) => restricted || !atRisk(signs)) ?? null;
}

function opened(turn: Turn, signs: readonly DangerSign[]) {
  const { probability, model } = turn.understanding;
  return open(turn, { label: clearService(turn) ?? 'other', probability, model }, signs);
}

function joined(turn: Turn, file: Case): Decisions {
  const { message, understanding } = turn;
  const place = message.place ?? (file.place === null ? understanding.place : null);
  const happened = [received(turn, file.id), ...placed(turn, file.id, place), ...flagged(turn, file.id)];
  return decide(turn, {}, happened, null);
}
