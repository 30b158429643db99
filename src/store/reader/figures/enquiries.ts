import type { PoolClient } from 'pg';
import type { Grouping, StatsFilters } from '../../../core/statistics.ts';
import { groupKey } from './group.ts';

const columns: Readonly<Partial<Record<Grouping, string>>> = {
  service: 'c.label',
  channel: 'm.channel',
  language: 'c.language',
};

/** Enquiries answered at once, and those of them whose resident opened a case within seven days. */
export interface Answered {
  readonly answered: number;
  readonly cameBack: number;
}

/**
 * Enquiries that left no case, counted from what the model made of their messages, together (no key) and by group.
 * Of a team or a ward there are none: nobody had them, and nobody asked where.
 */
export async function enquiries(
  client: PoolClient,
  filters: StatsFilters,
  by: Grouping | null,
  {
    to,
    askBelow,
    answering,
  }: { readonly to: Date; readonly askBelow: number; readonly answering: readonly string[] },
): Promise<ReadonlyMap<string | undefined, Answered>> {
  if (filters.team !== undefined || filters.ward !== undefined) return new Map();
  const asked = (['service', 'channel', 'language'] as const).flatMap((each) => {
    const value = filters[each];
    return value === undefined ? [] : [{ column: columns[each], value }];
  });
  const column = by === null ? undefined : columns[by];
  const { rows } = await client.query<Answered & { everyone: number; key: string | null }>(
    `SELECT ${column === undefined ? '1 AS everyone, NULL AS key' : `grouping(${column}) AS everyone, ${column} AS key`},
            count(*)::int AS answered,
            (count(*) FILTER (WHERE EXISTS (
              SELECT 1 FROM case_facts f WHERE f.conversation_id = m.conversation_id
                 AND f.opened_at > c.at AND f.opened_at <= c.at + interval '7 days')))::int AS "cameBack"
       FROM classification c JOIN message m ON m.id = c.message_id
      WHERE c.case_id IS NULL AND c.decided_by IS NULL AND c.at >= $1 AND c.at < $2 AND c.probability >= $3
        AND c.label = ANY($4)${asked.map(({ column }, i) => ` AND ${column} = $${5 + i}`).join('')}
     ${column === undefined ? '' : `GROUP BY GROUPING SETS ((), (${column}))`}`,
    [filters.from, to, askBelow, answering, ...asked.map(({ value }) => value)],
  );
  return new Map(
    rows.map(({ everyone, key, answered, cameBack }) => [
      everyone === 1 ? undefined : groupKey(key),
      { answered, cameBack },
    ]),
  );
}
