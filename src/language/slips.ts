import distances from 'natural/lib/natural/distance/levenshtein_distance.js';

/** How many letters must be added, dropped, changed or swapped with their neighbour to make one word the other. */
export const slipsBetween = (one: string, other: string): number =>
  distances.DamerauLevenshteinDistance(one, other, { restricted: true });
