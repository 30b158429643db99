import { sayValue } from './figure-words.ts';
import type { Measure } from './measure.ts';
import { type MeasureKey, measureOf } from './measures.ts';
import { type Figure, fewestShared } from './statistics.ts';

/** How many standard errors lie between two figures that chance alone parts one time in twenty. */
const seldom = 1.96;
/** Standard errors of a median for one of a mean, and of nine in ten for the middle, where times are spread as logarithms. */
const [medianError, ninthDecile] = [1.2533, 1.2816];

/**
 * Whether a figure is better or worse than it was before. Null where it is neither, where they read the same, and where
 * a few cases or chance alone may say so. Pure.
 */
export function moveOf(measure: MeasureKey, now: Figure, before: Figure): 'better' | 'worse' | null {
  const { kind, better } = measureOf(measure);
  if (better === 'neither' || Math.min(now.count, before.count) < fewestShared) return null;
  if (sayValue(measure, now.value) === sayValue(measure, before.value)) return null;
  if (!beyondChance(kind, now, before)) return null;
  return (now.value ?? 0) < (before.value ?? 0) === (better === 'lower') ? 'better' : 'worse';
}

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
