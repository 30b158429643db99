import { describe, expect, test } from 'vitest';
import type { InboundMessage } from '../../../src/core/channel.ts';
import type { Log } from '../../../src/core/log.ts';
import type { DangerSign, Understander } from '../../../src/core/understanding.ts';
import { handleConversation } from '../../../src/flow/handle.ts';
import { intake } from '../../../src/flow/intake.ts';
import { minutes, tenOnTuesday } from '../../support/builders.ts';
import { keepLog } from '../../support/log.ts';
import { MemoryLedger } from '../../support/memory.ts';
import { aCouncil, annsAddress, anUnderstanding, countedIds } from '../../support/turns.ts';

/** Reads "gas" as danger, "bin" as a missed bin, and chokes on what it is told to. */
function aReader(choke = /(?!)/): Understander {
  const screen = (text: string): DangerSign[] => (text.includes('gas') ? [{ family: 'gas', rule: 'r' }] : []);
  return {
    screen,
    together: ([place = { words: '' }]) => place,
    understand(text) {
      if (choke.test(text)) throw new Error(`Cannot read ${text}.`);
      return anUnderstanding(text.includes('bin') ? 'missed-bin' : 'other', {
        unsure: !text.includes('bin'),
        danger: screen(text),
      });
    },
  };
}

function aMessageFrom(text: string, externalId: string = text): InboundMessage {
  return { externalId, from: annsAddress, text, attachments: [], sentAt: tenOnTuesday };
}

function aFlow({ ring = async (_id: string): Promise<unknown> => true, language = aReader() } = {}) {
  const ledger = new MemoryLedger();
  const { log, lines } = keepLog();
  const rung: { inbound: string[]; outbound: string[] } = { inbound: [], outbound: [] };
  const handle = handleConversation({
    handlePending: ledger.handlePending,
    ring: async (id) => rung.outbound.push(id),
    language,
    council: aCouncil(),
    ids: countedIds(),
    now: () => minutes(1),
    log,
  });
  let underway: Promise<void> = Promise.resolve();
  const accept = intake({
    accept: ledger.accept,
    screen: (text) => language.screen(text),
    count: () => {},
    ring: (id) => {
      rung.inbound.push(id);
      return ring(id);
    },
    handleNow: (id) => {
      underway = handle(id);
      return underway;
    },
    log,
  });
  return { ledger, lines, rung, handle, accept, settled: () => underway };
}

describe('Taking a message in', () => {
  test('answers once it is stored, and rings for its conversation', async () => {
    const { accept, rung, ledger } = aFlow();
    expect(await accept(aMessageFrom('my bin'))).toEqual({
      messageId: 'message-1',
      conversationId: 'conversation-1',
      duplicate: false,
    });
    expect(ledger.messages).toHaveLength(1);
    expect(rung.inbound).toHaveLength(1);
    expect(ledger.decided).toEqual([]);
  });

  test('a second time changes nothing and rings no bell', async () => {
    const { accept, rung, ledger } = aFlow();
    const first = await accept(aMessageFrom('my bin', 'm1'));
    expect(await accept(aMessageFrom('my bin', 'm1'))).toEqual({ ...first, duplicate: true });
    expect([ledger.messages.length, rung.inbound.length]).toEqual([1, 1]);
  });

  test('does not wait for the bell', async () => {
    const { accept } = aFlow({ ring: () => new Promise(() => {}) });
    expect((await accept(aMessageFrom('my bin'))).duplicate).toBe(false);
  });

  test('that could not be stored is refused, and nothing rung', async () => {
    const { accept, ledger, rung } = aFlow();
    ledger.accept = async () => {
      throw new Error('The ledger is away.');
    };
    const away = intake({ ...needsOf(ledger), ring: async (id) => rung.inbound.push(id) });
    await expect(away(aMessageFrom('gas'))).rejects.toThrow('The ledger is away.');
    expect(rung.inbound).toEqual([]);
    expect(await accept(aMessageFrom('my bin'))).toBeDefined();
  });

  test('of danger is handled here and now, though the bell is never answered', async () => {
    const { accept, ledger, settled, rung } = aFlow({ ring: () => new Promise(() => {}) });
    await accept(aMessageFrom('I smell gas'));
    await settled();
    expect(ledger.decided[0]?.said[0]?.text).toContain('0800 111 999');
    expect(rung.inbound).toHaveLength(1);
    expect(rung.outbound).toHaveLength(1);
  });

  test('of danger is answered once, though the queue handles it too', async () => {
    const { accept, ledger, settled, handle } = aFlow();
    await accept(aMessageFrom('I smell gas'));
    await Promise.all([settled(), handle('conversation-1')]);
    expect(ledger.decided).toHaveLength(1);
  });

  test('of danger that cannot be handled here is left to the queue, and the log says so without a word of it', async () => {
    const { log, lines } = keepLog();
    const ledger = new MemoryLedger();
    const rung: string[] = [];
    const accept = intake({
      ...needsOf(ledger, log),
      ring: async (id) => rung.push(id),
      handleNow: async () => {
        throw new Error('The ledger is busy.');
      },
    });
    expect((await accept(aMessageFrom('I smell gas'))).duplicate).toBe(false);
    await new Promise((resolve) => setImmediate(resolve));
    expect(rung).toHaveLength(1);
    expect(lines).toMatchObject([{ level: 'error', fields: { messageId: 'message-1' } }]);
    expect(JSON.stringify(lines)).not.toContain('smell');
  });
});

function needsOf(ledger: MemoryLedger, log: Log = keepLog().log) {
  return {
    accept: ledger.accept,
    screen: aReader().screen,
    count: () => {},
    ring: async () => true,
    handleNow: async () => {},
    log,
  };
}

describe('Handling a conversation', () => {
  const written = async (flow: ReturnType<typeof aFlow>, texts: readonly string[]) => {
    for (const [i, text] of texts.entries()) await flow.accept(aMessageFrom(text, `m${i}`));
  };

  test('reads each message against what the one before led to', async () => {
    const flow = aFlow();
    await written(flow, ['my bin', 'by the old mill', 'it was brown']);
    await flow.handle('conversation-1');
    expect(flow.ledger.conversation.cases).toHaveLength(1);
    expect(flow.ledger.conversation.cases[0]).toMatchObject({
      service: 'missed-bin',
      place: { words: 'by the old mill' },
    });
  });

  test('goes on until nothing waits, ringing once for each lot of answers', async () => {
    const flow = aFlow();
    flow.ledger.atOnce = 3;
    await written(
      flow,
      Array.from({ length: 10 }, (_, i) => `my bin ${i}`),
    );
    await flow.handle('conversation-1');
    expect(flow.ledger.decided).toHaveLength(10);
    expect(flow.rung.outbound).toHaveLength(4);
    expect(flow.ledger.decided.map(({ classified }) => classified[0]?.messageId)).toEqual(
      Array.from({ length: 10 }, (_, i) => `message-${i + 1}`),
    );
  });

  test('with nothing waiting does nothing', async () => {
    const flow = aFlow();
    await flow.handle('conversation-1');
    expect([flow.ledger.decided, flow.rung.outbound]).toEqual([[], []]);
  });

  test('by many at once handles each message once', async () => {
    const flow = aFlow();
    await written(flow, ['my bin', 'still my bin', 'that bin']);
    await Promise.all(Array.from({ length: 5 }, () => flow.handle('conversation-1')));
    expect(flow.ledger.decided).toHaveLength(3);
  });

  test('that cannot be stored fails, leaves all as it was, and can be tried again', async () => {
    const flow = aFlow();
    await written(flow, ['my bin']);
    const { handlePending } = flow.ledger;
    let broken = true;
    const handle = handleConversation({
      handlePending: (id, step) =>
        broken ? Promise.reject(new Error('No connection.')) : handlePending(id, step),
      ring: async () => true,
      language: aReader(),
      council: aCouncil(),
      ids: countedIds(),
      now: () => minutes(1),
      log: keepLog().log,
    });
    await expect(handle('conversation-1')).rejects.toThrow('No connection.');
    broken = false;
    await handle('conversation-1');
    expect(flow.ledger.conversation.cases).toHaveLength(1);
  });

  test('gives what cannot be read to customer services, and logs none of it', async () => {
    const flow = aFlow({ language: aReader(/blorp/) });
    await written(flow, ['blorp']);
    await flow.handle('conversation-1');
    expect(flow.ledger.conversation.cases[0]).toMatchObject({ service: 'other', team: 'customer-services' });
    expect(flow.lines).toMatchObject([{ level: 'error', fields: { messageId: 'message-1' } }]);
    expect(JSON.stringify(flow.lines)).not.toContain('blorp');
  });

  test('sees danger in what cannot otherwise be read', async () => {
    const flow = aFlow({ language: aReader(/gas/) });
    await written(flow, ['gas blorp']);
    await flow.handle('conversation-1');
    expect(flow.ledger.decided[0]?.said[0]?.text).toContain('0800 111 999');
    expect(flow.ledger.conversation.cases[0]?.urgent).toBe(true);
  });

  test('reads the rest when not even the danger screen can', async () => {
    const flow = aFlow({
      language: {
        screen: () => {
          throw new Error('Broken.');
        },
        understand: () => {
          throw new Error('Broken too.');
        },
        together: () => {
          throw new Error('Broken as well.');
        },
      },
    });
    await flow.ledger.accept(aMessageFrom('my bin'));
    await flow.handle('conversation-1');
    expect(flow.ledger.conversation.cases).toHaveLength(1);
  });
});
