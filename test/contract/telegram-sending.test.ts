import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from 'vitest';
import { ChannelError, type Reply } from '../../src/core/channel.ts';
import { listens } from '../support/listening.ts';
import { aTelegram, usualPace } from '../support/telegram.ts';

const to = (resident: number | string) => {
  return { channel: 'telegram', resident: String(resident), thread: String(resident) };
};
const aReply = (resident: number | string, text: string, more: Partial<Reply> = {}): Reply => {
  return { key: 'key', to: to(resident), conversationId: 'conversation', text, choices: [], ...more };
};

/** What sending throws. */
async function refused(sending: Promise<unknown>): Promise<ChannelError> {
  const error = await sending.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof ChannelError) return error;
  throw new Error(`It was not refused: ${error}`);
}

describe('A reply on Telegram', () => {
  test('arrives word for word in that chat and no other, and its receipt names it', async () => {
    const { server, open } = await aTelegram();
    const [ann, bob] = [server.resident(11), server.resident(12)];
    const text = 'Diolch, Siân. <b>Nid</b> yw’n *feiddgar* & "iawn" 👩‍🚒\nمیری گلی';
    const receipt = await open().send(aReply(11, text));
    expect(ann.sees()).toEqual([{ id: expect.any(Number), text, buttons: [] }]);
    expect(receipt.externalId).toBe(`11:${ann.sees()[0]?.id}`);
    expect(Math.abs(receipt.at.getTime() - Date.now())).toBeLessThan(5_000);
    expect(bob.sees()).toEqual([]);
  });

  test('that is long comes in parts, in order, with the buttons under the last', async () => {
    const { server, open } = await aTelegram();
    const ann = server.resident(11);
    const text = 'We looked at https://www.council.example/a?b=c#d and found nothing wrong. '
      .repeat(150)
      .trim();
    const receipt = await open().send(aReply(11, text, { choices: ['Yes', 'No'] }));
    const seen = ann.sees();
    expect(seen.length).toBe(3);
    expect(seen.map((part) => part.text).join(' ')).toBe(text);
    expect(seen.map(({ buttons }) => buttons)).toEqual([[], [], ['Yes', 'No']]);
    expect(receipt.externalId).toBe(`11:${seen[2]?.id}`);
  });

  test('can be sent by a process that does not listen, and after one stopped listening', async () => {
    const { server, store, open } = await aTelegram();
    const ann = server.resident(11);
    const channel = open();
    await listens(channel, store.accept);
    await channel.stop();
    await channel.send(aReply(11, 'Hello'));
    expect(ann.sees()).toHaveLength(1);
  });
});

describe('A reply that Telegram does not take', () => {
  test('is refused for ever where the resident blocked the bot, never started it, or is not there', async () => {
    const { server, open } = await aTelegram();
    server.resident(11).blocks();
    server.resident(12, { started: false });
    server.group(-100123).throwsOut();
    const channel = open();
    for (const [chat, why] of [
      [11, 'blocked'],
      [12, "can't initiate"],
      [-100123, 'kicked'],
      [13, 'chat not found'],
    ] as const) {
      const error = await refused(channel.send(aReply(chat, 'Hello')));
      expect(error).toMatchObject({ retry: 'never', message: expect.stringContaining(why) });
    }
    expect(await refused(channel.send(aReply('nowhere', 'Hello')))).toMatchObject({ retry: 'never' });
    expect(await refused(channel.send(aReply(11, '  ')))).toMatchObject({ retry: 'never' });
  });

  test('waits as long as it is asked to, half an hour too, and asks nothing of Telegram meanwhile', async () => {
    const { server, open } = await aTelegram();
    server.resident(11);
    server.resident(12);
    server.fails({ on: 'sendMessage', status: 429, retryAfter: 1_800 });
    const channel = open();
    const first = await refused(channel.send(aReply(11, 'Hello')));
    expect(first).toMatchObject({ retry: 'later', afterMs: 1_800_000 });
    const second = await refused(channel.send(aReply(11, 'Hello')));
    expect(second.retry).toBe('later');
    expect(second.afterMs).toBeGreaterThan(1_790_000);
    expect(server.callsOf('sendMessage')).toHaveLength(1);
    await channel.send(aReply(12, 'Hello'));
  });

  test('may be sent again when nothing was sent: no connection, or trouble before acting', async () => {
    const { server, open } = await aTelegram();
    server.resident(11);
    for (const status of [500, 503]) {
      server.fails({ on: 'sendMessage', status });
      expect(await refused(open().send(aReply(11, 'Hello')))).toMatchObject({ retry: 'later' });
    }
    const shut = createServer();
    await new Promise<void>((resolve) => shut.listen(0, '127.0.0.1', resolve));
    const { port } = shut.address() as AddressInfo;
    await new Promise((resolve) => shut.close(resolve));
    const away = open({ apiRoot: `http://127.0.0.1:${port}` });
    expect(await refused(away.send(aReply(11, 'Hello')))).toMatchObject({
      retry: 'later',
      message: 'Telegram cannot be reached (ECONNREFUSED).',
    });
  });

  test('is unknown when the answer got lost, whether or not it arrived', async () => {
    const { server, open } = await aTelegram();
    const ann = server.resident(11);
    const channel = open();
    for (const fault of [{ drop: 'after' }, { drop: 'before' }, { status: 502 }, { status: 504 }] as const) {
      server.fails({ on: 'sendMessage', ...fault });
      expect(await refused(channel.send(aReply(11, 'Hello')))).toMatchObject({ retry: 'unknown' });
    }
    expect(ann.sees()).toHaveLength(1);
  });

  test('after its first part is unknown, and says how much arrived', async () => {
    const { server, open } = await aTelegram();
    const ann = server.resident(11);
    server.fails({ on: 'sendMessage', every: 2, status: 500 });
    const error = await refused(open().send(aReply(11, 'A sentence. '.repeat(800))));
    expect(error).toMatchObject({
      retry: 'unknown',
      message: expect.stringContaining('Of 3 parts, 1 arrived.'),
    });
    expect(ann.sees()).toHaveLength(1);
  });

  test('after its first part goes on when it is asked to wait for a moment', async () => {
    const { server, open } = await aTelegram();
    const ann = server.resident(11);
    server.fails({ on: 'sendMessage', every: 2, status: 429, retryAfter: 1 });
    await open().send(aReply(11, 'A sentence. '.repeat(800)));
    expect(ann.sees()).toHaveLength(3);
  });

  test('for its token is refused for ever, and health says why', async () => {
    const { server, open, logged } = await aTelegram();
    server.resident(11);
    server.revoke();
    const channel = open();
    expect(await refused(channel.send(aReply(11, 'Hello')))).toMatchObject({ retry: 'never' });
    expect(channel.health()).toEqual({ well: false, why: expect.stringContaining('TELEGRAM_BOT_TOKEN') });
    expect(JSON.stringify(logged)).not.toContain('local-telegram');
  });

  test('tells nobody the token, nor what was in it', async () => {
    const { server, open } = await aTelegram();
    server.resident(11);
    const channel = open();
    for (const fault of [{ drop: 'before' }, { status: 400 }, { status: 500 }] as const) {
      server.fails({ on: 'sendMessage', ...fault });
      const error = await refused(channel.send(aReply(11, 'My secret words')));
      const all = [error.message, error.stack, JSON.stringify(error), String(error.cause)].join(' ');
      expect(all).not.toMatch(/local-telegram|secret words/);
    }
  });
});

describe('A group that became a supergroup', () => {
  test('is followed once', async () => {
    const { server, open } = await aTelegram();
    const [old, moved] = [server.group(-5), server.group(-100777)];
    old.movesTo(-100777);
    const receipt = await open().send(aReply(-5, 'Thank you.'));
    expect(moved.sees().map(({ text }) => text)).toEqual(['Thank you.']);
    expect(receipt.externalId).toMatch(/^-100777:/);
    moved.movesTo(-100888);
    expect(await refused(open().send(aReply(-5, 'Thank you.')))).toMatchObject({ retry: 'never' });
    expect(server.callsOf('sendMessage')).toHaveLength(4);
  });
});

describe('The pace', () => {
  test('is one message a second to a chat, and other chats do not wait for it', async () => {
    const { server, open } = await aTelegram();
    for (const id of [11, 12]) server.resident(id);
    const channel = open({ pace: usualPace });
    const began = performance.now();
    await Promise.all([1, 2, 3].map((count) => channel.send(aReply(11, `number ${count}`))));
    expect(performance.now() - began).toBeGreaterThan(1_990);
    const times = server.callsOf('sendMessage').map(({ at }) => at);
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThan(950);
    const other = performance.now();
    await channel.send(aReply(12, 'Hello'));
    expect(performance.now() - other).toBeLessThan(500);
  });

  test('is 30 messages a second to all chats together', async () => {
    const { server, open } = await aTelegram();
    const people = Array.from({ length: 65 }, (_, i) => server.resident(100 + i));
    const channel = open({ pace: usualPace });
    await Promise.all(people.map(({ id }) => channel.send(aReply(id, 'Hello'))));
    const times = server.callsOf('sendMessage').map(({ at }) => at);
    expect(times).toHaveLength(65);
    for (let i = 30; i < times.length; i += 1)
      expect((times[i] ?? 0) - (times[i - 30] ?? 0)).toBeGreaterThan(900);
  });

  test('is 20 messages a minute to a group: the outbox is told when to come back', async () => {
    const { server, open } = await aTelegram();
    server.group(-100123);
    const pace = { ...usualPace, chat: { most: 1_000, withinMs: 1 }, all: { most: 1_000, withinMs: 1 } };
    const channel = open({ pace });
    for (let i = 0; i < 20; i += 1) await channel.send(aReply(-100123, `Thank you. ${i}`));
    const error = await refused(channel.send(aReply(-100123, 'Thank you.')));
    expect(error.retry).toBe('later');
    expect(error.afterMs).toBeGreaterThan(50_000);
    expect(error.afterMs).toBeLessThanOrEqual(60_000);
    expect(server.callsOf('sendMessage')).toHaveLength(20);
  });
});
