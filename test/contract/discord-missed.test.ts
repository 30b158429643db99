import { describe, expect, test, vi } from 'vitest';
import { aDiscord } from '../support/discord.ts';
import { heard, listens, soon, texts } from '../support/listening.ts';

const ann = '500100200300400500';
const bob = '500100200300400501';

describe('What was missed', () => {
  test('is told again when a lost connection is resumed', async () => {
    const house = await aDiscord();
    const { server } = house;
    const channel = house.open();
    await listens(channel, house.store.accept);
    const resident = server.resident(ann);
    resident.says('one');
    await house.stored(1);
    server.gateway.dropSockets();
    resident.says('two');
    expect(texts(await house.stored(2))).toEqual(['one', 'two']);
    server.gateway.askToReconnect();
    resident.says('three');
    expect(texts(await house.stored(3))).toEqual(['one', 'two', 'three']);
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
    await house.stored(2);
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
    const rows = await house.stored(133);
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
    await house.stored(1);
    await first.stop();
    resident.says('in private');
    resident.calls(council.id, 'in public');
    const made = server.channel({ id: [...server.world.guildIds()][0] ?? '' }, 'new');
    resident.calls(made.id, 'in a new channel');
    await listens(house.open(), house.store.accept);
    const rows = await house.stored(4);
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
    await house.stored(1);
    await first.stop();
    server.resident(ann).calls(shut.id, 'shut');
    server.resident(ann).calls(open.id, 'two');
    shut.closed = true;
    const channel = house.open();
    await listens(channel, house.store.accept);
    expect(texts(await house.stored(2))).toEqual(['one', 'two']);
    await vi.waitFor(() => expect(channel.health().why).toContain(shut.id), soon);
    expect(channel.health().well).toBe(true);
  });

  test('for long is counted as a gap: changes and presses cannot be read back', async () => {
    const house = await aDiscord();
    const first = house.open({ now: () => new Date(Date.now() - 600_000) });
    await listens(first, house.store.accept);
    house.server.resident(ann).says('Hello');
    await house.stored(1);
    await first.stop();
    const channel = house.open();
    await listens(channel, house.store.accept);
    await vi.waitFor(async () => expect(await house.counted('gaps')).toBe(1), soon);
    expect(channel.health()).toMatchObject({
      well: true,
      why: expect.stringContaining('not listened to from'),
    });
  });

  test('of somebody who wrote for the first time is read back, in order, when they write again', async () => {
    const house = await aDiscord();
    const { server } = house;
    const first = house.open();
    await listens(first, house.store.accept);
    server.resident(bob).says('Hello');
    await house.stored(1);
    await first.stop();
    const resident = server.resident(ann);
    for (const text of ['smell of gas', 'anybody there?']) resident.says(text);
    await listens(house.open(), house.store.accept);
    resident.says('hello??');
    const rows = (await house.stored(4)).filter(({ thread }) => thread === `dm:${ann}`);
    expect(texts(rows)).toEqual(['smell of gas', 'anybody there?', 'hello??']);
    await vi.waitFor(async () => expect(await house.counted('repaired')).toBe(2), soon);
    resident.says('thanks');
    await house.stored(5);
    expect(await house.counted('repaired')).toBe(2);
  });

  test('of somebody new before we first listened is left alone', async () => {
    const house = await aDiscord();
    house.server.resident(ann).says('long ago');
    await new Promise((resolve) => setTimeout(resolve, 20));
    await listens(house.open(), house.store.accept);
    house.server.resident(ann).says('now');
    expect(texts(await house.stored(1))).toEqual(['now']);
  });
});
