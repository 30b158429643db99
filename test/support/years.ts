import type { Calendar } from '../../src/core/clock.ts';

const minuteMs = 60_000;
const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/**
 * Years of a zone, a cell for each minute, each as a clock on the wall there reads it. Asks the platform once an hour
 * what the clock says, so it is for zones that change theirs on the hour. Knows nothing of how `core/clock` works.
 */
export class Years {
  readonly from: number;
  readonly count: number;
  /** For each minute, which of `dates` it is of, and the most its clock has read that day, in minutes since midnight. */
  readonly date: Uint16Array;
  readonly come: Uint16Array;
  readonly dates: readonly string[];

  constructor(from: string, to: string, timezone: string) {
    this.from = Date.parse(from);
    this.count = (Date.parse(to) - this.from) / minuteMs;
    this.date = new Uint16Array(this.count);
    this.come = new Uint16Array(this.count);
    const dates: string[] = [];
    const tell = new Intl.DateTimeFormat('en-CA', {
      timeZone: timezone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      hourCycle: 'h23',
    });
    let most = 0;
    for (let minute = 0; minute < this.count; minute += 60) {
      const [date = '', hour = ''] = tell.format(this.from + minute * minuteMs).split(', ');
      if (dates.at(-1) !== date) {
        dates.push(date);
        most = 0;
      }
      for (let past = 0; past < 60; past += 1) {
        most = Math.max(most, Number(hour) * 60 + past);
        this.date[minute + past] = dates.length - 1;
        this.come[minute + past] = most;
      }
    }
    this.dates = dates;
  }

  /** A calendar watched over all these years. */
  watch(calendar: Calendar): Watched {
    return new Watched(this, calendar);
  }
}

/** Every minute of a calendar, open or not. */
export class Watched {
  readonly #years: Years;
  readonly #open: Uint8Array;
  /** Open minutes before each minute. */
  readonly #before: Uint32Array;
  /** For each date, the minute of the day its last span ends; 0 when it is shut. */
  readonly #closes: number[];

  constructor(years: Years, calendar: Calendar) {
    this.#years = years;
    const hours = new Map(Object.entries(calendar.hours));
    const spansOf = (date: string) => {
      const weekday = weekdays[new Date(`${date}T12:00:00Z`).getUTCDay()] ?? '';
      return calendar.daysOff.has(date) ? [] : (hours.get(weekday.toLowerCase()) ?? []);
    };
    const shut = new Uint8Array(1440);
    const known = new Map<string, Uint8Array>();
    const open = years.dates.map((date) => {
      const spans = spansOf(date);
      if (spans.length === 0) return shut;
      const minutes = known.get(spans.join()) ?? openMinutes(spans);
      known.set(spans.join(), minutes);
      return minutes;
    });
    this.#closes = years.dates.map((date) => minuteOf(spansOf(date).at(-1)?.split('-')[1] ?? '00:00'));
    this.#open = new Uint8Array(years.count);
    this.#before = new Uint32Array(years.count + 1);
    for (let i = 0; i < years.count; i += 1) {
      this.#open[i] = open[years.date[i] ?? 0]?.[years.come[i] ?? 0] ?? 0;
      this.#before[i + 1] = (this.#before[i] ?? 0) + (this.#open[i] ?? 0);
    }
  }

  isOpen(instant: number): boolean {
    return this.#open[this.#minute(instant)] === 1;
  }

  workingMilliseconds(since: number, until: number): number {
    return until <= since ? 0 : this.#worked(until) - this.#worked(since);
  }

  /** The first minute after the close of the tenth working day following the one `since` counts as received on; null when that is not in these years. */
  afterTenWorkingDays(since: number): number | null {
    const { dates, date, come, from } = this.#years;
    let minute = this.#minute(since);
    let left = 11;
    for (let day = date[minute] ?? 0; day < dates.length; day += 1) {
      const close = this.#closes[day] ?? 0;
      const weekday = new Date(`${dates[day]}T12:00:00Z`).getUTCDay();
      if (close === 0 || weekday === 0 || weekday === 6) continue;
      while (
        minute < date.length &&
        (date[minute] ?? 0) <= day &&
        (date[minute] !== day || (come[minute] ?? 0) < close)
      )
        minute += 1;
      const closed = from + minute * minuteMs;
      if (closed > since) left -= 1;
      if (left === 0) return minute < date.length ? closed : null;
    }
    return null;
  }

  #minute(instant: number): number {
    return Math.floor((instant - this.#years.from) / minuteMs);
  }

  #worked(instant: number): number {
    const minute = this.#minute(instant);
    const into = instant - this.#years.from - minute * minuteMs;
    return (this.#before[minute] ?? 0) * minuteMs + (this.#open[minute] === 1 ? into : 0);
  }
}

function openMinutes(spans: readonly string[]): Uint8Array {
  const minutes = new Uint8Array(1440);
  for (const span of spans) {
    const [from = 0, to = 0] = span.split('-').map(minuteOf);
    minutes.fill(1, from, to);
  }
  return minutes;
}

function minuteOf(time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return hour * 60 + minute;
}
