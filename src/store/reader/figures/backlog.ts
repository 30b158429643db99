import type { PoolClient } from 'pg';
import {
  ageBands,
  type Backlog,
  type Grouping,
  type OpenPart,
  openParts,
  type StatsFilters,
} from '../../../core/statistics.ts';
import { columnOf, fitting } from './asking.ts';

interface Row extends Omit<Backlog, 'oldest'> {
  readonly everyone: number;
  readonly reference: string | null;
  readonly startedAt: Date | null;
}

/** What `now` and the limits of age are called in the questions below: `$1` and `$2`. */
export const asOf = '(SELECT $1::timestamptz AS now, $2::timestamptz[] AS limits) AS asked';

/** Whether a case is open now and of this part. The figure and the list of its cases come of the same words. */
export function openIn(part: OpenPart): string {
  return `f.resolved_at IS NULL AND (${conditions[part]})`;
}

const conditions = Object.fromEntries(
  openParts.map((part) => {
    const band = (ageBands as readonly string[]).indexOf(part);
    return [part, band === -1 ? kinds()[part] : ofAge(band)];
  }),
) as Readonly<Record<OpenPart, string>>;

function kinds(): Readonly<Partial<Record<OpenPart, string>>> {
  return {
    all: 'TRUE',
    overdue:
      'f.resolution_due < asked.now OR (f.first_response_at IS NULL AND f.first_response_due < asked.now)',
    'waiting-on-resident': "f.status = 'waiting-on-resident'",
    'waiting-on-partner': "f.status = 'waiting-on-partner'",
  };
}

/** The limits part the bands, the latest first; the last band has none. */
function ofAge(band: number): string {
  const younger = band === ageBands.length - 1 ? 'TRUE' : `f.started_at > asked.limits[${band + 1}]`;
  return band === 0 ? younger : `${younger} AND f.started_at <= asked.limits[${band}]`;
}

const counted = (part: OpenPart) => `(count(*) FILTER (WHERE ${conditions[part]}))::int`;

/**
 * The cases open now, together (first) and by group, the most first. `limits` part the bands of age. A restricted case
 * counts and is never named: the oldest is the oldest of the others.
 */
export async function backlog(
  client: PoolClient,
  filters: Omit<StatsFilters, 'from' | 'to'>,
  by: Grouping | null,
  { now, limits }: { readonly now: Date; readonly limits: readonly Date[] },
): Promise<Backlog[]> {
  const { sql, values } = fitting({ ...filters, from: now, to: now }, 3);
  const column = by === null ? 'NULL' : columnOf(by);
  const { rows } = await client.query<Row>(
    `SELECT g.*, c.reference, o.started_at AS "startedAt"
       FROM (
         SELECT ${by === null ? '1' : `grouping(${column})`} AS everyone, ${column} AS key,
                ${counted('all')} AS open, ${counted('overdue')} AS overdue,
                ${counted('waiting-on-resident')} AS "waitingOnResident",
                ${counted('waiting-on-partner')} AS "waitingOnPartner",
                ARRAY[${ageBands.map(counted).join(', ')}] AS ages,
                (array_agg(f.case_id ORDER BY f.started_at) FILTER (WHERE NOT f.restricted))[1] AS oldest
           FROM case_facts f CROSS JOIN ${asOf} WHERE ${openIn('all')}${sql}
          ${by === null ? '' : `GROUP BY GROUPING SETS ((), (${column}))`}) AS g
       LEFT JOIN case_facts o ON o.case_id = g.oldest
       LEFT JOIN case_file c ON c.id = g.oldest
      ORDER BY g.everyone DESC, g.open DESC, g.key`,
    [now, limits, ...values],
  );
  return rows.map(
    ({ key, open, overdue, waitingOnResident, waitingOnPartner, ages, reference, startedAt }) => ({
      key,
      open,
      overdue,
      waitingOnResident,
      waitingOnPartner,
      ages,
      oldest: reference === null || startedAt === null ? null : { reference, startedAt },
    }),
  );
}
