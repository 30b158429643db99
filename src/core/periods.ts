import { DateTime } from 'luxon';
import type { Step } from './statistics.ts';

export const periodNames = ['this-week', 'last-week', 'this-month', 'last-month', 'quarter', 'year'] as const;
export type PeriodName = (typeof periodNames)[number];

/** A stretch of whole local days that figures are told of. */
export interface Period {
  /** Null for days somebody chose. */
  readonly name: PeriodName | null;
  /** Its first instant, and the first after it. */
  readonly from: Date;
  readonly to: Date;
  /** Its first and its last local day, `YYYY-MM-DD`. */
  readonly firstDay: string;
  readonly lastDay: string;
  /** What it is laid beside: the period before, and of that only as much as is over of this one. */
  readonly before: { readonly from: Date; readonly to: Date };
}

/** A period by its name: weeks begin on Monday, the quarter is the calendar's, the year is the council's, from 1 April. Pure. */
export function periodNamed(name: PeriodName, now: Date, timezone: string): Period {
  const today = DateTime.fromJSDate(now, { zone: timezone }).startOf('day');
  const [start, length] = startOf(name, today);
  return made(name, start, start.plus(length), start.minus(length), now);
}

/** The week, from Monday, that an instant falls in. Pure. */
export function weekOf(at: Date, now: Date, timezone: string): Period {
  const monday = DateTime.fromJSDate(at, { zone: timezone }).startOf('week');
  return made(null, monday, monday.plus({ weeks: 1 }), monday.minus({ weeks: 1 }), now);
}

/** The period of these local days, both in it; null where one is no day or they run backwards. Pure. */
export function periodOfDays(firstDay: string, lastDay: string, now: Date, timezone: string): Period | null {
  const [first, last] = [firstDay, lastDay].map((day) => DateTime.fromISO(day, { zone: timezone }));
  if (first === undefined || last === undefined || !first.isValid || !last.isValid || last < first)
    return null;
  const [start, end] = [first.startOf('day'), last.startOf('day').plus({ days: 1 })];
  return made(null, start, end, start.minus({ days: Math.round(end.diff(start, 'days').days) }), now);
}

/** The first local days of each stretch that touches a period, so that a line over time leaves none out. Pure. */
export function stretchesOf({ from, to }: { from: Date; to: Date }, step: Step, timezone: string): string[] {
  const days: string[] = [];
  const end = DateTime.fromJSDate(to, { zone: timezone });
  let at = DateTime.fromJSDate(from, { zone: timezone }).startOf(step);
  for (; at < end; at = at.plus({ [step]: 1 })) days.push(at.toFormat('yyyy-MM-dd'));
  return days;
}

/** So many stretches, the last of them the one in which a period ends or now is. Pure. */
export function leadingUpTo(
  period: Pick<Period, 'to'>,
  step: Step,
  stretches: number,
  now: Date,
  timezone: string,
): { from: Date; to: Date } {
  const last = new Date(Math.min(period.to.getTime() - 1, now.getTime()));
  const to = DateTime.fromJSDate(last, { zone: timezone })
    .startOf(step)
    .plus({ [step]: 1 });
  return { from: to.minus({ [step]: stretches }).toJSDate(), to: to.toJSDate() };
}

/** The Mondays of the latest weeks, the one under way the last of them. Pure. */
export function mondaysUpTo(weeks: number, now: Date, timezone: string): string[] {
  const instant = { to: new Date(+now + 1) };
  return stretchesOf(leadingUpTo(instant, 'week', weeks, now, timezone), 'week', timezone);
}

function startOf(name: PeriodName, today: DateTime): [DateTime, object] {
  if (name === 'this-week') return [today.startOf('week'), { weeks: 1 }];
  if (name === 'last-week') return [today.startOf('week').minus({ weeks: 1 }), { weeks: 1 }];
  if (name === 'this-month') return [today.startOf('month'), { months: 1 }];
  if (name === 'last-month') return [today.startOf('month').minus({ months: 1 }), { months: 1 }];
  if (name === 'quarter') return [today.startOf('quarter'), { months: 3 }];
  const april = today.startOf('month').set({ month: 4 });
  return [april > today ? april.minus({ years: 1 }) : april, { years: 1 }];
}

function made(name: Period['name'], start: DateTime, end: DateTime, earlier: DateTime, now: Date): Period {
  const [from, to] = [start.toJSDate(), end.toJSDate()];
  const gone = Math.max(0, now.getTime() - from.getTime());
  const sameTime = now < to ? earlier.toMillis() + gone : start.toMillis();
  return {
    name,
    from,
    to,
    firstDay: start.toFormat('yyyy-MM-dd'),
    lastDay: end.minus({ days: 1 }).toFormat('yyyy-MM-dd'),
    before: { from: earlier.toJSDate(), to: new Date(Math.min(sameTime, start.toMillis())) },
  };
}

/** A whole local month, `YYYY-MM`. */
export interface Month {
  readonly month: string;
  readonly from: Date;
  readonly to: Date;
}

/**
 * So many months, the last of them `last` (`YYYY-MM`) or the last that is over; null where that is no month, is not over,
 * or the number is none from 1 to 120. Pure.
 */
export function monthsUpTo(last: string | null, many: number, now: Date, timezone: string): Month[] | null {
  const today = DateTime.fromJSDate(now, { zone: timezone }).startOf('month');
  const end =
    last === null ? today.minus({ months: 1 }) : DateTime.fromFormat(last, 'yyyy-MM', { zone: timezone });
  if (!end.isValid || end >= today || !Number.isInteger(many) || many < 1 || many > 120) return null;
  return Array.from({ length: many }, (_, i) => {
    const start = end.minus({ months: many - 1 - i });
    return {
      month: start.toFormat('yyyy-MM'),
      from: start.toJSDate(),
      to: start.plus({ months: 1 }).toJSDate(),
    };
  });
}
