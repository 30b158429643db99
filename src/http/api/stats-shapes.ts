import { z } from 'zod';
import { measureKeys, measures } from '../../core/measures.ts';
import { periodNames } from '../../core/periods.ts';
import { ageBands, groupings, openParts, steps } from '../../core/statistics.ts';

const word = z.string().min(1).max(60);
const aDay = (which: string) =>
  word.optional().describe(`${which} local day of the period, such as 2026-11-02; it belongs to the period.`);

const filters = {
  from: aDay('The first'),
  to: aDay('The last').describe(
    'The last local day of the period; it belongs to it. Left out: the end of this week.',
  ),
  period: z
    .enum(periodNames)
    .optional()
    .describe(
      'Instead of days. The year is the council’s, from 1 April. Left out with from and to: this-week.',
    ),
  team: word.optional(),
  service: word.optional(),
  channel: word.optional(),
  ward: word.optional().describe('GSS code, such as E05999001; none where it is not known.'),
  language: word.optional().describe('BCP 47: en, cy.'),
};

const aMeasure = z
  .enum(measureKeys)
  .describe(measures.map(({ key, title }) => `${key}: ${title}`).join('. '));
const instant = z.iso.datetime().optional();
const leaf = {
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
};

/** What `GET /api/stats/response-times` may be asked. */
export const statsQuery = z.strictObject({
  ...filters,
  by: z.enum(groupings).optional().describe('Also by group. Left out: all cases together alone.'),
});

/** What `GET /api/stats/cases.csv` and `GET /api/stats/ratings` may be asked. */
export const caseRowsQuery = z.strictObject(filters);

/** What `GET /api/stats/cases` may be asked. */
export const behindQuery = z.strictObject({
  ...filters,
  measure: aMeasure,
  part: z
    .enum(['all', 'part', 'rest'])
    .optional()
    .describe('Of a share: the cases that make the part, the rest, or all.'),
  hour: word.optional().describe('Of one hour of the week, local time: mon-09.'),
  rating: z.string().optional().describe('Of those who answered the survey so, 1 to 5.'),
  since: instant.describe('Of that period, from this instant on.'),
  until: instant.describe('Of that period, up to this instant.'),
  ...leaf,
});

/** What `GET /api/stats/hours` may be asked. */
export const hoursQuery = z.strictObject(filters);

/** What `GET /api/stats/trend` may be asked. */
export const trendQuery = z.strictObject({ ...filters, measure: aMeasure, step: z.enum(steps) });

const { from: _, to: __, period: ___, ...kinds } = filters;

/** What `GET /api/stats/backlog` may be asked. */
export const backlogQuery = z.strictObject({
  ...kinds,
  by: z.enum(groupings).optional().describe('Also by group. Left out: all together alone.'),
});

/** What `GET /api/stats/backlog/cases` may be asked. */
export const openQuery = z.strictObject({
  ...kinds,
  open: z.enum(openParts).optional().describe('Which of them; the numbers are working days. Left out: all.'),
  ...leaf,
});

const figure = z.object({
  count: z.number().int().describe('How many cases, waits or answers are behind it.'),
  value: z
    .number()
    .nullable()
    .describe('The count; the median; the share, 0 to 1; how many to each. Null where nothing is behind it.'),
  p90: z.number().nullable().describe('Nine in ten took no longer. Of times only.'),
  mean: z.number().nullable().describe('Of times only.'),
  part: z.number().nullable().describe('Of shares, how many make the part; of rates, how many in all.'),
});
const told = measures.map(
  ({ key, definition, unit }) => [key, figure.describe(`${definition} (${unit})`)] as const,
);
const figures = z.object(Object.fromEntries(told));

/** The figures as the API gives them. */
export const statsShape = z.object({
  from: z.iso.datetime().describe('The first instant of the period.'),
  to: z.iso.datetime().describe('The first instant after it.'),
  by: z.enum(groupings).nullable(),
  filters: z.record(z.string(), z.string()),
  all: figures,
  groups: z.array(z.object({ key: z.string().nullable(), name: z.string(), figures })),
});

/** How residents answered the survey as the API gives it. */
export const ratingsShape = z.object({
  ratings: z
    .array(z.object({ rating: z.number().int().min(1).max(5), count: z.number().int() }))
    .describe('1 is very dissatisfied, 5 very satisfied; of those asked in the period.'),
});

/** The cases behind a figure as the API gives them. */
export const behindShape = z.object({
  cases: z.array(
    z.object({
      reference: z.string(),
      service: z.string(),
      team: z.string(),
      status: z.string(),
      openedAt: z.iso.datetime(),
      startedAt: z.iso.datetime().describe('When the clock that now counts started.'),
      value: z.number().nullable().describe('What the case adds to the figure.'),
    }),
  ),
  count: z.number().int(),
  hidden: z.number().int().describe('How many of these may not be shown to whoever asks.'),
  cursor: z.string().nullable(),
});

/** When residents write, as the API gives it. */
export const hoursShape = z.object({
  hours: z.array(
    z.object({
      weekday: z.number().int().min(1).max(7).describe('1 is Monday.'),
      hour: z.number().int().min(0).max(23).describe('Local time.'),
      cases: z.number().int(),
    }),
  ),
});

/** A measure over time, as the API gives it. */
export const trendShape = z.object({
  points: z.array(z.object({ day: z.string().describe('The first local day of the stretch.'), figure })),
});

const count = z.number().int();

/** What is open now, as the API gives it. */
export const backlogShape = z.object({
  groups: z.array(
    z.object({
      key: z
        .string()
        .nullable()
        .describe('Null of the first, which is all together, and of cases without a ward.'),
      name: z.string(),
      open: count,
      overdue: count,
      waitingOnResident: count,
      waitingOnPartner: count,
      ages: z.array(count).describe(`By working days: ${ageBands.join(', ')}.`),
      oldest: z.object({ reference: z.string(), startedAt: z.iso.datetime() }).nullable(),
    }),
  ),
});
