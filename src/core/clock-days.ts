import { DateTime } from 'luxon';
import { type Hours, weekdays } from './hours.ts';

/**
 * When working time passes: a council's or a team's hours, less the days it is shut. Neither the hours nor the days
 * off may be altered once they are counted with: what they come to is kept for as long as they are.
 */
export interface Calendar {
  /** IANA zone the hours are told in. */
  readonly timezone: string;
  readonly hours: Hours;
  /** `YYYY-MM-DD` local dates on which no working time passes. */
  readonly daysOff: ReadonlySet<string>;
}

/** Milliseconds since 1970. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** A local day of a calendar, from its midnight to the next. */
export interface Day extends Span {
  /** 1 for Monday, 7 for Sunday. */
  readonly weekday: number;
  /** Shut, though its hours would have it open. */
  readonly off: boolean;
  /** When it is open, in order. */
  readonly spans: readonly Span[];
}

/** The days of a local year, and its open spans one after the other with what was worked before each. */
export interface Year extends Span {
  readonly days: readonly Day[];
  readonly opens: Float64Array;
  readonly closes: Float64Array;
  readonly before: Float64Array;
  readonly worked: number;
}

interface LocalDay extends Span {
  readonly date: string;
  readonly weekday: number;
  readonly local: DateTime;
  /** As long as most: nobody changes their clocks. */
  readonly plain: boolean;
}

const localYears = new Map<string, LocalDay[]>();
const years = new WeakMap<Hours, WeakMap<ReadonlySet<string>, Map<string, Year[]>>>();

/** The local year an instant falls in. Counted once for the same hours, days off and zone. */
export function yearAt(calendar: Calendar, instant: number): Year {
  const number = new Date(instant).getUTCFullYear();
  const year = yearOf(calendar, number);
  if (instant < year.from) return yearOf(calendar, number - 1);
  return instant < year.to ? year : yearOf(calendar, number + 1);
}

/** The local day an instant falls in. */
export function dayAt(calendar: Calendar, instant: number): Day {
  const year = yearAt(calendar, instant);
  const day = year.days[placeOf(year, instant)];
  if (day === undefined) throw new Error('A year has no such day.');
  return day;
}

/** The local day an instant falls in and those after it, without end. */
export function* daysFrom(calendar: Calendar, instant: number): Generator<Day> {
  let year = yearAt(calendar, instant);
  for (let place = placeOf(year, instant); ; place += 1) {
    const day = year.days[place];
    if (day !== undefined) yield day;
    else {
      year = yearAt(calendar, year.to);
      place = -1;
    }
  }
}

function placeOf({ days }: Year, instant: number): number {
  return lastNotAfter(days.length, (i) => days[i]?.from ?? 0, instant);
}

/** The highest of `count` places whose number, which grows with them, is not after `target`; -1 when all are. */
export function lastNotAfter(count: number, at: (place: number) => number, target: number): number {
  let low = 0;
  for (let high = count; low < high; ) {
    const middle = (low + high) >>> 1;
    if (at(middle) <= target) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function yearOf(calendar: Calendar, number: number): Year {
  const { hours, daysOff, timezone } = calendar;
  const ofHours = kept(years, hours, () => new WeakMap<ReadonlySet<string>, Map<string, Year[]>>());
  const ofDays = kept(ofHours, daysOff, () => new Map<string, Year[]>());
  const ofZone = kept(ofDays, timezone, () => []);
  const known = ofZone[number];
  if (known !== undefined) return known;
  const counted = countYear(
    calendar,
    kept(localYears, `${timezone} ${number}`, () => localYear(timezone, number)),
  );
  ofZone[number] = counted;
  return counted;
}

function kept<Key, Value>(
  where: { get(key: Key): Value | undefined; set(key: Key, value: Value): unknown },
  key: Key,
  make: () => Value,
): Value {
  const known = where.get(key);
  if (known !== undefined) return known;
  const made = make();
  where.set(key, made);
  return made;
}

function localYear(timezone: string, year: number): LocalDay[] {
  const first = DateTime.fromObject({ year, month: 1, day: 1 }, { zone: timezone });
  return Array.from({ length: first.daysInYear }, (_, i) => {
    const local = first.plus({ days: i });
    const from = local.toMillis();
    const to = first.plus({ days: i + 1 }).toMillis();
    return {
      from,
      to,
      local,
      date: local.toISODate() ?? '',
      weekday: local.weekday,
      plain: to - from === 86_400_000,
    };
  });
}

function countYear({ hours, daysOff }: Calendar, locals: readonly LocalDay[]): Year {
  const minutes = weekdays.map((weekday) =>
    (hours[weekday] ?? []).map((span) => span.split('-').map(minuteOf)),
  );
  const days = locals.map((local): Day => {
    const { from, to, weekday } = local;
    const told = minutes[weekday - 1] ?? [];
    const off = told.length > 0 && daysOff.has(local.date);
    const spans = off
      ? []
      : told.map(([opens = 0, closes = 0]) => ({
          from: Math.min(reads(local, opens), to),
          to: closes === dayMinutes ? to : Math.min(reads(local, closes), to),
        }));
    return { from, to, weekday, off, spans };
  });
  const spans = days.flatMap((day) => day.spans);
  const before = new Float64Array(spans.length);
  let worked = 0;
  spans.forEach(({ from, to }, i) => {
    before[i] = worked;
    worked += to - from;
  });
  return {
    from: days[0]?.from ?? 0,
    to: days.at(-1)?.to ?? 0,
    days,
    opens: Float64Array.from(spans, ({ from }) => from),
    closes: Float64Array.from(spans, ({ to }) => to),
    before,
    worked,
  };
}

/** The minutes of a day as a clock tells them, however long it is. */
const dayMinutes = 24 * 60;

function minuteOf(time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return hour * 60 + minute;
}

/**
 * The first instant of a day at which its clock reads this time or a later one. So a time that the clocks going
 * forward skip is the moment they do, and of two the same when they go back it is the first.
 */
function reads({ from, local, plain }: LocalDay, minute: number): number {
  const unchanged = from + minute * 60_000;
  if (plain) return unchanged;
  const gained = (instant: number) => (local.zone.offset(instant) - local.offset) * 60_000;
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
