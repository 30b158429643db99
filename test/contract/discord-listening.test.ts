import { describe, expect, test, vi } from 'vitest';
import type { Accept } from '../../src/core/channel.ts';
import { aDiscord } from '../support/discord.ts';
import { heard, listens, soon, texts } from '../support/listening.ts';

const ann = '500100200300400500';
const bob = '500100200300400501';

describe('What residents write on Discord', () => {
  test('in direct messages is stored word for word, with whom to answer', async () => {
    const house = await aDiscord();
    await listens(house.open(), house.store.accept);
    const words = ['Dŵr yn gollwng o’r tŷ', 'میری گلی کی بتی', '👩‍👩‍👧‍👦 🏴󠁧󠁢󠁷󠁬󠁳󠁿 𝒽𝑒𝓁𝓅', '**bold** & "quotes"'];
    for (const text of words) house.server.resident(ann).says(text);
    const rows = await house.stored(words.length);
    expect(texts(rows)).toEqual(words);
    expect(new Set(rows.map(({ thread }) => thread))).toEqual(new Set([`dm:${ann}`]));
    // Servers, their messages, direct messages, and the words in them.
    expect(house.server.gateway.identified).toEqual([37377]);
  });

  test('in public is read only where it calls us, and answered in private', async () => {
    const house = await aDiscord();
    const { server } = house;
    const guild = server.guild();
    const [ours, other] = [server.channel(guild, 'council'), server.channel(guild, 'chat')];
    await listens(house.open({ channels: ours.id }), house.store.accept);
    const resident = server.resident(ann);
    resident.saysIn(ours.id, 'Did anybody see the match?');
    resident.calls(other.id, 'Not here');
    const said = resident.calls(ours.id, 'The light is out');
    const [row] = await house.stored(1);
    expect(row).toMatchObject({
      text: 'The light is out',
      thread: `dm:${ann}`,
      publicly: { thread: `${ours.id}#${said.id}` },
    });
  });

  test('in a thread we began need not call us', async () => {
    const house = await aDiscord();
    const { server } = house;
    const council = server.channel(server.guild(), 'council');
    const channel = house.open();
    await listens(channel, house.store.accept);
    const resident = server.resident(ann);
    const said = resident.calls(council.id, 'The light is out');
    await house.stored(1);
    const to = { channel: 'discord', resident: council.id, thread: `${council.id}#${said.id}` };
    await channel.send({ key: 'k1', to, conversationId: 'c', text: 'We wrote to you.', choices: [] });
    resident.saysIn(said.id, 'Since Friday');
    const rows = await house.stored(2);
    expect(rows[1]).toMatchObject({ text: 'Since Friday', publicly: { thread: said.id } });
  });

  test('and changes or takes back is a revision; a preview is not', async () => {
    const house = await aDiscord();
    const { server } = house;
    const council = server.channel(server.guild(), 'council');
    await listens(house.open(), house.store.accept);
    const resident = server.resident(ann);
    const talk = resident.saysIn(council.id, 'Just talk');
    const [one, two] = [resident.says('Number 14'), resident.says('Bins')];
    const open = resident.calls(council.id, 'A light');
    await house.stored(3);
    resident.edits(one, 'Number 14', false);
    resident.edits(one, 'Number 41');
    resident.edits(open, `<@${server.bot.id}> Two lights`);
    resident.deletes(talk);
    resident.deletes(one, two);
    resident.deletes(open);
    const rows = (await house.stored(8)).slice(3);
    expect(rows.filter(({ revises }) => revises === one.id).map(({ text }) => text)).toEqual([
      'Number 41',
      '',
    ]);
    expect(rows.filter(({ revises }) => revises === two.id)).toHaveLength(1);
    expect(rows.filter(({ revises }) => revises === open.id).map(({ text }) => text)).toEqual([
      'Two lights',
      '',
    ]);
  });

  test('that cannot be stored yet is tried again in its order, and holds up nobody else', async () => {
    const house = await aDiscord();
    const { server } = house;
    let away = true;
    const accept: Accept = async (message) => {
      if (away && message.from.resident === ann) throw new Error('The ledger is away.');
      return house.store.accept(message);
    };
    const channel = house.open();
    await listens(channel, accept);
    for (const text of ['one', 'two']) server.resident(ann).says(text);
    server.resident(bob).says('Bob');
    expect(texts(await house.stored(1))).toEqual(['Bob']);
    await vi.waitFor(() => expect(channel.health()).toMatchObject({ well: false }), soon);
    away = false;
    expect(texts(await house.stored(3))).toEqual(['Bob', 'one', 'two']);
    await heard(channel);
  });

  test('that Discord tells twice is stored once, and what cannot be read is set aside by name', async () => {
    const house = await aDiscord();
    const { server } = house;
    await listens(house.open(), house.store.accept);
    server.gateway.repeats(() => true);
    server.gateway.dispatch('MESSAGE_CREATE', { id: '12', content: 'broken' });
    for (const [t, d] of [
      ['MESSAGE_CREATE', null],
      ['GUILD_CREATE', {}],
      ['NOT_INVENTED_YET', { a: 1 }],
      ['GUILD_MEMBER_ADD', {}],
    ] as const)
      server.gateway.dispatch(t, d);
    for (const text of ['one', 'two', 'three']) server.resident(ann).says(text);
    expect(texts(await house.stored(3))).toEqual(['one', 'two', 'three']);
    expect(await house.aside()).toEqual(['unreadable MESSAGE_CREATE', 'unreadable MESSAGE_CREATE']);
  });
});

describe('The connection', () => {
  test('that says nothing any more is left for another', async () => {
    const house = await aDiscord();
    const { server } = house;
    server.gateway.beatEvery(300);
    const channel = house.open();
    await listens(channel, house.store.accept);
    server.resident(ann).says('one');
    await house.stored(1);
    server.gateway.muted(true, 300);
    server.resident(ann).says('two');
    await vi.waitFor(() => expect(channel.health().well).toBe(false), soon);
    server.gateway.muted(false, 300);
    expect(texts(await house.stored(2))).toEqual(['one', 'two']);
    expect(server.gateway.heartbeats()).toBeGreaterThan(0);
  });

  test('with a bad token, or without the intent, is tried again, and the operator told', async () => {
    const house = await aDiscord();
    const { server } = house;
    const channel = house.open({ token: 'not.the.token' });
    await channel.start(house.store.accept);
    await vi.waitFor(() => expect(channel.health().why).toContain('DISCORD_BOT_TOKEN'), soon);
    await channel.stop();
    server.gateway.disallow();
    const other = house.open();
    await other.start(house.store.accept);
    await vi.waitFor(() => expect(other.health().why).toContain('Message Content Intent'), soon);
    server.gateway.disallow(false);
    await heard(other);
    server.revoke();
    await vi.waitFor(() => expect(other.health().why).toContain('DISCORD_BOT_TOKEN'), soon);
    server.revoke(false);
    await heard(other);
    expect(house.logged.join('\n')).not.toContain(server.token);
  });

  test('is begun although Discord is away at first', async () => {
    const house = await aDiscord();
    house.server.fails({ on: 'gateway', status: 503, times: 3 });
    house.server.fails({ on: 'gateway', drop: 'before', times: 2 });
    const channel = house.open();
    await listens(channel, house.store.accept);
    house.server.resident(ann).says('Hello');
    await house.stored(1);
    await channel.stop();
    await listens(channel, house.store.accept);
    house.server.resident(ann).says('Hello again');
    await house.stored(2);
  });
});

describe('Stopping', () => {
  test('while a lost connection is being made again ends it too', async () => {
    const house = await aDiscord();
    const { server } = house;
    const channel = house.open();
    await listens(channel, house.store.accept);
    server.gateway.dropSockets();
    await vi.waitFor(() => expect(channel.health().well).toBe(false), soon);
    await channel.stop();
    await new Promise((resolve) => setTimeout(resolve, 900));
    expect(server.gateway.live()).toBe(0);
    expect(server.gateway.resumed).toHaveLength(0);
    await listens(channel, house.store.accept);
    server.resident(ann).says('Hello');
    await house.stored(1);
    expect(server.gateway.live()).toBe(1);
  });
});
