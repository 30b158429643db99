import type { Pool } from 'pg';
import type { Claimed, Settled } from '../core/delivery.ts';

/*
 * The life of a delivery:
 *   1. It is written `pending`, in the same transaction as what led to it.
 *   2. A worker claims it: `sending`. Only the oldest unsettled delivery of a thread can be claimed,
 *      so each thread goes out in order, one at a time.
 *   3. It is settled: `sent` with its receipt, `failed` for good, or `pending` again for later.
 *   4. A worker that died leaves `sending` behind. After the lease somebody asks the platform whether it
 *      arrived; where the platform cannot tell, it is `unknown`, and never silently sent again.
 */

const columns = `
  d.id, d.kind, d.via, d.attempts, d.conversation_id AS "conversationId", d.case_id AS "caseId",
  d.message_id AS "messageId", d.payload, m.text`;

const ready = (which: string) => `(
  SELECT d.id FROM delivery d
   WHERE d.status = 'pending' AND d.not_before <= $1 AND ${which}
     AND NOT EXISTS (SELECT 1 FROM delivery e
                      WHERE e.thread = d.thread AND e.position < d.position AND e.status IN ('pending', 'sending'))
   ORDER BY d.position LIMIT $2 FOR UPDATE SKIP LOCKED)`;

// A danger, or somebody being paged, in the words of the index on them.
const pressing = ready(`d.payload->>'alert' IN ('danger', 'page')`);

const claimOf = (which: string) => `
  WITH ours AS (
    UPDATE delivery SET status = 'sending', attempts = attempts + 1, claimed_at = $1
     WHERE id IN (${which})
    RETURNING *)
  SELECT ${columns} FROM ours d LEFT JOIN message m ON m.id = d.message_id ORDER BY d.position`;

const claimPressing = claimOf(pressing);
const claimPending = claimOf(`SELECT id FROM ${pressing} p UNION ALL SELECT id FROM ${ready('true')} o`);

// Taking a fresh lease on what a dead worker left, so that two sweepers do not both ask after it.
const claimLeft = `
  WITH ours AS (
    UPDATE delivery SET claimed_at = $1
     WHERE id IN (SELECT id FROM delivery WHERE status = 'sending' AND claimed_at < $2
                   ORDER BY position LIMIT 100 FOR UPDATE SKIP LOCKED)
    RETURNING *)
  SELECT ${columns} FROM ours d LEFT JOIN message m ON m.id = d.message_id ORDER BY d.position`;

// Where a desk keeps a case is remembered with the receipt that says so. That an officer's reply has arrived is shown at
// the desks; that it has not is for `tellOfficers` to say.
const settleAll = `
  WITH settled AS (
    UPDATE delivery d
       SET status = n.status, external_id = n.external_id, sent_at = n.sent_at, error = n.error,
           not_before = coalesce(n.not_before, d.not_before), claimed_at = NULL
      FROM jsonb_to_recordset($1) AS n(id uuid, status text, external_id text, sent_at timestamptz, error text, not_before timestamptz)
     WHERE d.id = n.id AND d.status = 'sending'
    RETURNING d.kind, d.via, d.status, d.message_id, d.case_id, d.external_id, d.sent_at),
  arrived AS (
    INSERT INTO delivery (id, kind, via, thread, case_id, payload, status, not_before, created_at)
    SELECT gen_random_uuid(), 'desk', desk, desk || ':' || c.id, c.id,
           jsonb_build_object('reference', c.reference, 'alert', 'none', 'calls', '[]'::jsonb), 'pending', s.sent_at, s.sent_at
      FROM settled s
      JOIN message m ON m.id = s.message_id AND m.voice = 'officer'
      JOIN case_message t ON t.message_id = m.id
      JOIN case_file c ON c.id = t.case_id
     CROSS JOIN unnest($2::text[]) AS desk
     WHERE s.kind = 'channel' AND s.status = 'sent')
  INSERT INTO desk_thread (desk, case_id, thread, shown_at)
  SELECT DISTINCT ON (via, case_id) via, case_id, external_id, sent_at FROM settled
   WHERE kind = 'desk' AND external_id IS NOT NULL AND case_id IS NOT NULL
  ON CONFLICT (desk, case_id) DO UPDATE SET thread = excluded.thread, shown_at = excluded.shown_at`;

/** The outbox: what is to be sent, and the proof that it was. `desks` are shown what became of officers' replies. */
export function outbox(pool: Pool, desks: readonly string[]) {
  return {
    /** Claim up to `limit` deliveries that are due, the oldest of each thread, and besides them what presses. Two workers never claim the same. */
    async claim(now: Date, limit: number): Promise<Claimed[]> {
      const { rows } = await pool.query<Claimed>({ name: 'claim', text: claimPending, values: [now, limit] });
      return rows;
    },

    /** Claim only what presses: dangers, and pages. */
    async claimPressing(now: Date, limit: number): Promise<Claimed[]> {
      const { rows } = await pool.query<Claimed>({
        name: 'claim-pressing',
        text: claimPressing,
        values: [now, limit],
      });
      return rows;
    },

    /** Deliveries claimed before `claimedBefore` and never settled: their worker is dead. */
    async claimLeft(now: Date, claimedBefore: Date): Promise<Claimed[]> {
      const { rows } = await pool.query<Claimed>(claimLeft, [now, claimedBefore]);
      return rows;
    },

    /** Keep what became of each. One already settled stays as it is. */
    async settle(settled: readonly Settled[]): Promise<void> {
      if (settled.length === 0) return;
      const rows = settled.map((each) => ({
        id: each.id,
        status: each.status,
        external_id: each.status === 'sent' ? each.receipt.externalId : null,
        sent_at: each.status === 'sent' ? each.receipt.at : null,
        error: each.status === 'sent' ? null : each.error,
        not_before: each.status === 'pending' ? each.notBefore : null,
      }));
      await pool.query({ name: 'settle', text: settleAll, values: [JSON.stringify(rows), desks] });
    },

    /** Make a failed or doubtful delivery pending again, because an officer asked. False when it is not one. */
    async retry(id: string, now: Date): Promise<boolean> {
      const { rowCount } = await pool.query(
        `UPDATE delivery SET status = 'pending', not_before = $2, error = NULL WHERE id = $1 AND status IN ('failed', 'unknown')`,
        [id, now],
      );
      return rowCount === 1;
    },
  };
}
