import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { type Webchat, webchat } from '../../adapters/webchat/index.ts';
import { type Arrival, read } from '../../adapters/webchat/read.ts';
import { transcript, write } from '../../adapters/webchat/write.ts';
import { root } from '../../config/root.ts';
import { digestOf } from '../../src/core/chain.ts';
import { type Reply, recallsSent } from '../../src/core/channel.ts';
import { nothing } from '../../src/core/decision.ts';
import { ids } from '../../src/ids.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { keepLog } from '../support/log.ts';
import { marlcombe } from '../support/moothall.ts';
import { afterwards, freshDatabase } from '../support/postgres.ts';
import { keepsTheContract } from './channel.ts';

const now = () => new Date();
const token = () => randomBytes(32).toString('base64url');
let store: Store;

beforeAll(async () => {
  const url = await freshDatabase('ledger');
  store = openStore({ url, council: marlcombe, ids, desks: [], now, log: keepLog().log });
  afterwards(() => store.close());
});

const open = (): Webchat =>
  webchat({ store: store.chat, bells: store.bells, ids: { id: ids.id, token }, now });

keepsTheContract({
  name: 'Web chat',
  samples: join(root, 'adapters', 'webchat', 'samples'),
  read: (payload, arrival) => read(payload, arrivalOf(arrival)),
  again: (arrival) => ({ ...arrivalOf(arrival), at: new Date(), newId: ids.id() }),
  namesItself: (payload) => typeof payload === 'object' && payload !== null && 'id' in payload,
  write: (reply) => [write(reply)],
  async open() {
    const channel = open();
    const session = await channel.openSession();
    let address = { channel: 'webchat', resident: '', thread: '' };
    await channel.start((message) => {
      address = message.from;
      return store.accept(message);
    });
    await channel.receive(session.token, { text: 'Hello', id: 'hello' });
    await channel.stop();
    return {
      channel,
      address,
      deliver: (payload) => channel.receive(session.token, payload),
      accept: store.accept,
    };
  },
});

function arrivalOf(given: unknown): Arrival {
  const { session, at, newId } = given as { session: string; at: string | Date; newId: string };
  return { session, at: new Date(at), newId };
}

describe('A web chat session', () => {
  test('is known by the digest of its token, and the token is stored nowhere', async () => {
    const channel = open();
    const session = await channel.openSession();
    expect(session.token).toMatch(/^[A-Za-z0-9_-]{43}$/);
    const froms: string[] = [];
    await channel.start((message) => {
      froms.push(JSON.stringify(message));
      return store.accept(message);
    });
    await channel.receive(session.token, { text: 'Hello', id: 'a' });
    expect(froms).toHaveLength(1);
    expect(froms[0]).not.toContain(session.token);
  });

  test('opened twice with the same token is one conversation', async () => {
    const channel = open();
    await channel.start(store.accept);
    const mine = token();
    await Promise.all([1, 2, 3].map(() => channel.openSession(mine)));
    const first = await channel.receive(mine, { text: 'Hello', id: 'a' });
    const second = await channel.receive(mine, { text: 'Hello again', id: 'b' });
    expect(second.conversationId).toBe(first.conversationId);
  });

  test('of nobody is told how to get one', async () => {
    const channel = open();
    await channel.start(store.accept);
    const refusal = { code: 'not-signed-in', hint: expect.stringContaining('POST /chat/session') };
    for (const stranger of [token(), 'short', '', "' OR 1=1 --".padEnd(43, 'x')]) {
      await expect(channel.receive(stranger, { text: 'Hello' })).rejects.toMatchObject(refusal);
      await expect(channel.lines(stranger, 0)).rejects.toMatchObject(refusal);
      await expect(channel.listen(stranger, () => undefined)).rejects.toMatchObject(refusal);
    }
  });

  test('does not share its ids with another: the same id in two sessions is two messages', async () => {
    const channel = open();
    await channel.start(store.accept);
    const [ann, bob] = [await channel.openSession(), await channel.openSession()];
    const one = await channel.receive(ann.token, { text: 'Hello', id: 'same' });
    const other = await channel.receive(bob.token, { text: 'Hello', id: 'same' });
    expect(other.messageId).not.toBe(one.messageId);
    expect(await channel.lines(ann.token, 0)).toHaveLength(1);
  });

  test('without an id every message is new', async () => {
    const channel = open();
    await channel.start(store.accept);
    const session = await channel.openSession();
    await channel.receive(session.token, { text: 'Still here' });
    await channel.receive(session.token, { text: 'Still here' });
    expect(await channel.lines(session.token, 0)).toHaveLength(2);
  });
});

describe('The transcript of a web chat', () => {
  test('is the ledger: what is committed is on the page, in order, from where the page is', async () => {
    const channel = open();
    await channel.start(store.accept);
    const session = await channel.openSession();
    for (const text of ['one', 'two', 'three']) await channel.receive(session.token, { text });
    const lines = await channel.lines(session.token, 1);
    expect(lines.map(({ seq, from, text }) => [seq, from, text])).toEqual([
      [2, 'resident', 'two'],
      [3, 'resident', 'three'],
    ]);
  });

  test('never shows a note between officers, and says where a message was deleted', () => {
    const line = { id: 'm', seq: 1, at: now(), choices: [] };
    const shown = transcript([
      { ...line, voice: 'note', text: 'Resident is known to us' },
      { ...line, seq: 2, voice: 'resident', text: null },
      { ...line, seq: 3, voice: 'officer', text: 'Hello' },
    ]);
    expect(shown.map(({ from, text }) => [from, text])).toEqual([
      ['resident', '(This message was deleted.)'],
      ['officer', 'Hello'],
    ]);
  });

  test('rings the pages of that conversation, and no other, when something is said', async () => {
    const [here, elsewhere] = [open(), open()];
    await here.start(store.accept);
    const [ann, bob] = [await here.openSession(), await here.openSession()];
    const [annRung, bobRung] = [vi.fn(), vi.fn()];
    const unlisten = await elsewhere.listen(ann.token, annRung);
    await elsewhere.listen(bob.token, bobRung);
    await vi.waitFor(async () => {
      await here.receive(ann.token, { text: 'Anyone there?' });
      expect(annRung).toHaveBeenCalled();
    });
    expect(bobRung).not.toHaveBeenCalled();
    unlisten();
    annRung.mockClear();
    await here.receive(ann.token, { text: 'Hello?' });
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(annRung).not.toHaveBeenCalled();
    await elsewhere.stop();
  });
});

describe('A reply', () => {
  test('is on the page once it is committed, and its receipt can always be found again', async () => {
    const channel = open();
    await channel.start(store.accept);
    const session = await channel.openSession();
    const { conversationId } = await channel.receive(session.token, { text: 'missed bin' });
    const [key, salt] = [ids.id(), ids.salt()];
    const text = 'Where is it?';
    const choices = Array.from({ length: 12 }, (_, i) => `Street ${i}`);
    let reply: Reply | undefined;
    await store.handlePending(conversationId, ({ replyTo, state }) => {
      reply = { key, to: replyTo, conversationId, text, choices };
      const digest = digestOf(salt, text);
      const delivery = { id: key, to: replyTo };
      const said = { id: ids.id(), voice: 'bot' as const, text, choices, delivery, officerId: null };
      return { ...nothing(state), said: [{ ...said, salt, digest, at: now() }] };
    });
    if (reply === undefined) throw new Error('Nothing was handled.');
    const [, line] = await channel.lines(session.token, 0);
    expect(line).toMatchObject({ from: 'bot', text, choices: choices.slice(0, 10) });
    expect(recallsSent(channel)).toBe(true);
    expect(await channel.findSent(reply)).toMatchObject({ at: expect.any(Date) });
    expect(await channel.findSent({ ...reply, key: ids.id() })).toBeNull();
  });
});
