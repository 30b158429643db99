import type { Calendar } from '../../src/core/clock.ts';

const minuteMs = 60_000;

interface Minute {
  readonly date: string;
  readonly weekday: string;
  /** Minutes since midnight, as a clock on the wall says it: the most it has said today, which putting it back does not undo. */
  readonly come: number;
}

/**
 * A stretch of days told minute by minute, each as a clock on the wall there reads it: slow, and too simple to be
 * wrong. Knows nothing of how `core/clock` works.
 */
export class Wall {
  readonly from: number;
  readonly minutes: readonly Minute[];

  constructor(from: Date, days: number, timezone: string) {
    this.from = from.getTime();
    const tell = new Intl.DateTimeFormat('en-GB', {
      timeZone: timezone,
      weekday: 'short',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
    const told = new Map<string, number>();
    this.minutes = Array.from({ length: days * 1440 }, (_, i) => {
      const parts = new Map(
        tell.formatToParts(this.from + i * minuteMs).map(({ type, value }) => [type, value]),
      );
      const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? '';
      const date = `${part('year')}-${part('month')}-${part('day')}`;
      const come = Math.max(told.get(date) ?? 0, Number(part('hour')) * 60 + Number(part('minute')));
      told.set(date, come);
      return { date, weekday: part('weekday').toLowerCase(), come };
    });
  }

  /** Whether working time passes in each minute: from when the clock first reads a span's start until it first reads its end. */
  open(calendar: Calendar): boolean[] {
    const hours = new Map(
      Object.entries(calendar.hours).map(([day, spans]) => [
        day,
        spans.map((span) => span.split('-').map(minuteOf)),
      ]),
    );
    return this.minutes.map(({ date, weekday, come }) => {
      const spans = calendar.daysOff.has(date) ? [] : (hours.get(weekday) ?? []);
      return spans.some(([from = 0, to = 0]) => from <= come && come < to);
    });
  }

  workingSeconds(calendar: Calendar, since: Date, until: Date): number {
    const worked = this.open(calendar).reduce((sum, open, i) => {
      const begins = this.from + i * minuteMs;
      const from = Math.max(begins, since.getTime());
      const to = Math.min(begins + minuteMs, until.getTime());
      return open && to > from ? sum + (to - from) : sum;
    }, 0);
    return Math.floor(worked / 1000);
  }
}

function minuteOf(time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return hour * 60 + minute;
}
