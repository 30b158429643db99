import { dayOf, eachDay, nextDay } from '../../core/days.ts';
import type { Hours } from '../../core/hours.ts';
import type { Period } from '../../core/periods.ts';
import type { Step } from '../../core/statistics.ts';

const long = { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' } as const;
const dayFormat = new Intl.DateTimeFormat('en-GB', long);
const shortFormat = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });
const monthFormat = new Intl.DateTimeFormat('en-GB', { month: 'short', year: 'numeric', timeZone: 'UTC' });

const dateOf = (day: string) => new Date(`${day}T00:00:00Z`);

/** The local days a stretch of time lies in, as an address has them, and its own first and last instant. */
export function asAddress(
  { from, to }: { readonly from: Date; readonly to: Date },
  timezone: string,
): {
  readonly days: { readonly period: ''; readonly from: string; readonly to: string };
  readonly since: string;
  readonly until: string;
} {
  const days = {
    period: '',
    from: dayOf(from, timezone),
    to: dayOf(new Date(Math.max(+from, +to - 1)), timezone),
  } as const;
  return { days, since: from.toISOString(), until: to.toISOString() };
}

/** "2 November 2026 to 8 November 2026", or the one day. */
export function daysInWords({ firstDay, lastDay }: Pick<Period, 'firstDay' | 'lastDay'>): string {
  const [first, last] = [firstDay, lastDay].map((day) => dayFormat.format(dateOf(day)));
  return first === last ? `${first}` : `${first} to ${last}`;
}

/** Days in few words: "12 to 14 Nov", "30 Nov to 2 Dec", "12 Nov"; with the year where `withYear`. */
export function shortDays(firstDay: string, lastDay: string, { withYear = false } = {}): string {
  const year = withYear ? ` ${lastDay.slice(0, 4)}` : '';
  const [first, last] = [firstDay, lastDay].map((day) => shortFormat.format(dateOf(day)));
  if (first === last && firstDay === lastDay) return `${first}${year}`;
  if (firstDay.slice(0, 7) === lastDay.slice(0, 7)) return `${Number(firstDay.slice(8))} to ${last}${year}`;
  const firstYear =
    withYear && firstDay.slice(0, 4) !== lastDay.slice(0, 4) ? ` ${firstDay.slice(0, 4)}` : '';
  return `${first}${firstYear} to ${last}${year}`;
}

/** What a period is laid beside, in words. */
export function sinceWords({ name, to }: Period, now: Date): string {
  const before =
    name === null
      ? 'as many days just before'
      : name === 'year'
        ? 'the year before'
        : name === 'quarter'
          ? 'the quarter before'
          : name.endsWith('week')
            ? 'the week before'
            : 'the month before';
  return now < to ? `${before}, up to the same time` : before;
}

/** A stretch of a line over time, as it stands under the chart: "2 Nov", "Nov 2026". */
export function stretchWords(day: string, step: Step): string {
  return step === 'month' ? monthFormat.format(dateOf(day)) : shortFormat.format(dateOf(day));
}

const dayOfWeek = new Intl.DateTimeFormat('en-GB', { weekday: 'short', timeZone: 'UTC' });

/** A day with its name: "Thu 1 Oct". */
export const dayWords = (day: string): string =>
  `${dayOfWeek.format(dateOf(day))} ${stretchWords(day, 'day')}`;

/** How long a working day is, Monday to Friday on the whole: "about 7 hours". */
export function workingDayWords(hours: Hours): string {
  const days = (['mon', 'tue', 'wed', 'thu', 'fri'] as const).map((day) => minutesOf(hours[day] ?? []));
  const mean =
    days.reduce((sum, minutes) => sum + minutes, 0) /
    Math.max(1, days.filter((minutes) => minutes > 0).length);
  const halves = Math.round(mean / 30);
  return `about ${halves / 2} ${halves === 2 ? 'hour' : 'hours'}`;
}

function minutesOf(spans: readonly string[]): number {
  const at = (time = '') => 60 * Number(time.slice(0, 2)) + Number(time.slice(3));
  return spans.reduce((sum, span) => sum + at(span.split('-')[1]) - at(span.split('-')[0]), 0);
}

const weekdayFormat = new Intl.DateTimeFormat('en-GB', { weekday: 'long', timeZone: 'UTC' });
const listOf = new Intl.ListFormat('en-GB', { type: 'conjunction' });

/**
 * Which days of the week these days have more often than others, that nobody takes it for demand: "Thursday and Friday
 * fall 5 times in these days, the others 4 times."; null where all fall alike.
 */
export function unevenDays(firstDay: string, lastDay: string): string | null {
  const days = eachDay({ first: firstDay, end: nextDay(lastDay) }).map((day) =>
    weekdayFormat.format(dateOf(day)),
  );
  const [fewest, over] = [Math.floor(days.length / 7), days.length % 7];
  if (over === 0 || fewest === 0) return null;
  const more = days.slice(0, over);
  const times = (count: number) => (count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`);
  return `${listOf.format(more)} ${over === 1 ? 'falls' : 'fall'} ${times(fewest + 1)} in these days, the others ${times(fewest)}.`;
}
