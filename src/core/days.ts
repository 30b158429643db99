import { DateTime } from 'luxon';

/** Local days from `first` to before `end`, `YYYY-MM-DD`. */
export interface Days {
  readonly first: string;
  readonly end: string;
}

/** The local day an instant is in. */
export function dayOf(at: Date, timezone: string): string {
  return DateTime.fromJSDate(at, { zone: timezone }).toISODate() ?? '';
}

/** The whole local days between two instants; null where there is none. */
export function wholeDays(from: Date, to: Date, timezone: string): Days | null {
  const start = DateTime.fromJSDate(from, { zone: timezone });
  const midnight = start.startOf('day');
  const first = +midnight === +start ? midnight : midnight.plus({ days: 1 });
  const end = DateTime.fromJSDate(to, { zone: timezone }).startOf('day');
  return first < end ? { first: first.toISODate() ?? '', end: end.toISODate() ?? '' } : null;
}

/** The whole months among some days; null where there is none. */
export function wholeMonths({ first, end }: Days): Days | null {
  const months = { first: first.endsWith('-01') ? first : monthAfter(first), end: `${end.slice(0, 7)}-01` };
  return months.first < months.end ? months : null;
}

/** The first day of the month a day is in. */
export function monthOf(day: string): string {
  return `${day.slice(0, 7)}-01`;
}

/** The first day of the next month. */
export function monthAfter(day: string): string {
  const [year = 0, month = 0] = day.split('-').map(Number);
  return month === 12 ? `${year + 1}-01-01` : `${year}-${String(month + 1).padStart(2, '0')}-01`;
}

/** The Monday of the week a day is in. */
export function mondayOf(day: string): string {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return daysAfter(day, -((weekday + 6) % 7));
}

export function nextDay(day: string): string {
  return daysAfter(day, 1);
}

/** The same weekday of the next week. */
export function nextWeek(day: string): string {
  return daysAfter(day, 7);
}

function daysAfter(day: string, count: number): string {
  return isoDay(Date.parse(day) + count * dayMs);
}

const dayMs = 86_400_000;

/** The day of an instant that is the midnight of a day in UTC, which knows no summer time. */
function isoDay(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

/** Each of some days. */
export function eachDay({ first, end }: Days): string[] {
  const days: string[] = [];
  const last = Date.parse(end);
  for (let at = Date.parse(first); at < last; at += dayMs) days.push(isoDay(at));
  return days;
}

/** The first day of each of some months. */
export function monthsIn({ first, end }: Days): string[] {
  const months: string[] = [];
  for (let month = first; month < end; month = monthAfter(month)) months.push(month);
  return months;
}

/** When a local day begins. */
export function beginning(day: string, timezone: string): Date {
  return DateTime.fromISO(day, { zone: timezone }).toJSDate();
}
