import {
  type Actor,
  type Case,
  type CaseEventType,
  type CaseHappenings,
  type Happening,
  nextStatuses,
} from '../core/case.ts';
import type { Council } from '../core/catalogue.ts';
import { digestOf } from '../core/chain.ts';
import { dueBy } from '../core/clock.ts';
import type { Conversation } from '../core/conversation.ts';
import { calendarOf, serviceOf, teamOf } from '../core/council.ts';
import { type CaseHappening, type Decisions, nothing, type Said } from '../core/decision.ts';
import type { Act, DeskAction, Officer } from '../core/desk.ts';
import { Refusal } from '../core/errors.ts';
import type { Ids } from '../core/ids.ts';

/** One officer's act on one case, with all that deciding it may depend on. */
export interface DeskTurn {
  readonly conversation: Conversation;
  readonly file: Case;
  readonly action: DeskAction;
  readonly council: Council;
  /** Officers by id, for assigning. */
  readonly officers: ReadonlyMap<string, Officer>;
  /** The last thing another officer did, for telling this one. */
  readonly lastAct: { readonly by: string; readonly type: string; readonly at: Date } | null;
  readonly at: Date;
  readonly ids: Ids;
}

export const longestReply = 4000;

/**
 * Decide what an officer's act leads to. Pure. Throws a Refusal that says what is wrong and what would be
 * right: a case changed meanwhile, a case resolved, a service, team or officer that does not exist.
 */
export function actOn(turn: DeskTurn): Decisions {
  const { file, action, lastAct } = turn;
  if (file.restricted && !action.officer.roles.some((role) => role === 'safeguarding' || role === 'admin')) {
    throw new Refusal('case-unknown', 'Check the reference.');
  }
  // A note overwrites nothing, so it never comes too late.
  if (action.version !== undefined && action.version !== file.version && action.act.type !== 'note') {
    const hint =
      lastAct === null
        ? 'Look at it again, then decide.'
        : `${lastAct.by} was here first. Look at it again, then decide.`;
    throw new Refusal('case-changed', hint, {
      version: file.version,
      by: lastAct?.by ?? null,
      did: lastAct?.type ?? null,
    });
  }
  return decideAct(turn, action.act);
}

function decideAct(turn: DeskTurn, act: Act): Decisions {
  switch (act.type) {
    case 'reply':
      return reply(turn, act);
    case 'note':
      return note(turn, act);
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

function reply(turn: DeskTurn, act: Act & { type: 'reply' }): Decisions {
  mustBeOpen(turn.file, 'reply');
  const { said, digest } = say(turn, act.text, 'officer');
  const delivery = said.delivery;
  if (delivery === null) throw new Error('A reply has a delivery.');
  const sent = happens(turn, 'reply-sent', {
    messageId: said.id,
    digest,
    deliveryId: delivery.id,
    to: delivery.to,
    ...(act.question === true ? { question: true } : {}),
  });
  const state = {
    ...turn.conversation.state,
    current: turn.file.id,
    asking: null,
    withPerson: { caseId: turn.file.id, passedOn: false },
  };
  const taken =
    turn.file.assignee === null
      ? [
          happens(turn, 'assigned', {
            officer: { id: turn.action.officer.id, name: turn.action.officer.name },
          }),
        ]
      : [];
  return { ...nothing(state), said: [said], happened: [sent, ...taken] };
}

function note(turn: DeskTurn, act: Act & { type: 'note' }): Decisions {
  const { said, digest } = say(turn, act.text, 'note');
  return {
    ...nothing(turn.conversation.state),
    said: [said],
    happened: [happens(turn, 'noted', { messageId: said.id, digest })],
  };
}

function assign(turn: DeskTurn, act: Act & { type: 'assign' }): Decisions {
  mustBeOpen(turn.file, 'assign');
  const officer =
    act.officer === 'me' ? turn.action.officer : act.officer === null ? null : turn.officers.get(act.officer);
  if (officer === undefined)
    throw new Refusal('officer-unknown', 'Give an officer\'s id, "me", or null for nobody.');
  return only(
    turn,
    happens(turn, 'assigned', { officer: officer === null ? null : { id: officer.id, name: officer.name } }),
  );
}

function reroute(turn: DeskTurn, act: Act & { type: 'route' }): Decisions {
  mustBeOpen(turn.file, 'route');
  const team = turn.council.teams.get(act.team);
  if (team === undefined) throw new Refusal('team-unknown', known('team', [...turn.council.teams.keys()]));
  const { file } = turn;
  return only(
    turn,
    happens(turn, 'routed', {
      from: file.team,
      to: team.id,
      restricted: team.restricted,
      reason: act.reason ?? null,
    }),
  );
}

function reclassify(turn: DeskTurn, act: Act & { type: 'reclassify' }): Decisions {
  mustBeOpen(turn.file, 'reclassify');
  const { file, council, action, ids, at } = turn;
  const service = council.services.get(act.service);
  if (service === undefined)
    throw new Refusal('service-unknown', known('service', [...council.services.keys()]));
  if (act.reason.trim() === '') throw new Refusal('reason-missing', 'Say why the service is changed.');
  const calendar = calendarOf(council, teamOf(council, file.team));
  const resolutionDue =
    dueBy(calendar, file.openedAt, serviceOf(council, service.label).resolution)?.toISOString() ?? null;
  const changed = happens(turn, 'reclassified', {
    from: file.service,
    to: service.label,
    reason: act.reason,
    resolutionDue,
  });
  return only(turn, changed, {
    correction: { id: ids.id(), label: service.label, reason: act.reason, decidedBy: action.officer.id, at },
  });
}

function setStatus(turn: DeskTurn, act: Act & { type: 'status' }): Decisions {
  const { file } = turn;
  if (!nextStatuses[file.status].includes(act.status)) {
    const may = nextStatuses[file.status].join(', ');
    throw new Refusal(
      file.status === 'resolved' ? 'case-closed' : 'status-impossible',
      `It is ${file.status}: it may become ${may}.`,
    );
  }
  const reason = act.reason?.trim() || null;
  if (file.status === 'resolved') return only(turn, happens(turn, 'reopened', { reason, messageId: null }));
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
  return only(
    turn,
    happens(turn, 'status-changed', {
      from: file.status,
      to: act.status,
      outcome: act.outcome ?? null,
      reason,
    }),
  );
}

function mustBeOpen(file: Case, act: string): void {
  if (file.status === 'resolved')
    throw new Refusal('case-closed', `Reopen it first (status in-progress), then ${act}.`);
}

function known(what: string, names: readonly string[]): string {
  return `Use a ${what} of the council: ${names.join(', ')}.`;
}

function say(turn: DeskTurn, text: string, voice: 'officer' | 'note'): { said: Said; digest: string } {
  const said = text.trim();
  if (said === '') throw new Refusal('text-empty', 'Write something to send.');
  if (said.length > longestReply)
    throw new Refusal('text-too-long', `Use at most ${longestReply} characters.`);
  const { ids, at, file, action } = turn;
  const salt = ids.salt();
  const digest = digestOf(salt, said);
  const delivery = voice === 'officer' ? { id: ids.id(), to: file.replyTo } : null;
  const officerId = action.officer.id;
  return {
    said: { id: ids.id(), voice, text: said, choices: [], delivery, officerId, salt, digest, at },
    digest,
  };
}

function happens<T extends CaseEventType>(turn: DeskTurn, type: T, data: CaseHappenings[T]): CaseHappening {
  const { id, name } = turn.action.officer;
  const actor: Actor = { kind: 'officer', id, name };
  return { caseId: turn.file.id, happening: { type, data, actor, at: turn.at } as Happening };
}

interface Correction {
  readonly id: string;
  readonly label: string;
  readonly reason: string;
  readonly decidedBy: string;
  readonly at: Date;
}

function only(
  turn: DeskTurn,
  happened: CaseHappening,
  { correction }: { correction?: Correction } = {},
): Decisions {
  const decided = { ...nothing(turn.conversation.state), happened: [happened] };
  if (correction === undefined) return decided;
  const { language } = turn.conversation.state;
  const blank = {
    messageId: null,
    caseId: turn.file.id,
    probability: null,
    alternatives: [],
    flags: null,
    danger: [],
    language,
    model: null,
  };
  return { ...decided, classified: [{ ...blank, ...correction }] };
}
