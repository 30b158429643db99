import type { PoolClient } from 'pg';
import type { MeasureKey } from '../../../core/measures.ts';
import type { CaseBehind, CasesBehind, Part, StatsFilters } from '../../../core/statistics.ts';
import { endOf, fitting } from './asking.ts';
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

interface Row extends CaseBehind {
  readonly id: string;
}

/**
 * The cases behind a figure, a page of them: of times the longest first, of rates the most, else the latest opened.
 * `count` is the figure's own, restricted cases among it; these are not listed unless they may be seen. Enquiries
 * answered at once have none.
 */
export async function casesBehind(
  client: PoolClient,
  measure: MeasureKey,
  filters: StatsFilters,
  asked: {
    readonly part: Part;
    readonly restricted: boolean;
    readonly cursor: string | null;
    readonly limit: number;
  },
  now: Date,
): Promise<CasesBehind> {
  const read = readOf(measure);
  if (read === null) return { cases: [], count: 0, hidden: 0, next: null };
  const { sql, values } = fitting(filters, 3);
  const { told } = read;
  const part =
    told.as !== 'share' || asked.part === 'all'
      ? ''
      : ` AND ${asked.part === 'part' ? '' : 'NOT '}(${told.part})`;
  const where = `${inReach(filters.from, now)} AND ${behind(read)}${sql}${part}`;
  const period = [filters.from, endOf(filters, now), ...values];
  const counted = await client.query<{ count: number; restricted: number }>(
    `SELECT count(*)::int AS count, (count(*) FILTER (WHERE f.restricted))::int AS restricted FROM case_facts f WHERE ${where}`,
    period,
  );
  const { count, restricted } = counted.rows[0] ?? { count: 0, restricted: 0 };
  const value = told.as === 'count' || told.as === 'share' ? '0::int' : addedBy(read);
  const after = cursorFrom(asked.cursor);
  const next = 3 + values.length;
  const { rows } = await client.query<Row & { rank: number }>(
    `SELECT c.id, c.reference, f.service, f.team, f.status, f.opened_at AS "openedAt", ${addedBy(read)} AS value, ${value} AS rank
       FROM case_facts f JOIN case_file c ON c.id = f.case_id
      WHERE ${where}${asked.restricted ? '' : ' AND NOT f.restricted'}
        ${after === null ? '' : `AND (${value}, f.opened_at, f.case_id) < ($${next}, $${next + 1}, $${next + 2})`}
      ORDER BY ${value} DESC, f.opened_at DESC, f.case_id DESC LIMIT ${asked.limit + 1}`,
    after === null ? period : [...period, ...after],
  );
  const page = rows.slice(0, asked.limit);
  const last = rows.length > asked.limit ? page.at(-1) : undefined;
  return {
    cases: page.map(({ reference, service, team, status, openedAt, value }) => ({
      reference,
      service,
      team,
      status,
      openedAt,
      value,
    })),
    count,
    hidden: asked.restricted ? 0 : restricted,
    next: last === undefined ? null : cursorOf(last.rank, last),
  };
}

function cursorOf(rank: number, { openedAt, id }: Row): string {
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
