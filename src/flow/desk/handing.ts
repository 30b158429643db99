import { dueBy } from '../../core/clock.ts';
import { calendarOf, teamOf } from '../../core/council.ts';
import type { Classified, Decisions } from '../../core/decision.ts';
import type { Act } from '../../core/desk.ts';
import { Refusal } from '../../core/errors.ts';
import { type DeskTurn, happens, known, mustBeOpen, only, unasked } from './turn.ts';

/** Give the case to an officer, to oneself, or back to the team. */
export function assign(turn: DeskTurn, act: Act & { type: 'assign' }): Decisions {
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

/** Pass the case to another team. What is restricted stays so, unless the officer says that everybody may see it. */
export function reroute(turn: DeskTurn, act: Act & { type: 'route' }): Decisions {
  const { file, council } = turn;
  mustBeOpen(file, 'route');
  const team = council.teams.get(act.team);
  if (team === undefined) throw new Refusal('team-unknown', known('team', [...council.teams.keys()]));
  const reason = act.reason?.trim() || null;
  const lifted = file.restricted && !team.restricted && act.liftRestriction === true;
  const moved = {
    from: file.team,
    to: team.id,
    restricted: team.restricted || (file.restricted && !lifted),
    reason,
    ...(lifted ? { lifted } : {}),
  };
  return unasked(turn, only(turn, happens(turn, 'routed', moved)));
}

/** Say what the case is really about. It stays with its team, and a model may learn from it. */
export function reclassify(turn: DeskTurn, act: Act & { type: 'reclassify' }): Decisions {
  const { file, council } = turn;
  mustBeOpen(file, 'reclassify');
  const service = council.services.get(act.service);
  if (service === undefined)
    throw new Refusal('service-unknown', known('service', [...council.services.keys()]));
  const reason = act.reason.trim();
  if (reason === '') throw new Refusal('reason-missing', 'Say why the service is changed.');
  const calendar = calendarOf(council, teamOf(council, file.team));
  const due = dueBy(calendar, file.openedAt, service.resolution)?.toISOString() ?? null;
  const changed = { from: file.service, to: service.label, reason, resolutionDue: due };
  const decided = unasked(turn, only(turn, happens(turn, 'reclassified', changed)));
  return { ...decided, classified: [correction(turn, service.label, reason)] };
}

function correction(
  { ids, file, conversation, action, at }: DeskTurn,
  label: string,
  reason: string,
): Classified {
  return {
    id: ids.id(),
    messageId: null,
    caseId: file.id,
    label,
    probability: null,
    alternatives: [],
    flags: null,
    danger: [],
    language: conversation.state.language,
    model: null,
    decidedBy: action.officer.id,
    reason,
    at,
  };
}
