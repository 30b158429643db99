// How long managers wait for a figure: each standard view at 10,000 and at 250,000 cases, page or API, over HTTP from a
// process of its own; the 95th percentile of many askings beside the limits: 300 ms, and 3 times the time of the small
// ledger. Three years of history in both. Then every case as a file, and by how much the process grows (Linux).
// `npm run bench:stats` makes both ledgers anew; `-- --plans` prints how PostgreSQL answers; `-- SMALL_URL LARGE_URL`
// asks two ledgers that are there.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { councilOf } from '../../config/council.ts';
import { loadGround } from '../../config/places/ground.ts';
import { root } from '../../config/root.ts';
import { writeHistory } from '../../src/cli/demo/history.ts';
import { worldOf } from '../../src/cli/demo/world.ts';
import type { Log } from '../../src/core/log.ts';
import { startEmbedded } from '../../src/store/embedded.ts';
import { migrate } from '../../src/store/migrate.ts';
import { pourInto } from '../../src/store/pour.ts';
import { type Statistics, statistics } from '../../src/store/reader/statistics.ts';
import { makingOf } from '../../src/store/rollups/making.ts';
import { refreshRollups } from '../../src/store/rollups/refresh.ts';
import { refreshWeeks } from '../../src/store/rollups/weeks.ts';
import { makeFolder } from '../support/folder.ts';

const most = { milliseconds: 300, times: 3, megabytes: 150 };
const sizes = { small: 10_000, large: 250_000 };
const askings = 30;
const warmings = 3;
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
const token = 'a-token-for-the-benchmark';

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

/** What managers ask: each page as it is opened, and what programs ask of the API. */
function views(now: Date): readonly (readonly [name: string, path: string])[] {
  const dayOf = (days: number) => new Date(+now - days * day).toISOString().slice(0, 10);
  const lately = (days: number) => `from=${dayOf(days - 1)}&to=${dayOf(0)}`;
  return [
    ['overview, this week', '/desk/stats'],
    ['overview, four weeks', `/desk/stats?${lately(28)}`],
    ['overview, a year', `/desk/stats?${lately(365)}`],
    ['teams, this week', '/desk/stats/teams'],
    ['teams, four weeks', `/desk/stats/teams?${lately(28)}`],
    ['teams, a quarter', `/desk/stats/teams?${lately(91)}`],
    ['teams, a year', `/desk/stats/teams?${lately(365)}`],
    ['teams, three years', `/desk/stats/teams?${lately(1096)}`],
    ['services, four weeks', `/desk/stats/services?${lately(28)}`],
    ['services of a team, a quarter', `/desk/stats/services?${lately(91)}&team=waste`],
    ['wards, four weeks', `/desk/stats/wards?${lately(28)}`],
    ['channels, a quarter', `/desk/stats/channels?${lately(91)}`],
    ['languages, four weeks', `/desk/stats/languages?${lately(28)}`],
    ['times, a quarter', `/desk/stats/times?${lately(91)}`],
    ['backlog', '/desk/stats/backlog'],
    ['danger, a quarter', `/desk/stats/danger?${lately(91)}`],
    ['satisfaction, a quarter', `/desk/stats/satisfaction?${lately(91)}`],
    ['the week in brief', '/desk/stats/digest'],
    ['now', '/desk/stats/now'],
    ['how well messages are understood', '/desk/scorecard'],
    ['the same, a year', '/desk/scorecard?weeks=52'],
    ['cases looked at, a year', '/desk/scorecard/cases?of=judged&weeks=52'],
    ['what came on each channel', '/desk/channels'],
    ['cases behind a median', `/desk/stats/cases?measure=first-response&${lately(28)}`],
    [
      'cases that missed their target',
      `/desk/stats/cases?measure=resolution-in-time&part=rest&${lately(28)}`,
    ],
    ['API, all cases, four weeks', `/api/stats/response-times?${lately(28)}`],
    ['API, by service, a year', `/api/stats/response-times?${lately(365)}&by=service`],
    [
      'API, by ward of a service, a year',
      `/api/stats/response-times?${lately(365)}&by=ward&service=missed-bin`,
    ],
    ['API, all cases, three years', `/api/stats/response-times?${lately(1096)}`],
  ];
}

/** Milliseconds within which 95 in 100 askings of each view were answered, by a process of its own. */
function measure(url: string, asked: readonly (readonly [string, string])[]): Promise<number[]> {
  return withMoothall(url, async (address) => {
    const times: number[] = [];
    for (const [name, path] of asked) times.push(await measureView(name, `${address}${path}`));
    return times;
  });
}

/** By how much a process grows while every case of a ledger is read from it as a file. */
function measureFile(url: string): Promise<{ cases: number; megabytes: number; seconds: number }> {
  return withMoothall(url, async (address, child) => {
    const resident = () => {
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
      return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024;
    };
    const before = resident();
    let largest = before;
    const looking = setInterval(() => {
      largest = Math.max(largest, resident());
    }, 50);
    const began = performance.now();
    const file = await fetch(`${address}/desk/stats/cases.csv?from=2000-01-01`, {
      headers: { authorization: `Bearer ${token}` },
    });
    let lines = 0;
    for await (const bytes of file.body ?? [])
      lines += Buffer.from(bytes).toString('latin1').split('\n').length - 1;
    clearInterval(looking);
    return { cases: lines - 1, megabytes: largest - before, seconds: (performance.now() - began) / 1000 };
  });
}

async function withMoothall<T>(
  url: string,
  act: (address: string, child: ChildProcess) => Promise<T>,
): Promise<T> {
  const env = {
    PATH: process.env['PATH'],
    PORT: '0',
    LOG_LEVEL: 'error',
    DATABASE_URL: url,
    ADMIN_TOKEN: token,
    DATA_DIR: makeFolder().folder,
  };
  const main = join(root, 'dist', 'src', 'cli', 'main.js');
  const child = spawn(process.execPath, [main, 'start', '--role', 'web'], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    return await act(await addressOf(child), child);
  } finally {
    child.kill();
    await once(child, 'exit');
    rmSync(env.DATA_DIR, { recursive: true, force: true });
  }
}

function addressOf(child: ChildProcess): Promise<string> {
  let output = '';
  return new Promise((resolve, reject) => {
    child.stdout?.on('data', (text) => {
      output += text;
      const [, address] = /(http:\/\/[\d.:]+)\/(?:chat|readyz)/.exec(output) ?? [];
      if (address !== undefined) resolve(address);
    });
    child.on('exit', () => reject(new Error(`Moothall did not start:\n${output}`)));
  });
}

async function measureView(name: string, url: string): Promise<number> {
  const times: number[] = [];
  for (let i = -warmings; i < askings; i += 1) {
    const began = performance.now();
    const answer = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
    await answer.text();
    if (answer.status !== 200) throw new Error(`${name}: ${answer.status}`);
    if (i >= 0) times.push(performance.now() - began);
  }
  return times.sort((a, b) => a - b)[Math.ceil(0.95 * askings) - 1] ?? 0;
}

async function compare(smallUrl: string, largeUrl: string): Promise<void> {
  const now = new Date();
  for (const url of [smallUrl, largeUrl]) await rollUp(url, now);
  const asked = views(now);
  const before = await measure(smallUrl, asked);
  const after = await measure(largeUrl, asked);
  console.log(
    `${''.padEnd(36)}${'10,000'.padStart(9)}${'250,000'.padStart(9)}${'times'.padStart(7)}   limits: ${most.milliseconds} ms, ${most.times} times`,
  );
  asked.forEach(([name], i) => {
    const [little, much] = [before[i] ?? 0, after[i] ?? 0];
    const slow = much > most.milliseconds ? '  over 300 ms' : '';
    const steep = much / little > most.times ? '  over 3 times' : '';
    console.log(
      `${name.padEnd(36)}${ms(little)}${ms(much)}${(much / little).toFixed(1).padStart(7)}${slow}${steep}`,
    );
    if (slow !== '' || steep !== '') process.exitCode = 1;
  });
  const { cases, megabytes, seconds } = await measureFile(largeUrl);
  console.log(
    `${cases} cases as a file: ${seconds.toFixed(1)} seconds, the process ${Math.round(megabytes)} MB larger at most; limit ${most.megabytes}.`,
  );
  if (megabytes > most.megabytes) process.exitCode = 1;
  if (plans) for (const [name, ask] of questions()) await explain(name, largeUrl, ask, now);
}

/** As the worker does in the background. */
async function rollUp(url: string, now: Date): Promise<void> {
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  const began = performance.now();
  let days = 0;
  for (let made = -1; made !== 0; days += made) made = await refreshRollups(pool, makingOf(council), now);
  while ((await refreshWeeks(pool, makingOf(council), now)) > 0);
  await pool.end();
  if (days > 0)
    console.log(`${days} days rolled up in ${((performance.now() - began) / 1000).toFixed(1)} seconds.`);
}

type Question = readonly [name: string, ask: (stats: Statistics, now: Date) => Promise<unknown>];

/** What the views ask of the ledger, for `--plans`. */
function questions(): Question[] {
  const lately = (days: number, now: Date) => ({ from: new Date(+now - days * day), to: now });
  return [
    ['figures by team, four weeks', (s, now) => s.figures(lately(28, now), 'team', now)],
    ['a line over three years', (s, now) => s.series('resolution-in-time', lately(1096, now), 'month', now)],
    ['hours of the week, a quarter', (s, now) => s.hoursOfWeek(lately(91, now), now)],
    ['backlog by team', (s, now) => s.backlog({}, 'team', now)],
    [
      'cases that missed their target',
      (s, now) =>
        s.cases(
          { measure: 'resolution-in-time', filters: lately(28, now), part: 'rest' },
          { restricted: false },
          now,
        ),
    ],
  ];
}

function ms(time: number): string {
  return `${time.toFixed(1)} ms`.padStart(9);
}

/** Every statement of a question with the plan PostgreSQL made and what each step took. */
async function explain(name: string, url: string, ask: Question[1], now: Date): Promise<void> {
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
  console.log(`\n${name}\n${told.join('\n    --\n')}`);
}
