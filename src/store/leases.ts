import type { Pool } from 'pg';

/** Something only one process may do at a time. All times are the database's: clocks of machines differ. */
export interface Leases {
  /**
   * Take a lease, or hold on to it, for `seconds` from now. False when somebody else has it. Harmless when it is ours
   * already; throws when the ledger is away, and then the lease may or may not be ours.
   */
  hold(name: string, holder: string, seconds: number): Promise<boolean>;
  /** Give it up, so that the next need not wait for its end. Harmless when it is not ours. */
  release(name: string, holder: string): Promise<void>;
}

const hold = `
  INSERT INTO lease (name, holder, until) VALUES ($1, $2, clock_timestamp() + make_interval(secs => $3))
  ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until
   WHERE lease.holder = excluded.holder OR lease.until < clock_timestamp()`;

export function leases(pool: Pool): Leases {
  return {
    async hold(name, holder, seconds) {
      const { rowCount } = await pool.query(hold, [name, holder, seconds]);
      return rowCount === 1;
    },
    async release(name, holder) {
      await pool.query('DELETE FROM lease WHERE name = $1 AND holder = $2', [name, holder]);
    },
  };
}
