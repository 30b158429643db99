import type { Figure, StatsFilters } from '../core/statistics.ts';

/** The period of the same length just before, of the same cases otherwise. Pure. */
export function before(filters: StatsFilters): StatsFilters {
  const length = filters.to.getTime() - filters.from.getTime();
  return { ...filters, from: new Date(filters.from.getTime() - length), to: filters.from };
}

/** How a figure has moved: the difference, and as a part of what it was; null where either is not known. Pure. */
export function moved(
  now: Figure,
  then: Figure,
): { readonly by: number | null; readonly share: number | null } {
  if (now.value === null || then.value === null) return { by: null, share: null };
  const by = now.value - then.value;
  return { by, share: then.value === 0 ? null : by / then.value };
}
