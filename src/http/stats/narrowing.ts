import { type Rating, ratings } from '../../core/case.ts';
import { ratingWords } from '../../core/officer-words.ts';
import { type OpenPart, openParts, type WeekHour } from '../../core/statistics.ts';
import { englishTime } from '../dates.ts';

/** What narrows a list of cases beside the filters of every page, as it stands in the address bar. */
export interface NarrowingAsked {
  /** A part of the backlog, instead of a measure and a period. */
  readonly open?: string;
  /** An hour of the week: `mon-09`. */
  readonly hour?: string;
  /** An answer to the survey, 1 to 5. */
  readonly rating?: string;
  /** Instants within the period, ISO 8601: the first that counts, and the first that does not. */
  readonly since?: string;
  readonly until?: string;
}

/** The same, understood; null where it is not asked. */
export interface Narrowing {
  readonly open: OpenPart | null;
  readonly hour: WeekHour | null;
  readonly rating: Rating | null;
  readonly since: Date | null;
  readonly until: Date | null;
  /** As it is asked, without what could not be. */
  readonly asked: Readonly<Record<string, string>>;
  /** A sentence for each that cannot be asked. */
  readonly faults: readonly string[];
}

/** A period as far as it is narrowed to instants within it. */
export function within(
  { from, to }: { readonly from: Date; readonly to: Date },
  { since, until }: Pick<Narrowing, 'since' | 'until'>,
): { readonly from: Date; readonly to: Date } {
  return {
    from: new Date(Math.max(+from, +(since ?? from))),
    to: new Date(Math.min(+to, +(until ?? to))),
  };
}

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** An hour of the week as an address has it. */
export function hourKey({ weekday, hour }: WeekHour): string {
  return `${weekdays[weekday - 1]}-${String(hour).padStart(2, '0')}`;
}

/** "Monday, 09:00 to 10:00". */
export function hourWords({ weekday, hour }: WeekHour): string {
  const [from, to] = [hour, hour + 1].map((each) => `${String(each).padStart(2, '0')}:00`);
  return `${englishTime.days[weekday % 7]}, ${from} to ${to}`;
}

/** "Answered 4: satisfied". */
export const ratingInWords = (rating: Rating): string => `Answered ${rating}: ${ratingWords[rating]}`;

/** What each part of the backlog is called. */
export function openWords(part: OpenPart): string {
  const words: Readonly<Partial<Record<OpenPart, string>>> = {
    all: 'Open cases',
    overdue: 'Overdue cases',
    'waiting-on-resident': 'Cases waiting on the resident',
    'waiting-on-partner': 'Cases waiting on a partner',
  };
  return words[part] ?? `Open cases of ${part} working days`;
}

export function narrowingIn(query: Readonly<Record<string, unknown>>): Narrowing {
  const given = (name: string) => {
    const value = query[name];
    return typeof value === 'string' ? value.trim().slice(0, 60) : '';
  };
  const [open, hour] = [openParts.find((part) => part === given('open')) ?? null, hourIn(given('hour'))];
  const rating = ratings.find((each) => String(each) === given('rating')) ?? null;
  const [since, until] = [instantIn(given('since')), instantIn(given('until'))];
  const all = { open, hour, rating, since, until };
  const rights = {
    open: `There are ${openParts.join(', ')}.`,
    hour: 'An hour of the week is written like mon-09.',
    rating: 'Answers go from 1 to 5.',
    since: 'An instant is written like 2026-11-02T14:30:00Z.',
    until: 'An instant is written like 2026-11-02T14:30:00Z.',
  };
  const names = ['open', 'hour', 'rating', 'since', 'until'] as const;
  const isSet = (name: (typeof names)[number]) => given(name) !== '';
  return {
    ...all,
    asked: Object.fromEntries(
      names.filter((name) => isSet(name) && all[name] !== null).map((name) => [name, given(name)]),
    ),
    faults: names
      .filter((name) => isSet(name) && all[name] === null)
      .map((name) => `“${given(name)}” is nothing to look at. ${rights[name]}`),
  };
}

function hourIn(text: string): WeekHour | null {
  const [, day = '', hour = ''] = /^([a-z]{3})-([01]\d|2[0-3])$/.exec(text) ?? [];
  const weekday = (weekdays as readonly string[]).indexOf(day) + 1;
  return weekday === 0 ? null : { weekday, hour: Number(hour) };
}

function instantIn(text: string): Date | null {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?Z$/.test(text)) return null;
  const at = new Date(text);
  return Number.isNaN(at.getTime()) ? null : at;
}
