import type { PoolClient } from 'pg';
import type { CaseBehind, CasesBehind } from '../../../core/statistics.ts';

/** Which page of a list, and for whom. */
export interface Leafing {
  /** Whether restricted cases may be named. */
  readonly restricted: boolean;
  readonly cursor: string | null;
  readonly limit: number;
}

/** Which cases, and in what order. */
export interface Listed {
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

const columns = `c.id, c.reference, f.service, f.team, f.status, f.opened_at AS "openedAt", f.started_at AS "startedAt"`;
const order = (rank: string) => `${rank} DESC, f.opened_at DESC, f.case_id DESC`;

/** How many cases all of a list has, and how many of them are restricted. */
export interface Counted {
  readonly count: number;
  readonly restricted: number;
}

export async function countOf(client: PoolClient, { from, where, values }: Listed): Promise<Counted> {
  const { rows } = await client.query<Counted>(
    `SELECT count(*)::int AS count, (count(*) FILTER (WHERE f.restricted))::int AS restricted FROM ${from} WHERE ${where}`,
    [...values],
  );
  return rows[0] ?? { count: 0, restricted: 0 };
}

/** A page of a list of so many cases. */
export async function pageOf(
  client: PoolClient,
  { from, where, values, value, rank }: Listed,
  asked: Leafing,
  { count, restricted }: Counted,
): Promise<CasesBehind> {
  const after = cursorFrom(asked.cursor);
  const next = values.length + 1;
  const { rows } = await client.query<Row>(
    // The page first, and what else its cases have only then: of a long list that is a small part.
    `SELECT ${columns}, f.value, f.rank FROM (
       SELECT f.*, ${value} AS value, ${rank} AS rank FROM ${from}
        WHERE ${where}${asked.restricted ? '' : ' AND NOT f.restricted'}
          ${after === null ? '' : `AND (${rank}, f.opened_at, f.case_id) < ($${next}, $${next + 1}, $${next + 2})`}
        ORDER BY ${order(rank)} LIMIT ${asked.limit + 1}) AS f JOIN case_file c ON c.id = f.case_id
      ORDER BY ${order('f.rank')}`,
    [...values, ...(after ?? [])],
  );
  const page = rows.slice(0, asked.limit);
  const last = rows.length > asked.limit ? page.at(-1) : undefined;
  return {
    cases: page.map(caseOf),
    count,
    hidden: asked.restricted ? 0 : restricted,
    next: last === undefined ? null : cursorOf(last),
  };
}

const caseOf = ({ id: _, rank: __, ...each }: Row): CaseBehind => each;

const atOnce = 2000;

/** All of a list but what may not be named, some at a time, for a file. The client must be in a transaction. */
export async function* rowsOf(
  client: PoolClient,
  { from, where, values, value, rank }: Listed,
  { restricted }: Pick<Leafing, 'restricted'>,
): AsyncGenerator<readonly CaseBehind[]> {
  await client.query(
    `DECLARE listed NO SCROLL CURSOR FOR
     SELECT ${columns}, ${value} AS value, 0 AS rank FROM ${from} JOIN case_file c ON c.id = f.case_id
      WHERE ${where}${restricted ? '' : ' AND NOT f.restricted'} ORDER BY ${order(rank)}`,
    [...values],
  );
  for (;;) {
    const { rows } = await client.query<Row>(`FETCH ${atOnce} FROM listed`);
    if (rows.length === 0) return;
    yield rows.map(caseOf);
  }
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
