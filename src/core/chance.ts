import type { Measure } from './measure.ts';
import type { Figure } from './statistics.ts';

/** How many standard errors lie between two figures that chance alone parts one time in twenty. */
const seldom = 1.96;
/** Standard errors of a median for one of a mean, and of nine in ten for the middle, where times are spread as logarithms. */
const [medianError, ninthDecile] = [1.2533, 1.2816];

/**
 * Whether two figures differ by more than chance alone brings one time in twenty: of shares by their counts, of times by
 * their medians and how widely they are spread. False of counts and rates, and where there is nothing to go by. Pure.
 */
export function beyondChance(kind: Measure['kind'], one: Figure, other: Figure): boolean {
  if (one.value === null || other.value === null || one.value === other.value) return false;
  if (kind === 'share') {
    const all = (one.value * one.count + other.value * other.count) / (one.count + other.count);
    const error = Math.sqrt(all * (1 - all) * (1 / one.count + 1 / other.count));
    return Math.abs(one.value - other.value) >= seldom * error;
  }
  if (kind !== 'time') return false;
  const apart = Math.abs(Math.log(Math.max(1, one.value)) - Math.log(Math.max(1, other.value)));
  return apart > 0 && apart >= seldom * Math.hypot(errorOf(one), errorOf(other));
}

function errorOf({ count, value, p90 }: Figure): number {
  const [middle, most] = [Math.max(1, value ?? 1), Math.max(1, p90 ?? 1)];
  return (medianError * Math.log(Math.max(middle, most) / middle)) / ninthDecile / Math.sqrt(count);
}
