import { randomBytes } from 'node:crypto';
import { describe, expect, test, vi } from 'vitest';
import type { Attachment, Reply } from '../../src/core/channel.ts';
import { ids } from '../../src/ids.ts';
import { aDiscord } from '../support/discord.ts';
import { listens } from '../support/listening.ts';

const ann = '500100200300400500';
const toAnn = { channel: 'discord', resident: ann, thread: `dm:${ann}` };

const aReply = (text: string, to: Reply['to'] = toAnn, choices: readonly string[] = []): Reply => ({
  key: ids.id(),
  to,
  conversationId: ids.id(),
  text,
  choices,
});

/** Discord, and the adapter in a process that only sends. */
async function aSender() {
  const house = await aDiscord();
  const channel = house.open();
  const { server } = house;
  return {
    ...house,
    channel,
    resident: server.resident(ann),
    council: server.channel(server.guild(), 'council'),
  };
}

const publicAt = (channel: string, message: string) => ({
  channel: 'discord',
  resident: channel,
  thread: `${channel}#${message}`,
});

describe('A reply on Discord', () => {
  test('arrives without anybody listening, in the direct messages of that person alone', async () => {
    const { channel, resident, server } = await aSender();
    const receipt = await channel.send(aReply('Diolch 👩‍🚒 شکریہ'));
    expect(resident.read()).toMatchObject([
      { id: receipt.externalId, content: 'Diolch 👩‍🚒 شکریہ', flags: 4 },
    ]);
    expect(server.gateway.identified).toHaveLength(0);
  });

  test('calls nobody, and is not markup', async () => {
    const { channel, resident, server } = await aSender();
    await channel.send(aReply('@everyone @here <@123456> **x** https://a.example/b_c_d'));
    const [said] = resident.read();
    expect(said?.content).toBe(
      '@\u200beveryone @\u200bhere <\u200b@123456> \\*\\*x\\*\\* https://a.example/b_c_d',
    );
    expect(server.callsOf('sendMessage')[0]?.payload).toMatchObject({
      allowed_mentions: { parse: [] },
      enforce_nonce: true,
    });
  });

  test('longer than a message goes in parts, in order, the choices under the last', async () => {
    const { channel, resident } = await aSender();
    const text = Array.from({ length: 120 }, (_, i) => `Sentence number ${i} is here to fill the page.`).join(
      ' ',
    );
    const receipt = await channel.send(aReply(text, toAnn, ['Yes', 'No']));
    const said = resident.read();
    expect(said.length).toBeGreaterThan(2);
    expect(said.map(({ content }) => content).join(' ')).toBe(text);
    expect(said.map(({ components }) => (components as unknown[]).length)).toEqual([
      ...said.slice(1).map(() => 0),
      1,
    ]);
    expect(receipt.externalId).toBe(said.at(-1)?.id);
  });

  test('in public stands in a thread begun on the message, which is begun once', async () => {
    const { channel, resident, council, server, open } = await aSender();
    const said = resident.calls(council.id, 'The light at my house');
    await channel.send(aReply('We wrote to you.', publicAt(council.id, said.id)));
    await open().send(aReply('Once more.', publicAt(council.id, said.id)));
    expect(server.saidIn(said.id).map(({ content }) => content)).toEqual(['We wrote to you.', 'Once more.']);
    expect(server.world.channels.get(said.id)?.name).toBe('Your report');
    expect(server.saidIn(council.id)).toHaveLength(0);
  });

  test('stands in the channel where no thread can be begun, and nowhere when the thread is locked or gone', async () => {
    const { channel, resident, council, server } = await aSender();
    const first = resident.calls(council.id, 'One');
    const second = resident.calls(council.id, 'Two');
    await channel.send(aReply('Here', publicAt(council.id, first.id)));
    const thread = server.world.channels.get(first.id);
    if (thread === undefined) throw new Error('No thread was begun.');
    thread.archived = true;
    await channel.send(aReply('Opened again', publicAt(council.id, first.id)));
    expect(thread.archived).toBe(false);
    thread.locked = true;
    await expect(channel.send(aReply('Locked', publicAt(council.id, first.id)))).rejects.toMatchObject({
      retry: 'never',
    });
    thread.gone = true;
    const there = { channel: 'discord', resident: first.id, thread: first.id };
    await expect(channel.send(aReply('Gone', there))).rejects.toMatchObject({ retry: 'never' });
    council.noThreads = true;
    await channel.send(aReply('In the channel', publicAt(council.id, second.id)));
    expect(server.saidIn(council.id)).toMatchObject([
      { content: 'In the channel', message_reference: { message_id: second.id } },
    ]);
  });

  test('to whoever takes no direct messages is refused for ever, and the reason said', async () => {
    const { channel, resident } = await aSender();
    resident.closes();
    await expect(channel.send(aReply('Hello'))).rejects.toMatchObject({
      retry: 'never',
      message: expect.stringContaining('private way is closed'),
    });
  });
});

describe('When Discord will not, or cannot', () => {
  test('a reply whose answer is lost is not posted twice', async () => {
    const { channel, resident, server } = await aSender();
    server.fails({ on: 'sendMessage', drop: 'after' });
    await channel.send(aReply('Once'));
    expect(server.callsOf('sendMessage').length).toBe(2);
    expect(resident.read()).toHaveLength(1);
    server.fails({ on: 'sendMessage', drop: 'after', times: 3 });
    const reply = aReply('Once more');
    await expect(channel.send(reply)).rejects.toMatchObject({ retry: 'later' });
    expect(await channel.findSent(reply)).toMatchObject({ externalId: resident.read()[1]?.id });
    await channel.send(reply);
    expect(resident.read()).toHaveLength(2);
  });

  test('what was surely not sent is known too, also where Discord forgets nonces', async () => {
    const { channel, resident } = await aSender();
    const [sent, unsent] = [aReply('Sent'), aReply('Never sent')];
    const receipt = await channel.send(sent);
    expect(await channel.findSent(unsent)).toBeNull();
    for (const message of resident.read()) delete message['nonce'];
    expect(await channel.findSent(sent)).toEqual(receipt);
  });

  test('a pause it names is kept: a short one waited for, a long one told', async () => {
    const { channel, resident, server } = await aSender();
    server.fails({ on: 'sendMessage', status: 429, retryAfter: 0.3 });
    await channel.send(aReply('Short'));
    expect(resident.read()).toHaveLength(1);
    server.fails({ on: 'sendMessage', status: 429, retryAfter: 1800 });
    const told: unknown = await channel.send(aReply('Long')).catch((error: unknown) => error);
    expect(told).toMatchObject({ retry: 'later' });
    expect((told as { afterMs: number }).afterMs).toBeGreaterThanOrEqual(1_799_000);
    expect((told as { afterMs: number }).afterMs).toBeLessThan(1_802_000);
  });

  test('a pause for everything is kept too', async () => {
    const { channel, server } = await aSender();
    server.fails({ on: 'sendMessage', status: 429, retryAfter: 20, more: { global: true } });
    await expect(channel.send(aReply('Hello'))).rejects.toMatchObject({
      retry: 'later',
      afterMs: expect.any(Number),
    });
    const other = { channel: 'discord', resident: '7', thread: 'dm:500100200300400777' };
    await expect(channel.send(aReply('Hello', other))).rejects.toMatchObject({
      retry: 'later',
      afterMs: expect.any(Number),
    });
    expect(server.callsOf('openDm')).toHaveLength(1);
  });

  test('trouble is tried again, a bad token is final and seen, and no error tells the token or the words', async () => {
    const { channel, server, open } = await aSender();
    server.fails({ on: 'sendMessage', status: 503, times: 3 });
    await expect(channel.send(aReply('Secret words'))).rejects.toMatchObject({ retry: 'later' });
    server.fails({
      on: 'sendMessage',
      status: 400,
      description: 'Invalid: Secret words',
      more: { code: 50035 },
    });
    const fault: unknown = await channel.send(aReply('Secret words')).catch((error: unknown) => error);
    expect(fault).toMatchObject({ retry: 'never' });
    server.revoke();
    const bad: unknown = await channel.send(aReply('Secret words')).catch((error: unknown) => error);
    expect(bad).toMatchObject({ retry: 'never' });
    expect(channel.health()).toMatchObject({
      well: false,
      why: expect.stringContaining('DISCORD_BOT_TOKEN'),
    });
    for (const each of [fault, bad]) {
      const whole = JSON.stringify(each) + String(each) + (each instanceof Error ? each.stack : '');
      expect(whole).not.toContain('Secret words');
      expect(whole).not.toContain(server.token);
    }
    await server.stop();
    const away = open({ apiRoot: 'http://127.0.0.1:9/api' });
    await expect(away.send(aReply('Hello'))).rejects.toMatchObject({ retry: 'later' });
  });

  test('a fault after the first part is unknown, for something has arrived', async () => {
    const { channel, server, resident } = await aSender();
    const text = 'A sentence that fills the page. '.repeat(100);
    server.fails({ on: 'sendMessage', every: 2, status: 403, more: { code: 50013 } });
    await expect(channel.send(aReply(text))).rejects.toMatchObject({
      retry: 'unknown',
      message: expect.stringContaining('1 arrived'),
    });
    expect(resident.read()).toHaveLength(1);
  });
});

describe('A file sent on Discord', () => {
  test('is fetched by its message, for an address that ends, and is gone with it', async () => {
    const { channel, server, store, rows, resident } = await aSender();
    await listens(channel, store.accept);
    const bytes = randomBytes(200_000);
    const message = resident.says('Look', {
      attachments: [server.world.attach(bytes, 'a.jpg', 'image/jpeg')],
    });
    await vi.waitFor(async () => expect(await rows()).toHaveLength(1));
    const attachment = (await rows())[0]?.attachments[0] as Attachment;
    expect(attachment).toMatchObject({ kind: 'photo', name: 'a.jpg', bytes: 200_000 });
    const fetched = async () => {
      const chunks: Uint8Array[] = [];
      for await (const chunk of await channel.fetchFile(attachment)) chunks.push(chunk);
      return Buffer.concat(chunks);
    };
    for (let i = 0; i < 2; i += 1) expect((await fetched()).equals(bytes)).toBe(true);
    for (const fault of [
      { on: 'getMessage', status: 500 },
      { on: 'file', status: 404 },
      { on: 'file', drop: 'before' },
    ] as const) {
      server.fails(fault);
      await expect(fetched()).rejects.toMatchObject({ retry: 'later' });
    }
    resident.deletes(message);
    await expect(fetched()).rejects.toMatchObject({ retry: 'never' });
  });
});
