import type { Actor, Case, CaseEventType, CaseHappenings, Happening } from '../../core/case.ts';
import type { Council } from '../../core/catalogue.ts';
import type { Conversation } from '../../core/conversation.ts';
import { type CaseHappening, type Decisions, nothing } from '../../core/decision.ts';
import type { DeskAction, Officer, Wrote } from '../../core/desk.ts';
import { Refusal } from '../../core/errors.ts';
import type { Ids } from '../../core/ids.ts';

/** One officer's act on one case, with all that deciding it may depend on. */
export interface DeskTurn {
  readonly conversation: Conversation;
  readonly file: Case;
  readonly action: DeskAction;
  readonly council: Council;
  /** What the act corrects or takes back; null where it is about no such thing, or there is none in this case. */
  readonly wrote: Wrote | null;
  /** Whether a channel can change what it has sent of a text, or into it. */
  readonly revises: (channel: string, text: string) => boolean;
  /** Whether the resident was abusive in this case. */
  readonly abused: boolean;
  /** Officers by id, for assigning. */
  readonly officers: ReadonlyMap<string, Officer>;
  /** The last thing that happened to the case: an officer's name, `resident` or `bot`, and the event's type. */
  readonly lastAct: { readonly by: string; readonly type: string; readonly at: Date } | null;
  readonly at: Date;
  readonly ids: Ids;
}

/** One thing this officer did to the case. */
export function happens<T extends CaseEventType>(
  turn: DeskTurn,
  type: T,
  data: CaseHappenings[T],
): CaseHappening {
  const { id, name } = turn.action.officer;
  const actor: Actor = { kind: 'officer', id, name };
  return { caseId: turn.file.id, happening: { type, data, actor, at: turn.at } as Happening };
}

/** Decisions in which nothing but this happened, and nothing is said. */
export function only(turn: DeskTurn, happened: CaseHappening): Decisions {
  return { ...nothing(turn.conversation.state), happened: [happened] };
}

/** The bot no longer asks the resident what an officer has decided. */
export function unasked({ conversation, file }: DeskTurn, decisions: Decisions): Decisions {
  const { asking } = conversation.state;
  const settled = asking?.about === 'service' && asking.caseId === file.id;
  return settled ? { ...decisions, state: { ...decisions.state, asking: null } } : decisions;
}

export function mustBeOpen(file: Case, act: string): void {
  if (file.status === 'resolved')
    throw new Refusal('case-closed', `Reopen it first (status in-progress), then ${act}.`);
}

export function known(what: string, names: readonly string[]): string {
  return `Use a ${what} of the council: ${names.join(', ')}.`;
}
