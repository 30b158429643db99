import type { Case } from '../../core/case.ts';
import type { Council } from '../../core/catalogue.ts';
import { teamOf } from '../../core/council.ts';
import type { Log } from '../../core/log.ts';
import type { Happened } from '../../core/timeline.ts';
import { onCallAt } from '../page.ts';
import { firstMorning, type Morning, mornings } from './morning.ts';
import { type Clocked, mayBeReached, type Reached, reached } from './targets.ts';

/** What is to be told of the clocks of one case. */
export interface Reminder {
  readonly file: Pick<Case, 'id' | 'reference' | 'version'>;
  /** Everything that its targets have come to, told before or not. */
  readonly reached: readonly Pick<Reached, 'target' | 'due' | 'state'>[];
  /** Whom a target missed calls; null when nobody is told of it any more. */
  readonly calls: readonly string[] | null;
}

/** What reminding needs of the rooms around it. */
export interface RemindNeeds {
  /** Open cases with a target that was not yet told to be missed. */
  clocked(): Promise<readonly Clocked[]>;
  events(caseId: string): Promise<readonly Happened[]>;
  /**
   * Tell the desks what was not yet told, once whoever else does so too: a target missed, or else a target that soon
   * will be. Nothing when the case is not as it was read. Gives the deliveries made.
   */
  remind(reminder: Reminder, now: Date): Promise<readonly string[]>;
  /** Tell the desks of each team's morning, once, where it has open cases. Gives the deliveries made. */
  greet(mornings: readonly Morning[], now: Date): Promise<readonly string[]>;
  /** Tell the desks of the week in brief, once. Gives the deliveries made. */
  brief(morning: Omit<Morning, 'team'>, now: Date): Promise<readonly string[]>;
  ring(deliveryId: string): Promise<unknown>;
  readonly council: Council;
  readonly log: Log;
}

/** Working time after which nobody is called to a target missed: the team has long seen it. */
const callsForMs = 8 * 3_600_000;
/** Working time after which a target missed is left to the morning's summary. */
const tellsForMs = 40 * 3_600_000;

/**
 * Tell what the clocks of open cases have come to, of each team's morning, and of the week in brief. Any number of processes may do this at
 * once: each thing is told once. After an outage each case is told of once, as it stands.
 */
export function remind(needs: RemindNeeds): (now: Date) => Promise<void> {
  return async (now) => {
    const opening = mornings(needs.council, now);
    if (opening.length > 0) ringFor(needs, await needs.greet(opening, now));
    const first = needs.council.facts.digestChannel === undefined ? null : firstMorning(needs.council, now);
    if (first !== null) ringFor(needs, await needs.brief(first, now));
    for (const file of await needs.clocked()) {
      if (!mayBeReached(needs.council, file, now)) continue;
      await remindOf(needs, file, now).catch((error: unknown) => {
        needs.log.error({ error, caseId: file.id }, 'a clock could not be told of; it is tried again');
      });
    }
  };
}

async function remindOf(needs: RemindNeeds, file: Clocked, now: Date): Promise<void> {
  const { council } = needs;
  const come = reached(council, file, await needs.events(file.id), now);
  if (come.length === 0) return;
  ringFor(needs, await needs.remind({ file, reached: come, calls: callsOf(council, file, come) }, now));
}

/** By what was missed last: whoever was called to one target and is not heard of is not called to another at once. */
function callsOf(council: Council, file: Clocked, come: readonly Reached[]): readonly string[] | null {
  const late = Math.min(...come.filter(({ state }) => state === 'overdue').map((each) => each.late));
  if (late > tellsForMs && late !== Number.POSITIVE_INFINITY) return null;
  return late <= callsForMs ? onCallAt(teamOf(council, file.team), 1) : [];
}

function ringFor(needs: RemindNeeds, deliveries: readonly string[]): void {
  const [first] = deliveries;
  if (first !== undefined) void needs.ring(first);
}
