import { describe, expect, test, vi } from 'vitest';
import { aDiscord } from '../support/discord.ts';
import { listens, soon, texts } from '../support/listening.ts';

const ann = '500100200300400500';

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
    const rows = await house.stored(2);
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
    expect(texts(await house.stored(2))).toEqual(['Gwyrdd', 'Choice 7']);
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
    await house.stored(1);
    await vi.waitFor(
      () => expect(server.followUps).toMatchObject([{ content: 'We have your message.' }]),
      soon,
    );
  });
});
