import { beforeAll, describe, expect, test } from 'vitest';
import type { Act } from '../../src/core/desk.ts';
import { aHouse, anOfficer, type House } from '../support/moothall.ts';
import { freshLedger } from '../support/postgres.ts';

const ledger = await freshLedger();
let house: House;

const casesOf = async (resident: string) => {
  const { rows } = await ledger.pool.query<{ reference: string; id: string }>(
    `SELECT f.reference, f.id FROM case_file f JOIN conversation c ON c.id = f.conversation_id
      WHERE c.thread = $1 ORDER BY f.opened_at`,
    [resident],
  );
  return rows;
};

const factsOf = async (id: string) => {
  const { rows } = await ledger.pool.query('SELECT * FROM case_facts WHERE case_id = $1', [id]);
  return rows[0] as Record<string, unknown> | undefined;
};

async function write(resident: string, ...texts: string[]): Promise<void> {
  for (const text of texts) {
    await house.write(resident, text);
    await house.settled();
  }
}

async function act(reference: string, ...acts: Act[]): Promise<void> {
  for (const each of acts) await house.parts.act({ reference, officer: anOfficer, act: each });
  await house.settled();
}

const firstOf = async (resident: string) => {
  const [first] = await casesOf(resident);
  if (first === undefined) throw new Error('No case was opened.');
  return first;
};

const resolved = { type: 'status', status: 'resolved', outcome: 'fixed' } as const;

/** All facts, as the bytes PostgreSQL writes of them. */
const everything = async () => {
  const { rows } = await ledger.pool.query<{ bytes: string }>(
    'SELECT f::text AS bytes FROM case_facts f ORDER BY case_id',
  );
  return rows.map(({ bytes }) => bytes);
};

beforeAll(async () => {
  house = await aHouse(ledger.url);
  await write('ann', 'bins again?! third week running, 14 Larch Close', 'any news on my bin?');
  const ann = await firstOf('ann');
  await act(
    ann.reference,
    { type: 'reply', text: 'Which colour is it?', question: true },
    { type: 'note', text: 'Crew asked.' },
  );
  await write('ann', 'the brown one', 'when will you come?');
  await act(ann.reference, { type: 'reply', text: 'On Tuesday.' }, resolved);
  await write('ann', 'it is still not done, they missed it again');
  await act(ann.reference, { type: 'status', status: 'waiting-on-partner' }, resolved);
  await write('bob', 'dw i eisiau adrodd bod fy min heb gael ei wagio yn 3 Mill Lane');
  await write('cat', 'I can smell gas really strongly in my kitchen');
  await act((await firstOf('cat')).reference, { type: 'reply', text: 'Are you outside now?' });
  await write('dan', 'huge pothole outside 5 Station Road, and my bin was missed at 5 Station Road');
  for (const { reference } of await casesOf('dan'))
    await act(reference, { type: 'route', team: 'street-scene', reason: 'Theirs.' }, resolved);
  await write('eve', 'asdf qwer zxcv', 'when is my bin day?');
  const [eve] = await casesOf('eve');
  if (eve !== undefined)
    await act(eve.reference, { type: 'reclassify', service: 'litter', reason: 'It is.' }, resolved);
  await write('fay', 'noisy party at 7 Abbey Road every night');
  await act((await firstOf('fay')).reference, { type: 'reply', text: 'We are on it.' }, resolved);
  await write('fay', 'loud music at 7 Abbey Road again tonight, a new party');
  await write('gil', 'dog mess all over the path at 9 Abbey Road');
  await act((await firstOf('gil')).reference, { type: 'reply', text: 'It will be cleared.' }, resolved);
  await write('gil', '2', '4: satisfied');
}, 120_000);

describe('The facts of a case', () => {
  test('stand in the ledger with its events', async () => {
    const { rows } = await ledger.pool.query(
      'SELECT c.id FROM case_file c LEFT JOIN case_facts f ON f.case_id = c.id AND f.version = c.version WHERE f.case_id IS NULL',
    );
    expect(rows).toEqual([]);
    expect((await everything()).length).toBeGreaterThanOrEqual(7);
  });

  test('tell what became of it: chased, asked, answered, closed, opened again and closed', async () => {
    const { id } = await firstOf('ann');
    expect(await factsOf(id)).toMatchObject({
      service: 'missed-bin',
      team: 'waste',
      channel: 'webchat',
      language: 'en',
      status: 'resolved',
      outcome: 'fixed',
      chasers: 2,
      replies: 2,
      reopenings: 1,
      routes: 0,
      clock: 1,
      danger: [],
      next_responses: [expect.any(Number)],
      waiting_since: null,
    });
  });

  test('tell Welsh, danger with its advice and the first officer, and moves to another team', async () => {
    expect(await factsOf((await firstOf('bob')).id)).toMatchObject({ language: 'cy' });
    expect(await factsOf((await firstOf('cat')).id)).toMatchObject({
      danger: ['gas'],
      urgent: true,
      advice_seconds: expect.any(Number),
      person_minutes: 0,
    });
    for (const { id } of await casesOf('dan'))
      expect(await factsOf(id)).toMatchObject({
        routes: 1,
        team: 'street-scene',
        closed_at: expect.any(Date),
      });
  });

  test('tell that the resident was asked how satisfied they are, and their last answer', async () => {
    const facts = await factsOf((await firstOf('gil')).id);
    expect(facts).toMatchObject({
      rating: 4,
      rated_at: expect.any(Date),
      status: 'resolved',
      waiting_since: null,
    });
    expect(facts?.['surveyed_at']).toEqual(facts?.['closed_at']);
    const said = await house.said('gil');
    expect(said.map(({ text }) => text).slice(-4)).toEqual([
      '2',
      expect.stringContaining('2 out of 5. We are sorry'),
      '4: satisfied',
      expect.stringContaining('4 out of 5'),
    ]);
    expect(await casesOf('gil')).toHaveLength(1);
    expect(await house.store.reader.fault((await firstOf('gil')).reference)).toBeNull();
    expect(await factsOf((await firstOf('cat')).id)).toMatchObject({ surveyed_at: null, rating: null });
  });

  test('made again from the events alone are the same to the byte', async () => {
    const kept = await everything();
    const progress = () => {};
    expect(await house.store.rebuildFacts({ check: true, progress })).toEqual({
      cases: kept.length,
      changed: 0,
    });
    await ledger.pool.query('TRUNCATE case_facts');
    expect(await house.store.rebuildFacts({ check: true, progress })).toEqual({
      cases: kept.length,
      changed: kept.length,
    });
    expect(await house.store.rebuildFacts({ check: false, progress })).toEqual({
      cases: kept.length,
      changed: kept.length,
    });
    expect(await everything()).toEqual(kept);
  });

  test('that were altered are found and put right', async () => {
    const kept = await everything();
    await ledger.pool.query("UPDATE case_facts SET chasers = 9, repeat_of = NULL WHERE team = 'waste'");
    const { changed } = await house.store.rebuildFacts({ check: true, progress() {} });
    expect(changed).toBeGreaterThan(0);
    await house.store.rebuildFacts({ check: false, progress() {} });
    expect(await everything()).toEqual(kept);
  });
});
