import { beforeAll, describe, expect, test } from 'vitest';
import { ids } from '../../src/ids.ts';
import { scorecardOf } from '../../src/stats/scorecard.ts';
import { openStore } from '../../src/store/store.ts';
import { keepLog } from '../support/log.ts';
import { marlcombe } from '../support/moothall.ts';
import { afterwards, freshLedger } from '../support/postgres.ts';

const ledger = await freshLedger();
const { pool } = ledger;
// Tuesday; the week began on Monday 23 November at midnight in London.
const now = new Date('2026-11-24T10:00:00Z');
const store = openStore({
  url: ledger.url,
  council: marlcombe,
  ids,
  desks: [],
  now: () => now,
  log: keepLog().log,
});
afterwards(() => store.close());

const conversation = ids.id();

beforeAll(async () => {
  const [resident, address] = [ids.id(), ids.id()];
  await pool.query(`INSERT INTO resident (id, created_at) VALUES ('${resident}', now());`);
  await pool.query(
    `INSERT INTO address (id, resident_id, channel, address, created_at) VALUES ('${address}', '${resident}', 'webchat', 'a', now());`,
  );
  await pool.query(
    `INSERT INTO conversation (id, address_id, channel, thread, state, created_at)
     VALUES ('${conversation}', '${address}', 'webchat', 't', '{}', now());`,
  );
});

let seq = 0;

/** A resident's message as the model read it. */
async function aMessage(
  text: string | null,
  { guess = 'noise', probability = 0.85, model = 'm1', at = now, taken = false } = {},
): Promise<string> {
  const id = ids.id();
  seq += 1;
  await pool.query(
    `INSERT INTO message (id, conversation_id, seq, voice, channel, external_id, text, sent_at, stored_at, salt, digest)
     VALUES ($1, $2, $3, 'resident', 'webchat', $4, $5, $6, $6, $7, 'digest')`,
    [id, conversation, seq, id, text, at, text === null ? null : 'salt'],
  );
  await pool.query(
    `INSERT INTO classification (id, message_id, label, probability, language, model, at)
     VALUES ($1, $2, $3, $4, 'en', $5, $6)`,
    [ids.id(), id, guess, probability, model, at],
  );
  if (!taken) return id;
  const back = ids.id();
  seq += 1;
  await pool.query(
    `INSERT INTO message (id, conversation_id, seq, voice, channel, external_id, text, revises_id, revision_kind, sent_at, stored_at, salt, digest)
     VALUES ($1, $2, $3, 'resident', 'webchat', $4, '', $5, 'deletion', $6, $6, 'salt', 'digest')`,
    [back, conversation, seq, back, id, at],
  );
  return id;
}

/** The case a message opened. */
async function aCase(
  messageId: string,
  { service = 'noise', restricted = false, at = now } = {},
): Promise<{ id: string; reference: string }> {
  const id = ids.id();
  const reference = `MB-${id.slice(-12)}`;
  await pool.query(
    `INSERT INTO case_file (id, reference, conversation_id, reply_to, service, team, status, urgent, restricted, opened_at, version, head)
     VALUES ($1, $2, $3, '{}', $4, 'waste', 'new', false, $5, $6, 1, 'hash')`,
    [id, reference, conversation, service, restricted, at],
  );
  await pool.query('INSERT INTO case_message (case_id, message_id) VALUES ($1, $2)', [id, messageId]);
  const opened = { messageId, service, team: 'waste', restricted, openedAt: at.toISOString() };
  await event(id, 1, 'opened', 'bot', opened);
  return { id, reference };
}

async function event(caseId: string, number: number, type: string, kind: string, data: object = {}) {
  await pool.query(
    `INSERT INTO case_event (id, case_id, number, type, at, actor, data, salt, digest, previous, hash)
     VALUES ($1, $2, $3, $4, $5, $6, $7, 'salt', 'digest', 'previous', 'hash')`,
    [ids.id(), caseId, number, type, now, { kind }, data],
  );
}

/** A person says what a case is about. */
async function correct(caseId: string, label: string, by: string = ids.id(), at = now): Promise<string> {
  const id = ids.id();
  await pool.query(
    `INSERT INTO classification (id, case_id, label, language, decided_by, reason, at)
     VALUES ($1, $2, $3, 'en', $4, 'because', $5)`,
    [id, caseId, label, by, at],
  );
  return id;
}

const found = async (id: string) => (await store.learning.corrections()).find((each) => each.id === id);
/** What was written past the store is told by its facts too. */
const keepFacts = () => store.rebuildFacts({ check: false, progress() {} });
const heardOf = async (id: string) => {
  await keepFacts();
  return (await store.learning.heard(1000)).find((each) => each.id === id);
};

describe('A correction on record', () => {
  test('stands with the words of the message that opened the case, and whether an officer said it', async () => {
    const { id } = await aCase(await aMessage('music from the pub'));
    const officers = await correct(id, 'anti-social-behaviour');
    expect(await found(officers)).toEqual({
      id: officers,
      label: 'anti-social-behaviour',
      by: 'officer',
      text: 'music from the pub',
      leftOut: null,
    });
  });

  test('gives way to a later one of the same case, and the resident’s counts as well', async () => {
    const { id } = await aCase(await aMessage('smoke over the fence'));
    const first = await correct(id, 'litter');
    const last = await correct(id, 'bonfire-air-quality', 'resident', new Date(now.getTime() + 1000));
    expect(await found(first)).toBeUndefined();
    expect(await found(last)).toMatchObject({ by: 'resident', label: 'bonfire-air-quality' });
  });

  test('keeps its words where somebody may be at risk', async () => {
    const { id } = await aCase(await aMessage('he hits her'), { restricted: true });
    expect(await found(await correct(id, 'safeguarding'))).toMatchObject({
      text: null,
      leftOut: 'restricted',
    });
  });

  test('keeps its words where the message opened several cases', async () => {
    const message = await aMessage('bins not done and the light is out');
    const { id } = await aCase(message);
    await aCase(message, { service: 'street-light' });
    expect(await found(await correct(id, 'missed-bin'))).toMatchObject({
      text: null,
      leftOut: 'several-matters',
    });
  });

  test('has no words once they are erased, or the resident took them back', async () => {
    const erased = await aMessage('my words');
    const { id } = await aCase(erased);
    const correction = await correct(id, 'litter');
    await pool.query(
      `UPDATE message SET text = NULL, attachments = '[]', place = NULL, salt = NULL WHERE id = $1`,
      [erased],
    );
    expect(await found(correction)).toMatchObject({ text: null, leftOut: 'no-words' });
    const other = await aCase(await aMessage('sent by mistake', { taken: true }));
    expect(await found(await correct(other.id, 'litter'))).toMatchObject({ text: null, leftOut: 'no-words' });
  });
});

describe('What was heard lately', () => {
  test('comes with what officers let stand, and what they corrected', async () => {
    const left = await aMessage('drums at midnight');
    await event((await aCase(left)).id, 2, 'reply-sent', 'officer');
    expect(await heardOf(left)).toMatchObject({ judged: 'noise', correction: null });

    const changed = await aMessage('cars parked on the kerb');
    const { id } = await aCase(changed);
    const correction = await correct(id, 'parking-enforcement');
    expect(await heardOf(changed)).toMatchObject({ judged: 'parking-enforcement', correction });
  });

  test('is not judged by what the bot did, or where the case stands under another service', async () => {
    const bots = await aMessage('barking');
    await event((await aCase(bots)).id, 2, 'reply-sent', 'bot');
    expect(await heardOf(bots)).toMatchObject({ judged: null });
    const unsure = await aMessage('something', { probability: 0.3 });
    await event((await aCase(unsure, { service: 'other' })).id, 2, 'status-changed', 'officer');
    expect(await heardOf(unsure)).toMatchObject({ judged: null });
  });

  test('has none of a restricted case, and no more than asked for, the latest first', async () => {
    const risky = await aMessage('she is afraid of him', { at: new Date(now.getTime() + 60_000) });
    await aCase(risky, { restricted: true });
    expect(await heardOf(risky)).toBeUndefined();
    const latest = await aMessage('the latest', { at: new Date(now.getTime() + 120_000) });
    expect((await store.learning.heard(1)).map(({ id }) => id)).toEqual([latest]);
  });
});

describe('The readings of a scorecard', () => {
  const later = new Date('2027-03-02T10:00:00Z'); // a Tuesday nothing else is near
  const readings = async () => {
    await keepFacts();
    return store.statistics.readings(2, later);
  };

  test('begin on the council’s Mondays, in its own time', async () => {
    const { weeks } = await readings();
    expect(weeks).toEqual(['2027-02-22', '2027-03-01']);
    const summer = await store.statistics.readings(1, new Date('2027-07-11T23:30:00Z')); // Monday in London
    expect(summer.weeks).toEqual(['2027-07-12']);
  });

  test('count what the model said with what people made of it', async () => {
    for (let i = 0; i < 3; i += 1) {
      const { id } = await aCase(await aMessage('pub music', { at: later }), { at: later });
      if (i > 0) await correct(id, 'anti-social-behaviour', undefined, later);
      if (i > 1) await event(id, 2, 'routed', 'officer');
    }
    await aMessage('hello', { guess: 'greeting', probability: 1, at: later });
    await aMessage('??', { guess: 'other', probability: 0, model: 'none', at: later });
    await aMessage('last week', { probability: 0.12, at: new Date('2027-02-28T23:00:00Z') });
    const { read, cases } = await readings();
    expect(
      read.map(({ week, label, band, sure, truth, messages }) => [week, label, band, sure, truth, messages]),
    ).toEqual([
      ['2027-02-22', 'noise', 1, false, null, 1],
      ['2027-03-01', 'greeting', 9, true, null, 1],
      ['2027-03-01', 'noise', 8, true, 'anti-social-behaviour', 2],
      ['2027-03-01', 'noise', 8, true, null, 1],
    ]);
    expect(cases).toEqual([{ week: '2027-03-01', opened: 3, moved: 1 }]);
  });

  test('name the cases of each confusion, but never a restricted one', async () => {
    const risky = await aCase(await aMessage('shouting', { at: later }), { restricted: true, at: later });
    await correct(risky.id, 'safeguarding', undefined, later);
    const { confusions } = scorecardOf(await readings());
    expect(confusions).toEqual([
      {
        label: 'anti-social-behaviour',
        taken: 'noise',
        times: 2,
        references: [expect.any(String), expect.any(String)],
      },
    ]);
  });

  test('are found by their index, however old the ledger is', async () => {
    const client = await pool.connect();
    await client.query('SET enable_seqscan = off');
    const plan = async (sql: string) => {
      const { rows } = await client.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${sql}`);
      return rows.map((row) => row['QUERY PLAN']).join('\n');
    };
    expect(await plan(`SELECT id FROM classification WHERE at >= '2027-01-01'`)).toContain(
      'classification_at_idx',
    );
    expect(await plan('SELECT id FROM classification WHERE decided_by IS NOT NULL')).toContain(
      'classification_corrected',
    );
    client.release();
  });
});
