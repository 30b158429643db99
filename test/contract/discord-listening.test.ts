import { describe, expect, test, vi } from 'vitest';
import type { Accept } from '../../src/core/channel.ts';
import { type ADiscord, aDiscord, heard, listens } from '../support/discord.ts';

const soon = { timeout: 15_000, interval: 10 };
const ann = '500100200300400500';
const bob = '500100200300400501';

/** Wait until the ledger has this many messages of residents, and give them. */
async function stored({ rows }: ADiscord, count: number) {
  await vi.waitFor(async () => expect(await rows()).toHaveLength(count), soon);
  return rows();
}

const texts = (rows: readonly { text: string }[]) => rows.map(({ text }) => text);

describe('What residents write on Discord', () => {
  test('in direct messages is stored word for word, with whom to answer', async () => {
    const house = await aDiscord();
    await listens(house.open(), house.store.accept);
    const words = ['Dŵr yn gollwng o’r tŷ', 'میری گلی کی بتی', '👩‍👩‍👧‍👦 🏴󠁧󠁢󠁷󠁬󠁳󠁿 𝒽𝑒𝓁𝓅', '**bold** & "quotes"'];
    for (const text of words) house.server.resident(ann).says(text);
    const rows = await stored(house, words.length);
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
    const [row] = await stored(house, 1);
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
    await stored(house, 1);
    const to = { channel: 'discord', resident: council.id, thread: `${council.id}#${said.id}` };
    await channel.send({ key: 'k1', to, conversationId: 'c', text: 'We wrote to you.', choices: [] });
    resident.saysIn(said.id, 'Since Friday');
    const rows = await stored(house, 2);
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
    await stored(house, 3);
    resident.edits(one, 'Number 14', false);
    resident.edits(one, 'Number 41');
    resident.edits(open, `<@${server.bot.id}> Two lights`);
    resident.deletes(talk);
    resident.deletes(one, two);
    resident.deletes(open);
    const rows = (await stored(house, 8)).slice(3);
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
    expect(texts(await stored(house, 1))).toEqual(['Bob']);
    await vi.waitFor(() => expect(channel.health()).toMatchObject({ well: false }), soon);
    away = false;
    expect(texts(await stored(house, 3))).toEqual(['Bob', 'one', 'two']);
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
    expect(texts(await stored(house, 3))).toEqual(['one', 'two', 'three']);
    expect(await house.aside()).toEqual(['unreadable MESSAGE_CREATE', 'unreadable MESSAGE_CREATE']);
  });
});

describe('What was missed', () => {
  test('is told again when a lost connection is resumed', async () => {
    const house = await aDiscord();
    const { server } = house;
    const channel = house.open();
    await listens(channel, house.store.accept);
    const resident = server.resident(ann);
    resident.says('one');
    await stored(house, 1);
    server.gateway.dropSockets();
    resident.says('two');
    expect(texts(await stored(house, 2))).toEqual(['one', 'two']);
    server.gateway.askToReconnect();
    resident.says('three');
    expect(texts(await stored(house, 3))).toEqual(['one', 'two', 'three']);
    await heard(channel);
    expect(server.gateway.resumed.length).toBeGreaterThanOrEqual(1);
    expect(server.gateway.identified).toHaveLength(1);
  });

  test('is read back, in order and in pages, when the session is over', async () => {
    const house = await aDiscord();
    const { server } = house;
    const council = server.channel(server.guild(), 'council');
    const channel = house.open();
    await listens(channel, house.store.accept);
    const resident = server.resident(ann);
    resident.says('first');
    resident.calls(council.id, 'in public');
    await stored(house, 2);
    server.gateway.dropSockets();
    server.gateway.forgetSessions();
    const expected: string[] = [];
    for (let i = 0; i < 130; i += 1) {
      const dm = server.world.directMessages(ann);
      server.world.say(dm, { id: ann, username: 'ann' }, { content: `missed ${i}` }, true);
      expected.push(`missed ${i}`);
    }
    resident.calls(council.id, 'missed in public');
    server.fails({ on: 'listMessages', status: 503, times: 2 });
    server.fails({ on: 'listMessages', status: 429, retryAfter: 0.2 });
    server.fails({ on: 'listMessages', drop: 'before' });
    const rows = await stored(house, 133);
    expect(texts(rows).filter((text) => /^missed \d/.test(text))).toEqual(expected);
    expect(texts(rows)).toContain('missed in public');
    await vi.waitFor(async () => expect(await house.counted('repaired')).toBe(131), soon);
    expect(server.gateway.identified.length).toBeGreaterThan(1);
  });

  test('while no process listened is read back at the start, and history before the first start is not', async () => {
    const house = await aDiscord();
    const { server } = house;
    const council = server.channel(server.guild(), 'council');
    const resident = server.resident(ann);
    resident.calls(council.id, 'long ago');
    const first = house.open();
    await listens(first, house.store.accept);
    resident.says('hello');
    await stored(house, 1);
    await first.stop();
    resident.says('in private');
    resident.calls(council.id, 'in public');
    const made = server.channel({ id: [...server.world.guildIds()][0] ?? '' }, 'new');
    resident.calls(made.id, 'in a new channel');
    await listens(house.open(), house.store.accept);
    const rows = await stored(house, 4);
    expect(new Set(texts(rows))).toEqual(new Set(['hello', 'in private', 'in public', 'in a new channel']));
    await vi.waitFor(async () => expect(await house.counted('repaired')).toBe(3), soon);
  });

  test('where we are not let in is told to the operator, and the others are read', async () => {
    const house = await aDiscord();
    const { server } = house;
    const guild = server.guild();
    const [shut, open] = [server.channel(guild, 'shut'), server.channel(guild, 'open')];
    const first = house.open();
    await listens(first, house.store.accept);
    server.resident(ann).calls(open.id, 'one');
    await stored(house, 1);
    await first.stop();
    server.resident(ann).calls(shut.id, 'shut');
    server.resident(ann).calls(open.id, 'two');
    shut.closed = true;
    const channel = house.open();
    await listens(channel, house.store.accept);
    expect(texts(await stored(house, 2))).toEqual(['one', 'two']);
    await vi.waitFor(() => expect(channel.health().why).toContain(shut.id), soon);
    expect(channel.health().well).toBe(true);
  });

  test('for long is counted as a gap: first messages of new people cannot be read back', async () => {
    const house = await aDiscord();
    const first = house.open({ now: () => new Date(Date.now() - 600_000) });
    await listens(first, house.store.accept);
    house.server.resident(ann).says('Hello');
    await stored(house, 1);
    await first.stop();
    const channel = house.open();
    await listens(channel, house.store.accept);
    await vi.waitFor(async () => expect(await house.counted('gaps')).toBe(1), soon);
    expect(channel.health()).toMatchObject({
      well: true,
      why: expect.stringContaining('not listened to from'),
    });
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
    await stored(house, 1);
    server.gateway.muted(true, 300);
    server.resident(ann).says('two');
    await vi.waitFor(() => expect(channel.health().well).toBe(false), soon);
    server.gateway.muted(false, 300);
    expect(texts(await stored(house, 2))).toEqual(['one', 'two']);
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
    await stored(house, 1);
    await channel.stop();
    await listens(channel, house.store.accept);
    house.server.resident(ann).says('Hello again');
    await stored(house, 2);
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
    await stored(house, 1);
    expect(server.gateway.live()).toBe(1);
  });
});

describe('Commands and buttons', () => {
  test('are registered, stored as what a resident would say, and answered at once', async () => {
    const house = await aDiscord();
    const { server } = house;
    const council = server.channel(server.guild(), 'council');
    await listens(house.open(), house.store.accept);
    await vi.waitFor(() => expect(server.commands()).toHaveLength(2), soon);
    const resident = server.resident(ann);
    const report = resident.commands('report', { text: 'Broken swing' }, council.id);
    const status = resident.commands('status', { reference: 'MB-482-913-605' }, undefined, 'cy');
    const rows = await stored(house, 2);
    expect(new Set(texts(rows))).toEqual(new Set(['Broken swing', 'status MB-482-913-605']));
    expect(rows.every(({ publicly }) => publicly === null)).toBe(true);
    await vi.waitFor(() => expect(server.callbacks).toHaveLength(2), soon);
    expect(server.callbacks.find(({ id }) => id === report)).toMatchObject({
      type: 4,
      data: { flags: 64, content: expect.stringContaining('We have your message.') },
    });
    expect(server.callbacks.find(({ id }) => id === status)?.data).toMatchObject({
      content: 'Mae eich neges gennym.',
    });
  });

  test('pressed are what stands on them, and then go', async () => {
    const house = await aDiscord();
    const { server } = house;
    const channel = house.open();
    await listens(channel, house.store.accept);
    const resident = server.resident(ann);
    const to = { channel: 'discord', resident: ann, thread: `dm:${ann}` };
    const say = (key: string, choices: string[]) =>
      channel.send({ key, to, conversationId: 'c', text: 'Which?', choices });
    await say('a', ['Brown', 'Gwyrdd']);
    await say(
      'b',
      Array.from({ length: 9 }, (_, i) => `Choice ${i}`),
    );
    const [few, many] = resident.read();
    if (few === undefined || many === undefined) throw new Error('Nothing was sent.');
    resident.presses(few, 'choice:1');
    resident.presses(many, 'choices', ['choice:7']);
    expect(texts(await stored(house, 2))).toEqual(['Gwyrdd', 'Choice 7']);
    await vi.waitFor(() => expect(server.callbacks).toHaveLength(2), soon);
    for (const { type, data } of server.callbacks)
      expect({ type, data }).toEqual({ type: 7, data: { components: [] } });
  });

  test('that take long to store are heard within the time Discord waits, and answered later', async () => {
    const house = await aDiscord();
    const { server } = house;
    let away = true;
    await listens(house.open(), async (message) => {
      if (away) throw new Error('The ledger is away.');
      return house.store.accept(message);
    });
    server.resident(ann).commands('report', { text: 'Slow' });
    await vi.waitFor(() => expect(server.callbacks).toMatchObject([{ type: 5, data: { flags: 64 } }]), soon);
    expect(server.followUps).toHaveLength(0);
    away = false;
    await stored(house, 1);
    await vi.waitFor(
      () => expect(server.followUps).toMatchObject([{ content: 'We have your message.' }]),
      soon,
    );
  });
});
