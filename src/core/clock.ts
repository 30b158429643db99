import { DateTime } from 'luxon';
import { type Hours, type Target, weekdays } from './catalogue.ts';

/** When working time passes: a council's or a team's hours, less the days it is shut. */
export interface Calendar {
  /** IANA zone the hours are told in. */
  readonly timezone: string;
  readonly hours: Hours;
  /** `YYYY-MM-DD` local dates on which no working time passes. */
  readonly daysOff: ReadonlySet<string>;
}

interface Span {
  readonly from: DateTime;
  readonly to: DateTime;
}

/** No calendar is searched further than this; one with no hours at all has no due times. */
const furthestDays = 3 * 366;

/** The working spans of one local day, in order. Times that a clock change skips move forward with the clock. */
function spansOf(calendar: Calendar, day: DateTime): Span[] {
  if (calendar.daysOff.has(day.toISODate() ?? '')) return [];
  const weekday = weekdays[day.weekday - 1];
  return (weekday === undefined ? [] : (calendar.hours[weekday] ?? [])).map((span) => {
    const [from = '', to = ''] = span.split('-');
    return { from: at(day, from), to: at(day, to) };
  });
}

function at(day: DateTime, time: string): DateTime {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return day.set({ hour, minute, second: 0, millisecond: 0 });
}

function* daysFrom(calendar: Calendar, instant: Date): Generator<DateTime> {
  const start = DateTime.fromJSDate(instant, { zone: calendar.timezone }).startOf('day');
  for (let i = 0; i < furthestDays; i += 1) yield start.plus({ days: i });
}

/** Whether working time is passing at this instant. Opening counts, closing does not. */
export function isOpen(calendar: Calendar, instant: Date): boolean {
  const day = DateTime.fromJSDate(instant, { zone: calendar.timezone });
  return spansOf(calendar, day).some(
    ({ from, to }) => from.toMillis() <= instant.getTime() && instant.getTime() < to.toMillis(),
  );
}

/** Working seconds from one instant to another; 0 when `until` is not after `since`. */
export function workingSeconds(calendar: Calendar, since: Date, until: Date): number {
  let milliseconds = 0;
  if (until <= since) return 0;
  for (const day of daysFrom(calendar, since)) {
    if (day.toMillis() >= until.getTime()) break;
    for (const { from, to } of spansOf(calendar, day)) {
      const start = Math.max(from.toMillis(), since.getTime());
      const end = Math.min(to.toMillis(), until.getTime());
      if (end > start) milliseconds += end - start;
    }
  }
  return Math.floor(milliseconds / 1000);
}

/** The instant by which so many working seconds will have passed; null when the calendar never opens. */
export function afterWorkingSeconds(calendar: Calendar, since: Date, seconds: number): Date | null {
  let left = seconds * 1000;
  for (const day of daysFrom(calendar, since)) {
    for (const { from, to } of spansOf(calendar, day)) {
      const start = Math.max(from.toMillis(), since.getTime());
      const room = to.toMillis() - start;
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
  for (const day of daysFrom(calendar, since)) {
    const close = spansOf(calendar, day).at(-1)?.to;
    if (close === undefined || !isWorkingDay(calendar, day) || close.toMillis() <= since.getTime()) continue;
    seen += 1;
    if (seen === count) return close.toJSDate();
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

/** "5pm on Tuesday 24 November", as GOV.UK writes a time and a date. */
export function inWords(instant: Date, timezone: string, language: 'en' | 'cy'): string {
  const local = DateTime.fromJSDate(instant, { zone: timezone }).setLocale(
    language === 'cy' ? 'cy' : 'en-GB',
  );
  const minutes = local.minute === 0 ? '' : `:${local.toFormat('mm')}`;
  const time =
    local.hour === 12 && local.minute === 0
      ? language === 'cy'
        ? '12 canol dydd'
        : 'midday'
      : `${local.toFormat('h')}${minutes}${local.hour < 12 ? 'am' : 'pm'}`;
  const date = local.toFormat('cccc d LLLL');
  return language === 'cy' ? `${time} ddydd ${date.replace(/^[Dd]ydd /, '')}` : `${time} on ${date}`;
}
