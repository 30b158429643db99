import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openQueues, type Queues, type Tuning } from '../../src/queue/queues.ts';
import { startSweeper } from '../../src/queue/sweeper.ts';
import { keepLog } from '../support/log.ts';
import { freshDatabase } from '../support/postgres.ts';
import { freshRedis } from '../support/redis.ts';

type Address = { redisUrl?: string; databaseUrl: string };

const quick: Partial<Tuning> = { backoffMs: 100, lockMs: 1_000, deadCheckMs: 300 };
const { log, lines: told } = keepLog();
const messages = () => told.filter(({ level }) => level !== 'debug').map(({ message }) => message);

const eventually = (check: () => void | Promise<void>, timeout = 10_000) =>
  vi.waitFor(check, { timeout, interval: 20 });

const opened: Queues[] = [];
const children: ChildProcess[] = [];

beforeEach(() => {
  told.length = 0;
});

async function open(address: Address, tuning: Partial<Tuning> = {}): Promise<Queues> {
  const queues = await openQueues({ ...address, log, tuning: { ...quick, ...tuning } });
  opened.push(queues);
  return queues;
}

async function closeAll(): Promise<void> {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await Promise.all(opened.splice(0).map((queues) => queues.close()));
}

/** A worker in a process of its own, working `inbound`; resolves once it listens. */
async function workElsewhere(address: Address, jobMs: number) {
  const program = `
    import { openQueues } from ${JSON.stringify(new URL('../../src/queue/queues.ts', import.meta.url).href)};
    const quiet = { debug() {}, info() {}, warn() {}, error() {} };
    const queues = await openQueues({ ...${JSON.stringify({ ...address, tuning: quick })}, log: quiet });
    const job = async (row) => {
      process.send({ began: row });
      await new Promise((resolve) => setTimeout(resolve, ${jobMs}));
      process.send({ ended: row });
    };
    await queues.work('inbound', job, { concurrency: 5 });
    process.send({ ready: true });`;
  const loader = new URL('../support/typescript.mjs', import.meta.url).href;
  const child = spawn(process.execPath, ['--import', loader, '--input-type=module', '-e', program], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  children.push(child);
  const began: string[] = [];
  const ended: string[] = [];
  let ready = false;
  child.on('message', (message: { began?: string; ended?: string; ready?: boolean }) => {
    if (message.began !== undefined) began.push(message.began);
    if (message.ended !== undefined) ended.push(message.ended);
    ready ||= message.ready === true;
  });
  await eventually(() => expect(ready).toBe(true));
  return { child, began, ended };
}

/** A job that lasts until it is let go. */
function slowJob() {
  const rows: string[] = [];
  let atOnce = 0;
  let mostAtOnce = 0;
  const gates: (() => void)[] = [];
  return {
    rows,
    mostAtOnce: () => mostAtOnce,
    letGo: () => gates.shift()?.(),
    job: async (row: string) => {
      rows.push(row);
      atOnce += 1;
      mostAtOnce = Math.max(mostAtOnce, atOnce);
      await new Promise<void>((resolve) => gates.push(resolve));
      atOnce -= 1;
    },
  };
}

const database = await freshDatabase('empty');
const redis = await freshRedis();
const onRedis: Address = { redisUrl: redis.url, databaseUrl: 'postgresql://127.0.0.1:1/unused' };
const onPostgres: Address = { databaseUrl: database };

async function askPostgres(sql: string): Promise<Record<string, string | null>[]> {
  const client = new pg.Client(database);
  await client.connect();
  const { rows } = await client.query(sql);
  await client.end();
  return rows;
}

async function askRedis<T>(question: (client: Redis) => Promise<T>): Promise<T> {
  const client = new Redis(redis.url);
  const answer = await question(client);
  client.disconnect();
  return answer;
}

async function forgetAll(): Promise<void> {
  await askPostgres('DROP SCHEMA IF EXISTS bullmq CASCADE');
  await askRedis((client) => client.flushall());
}

afterEach(async () => {
  await closeAll();
  await forgetAll();
});

const backends = [
  { name: 'Redis', address: onRedis },
  { name: 'PostgreSQL', address: onPostgres },
];

describe.each(backends)('the queues on $name', ({ name, address }) => {
  let row: string;
  beforeEach(() => {
    row = randomUUID();
  });

  /** Everything the backend holds, as text. */
  async function contents(): Promise<string> {
    if (name === 'PostgreSQL') {
      const rows = await askPostgres(
        'SELECT j::text AS t FROM bullmq.job j UNION ALL SELECT e::text FROM bullmq.event e',
      );
      return rows.map(({ t }) => t).join('\n');
    }
    return askRedis(async (client) => {
      const texts = (await client.keys('*')).map(async (key) => {
        const type = await client.type(key);
        if (type === 'hash') return JSON.stringify(await client.hgetall(key));
        return type === 'stream' ? JSON.stringify(await client.xrange(key, '-', '+')) : key;
      });
      return (await Promise.all(texts)).join('\n');
    });
  }

  /** Cut every connection to the backend, as a restart or a lost network would. */
  async function cut(): Promise<void> {
    if (name === 'Redis') await askRedis((client) => client.call('CLIENT', 'KILL', 'SKIPME', 'yes'));
    else
      await askPostgres(`SELECT pg_terminate_backend(pid)::text FROM pg_stat_activity
                          WHERE datname = current_database() AND pid <> pg_backend_pid()`);
  }

  it('answers a ring once, with the row it was rung for, on the queue it was rung on', async () => {
    const queues = await open(address);
    const inbound: string[] = [];
    const outbound: string[] = [];
    await queues.work('inbound', async (id) => void inbound.push(id), { concurrency: 3 });
    await queues.work('outbound', async (id) => void outbound.push(id), { concurrency: 3 });
    expect(await queues.ring('inbound', row)).toBe(true);
    expect(await queues.healthy()).toBe(true);
    await eventually(() => expect(inbound).toEqual([row]));
    await pause(300);
    expect(inbound).toEqual([row]);
    expect(outbound).toEqual([]);
  });

  it('answers each of many rings made at once', async () => {
    const queues = await open(address);
    const rows = Array.from({ length: 500 }, () => randomUUID());
    const answered: string[] = [];
    await queues.work('inbound', async (id) => void answered.push(id), { concurrency: 10 });
    expect(await Promise.all(rows.map((id) => queues.ring('inbound', id)))).not.toContain(false);
    await eventually(() => expect(answered.toSorted()).toEqual(rows.toSorted()));
  });

  it('answers a row rung five times while it waits only once, whoever rang', async () => {
    const [one, other] = [await open(address), await open(address)];
    for (const queues of [one, other, one]) expect(await queues.ring('inbound', row)).toBe(true);
    await Promise.all([other.ring('inbound', row), other.ring('inbound', row)]);
    const answered: string[] = [];
    await one.work('inbound', async (id) => void answered.push(id), { concurrency: 5 });
    await eventually(() => expect(answered).toEqual([row]));
    await pause(300);
    expect(answered).toEqual([row]);
  });

  it('answers a row rung while it is being answered once more, afterwards', async () => {
    const queues = await open(address);
    const slow = slowJob();
    await queues.work('inbound', slow.job, { concurrency: 5 });
    await queues.ring('inbound', row);
    await eventually(() => expect(slow.rows).toEqual([row]));
    for (let i = 0; i < 3; i += 1) expect(await queues.ring('inbound', row)).toBe(true);
    await pause(300);
    expect(slow.rows).toEqual([row]);
    slow.letGo();
    await eventually(() => expect(slow.rows).toEqual([row, row]));
    slow.letGo();
    await pause(300);
    expect(slow.rows).toEqual([row, row]);
    expect(slow.mostAtOnce()).toBe(1);
  });

  it('tries a job that throws again after growing pauses, and keeps its words to itself', async () => {
    const queues = await open(address, { backoffMs: 200 });
    const at: number[] = [];
    const failed = vi.fn();
    const job = async () => {
      at.push(performance.now());
      if (at.length < 4) throw new Error('Mrs Fry of 3 Elm Row wrote this');
    };
    await queues.work('inbound', job, { concurrency: 2, onFinalFailure: failed });
    await queues.ring('inbound', row);
    await eventually(() => expect(at).toHaveLength(2));
    const kept = await contents();
    expect(kept).toContain(row);
    expect(kept).not.toContain('Elm Row');
    await eventually(() => expect(at).toHaveLength(4));
    const pauses = at.slice(1).map((time, i) => time - (at[i] ?? 0));
    for (const [i, least] of [100, 200, 400].entries()) {
      expect(pauses[i]).toBeGreaterThanOrEqual(least - 5);
      expect(pauses[i]).toBeLessThan(2 * least + 500);
    }
    expect(failed).not.toHaveBeenCalled();
    expect(JSON.stringify(told)).not.toContain('Elm Row');
  });

  it('tells of the last failure once, with its own error, and lets the row be rung again', async () => {
    const queues = await open(address, { attempts: 3, backoffMs: 20 });
    const failures: [string, Error][] = [];
    let broken = true;
    let tries = 0;
    const job = async () => {
      tries += 1;
      if (broken) throw new RangeError(`try ${tries}`);
    };
    const onFinalFailure = (id: string, error: Error) => void failures.push([id, error]);
    await queues.work('inbound', job, { concurrency: 2, onFinalFailure });
    await queues.ring('inbound', row);
    await eventually(() => expect(failures).toHaveLength(1));
    expect(tries).toBe(3);
    expect(failures[0]?.[0]).toBe(row);
    expect(failures[0]?.[1]).toBeInstanceOf(RangeError);
    expect(failures[0]?.[1].message).toBe('try 3');
    broken = false;
    expect(await queues.ring('inbound', row)).toBe(true);
    await eventually(() => expect(tries).toBe(4));
    await pause(200);
    expect([tries, failures.length]).toEqual([4, 1]);
  });

  it('answers a delayed ring no earlier than asked and not much later', async () => {
    const queues = await open(address);
    const at: number[] = [];
    await queues.work('outbound', async () => void at.push(performance.now()), { concurrency: 2 });
    const began = performance.now();
    await queues.ring('outbound', row, { delayMs: 700 });
    await eventually(() => expect(at).toHaveLength(1));
    expect((at[0] ?? 0) - began).toBeGreaterThanOrEqual(699);
    expect((at[0] ?? 0) - began).toBeLessThan(1_100);
  });

  it('lets a job ring its own row for later, and an immediate ring does not wait for that', async () => {
    const queues = await open(address);
    const at: number[] = [];
    const job = async () => {
      at.push(performance.now());
      if (at.length === 1) expect(await queues.ring('outbound', row, { delayMs: 800 })).toBe(true);
    };
    await queues.work('outbound', job, { concurrency: 2 });
    await queues.ring('outbound', row);
    await eventually(() => expect(at).toHaveLength(1));
    await queues.ring('outbound', row);
    await eventually(() => expect(at).toHaveLength(2), 500);
    await eventually(() => expect(at).toHaveLength(3));
    expect((at[2] ?? 0) - (at[0] ?? 0)).toBeGreaterThanOrEqual(799);
  });

  it('closes after the job under way, and leaves the rings that wait to the next worker', async () => {
    const queues = await open(address);
    const slow = slowJob();
    await queues.work('inbound', slow.job, { concurrency: 1 });
    const rows = [row, randomUUID(), randomUUID()];
    for (const id of rows) await queues.ring('inbound', id);
    await eventually(() => expect(slow.rows).toEqual([row]));
    let closed = false;
    const closing = queues.close().then(() => {
      closed = true;
    });
    await pause(300);
    expect(closed).toBe(false);
    const rungByJob = randomUUID();
    expect(await queues.ring('inbound', rungByJob)).toBe(true);
    slow.letGo();
    await closing;
    expect(await queues.ring('inbound', randomUUID())).toBe(false);
    expect(slow.rows).toEqual([row]);
    expect(await queues.healthy()).toBe(false);
    const next: string[] = [];
    await (await open(address)).work('inbound', async (id) => void next.push(id), { concurrency: 1 });
    await eventually(() => expect(next).toEqual([...rows.slice(1), rungByJob]));
    await pause(1_500);
    expect(next).toEqual([...rows.slice(1), rungByJob]);
  });

  it('lets others by a job that is slow, waits for it when it closes, and tells when it fails after all', async () => {
    const queues = await open(address);
    const done: string[] = [];
    const failed: string[] = [];
    const slow = async (job: string): Promise<void> => {
      if (job !== row) await pause(job === 'a breaking row' ? 300 : 1_000);
      if (job === 'a breaking row') throw new Error('broke late');
      done.push(job);
    };
    await queues.work('outbound', slow, {
      concurrency: 2,
      patienceMs: 100,
      onFinalFailure: (id) => failed.push(id),
    });
    const began = Date.now();
    for (const each of ['a slow row', 'another slow row', 'a breaking row', row])
      await queues.ring('outbound', each);
    await eventually(() => expect(done).toEqual([row]));
    expect(Date.now() - began).toBeLessThan(1_000);
    await queues.close();
    expect(done).toEqual([row, 'a slow row', 'another slow row']);
    expect(failed).toEqual(['a breaking row']);
  });

  it('does not wait for ever for a job that is stuck; another worker answers its ring', async () => {
    const queues = await open(address, { closeTimeoutMs: 300 });
    const stuck = slowJob();
    await queues.work('inbound', stuck.job, { concurrency: 1 });
    await queues.ring('inbound', row);
    await eventually(() => expect(stuck.rows).toEqual([row]));
    const began = performance.now();
    await queues.close();
    expect(performance.now() - began).toBeLessThan(2_500);
    const next: string[] = [];
    await (await open(address)).work('inbound', async (id) => void next.push(id), { concurrency: 1 });
    await eventually(() => expect(next).toEqual([row]));
    stuck.letGo();
  });

  it('gives the job of a killed worker, and what was rung for it meanwhile, to another', async () => {
    const { child, began, ended } = await workElsewhere(address, 60_000);
    const queues = await open(address);
    await queues.ring('inbound', row);
    await eventually(() => expect(began).toEqual([row]));
    child.kill('SIGKILL');
    await queues.ring('inbound', row);
    const answered: string[] = [];
    await queues.work('inbound', async (id) => void answered.push(id), { concurrency: 2 });
    await eventually(() => expect(answered).toEqual([row, row]));
    expect(ended).toEqual([]);
    expect(messages()).toContain('the worker of a job died; another takes it');
  });

  it('shares the rings between two processes, none answered twice', async () => {
    const [one, other] = await Promise.all([workElsewhere(address, 5), workElsewhere(address, 5)]);
    const queues = await open(address);
    const rows = Array.from({ length: 300 }, () => randomUUID());
    for (let i = 0; i < rows.length; i += 10) {
      await Promise.all(rows.slice(i, i + 10).map((id) => queues.ring('inbound', id)));
    }
    await eventually(() => expect(one.ended.length + other.ended.length).toBeGreaterThanOrEqual(rows.length));
    await pause(300);
    expect([...one.ended, ...other.ended].toSorted()).toEqual(rows.toSorted());
    expect(one.ended.length).toBeGreaterThan(20);
    expect(other.ended.length).toBeGreaterThan(20);
  });

  it('goes on when every connection to the backend was cut', async () => {
    const queues = await open(address);
    const answered: string[] = [];
    await queues.work('inbound', async (id) => void answered.push(id), { concurrency: 2 });
    for (let i = 0; i < 3; i += 1) {
      await cut();
      await eventually(async () => expect(await queues.healthy()).toBe(true), 3_000);
      const id = randomUUID();
      await eventually(async () => expect(await queues.ring('inbound', id)).toBe(true), 3_000);
      await eventually(() => expect(answered).toContain(id), 3_000);
    }
    // A job may run twice when the cut came between its end and BullMQ's note of it.
    expect(new Set(answered).size).toBe(3);
  });

  it('has a lost ring repaired by the sweeper', async () => {
    const queues = await open(address);
    const ledger = new Set([row, randomUUID()]);
    await queues.work('inbound', async (id) => void ledger.delete(id), { concurrency: 2 });
    await queues.ring('inbound', randomUUID());
    await pause(300);
    expect(ledger.size).toBe(2);
    const sweep = async () => {
      await Promise.all([...ledger].map((id) => queues.ring('inbound', id)));
    };
    const sweeper = startSweeper({ everyMs: 200, sweep, log, clock: () => new Date() });
    await eventually(() => expect(ledger.size).toBe(0));
    await sweeper.stop();
  });

  it('refuses a second worker for a queue in one process, and any after closing', async () => {
    const queues = await open(address);
    await queues.work('inbound', async () => {}, { concurrency: 1 });
    await expect(queues.work('inbound', async () => {}, { concurrency: 1 })).rejects.toThrow(
      'already worked',
    );
    await queues.close();
    await expect(queues.work('outbound', async () => {}, { concurrency: 1 })).rejects.toThrow('closed');
  });
});

describe('the queues on PostgreSQL', () => {
  it('hold at most six connections, and none once closed', async () => {
    const queues = await open(onPostgres);
    await queues.work('inbound', async () => pause(5), { concurrency: 20 });
    await queues.work('outbound', async () => pause(5), { concurrency: 20 });
    const ringing = Array.from({ length: 300 }, (_, i) =>
      queues.ring(i % 2 === 0 ? 'inbound' : 'outbound', randomUUID()),
    );
    await Promise.all(ringing);
    const count = async () => {
      const [row] = await askPostgres(
        `SELECT count(*)::text AS n FROM pg_stat_activity
          WHERE datname = current_database() AND pid <> pg_backend_pid()`,
      );
      return Number(row?.['n']);
    };
    expect(await count()).toBeGreaterThan(1);
    expect(await count()).toBeLessThanOrEqual(6);
    await queues.close();
    await eventually(async () => expect(await count()).toBe(0), 2_000);
  });
});
