import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openQueues, type Queues, type Tuning } from '../../src/queue/queues.ts';
import { startSweeper } from '../../src/queue/sweeper.ts';
import { keepLog } from '../support/log.ts';
import { freshRedis } from '../support/redis.ts';

const redis = await freshRedis();
const onRedis = { redisUrl: redis.url, databaseUrl: 'postgresql://127.0.0.1:1/unused' };
const { log, lines: told } = keepLog();
const messages = () => told.filter(({ level }) => level !== 'debug').map(({ message }) => message);
const eventually = (check: () => void, timeout = 10_000) => vi.waitFor(check, { timeout, interval: 20 });
const opened: Queues[] = [];

async function open(tuning: Partial<Tuning> = {}): Promise<Queues> {
  const queues = await openQueues({ ...onRedis, log, tuning });
  opened.push(queues);
  return queues;
}

beforeEach(() => {
  told.length = 0;
});

describe('the queues while Redis is away', () => {
  afterEach(async () => {
    redis.thaw();
    await Promise.all(opened.splice(0).map((queues) => queues.close()));
    await redis.stop();
    await redis.start();
  });

  it('say no to a ring at once, go on by themselves, and the sweeper repairs what was missed', async () => {
    const queues = await open();
    const ledger = new Set<string>();
    await queues.work('inbound', async (id) => void ledger.delete(id), { concurrency: 5 });
    const accept = async () => {
      const id = randomUUID();
      ledger.add(id);
      const began = performance.now();
      const rung = await queues.ring('inbound', id);
      return { rung, took: performance.now() - began };
    };
    expect((await accept()).rung).toBe(true);
    await eventually(() => expect(ledger.size).toBe(0));
    await redis.stop();
    for (let i = 0; i < 20; i += 1) {
      const { rung, took } = await accept();
      expect(rung).toBe(false);
      expect(took).toBeLessThan(200);
      await pause(100);
    }
    expect(await queues.healthy()).toBe(false);
    expect(queues.missedRings()).toBe(20);
    await redis.start();
    await eventually(() => expect(messages()).toContain('the queue backend is back'), 3_000);
    expect(await queues.healthy()).toBe(true);
    expect((await accept()).rung).toBe(true);
    await eventually(() => expect(ledger.size).toBe(20), 3_000);
    const sweep = async () => {
      await Promise.all([...ledger].map((id) => queues.ring('inbound', id)));
    };
    const sweeper = startSweeper({ everyMs: 200, sweep, log, clock: () => new Date() });
    await eventually(() => expect(ledger.size).toBe(0), 3_000);
    await sweeper.stop();
    expect(messages()).toEqual([
      'the queue backend is away; the sweeper will repair missed rings',
      'the queue backend is back',
    ]);
  });

  it('open without it, and begin when it comes', async () => {
    await redis.stop();
    const queues = await open({ startTimeoutMs: 200 });
    const answered: string[] = [];
    await queues.work('inbound', async (id) => void answered.push(id), { concurrency: 1 });
    expect(await queues.ring('inbound', randomUUID())).toBe(false);
    await redis.start();
    await eventually(() => expect(messages()).toContain('the queue backend is back'), 3_000);
    const row = randomUUID();
    expect(await queues.ring('inbound', row)).toBe(true);
    await eventually(() => expect(answered).toEqual([row]), 3_000);
  });

  it('say no soon when it is frozen rather than gone, and go on when it thaws', async () => {
    const queues = await open({ ringTimeoutMs: 300 });
    const answered: string[] = [];
    await queues.work('inbound', async (id) => void answered.push(id), { concurrency: 2 });
    redis.freeze();
    const began = performance.now();
    expect(await queues.ring('inbound', randomUUID())).toBe(false);
    expect(performance.now() - began).toBeLessThan(600);
    await eventually(() => expect(messages()).toEqual([expect.stringContaining('is away')]), 3_000);
    const again = performance.now();
    expect(await queues.ring('inbound', randomUUID())).toBe(false);
    expect(performance.now() - again).toBeLessThan(50);
    expect(await queues.healthy()).toBe(false);
    redis.thaw();
    await eventually(() => expect(messages()).toContain('the queue backend is back'), 3_000);
    const row = randomUUID();
    expect(await queues.ring('inbound', row)).toBe(true);
    await eventually(() => expect(answered).toContain(row), 3_000);
  });

  it('finish a job that was under way, and close in time when it stays away', async () => {
    const queues = await open({ closeTimeoutMs: 500 });
    let letGo: (() => void) | undefined;
    const job = () =>
      new Promise<void>((resolve) => {
        letGo = resolve;
      });
    await queues.work('inbound', job, { concurrency: 1 });
    await queues.ring('inbound', randomUUID());
    await eventually(() => expect(letGo).toBeDefined());
    await redis.stop();
    letGo?.();
    await pause(200);
    const began = performance.now();
    await queues.close();
    expect(performance.now() - began).toBeLessThan(3_000);
  });
});

describe('opening the queues', () => {
  it('refuses an address that is not one with a sentence that says what is right', async () => {
    const databaseUrl = 'postgresql://127.0.0.1:1/unused';
    await expect(openQueues({ redisUrl: 'localhost', databaseUrl, log })).rejects.toThrow(
      'REDIS_URL must look like redis://host:6379.',
    );
  });
});
