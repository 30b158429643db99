import type { Pool, PoolClient } from 'pg';

/**
 * Do something on one connection that commits together; what is thrown rolls all of it back. A connection that cannot
 * roll back is thrown away: the server does it by itself.
 */
export async function inTransaction<T>(
  pool: Pool,
  act: (client: PoolClient) => Promise<T>,
  begin = 'BEGIN',
): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query(begin);
    const done = await act(client);
    await client.query('COMMIT');
    return done;
  } catch (error) {
    await client.query('ROLLBACK').catch((fault: Error) => {
      broken = fault;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}
