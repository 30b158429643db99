import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test, vi } from 'vitest';
import { telegram } from '../../adapters/telegram/index.ts';
import type { Accept } from '../../src/core/channel.ts';
import { listensAlone, takesCalls } from '../../src/core/channel.ts';
import { StartFault } from '../../src/core/errors.ts';
import { listens, soon } from '../support/listening.ts';
import { type ATelegram, aDoorFor, aTelegram, webhookSecret } from '../support/telegram.ts';

/** The adapter, called by Telegram through a door of its own. */
async function called(house: ATelegram, accept: Accept = house.store.accept) {
  const channel = house.open();
  const door = await aDoorFor(channel);
  await listens(channel, accept);
  house.server.webhookIsAt(door.url);
  return { channel, door };
}

describe('Called by Telegram', () => {
  test('it tells Telegram where and with which secret, and stores what comes, in order', async () => {
    const house = await aTelegram('webhook');
    const people = [11, 12].map((id) => house.server.resident(id));
    for (let i = 0; i < 5; i += 1) for (const person of people) person.says(`${person.id} says ${i}`);
    const { channel } = await called(house);
    expect(takesCalls(channel)).toBe(true);
    expect(listensAlone(channel)).toBe(false);
    await vi.waitFor(async () => expect(await house.rows()).toHaveLength(10), soon);
    const [set] = house.server.callsOf('setWebhook');
    expect(set?.payload).toMatchObject({
      url: 'https://moothall.example/channels/telegram',
      secret_token: webhookSecret,
      drop_pending_updates: false,
    });
    for (const { id } of people)
      expect((await house.rows()).filter(({ thread }) => thread === `${id}`).map(({ text }) => text)).toEqual(
        Array.from({ length: 5 }, (_, i) => `${id} says ${i}`),
      );
    expect(house.server.callsOf('getUpdates')).toHaveLength(0);
  });

  test('it turns away whoever does not know the secret, and stores nothing', async () => {
    const house = await aTelegram('webhook');
    const { door } = await called(house);
    const message = {
      message_id: 1,
      date: 1,
      chat: { id: 11, type: 'private' },
      from: { id: 11 },
      text: 'Hello',
    };
    const body = JSON.stringify({ update_id: 1, message });
    const secrets = [
      {},
      { 'x-telegram-bot-api-secret-token': '' },
      { 'x-telegram-bot-api-secret-token': `${webhookSecret}x` },
    ];
    for (const headers of secrets)
      expect((await fetch(door.url, { method: 'POST', headers, body })).status).toBe(403);
    const right = { 'x-telegram-bot-api-secret-token': webhookSecret };
    expect((await fetch(door.url, { method: 'POST', headers: right, body: '{"update_id":' })).status).toBe(
      400,
    );
    expect(await house.rows()).toHaveLength(0);
    expect((await fetch(door.url, { method: 'POST', headers: right, body })).status).toBe(200);
    expect(await house.rows()).toHaveLength(1);
  });

  test('it asks to be called again for what could not be stored, which is then stored once and in order', async () => {
    const house = await aTelegram('webhook');
    const ann = house.server.resident(11);
    let away = 3;
    const { channel, door } = await called(house, async (message) => {
      if (away > 0) {
        away -= 1;
        throw new Error('The ledger is away.');
      }
      return house.store.accept(message);
    });
    for (const text of ['one', 'two', 'three']) ann.says(text);
    await vi.waitFor(() => expect(door.statuses).toContain(503), soon);
    expect(channel.health()).toEqual({ well: false, why: expect.stringContaining('cannot be stored') });
    await vi.waitFor(async () => expect(await house.rows()).toHaveLength(3), soon);
    expect((await house.rows()).map(({ text }) => text)).toEqual(['one', 'two', 'three']);
  });

  test('it takes in nothing once it is stopped, and what came waits at Telegram', async () => {
    const house = await aTelegram('webhook');
    const ann = house.server.resident(11);
    const { channel } = await called(house);
    await channel.stop();
    ann.says('Hello');
    await sleep(200);
    expect(await house.rows()).toHaveLength(0);
    expect(house.server.waiting()).toHaveLength(1);
    await listens(channel, house.store.accept);
    await vi.waitFor(async () => expect(await house.rows()).toHaveLength(1), soon);
  });

  test('it tells its secret at each start, for the last one may have had another', async () => {
    const house = await aTelegram('webhook');
    const { channel } = await called(house);
    await channel.stop();
    await listens(channel, house.store.accept);
    expect(house.server.callsOf('setWebhook')).toHaveLength(2);
  });

  test('what it is called with twice it stores once', async () => {
    const house = await aTelegram('webhook');
    const ann = house.server.resident(11);
    house.server.repeat(1, 1);
    await called(house);
    ann.says('one');
    ann.album('two', '');
    ann.says('three');
    await vi.waitFor(() => expect(house.server.waiting()).toHaveLength(0), soon);
    await sleep(600);
    expect((await house.rows()).map(({ text }) => text)).toEqual(['one', 'two', 'three']);
  });
});

describe('An album Telegram calls with', () => {
  test('is one message, though each part is answered for before the next comes', async () => {
    const house = await aTelegram('webhook');
    const ann = house.server.resident(11);
    await called(house);
    ann.album('All of this', '', '');
    await vi.waitFor(async () => expect(await house.rows()).toHaveLength(1), soon);
    expect((await house.rows())[0]).toMatchObject({ text: 'All of this', attachments: { length: 3 } });
    expect([...(await house.cursors()).keys()].filter((name) => name.startsWith('album'))).toEqual([]);
  });

  test('comes before what was said after it', async () => {
    const house = await aTelegram('webhook');
    const ann = house.server.resident(11);
    await called(house);
    ann.album('These two', '');
    ann.says('since Friday');
    await vi.waitFor(async () => expect(await house.rows()).toHaveLength(2), soon);
    expect((await house.rows()).map(({ text }) => text)).toEqual(['These two', 'since Friday']);
    await sleep(400);
    expect(await house.rows()).toHaveLength(2);
  });

  test('is stored by the next process when this one dies before it is whole', async () => {
    const house = await aTelegram('webhook');
    const ann = house.server.resident(11);
    const { channel } = await called(house);
    ann.album('These two', '');
    await vi.waitFor(() => expect(house.server.waiting()).toHaveLength(0), soon);
    await channel.stop();
    expect(await house.rows()).toHaveLength(0);
    await called(house);
    await vi.waitFor(async () => expect(await house.rows()).toHaveLength(1), soon);
    expect((await house.rows())[0]?.attachments).toHaveLength(2);
  });
});

test('A bot that is to be called needs an address and a secret', () => {
  const needs = { publicUrl: null } as Parameters<typeof telegram>[0];
  const settings = {
    TELEGRAM_BOT_TOKEN: '1:abcdefghijk',
    TELEGRAM_API_ROOT: 'http://127.0.0.1:1',
    TELEGRAM_MODE: 'webhook',
  } as const;
  expect(() => telegram(needs, settings)).toThrow(StartFault);
  expect(() => telegram({ ...needs, publicUrl: 'https://a.example' }, settings)).toThrow(StartFault);
});
