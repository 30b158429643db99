// How long managers wait for a figure: each standard question at 10,000 and at 250,000 cases, the 95th percentile of
// many askings beside the limits: 300 ms, and 3 times the time of the small ledger. Three years of history in both.
// `npm run bench:stats` makes both ledgers anew; `-- --plans` prints how PostgreSQL answers; `-- SMALL_URL LARGE_URL`
// asks two ledgers that are there.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { councilOf } from '../../config/council.ts';
import { loadGround } from '../../config/places/ground.ts';
import { root } from '../../config/root.ts';
import { writeHistory } from '../../src/cli/demo/history.ts';
import { worldOf } from '../../src/cli/demo/world.ts';
import type { Log } from '../../src/core/log.ts';
import type { StatsFilters } from '../../src/core/statistics.ts';
import { startEmbedded } from '../../src/store/embedded.ts';
import { migrate } from '../../src/store/migrate.ts';
import { pourInto } from '../../src/store/pour.ts';
import { type Statistics, statistics } from '../../src/store/reader/statistics.ts';
import { makeFolder } from '../support/folder.ts';

const most = { milliseconds: 300, times: 3 };
const sizes = { small: 10_000, large: 250_000 };
const askings = 30;
const quiet: Log = {
  debug() {},
  info() {},
  warn() {},
  error: (fields, message) => console.error(message, fields),
};
const council = councilOf({ council: 'marlcombe' }, new Date());
const given = process.argv.slice(2).filter((each) => each.startsWith('postgres'));
const plans = process.argv.includes('--plans');
const day = 86_400_000;

const [small = '', large = ''] = given;
if (given.length === 2) await compare(small, large);
else await withLedgers(compare);

async function withLedgers(act: (small: string, large: string) => Promise<void>): Promise<void> {
  const { folder } = makeFolder();
  const server = await startEmbedded({ dataDir: folder, log: quiet });
  try {
    await act(
      await aLedger(server.url, 'small', sizes.small),
      await aLedger(server.url, 'large', sizes.large),
    );
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function aLedger(server: string, name: string, cases: number): Promise<string> {
  const admin = new pg.Client({ connectionString: server });
  await admin.connect();
  await admin.query(`CREATE DATABASE bench_${name}`);
  await admin.end();
  const url = new URL(server);
  url.pathname = `/bench_${name}`;
  await migrate(url.href, join(root, 'prisma', 'migrations'));
  const began = performance.now();
  const now = new Date();
  const from = new Date(+now - 3 * 365 * day);
  const ground = loadGround(join(root, 'config', 'councils', 'marlcombe'));
  const world = worldOf(council, ground, { seed: 1, from, now });
  const asked = { cases, messages: 4 * cases, from, taken: new Set<string>(), mark: '1' };
  await pourInto(url.href, (pour) => writeHistory(world, pour, asked, () => {}));
  console.log(`${cases} cases written in ${Math.round((performance.now() - began) / 1000)} seconds.`);
  return url.href;
}

type Question = readonly [name: string, ask: (stats: Statistics, now: Date) => Promise<unknown>];

function lately(days: number, now: Date): StatsFilters {
  return { from: new Date(+now - days * day), to: now };
}

function questions(): Question[] {
  return [
    ['overview, a week', (s, now) => s.figures(lately(7, now), null, now)],
    ['overview, four weeks', (s, now) => s.figures(lately(28, now), null, now)],
    ['teams, four weeks', (s, now) => s.figures(lately(28, now), 'team', now)],
    ['services, four weeks', (s, now) => s.figures(lately(28, now), 'service', now)],
    ['channels, four weeks', (s, now) => s.figures(lately(28, now), 'channel', now)],
    ['wards, four weeks', (s, now) => s.figures(lately(28, now), 'ward', now)],
    ['languages, four weeks', (s, now) => s.figures(lately(28, now), 'language', now)],
    [
      'services of a team, a quarter',
      (s, now) => s.figures({ ...lately(91, now), team: 'waste' }, 'service', now),
    ],
    ['teams, a quarter', (s, now) => s.figures(lately(91, now), 'team', now)],
    ['teams, a year', (s, now) => s.figures(lately(365, now), 'team', now)],
    ['teams, three years', (s, now) => s.figures(lately(1096, now), 'team', now)],
    ['first response by week, a year', (s, now) => s.series('first-response', lately(365, now), 'week', now)],
    [
      'in time by month, three years',
      (s, now) => s.series('resolution-in-time', lately(1096, now), 'month', now),
    ],
    ['hours of the week, a quarter', (s, now) => s.hoursOfWeek(lately(91, now), now)],
    ['backlog by team', (s, now) => s.backlog({}, 'team', now)],
    [
      'cases behind a median',
      (s, now) => s.casesBehind('first-response', lately(28, now), { restricted: false }, now),
    ],
    [
      'cases that missed their target',
      (s, now) =>
        s.casesBehind('resolution-in-time', lately(28, now), { part: 'rest', restricted: false }, now),
    ],
  ];
}

/** Milliseconds within which 95 in 100 askings were answered. */
async function measure(url: string, ask: Question[1], now: Date): Promise<number> {
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  const stats = statistics(pool, council);
  for (let i = 0; i < 3; i += 1) await ask(stats, now);
  const times: number[] = [];
  for (let i = 0; i < askings; i += 1) {
    const began = performance.now();
    await ask(stats, now);
    times.push(performance.now() - began);
  }
  await pool.end();
  return times.sort((a, b) => a - b)[Math.ceil(0.95 * askings) - 1] ?? 0;
}

async function compare(smallUrl: string, largeUrl: string): Promise<void> {
  const now = await lastOf(largeUrl);
  console.log(
    `${''.padEnd(34)}${'10,000'.padStart(9)}${'250,000'.padStart(9)}${'times'.padStart(7)}   limits: ${most.milliseconds} ms, ${most.times} times`,
  );
  for (const [name, ask] of questions()) {
    const [before, after] = [await measure(smallUrl, ask, now), await measure(largeUrl, ask, now)];
    const slow = after > most.milliseconds ? '  over 300 ms' : '';
    const steep = after / before > most.times ? '  over 3 times' : '';
    console.log(
      `${name.padEnd(34)}${ms(before)}${ms(after)}${(after / before).toFixed(1).padStart(7)}${slow}${steep}`,
    );
    if (slow !== '') process.exitCode = 1;
    if (plans) await explain(largeUrl, ask, now);
  }
}

function ms(time: number): string {
  return `${time.toFixed(1)} ms`.padStart(9);
}

/** The end of a ledger's history. */
async function lastOf(url: string): Promise<Date> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ last: Date }>(
    "SELECT max(opened_at) + interval '1 minute' AS last FROM case_facts",
  );
  await client.end();
  return rows[0]?.last ?? new Date();
}

/** Every statement of a question with the plan PostgreSQL made and what each step took. */
async function explain(url: string, ask: Question[1], now: Date): Promise<void> {
  const pool = new pg.Pool({ connectionString: url, max: 1, options: '-c jit=off' });
  const told: string[] = [];
  pool.on('connect', (client) => {
    const query = client.query.bind(client) as (text: unknown, values?: unknown) => Promise<pg.QueryResult>;
    Object.assign(client, {
      query: async (asked: string | { text: string; values: unknown[] }, values?: unknown[]) => {
        const [text, given] = typeof asked === 'string' ? [asked, values] : [asked.text, asked.values];
        if (/^\s*SELECT/.test(text)) {
          const { rows } = await query(`EXPLAIN (ANALYZE, BUFFERS, COSTS OFF, SUMMARY ON) ${text}`, given);
          told.push(rows.map((row: Record<string, string>) => `    ${row['QUERY PLAN']}`).join('\n'));
        }
        return query(text, given);
      },
    });
  });
  await ask(statistics(pool, council), now);
  await pool.end();
  console.log(told.join('\n    --\n'));
}
