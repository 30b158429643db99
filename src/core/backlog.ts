import type { Calendar } from './clock.ts';
import { type Day, dayAt } from './clock-days.ts';

/** Most working days of each band of `ageBands` but the last. */
const most = [2, 5, 10, 20];

/**
 * The instants that part the bands of `ageBands`, the latest first: a case whose clock started after the first is in
 * the first band, after the second in the second, and so on. A case is as many working days old as have begun since the
 * one it came in on; what comes after hours comes in on the next. Pure, never throws.
 */
export function ageLimits(calendar: Calendar, now: Date): Date[] {
  const furthest = 10 * Math.max(...most) + 30;
  const limits: Date[] = [];
  let seen = 0;
  let day: Day = dayAt(calendar, now.getTime());
  for (let back = 0; back < furthest && limits.length < most.length; back += 1) {
    const close = day.spans.at(-1)?.to;
    if (close !== undefined && day.weekday <= 5) {
      seen += 1;
      if (most.includes(seen - 2)) limits.push(new Date(close));
    }
    day = dayAt(calendar, day.from - 1);
  }
  // A calendar that never opens: nothing grows old.
  while (limits.length < most.length) limits.push(new Date(0));
  return limits;
}
