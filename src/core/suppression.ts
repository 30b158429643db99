import { type MeasureKey, measureKeys, measureOf } from './measures.ts';
import { type Figure, type Figures, fewestShared, type Measured } from './statistics.ts';

/**
 * Measures that count the same cases, or all but a few of them: what one tells of how many there are, all of them do.
 * Those not named count for themselves.
 */
const countedAlike: readonly (readonly MeasureKey[])[] = [
  [
    'opened',
    'acknowledgement',
    'repeat-contact',
    'chasers',
    'avoidable-contact',
    'handed-over-right',
    're-routes',
  ],
  ['resolved', 'resolution', 'own-resolution', 'paused', 'reopened', 'first-contact'],
  ['danger-advice', 'danger-person'],
  ['surveyed', 'survey-answered'],
  ['self-served', 'falsely-self-served'],
];

/** Measures of which a part of one is what another counts: what is left out of one is left out of both. */
const toldTogether: readonly (readonly MeasureKey[])[] = [
  ['survey-answered', 'satisfied'],
  ['handed-over-right', 're-routes'],
];

const families = [
  ...countedAlike,
  ...measureKeys.filter((key) => !countedAlike.flat().includes(key)).map((key) => [key]),
];

/** Groups by measure. */
export type LeftOut = ReadonlyMap<MeasureKey, ReadonlySet<string>>;

interface OfGroup {
  readonly group: string;
  readonly figures: Figures;
}

/**
 * The groups of each measure that may not be told to anybody: what tells of fewer than five, by the whole, the part or
 * the rest; and as many other groups as it takes for sums to give nothing away. Of a measure at least two groups are
 * left out or none, and together they are five or more; and so they are where measures count the same, whatever else
 * is left out of each. `closed` are groups never told of. Pure.
 */
export function leftOutOf({ all, groups }: Measured, closed: ReadonlySet<string>): LeftOut {
  const some = groups.map(({ key, figures }) => ({ group: key ?? '', figures }));
  const hidden = new Map(
    measureKeys.map((key) => [
      key,
      new Set(
        some
          .filter(({ group, figures }) => closed.has(group) || !mayTell(key, figures[key]))
          .map(({ group }) => group),
      ),
    ]),
  );
  const of = (key: MeasureKey) => hidden.get(key) ?? new Set<string>();
  for (const family of families) hideCounts(family, of, some, closed);
  for (let before = -1, now = sizeOf(hidden); now !== before; now = sizeOf(hidden)) {
    before = now;
    for (const key of measureKeys) hideMore(key, of(key), some, all);
    for (const together of toldTogether)
      for (const key of together) for (const other of together) addAll(of(key), of(other));
  }
  for (const key of measureKeys) addAll(of(key), closed);
  return hidden;
}

/** Groups too small to be counted are left out of every measure that counts the same, with the same others. */
function hideCounts(
  family: readonly MeasureKey[],
  of: (key: MeasureKey) => Set<string>,
  groups: readonly OfGroup[],
  closed: ReadonlySet<string>,
): void {
  const counted = family.flatMap((key) => groups.map((each) => ({ key, ...each })));
  const small = new Set(
    counted
      .filter(({ key, group, figures }) => closed.has(group) || !tells(figures[key].count))
      .map(({ group }) => group),
  );
  const [first] = family;
  if (first === undefined) return;
  const rest = bySize(first, groups).filter((group) => !small.has(group));
  const enough = (key: MeasureKey) => {
    const some = groups.filter(({ group, figures }) => small.has(group) && figures[key].count > 0);
    const sum = some.reduce((all, { figures }) => all + figures[key].count, 0);
    return some.length === 0 || (some.length > 1 && tells(sum));
  };
  while (!family.every(enough)) {
    const next = rest.shift();
    if (next === undefined) break;
    small.add(next);
  }
  for (const key of family) addAll(of(key), small);
}

/** As many more groups of one measure as it takes. */
function hideMore(key: MeasureKey, hidden: Set<string>, groups: readonly OfGroup[], all: Figures): void {
  // The total is not told: then no group of it is, or the others would tell of what is small.
  if (!mayTell(key, all[key])) {
    for (const { group, figures } of groups) if (figures[key].count > 0) hidden.add(group);
    return;
  }
  const rest = bySize(key, groups).filter((group) => !hidden.has(group));
  while (!hides(key, hidden, groups)) {
    const next = rest.shift();
    if (next === undefined) break;
    hidden.add(next);
  }
}

/** Whether what can be had of the hidden by taking the told from the total gives nothing away. */
function hides(key: MeasureKey, hidden: ReadonlySet<string>, groups: readonly OfGroup[]): boolean {
  const some = groups.filter(({ group, figures }) => hidden.has(group) && figures[key].count > 0);
  if (some.length === 0) return true;
  const sum = (of: (figure: Figure) => number) =>
    some.reduce((all, { figures }) => all + of(figures[key]), 0);
  const part = measureOf(key).kind === 'time' ? null : sum((figure) => figure.part ?? 0);
  return some.length > 1 && mayTell(key, { count: sum(({ count }) => count), part });
}

/** Groups with anything in them, the smallest first. */
function bySize(key: MeasureKey, groups: readonly OfGroup[]): string[] {
  return groups
    .filter(({ figures }) => figures[key].count > 0)
    .sort((one, other) => one.figures[key].count - other.figures[key].count)
    .map(({ group }) => group);
}

/** Whether a figure tells of nobody, or of five or more, by all that is told of it. */
export function mayTell(measure: MeasureKey, { count, part }: Pick<Figure, 'count' | 'part'>): boolean {
  if (!tells(count)) return false;
  if (part === null) return true;
  return tells(part) && (measureOf(measure).kind !== 'share' || tells(count - part));
}

function tells(some: number): boolean {
  return some === 0 || some >= fewestShared;
}

function addAll<T>(to: Set<T>, from: ReadonlySet<T>): void {
  for (const each of from) to.add(each);
}

function sizeOf(hidden: LeftOut): number {
  return [...hidden.values()].reduce((sum, { size }) => sum + size, 0);
}
