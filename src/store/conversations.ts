import type { Pool, PoolClient } from 'pg';
import { type Case, reopenDays } from '../core/case.ts';
import type { ReplyAddress } from '../core/channel.ts';
import type { Conversation, ConversationState, StoredMessage } from '../core/conversation.ts';
import { both, carriedOut, type Decisions, nothing } from '../core/decision.ts';
import type { Ids } from '../core/ids.ts';
import { carry, type Locked } from './record.ts';
import { type CaseRow, caseFrom, type MessageRow, messageFrom } from './rows.ts';

const lockConversation = `
  SELECT c.id, c.channel, c.thread, c.state, c.last_seq, c.handled_seq, c.last_inbound_seq, a.address
    FROM conversation c JOIN address a ON a.id = c.address_id
   WHERE c.id = $1 FOR UPDATE OF c`;

// Open cases, those resolved lately, and the messages that wait, each as the lock now holds them.
const loadConversation = `
  SELECT (SELECT coalesce(json_agg(f ORDER BY f.opened_at, f.id), '[]') FROM case_file f
           WHERE f.conversation_id = $1 AND (f.resolved_at IS NULL OR f.resolved_at > $2 OR f.id = $4)) AS cases,
         (SELECT coalesce(json_agg(m ORDER BY m.seq), '[]')
            FROM (SELECT m.*, (SELECT json_agg(t.case_id) FROM case_message t WHERE t.message_id = m.revises_id) AS revised_cases
                    FROM message m
                   WHERE m.conversation_id = $1 AND m.seq > $3 AND m.voice = 'resident'
                   ORDER BY m.seq LIMIT $5) m) AS pending`;

interface ConversationRow {
  readonly id: string;
  readonly channel: string;
  readonly thread: string;
  readonly state: ConversationState;
  readonly last_seq: number;
  readonly handled_seq: number;
  readonly last_inbound_seq: number;
  readonly address: string;
}

/** How many messages one transaction handles: enough to keep up, few enough to let others in. */
const mostAtOnce = 20;

export interface Handled {
  readonly messages: number;
  /** Deliveries made, in the order they are to go out. */
  readonly deliveries: readonly string[];
  /** True when more messages waited than one transaction takes. */
  readonly more: boolean;
}

export interface Work {
  readonly ids: Ids;
  /** Desks that are shown each case touched. */
  readonly desks: readonly string[];
  readonly now: Date;
}

/**
 * Handle the messages of a conversation that wait, in the order they came, each against what the one before
 * led to. All of it commits together. Harmless when nothing waits; two at once take turns.
 */
export function handlePending(
  pool: Pool,
  conversationId: string,
  step: (conversation: Conversation, message: StoredMessage) => Decisions,
  work: Work,
): Promise<Handled> {
  return inTransaction(pool, async (client) => {
    const row = await lock(client, conversationId);
    if (row === null || row.last_inbound_seq <= row.handled_seq)
      return { messages: 0, deliveries: [], more: false };
    const { locked, pending } = await load(client, row, work.now, null);
    let conversation = locked.conversation;
    let decisions = nothing(conversation.state);
    for (const message of pending) {
      const decided = step(conversation, message);
      conversation = carriedOut(conversation, decided);
      decisions = both(decisions, decided);
    }
    const handled = pending.at(-1)?.seq ?? row.last_inbound_seq;
    const deliveries = await carry(client, locked, decisions, handled, work);
    return { messages: pending.length, deliveries, more: handled < row.last_inbound_seq };
  });
}

/**
 * Change one case by what `step` decides from it and its conversation as they stand now; null changes nothing.
 * What `step` throws leaves everything as it was.
 */
export function changeCase<T>(
  pool: Pool,
  found: { readonly conversationId: string; readonly caseId: string },
  step: (
    conversation: Conversation,
    file: Case,
    client: PoolClient,
  ) => Promise<{ decisions: Decisions | null; outcome: T }>,
  work: Work,
): Promise<{ outcome: T; deliveries: readonly string[] }> {
  return inTransaction(pool, async (client) => {
    const row = await lock(client, found.conversationId);
    if (row === null) throw new Error('The conversation is gone.');
    const { locked } = await load(client, row, work.now, found.caseId);
    const file = locked.conversation.cases.find(({ id }) => id === found.caseId);
    if (file === undefined) throw new Error('The case is gone.');
    const { decisions, outcome } = await step(locked.conversation, file, client);
    const deliveries =
      decisions === null ? [] : await carry(client, locked, decisions, row.handled_seq, work);
    return { outcome, deliveries };
  });
}

async function lock(client: PoolClient, id: string): Promise<ConversationRow | null> {
  const { rows } = await client.query<ConversationRow>({
    name: 'lock',
    text: lockConversation,
    values: [id],
  });
  return rows[0] ?? null;
}

async function load(client: PoolClient, row: ConversationRow, now: Date, caseId: string | null) {
  const lately = new Date(now.getTime() - reopenDays * 86_400_000);
  const values = [row.id, lately, row.handled_seq, caseId, mostAtOnce];
  const { rows } = await client.query<{ cases: CaseRow[]; pending: MessageRow[] }>({
    name: 'load',
    text: loadConversation,
    values,
  });
  const replyTo: ReplyAddress = { channel: row.channel, resident: row.address, thread: row.thread };
  const conversation = { id: row.id, replyTo, state: row.state, cases: (rows[0]?.cases ?? []).map(caseFrom) };
  const locked: Locked = { conversation, lastSeq: row.last_seq, handledSeq: row.handled_seq };
  return { locked, pending: (rows[0]?.pending ?? []).map(messageFrom) };
}

export async function inTransaction<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('BEGIN');
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    // A connection that cannot roll back is thrown away; the server rolls back by itself.
    await client.query('ROLLBACK').catch((fault: Error) => {
      broken = fault;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}
