import type { PoolClient } from 'pg';
import type { MeasureKey } from '../../../core/measures.ts';
import type {
  CaseBehind,
  CasesBehind,
  OpenPart,
  Part,
  StatsFilters,
  WeekHour,
} from '../../../core/statistics.ts';
import { endOf, fitting } from './asking.ts';
import { asOf, openIn } from './backlog.ts';
import { behind, inReach, measured, type Read } from './measured.ts';

/** Which page of a list, and for whom. */
export interface Leafing {
  /** Whether restricted cases may be named. */
  readonly restricted: boolean;
  readonly cursor: string | null;
  readonly limit: number;
}

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
 * The cases behind a figure, a page of them: of times the longest first, of rates the most, else the latest opened;
 * of one hour of the week when asked. `count` is the figure's own, restricted cases among it; these are not listed
 * unless they may be seen. Enquiries answered at once have none.
 */
export async function casesBehind(
  client: PoolClient,
  measure: MeasureKey,
  filters: StatsFilters,
  asked: Leafing & { readonly part: Part; readonly hour: WeekHour | null },
  { now, timezone }: { readonly now: Date; readonly timezone: string },
): Promise<CasesBehind> {
  const read = readOf(measure);
  if (read === null) return { cases: [], count: 0, hidden: 0, next: null };
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
  return pageOf(
    client,
    {
      from: 'case_facts f',
      where: `${inReach(filters.from, now)} AND ${behind(read)}${sql}${part}${hour}`,
      values: [
        filters.from,
        endOf(filters, now),
        ...values,
        ...(asked.hour === null ? [] : [timezone, asked.hour.weekday, asked.hour.hour]),
      ],
      value: addedBy(read),
      rank: told.as === 'count' || told.as === 'share' ? '0::int' : addedBy(read),
    },
    asked,
  );
}

/** The cases open now of a part, a page of them, the oldest first; `count` is the backlog's own. */
export async function casesOpen(
  client: PoolClient,
  part: OpenPart,
  filters: Omit<StatsFilters, 'from' | 'to'>,
  asked: Leafing,
  { now, limits }: { readonly now: Date; readonly limits: readonly Date[] },
): Promise<CasesBehind> {
  const { sql, values } = fitting({ ...filters, from: now, to: now }, 3);
  return pageOf(
    client,
    {
      from: `case_facts f CROSS JOIN ${asOf}`,
      where: `${openIn(part)}${sql}`,
      values: [now, limits, ...values],
      value: 'NULL::int',
      rank: '(-1000 * extract(epoch FROM f.started_at))::bigint',
    },
    asked,
  );
}

interface Listed {
  readonly from: string;
  readonly where: string;
  readonly values: readonly unknown[];
  /** What a case adds to the figure, and by what cases are ranked, the highest first. */
  readonly value: string;
  readonly rank: string;
}

interface Row extends CaseBehind {
  readonly id: string;
  readonly rank: number | string;
}

async function pageOf(
  client: PoolClient,
  { from, where, values, value, rank }: Listed,
  asked: Leafing,
): Promise<CasesBehind> {
  const counted = await client.query<{ count: number; restricted: number }>(
    `SELECT count(*)::int AS count, (count(*) FILTER (WHERE f.restricted))::int AS restricted FROM ${from} WHERE ${where}`,
    [...values],
  );
  const { count, restricted } = counted.rows[0] ?? { count: 0, restricted: 0 };
  const after = cursorFrom(asked.cursor);
  const next = values.length + 1;
  const { rows } = await client.query<Row>(
    `SELECT c.id, c.reference, f.service, f.team, f.status, f.opened_at AS "openedAt", f.started_at AS "startedAt",
            ${value} AS value, ${rank} AS rank
       FROM ${from} JOIN case_file c ON c.id = f.case_id
      WHERE ${where}${asked.restricted ? '' : ' AND NOT f.restricted'}
        ${after === null ? '' : `AND (${rank}, f.opened_at, f.case_id) < ($${next}, $${next + 1}, $${next + 2})`}
      ORDER BY ${rank} DESC, f.opened_at DESC, f.case_id DESC LIMIT ${asked.limit + 1}`,
    [...values, ...(after ?? [])],
  );
  const page = rows.slice(0, asked.limit);
  const last = rows.length > asked.limit ? page.at(-1) : undefined;
  return {
    cases: page.map(({ id: _, rank: __, ...each }) => each),
    count,
    hidden: asked.restricted ? 0 : restricted,
    next: last === undefined ? null : cursorOf(last),
  };
}

function cursorOf({ rank, openedAt, id }: Row): string {
  return Buffer.from(`${rank} ${openedAt.toISOString()} ${id}`).toString('base64url');
}

/** Null for a cursor that is none of ours: the list then starts at its beginning. */
function cursorFrom(cursor: string | null): [number, string, string] | null {
  const told = cursor === null ? '' : Buffer.from(cursor, 'base64url').toString('utf8');
  const [rank, at, id] = told.split(' ');
  return rank !== undefined &&
    at !== undefined &&
    id !== undefined &&
    /^-?\d+ \S{24} [0-9a-f-]{36}$/.test(told)
    ? [Number(rank), at, id]
    : null;
}
