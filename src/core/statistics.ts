import type { Rating } from './case.ts';
import type { MeasureKey } from './measures.ts';

/** Which cases are looked at. What is left out is not asked for. */
export interface StatsFilters {
  /** The period: `from` belongs to it, `to` does not. */
  readonly from: Date;
  readonly to: Date;
  readonly team?: string;
  readonly service?: string;
  readonly channel?: string;
  /** GSS code, or `noWard`. */
  readonly ward?: string;
  readonly language?: string;
}

/** The filter for cases whose ward is not known. */
export const noWard = 'none';

export const groupings = ['team', 'service', 'channel', 'ward', 'language'] as const;
export type Grouping = (typeof groupings)[number];

export const steps = ['day', 'week', 'month'] as const;
export type Step = (typeof steps)[number];

/** A measure of some cases. The percentiles are those of a case there is: half of all, or nine in ten, took no longer. */
export interface Figure {
  /** How many cases, waits or answers are behind it. */
  readonly count: number;
  /** The count; the median; the share, 0 to 1; how many to each. Null where nothing is behind it. */
  readonly value: number | null;
  /** Of times only, as is the mean. */
  readonly p90: number | null;
  readonly mean: number | null;
  /** Of shares, how many make the part; of rates, how many there are in all. */
  readonly part: number | null;
}

export type Figures = Readonly<Record<MeasureKey, Figure>>;

/** The figures of cases that have something in common. `key` is null where they have none of it: no ward is known. */
export interface FiguresOfGroup {
  readonly key: string | null;
  readonly figures: Figures;
}

/** The answer to most questions: all that fit, and by group the largest first. */
export interface Measured {
  readonly filters: StatsFilters;
  readonly by: Grouping | null;
  readonly all: Figures;
  readonly groups: readonly FiguresOfGroup[];
}

/** One stretch of a line over time, by its first local day, `YYYY-MM-DD`. */
export interface Point {
  readonly day: string;
  readonly figure: Figure;
}

export const ageBands = ['0-2', '3-5', '6-10', '11-20', 'over 20'] as const;

/** Which of the cases open now: all of them, those late or waiting, or those of an age. */
export const openParts = [
  'all',
  'overdue',
  'waiting-on-resident',
  'waiting-on-partner',
  ...ageBands,
] as const;
export type OpenPart = (typeof openParts)[number];

/** Cases open now, by working days since their clock started. The period of the filters does not apply. */
export interface Backlog {
  readonly key: string | null;
  readonly open: number;
  readonly overdue: number;
  readonly waitingOnResident: number;
  readonly waitingOnPartner: number;
  /** In the order of `ageBands`. */
  readonly ages: readonly number[];
  readonly oldest: { readonly reference: string; readonly startedAt: Date } | null;
}

/** A case behind a figure. */
export interface CaseBehind {
  readonly reference: string;
  readonly service: string;
  readonly team: string;
  readonly status: string;
  readonly openedAt: Date;
  /** When the clock that now counts started: when it was opened, unless it was opened again long after. */
  readonly startedAt: Date;
  /** What it adds to the figure: its time, 1 or 0 for part of a share or not, its count. Null of a case only counted. */
  readonly value: number | null;
}

/** Which of the cases behind a share: the part, the rest, or all. */
export type Part = 'all' | 'part' | 'rest';

/** Which cases are to be listed: those behind a figure, of one hour of the week or one answer when asked; or those open now. */
export type ListAsked =
  | {
      readonly measure: MeasureKey;
      readonly filters: StatsFilters;
      readonly part?: Part;
      readonly hour?: WeekHour | null;
      /** Of those who answered the survey so. */
      readonly rating?: Rating | null;
    }
  | { readonly open: OpenPart; readonly filters: Omit<StatsFilters, 'from' | 'to'> };

export interface CasesBehind {
  readonly cases: readonly CaseBehind[];
  /** All of them, and how many may not be shown to whoever asks. */
  readonly count: number;
  readonly hidden: number;
  /** Pass as `cursor` for the next page; null on the last. */
  readonly next: string | null;
}

/** Groups of fewer than these are not told outside the council. */
export const fewestShared = 5;

/** An hour of the week, local time; `weekday` is 1 for Monday. */
export interface WeekHour {
  readonly weekday: number;
  readonly hour: number;
}

/** How many cases were opened in an hour of the week. */
export interface HourOfWeek extends WeekHour {
  readonly cases: number;
}
