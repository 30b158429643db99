import type { Pool, PoolClient } from 'pg';
import { ageLimits } from '../../core/backlog.ts';
import type { Council } from '../../core/catalogue.ts';
import type { MeasureKey } from '../../core/measures.ts';
import type { ReadAsked, Readings } from '../../core/scorecard.ts';
import type {
  Backlog,
  CaseBehind,
  CasesBehind,
  Grouping,
  HourOfWeek,
  ListAsked,
  Measured,
  Point,
  StatsFilters,
  Step,
} from '../../core/statistics.ts';
import { makingOf } from '../rollups/making.ts';
import { asking } from './figures/asking.ts';
import { backlog } from './figures/backlog.ts';
import { caseLines } from './figures/case-lines.ts';
import { casesBehind, casesOpen } from './figures/cases-behind.ts';
import { channelsWrittenOn } from './figures/channels.ts';
import { figures } from './figures/figures.ts';
import { countOf, type Leafing, type Listed, pageOf, rowsOf } from './figures/listing.ts';
import { ratingsGiven } from './figures/ratings.ts';
import { casesRead } from './figures/read-cases.ts';
import { readings } from './figures/readings.ts';
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
  /** Every channel a resident ever wrote on. */
  channels(): Promise<string[]>;
  /** What is open now: all of it first, then by group. */
  backlog(filters: Omit<StatsFilters, 'from' | 'to'>, by: Grouping | null, now: Date): Promise<Backlog[]>;
  /** A list of cases, a page of up to 200; `count` is the figure's own. */
  cases(asked: ListAsked, page: PageAsked, now: Date): Promise<CasesBehind>;
  /** All of a list that may be named, some at a time. Holds a connection until it is read or left. */
  allCases(
    asked: ListAsked,
    seen: { readonly restricted: boolean },
    now: Date,
  ): AsyncGenerator<readonly CaseBehind[]>;
  /** What a scorecard of the latest weeks is made of; the last week is the one under way. */
  readings(weeks: number, now: Date): Promise<Readings>;
  /** The cases behind a number of the scorecard, a page of up to 200. */
  casesRead(asked: ReadAsked, page: PageAsked, now: Date): Promise<CasesBehind>;
  /** Every case opened in the period, some at a time, oldest first. Holds a connection until it is read or left. */
  caseLines(filters: StatsFilters, seen: { readonly restricted: boolean }, now: Date): AsyncGenerator<string>;
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
  const { timezone, hours } = council.facts;
  const calendar = { timezone, hours, daysOff: council.daysOff };
  const making = makingOf(council);
  return {
    figures: (filters, by, now) => asking(pool, (client) => figures(client, filters, by, { now, making })),
    series: async (measure, filters, step, now) =>
      hasSeries(measure)
        ? asking(pool, (client) => series(client, measure, filters, step, { now, making }))
        : [],
    ratings: (filters, now) => asking(pool, (client) => ratingsGiven(client, filters, { now })),
    hoursOfWeek: (filters, now) => asking(pool, (client) => hoursOfWeek(client, filters, { now, timezone })),
    channels: () => asking(pool, channelsWrittenOn),
    backlog: (filters, by, now) =>
      asking(pool, (client) => backlog(client, filters, by, { now, limits: ageLimits(calendar, now) })),
    cases: (asked, page, now) => {
      const listed = listedAs(asked, now);
      return listed === null
        ? Promise.resolve({ cases: [], count: 0, hidden: 0, next: null })
        : asking(pool, async (client) =>
            pageOf(client, listed, leafing(page), await countOf(client, listed)),
          );
    },
    async *allCases(asked, seen, now) {
      const listed = listedAs(asked, now);
      if (listed !== null) yield* reading(pool, (client) => rowsOf(client, listed, seen));
    },
    readings: (weeks, now) => asking(pool, (client) => readings(client, { weeks, now, making })),
    casesRead: (asked, page, now) =>
      asking(pool, (client) => casesRead(client, asked, leafing(page), { now, making })),
    caseLines: (filters, { restricted }, now) =>
      reading(pool, (client) => caseLines(client, filters, { now, restricted })),
  };

  function listedAs(asked: ListAsked, now: Date): Listed | null {
    if ('open' in asked)
      return casesOpen(asked.open, asked.filters, { now, limits: ageLimits(calendar, now) });
    const { measure, filters, part = 'all', hour = null, rating = null } = asked;
    return casesBehind(measure, filters, { part, hour, rating }, { now, timezone });
  }
}

/** Read some at a time, as the record stands at one instant. Holds a connection until all is read or left. */
async function* reading<T>(pool: Pool, read: (client: PoolClient) => AsyncGenerator<T>): AsyncGenerator<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    yield* read(client);
  } finally {
    // Left half read, there is nothing to keep.
    await client.query('ROLLBACK').catch((fault: Error) => {
      broken = fault;
    });
    client.release(broken);
  }
}
