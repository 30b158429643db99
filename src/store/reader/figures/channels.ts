import type { PoolClient } from 'pg';

/** Every channel a resident ever wrote on, by name: one look into an index for each, however many conversations there are. */
export async function channelsWrittenOn(client: PoolClient): Promise<string[]> {
  const { rows } = await client.query<{ channel: string }>(
    `WITH RECURSIVE known (channel) AS (
       (SELECT channel FROM conversation ORDER BY channel LIMIT 1)
        UNION ALL
       SELECT (SELECT c.channel FROM conversation c WHERE c.channel > k.channel ORDER BY c.channel LIMIT 1)
         FROM known k WHERE k.channel IS NOT NULL)
     SELECT channel FROM known WHERE channel IS NOT NULL`,
  );
  return rows.map(({ channel }) => channel);
}
