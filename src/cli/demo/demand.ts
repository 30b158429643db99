import type { Council } from '../../core/catalogue.ts';
import { beginning, dayOf, eachDay, nextDay } from '../../core/days.ts';
import { type Chance, drawing } from './chance.ts';

/** Something a resident will write about. */
export interface Demand {
  readonly at: Date;
  /** A service's label. */
  readonly service: string;
  readonly danger: boolean;
}

const hourMs = 3_600_000;

/** Of the hours of a day, from midnight by the clock on the wall. People write in the evening too, and hardly at night. */
const hours = [2, 1, 1, 1, 1, 3, 12, 30, 52, 60, 58, 52, 50, 48, 44, 44, 46, 50, 52, 50, 42, 30, 16, 6];
/** Of the days of a week, from Monday. */
const weekdays = [118, 108, 104, 102, 98, 62, 48];

/** How much of a service there is, by month from January; those not named are the same all year. */
const seasons: Readonly<Record<string, readonly number[]>> = {
  gritting: [9, 7, 3, 0.2, 0, 0, 0, 0, 0, 0.2, 3, 8],
  'garden-waste': [0.2, 0.5, 2, 3, 3, 2.5, 2, 2, 1.5, 1, 0.5, 0.2],
  'overgrown-vegetation': [0.1, 0.2, 0.6, 1.2, 2.2, 2.6, 2.4, 1.8, 1, 0.5, 0.2, 0.1],
  'flooding-drainage': [2, 1.6, 1, 0.6, 0.5, 0.5, 0.8, 0.9, 0.8, 1.2, 1.6, 2],
  pothole: [1.5, 1.9, 1.8, 1.3, 1, 0.8, 0.7, 0.6, 0.7, 0.8, 1, 1.1],
  noise: [0.6, 0.6, 0.8, 1, 1.3, 1.7, 1.9, 1.7, 1.2, 0.8, 0.7, 0.8],
  'street-light': [1.6, 1.3, 1, 0.8, 0.6, 0.5, 0.5, 0.7, 1, 1.4, 1.7, 1.8],
  'council-tax': [1, 1.4, 2.6, 1.9, 1, 0.8, 0.8, 0.8, 0.8, 0.8, 0.8, 0.7],
  elections: [0.4, 0.7, 2, 4, 3, 1, 0.4, 0.4, 0.4, 0.4, 0.4, 0.3],
  'housing-repair': [1.7, 1.5, 1.2, 0.9, 0.8, 0.7, 0.7, 0.7, 0.9, 1.1, 1.4, 1.6],
};

/** How common a service is; those not named are 6. */
const common: Readonly<Record<string, number>> = {
  'missed-bin': 90,
  'fly-tipping': 60,
  pothole: 48,
  'council-tax': 46,
  'housing-repair': 44,
  'new-bin': 30,
  noise: 30,
  litter: 24,
  'street-light': 22,
  'bulky-waste': 20,
  'garden-waste': 20,
  'parking-enforcement': 20,
  benefits: 18,
  'dog-fouling': 14,
  'planning-application': 14,
  'anti-social-behaviour': 12,
  other: 22,
  'bin-day-enquiry': 2,
  safeguarding: 0,
  compliment: 4,
  'foi-request': 4,
};

const inStorms = ['flooding-drainage', 'trees', 'street-light', 'roadworks-obstruction', 'housing-repair'];
const afterHolidays = ['missed-bin', 'bin-day-enquiry', 'litter', 'fly-tipping'];

/** What a whole history of residents will write about, in order of time: so many matters from one instant to another. */
export function* demandOf(
  council: Council,
  chance: Chance,
  { from, to, cases }: { readonly from: Date; readonly to: Date; readonly cases: number },
): Generator<Demand> {
  const days = daysOf(council, from, to);
  const storms = stormsOf(chance, days);
  const weights = days.map(({ weekday, off, afterOff, slots }, i) => {
    const growth = 0.75 + (0.5 * i) / days.length;
    const storm = 1 + 1.8 * (storms.get(i) ?? 0);
    const holiday = off ? 0.45 : afterOff ? 1.35 : 1;
    return (weekdays[weekday] ?? 100) * growth * storm * holiday * chance.around(1, 0.08) * weightOf(slots);
  });
  const sum = weights.reduce((all, weight) => all + weight, 0);
  const labels = [...council.services.keys()];
  let reached = 0;
  let made = 0;
  for (const [i, { month, afterOff, slots }] of days.entries()) {
    reached += weights[i] ?? 0;
    const due = i === days.length - 1 ? cases : Math.round((cases * reached) / sum);
    const slot = drawing(slots.map(({ weight }) => weight));
    const times: Date[] = [];
    for (; made < due; made += 1) {
      const drawn = slots[slot(chance)];
      if (drawn !== undefined) times.push(new Date(drawn.from + chance.below(drawn.length)));
    }
    const service = drawing(
      labels.map((label) => {
        const storm = inStorms.includes(label) ? 1 + 9 * (storms.get(i) ?? 0) : 1;
        const holiday = afterOff && afterHolidays.includes(label) ? 1.8 : 1;
        return (common[label] ?? 6) * (seasons[label]?.[month] ?? 1) * storm * holiday;
      }),
    );
    for (const at of times.sort((one, other) => +one - +other))
      yield {
        at,
        service: labels[service(chance)] ?? 'other',
        danger: chance.happens(0.004 + 0.03 * (storms.get(i) ?? 0)),
      };
  }
}

/** An hour of a day or what is asked for of it: the first day may have begun, and the last is not over yet. */
interface Slot {
  readonly from: number;
  /** Milliseconds. */
  readonly length: number;
  readonly weight: number;
}

interface Day {
  /** 0 is a Monday. */
  readonly weekday: number;
  /** 0 is January. */
  readonly month: number;
  readonly off: boolean;
  readonly afterOff: boolean;
  readonly slots: readonly Slot[];
}

/** Each local day with the hours of it that are asked for. */
function daysOf({ facts, daysOff }: Council, from: Date, to: Date): Day[] {
  const asked = {
    first: dayOf(from, facts.timezone),
    end: nextDay(dayOf(new Date(+to - 1), facts.timezone)),
  };
  let afterOff = false;
  return eachDay(asked).map((day) => {
    const begins = +beginning(day, facts.timezone);
    const ends = +beginning(nextDay(day), facts.timezone);
    const slots = hours.flatMap((weight, hour) => {
      // The clocks go forward or back at one in the morning: before it a day is counted from its start, then from its end.
      const begun = hour < 1 ? begins : ends - (hours.length - hour) * hourMs;
      const [start, end] = [Math.max(begun, +from), Math.min(begun + hourMs, +to)];
      if (start >= end) return [];
      return [{ from: start, length: end - start, weight: (weight * (end - start)) / hourMs }];
    });
    const date = new Date(day);
    const off = daysOff.has(day);
    const told = { weekday: (date.getUTCDay() + 6) % 7, month: date.getUTCMonth(), off, afterOff, slots };
    afterOff = off;
    return told;
  });
}

function weightOf(slots: readonly Slot[]): number {
  return slots.reduce((sum, { weight }) => sum + weight, 0);
}

/** How strong a storm blows on a day, 0 to 1: some eight a year, most of them in winter, one or two days each. */
function stormsOf(chance: Chance, days: readonly Day[]): Map<number, number> {
  const storms = new Map<number, number>();
  for (const [i, { month }] of days.entries()) {
    const winter = month >= 9 || month <= 2;
    if (!chance.happens(winter ? 0.035 : 0.006)) continue;
    const strength = 0.4 + 0.6 * chance.next();
    storms.set(i, strength);
    storms.set(i + 1, strength * 0.6);
  }
  return storms;
}
