import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadCouncil } from '../../config/council.ts';
import { loadGround } from '../../config/places/ground.ts';
import { root } from '../../config/root.ts';
import { writeHistory } from '../../src/cli/demo/history.ts';
import { worldOf } from '../../src/cli/demo/world.ts';
import { writeOpenData } from '../../src/cli/open-data.ts';
import { measureKeys } from '../../src/core/measures.ts';
import { monthsUpTo } from '../../src/core/periods.ts';
import { ids } from '../../src/ids.ts';
import { scorecardOf } from '../../src/stats/scorecard.ts';
import { pourInto } from '../../src/store/pour.ts';
import { openStore } from '../../src/store/store.ts';
import { makeFolder } from '../support/folder.ts';
import { keepLog } from '../support/log.ts';
import { afterwards, freshLedger } from '../support/postgres.ts';

const folder = join(root, 'config', 'councils', 'marlcombe');
const council = loadCouncil(folder, { years: [2024, 2025, 2026, 2027] });
const now = new Date('2026-11-23T09:00:00Z');
const from = new Date('2025-11-23T00:00:00Z');

const write = (url: string, seed: number) => {
  const world = worldOf(council, loadGround(folder), { seed, from, now });
  const asked = { cases: 600, messages: 2400, from, taken: new Set<string>(), mark: 't' };
  return pourInto(url, (pour) => writeHistory(world, pour, asked, () => {}));
};

const ledger = await freshLedger();
const store = openStore({ url: ledger.url, council, ids, desks: [], now: () => now, log: keepLog().log });
afterwards(() => store.close());

/** What a ledger holds, by how its rows read. */
const sealOf = async (pool: typeof ledger.pool) => {
  const { rows } = await pool.query<{ seal: string }>(
    `SELECT md5(string_agg(head, '' ORDER BY id)) || (SELECT md5(string_agg(f::text, '' ORDER BY case_id)) FROM case_facts f) AS seal FROM case_file`,
  );
  return rows[0]?.seal;
};

let written: Awaited<ReturnType<typeof write>>;
beforeAll(async () => {
  written = await write(ledger.url, 1);
}, 60_000);

describe('Open data of a year', () => {
  test('has every month, group and measure once, the numbers of every page, and nothing small', async () => {
    const { folder: to, remove } = makeFolder();
    afterwards(remove);
    const months = monthsUpTo(null, 12, now, council.facts.timezone) ?? [];
    const { statistics } = store;
    const written = await writeOpenData(to, months, { statistics, council, now, progress() {} });
    const rows: Record<string, string>[] = parse(readFileSync(join(to, 'open-data.csv')), { columns: true });
    expect(rows).toHaveLength(written.rows);
    expect(rows.filter(({ left_out }) => left_out === 'yes')).toHaveLength(written.leftOut);
    expect(written.leftOut).toBeGreaterThan(100);
    const keyOf = (row: Record<string, string>) =>
      [row['month'], row['group_by'], row['group'], row['measure']].join(' ');
    expect(new Set(rows.map(keyOf)).size).toBe(rows.length);
    expect(new Set(rows.map(({ month }) => month)).size).toBe(12);

    const october = months.find(({ month }) => month === '2026-10');
    if (october === undefined) throw new Error('There is no October.');
    const { all } = await statistics.figures(october, null, now);
    const told = rows.find((row) => keyOf(row) === '2026-10 all all first-response');
    expect(all['first-response'].count).toBeGreaterThan(5);
    expect([told?.['count'], told?.['value'], told?.['p90']]).toEqual(
      [all['first-response'].count, all['first-response'].value, all['first-response'].p90].map(String),
    );
    for (const { count, left_out } of rows)
      if (left_out === 'no') expect(count === '0' || Number(count) >= 5).toBe(true);
    for (const row of rows)
      if (row['group'] === 'safeguarding-hub')
        expect(row).toMatchObject({ left_out: 'yes', count: '', value: '' });
    const dictionary = readFileSync(join(to, 'data-dictionary.md'), 'utf8');
    for (const name of Object.keys(rows[0] ?? {})) expect(dictionary).toContain(`**${name}**`);
    for (const key of measureKeys) expect(dictionary).toContain(`**${key}**`);
  });
});

describe('A demonstration', () => {
  test('has the cases and, to one in a hundred, the messages asked for', () => {
    expect(written.cases).toBe(600);
    expect(Math.abs(written.messages - 2400)).toBeLessThanOrEqual(24);
  });

  test('has chains and messages that hold', async () => {
    let walked = 0;
    for await (const reference of store.reader.references()) {
      expect([reference, await store.reader.fault(reference)]).toEqual([reference, null]);
      walked += 1;
      if (walked === 100) return;
    }
    throw new Error('There are not a hundred.');
  });

  test('has the facts that follow from its events', async () => {
    expect(await store.rebuildFacts({ check: true, progress() {} })).toEqual({ cases: 600, changed: 0 });
  });

  test('leaves nothing waiting, to be handled or to be sent', async () => {
    expect(await store.lost.waiting(now)).toMatchObject({ messages: 0, deliveries: 0 });
  });

  test('has what a council has: chasers, reopenings, danger, Welsh, enquiries, and answers on both sides of the target', async () => {
    const { all } = await store.statistics.figures({ from, to: now }, null, now);
    expect(all.opened.value).toBe(600);
    expect(all.chasers.part).toBeGreaterThan(5);
    expect(all.reopened.part).toBeGreaterThan(5);
    expect(all['danger-person'].count).toBeGreaterThan(0);
    expect(all['self-served'].count).toBeGreaterThan(5);
    expect(all['first-response-in-time'].value).toBeGreaterThan(0.4);
    expect(all['first-response-in-time'].value).toBeLessThan(0.95);
    const welsh = await store.statistics.figures({ from, to: now, language: 'cy' }, null, now);
    expect(welsh.all.opened.value).toBeGreaterThan(10);
  });

  test('has models that are mostly right, and officers who put right what they took for something else', async () => {
    const card = scorecardOf(await store.statistics.readings(52, now));
    expect(card.accuracy).toBeGreaterThan(0.85);
    expect(card.accuracy).toBeLessThan(0.99);
    expect(card.sure).toBeLessThan(0.97);
    expect(card.confusions.length).toBeGreaterThan(5);
    expect(card.models.length).toBe(3);
  });

  test('is the same for the same seed and end, and another for another', async () => {
    const [same, other] = [await freshLedger(), await freshLedger()];
    await write(same.url, 1);
    expect(await sealOf(same.pool)).toBe(await sealOf(ledger.pool));
    await write(other.url, 2);
    expect(await sealOf(other.pool)).not.toBe(await sealOf(ledger.pool));
  }, 60_000);
});
