import type { Case } from '../../core/case.ts';
import type { Council } from '../../core/catalogue.ts';
import {
  afterWorkingSeconds,
  type Calendar,
  everyHour,
  isOpen,
  workingMilliseconds,
  workingSeconds,
} from '../../core/clock.ts';
import { caseClock, serviceOf } from '../../core/council.ts';
import type { Target } from '../../core/hours.ts';
import {
  type Course,
  courseOf,
  dueAfterPauses,
  type Happened,
  type Pause,
  timelineOf,
  withoutPauses,
} from '../../core/timeline.ts';

/** What the clocks of an open case are read from. */
export type Clocked = Pick<
  Case,
  | 'id'
  | 'reference'
  | 'service'
  | 'team'
  | 'openedAt'
  | 'danger'
  | 'firstResponseDue'
  | 'resolutionDue'
  | 'firstRespondedAt'
  | 'version'
> & {
  /** 1 for the clock the case was opened with; one more for each reopening too late for it. */
  readonly clock: number;
};

/** A target of which three quarters are gone, or all of it. */
export interface Reached {
  readonly target: 'first-response' | 'resolution';
  /** The promise itself, which a pause does not move: one for each time it was made. */
  readonly due: Date;
  readonly state: 'soon' | 'overdue';
  /** Working milliseconds since it was missed; 0 while it is not. */
  readonly late: number;
}

/** A clock that runs: what it counts, from when, and what was promised. */
interface Running {
  readonly target: Reached['target'];
  readonly calendar: Calendar;
  readonly since: Date;
  readonly due: Date;
  readonly pauses: readonly Pause[];
}

/** Whether a look at the events is worth it: what `reached` gives is never more than this, a pause only puts off. */
export function mayBeReached(council: Council, file: Clocked, now: Date): boolean {
  return file.clock > 1 || running(council, file, null).some((clock) => stateOf(clock, now) !== null);
}

/**
 * The targets of an open case that want telling of now. A target speaks only while its clock runs: in the hours of the
 * team that has the case, or at every hour where it counts every hour. A danger's first answer is no matter of
 * reminders: somebody is paged until a person has it in hand. Pure.
 */
export function reached(council: Council, file: Clocked, events: readonly Happened[], now: Date): Reached[] {
  return running(council, file, events).flatMap((clock) => stateOf(clock, now) ?? []);
}

function running(council: Council, file: Clocked, events: readonly Happened[] | null): Running[] {
  const { calendar, pauses } = caseClock(council, file.team, file.service);
  const service = serviceOf(council, file.service);
  const timeline = events === null ? [] : timelineOf(events);
  const course = courseOf(calendar, pauses ? timeline : withoutPauses(timeline));
  const clockOf = (target: Reached['target'], told: Target, promised: Date | null): Running[] => {
    const counted = /^\d+h$/.test(told) ? everyHour(calendar.timezone) : calendar;
    const since = course?.startedAt ?? file.openedAt;
    const due =
      promised && (isAnew(course) ? promisedAnew(counted, file.openedAt, promised, since) : promised);
    const paused = target === 'resolution' ? (course?.pauses ?? []) : [];
    return due === null ? [] : [{ target, calendar: counted, since, due, pauses: paused }];
  };
  const answered = isAnew(course) ? course.firstResponseAt !== null : file.firstRespondedAt !== null;
  const answers = !answered && file.danger.length === 0;
  return [
    ...(answers ? clockOf('first-response', service.firstResponse, file.firstResponseDue) : []),
    ...clockOf('resolution', service.resolution, file.resolutionDue),
  ];
}

/** Reopened so late that another clock runs. */
function isAnew(course: Course | null): course is Course {
  return course !== null && course.earlier.length > 0;
}

/** What was promised of the first clock, of another: as much working time. */
function promisedAnew(calendar: Calendar, openedAt: Date, due: Date, since: Date): Date | null {
  return afterWorkingSeconds(calendar, since, workingSeconds(calendar, openedAt, due));
}

function stateOf({ target, calendar, since, due, pauses }: Running, now: Date): Reached | null {
  const waits = pauses.some(({ from, to }) => from <= now && (to === null || to > now));
  if (waits || !isOpen(calendar, now)) return null;
  const worked = (from: Date, to: Date) => workingMilliseconds(calendar, from, to);
  const late = worked(dueAfterPauses(calendar, due, pauses, now), now);
  if (late > 0) return { target, due, state: 'overdue', late };
  const paused = pauses.reduce(
    (sum, { from, to }) => sum + worked(from, to === null || to > now ? now : to),
    0,
  );
  const whole = worked(since, due);
  const gone = worked(since, now) - paused;
  return whole > 0 && gone * 4 >= whole * 3 ? { target, due, state: 'soon', late } : null;
}
