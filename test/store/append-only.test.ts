import { describe, expect, test } from 'vitest';
import { freshLedger } from '../support/postgres.ts';

const { pool } = await freshLedger();

const id = (n: number): string => `01900000-0000-7000-8000-${String(n).padStart(12, '0')}`;

await pool.query(`
  INSERT INTO resident (id, name, created_at) VALUES ('${id(1)}', 'Ann', now());
  INSERT INTO address (id, resident_id, channel, address, created_at) VALUES ('${id(2)}', '${id(1)}', 'webchat', 'a', now());
  INSERT INTO conversation (id, address_id, channel, thread, state, created_at)
    VALUES ('${id(3)}', '${id(2)}', 'webchat', 't', '{}', now());
  INSERT INTO message (id, conversation_id, seq, voice, channel, external_id, text, attachments, place, sent_at, stored_at, salt, digest)
    VALUES ('${id(4)}', '${id(3)}', 1, 'resident', 'webchat', 'x', 'My bin was missed', '[{"name":"bin.jpg"}]', '{"postcode":"MB1 1AA"}', now(), now(), 'salt', 'digest');
  INSERT INTO case_file (id, reference, conversation_id, reply_to, service, team, status, urgent, opened_at, version, head)
    VALUES ('${id(5)}', 'MB-1', '${id(3)}', '{}', 'missed-bin', 'waste', 'new', false, now(), 1, 'hash');
  INSERT INTO case_event (id, case_id, number, type, at, actor, data, salt, digest, previous, hash)
    VALUES ('${id(6)}', '${id(5)}', 1, 'opened', now(), '{}', '{"note":"words"}', 'salt', 'digest', 'root', 'hash');
  INSERT INTO classification (id, message_id, label, language, decided_by, reason, at)
    VALUES ('${id(7)}', '${id(4)}', 'missed-bin', 'en', 'officer', 'He said it is his bin', now());
  INSERT INTO officer (id, name, roles, created_at) VALUES ('${id(8)}', 'Mair Rees', '{manager}', now());
  INSERT INTO incident (id, number, title, first_day, last_day, taken_back, officer_id, at)
    VALUES ('${id(9)}', 1, 'Storm Agnes', '2026-11-12', '2026-11-14', false, '${id(8)}', now());
`);

/** Try something, and take it back if it worked. */
async function attempt(sql: string): Promise<string> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const { rowCount } = await client.query(sql);
    return `${rowCount} changed`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    await client.query('ROLLBACK');
    client.release();
  }
}

const eraseMessage = `UPDATE message SET text = NULL, attachments = '[]', place = NULL, salt = NULL`;
const eraseEvent = 'UPDATE case_event SET data = NULL, salt = NULL';

describe.each(['message', 'case_event', 'classification', 'incident'])('a row of %s', (table) => {
  test.each([
    ['removed', `DELETE FROM ${table}`],
    ['removed with all the others', `TRUNCATE ${table} CASCADE`],
  ])('is never %s', async (_, sql) => {
    expect(await attempt(sql)).toMatch(/^Rows of "[a-z_]+" are part of the record and are never removed\.$/);
  });
});

test.each([
  ['a message gets other words', `UPDATE message SET text = 'My bin was emptied'`],
  ['a message gets another time', `UPDATE message SET sent_at = sent_at - interval '1 day'`],
  ['only the words of a message go, and its salt stays', 'UPDATE message SET text = NULL'],
  ['an erasure changes the digest as well', `${eraseMessage}, digest = 'another'`],
  ['an erasure leaves other words behind', eraseMessage.replace('text = NULL', `text = 'removed'`)],
  ['an event gets another fact', `UPDATE case_event SET data = '{"note":"other words"}'`],
  ['an event gets another hash', `UPDATE case_event SET hash = 'other'`],
  ['an erasure of an event changes who did it', `${eraseEvent}, actor = '{"kind":"bot"}'`],
  ['a classification changes its mind', `UPDATE classification SET label = 'noise'`],
  ['an incident gets another title', `UPDATE incident SET title = 'Storm Brendan'`],
  ['an incident is taken back in its place', 'UPDATE incident SET taken_back = true'],
  ['a correction gets another reason', `UPDATE classification SET reason = 'another'`],
  [
    'an erasure of a reason changes who gave it',
    `UPDATE classification SET reason = NULL, decided_by = 'resident'`,
  ],
])('refused: %s', async (_, sql) => {
  expect(await attempt(sql)).toMatch(/^A row of "[a-z_]+" is part of the record and is never changed\.$/);
});

test.each([
  ['a message', eraseMessage],
  ['an event', eraseEvent],
  ['a correction', 'UPDATE classification SET reason = NULL'],
])('an erasure empties %s and keeps its place in the record', async (_, sql) => {
  expect(await attempt(sql)).toBe('1 changed');
  expect(await attempt(`${sql}; ${sql}`)).not.toContain('never changed'); // erasing twice is harmless
});

test('who is refused is told what to do instead', async () => {
  await expect(pool.query(`UPDATE message SET text = ''`)).rejects.toMatchObject({
    code: '23000',
    hint: expect.stringContaining('Only an erasure may change one'),
  });
});

test.each([
  [
    'conversation_pending',
    'SELECT id FROM conversation WHERE last_inbound_seq > handled_seq ORDER BY pending_since LIMIT 9',
  ],
  [
    'delivery_due',
    `SELECT id FROM delivery WHERE status = 'pending' AND not_before <= now() ORDER BY not_before LIMIT 9`,
  ],
  [
    'delivery_unsettled',
    `SELECT id FROM delivery WHERE thread = 't' AND status IN ('pending', 'sending') ORDER BY position LIMIT 9`,
  ],
  ['case_open', `SELECT id FROM case_file WHERE status <> 'resolved' ORDER BY first_response_due LIMIT 9`],
])('the work list %s is read from an index of its own, without sorting', async (index, sql) => {
  const client = await pool.connect();
  // The tables here are nearly empty, where reading all of one is the better plan.
  await client.query('SET enable_seqscan = off');
  const { rows } = await client.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${sql}`);
  await client.query('RESET enable_seqscan');
  client.release();
  const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
  expect(plan).toContain(`Index Scan using ${index}`);
  expect(plan).not.toContain('Sort');
});
