import type { CaseEventType } from '../../core/case.ts';
import type { Decisions } from '../../core/decision.ts';
import { Refusal } from '../../core/errors.ts';
import { confirm, escalate } from './calling.ts';
import { assign, reclassify, reroute } from './handing.ts';
import { correct, withdraw } from './rewriting.ts';
import { setStatus } from './standing.ts';
import type { DeskTurn } from './turn.ts';
import { note, reply } from './writing.ts';

export type { DeskTurn } from './turn.ts';
export { longestReply } from './writing.ts';

/**
 * Decide what an officer's act leads to. Pure. Throws a Refusal that says what is wrong and what would be
 * right: a case changed meanwhile, a case resolved, a service, team or officer that does not exist.
 */
export function actOn(turn: DeskTurn): Decisions {
  const { file, action } = turn;
  if (file.restricted && !action.officer.roles.some((role) => role === 'safeguarding' || role === 'admin')) {
    throw new Refusal('case-unknown', 'Check the reference.');
  }
  if (action.version !== undefined && action.version !== file.version && !neverLate.has(action.act.type)) {
    throw new Refusal('case-changed', `${meanwhile(turn)} Look at it again, then decide.`.trim(), {
      version: file.version,
      by: turn.lastAct?.by ?? null,
      did: turn.lastAct?.type ?? null,
    });
  }
  return decideAct(turn);
}

/** What overwrites nothing, so that it never comes too late. */
const neverLate: ReadonlySet<string> = new Set(['note', 'confirm', 'escalate', 'correct', 'withdraw']);

function decideAct(turn: DeskTurn): Decisions {
  const { act } = turn.action;
  switch (act.type) {
    case 'reply':
      return reply(turn, act);
    case 'note':
      return note(turn, act);
    case 'correct':
      return correct(turn, act);
    case 'withdraw':
      return withdraw(turn, act);
    case 'escalate':
      return escalate(turn, act);
    case 'confirm':
      return confirm(turn);
    case 'assign':
      return assign(turn, act);
    case 'route':
      return reroute(turn, act);
    case 'reclassify':
      return reclassify(turn, act);
    case 'status':
      return setStatus(turn, act);
  }
}

const deeds: ReadonlyMap<string, string> = new Map<CaseEventType, string>([
  ['reply-sent', 'replied'],
  ['noted', 'wrote a note'],
  ['corrected', 'put right what was written'],
  ['withdrawn', 'took back what was written'],
  ['escalated', 'called the on-call'],
  ['confirmed', 'took the danger in hand'],
  ['assigned', 'changed who has it'],
  ['routed', 'passed it to another team'],
  ['reclassified', 'changed its service'],
  ['status-changed', 'changed its status'],
  ['reopened', 'opened it again'],
  ['message-received', 'wrote again'],
  ['rated', 'said how satisfied they are'],
]);

const others: ReadonlyMap<string, string> = new Map([
  ['resident', 'The resident'],
  ['bot', 'The assistant'],
]);

/** Who was first, and what they did. */
function meanwhile({ lastAct }: DeskTurn): string {
  if (lastAct === null) return '';
  const { by, type } = lastAct;
  return `${others.get(by) ?? by} ${deeds.get(type) ?? 'changed it'} meanwhile.`;
}
