import type { PoolClient } from 'pg';
import type { Grouping, StatsFilters } from '../../../core/statistics.ts';

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
 * Enquiries that left no case, counted from what the model made of their messages, together and by group. Of a team
 * or a ward there are none: nobody had them, and nobody asked where.
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
): Promise<{ readonly all: Answered; readonly groups: ReadonlyMap<string | null, Answered> }> {
  const none = { answered: 0, cameBack: 0 };
  if (filters.team !== undefined || filters.ward !== undefined) return { all: none, groups: new Map() };
  const asked = (['service', 'channel', 'language'] as const).flatMap((each) => {
    const value = filters[each];
    return value === undefined ? [] : [{ column: columns[each], value }];
  });
  const column = by === null ? undefined : columns[by];
  const { rows } = await client.query<Answered & { key: string | null }>(
    `SELECT ${column ?? 'NULL::text'} AS key, count(*)::int AS answered,
            (count(*) FILTER (WHERE EXISTS (
              SELECT 1 FROM case_facts f WHERE f.conversation_id = m.conversation_id
                 AND f.opened_at > c.at AND f.opened_at <= c.at + interval '7 days')))::int AS "cameBack"
       FROM classification c JOIN message m ON m.id = c.message_id
      WHERE c.case_id IS NULL AND c.decided_by IS NULL AND c.at >= $1 AND c.at < $2 AND c.probability >= $3
        AND c.label = ANY($4)${asked.map(({ column }, i) => ` AND ${column} = $${5 + i}`).join('')}
     ${column === undefined ? '' : `GROUP BY ${column}`}`,
    [filters.from, to, askBelow, answering, ...asked.map(({ value }) => value)],
  );
  const all = rows.reduce(
    (sum, { answered, cameBack }) => ({
      answered: sum.answered + answered,
      cameBack: sum.cameBack + cameBack,
    }),
    none,
  );
  return { all, groups: new Map(column === undefined ? [] : rows.map(({ key, ...each }) => [key, each])) };
}
