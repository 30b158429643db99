import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test, vi } from 'vitest';
import { listens, soon } from '../support/listening.ts';
import { aTelegram, quickWaits } from '../support/telegram.ts';

describe('Listening to Telegram', () => {
  test('ends at once when it is stopped, and may begin again', async () => {
    const { server, store, open, rows } = await aTelegram();
    const channel = open();
    await listens(channel, store.accept);
    await vi.waitFor(() => expect(server.callsOf('getUpdates').at(-1)?.payload['timeout']).toBe(25), soon);
    const at = performance.now();
    await channel.stop();
    expect(performance.now() - at).toBeLessThan(200);
    expect(channel.health()).toEqual({ well: true, why: null });
    const asked = server.callsOf('getUpdates').length;
    await sleep(100);
    expect(server.callsOf('getUpdates')).toHaveLength(asked);
    server.resident(11).says('Still there?');
    await listens(channel, store.accept);
    await vi.waitFor(async () => expect(await rows()).toHaveLength(1), soon);
  });

  test('starts while Telegram is away, says so, and hears it once it is back', async () => {
    const { server, store, open } = await aTelegram();
    server.fails({ drop: 'before', times: 4 });
    const channel = open();
    await channel.start(store.accept);
    await vi.waitFor(() => expect(channel.health().why).toMatch(/^Telegram did not answer/), soon);
    await vi.waitFor(() => expect(channel.health()).toEqual({ well: true, why: null }), soon);
  });

  test('goes on over dropped connections, trouble at Telegram, and a wait it is asked for', async () => {
    const { server, store, open, rows } = await aTelegram();
    const ann = server.resident(11);
    const channel = open();
    await listens(channel, store.accept);
    for (const fault of [
      { drop: 'after' },
      { status: 502 },
      { status: 500 },
      { status: 429, retryAfter: 1 },
    ] as const) {
      server.fails({ on: 'getUpdates', ...fault });
      ann.says(`after ${JSON.stringify(fault)}`);
    }
    await vi.waitFor(async () => expect(await rows()).toHaveLength(4), soon);
    await vi.waitFor(() => expect(channel.health().well).toBe(true), soon);
  });

  test('keeps a wait of half an hour, and can be stopped in it', async () => {
    const { server, store, open } = await aTelegram();
    server.fails({ on: 'getUpdates', status: 429, retryAfter: 1_800 });
    const channel = open();
    await channel.start(store.accept);
    await vi.waitFor(() => expect(channel.health().why ?? '').toContain('429'), soon);
    await sleep(500);
    expect(server.callsOf('getUpdates')).toHaveLength(1);
    const at = performance.now();
    await channel.stop();
    expect(performance.now() - at).toBeLessThan(200);
  });

  test('with a bad token says so, goes on trying slowly, and hears once the token is good', async () => {
    const { server, store, open, logged } = await aTelegram();
    server.revoke();
    const channel = open();
    await channel.start(store.accept);
    await vi.waitFor(() => expect(channel.health().why).toContain('TELEGRAM_BOT_TOKEN'), soon);
    expect(channel.health().well).toBe(false);
    const tries = server.callsOf('getMe').length;
    await sleep(quickWaits.badTokenMs * 3);
    expect(server.callsOf('getMe').length - tries).toBeLessThanOrEqual(3);
    server.revoke(false);
    await vi.waitFor(() => expect(channel.health().well).toBe(true), soon);
    expect(JSON.stringify(logged)).not.toContain(server.token.split(':')[1]);
  });

  test('beside another program with the same token says so', async () => {
    const { server, store, open, rows } = await aTelegram();
    const [one, other] = [open(), open()];
    await listens(one, store.accept);
    await listens(other, store.accept);
    await vi.waitFor(() => {
      const whys = [one, other].map((channel) => channel.health().why);
      expect(whys.some((why) => why?.startsWith('Another program'))).toBe(true);
    }, soon);
    await other.stop();
    server.resident(11).says('Hello');
    await vi.waitFor(async () => expect(await rows()).toHaveLength(1), soon);
    await vi.waitFor(() => expect(one.health().well).toBe(true), soon);
  });

  test('takes away a webhook somebody left, without losing what waits', async () => {
    const { server, store, open, rows } = await aTelegram();
    await fetch(`${server.url}/bot${server.token}/setWebhook`, {
      method: 'POST',
      body: JSON.stringify({ url: 'https://old.example/hook' }),
    });
    server.resident(11).says('Waiting');
    await listens(open(), store.accept);
    await vi.waitFor(async () => expect(await rows()).toHaveLength(1), soon);
  });

  test('says how far it had read, and goes on from there', async () => {
    const { server, store, open, rows, cursors } = await aTelegram();
    server.resident(11).says('Hello');
    await listens(open(), store.accept);
    await vi.waitFor(async () => expect(await rows()).toHaveLength(1), soon);
    await vi.waitFor(async () => {
      const last = server.callsOf('getUpdates').at(-1)?.payload['offset'];
      expect((await cursors()).get('offset')).toBe(String(last));
      expect(Number(last)).toBeGreaterThan(700_000);
    }, soon);
  });
});

describe('What may have been missed', () => {
  test('while nobody listened for more than a day is counted and told', async () => {
    const { store, open, counted, cursors } = await aTelegram();
    const day = 24 * 3_600_000;
    const yesterday = open({ now: () => new Date(Date.now() - day - 60_000) });
    await listens(yesterday, store.accept);
    await vi.waitFor(async () => expect((await cursors()).has('heard')).toBe(true), soon);
    await yesterday.stop();
    const channel = open();
    await listens(channel, store.accept);
    expect(await counted('gaps')).toBe(1);
    expect(channel.health()).toEqual({ well: true, why: expect.stringContaining('some may be missed') });
    await channel.stop();
    const again = open();
    await listens(again, store.accept);
    expect(await counted('gaps')).toBe(1);
  });

  test('when Telegram counts from a lower number is counted and told, and what comes then is read', async () => {
    const { server, store, open, rows, counted } = await aTelegram();
    const ann = server.resident(11);
    const channel = open();
    await listens(channel, store.accept);
    ann.says('one');
    await vi.waitFor(() => expect(server.waiting()).toHaveLength(0), soon);
    server.countFrom(500);
    for (const text of ['two', 'three']) ann.says(text);
    await vi.waitFor(async () => expect(await rows()).toHaveLength(3), soon);
    await vi.waitFor(() => expect(server.waiting()).toHaveLength(0), soon);
    expect(await counted('gaps')).toBeGreaterThan(0);
    expect(channel.health().why).toContain('count its updates anew');
  });

  test('is not what jumps, nor what comes again', async () => {
    const { server, store, open, rows, counted } = await aTelegram();
    const ann = server.resident(11);
    await listens(open(), store.accept);
    ann.says('one');
    await vi.waitFor(() => expect(server.waiting()).toHaveLength(0), soon);
    server.countFrom(900_000);
    ann.says('two');
    await vi.waitFor(() => expect(server.waiting()).toHaveLength(0), soon);
    server.again(2);
    ann.says('three');
    await vi.waitFor(async () => expect(await rows()).toHaveLength(3), soon);
    expect(await counted('gaps')).toBe(0);
  });
});

describe('A message the ledger will not take', () => {
  test('waits as long as others get past it, then is set aside by name: nobody else is held up', async () => {
    const { server, store, open, rows, aside, logged } = await aTelegram();
    const [ann, ...people] = [11, 21, 22, 23, 24].map((id) => server.resident(id));
    const channel = open();
    await channel.start(async (message) => {
      if (message.text === 'poison') throw new Error('value out of range: poison');
      return store.accept(message);
    });
    ann?.says('poison');
    for (let i = 0; i < 10; i += 1) for (const person of people) person.says(`number ${i}`);
    await vi.waitFor(async () => expect(await rows()).toHaveLength(40), soon);
    expect(await aside()).toEqual([]);
    expect(server.waiting()).toHaveLength(41);
    for (let i = 0; i < 20; i += 1) for (const person of people) person.says(`number 1${i}`);
    await vi.waitFor(async () => expect(await rows()).toHaveLength(120), soon);
    await vi.waitFor(() => expect(server.waiting()).toHaveLength(0), soon);
    expect(await aside()).toEqual(['message the ledger did not take']);
    expect(logged.filter(({ level }) => level === 'error')).toHaveLength(1);
    expect(JSON.stringify(logged)).not.toContain('poison');
    await vi.waitFor(() => expect(channel.health().well).toBe(true), soon);
  });

  test('is never set aside while the ledger is away', async () => {
    const { server, store, open, rows, aside } = await aTelegram();
    const people = Array.from({ length: 30 }, (_, i) => server.resident(100 + i));
    let away = true;
    for (let i = 0; i < 5; i += 1) for (const person of people) person.says(`number ${i}`);
    await open().start((message) =>
      away ? Promise.reject(new Error('The ledger is away.')) : store.accept(message),
    );
    await sleep(600);
    expect(server.waiting()).toHaveLength(150);
    away = false;
    await vi.waitFor(async () => expect(await rows()).toHaveLength(150), soon);
    expect(await aside()).toEqual([]);
  });
});

describe('All of it at once', () => {
  test('400 messages in 25 chats, with repeats, faults and listeners that die: each once, in order', async () => {
    const { server, store, open, rows, counted } = await aTelegram();
    server.repeat(0.1, 7);
    server.fails({ on: 'getUpdates', share: 0.05, seed: 3, status: 500, times: 1_000 });
    server.fails({ on: 'getUpdates', share: 0.05, seed: 5, drop: 'after', times: 1_000 });
    const people = Array.from({ length: 25 }, (_, i) => server.resident(100 + i));
    const speak = async () => {
      for (let i = 0; i < 16; i += 1) {
        for (const person of people) person.says(`${person.id} ${i}`);
        await sleep(20);
      }
    };
    const spoken = speak();
    for (const livesMs of [120, 150, 0]) {
      const channel = open();
      await channel.start(store.accept);
      if (livesMs === 0) break;
      await sleep(livesMs);
      await channel.stop();
    }
    await spoken;
    await vi.waitFor(async () => expect(await rows()).toHaveLength(400), { timeout: 20_000, interval: 50 });
    for (const { id } of people)
      expect(
        (await store.reader.lines({ channel: 'telegram', resident: `${id}`, thread: `${id}` }, 0)).map(
          ({ text }) => text,
        ),
      ).toEqual(Array.from({ length: 16 }, (_, i) => `${id} ${i}`));
    expect(await counted('gaps')).toBe(0);
  });
});
