import { describe, expect, test } from 'vitest';
import {
  type Channel,
  type Receipt,
  type Reply,
  type RevisesSent,
  revisesSent,
} from '../../src/core/channel.ts';
import { ids } from '../../src/ids.ts';
import { aDiscord } from '../support/discord.ts';
import { aTelegram } from '../support/telegram.ts';

/** A channel, and what a resident sees of us on it. */
interface Ground {
  readonly channel: Channel & RevisesSent;
  readonly to: Reply['to'];
  sees(): readonly string[];
  /** The platform has forgotten a message. */
  loses(receipt: Receipt): void;
  fails(name: 'edit' | 'delete', status: number): void;
  heals(): void;
}

async function onTelegram(): Promise<Ground> {
  const { server, open } = await aTelegram();
  const ann = server.resident(11);
  const names = { edit: 'editMessageText', delete: 'deleteMessage' };
  return {
    channel: open(),
    to: { channel: 'telegram', resident: '11', thread: '11' },
    sees: () => ann.sees().map(({ text }) => text),
    loses: ({ externalId }) => void ann.forgets(Number(externalId.split(':')[1])),
    fails: (name, status) => server.fails({ on: names[name], status, times: 9 }),
    heals: server.heals,
  };
}

async function onDiscord(): Promise<Ground> {
  const { server, open } = await aDiscord();
  const person = '500100200300400500';
  const ann = server.resident(person);
  const names = { edit: 'editMessage', delete: 'deleteMessage' };
  return {
    channel: open(),
    to: { channel: 'discord', resident: person, thread: `dm:${person}` },
    sees: () => ann.read().map(({ content }) => content),
    loses: ({ externalId }) => {
      for (const [id, { messages }] of server.world.channels)
        if (messages.some((each) => each.id === externalId)) server.world.remove(id, externalId);
    },
    fails: (name, status) => server.fails({ on: names[name], status, times: 9 }),
    heals: server.heals,
  };
}

describe.each([
  ['Telegram', onTelegram],
  ['Discord', onDiscord],
] as const)('What was sent on %s', (_, ground) => {
  const aReply = (to: Reply['to'], text: string): Reply => ({
    key: ids.id(),
    to,
    conversationId: ids.id(),
    text,
    choices: [],
  });

  test('is put right where it stands, and only there; a second time changes nothing', async () => {
    const { channel, to, sees } = await ground();
    expect(revisesSent(channel)).toBe(true);
    await channel.send(aReply(to, 'First.'));
    const receipt = await channel.send(aReply(to, 'It is fixed.'));
    for (let i = 0; i < 2; i += 1) {
      const { externalId } = await channel.revise(receipt.externalId, aReply(to, 'Booked for Tuesday.'));
      expect(externalId).toBe(receipt.externalId);
    }
    expect(sees()).toEqual(['First.', 'Booked for Tuesday.']);
  });

  test('is taken back, and harmlessly again', async () => {
    const { channel, to, sees } = await ground();
    await channel.send(aReply(to, 'First.'));
    const receipt = await channel.send(aReply(to, 'Wrong person.'));
    for (let i = 0; i < 2; i += 1) await channel.takeBack(receipt.externalId, aReply(to, ''));
    expect(sees()).toEqual(['First.']);
  });

  test('and is gone there cannot be put right: the outbox is told so for ever', async () => {
    const { channel, to, loses } = await ground();
    const receipt = await channel.send(aReply(to, 'It is fixed.'));
    loses(receipt);
    await expect(channel.revise(receipt.externalId, aReply(to, 'Tuesday.'))).rejects.toMatchObject({
      name: 'ChannelError',
      retry: 'never',
    });
  });

  test('waits while the platform is in trouble', async () => {
    const { channel, to, fails, heals, sees } = await ground();
    const receipt = await channel.send(aReply(to, 'It is fixed.'));
    fails('edit', 500);
    await expect(channel.revise(receipt.externalId, aReply(to, 'Tuesday.'))).rejects.toMatchObject({
      name: 'ChannelError',
      retry: 'later',
    });
    heals();
    await channel.revise(receipt.externalId, aReply(to, 'Tuesday.'));
    expect(sees()).toEqual(['Tuesday.']);
  });

  test('is known to be in one piece, or not', async () => {
    const { channel } = await ground();
    expect(channel.inOnePiece('Short.')).toBe(true);
    expect(channel.inOnePiece('word '.repeat(2_000))).toBe(false);
  });
});
