import { type Calendar, daysFrom, type Span } from './clock-days.ts';
import { courseOf, endOf, lastOf, type TimelineEvent } from './timeline.ts';

/** Why a stretch of time counts or does not. */
export type Why =
  | 'working'
  /** We were open, and waited on the resident. */
  | 'paused'
  /** Out of hours. */
  | 'closed'
  /** A bank holiday or a closure, on which we would have been open. */
  | 'day-off'
  /** Between a close and the reopening that started a new clock, or since the close that stands. */
  | 'after-close'
  /** Of a clock that a later reopening made a thing of the past. */
  | 'earlier-clock';

/** Time of one kind. */
export interface Stretch {
  readonly from: Date;
  readonly to: Date;
  /** Only working time does. */
  readonly counts: boolean;
  readonly why: Why;
}

/**
 * The clock of a case step by step, from its first message without a gap to `until`, or to the last event when that
 * is left out. Neighbours differ in why. Those that count add up to `resolutionMinutes` of `figuresOf` once the case
 * is resolved, and those paused to its `pausedMinutes`, to the millisecond. Pure, never throws; empty when no
 * resident has written.
 */
export function stretchesOf(calendar: Calendar, events: readonly TimelineEvent[], until?: Date): Stretch[] {
  const course = courseOf(calendar, events);
  if (course === null) return [];
  const last = until ?? lastOf(events);
  const end = endOf(course, last).getTime();
  const stretches: Stretch[] = [];
  const add = (from: number, to: number, why: Why) => {
    if (to <= from) return;
    const before = stretches.at(-1);
    const since = before?.why === why ? stretches.pop()?.from : undefined;
    stretches.push({ from: since ?? new Date(from), to: new Date(to), counts: why === 'working', why });
  };

  const startedAt = course.startedAt.getTime();
  course.earlier.forEach(({ from, to }, i) => {
    add(from.getTime(), to.getTime(), 'earlier-clock');
    add(to.getTime(), course.earlier[i + 1]?.from.getTime() ?? startedAt, 'after-close');
  });
  const pauses = course.pauses.map(({ from, to }) => ({
    from: from.getTime(),
    to: to?.getTime() ?? Number.POSITIVE_INFINITY,
  }));
  for (const day of daysFrom(calendar, startedAt)) {
    if (day.from >= end) break;
    const shut: Why = day.off ? 'day-off' : 'closed';
    let at = day.from;
    const upTo = (to: number, why: Why) => {
      add(Math.max(at, startedAt), Math.min(to, end), why);
      at = to;
    };
    for (const span of day.spans) {
      upTo(span.from, shut);
      for (const pause of within(span, pauses)) {
        upTo(pause.from, 'working');
        upTo(pause.to, 'paused');
      }
      upTo(span.to, 'working');
    }
    upTo(day.to, shut);
  }
  if (course.resolvedAt !== null) add(end, last.getTime(), 'after-close');
  return stretches;
}

/** What of some pauses lies in a span. */
function within(span: Span, pauses: readonly Span[]): Span[] {
  return pauses
    .map(({ from, to }) => ({ from: Math.max(from, span.from), to: Math.min(to, span.to) }))
    .filter(({ from, to }) => from < to);
}
