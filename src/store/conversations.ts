import type { Pool, PoolClient } from 'pg';
import { type Case, reopenDays } from '../core/case.ts';
import type { ReplyAddress } from '../core/channel.ts';
import {
  type Conversation,
  type ConversationState,
  freshState,
  type StoredMessage,
} from '../core/conversation.ts';
import { both, carriedOut, type Decisions, nothing } from '../core/decision.ts';
import type { Ids } from '../core/ids.ts';
import {
  type ClockOf,
  type EventRow,
  eventsOfCase,
  type FactsBefore,
  happenedFrom,
  type OpeningRow,
  openingFrom,
  openingsOfConversation,
} from './facts.ts';
import { type Locked, plan } from './record.ts';
import { type CaseRow, caseFrom, type MessageRow, messageFrom } from './rows.ts';

const lockConversation = `
  SELECT c.id, c.channel, c.thread, c.state, c.last_seq, c.handled_seq, c.last_inbound_seq, a.address
    FROM conversation c JOIN address a ON a.id = c.address_id
   WHERE c.id = $1 FOR UPDATE OF c`;

// Open cases, those resolved lately, and the messages that wait, each as the lock now holds them.
const loadConversation = `
  SELECT (SELECT coalesce(json_agg(json_build_object('file', f, 'events', ${eventsOfCase}) ORDER BY f.opened_at, f.id), '[]')
            FROM case_file f
           WHERE f.conversation_id = $1 AND (f.resolved_at IS NULL OR f.resolved_at > $2 OR f.id = $3)) AS cases,
         coalesce(${openingsOfConversation}, '[]') AS openings,
         (SELECT coalesce(json_agg(m ORDER BY m.seq), '[]')
            FROM (SELECT m.*, (SELECT json_agg(t.case_id) FROM case_message t WHERE t.message_id = m.revises_id) AS revised_cases
                    FROM message m
                   WHERE m.conversation_id = $1 AND m.voice = 'resident'
                     AND m.seq > (SELECT handled_seq FROM conversation WHERE id = $1)
                   ORDER BY m.seq LIMIT $4) m) AS pending`;

interface ConversationRow {
  readonly id: string;
  readonly channel: string;
  readonly thread: string;
  /** Without what conversations did not yet remember when it was written. */
  readonly state: Partial<ConversationState>;
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
  /** For the facts that are kept with the events. */
  readonly clockOf: ClockOf;
  /** Whose days the figures are told by. */
  readonly timezone: string;
}

interface Loaded {
  readonly cases: readonly { readonly file: CaseRow; readonly events: readonly EventRow[] | null }[];
  readonly openings: readonly OpeningRow[];
  readonly pending: readonly MessageRow[];
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
  return holding(pool, conversationId, null, work.now, async (client, held) => {
    if (held === null || held.lastInboundSeq <= held.handledSeq) {
      await client.query('COMMIT');
      return { messages: 0, deliveries: [], more: false };
    }
    let { conversation } = held;
    let decisions = nothing(conversation.state);
    for (const message of held.pending) {
      const decided = step(conversation, message);
      conversation = carriedOut(conversation, decided);
      decisions = both(decisions, decided);
    }
    const handled = held.pending.at(-1)?.seq ?? held.lastInboundSeq;
    const deliveries = await carryAndCommit(client, held, decisions, handled, work);
    return { messages: held.pending.length, deliveries, more: handled < held.lastInboundSeq };
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
  return holding(pool, found.conversationId, found.caseId, work.now, async (client, held) => {
    const file = held?.conversation.cases.find(({ id }) => id === found.caseId);
    if (held === null || file === undefined) throw new Error('The case is gone.');
    const { decisions, outcome } = await step(held.conversation, file, client);
    const none = nothing(held.conversation.state);
    const deliveries = await carryAndCommit(client, held, decisions ?? none, held.handledSeq, work);
    return { outcome, deliveries };
  });
}

/**
 * Say or decide something in a conversation that no case need be part of. `step` is told the open and lately resolved
 * cases with it. What it throws leaves everything as it was.
 */
export function changeConversation(
  pool: Pool,
  conversationId: string,
  step: (conversation: Conversation) => Decisions,
  work: Work,
): Promise<readonly string[]> {
  return holding(pool, conversationId, null, work.now, async (client, held) => {
    if (held === null) throw new Error('The conversation is gone.');
    return carryAndCommit(client, held, step(held.conversation), held.handledSeq, work);
  });
}

interface Held extends Locked {
  readonly lastInboundSeq: number;
  readonly handledSeq: number;
  readonly pending: readonly StoredMessage[];
}

/**
 * Lock a conversation, read it, and do something that ends with COMMIT; what is thrown rolls back. The three
 * statements before it go out together: the connection is pipelined, and each sees what the one before left.
 */
async function holding<T>(
  pool: Pool,
  id: string,
  caseId: string | null,
  now: Date,
  work: (client: PoolClient, held: Held | null) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    const lately = new Date(now.getTime() - reopenDays * 86_400_000);
    const [, locked, loaded] = await Promise.all([
      client.query('BEGIN'),
      client.query<ConversationRow>({ name: 'lock', text: lockConversation, values: [id] }),
      client.query<Loaded>({
        name: 'load',
        text: loadConversation,
        values: [id, lately, caseId, mostAtOnce],
      }),
    ]);
    return await work(client, heldFrom(locked.rows[0], loaded.rows[0]));
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

function heldFrom(row: ConversationRow | undefined, loaded: Loaded | undefined): Held | null {
  if (row === undefined || loaded === undefined) return null;
  const replyTo: ReplyAddress = { channel: row.channel, resident: row.address, thread: row.thread };
  return {
    conversation: {
      id: row.id,
      replyTo,
      state: { ...freshState, ...row.state },
      cases: loaded.cases.map(({ file }) => caseFrom(file)),
    },
    facts: factsIn(loaded),
    lastSeq: row.last_seq,
    lastInboundSeq: row.last_inbound_seq,
    handledSeq: row.handled_seq,
    pending: loaded.pending.map(messageFrom),
  };
}

function factsIn({ cases, openings }: Loaded): FactsBefore {
  return {
    events: new Map(cases.map(({ file, events }) => [file.id, (events ?? []).map(happenedFrom)])),
    openings: openings.map(openingFrom),
  };
}

/** Write what was decided and commit, in one round trip: a statement that fails leaves COMMIT nothing to keep. */
async function carryAndCommit(
  client: PoolClient,
  held: Held,
  decisions: Decisions,
  handledSeq: number,
  work: Work,
): Promise<string[]> {
  const { statement, deliveries } = plan(held, decisions, handledSeq, work);
  await Promise.all([client.query(statement), client.query('COMMIT')]);
  return deliveries;
}
