import type { Case } from '../../core/case.ts';
import type { CaseHappening } from '../../core/decision.ts';
import type { Place } from '../../core/place.ts';
import { ownerThere } from '../../core/whose.ts';
import { route } from '../route.ts';
import { factsOf, words } from '../words.ts';
import { happens, placed, type Turn } from './turn.ts';

/** Whose a case is because of where it is, as the resident is told; null when its place changes nothing. */
export function whoseWords(turn: Turn, file: Case): string | null {
  if (file.urgent || file.restricted) return null;
  const owner = ownerThere(turn.council.whose, file.service, file.place);
  if (owner?.says === undefined || owner.team !== file.team) return null;
  const { name = '', phone = '' } = file.place?.council ?? {};
  const facts = { ...factsOf(turn, file), neighbour: name, neighbourPhone: phone };
  return words(turn, `whose.${owner.says}`, facts);
}

/**
 * The place of a case is known, or known better: it goes on the record, and the case to whoever looks after it there.
 * Only a person may take a case from where danger, or another person, brought it.
 */
export function placedBy(
  turn: Turn,
  file: Case,
  place: Place | null,
): { readonly file: Case; readonly happened: CaseHappening[] } {
  const happened = placed(turn, file.id, place);
  if (place === null) return { file, happened };
  const now = { ...file, place };
  const { council } = turn;
  const was = route(council, file.service, [], file.openedAt, file.place);
  const is = route(council, file.service, [], file.openedAt, place);
  const stays = file.urgent || file.restricted || file.team !== was.team.id || file.assignee !== null;
  if (stays || is.team.id === was.team.id) return { file: now, happened };
  const reason = 'That place is looked after by them.';
  const moved = { from: file.team, to: is.team.id, restricted: is.team.restricted, reason };
  return {
    file: { ...now, team: is.team.id },
    happened: [...happened, happens(turn, file.id, 'routed', moved)],
  };
}
