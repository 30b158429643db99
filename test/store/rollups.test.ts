import { describe, expect, test } from 'vitest';
import { measureKeys } from '../../src/core/measures.ts';
import { type Grouping, groupings, noWard, type StatsFilters, steps } from '../../src/core/statistics.ts';
import { ids } from '../../src/ids.ts';
import { statistics } from '../../src/store/reader/statistics.ts';
import { openStore } from '../../src/store/store.ts';
import { aHistory } from '../support/history.ts';
import { marlcombe } from '../support/language.ts';
import { keepLog } from '../support/log.ts';
import { afterwards, freshLedger } from '../support/postgres.ts';

const day = 86_400_000;
const now = new Date();
const ledger = await freshLedger();
await aHistory(ledger.url, 500, now);
const store = openStore({
  url: ledger.url,
  council: marlcombe,
  ids,
  desks: [],
  now: () => now,
  log: keepLog().log,
});
afterwards(() => store.close());

const asked = statistics(ledger.pool, marlcombe);
const ago = (days: number, hours = 0) => new Date(+now - days * day - hours * 3_600_000);
const filters: readonly StatsFilters[] = [
  { from: ago(400), to: now },
  { from: ago(190), to: ago(3) },
  { from: ago(100, 7), to: ago(20, 3), team: 'waste' },
  { from: ago(60), to: new Date(+now + 3 * day), language: 'cy' },
  { from: ago(150), to: now, team: 'waste', service: 'missed-bin' },
  { from: ago(90), to: now, channel: 'webchat', ward: 'E05999001' },
  { from: ago(120), to: ago(1), ward: noWard, service: 'missed-bin' },
  { from: ago(2, 5), to: ago(2, 1) },
  { from: ago(1), to: now },
];

/** Every answer that a rollup may be in. */
async function answers() {
  const told: unknown[] = [];
  for (const each of filters) {
    for (const by of [null, ...groupings] as (Grouping | null)[])
      told.push(await asked.figures(each, by, now));
    for (const step of steps)
      for (const measure of measureKeys) told.push(await asked.series(measure, each, step, now));
  }
  return told;
}

const rolledUp = async () => {
  for (let days = 0; ; ) {
    const made = await store.refreshRollups(now);
    if (made === 0) return days;
    days += made;
  }
};
const countOf = async (table: string) =>
  Number((await ledger.pool.query(`SELECT count(*) FROM ${table} WHERE day < current_date`)).rows[0]?.count);

const empty = { none: await answers(), days: await rolledUp() };

describe('Figures from rollups', () => {
  test('are those of the facts, for every filter, grouping and step', async () => {
    expect(empty.days).toBeGreaterThan(180);
    expect(await countOf('rollup')).toBeGreaterThan(180 * 16);
    const { rows } = await ledger.pool.query("SELECT DISTINCT day FROM rollup WHERE stretch = 'month'");
    expect(rows.length).toBeGreaterThanOrEqual(5);
    expect(await answers()).toEqual(empty.none);
  });

  test('are read from them: what is altered there is told', async () => {
    const whole = { from: ago(400), to: now };
    await ledger.pool.query(
      "UPDATE rollup SET cells = array_fill('\\x'::bytea, ARRAY[cardinality(cells)]), keys = '{}'",
    );
    const { all } = await asked.figures(whole, null, now);
    expect(all.opened.count).toBeLessThan(20);
    await ledger.pool.query('TRUNCATE rollup');
    expect((await asked.figures(whole, null, now)).all.opened.count).toBe(500);
    await rolledUp();
  });

  test('are those of the facts while days are stale, and after these are made again', async () => {
    const { rows } = await ledger.pool.query<{ reference: string; closed: boolean }>(
      `SELECT c.reference, f.resolved_at IS NOT NULL AS closed FROM case_facts f JOIN case_file c ON c.id = f.case_id
        WHERE NOT f.restricted ORDER BY f.opened_at DESC OFFSET 20 LIMIT 12`,
    );
    await store.officers.keep(
      { id: '01890000-0000-7000-8000-0000000000a1', name: 'Priya Shah', roles: ['officer'], team: 'waste' },
      now,
    );
    const before = await countOf('rollup_stale');
    for (const { reference, closed } of rows) {
      const found = await store.cases.find(reference);
      if (found === null) throw new Error('The case is gone.');
      await store.act(
        found,
        undefined,
        (conversation, file) => ({
          state: conversation.state,
          opened: [],
          said: [],
          withheld: [],
          classified: [],
          alerts: [],
          happened: [
            {
              caseId: file.id,
              happening: closed
                ? {
                    type: 'reopened',
                    data: { reason: null, messageId: null },
                    actor: { kind: 'bot' },
                    at: now,
                  }
                : {
                    type: 'routed',
                    data: { from: file.team, to: 'street-scene', restricted: false, reason: null },
                    actor: { kind: 'bot' },
                    at: now,
                  },
            },
          ],
        }),
        now,
      );
    }
    expect(await countOf('rollup_stale')).toBeGreaterThan(before + 12);
    const stale = await answers();
    expect(stale).not.toEqual(empty.none);
    expect(await rolledUp()).toBeGreaterThan(0);
    expect(await countOf('rollup_stale')).toBe(0);
    const fresh = await answers();
    expect(fresh).toEqual(stale);
    await ledger.pool.query('TRUNCATE rollup');
    expect(await answers()).toEqual(fresh);
  });

  test('are made by one of several who try, and each day once', async () => {
    await ledger.pool.query('TRUNCATE rollup');
    const days = await Promise.all([rolledUp(), rolledUp(), rolledUp()]);
    expect(days.reduce((sum, each) => sum + each, 0) + (await rolledUp())).toBe(empty.days);
  });

  test('that were made in another way are not read', async () => {
    const fresh = await answers();
    await ledger.pool.query("UPDATE rollup SET making = 'another', keys = '{}'");
    expect(await answers()).toEqual(fresh);
    await rolledUp();
    expect(await answers()).toEqual(fresh);
  });

  test('follow facts that are made again', async () => {
    await ledger.pool.query(
      "UPDATE case_facts SET chasers = 7, first_response_minutes = 3 WHERE team = 'waste'",
    );
    await ledger.pool.query('TRUNCATE rollup');
    await rolledUp();
    await store.rebuildFacts({ check: false, progress() {} });
    const stale = await answers();
    await rolledUp();
    expect(await answers()).toEqual(stale);
    await ledger.pool.query('TRUNCATE rollup');
    expect(await answers()).toEqual(stale);
  });
});
