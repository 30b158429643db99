import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { aGate } from '../support/gate.ts';
import { freshDatabase } from '../support/postgres.ts';
import { type MoothallProcess, Resident, runMoothall, startMoothall } from '../support/process.ts';
import { freshRedis } from '../support/redis.ts';

const admin = 'a-token-for-this-test-only';

test('Redis stopped for 20 s under traffic: every message is still taken at once, and all are answered after', async () => {
  const redis = await freshRedis();
  const env = { DATABASE_URL: await freshDatabase('ledger'), REDIS_URL: redis.url, ADMIN_TOKEN: admin };
  const moothall = await startMoothall(env);
  const residents = await Promise.all(Array.from({ length: 5 }, () => Resident.at(moothall.address)));
  const back = sleep(2_000)
    .then(() => redis.stop())
    .then(() => sleep(20_000))
    .then(() => redis.start());
  let slowest = 0;
  let sent = 0;
  for (const until = Date.now() + 24_000; Date.now() < until; await sleep(150)) {
    sent += 1;
    const began = Date.now();
    const statuses = await Promise.all(
      residents.map(
        async (each) =>
          (await each.write(moothall.address, `missed bin at ${sent} Larch Close`, `m${sent}`)).status,
      ),
    );
    slowest = Math.max(slowest, Date.now() - began);
    expect(statuses).toEqual([202, 202, 202, 202, 202]);
  }
  await back;
  for (const each of residents) {
    await each.answered(moothall.address, sent, 30);
    const lines = await each.read(moothall.address);
    expect(lines.filter(({ from }) => from === 'bot')).toHaveLength(sent);
    expect(lines.filter(({ from }) => from === 'resident')).toHaveLength(sent);
  }
  expect(slowest).toBeLessThan(2_000);
  expect(await moothall.stop()).toBe(0);
});

test('PostgreSQL away: web chat says so in a plain sentence with Retry-After, and recovers by itself', async () => {
  const url = new URL(await freshDatabase('ledger'));
  const gate = await aGate(Number(url.port));
  url.port = String(gate.port);
  const moothall = await startMoothall({ DATABASE_URL: url.href, ADMIN_TOKEN: admin });
  const resident = await Resident.at(moothall.address);
  await resident.insist(() => moothall.address, 'missed bin at 14 Larch Close', 'before');
  await resident.answered(moothall.address, 1);
  await gate.shut();
  const refused = await resident.write(moothall.address, 'still not collected', 'during');
  expect(refused.status).toBe(503);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(await refused.json()).toMatchObject({
    error: { code: 'ledger-down', message: 'We cannot store messages just now.' },
  });
  expect((await fetch(`${moothall.address}/readyz`)).status).toBe(503);
  expect((await fetch(`${moothall.address}/healthz`)).status).toBe(200);
  await sleep(3_000);
  await gate.open();
  await resident.insist(() => moothall.address, 'still not collected', 'during');
  await resident.answered(moothall.address, 2);
  await ready(moothall);
  expect(await moothall.stop()).toBe(0);
});

test('roles split over three processes do the same job, and one of the workers may be killed', async () => {
  const redis = await freshRedis();
  const env = { DATABASE_URL: await freshDatabase('empty'), REDIS_URL: redis.url, ADMIN_TOKEN: admin };
  const early = await runMoothall(['start'], { ...env, PORT: '0' });
  expect(early.code).toBe(2);
  expect(early.output).toContain('npm run moothall -- migrate');
  expect((await runMoothall(['migrate'], env)).code).toBe(0);
  const [web, one, two] = await Promise.all([
    startMoothall(env, ['--role', 'web']),
    startMoothall(env, ['--role', 'worker']),
    startMoothall(env, ['--role', 'worker']),
  ]);
  const resident = await Resident.at(web.address);
  for (let i = 1; i <= 200; i += 1) {
    await resident.insist(
      () => web.address,
      i === 1 ? 'missed bin at 14 Larch Close' : `about the bin, number ${i}`,
      `m${i}`,
    );
    if (i === 100) void one.kill();
  }
  // A delivery the killed worker had begun is asked after when its lease of a minute is over.
  await resident.answered(web.address, 200, 100);
  const lines = await resident.read(web.address);
  const heard = lines
    .filter(({ from }) => from === 'resident')
    .map(({ text }) => Number(/\d+$/.exec(text)?.[0] ?? 1));
  expect(heard).toEqual(Array.from({ length: 200 }, (_, i) => i + 1));
  expect(lines.filter(({ from }) => from === 'bot')).toHaveLength(200);
  expect(await two.stop()).toBe(0);
  expect(await web.stop()).toBe(0);
  expect((await runMoothall(['verify'], env)).code).toBe(0);
}, 180_000);

async function ready({ address }: MoothallProcess): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    if ((await fetch(`${address}/readyz`)).status === 200) return;
    await sleep(100);
  }
  throw new Error('It did not become ready in 10 s.');
}
