import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, cpSync, existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { withClient } from '../../src/store/connection.ts';
import { identify } from '../../src/store/embedded/processes.ts';
import { findEmbedded, startEmbedded } from '../../src/store/embedded.ts';
import { makeFolder } from '../support/folder.ts';
import { keepLog } from '../support/log.ts';

const { folder: dataDir, remove } = makeFolder();
const { log, lines } = keepLog();
const cleanups: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});
afterAll(remove);

// Of no meaning to anybody but root, so not a skipped test to them.
const asRoot = process.getuid?.() === 0 ? test : () => {};

/** One folder for most tests, since each of them is about what the one before left behind. */
async function start(folder = dataDir) {
  const server = await startEmbedded({ dataDir: folder, log });
  cleanups.push(() => server.stop());
  return server;
}

async function startElsewhere(folder = dataDir): Promise<{ child: ChildProcess; said: string }> {
  const support = join(import.meta.dirname, '../support');
  const words = ['--import', join(support, 'typescript.mjs'), join(support, 'hold-embedded.ts'), folder];
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] });
  cleanups.push(() => void child.kill('SIGKILL'));
  const [said] = await once(child.stdout, 'data');
  return { child, said: String(said).trim() };
}

const ask = async (url: string, sql: string): Promise<unknown[]> =>
  (await withClient(url, (client) => client.query({ text: sql, rowMode: 'array' }))).rows.flat();
const serverPid = (): number =>
  Number(readFileSync(join(dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n')[0]);
const lives = (pid: number): boolean => identify(pid) !== null;

const copyData = (folder: string): void => {
  execFileSync('cp', ['-a', join(dataDir, 'postgres'), join(dataDir, 'postgres-password'), folder]);
};

async function fault(start: Promise<unknown>): Promise<string> {
  return start.then(
    () => 'It started.',
    (error) => `${error.name}: ${error.message} ${error.hint}`,
  );
}

test('an empty folder gets a PostgreSQL that is durable, in UTF-8, for this machine only', async () => {
  const { url } = await start();
  expect(url).toMatch(/^postgresql:\/\/moothall:[0-9a-f]{48}@127\.0\.0\.1:\d+\/moothall$/);
  const settings = ['listen_addresses', 'server_encoding', 'fsync', 'synchronous_commit', 'full_page_writes'];
  const asked = settings.map((name) => `current_setting('${name}')`).join(', ');
  expect(await ask(url, `SELECT ${asked}`)).toEqual(['127.0.0.1', 'UTF8', 'on', 'on', 'on']);
  expect(statSync(join(dataDir, 'postgres-password')).mode & 0o777).toBe(0o600);
  const stranger = url.replace(/:[0-9a-f]{48}@/, ':guess@');
  expect(await fault(ask(stranger, 'SELECT 1'))).toContain('does not accept the password');
});

test('what was written is there after a stop and a start, and a stop leaves nothing running', async () => {
  const first = await start();
  await ask(first.url, 'CREATE TABLE kept AS SELECT generate_series(1, 100) AS number');
  const pid = serverPid();
  await Promise.all([first.stop(), first.stop()]);
  expect(lives(pid)).toBe(false);
  expect(existsSync(join(dataDir, 'moothall.lock'))).toBe(false);
  expect(findEmbedded(dataDir)).toBeNull();
  const second = await start();
  expect(await ask(second.url, 'SELECT count(*)::int FROM kept')).toEqual([100]);
});

test('a command beside a running Moothall finds its address', async () => {
  const { url } = await start();
  expect(findEmbedded(dataDir)).toBe(url);
});

test('a second Moothall on the folder is refused while the first lives, and the first is left in peace', async () => {
  const { url } = await start();
  const refused = `Another Moothall (process ${process.pid}) is using ${dataDir}.`;
  expect(await fault(startEmbedded({ dataDir, log }))).toBe(
    `StartFault: ${refused} Stop that one first, or set DATA_DIR to another folder.`,
  );
  expect((await startElsewhere()).said).toBe(`StartFault: ${refused}`);
  expect(await ask(url, 'SELECT 1')).toEqual([1]);
});

test('after kill -9 of the app the next one takes over, with every row', async () => {
  const { child, said: url } = await startElsewhere();
  await ask(url, 'CREATE TABLE left_behind AS SELECT 7 AS number');
  const abandoned = serverPid();
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
  expect(lives(abandoned)).toBe(true);
  const next = await start();
  expect(lives(abandoned)).toBe(false);
  expect(await ask(next.url, 'SELECT number FROM left_behind')).toEqual([7]);
  expect(lines.at(-1)?.message).toContain('an earlier Moothall left running');
});

test('a Moothall told to stop stops its PostgreSQL', async () => {
  const { child } = await startElsewhere();
  const pid = serverPid();
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  await gone;
  expect(lives(pid)).toBe(false);
});

test('Ctrl-C, which goes to the whole group of the app, does not reach PostgreSQL', async () => {
  await start();
  expect(process.kill(-serverPid(), 0)).toBe(true); // it leads a group of its own
});

test('PostgreSQL killed with kill -9 is started again at the same address, and no committed row is gone', async () => {
  const { url } = await start();
  await ask(url, 'CREATE TABLE committed AS SELECT 1 AS number');
  for (const round of [1, 2, 3]) {
    await ask(url, `INSERT INTO committed VALUES (${round})`);
    process.kill(serverPid(), 'SIGKILL');
    const deadline = Date.now() + 15_000;
    while ((await fault(ask(url, 'SELECT 1'))) !== 'It started.') {
      expect(Date.now()).toBeLessThan(deadline);
      await sleep(50);
    }
  }
  expect(await ask(url, 'SELECT number FROM committed ORDER BY number')).toEqual([1, 1, 2, 3]);
});

test('stopping while PostgreSQL is being started again leaves nothing running', async () => {
  const { stop } = await start();
  process.kill(serverPid(), 'SIGKILL');
  await sleep(150);
  await stop();
  const pid = existsSync(join(dataDir, 'postgres/postmaster.pid')) ? serverPid() : 0;
  expect(lives(pid)).toBe(false);
});

test('kill -9 of the app and of PostgreSQL together is survived', async () => {
  const { child, said: url } = await startElsewhere();
  await ask(url, 'CREATE TABLE both_killed AS SELECT 1 AS number');
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  process.kill(serverPid(), 'SIGKILL');
  await gone;
  const next = await start();
  expect(await ask(next.url, 'SELECT number FROM both_killed')).toEqual([1]);
});

test("PostgreSQL's stale pid file is no obstacle, not even when another process now has that number", async () => {
  const other = spawn('sleep', ['60']);
  cleanups.push(() => void other.kill());
  for (const pid of [2 ** 22 - 1, other.pid]) {
    writeFileSync(join(dataDir, 'postgres/postmaster.pid'), `${pid}\n${dataDir}/postgres\n1\n5432\n\n\n`);
    const { url, stop } = await start();
    expect(await ask(url, 'SELECT 1')).toEqual([1]);
    await stop();
  }
  expect(other.exitCode ?? other.signalCode).toBeNull();
});

test.each([
  ['whose process is gone', { pid: 2 ** 22 - 1, started: 'once' }],
  ['whose number went to another process', { pid: process.ppid, started: 'once' }],
  ['that is not readable as one', 'nonsense'],
])('a stale lock is taken over: one %s', async (_, content) => {
  writeFileSync(
    join(dataDir, 'moothall.lock'),
    typeof content === 'string' ? content : JSON.stringify(content),
  );
  const { url } = await start();
  expect(await ask(url, 'SELECT 1')).toEqual([1]);
  expect(JSON.parse(readFileSync(join(dataDir, 'moothall.lock'), 'utf8')).pid).toBe(process.pid);
});

test('a lost password is replaced, since whoever owns the folder owns the data', async () => {
  rmSync(join(dataDir, 'postgres-password'));
  const { url } = await start();
  expect(await ask(url, 'SELECT count(*)::int FROM kept')).toEqual([100]);
});

test('a folder half made when the power went is made anew', async () => {
  const { folder, remove } = makeFolder();
  cleanups.push(remove);
  cpSync(join(dataDir, 'postgres/global'), join(folder, 'postgres.new/global'), { recursive: true });
  const { url } = await start(folder);
  expect(await ask(url, 'SELECT 1')).toEqual([1]);
  expect(existsSync(join(folder, 'postgres.new'))).toBe(false);
});

asRoot('root may keep the data where no other OS user can go', async () => {
  const { folder, remove } = makeFolder();
  cleanups.push(remove);
  chmodSync(folder, 0o700);
  const { url } = await start(join(folder, 'deep/inside'));
  expect(await ask(url, 'SELECT 1')).toEqual([1]);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
});

describe('what cannot start says why in one sentence, and what to do in another', () => {
  test('data made by another version of PostgreSQL', async () => {
    const { folder, remove } = makeFolder();
    cleanups.push(remove);
    copyData(folder);
    writeFileSync(join(folder, 'postgres/PG_VERSION'), '12\n');
    expect(await fault(start(folder))).toBe(
      `StartFault: The data in ${folder}/postgres was made by another version of PostgreSQL. ` +
        'Start the Moothall that made it, set DATA_DIR to another folder, or set DATABASE_URL to a PostgreSQL server.',
    );
    expect(existsSync(join(folder, 'moothall.lock'))).toBe(false);
  });

  test('data that is damaged', async () => {
    const { folder, remove } = makeFolder();
    cleanups.push(remove);
    copyData(folder);
    rmSync(join(folder, 'postgres/global/pg_control'));
    expect(await fault(start(folder))).toBe(
      `StartFault: The data in ${folder}/postgres is damaged. Put that folder back from a backup.`,
    );
  });

  asRoot('data that was copied as root', async () => {
    const { folder, remove } = makeFolder();
    cleanups.push(remove);
    cpSync(join(dataDir, 'postgres'), join(folder, 'postgres'), { recursive: true });
    expect(await fault(start(folder))).toBe(
      `StartFault: ${folder}/postgres belongs to root, and PostgreSQL refuses to run as root. ` +
        `Run: chown -R postgres ${folder}/postgres`,
    );
  });

  test('a file where the folder should be', async () => {
    const file = join(dataDir, 'a-file');
    writeFileSync(file, '');
    expect(await fault(start(file))).toBe(`StartFault: ${file} is not a folder. Set DATA_DIR to a folder.`);
  });
});
