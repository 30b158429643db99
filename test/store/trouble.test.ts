import { describe, expect, test } from 'vitest';
import { ids } from '../../src/ids.ts';
import { troubleOf } from '../../src/stats/trouble.ts';
import { countsNow, latestOf } from '../../src/store/reader/trouble.ts';
import { freshLedger } from '../support/postgres.ts';

const { pool, prisma } = await freshLedger();
const noon = new Date('2026-02-24T12:00:00Z');
const weeksAgo = (weeks: number, minutes = 30) =>
  new Date(noon.getTime() - weeks * 7 * 86_400_000 - minutes * 60_000);
const inMinutes = (minutes: number) => new Date(noon.getTime() + minutes * 60_000);

const [resident, address, conversation] = [ids.id(), ids.id(), ids.id()];
await pool.query(`
  INSERT INTO resident (id, created_at) VALUES ('${resident}', now());
  INSERT INTO address (id, resident_id, channel, address, created_at) VALUES ('${address}', '${resident}', 'telegram', 'a', now());
  INSERT INTO conversation (id, address_id, channel, thread, state, created_at)
    VALUES ('${conversation}', '${address}', 'telegram', 'a', '{}', now());`);

let count = 0;

interface Told {
  readonly at?: Date;
  readonly service?: string;
  readonly ward?: string;
  readonly restricted?: boolean;
  readonly status?: string;
  readonly due?: Date;
  readonly answered?: boolean;
  readonly close?: Date;
}

/** A case as the ledger keeps it, with its facts; its reference. */
async function aCase(told: Told = {}): Promise<string> {
  const { at = weeksAgo(0), service = 'missed-bin', ward = null, restricted = false, status = 'new' } = told;
  count += 1;
  const reference = `MB-${String(count).padStart(9, '0')}`;
  const id = ids.id();
  await pool.query(
    `INSERT INTO case_file (id, reference, conversation_id, reply_to, service, team, status, urgent, restricted, place, opened_at,
                            first_response_due, first_responded_at, resolution_due, version, head)
     VALUES ($1, $2, $3, '{}', $4, 'waste', $5, false, $6, $7, $8, $9, $10, $11, 1, 'hash')`,
    [
      id,
      reference,
      conversation,
      service,
      status,
      restricted,
      ward === null ? null : JSON.stringify({ words: 'here', ward: { code: ward, name: ward } }),
      at,
      told.due ?? null,
      told.answered === true ? at : null,
      told.close ?? null,
    ],
  );
  await pool.query(
    `INSERT INTO case_facts (case_id, conversation_id, version, channel, language, service, opened_service, team, opened_team,
                             urgent, restricted, danger, status, opened_at, started_at, clock, next_responses, resolution_due,
                             paused_minutes, partner_minutes, reopenings, routes, chasers, messages, replies)
     SELECT id, conversation_id, 1, 'telegram', 'en', service, service, team, team,
            urgent, restricted, '{}', status, opened_at, opened_at, 1, '{}', resolution_due, 0, 0, 0, 0, 0, 1, 0
       FROM case_file WHERE id = $1`,
    [id],
  );
  return reference;
}

async function aMessage(channel: string, at: Date): Promise<void> {
  count += 1;
  await pool.query(
    `INSERT INTO message (id, conversation_id, seq, voice, channel, external_id, text, sent_at, stored_at, salt, digest)
     VALUES ($1, $2, $3, 'resident', $4, $5, 'words', $6, $6, 'salt', 'digest')`,
    [ids.id(), conversation, count, channel, `m${count}`, at],
  );
}

const asked = { restricted: false, now: noon, timezone: 'Europe/London' };
const look = async (restricted = false) => {
  const counts = await countsNow(prisma, { ...asked, restricted });
  return troubleOf(noon, counts, (which) => latestOf(prisma, { ...which, restricted }));
};

test('On an empty ledger nothing is known, and nothing is said', async () => {
  expect(await look()).toMatchObject({ weeks: 0, dueSoon: [], services: [], wards: [], silent: [] });
});

describe('Trouble', () => {
  test('is a wave of one service in one ward, counted beside the same hours of the weeks the ledger knows', async () => {
    await aCase({ at: weeksAgo(6, 60 * 20) });
    for (let week = 1; week <= 5; week += 1)
      await aCase({ at: weeksAgo(week), service: 'flooding', ward: 'E05' });
    // Three hours ago to the minute counts; a minute before does not, and neither does this very instant.
    await aCase({ at: weeksAgo(0, 181), service: 'flooding', ward: 'E05' });
    await aCase({ at: noon, service: 'flooding', ward: 'E05' });
    for (let i = 0; i < 12; i += 1)
      await aCase({ at: weeksAgo(0, 180 - i), service: 'flooding', ward: 'E05' });
    const { weeks, services, wards } = await look();
    expect(weeks).toBe(6);
    expect(services).toMatchObject([{ key: 'flooding', now: 12, before: [1, 1, 1, 1, 1, 0] }]);
    expect(services[0]?.references).toHaveLength(10);
    expect(wards).toMatchObject([{ key: 'E05', now: 12 }]);
  });

  test('is a channel nobody writes on any more', async () => {
    for (let week = 1; week <= 6; week += 1)
      for (let i = 0; i < 10; i += 1) {
        await aMessage('telegram', weeksAgo(week, 10 + i));
        await aMessage('discord', weeksAgo(week, 10 + i));
      }
    await aMessage('discord', weeksAgo(0));
    expect((await look()).silent).toMatchObject([{ key: 'telegram', now: 0, usual: 10 }]);
  });

  test('is a case that falls due in the next two hours: unanswered by its answer, answered by its close', async () => {
    const answer = await aCase({ due: inMinutes(60) });
    const close = await aCase({
      due: inMinutes(-600),
      answered: true,
      status: 'in-progress',
      close: inMinutes(30),
    });
    await aCase({ due: inMinutes(121) });
    await aCase({ due: inMinutes(-1) });
    await aCase({ due: inMinutes(60), status: 'resolved' });
    await aCase({ answered: true, status: 'waiting-on-resident', close: inMinutes(30) });
    expect((await look()).dueSoon).toEqual([
      {
        team: 'waste',
        cases: [
          { reference: close, due: inMinutes(30) },
          { reference: answer, due: inMinutes(60) },
        ],
      },
    ]);
  });

  test('names a restricted case only to whoever may see it', async () => {
    const hidden = await aCase({ due: inMinutes(5), restricted: true });
    const named = async (restricted: boolean) =>
      (await look(restricted)).dueSoon.flatMap(({ cases }) => cases.map(({ reference }) => reference));
    expect(await named(false)).not.toContain(hidden);
    expect(await named(true)).toContain(hidden);
  });
});
