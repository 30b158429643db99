import { reopenDays } from './case.ts';
import { afterWorkingSeconds, type Calendar, dueBy, workingMilliseconds } from './clock.ts';
import type { TimelineEvent } from './timeline-record.ts';

export { type Happened, type TimelineEvent, timelineOf, timelineTypes } from './timeline-record.ts';

/** Time in which the case waits on the resident. */
export interface Pause {
  readonly from: Date;
  /** Null while nothing is known that ends it. */
  readonly to: Date | null;
}

/** How a clock ran: from when, with what pauses, until when. */
export interface Course {
  readonly startedAt: Date;
  readonly acknowledgedAt: Date | null;
  readonly firstResponseAt: Date | null;
  /** When the close was that still stands. */
  readonly resolvedAt: Date | null;
  /** In order, not overlapping, and not cut where the case was resolved. */
  readonly pauses: readonly Pause[];
  /** Closes of this clock that a reopening made void. */
  readonly voidedCloses: readonly Date[];
  /** From start to close, of the clocks before this one. */
  readonly earlier: readonly { readonly from: Date; readonly to: Date }[];
}

/** What is said of how long a case took. Null where it has not happened. */
export interface Figures {
  readonly startedAt: Date | null;
  readonly acknowledgedAt: Date | null;
  /** Whole seconds by the clock on the wall, at every hour, to the bot's first reply. */
  readonly acknowledgementSeconds: number | null;
  readonly firstResponseAt: Date | null;
  /** Whole working minutes to the first reply or question of an officer. Never paused. */
  readonly firstResponseMinutes: number | null;
  readonly resolvedAt: Date | null;
  /** Whole working minutes to the close that stands, less the paused ones. */
  readonly resolutionMinutes: number | null;
  /** Whole working minutes paused, up to the close that stands or else so far. 0 without a pause, null without a clock. */
  readonly pausedMinutes: number | null;
  /** Reopenings within 14 days of a close, in this clock. */
  readonly voidedCloses: number;
  /** 1 for the first clock; one more for each reopening later than that. */
  readonly clock: number;
}

/** How long a question pauses the clock when the resident does not answer. */
const longestPause = '10wd';

const reopenMilliseconds = reopenDays * 86_400_000;

/** Events by their instants; those of one instant stay as they were given. */
export function inOrder(events: readonly TimelineEvent[]): TimelineEvent[] {
  return [...events].sort((one, other) => one.at.getTime() - other.at.getTime());
}

/**
 * How the clock of a case ran; null when no resident has written. Events may come in any order. Pure, never throws.
 *
 * - The clock starts at the first resident message. What is dated before that counts for nothing.
 * - The bot's first reply acknowledges; the first reply or question of an officer is the first response, even when it
 *   comes after the close.
 * - A question pauses until the next resident message or the close of the tenth working day after it (`10wd`),
 *   whichever is first. An officer's reply in between ends no pause: we still wait. A second question in a pause makes
 *   it last until ten working days after that one; after a pause has run out it begins another.
 * - Resolved when already resolved changes nothing: the first close stands. Nor does a resident message after the
 *   close: only a reopening takes it back.
 * - A reopening at most 14 times 24 hours after the close voids it: the time since the close counts as well, and a
 *   pause that was running when the case was resolved runs on as if it had not been.
 * - A later reopening starts a new clock at its own instant, with nothing acknowledged, answered or paused.
 * - Reopened when not resolved changes nothing.
 */
export function courseOf(calendar: Calendar, events: readonly TimelineEvent[]): Course | null {
  const told = inOrder(events);
  const first = told.find(({ type }) => type === 'resident-message');
  if (first === undefined) return null;
  let now = begun(first.at, []);
  for (const { at, type } of told) {
    if (at < first.at) continue;
    switch (type) {
      case 'bot-reply':
        now.acknowledgedAt ??= at;
        break;
      case 'officer-question':
        now.firstResponseAt ??= at;
        pause(now.pauses, at, dueBy(calendar, at, longestPause));
        break;
      case 'officer-reply':
        now.firstResponseAt ??= at;
        break;
      case 'waiting':
        pause(now.pauses, at, dueBy(calendar, at, longestPause));
        break;
      case 'resident-message':
      case 'resumed':
        resume(now.pauses, at);
        break;
      case 'resolved':
        now.resolvedAt ??= at;
        break;
      case 'reopened':
        if (now.resolvedAt === null) break;
        if (at.getTime() - now.resolvedAt.getTime() > reopenMilliseconds) {
          now = begun(at, [...now.earlier, { from: now.startedAt, to: now.resolvedAt }]);
          break;
        }
        now.voidedCloses.push(now.resolvedAt);
        now.resolvedAt = null;
        break;
    }
  }
  return now;
}

interface Running extends Course {
  acknowledgedAt: Date | null;
  firstResponseAt: Date | null;
  resolvedAt: Date | null;
  readonly pauses: Pause[];
  readonly voidedCloses: Date[];
}

function begun(startedAt: Date, earlier: Course['earlier']): Running {
  return {
    startedAt,
    acknowledgedAt: null,
    firstResponseAt: null,
    resolvedAt: null,
    pauses: [],
    voidedCloses: [],
    earlier,
  };
}

function pause(pauses: Pause[], at: Date, until: Date | null): void {
  const last = pauses.at(-1);
  if (last === undefined || (last.to !== null && last.to < at)) pauses.push({ from: at, to: until });
  else pauses.splice(-1, 1, { from: last.from, to: until });
}

function resume(pauses: Pause[], at: Date): void {
  const last = pauses.at(-1);
  if (last !== undefined && (last.to === null || last.to > at))
    pauses.splice(-1, 1, { from: last.from, to: at });
}

/** The same of a case whose clock nothing pauses: a question is a reply, and waiting on the resident is not told. */
export function withoutPauses(events: readonly TimelineEvent[]): TimelineEvent[] {
  return events.flatMap((event) => {
    if (event.type === 'waiting' || event.type === 'resumed') return [];
    return [event.type === 'officer-question' ? { ...event, type: 'officer-reply' as const } : event];
  });
}

/** When a course ends: at the close that stands, or as late as is known. */
export function endOf({ startedAt, resolvedAt }: Course, until: Date): Date {
  return resolvedAt ?? (until < startedAt ? startedAt : until);
}

/**
 * The figures of a case by its calendar, as the docstring of `courseOf` says. `until` is how late paused time of an
 * open case is counted; left out, it is the last event. Pure, never throws; microseconds a case once a calendar's
 * years have been counted.
 */
export function figuresOf(calendar: Calendar, events: readonly TimelineEvent[], until?: Date): Figures {
  const course = courseOf(calendar, events);
  if (course === null) return nothingYet;
  const { startedAt, acknowledgedAt, firstResponseAt, resolvedAt, pauses } = course;
  const end = endOf(course, until ?? lastOf(events));
  const worked = (from: Date, to: Date) => workingMilliseconds(calendar, from, to);
  const paused = pauses
    .map(({ from, to }) => worked(from, to === null || to > end ? end : to))
    .reduce((sum, each) => sum + each, 0);
  return {
    startedAt,
    acknowledgedAt,
    acknowledgementSeconds:
      acknowledgedAt && Math.floor((acknowledgedAt.getTime() - startedAt.getTime()) / 1000),
    firstResponseAt,
    firstResponseMinutes: firstResponseAt && inMinutes(worked(startedAt, firstResponseAt)),
    resolvedAt,
    resolutionMinutes: resolvedAt && inMinutes(worked(startedAt, resolvedAt) - paused),
    pausedMinutes: inMinutes(paused),
    voidedCloses: course.voidedCloses.length,
    clock: course.earlier.length + 1,
  };
}

/**
 * When a target for resolution falls due, for what would be due at `due` had nothing been paused: later by the working
 * time paused so far, as of `until`. A pause that begins when it was due already gains nothing. Late by this is
 * late by `resolutionMinutes`. Pure, never throws.
 */
export function dueAfterPauses(calendar: Calendar, due: Date, pauses: readonly Pause[], until: Date): Date {
  return pauses.reduce((now, { from, to }) => {
    if (from >= now || from >= until) return now;
    const paused = workingMilliseconds(calendar, from, to === null || to > until ? until : to);
    return paused === 0 ? now : (afterWorkingSeconds(calendar, now, paused / 1000) ?? now);
  }, due);
}

/** When the last of some events was. */
export function lastOf(events: readonly TimelineEvent[]): Date {
  return new Date(events.reduce((last, { at }) => Math.max(last, +at), 0));
}

function inMinutes(milliseconds: number): number {
  return Math.floor(milliseconds / 60_000);
}

const nothingYet: Figures = {
  startedAt: null,
  acknowledgedAt: null,
  acknowledgementSeconds: null,
  firstResponseAt: null,
  firstResponseMinutes: null,
  resolvedAt: null,
  resolutionMinutes: null,
  pausedMinutes: null,
  voidedCloses: 0,
  clock: 1,
};
