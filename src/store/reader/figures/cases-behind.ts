import type { Rating } from '../../../core/case.ts';
import type { MeasureKey } from '../../../core/measures.ts';
import type { OpenPart, Part, StatsFilters, WeekHour } from '../../../core/statistics.ts';
import { endOf, fitting } from './asking.ts';
import { asOf, openIn } from './backlog.ts';
import type { Listed } from './listing.ts';
import { behind, inReach, measured, type Read } from './measured.ts';

const readOf = (measure: MeasureKey): Read | null =>
  measure === 'self-served' || measure === 'falsely-self-served' ? null : measured[measure];

/** What a case adds to the figure; of several waits, the longest. */
function addedBy({ told }: Read): string {
  if (told.as === 'time') return told.value;
  if (told.as === 'rate') return told.sum;
  if (told.as === 'waits') return `(SELECT max(wait) FROM unnest(${told.values}) AS wait)`;
  return told.as === 'share' ? `(${told.part})::int` : 'NULL::int';
}

/**
 * The cases behind a figure: of times the longest first, of rates the most, else the latest opened; of one hour of the
 * week, or one answer to the survey, when asked. They are as many as the figure counts, restricted cases among them. Null of enquiries answered at
 * once, which are no cases.
 */
export function casesBehind(
  measure: MeasureKey,
  filters: StatsFilters,
  asked: { readonly part: Part; readonly hour: WeekHour | null; readonly rating: Rating | null },
  { now, timezone }: { readonly now: Date; readonly timezone: string },
): Listed | null {
  const read = readOf(measure);
  if (read === null) return null;
  const { sql, values } = fitting(filters, 3);
  const { told, at } = read;
  const part =
    told.as !== 'share' || asked.part === 'all'
      ? ''
      : ` AND ${asked.part === 'part' ? '' : 'NOT '}(${told.part})`;
  const next = 3 + values.length;
  const local = `${at} AT TIME ZONE $${next}`;
  const hour =
    asked.hour === null
      ? ''
      : ` AND extract(isodow FROM ${local}) = $${next + 1} AND extract(hour FROM ${local}) = $${next + 2}`;
  const rating = asked.rating === null ? '' : ` AND f.rating = ${asked.rating}`;
  return {
    from: 'case_facts f',
    where: `${inReach(filters.from, now)} AND ${behind(read)}${sql}${part}${hour}${rating}`,
    values: [
      filters.from,
      endOf(filters, now),
      ...values,
      ...(asked.hour === null ? [] : [timezone, asked.hour.weekday, asked.hour.hour]),
    ],
    value: addedBy(read),
    rank: told.as === 'count' || told.as === 'share' ? '0::int' : addedBy(read),
  };
}

/** The cases open now of a part, the oldest first: as many as the backlog counts. */
export function casesOpen(
  part: OpenPart,
  filters: Omit<StatsFilters, 'from' | 'to'>,
  { now, limits }: { readonly now: Date; readonly limits: readonly Date[] },
): Listed {
  const { sql, values } = fitting({ ...filters, from: now, to: now }, 3);
  return {
    from: `case_facts f CROSS JOIN ${asOf}`,
    where: `${openIn(part)}${sql}`,
    values: [now, limits, ...values],
    value: 'NULL::int',
    rank: '(-1000 * extract(epoch FROM f.started_at))::bigint',
  };
}
