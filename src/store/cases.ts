import type { Pool, PoolClient } from 'pg';
import type { Case } from '../core/case.ts';
import type { Conversation } from '../core/conversation.ts';
import type { Decisions } from '../core/decision.ts';
import type { DeskOutcome, Wrote } from '../core/desk.ts';
import { changeCase, type Work } from './conversations.ts';

/** What another officer did last to a case. */
export interface LastAct {
  readonly by: string;
  readonly type: string;
  readonly at: Date;
}

type WroteDelivery = NonNullable<Wrote['delivery']>;

/** What an act is to know beside the case itself. */
export interface Before {
  readonly lastAct: LastAct | null;
  readonly wrote: Wrote | null;
  /** Whether the resident was abusive in the case. */
  readonly abused: boolean;
}

interface Found {
  readonly conversationId: string;
  readonly caseId: string;
}

/** Changing cases: each change locks the case's conversation, and commits with its events and deliveries. */
export function cases(pool: Pool) {
  return {
    /** Where a case is, by its reference; null when there is none. */
    async find(reference: string): Promise<Found | null> {
      const { rows } = await pool.query<Found>(
        'SELECT conversation_id AS "conversationId", id AS "caseId" FROM case_file WHERE reference = $1',
        [reference],
      );
      return rows[0] ?? null;
    },

    /** Reference of the first case a message opened; null when it opened none. */
    async openedBy(messageId: string): Promise<string | null> {
      const { rows } = await pool.query<{ reference: string }>(
        `SELECT c.reference FROM case_message t JOIN case_file c ON c.id = t.case_id
          WHERE t.message_id = $1 ORDER BY c.opened_at, c.id LIMIT 1`,
        [messageId],
      );
      return rows[0]?.reference ?? null;
    },

    /** Where the cases are whose record holds a message. */
    async holding(messageId: string): Promise<Found[]> {
      const { rows } = await pool.query<Found>(
        `SELECT c.conversation_id AS "conversationId", c.id AS "caseId"
           FROM case_message t JOIN case_file c ON c.id = t.case_id WHERE t.message_id = $1`,
        [messageId],
      );
      return rows;
    },

    /**
     * Carry out an officer's act once: a second act with the same key gives the first one's outcome and changes
     * nothing. `about` is the message it corrects or takes back. What `step` throws leaves everything as it was.
     */
    async act(
      found: Found,
      key: string | undefined,
      step: (conversation: Conversation, file: Case, before: Before) => Decisions,
      work: Work,
      about: string | null = null,
    ): Promise<{ outcome: DeskOutcome; deliveries: readonly string[] }> {
      return changeCase(
        pool,
        found,
        async (conversation, file, client) => {
          const done = key === undefined ? null : await outcomeOf(client, key, file.id);
          if (done !== null) return { decisions: null, outcome: done };
          const decisions = step(conversation, file, {
            lastAct: await lastActOf(client, file.id),
            wrote: await wroteOf(client, about, file.id),
            abused: await abusedIn(client, file.id),
          });
          const version = file.version + decisions.happened.filter(({ caseId }) => caseId === file.id).length;
          const deliveryId = decisions.said.find(({ delivery }) => delivery !== null)?.delivery?.id ?? null;
          const messageId = decisions.said.find(({ officerId }) => officerId !== null)?.id ?? null;
          const outcome: DeskOutcome = { reference: file.reference, version, deliveryId, messageId };
          if (key !== undefined) {
            await client.query('INSERT INTO act_done (key, case_id, outcome, at) VALUES ($1, $2, $3, $4)', [
              key,
              file.id,
              JSON.stringify(outcome),
              work.now,
            ]);
          }
          return { decisions, outcome };
        },
        work,
      );
    },

    /** Put what happened to a delivery on the record of a case. */
    async note(
      found: Found,
      step: (conversation: Conversation, file: Case) => Decisions,
      work: Work,
    ): Promise<readonly string[]> {
      const change = async (conversation: Conversation, file: Case) => ({
        decisions: step(conversation, file),
        outcome: null,
      });
      return (await changeCase(pool, found, change, work)).deliveries;
    },
  };
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

// Whatever was made of the words since, and how the latest went out.
const wroteInCase = `
  WITH RECURSIVE wording AS (
    SELECT m.*, m.id AS first_id, m.sent_at AS first_at FROM message m
      JOIN case_message t ON t.message_id = m.id AND t.case_id = $2
     WHERE m.id = $1 AND m.voice IN ('officer', 'note')
    UNION ALL
    SELECT m.*, w.first_id, w.first_at FROM message m JOIN wording w ON m.revises_id = w.id),
  latest AS (SELECT * FROM wording ORDER BY seq DESC LIMIT 1)
  SELECT l.id AS "messageId", l.first_id AS "firstId", l.voice, l.text, l.first_at AS at,
         coalesce(l.revision_kind = 'deletion', false) AS "takenBack",
         d.id AS "deliveryId", d.status, d.external_id AS sent
    FROM latest l LEFT JOIN delivery d ON d.message_id = l.id AND d.kind = 'channel'`;

type WroteRow = Omit<Wrote, 'delivery'> & { deliveryId: string | null; status: string; sent: string | null };

/** What an officer wrote in a case, by the id of any of its wordings; null when there is none. */
async function wroteOf(client: PoolClient, messageId: string | null, caseId: string): Promise<Wrote | null> {
  if (messageId === null || !uuid.test(messageId)) return null;
  const { rows: found } = await client.query<WroteRow>(wroteInCase, [messageId, caseId]);
  const deliveryId = found[0]?.deliveryId ?? null;
  // Locked first, read again after: a worker that was quicker has it by now.
  if (deliveryId !== null)
    await client.query('SELECT 1 FROM delivery WHERE id = $1 FOR UPDATE', [deliveryId]);
  const [row] =
    deliveryId === null ? found : (await client.query<WroteRow>(wroteInCase, [messageId, caseId])).rows;
  if (row === undefined) return null;
  const { deliveryId: id, status, sent, ...wrote } = row;
  return { ...wrote, delivery: id === null ? null : { id, status: status as WroteDelivery['status'], sent } };
}

async function outcomeOf(client: PoolClient, key: string, caseId: string): Promise<DeskOutcome | null> {
  const { rows } = await client.query<{ outcome: DeskOutcome }>(
    'SELECT outcome FROM act_done WHERE key = $1 AND case_id = $2',
    [key, caseId],
  );
  return rows[0]?.outcome ?? null;
}

async function lastActOf(client: PoolClient, caseId: string): Promise<LastAct | null> {
  const { rows } = await client.query<LastAct>(
    `SELECT coalesce(actor->>'name', actor->>'kind') AS by, type, at FROM case_event
      WHERE case_id = $1 AND type NOT IN ('delivery-settled') ORDER BY number DESC LIMIT 1`,
    [caseId],
  );
  return rows[0] ?? null;
}

async function abusedIn(client: PoolClient, caseId: string): Promise<boolean> {
  const { rowCount } = await client.query(
    "SELECT FROM case_event WHERE case_id = $1 AND type = 'flagged' AND data->>'flag' = 'abuse' LIMIT 1",
    [caseId],
  );
  return rowCount !== 0;
}

export type Cases = ReturnType<typeof cases>;
