import type { Pool } from 'pg';
import type { Language } from '../core/catalogue.ts';
import { digestOf } from '../core/chain.ts';
import type { Accepted, Attachment, InboundMessage } from '../core/channel.ts';
import { freshState } from '../core/conversation.ts';
import type { Ids } from '../core/ids.ts';

const uniqueViolation = '23505';

// One statement: the conversation gives the next number and takes the message, or neither happens.
const storeMessage = `
  WITH thread AS (
    UPDATE conversation
       SET last_seq = last_seq + 1, last_inbound_seq = last_seq + 1, pending_since = coalesce(pending_since, $12)
     WHERE channel = $3 AND thread = $2
       AND NOT EXISTS (SELECT 1 FROM message WHERE channel = $3 AND external_id = $4)
    RETURNING id, last_seq),
  stored AS (
  INSERT INTO message (id, conversation_id, seq, voice, channel, external_id, text, attachments, place,
                       revises_id, revision_kind, sent_at, stored_at, salt, digest, publicly)
  SELECT $1, thread.id, thread.last_seq, 'resident', $3, $4, $5, $6, $7,
         (SELECT id FROM message WHERE channel = $3 AND external_id = $8), $9, $10, $12, $11, $13, $14
    FROM thread
  RETURNING id, conversation_id),
  files AS (
  INSERT INTO file (id, message_id, channel, external_id, kind, name, bytes, not_before, created_at)
  SELECT f.id, stored.id, $3, f.external_id, f.kind, f.name, f.bytes, $12, $12
    FROM stored, jsonb_to_recordset($15) AS f(id uuid, external_id text, kind text, name text, bytes int)
   WHERE NOT EXISTS (SELECT 1 FROM file had JOIN message m ON m.id = had.message_id
                      WHERE m.channel = $3 AND m.external_id = $8 AND had.external_id = f.external_id)
  ON CONFLICT (message_id, external_id) DO NOTHING)
  SELECT id, conversation_id FROM stored`;

const findMessage = 'SELECT id, conversation_id FROM message WHERE channel = $1 AND external_id = $2';

// Whoever comes first makes the row; the others find it.
const openThread = `
  WITH person AS (
    INSERT INTO resident (id, name, created_at) SELECT $1, $2, $7
     WHERE NOT EXISTS (SELECT 1 FROM address WHERE channel = $3 AND address = $4)
    RETURNING id),
  place AS (
    INSERT INTO address (id, resident_id, channel, address, created_at)
    SELECT $5, person.id, $3, $4, $7 FROM person
    RETURNING id)
  INSERT INTO conversation (id, address_id, channel, thread, state, created_at)
  SELECT $6, found.id, $3, $8, $9, $7
    FROM (SELECT id FROM place UNION SELECT id FROM address WHERE channel = $3 AND address = $4) AS found
  ON CONFLICT (channel, thread) DO NOTHING`;

interface Row {
  readonly id: string;
  readonly conversation_id: string;
}

/**
 * Store one resident's message, once. A repeat of the same external id changes nothing and answers as the
 * first did. When this resolves the row is committed and the platform may be told so.
 */
export async function acceptMessage(
  pool: Pool,
  ids: Ids,
  message: InboundMessage,
  languages: readonly Language[],
  now: Date,
): Promise<Accepted> {
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const stored = await insertMessage(pool, ids, message, now);
    if (stored !== undefined)
      return { messageId: stored.id, conversationId: stored.conversation_id, duplicate: false };
    const { rows } = await pool.query<Row>(findMessage, [message.from.channel, message.externalId]);
    if (rows[0] !== undefined)
      return { messageId: rows[0].id, conversationId: rows[0].conversation_id, duplicate: true };
    const language = languages.find((each) => each === message.language);
    await openConversation(pool, ids, message.from, { name: message.residentName ?? null, language }, now);
  }
  throw new Error('The conversation could not be opened.');
}

/** Largest size the column holds; far more than is ever fetched. */
const mostBytes = 2 ** 31 - 1;

const fileRow = (id: string, { externalId, kind, name, bytes }: Attachment) => ({
  id,
  external_id: externalId,
  kind,
  name,
  bytes: bytes === undefined ? undefined : Math.min(bytes, mostBytes),
});

async function insertMessage(
  pool: Pool,
  ids: Ids,
  message: InboundMessage,
  now: Date,
): Promise<Row | undefined> {
  const salt = ids.salt();
  const { from, externalId, text, attachments, place, publicly, revises, sentAt } = message;
  const values = [
    ids.id(),
    from.thread,
    from.channel,
    externalId,
    text,
    JSON.stringify(attachments),
    place ?? null,
    revises?.externalId ?? null,
    revises?.kind ?? null,
    sentAt,
    salt,
    now,
    digestOf(salt, text),
    publicly ?? null,
    JSON.stringify(attachments.map((attachment) => fileRow(ids.id(), attachment))),
  ];
  try {
    const { rows } = await pool.query<Row>({ name: 'accept', text: storeMessage, values });
    return rows[0];
  } catch (error) {
    // The same message came twice at once, and the other one is in.
    if (error instanceof Error && 'code' in error && error.code === uniqueViolation) return undefined;
    throw error;
  }
}

/** Make sure that a thread with a resident exists, a new one to be answered in `language`. Harmless when it does. */
export async function openConversation(
  pool: Pool,
  ids: Ids,
  from: InboundMessage['from'],
  { name, language }: { readonly name: string | null; readonly language?: Language | undefined },
  now: Date,
): Promise<void> {
  const state = JSON.stringify({ ...freshState, ...(language === undefined ? {} : { language }) });
  const values = [ids.id(), name, from.channel, from.resident, ids.id(), ids.id(), now, from.thread, state];
  try {
    await pool.query(openThread, values);
  } catch (error) {
    // Two first messages of one resident at once: the address is there now, so the next try finds it.
    if (!(error instanceof Error && 'code' in error && error.code === uniqueViolation)) throw error;
  }
}
