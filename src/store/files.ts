import type { Pool } from 'pg';
import type { Attachment } from '../core/channel.ts';
import type { SettledFile, WantedFile } from '../core/files.ts';

/*
 * The life of a file:
 *   1. It is written `wanted` with the message it came with, in the same statement.
 *   2. A worker claims it for some minutes and fetches it. One that dies leaves it to the next.
 *   3. It is settled: `kept`, `refused`, `failed`, or `wanted` again for later.
 */

const claim = `
  UPDATE file SET attempts = attempts + 1, claimed_at = $1
   WHERE id IN (
     SELECT id FROM file
      WHERE status = 'wanted' AND not_before <= $1 AND (claimed_at IS NULL OR claimed_at < $2)
      ORDER BY not_before LIMIT $3 FOR UPDATE SKIP LOCKED)
  RETURNING id, message_id AS "messageId", channel, attempts, external_id AS "externalId", kind, name, bytes`;

interface Row extends Omit<WantedFile, 'attachment'> {
  readonly externalId: string;
  readonly kind: Attachment['kind'];
  readonly name: string | null;
  readonly bytes: number | null;
}

/** What is fetched for longer than this was left by a process that is dead. */
const leaseMs = 5 * 60_000;

export interface KeptFile {
  readonly id: string;
  readonly type: string;
  readonly sha256: string;
  readonly name: string | null;
  /** Whether every case whose record holds it is restricted. */
  readonly restricted: boolean;
}

export function files(pool: Pool) {
  return {
    /** Claim files that are wanted now. Two workers never claim the same. */
    async claim(now: Date, limit: number): Promise<WantedFile[]> {
      const left = new Date(now.getTime() - leaseMs);
      const { rows } = await pool.query<Row>(claim, [now, left, limit]);
      return rows.map(({ externalId, kind, name, bytes, ...file }) => ({
        ...file,
        attachment: {
          externalId,
          kind,
          ...(name === null ? {} : { name }),
          ...(bytes === null ? {} : { bytes }),
        },
      }));
    },

    /** Keep what became of one. One already settled stays as it is. */
    async settle(id: string, settled: SettledFile, now: Date): Promise<void> {
      const kept = settled.status === 'kept' ? settled : null;
      await pool.query(
        `UPDATE file SET status = $2, bytes = coalesce($3, bytes), type = $4, sha256 = $5, position = $6, error = $7,
                not_before = coalesce($8, not_before), claimed_at = NULL,
                settled_at = CASE WHEN $2 = 'wanted' THEN NULL ELSE $9::timestamptz END
          WHERE id = $1 AND status = 'wanted'`,
        [
          id,
          settled.status,
          kept?.bytes ?? null,
          kept?.type ?? null,
          kept?.sha256 ?? null,
          kept?.position ? JSON.stringify(kept.position) : null,
          'error' in settled ? settled.error : null,
          settled.status === 'wanted' ? settled.notBefore : null,
          now,
        ],
      );
    },

    /** The conversation a message is in, and the cases whose record holds it. */
    async around(messageId: string): Promise<{ conversationId: string; caseIds: readonly string[] } | null> {
      const { rows } = await pool.query<{ conversationId: string; caseIds: string[] }>(
        `SELECT m.conversation_id AS "conversationId",
                coalesce((SELECT json_agg(t.case_id) FROM case_message t WHERE t.message_id = m.id), '[]') AS "caseIds"
           FROM message m WHERE m.id = $1`,
        [messageId],
      );
      return rows[0] ?? null;
    },

    /** A file we have; null when there is none, or not yet. */
    async kept(id: string): Promise<KeptFile | null> {
      const { rows } = await pool.query<KeptFile>(
        `SELECT f.id, f.type, f.sha256, f.name,
                coalesce((SELECT bool_and(c.restricted) FROM case_message t JOIN case_file c ON c.id = t.case_id
                           WHERE t.message_id = f.message_id), false) AS restricted
           FROM file f WHERE f.id = $1 AND f.status = 'kept'`,
        [id],
      );
      return rows[0] ?? null;
    },
  };
}
