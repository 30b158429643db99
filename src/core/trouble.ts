import { DateTime } from 'luxon';

/** A stretch of time: `from` counts, `to` does not. */
export interface Stretch {
  readonly from: Date;
  readonly to: Date;
}

/** What was counted of one thing now, and in the same hours of the weeks before, the latest first. */
export interface Demand {
  /** A service's label, a ward's GSS code, a channel's name. */
  readonly key: string;
  readonly now: number;
  readonly before: readonly number[];
}

/** Cases of a team whose next answer or close falls due in the next two hours, the soonest first. */
export interface DueSoon {
  readonly team: string;
  readonly cases: readonly { readonly reference: string; readonly due: Date }[];
}

/** More of one thing than the same hours of other weeks explain. */
export interface Unusual extends Demand {
  /** The mean of the weeks before. */
  readonly usual: number;
  /** How likely so many or more were, were this an ordinary week. */
  readonly chance: number;
  /** Some of the cases, the latest first. */
  readonly references: readonly string[];
}

/** A channel on which nobody wrote, in hours in which somebody always does. */
export interface Silent extends Demand {
  readonly usual: number;
  /** How likely that nobody wrote is, were this an ordinary week. */
  readonly chance: number;
}

/** What a manager should look at now, with the figures that say so. */
export interface Trouble {
  readonly at: Date;
  /** The hours looked at. */
  readonly hours: Stretch;
  /** How many of the weeks before the ledger reaches back to; nothing is called unusual where they are fewer than four. */
  readonly weeks: number;
  readonly dueSoon: readonly DueSoon[];
  readonly services: readonly Unusual[];
  readonly wards: readonly Unusual[];
  readonly silent: readonly Silent[];
}

export const hoursLookedAt = 3;
export const weeksBefore = 8;
export const hoursAhead = 2;

/** Fewer weeks than these say nothing of what is usual. */
const fewestWeeks = 4;
/** Fewer than these are no wave, however rare: three neighbours telling of one lamp. */
const fewestCases = 5;
const rare = 0.001;

/** The last hours up to `now`, and the same local hours of each week before, the latest first. */
export function sameHours(
  now: Date,
  timezone: string,
): { readonly now: Stretch; readonly before: Stretch[] } {
  const end = DateTime.fromJSDate(now, { zone: timezone });
  const stretch = (to: DateTime): Stretch => ({
    from: to.minus({ hours: hoursLookedAt }).toJSDate(),
    to: to.toJSDate(),
  });
  const weeks = Array.from({ length: weeksBefore }, (_, i) => stretch(end.minus({ weeks: i + 1 })));
  return { now: stretch(end), before: weeks };
}

/**
 * Those of which there is more now than an ordinary week explains: at least five, at least twice the mean, more than
 * in any week before, and less than one chance in a thousand by Poisson's law. The rarest first. None where fewer than
 * four weeks are known.
 */
export function unusualOf(demands: readonly Demand[]): Omit<Unusual, 'references'>[] {
  return demands
    .filter(({ before }) => before.length >= fewestWeeks)
    .map((demand) => {
      const usual = mean(demand.before);
      return { ...demand, usual, chance: atLeast(demand.now, usual) };
    })
    .filter(
      ({ now, before, usual, chance }) =>
        now >= fewestCases && now >= 2 * usual && now > Math.max(...before) && chance < rare,
    )
    .sort((one, other) => one.chance - other.chance || one.key.localeCompare(other.key));
}

/**
 * Channels on which nobody wrote now though somebody did in each week before, and so many that none has less than one
 * chance in a thousand. None where fewer than four weeks are known.
 */
export function silentOf(demands: readonly Demand[]): Silent[] {
  return demands
    .filter(
      ({ now, before }) => now === 0 && before.length >= fewestWeeks && before.every((count) => count > 0),
    )
    .map((demand) => {
      const usual = mean(demand.before);
      return { ...demand, usual, chance: Math.exp(-usual) };
    })
    .filter(({ chance }) => chance < rare);
}

const mean = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0) / counts.length;

/**
 * How likely `count` or more are where `usual` come on average (Poisson). An average of none is taken for half a case
 * in all the weeks: what never happened before can still happen.
 */
export function atLeast(count: number, usual: number): number {
  const rate = Math.max(usual, 0.5 / weeksBefore);
  if (count <= rate) return 1 - below(count, rate);
  // From the far side: 1 minus almost 1 would be noise.
  let term = Math.exp(-rate + count * Math.log(rate) - logFactorial(count));
  let sum = 0;
  for (let k = count; term > sum * 1e-16; k += 1) {
    sum += term;
    term *= rate / (k + 1);
  }
  return Math.min(1, sum);
}

function below(count: number, rate: number): number {
  let sum = 0;
  for (let k = 0; k < count; k += 1) sum += Math.exp(-rate + k * Math.log(rate) - logFactorial(k));
  return sum;
}

function logFactorial(n: number): number {
  let sum = 0;
  for (let k = 2; k <= n; k += 1) sum += Math.log(k);
  return sum;
}
