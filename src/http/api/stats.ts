import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { ratings } from '../../core/case.ts';
import { Refusal } from '../../core/errors.ts';
import { groupName } from '../../core/figure-words.ts';
import { tableOf } from '../../core/figures-table.ts';
import type { StatsFilters } from '../../core/statistics.ts';
import type { Doors } from '../doors.ts';
import { statsAskedIn, understood } from '../stats/asked.ts';
import { groupsCsv, sendCsv } from '../stats/csv.ts';
import { narrowingIn, within } from '../stats/narrowing.ts';
import { officerOf, read } from './asking.ts';
import {
  backlogQuery,
  behindQuery,
  caseRowsQuery,
  hoursQuery,
  openQuery,
  statsQuery,
  trendQuery,
} from './stats-shapes.ts';

/** The figures for managers and scripts: the numbers of the pages, as JSON and as CSV. */
export function statsApi(app: FastifyInstance, doors: Doors): void {
  const { stats, council, now } = doors;

  /** The filters, understood; what cannot be asked is refused with what could be. */
  const filtersIn = (query: Readonly<Record<string, unknown>>): StatsFilters => {
    const { filters, faults } = understood(statsAskedIn(query), { council, channels: [], now: now() });
    if (faults.length > 0) throw new Refusal('body-invalid', faults.join(' '));
    return filters;
  };
  const asked = async <Query extends Readonly<Record<string, unknown>>>(
    request: FastifyRequest,
    shape: z.ZodType<Query>,
  ) => {
    const officer = await officerOf(request, doors);
    const query = read(shape, request.query);
    return { officer, query, filters: filtersIn(query) };
  };
  const measured = async (request: FastifyRequest) => {
    const { officer, query, filters } = await asked(request, statsQuery);
    return stats.figures(filters, query.by ?? null, officer);
  };

  app.get('/api/stats/response-times', async (request) => {
    const { filters, by, all, groups } = await measured(request);
    const { from, to, ...rest } = filters;
    const named = groups.map(({ key, figures }) => ({
      key,
      name: by === null ? '' : groupName(by, key, council),
      figures,
    }));
    return { from, to, by, filters: rest, all, groups: named };
  });

  app.get('/api/stats/response-times.csv', async (request, reply) => {
    const figures = await measured(request);
    return sendCsv(reply, 'response-times', groupsCsv(tableOf(figures), figures.by, council));
  });

  app.get('/api/stats/ratings', async (request) => {
    const { officer, filters } = await asked(request, caseRowsQuery);
    const given = await stats.ratings(filters, officer);
    return { ratings: ratings.map((rating) => ({ rating, count: given[rating - 1] ?? 0 })) };
  });

  app.get('/api/stats/cases', async (request) => {
    const { officer, query, filters } = await asked(request, behindQuery);
    const { measure, part } = query;
    const narrowing = narrowingIn(query);
    if (narrowing.faults.length > 0) throw new Refusal('body-invalid', narrowing.faults.join(' '));
    const listed = {
      measure,
      filters: { ...filters, ...within(filters, narrowing) },
      hour: narrowing.hour,
      rating: narrowing.rating,
      ...(part === undefined ? {} : { part }),
    };
    const { next, ...behind } = await stats.cases(listed, leafOf(query), officer);
    return { ...behind, cursor: next };
  });

  app.get('/api/stats/hours', async (request) => {
    const { officer, filters } = await asked(request, hoursQuery);
    return { hours: await stats.hoursOfWeek(filters, officer) };
  });

  app.get('/api/stats/trend', async (request) => {
    const { officer, query, filters } = await asked(request, trendQuery);
    return { points: await stats.series(query.measure, filters, query.step, officer) };
  });

  app.get('/api/stats/backlog', async (request) => {
    const { officer, query, filters } = await asked(request, backlogQuery);
    const { from: _, to: __, ...kinds } = filters;
    const by = query.by ?? null;
    const backlogs = await stats.backlog(kinds, by, officer);
    const named = backlogs.map((each, i) => ({
      ...each,
      name: i === 0 || by === null ? 'All' : groupName(by, each.key, council),
    }));
    return { groups: named };
  });

  app.get('/api/stats/backlog/cases', async (request) => {
    const { officer, query, filters } = await asked(request, openQuery);
    const { from: _, to: __, ...kinds } = filters;
    const listed = { open: query.open ?? 'all', filters: kinds };
    const { next, ...behind } = await stats.cases(listed, leafOf(query), officer);
    return { ...behind, cursor: next };
  });

  app.get('/api/stats/cases.csv', async (request, reply) => {
    const { officer, filters } = await asked(request, caseRowsQuery);
    return sendCsv(reply, 'cases', stats.caseLines(filters, officer));
  });
}

function leafOf({ cursor, limit }: { cursor?: string | undefined; limit?: number | undefined }) {
  return { ...(cursor === undefined ? {} : { cursor }), ...(limit === undefined ? {} : { limit }) };
}
