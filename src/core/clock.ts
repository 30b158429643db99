import { DateTime } from 'luxon';
import { type Calendar, type Day, dayAt, daysFrom, lastNotAfter, type Year, yearAt } from './clock-days.ts';
import { type Hours, type Target, weekdays } from './hours.ts';

export type { Calendar } from './clock-days.ts';

/** No calendar is searched further than this: a due time beyond it is none. */
const furthest = 20 * 366 * 86_400_000;

/** A calendar on which time never stops: of danger, and of hazards under Awaab's Law. */
export function everyHour(timezone: string): Calendar {
  return { timezone, hours: allHours, daysOff: noDaysOff };
}

const allHours: Hours = Object.fromEntries(weekdays.map((day) => [day, ['00:00-24:00']]));
const noDaysOff: ReadonlySet<string> = new Set();

/** Whether working time is passing at this instant. Opening counts, closing does not. */
export function isOpen(calendar: Calendar, instant: Date): boolean {
  const now = instant.getTime();
  return dayAt(calendar, now).spans.some(({ from, to }) => from <= now && now < to);
}

/** Working seconds from one instant to another, rounded down; 0 when `until` is not after `since`. */
export function workingSeconds(calendar: Calendar, since: Date, until: Date): number {
  return Math.floor(workingMilliseconds(calendar, since, until) / 1000);
}

/**
 * Working milliseconds from one instant to another, exactly; 0 when `until` is not after `since`. Two searches of
 * a sorted list, and a step for each year between: a microsecond, once the years have been counted.
 */
export function workingMilliseconds(calendar: Calendar, since: Date, until: Date): number {
  const from = since.getTime();
  const to = until.getTime();
  if (!(to > from)) return 0;
  let year = yearAt(calendar, from);
  let worked = -workedBefore(year, from);
  while (to >= year.to) {
    worked += year.worked;
    year = yearAt(calendar, year.to);
  }
  return worked + workedBefore(year, to);
}

/** What is worked of a year before an instant of it. */
function workedBefore({ opens, closes, before }: Year, instant: number): number {
  const span = lastNotAfter(opens.length, (i) => opens[i] ?? 0, instant);
  if (span === -1) return 0;
  return (before[span] ?? 0) + Math.min(instant, closes[span] ?? 0) - (opens[span] ?? 0);
}

/** Days to search for working time: none where there never is any. */
function* daysAhead(calendar: Calendar, since: Date): Generator<Day> {
  if (!weekdays.some((day) => (calendar.hours[day] ?? []).length > 0)) return;
  for (const day of daysFrom(calendar, since.getTime())) {
    if (day.from - since.getTime() > furthest) return;
    yield day;
  }
}

/** The instant by which so many working seconds will have passed; null when the calendar never opens. */
export function afterWorkingSeconds(calendar: Calendar, since: Date, seconds: number): Date | null {
  let left = seconds * 1000;
  for (const { spans } of daysAhead(calendar, since)) {
    for (const { from, to } of spans) {
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
function isWorkingDay({ weekday, spans }: Day): boolean {
  return weekday <= 5 && spans.length > 0;
}

/**
 * The close of the Nth working day after the one a message counts as received on. A message that comes when
 * the day's last span is over, or on a day that does not count, is received on the next working day.
 */
function afterWorkingDays(calendar: Calendar, since: Date, count: number): Date | null {
  let seen = -1;
  for (const day of daysAhead(calendar, since)) {
    const close = day.spans.at(-1)?.to;
    if (close === undefined || !isWorkingDay(day) || close <= since.getTime()) continue;
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
