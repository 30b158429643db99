import { DatabaseError, type Pool, type PoolClient } from 'pg';
import { inTransaction } from '../transaction.ts';

/**
 * Make some rollups, in a transaction that sees one state of the ledger, and give how many; 0 while another process
 * makes those of the same `lock`. Any number will do for one that nothing else locks.
 */
export async function inTurn(
  pool: Pool,
  lock: number,
  make: (client: PoolClient) => Promise<number>,
): Promise<number> {
  try {
    return await inTransaction(
      pool,
      async (client) => ((await isMine(client, lock)) ? make(client) : 0),
      'BEGIN ISOLATION LEVEL REPEATABLE READ; SET LOCAL jit = off',
    );
  } catch (error) {
    // Another made the same and was done between our first look and our turn.
    if (error instanceof DatabaseError && error.code === '40001') return 0;
    throw error;
  }
}

/** Whether nobody else holds the lock now; it is held until the transaction ends. */
async function isMine(client: PoolClient, lock: number): Promise<boolean> {
  const { rows } = await client.query<{ mine: boolean }>('SELECT pg_try_advisory_xact_lock($1) AS mine', [
    lock,
  ]);
  return rows[0]?.mine === true;
}
