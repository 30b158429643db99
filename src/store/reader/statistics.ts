import type { Pool } from 'pg';
import { ageLimits } from '../../core/backlog.ts';
import type { Council } from '../../core/catalogue.ts';
import type { MeasureKey } from '../../core/measures.ts';
import type {
  Backlog,
  CaseRowOfStats,
  CasesBehind,
  Grouping,
  HourOfWeek,
  Measured,
  OpenPart,
  Part,
  Point,
  StatsFilters,
  Step,
  WeekHour,
} from '../../core/statistics.ts';
import { asking } from './figures/asking.ts';
import { backlog } from './figures/backlog.ts';
import { caseRows } from './figures/case-rows.ts';
import { casesBehind, casesOpen, type Leafing } from './figures/cases-behind.ts';
import { figures } from './figures/figures.ts';
import { ratingsGiven } from './figures/ratings.ts';
import { hasSeries, hoursOfWeek, series } from './figures/series.ts';

/** What managers ask of the record. Each question is answered as of one instant, and none can change anything. */
export interface Statistics {
  /** Every measure of the cases that fit, together and by group. */
  figures(filters: StatsFilters, by: Grouping | null, now: Date): Promise<Measured>;
  /** A measure over time. Empty for enquiries answered at once, which are no cases. */
  series(measure: MeasureKey, filters: StatsFilters, step: Step, now: Date): Promise<Point[]>;
  /** When cases are opened, by hour of the week. */
  hoursOfWeek(filters: StatsFilters, now: Date): Promise<HourOfWeek[]>;
  /** How many chose each answer to the survey, from 1 to 5, of those asked in the period. */
  ratings(filters: StatsFilters, now: Date): Promise<readonly number[]>;
  /** What is open now: all of it first, then by group. */
  backlog(filters: Omit<StatsFilters, 'from' | 'to'>, by: Grouping | null, now: Date): Promise<Backlog[]>;
  /** The cases behind a figure, a page of up to 200; of one hour of the week when asked. */
  casesBehind(
    measure: MeasureKey,
    filters: StatsFilters,
    asked: PageAsked & { readonly part?: Part; readonly hour?: WeekHour | null },
    now: Date,
  ): Promise<CasesBehind>;
  /** The cases open now, a page of up to 200, the oldest first. */
  casesOpen(
    part: OpenPart,
    filters: Omit<StatsFilters, 'from' | 'to'>,
    asked: PageAsked,
    now: Date,
  ): Promise<CasesBehind>;
  /** Every case opened in the period, some at a time, oldest first. Holds a connection until it is read or left. */
  caseRows(
    filters: StatsFilters,
    seen: { readonly restricted: boolean },
    now: Date,
  ): AsyncGenerator<readonly CaseRowOfStats[]>;
}

/** Which page of a list, and whether restricted cases may be named. */
export interface PageAsked {
  readonly restricted: boolean;
  readonly cursor?: string;
  readonly limit?: number;
}

const mostOnAPage = 200;

const leafing = ({ restricted, cursor, limit = 50 }: PageAsked): Leafing => ({
  restricted,
  cursor: cursor ?? null,
  limit: Math.min(Math.max(limit, 1), mostOnAPage),
});

/** The statistics of a ledger. */
export function statistics(pool: Pool, council: Council): Statistics {
  const { timezone, hours, askBelow } = council.facts;
  const calendar = { timezone, hours, daysOff: council.daysOff };
  const answering = [...council.services.values()].flatMap(({ label, answer }) =>
    answer === undefined ? [] : [label],
  );
  return {
    figures: (filters, by, now) =>
      asking(pool, (client) => figures(client, filters, by, { now, timezone, askBelow, answering })),
    series: async (measure, filters, step, now) =>
      hasSeries(measure)
        ? asking(pool, (client) => series(client, measure, filters, step, { now, timezone }))
        : [],
    ratings: (filters, now) => asking(pool, (client) => ratingsGiven(client, filters, { now })),
    hoursOfWeek: (filters, now) => asking(pool, (client) => hoursOfWeek(client, filters, { now, timezone })),
    backlog: (filters, by, now) =>
      asking(pool, (client) => backlog(client, filters, by, { now, limits: ageLimits(calendar, now) })),
    casesBehind: (measure, filters, { part = 'all', hour = null, ...page }, now) => {
      const asked = { ...leafing(page), part, hour };
      return asking(pool, (client) => casesBehind(client, measure, filters, asked, { now, timezone }));
    },
    casesOpen: (part, filters, page, now) => {
      const limits = ageLimits(calendar, now);
      return asking(pool, (client) => casesOpen(client, part, filters, leafing(page), { now, limits }));
    },
    async *caseRows(filters, { restricted }, now) {
      const client = await pool.connect();
      let broken: Error | undefined;
      try {
        await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
        yield* caseRows(client, filters, { now, restricted });
      } finally {
        // Left half read, there is nothing to keep.
        await client.query('ROLLBACK').catch((fault: Error) => {
          broken = fault;
        });
        client.release(broken);
      }
    },
  };
}
