import { type Grouping, groupings } from '../../core/statistics.ts';

/** What a rollup is broken down by: nothing, one grouping or two, in the order of `groupings`. */
export type Dimensions = readonly Grouping[];

/** Every breakdown that is kept: the figures of one group by another are read from those of both. */
export const kinds: readonly Dimensions[] = [
  [],
  ...groupings.map((one) => [one]),
  ...groupings.flatMap((one, i) => groupings.slice(i + 1).map((other) => [one, other])),
];

export function kindName(dimensions: Dimensions): string {
  return dimensions.join('+');
}

/** The breakdown that answers for these groupings; null where they are too many. */
export function kindFor(asked: ReadonlySet<Grouping>): Dimensions | null {
  const dimensions = groupings.filter((each) => asked.has(each));
  return dimensions.length <= 2 ? dimensions : null;
}

/** The key of a group in a breakdown. A ward that is not known is an empty one: no other group has none. */
export function keyOf(
  dimensions: Dimensions,
  group: Readonly<Partial<Record<Grouping, string | null>>>,
): string {
  return dimensions.map((each) => group[each] ?? '').join('\t');
}

/** The group a key is of, by grouping. */
export function groupOf(dimensions: Dimensions, key: string): Partial<Record<Grouping, string | null>> {
  const parts = key.split('\t');
  return Object.fromEntries(
    dimensions.map((each, i) => {
      const part = parts[i] ?? '';
      return [each, each === 'ward' && part === '' ? null : part];
    }),
  );
}
