import type { PoolClient } from 'pg';
import { type Grouping, groupings, type StatsFilters } from '../../../core/statistics.ts';
import type { Cell } from './tally.ts';

/** Which enquiries count as answered at once: of services with an answer of their own, when the model was sure enough. */
export interface Answering {
  readonly askBelow: number;
  readonly answering: readonly string[];
}

/** What enquiries are grouped by. Nobody had them, and nobody asked where: of a team or a ward there are none. */
const columns: Readonly<Partial<Record<Grouping, string>>> = {
  service: 'c.label',
  channel: 'm.channel',
  language: 'c.language',
};
export const enquiryGroupings = groupings.filter((each) => columns[each] !== undefined);

export function haveEnquiries(asked: readonly Grouping[]): boolean {
  return asked.every((each) => columns[each] !== undefined);
}

/** What the model made of a message `c` that led to no case, and nobody has said better. */
export const isEnquiry = 'c.case_id IS NULL AND c.decided_by IS NULL';

/** A resident who comes back with a case so soon after an answer was not helped by it. */
export const comingBack = "interval '7 days'";

/** Some groups of enquiries, those of one local day each where days are asked for: how many, and how many came back. */
export type Enquiries = Readonly<Partial<Record<Grouping, string>>> & {
  readonly day: string;
  readonly cell: Cell;
};

/**
 * Enquiries answered at once, counted from what the model made of their messages, by `by`. Asked of a team or a ward,
 * there are none.
 */
export async function enquiries(
  client: PoolClient,
  filters: StatsFilters,
  asked: { readonly by: readonly Grouping[]; readonly daysIn: string | null },
  { askBelow, answering }: Answering,
): Promise<Enquiries[]> {
  const filtered = groupings.filter((each) => filters[each] !== undefined);
  if (!haveEnquiries(filtered)) return [];
  const values: unknown[] = [filters.from, filters.to, askBelow, answering];
  const parameter = (value: unknown) => `$${values.push(value)}`;
  const fits = filtered.map((each) => ` AND ${columns[each]} = ${parameter(filters[each])}`).join('');
  const keys = [
    asked.daysIn === null
      ? "'' AS day"
      : `to_char(c.at AT TIME ZONE ${parameter(asked.daysIn)}, 'YYYY-MM-DD') AS day`,
    ...asked.by.map((each) => `${columns[each] ?? 'NULL::text'} AS ${each}`),
  ];
  const { rows } = await client.query<Enquiries>(
    `SELECT ${keys.join(', ')}, ARRAY[count(*), count(*) FILTER (WHERE EXISTS (
              SELECT 1 FROM case_facts f WHERE f.conversation_id = m.conversation_id
                 AND f.opened_at > c.at AND f.opened_at <= c.at + ${comingBack}))]::float8[] AS cell
       FROM classification c JOIN message m ON m.id = c.message_id
      WHERE ${isEnquiry} AND c.at >= $1 AND c.at < $2 AND c.probability >= $3 AND c.label = ANY($4)${fits}
      GROUP BY ${keys.map((_, i) => i + 1).join(', ')}`,
    values,
  );
  return rows;
}
