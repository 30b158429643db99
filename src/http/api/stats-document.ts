import type { z } from 'zod';
import { incidentPaths } from './incidents.ts';
import { faultShape } from './shapes.ts';
import {
  backlogQuery,
  backlogShape,
  behindQuery,
  behindShape,
  caseRowsQuery,
  hoursQuery,
  hoursShape,
  openQuery,
  ratingsShape,
  statsQuery,
  statsShape,
  trendQuery,
  trendShape,
} from './stats-shapes.ts';
import type { Writing } from './writing.ts';

const csv = (description: string) => ({
  description,
  content: { 'text/csv': { schema: { type: 'string' } } },
});

/** What the OpenAPI document says of the figures. */
export function statsPaths({ json, inQuery, refused, security }: Writing): Record<string, object> {
  const answers = (right: object) => ({
    200: right,
    400: refused['400'],
    401: refused['401'],
    403: json(faultShape, 'The officer is no manager.'),
    503: refused['503'],
  });
  const get = (summary: string, query: z.ZodType, right: object) => ({
    get: { summary, security, parameters: inQuery(query), responses: answers(right) },
  });
  return {
    ...incidentPaths({ json, inQuery, refused, security }),
    '/api/stats/response-times': get(
      'Every measure of a period, together and by group, for managers',
      statsQuery,
      json(statsShape, 'The figures.'),
    ),
    '/api/stats/response-times.csv': get(
      'The same numbers as CSV',
      statsQuery,
      csv('A row for each group, all cases first; columns such as first-response.median.'),
    ),
    '/api/stats/ratings': get(
      'How many residents chose each answer to the survey, for managers',
      caseRowsQuery,
      json(ratingsShape, 'The answers from 1 to 5.'),
    ),
    '/api/stats/cases': get(
      'The cases behind a figure, for managers',
      behindQuery,
      json(behindShape, 'A page of them: of times the longest first, else the latest.'),
    ),
    '/api/stats/hours': get(
      'When residents write, by the hour of the week, for managers',
      hoursQuery,
      json(hoursShape, 'Cases opened; hours without any are left out.'),
    ),
    '/api/stats/trend': get(
      'A measure over time, for managers',
      trendQuery,
      json(trendShape, 'Stretches in which nothing fell are left out.'),
    ),
    '/api/stats/backlog': get(
      'What is open now, for managers',
      backlogQuery,
      json(backlogShape, 'All together first, then by group, the most first.'),
    ),
    '/api/stats/backlog/cases': get(
      'The cases open now, for managers',
      openQuery,
      json(behindShape, 'A page of them, the oldest first.'),
    ),
    '/api/stats/cases.csv': get(
      'Every case opened in a period, for managers',
      caseRowsQuery,
      csv('A row for each case, oldest first, streamed.'),
    ),
  };
}
