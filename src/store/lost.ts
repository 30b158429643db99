import type { Pool } from 'pg';

/** Rows whose ring may have been lost, for the sweeper to ring again. */
export function lost(pool: Pool) {
  return {
    /** Conversations with a message that has waited since before `since`, longest first. */
    async conversations(since: Date, limit: number): Promise<string[]> {
      const { rows } = await pool.query<{ id: string }>(
        `SELECT id FROM conversation WHERE last_inbound_seq > handled_seq AND pending_since <= $1
          ORDER BY pending_since LIMIT $2`,
        [since, limit],
      );
      return rows.map(({ id }) => id);
    },

    /** Deliveries that have been due since before `since`. */
    async deliveries(since: Date, limit: number): Promise<string[]> {
      const { rows } = await pool.query<{ id: string }>(
        `SELECT id FROM delivery WHERE status = 'pending' AND not_before <= $1 ORDER BY not_before LIMIT $2`,
        [since, limit],
      );
      return rows.map(({ id }) => id);
    },

    /** How much waits, and for how many seconds the oldest has: for readiness and metrics. */
    async waiting(now: Date): Promise<{
      messages: number;
      messageSeconds: number;
      deliveries: number;
      deliverySeconds: number;
      failed: number;
    }> {
      const { rows } = await pool.query(
        `SELECT (SELECT count(*)::int FROM conversation WHERE last_inbound_seq > handled_seq) AS messages,
                (SELECT coalesce(extract(epoch FROM $1 - min(pending_since)), 0)::float FROM conversation
                  WHERE last_inbound_seq > handled_seq) AS "messageSeconds",
                (SELECT count(*)::int FROM delivery WHERE status IN ('pending', 'sending')) AS deliveries,
                (SELECT coalesce(extract(epoch FROM $1 - min(not_before)), 0)::float FROM delivery
                  WHERE status = 'pending' AND not_before <= $1) AS "deliverySeconds",
                (SELECT count(*)::int FROM delivery WHERE status IN ('failed', 'unknown')) AS failed`,
        [now],
      );
      return rows[0];
    },
  };
}
