import { afterEach, describe, expect, test, vi } from 'vitest';
import { aChat } from '../../support/chat.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** A chat that listens, and a way to read its events as a browser does. */
async function aStream(options = {}) {
  const chat = await aChat(options);
  const address = await chat.app.listen({ port: 0 });
  closing.push(() => chat.app.close());
  const session = await chat.open();
  return {
    ...chat,
    ...session,
    async follow(headers: Record<string, string> = {}, query = '') {
      const stop = new AbortController();
      const answer = await fetch(`${address}/chat/events${query}`, {
        headers: { authorization: `Bearer ${session.token}`, ...headers },
        signal: stop.signal,
      });
      let text = '';
      let ended = false;
      const reading = (async () => {
        const decoder = new TextDecoder();
        for await (const bytes of answer.body ?? []) text += decoder.decode(bytes, { stream: true });
      })()
        .catch(() => undefined)
        .finally(() => {
          ended = true;
        });
      closing.push(async () => {
        stop.abort();
        await reading;
      });
      const events = () =>
        [...text.matchAll(/event: message\nid: (\d+)\ndata: (.*)\n\n/g)].map(([, id, data]) => ({
          id: Number(id),
          data: JSON.parse(data ?? ''),
        }));
      return { answer, text: () => text, events, ended: () => ended, leave: () => stop.abort() };
    },
  };
}

describe('The events of a conversation', () => {
  test('begin with every line the page has not got, then follow each new one', async () => {
    const { ledger, thread, follow } = await aStream();
    ledger.say(thread, 'resident', 'one');
    ledger.say(thread, 'bot', 'two');
    const { answer, text, events } = await follow();
    expect(answer.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    await vi.waitFor(() => expect(events().map(({ id }) => id)).toEqual([1, 2]));
    ledger.say(thread, 'officer', 'three\nfour', ['Yes', 'No']);
    await vi.waitFor(() => expect(events()).toHaveLength(3));
    expect(events()[2]).toMatchObject({
      id: 3,
      data: { seq: 3, from: 'officer', text: 'three\nfour', choices: ['Yes', 'No'] },
    });
    expect(text()).toMatch(/^retry: 2000\n\n/);
  });

  test.each([
    ['Last-Event-ID', { 'last-event-id': '2' }, ''],
    ['after', {}, '?after=2'],
    ['Last-Event-ID before after', { 'last-event-id': '2' }, '?after=0'],
  ])('go on from %s', async (_how, headers, query) => {
    const { ledger, thread, follow } = await aStream();
    for (const text of ['one', 'two', 'three']) ledger.say(thread, 'bot', text);
    const { events } = await follow(headers, query);
    await vi.waitFor(() => expect(events().map(({ id }) => id)).toEqual([3]));
  });

  test('of a thousand lines said at once all come, in order, each once', async () => {
    const { ledger, thread, follow } = await aStream();
    const { events } = await follow();
    for (let i = 0; i < 1200; i += 1) ledger.say(thread, 'bot', `line ${i}`);
    await vi.waitFor(() => expect(events()).toHaveLength(1200));
    expect(events().map(({ id }) => id)).toEqual(Array.from({ length: 1200 }, (_, i) => i + 1));
  });

  test('of another conversation never come', async () => {
    const { ledger, follow, open } = await aStream();
    const { text, events } = await follow();
    const other = await open();
    ledger.say(other.thread, 'bot', 'not for you');
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(events()).toEqual([]);
    expect(text()).not.toContain('not for you');
  });

  test('show a sign of life while nothing is said', async () => {
    const { follow } = await aStream({ heartbeatMs: 20 });
    const { text } = await follow();
    await vi.waitFor(() => expect(text().match(/: still here\n\n/g)?.length).toBeGreaterThan(2));
  });

  test('are let go of when the page leaves, and ended when the server stops', async () => {
    const { app, ledger, follow } = await aStream();
    const first = await follow();
    const second = await follow();
    expect(ledger.listening()).toBe(2);
    first.leave();
    await vi.waitFor(() => expect(ledger.listening()).toBe(1));
    await app.close();
    await vi.waitFor(() => expect(second.ended()).toBe(true));
    expect(ledger.listening()).toBe(0);
  });

  test('come by themselves once a ledger that was away is back', async () => {
    const { ledger, thread, follow } = await aStream();
    const { events } = await follow();
    ledger.goAway();
    ledger.say(thread, 'bot', 'said meanwhile');
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(events()).toEqual([]);
    ledger.comeBack();
    await vi.waitFor(() => expect(events()).toHaveLength(1), { timeout: 4_000 });
  });
});
