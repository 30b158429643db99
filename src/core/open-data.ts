import { type MeasureKey, measureKeys, measureOf } from './measures.ts';
import { type Figure, fewestShared, type Grouping, type Measured } from './statistics.ts';
import { leftOutOf, mayTell } from './suppression.ts';

/** A figure of a month as it may be told to anybody: no text, no person, nobody to be made out by taking sums apart. */
export interface OpenRow {
  /** `YYYY-MM`, local time. */
  readonly month: string;
  readonly groupBy: 'all' | Grouping;
  /** `all`; a team, service, channel, ward or language; empty where a case has none. */
  readonly group: string;
  readonly measure: MeasureKey;
  readonly unit: string;
  /** How many are behind it. Null, as all that follows, where it is left out. */
  readonly count: number | null;
  /** Of a share, how many make the part; of a rate, how many there are in all. */
  readonly part: number | null;
  /** The count, the median, the share or the rate. */
  readonly value: number | null;
  /** Of times only. */
  readonly p90: number | null;
  readonly leftOut: boolean;
}

/** One question: the figures of a month, by one grouping. */
export interface MonthMeasured {
  readonly month: string;
  readonly measured: Measured;
}

/** Every column of the file, in its order, with what it says. */
export const openColumns: readonly { readonly name: string; readonly says: string }[] = [
  { name: 'council', says: 'Short name of the council, the same in all of its files.' },
  { name: 'month', says: 'The month, YYYY-MM, by the council’s local time.' },
  { name: 'group_by', says: 'What the row is grouped by: all, team, service, channel, ward or language.' },
  {
    name: 'group',
    says: 'The group: “all”; a team’s or a service’s short name; a channel; a ward’s GSS code; a language, BCP 47. Empty where cases have none.',
  },
  { name: 'group_name', says: 'The group as people read it.' },
  { name: 'measure', says: 'Short name of the measure. The measures are defined below.' },
  {
    name: 'unit',
    says: 'What the value is in: cases, answers, seconds, minutes, working minutes, share, per case.',
  },
  { name: 'count', says: 'How many cases, waits or answers are behind the figure.' },
  { name: 'part', says: 'Of a share, how many of them make the part; of a rate, how many there are in all.' },
  {
    name: 'value',
    says: 'Of a count, the count; of a time, the median; of a share, 0 to 1; of a rate, how many to each case.',
  },
  { name: 'p90', says: 'Of a time, what nine in ten took no longer than. Empty for other measures.' },
  {
    name: 'left_out',
    says: `“yes” where the figure is not told, because fewer than ${fewestShared} are behind it or behind a part of it, or because it would let such a figure be worked out. The numbers are empty then.`,
  },
];

/** The rows of one question, without what may not be told: see `suppression.ts`. Pure. */
export function openRows(
  { month, measured }: MonthMeasured,
  closed: ReadonlySet<string> = new Set(),
): OpenRow[] {
  const { by, all, groups } = measured;
  const row = (
    measure: MeasureKey,
    groupBy: OpenRow['groupBy'],
    group: string,
    figure: Figure,
    leftOut: boolean,
  ): OpenRow => {
    const { count, part, value, p90 } = leftOut
      ? { count: null, part: null, value: null, p90: null }
      : figure;
    return {
      month,
      groupBy,
      group,
      measure,
      unit: measureOf(measure).unit,
      count,
      part,
      value,
      p90,
      leftOut,
    };
  };
  if (by === null) return measureKeys.map((key) => row(key, 'all', 'all', all[key], !mayTell(key, all[key])));
  const leftOut = leftOutOf(measured, closed);
  return measureKeys.flatMap((key) =>
    groups.map(({ key: group, figures }) =>
      row(key, by, group ?? '', figures[key], leftOut.get(key)?.has(group ?? '') === true),
    ),
  );
}

/** A figure of all cases of a council in a month, as it was shared. */
export interface SharedFigure
  extends Pick<OpenRow, 'month' | 'measure' | 'count' | 'value' | 'p90' | 'leftOut'> {
  readonly council: string;
}

/** What other councils shared, and what in their files could not be read, a line each. */
export interface Shared {
  readonly rows: readonly SharedFigure[];
  readonly faults: readonly string[];
}
