import type { Case, CaseHappenings } from '../core/case.ts';
import type { Council, Team } from '../core/catalogue.ts';
import type { Conversation } from '../core/conversation.ts';
import { teamOf } from '../core/council.ts';
import { type Decisions, nothing } from '../core/decision.ts';
import type { Happened } from '../core/timeline-record.ts';
import type { DangerSign } from '../core/understanding.ts';

/*
 * The life of a danger, as its case's events tell it:
 *   1. It is raised. The desks are told at once, and the first on-call is called: turn 1.
 *   2. Nobody says within some minutes that they have it: the next on-call is paged, and after the last the first again.
 *   3. After so many pages they come once an hour. Nobody is paged no more.
 *   4. It is in hand: an officer confirmed it, answered the resident or resolved the case. Then it is silent.
 *   5. Told again, of another kind or some time after, it is raised anew.
 */

const mostInARow = 12;
const betweenLaterPagesMs = 3_600_000;
/** Whoever has a danger in hand reads what follows in its case: for so long it calls nobody anew. */
const inHandMs = 3_600_000;

/** A danger that nobody has in hand. */
interface Raised {
  /** How often somebody was called. */
  readonly turn: number;
  readonly calledAt: Date;
}

/** A danger of an open case, with what became of it. */
export interface Watched {
  readonly conversationId: string;
  readonly caseId: string;
  /** In the order of their numbers. */
  readonly events: readonly Happened[];
}

/** What paging needs of the rooms around it. */
export interface PageNeeds {
  /** Open cases whose danger nobody has in hand, where somebody was called at `calledBefore` or earlier, or not yet. */
  dangers(calledBefore: Date): Promise<readonly Watched[]>;
  /** Change a case by what `step` decides from how it stands now; null changes nothing. Gives the deliveries made. */
  page(
    watched: Watched,
    step: (conversation: Conversation, file: Case, events: readonly Happened[]) => Decisions | null,
    now: Date,
  ): Promise<readonly string[]>;
  /** Send dangers and pages, and nothing else. */
  deliverNow(): Promise<void>;
  readonly council: Council;
}

/**
 * Page the next on-call of each danger that nobody has in hand, and send what presses: a page waits for no ring and
 * behind nothing. Any number of processes may do this at once: each turn is taken once. After an outage one page is
 * sent, whatever was missed.
 */
export function pageNext(needs: PageNeeds): (now: Date) => Promise<void> {
  const withinMs = needs.council.facts.confirmDangerWithin * 60_000;
  return async (now) => {
    await needs.deliverNow();
    let paged = 0;
    for (const watched of await needs.dangers(new Date(now.getTime() - withinMs))) {
      if (turnDue(watched.events, now, withinMs) === null) continue;
      const decide = (conversation: Conversation, file: Case, events: readonly Happened[]) => {
        const turn = turnDue(events, now, withinMs);
        return turn === null ? null : paging(needs.council, conversation, file, turn, now);
      };
      paged += (await needs.page(watched, decide, now)).length;
    }
    if (paged > 0) await needs.deliverNow();
  };
}

/** The turn of whoever is to be called now; null when nobody is. Pure. */
export function turnDue(events: readonly Happened[], now: Date, withinMs: number): number | null {
  const raised = raisedIn(events);
  if (raised === null) return null;
  const { turn, calledAt } = raised;
  const waits = turn < mostInARow ? withinMs : Math.max(withinMs, betweenLaterPagesMs);
  return turn === 0 || now.getTime() - calledAt.getTime() >= waits ? turn + 1 : null;
}

function paging(council: Council, conversation: Conversation, file: Case, turn: number, at: Date): Decisions {
  const data = calling(council, file, turn);
  return {
    ...nothing(conversation.state),
    happened: [{ caseId: file.id, happening: { type: 'paged', data, actor: { kind: 'bot' }, at } }],
    alerts: [{ caseId: file.id, alert: turn === 1 ? 'danger' : 'page', calls: data.calls }],
  };
}

/** Who is called to the danger of a case at a turn: for the record, and for the alert. Pure. */
export function calling(
  council: Council,
  file: Pick<Case, 'team' | 'restricted'>,
  turn: number,
): CaseHappenings['paged'] {
  const own = teamOf(council, file.team);
  const duty = teamOf(council, council.facts.dutyTeam);
  // Who may not see a case is no help to it, unless there is nobody else.
  const team = file.restricted && onCallAt(own, 1).length > 0 ? own : duty;
  return { team: team.id, calls: [...onCallAt(team, turn)], turn };
}

/** Whom a team's list of on-calls names at a turn, going round at its end; nobody when it names none. */
export function onCallAt({ onCall = [] }: Pick<Team, 'onCall'>, turn: number): readonly string[] {
  const called = onCall[(turn - 1) % Math.max(1, onCall.length)];
  return called === undefined ? [] : [called];
}

/** Whether signs tell of a danger that the case does not yet know of. */
export function isNews(known: readonly DangerSign[], signs: readonly DangerSign[]): boolean {
  return signs.some(({ family }) => !known.some((sign) => sign.family === family));
}

/** The danger that nobody has in hand, from the events of its case in their order; null when there is none. */
function raisedIn(events: readonly Happened[]): Raised | null {
  let raised: Raised | null = null;
  let inHandSince: Date | null = null;
  let known: readonly DangerSign[] = [];
  for (const { type, at, actor, data } of events) {
    const facts = (data ?? {}) as { signs?: DangerSign[]; turn?: number; to?: string };
    if (type === 'danger-raised') {
      const signs = facts.signs ?? [];
      const again = inHandSince === null || at.getTime() - inHandSince.getTime() >= inHandMs;
      if (raised === null && (again || isNews(known, signs))) raised = { turn: 0, calledAt: at };
      known = [...known, ...signs];
    } else if (type === 'paged' && raised !== null) {
      raised = { turn: facts.turn ?? raised.turn + 1, calledAt: at };
    } else if (isInHand(type, actor.kind, facts.to)) {
      raised = null;
      inHandSince = at;
    }
  }
  return raised;
}

function isInHand(type: Happened['type'], actor: string, to: string | undefined): boolean {
  return (
    type === 'confirmed' ||
    (type === 'reply-sent' && actor === 'officer') ||
    (type === 'status-changed' && to === 'resolved')
  );
}
