import { DateTime } from 'luxon';
import { type Hours, type Target, weekdays } from './hours.ts';

/** When working time passes: a council's or a team's hours, less the days it is shut. */
export interface Calendar {
  /** IANA zone the hours are told in. */
  readonly timezone: string;
  readonly hours: Hours;
  /** `YYYY-MM-DD` local dates on which no working time passes. */
  readonly daysOff: ReadonlySet<string>;
}

/** Milliseconds since 1970. */
interface Span {
  readonly from: number;
  readonly to: number;
}

/** No calendar is searched further than this: a due time beyond it is none. */
const furthestDays = 20 * 366;

/** The working spans of one local day, in order, given its start. */
function spansOf(calendar: Calendar, day: DateTime): Span[] {
  if (calendar.daysOff.has(day.toISODate() ?? '')) return [];
  const weekday = weekdays[day.weekday - 1];
  return (weekday === undefined ? [] : (calendar.hours[weekday] ?? [])).map((span) => {
    const [from = '', to = ''] = span.split('-');
    return { from: at(day, from), to: at(day, to) };
  });
}

/**
 * The first instant of a day at which its clock reads this time or a later one. So a time that the clocks going
 * forward skip is the moment they do, and of two the same when they go back it is the first.
 */
function at(day: DateTime, time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  const unchanged = day.toMillis() + (hour * 60 + minute) * 60_000;
  const gained = (instant: number) => (day.zone.offset(instant) - day.offset) * 60_000;
  const jump = gained(unchanged);
  let before = unchanged - jump;
  if (jump <= 0 || gained(before) === jump) return before;
  for (let after = unchanged; after - before > 1; ) {
    const middle = Math.floor((before + after) / 2);
    if (gained(middle) === jump) after = middle;
    else before = middle;
  }
  return before + 1;
}

function startOf(calendar: Calendar, instant: Date): DateTime {
  return DateTime.fromJSDate(instant, { zone: calendar.timezone }).startOf('day');
}

function* daysFrom(calendar: Calendar, instant: Date, most: number): Generator<DateTime> {
  const start = startOf(calendar, instant);
  for (let i = 0; i < most; i += 1) yield start.plus({ days: i });
}

/** Days to search for working time: none where there never is any. */
function daysAhead(calendar: Calendar, instant: Date): Iterable<DateTime> {
  const ever = weekdays.some((day) => (calendar.hours[day] ?? []).length > 0);
  return ever ? daysFrom(calendar, instant, furthestDays) : [];
}

/** Whether working time is passing at this instant. Opening counts, closing does not. */
export function isOpen(calendar: Calendar, instant: Date): boolean {
  const now = instant.getTime();
  return spansOf(calendar, startOf(calendar, instant)).some(({ from, to }) => from <= now && now < to);
}

/** Working seconds from one instant to another, rounded down; 0 when `until` is not after `since`. */
export function workingSeconds(calendar: Calendar, since: Date, until: Date): number {
  return Math.floor(workingMilliseconds(calendar, since, until) / 1000);
}

/** Working milliseconds from one instant to another, exactly; 0 when `until` is not after `since`. */
export function workingMilliseconds(calendar: Calendar, since: Date, until: Date): number {
  let milliseconds = 0;
  if (until <= since) return 0;
  for (const day of daysFrom(calendar, since, Number.POSITIVE_INFINITY)) {
    if (day.toMillis() >= until.getTime()) break;
    for (const { from, to } of spansOf(calendar, day)) {
      const start = Math.max(from, since.getTime());
      const end = Math.min(to, until.getTime());
      if (end > start) milliseconds += end - start;
    }
  }
  return milliseconds;
}

/** The instant by which so many working seconds will have passed; null when the calendar never opens. */
export function afterWorkingSeconds(calendar: Calendar, since: Date, seconds: number): Date | null {
  let left = seconds * 1000;
  for (const day of daysAhead(calendar, since)) {
    for (const { from, to } of spansOf(calendar, day)) {
      const start = Math.max(from, since.getTime());
      const room = to - start;
      if (room <= 0) continue;
      if (left <= room) return new Date(start + left);
      left -= room;
    }
  }
  return null;
}

/** Whether a local day counts as a working day: Monday to Friday, open, not shut. A Saturday morning does not count. */
function isWorkingDay(calendar: Calendar, day: DateTime): boolean {
  return day.weekday <= 5 && spansOf(calendar, day).length > 0;
}

/**
 * The close of the Nth working day after the one a message counts as received on. A message that comes when
 * the day's last span is over, or on a day that does not count, is received on the next working day.
 */
function afterWorkingDays(calendar: Calendar, since: Date, count: number): Date | null {
  let seen = -1;
  for (const day of daysAhead(calendar, since)) {
    const close = spansOf(calendar, day).at(-1)?.to;
    if (close === undefined || !isWorkingDay(calendar, day) || close <= since.getTime()) continue;
    seen += 1;
    if (seen === count) return new Date(close);
  }
  return null;
}

/**
 * When a target falls due for something received at `since`.
 *
 * `immediate` is due at once; `none` never (null). `h` counts every hour of the day, `wh` working time only,
 * `wd` the close of the Nth working day after receipt, `d` the same local time so many days on.
 */
export function dueBy(calendar: Calendar, since: Date, target: Target): Date | null {
  if (target === 'immediate') return since;
  const [, count, unit] = /^(\d+)(h|wh|wd|d)$/.exec(target) ?? [];
  if (count === undefined) return null;
  const n = Number(count);
  switch (unit) {
    case 'h':
      return new Date(since.getTime() + n * 3_600_000);
    case 'wh':
      return afterWorkingSeconds(calendar, since, n * 3600);
    case 'wd':
      return afterWorkingDays(calendar, since, n);
    default:
      return DateTime.fromJSDate(since, { zone: calendar.timezone }).plus({ days: n }).toJSDate();
  }
}

/**
 * "5pm on Tuesday 24 November", as GOV.UK writes a time and a date. Midnight is told as the end of the day before:
 * it is by when, and a reader takes "midnight on Tuesday" for the end of Tuesday.
 */
export function inWords(instant: Date, timezone: string, language: 'en' | 'cy'): string {
  const local = DateTime.fromJSDate(instant, { zone: timezone }).setLocale(
    language === 'cy' ? 'cy' : 'en-GB',
  );
  const midnight = local.hour === 0 && local.minute === 0;
  const date = (midnight ? local.minus({ minutes: 1 }) : local).toFormat('cccc d LLLL');
  const time = timeInWords(local, language);
  return language === 'cy' ? `${time} ddydd ${date.replace(/^[Dd]ydd /, '')}` : `${time} on ${date}`;
}

const roundHours = {
  en: { 0: 'midnight', 12: 'midday' },
  cy: { 0: 'hanner nos', 12: '12 canol dydd' },
} as const;

function timeInWords(local: DateTime, language: 'en' | 'cy'): string {
  const { hour, minute } = local;
  if (minute === 0 && (hour === 0 || hour === 12)) return roundHours[language][hour];
  const minutes = minute === 0 ? '' : `:${local.toFormat('mm')}`;
  return `${local.toFormat('h')}${minutes}${hour < 12 ? 'am' : 'pm'}`;
}
