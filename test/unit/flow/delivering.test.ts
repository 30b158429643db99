import { describe, expect, test } from 'vitest';
import {
  type Channel,
  ChannelError,
  type Receipt,
  type Reply,
  type ReplyAddress,
} from '../../../src/core/channel.ts';
import type { Desk, DeskItem } from '../../../src/core/desk.ts';
import { type DeliverNeeds, deliverDue, leaseSeconds, recoverLeft } from '../../../src/flow/deliver.ts';
import { deliveryFailed, type Failure } from '../../../src/flow/failed.ts';
import { minutes, tenOnTuesday } from '../../support/builders.ts';
import { keepLog } from '../../support/log.ts';
import { MemoryOutbox } from '../../support/memory.ts';
import { aCase, aConversation, aCouncil, annsAddress, countedIds } from '../../support/turns.ts';

const receiptFor = (key: string): Receipt => ({ externalId: `there-${key}`, at: tenOnTuesday });

/** A channel that answers as told, and keeps what it was asked to say. */
function aPigeon(answer: (reply: Reply) => Promise<Receipt> = async ({ key }) => receiptFor(key)) {
  const said: Reply[] = [];
  const channel: Channel = {
    name: 'pigeon',
    limits: { text: 100, buttons: 0, attachments: 0, edits: false },
    start: async () => {},
    stop: async () => {},
    send: async (reply) => {
      said.push(reply);
      return answer(reply);
    },
  };
  return { channel, said };
}

function aDesk(answer: (item: DeskItem) => Promise<Receipt> = async ({ key }) => receiptFor(key)) {
  const shown: DeskItem[] = [];
  const desk: Desk = {
    name: 'web',
    start: async () => {},
    stop: async () => {},
    show: async (item) => {
      shown.push(item);
      return answer(item);
    },
  };
  return { desk, shown };
}

interface Told {
  readonly id: string;
  readonly status: string;
  readonly error: string;
}

function aPost(options: { channel?: Channel; desk?: Desk; tell?: (told: Told) => Promise<void> } = {}) {
  const outbox = new MemoryOutbox();
  const { log, lines } = keepLog();
  const told: Told[] = [];
  const rung: { id: string; delayMs: number }[] = [];
  const clock = { now: tenOnTuesday };
  const channel = options.channel ?? aPigeon().channel;
  const desk = options.desk ?? aDesk().desk;
  const needs: DeliverNeeds = {
    claim: outbox.claim,
    claimLeft: outbox.claimLeft,
    settle: outbox.settle,
    correction: (language, text) => `${language}: it should have said ${text}`,
    tellOfficers: async ({ id }, status, error) => {
      await options.tell?.({ id, status, error });
      told.push({ id, status, error });
    },
    ring: async (id, delayMs) => rung.push({ id, delayMs }),
    channels: new Map([[channel.name, channel]]),
    desks: new Map([[desk.name, desk]]),
    now: () => clock.now,
    log,
  };
  return { outbox, lines, told, rung, clock, needs, deliver: deliverDue(needs), recover: recoverLeft(needs) };
}

const refuses = (retry: 'later' | 'never' | 'unknown', afterMs?: number) =>
  aPigeon(async () => {
    throw new ChannelError('Too busy.', retry, afterMs);
  });

describe('Delivering', () => {
  test('says each thing once, keeps its receipt, and goes on until nothing is due', async () => {
    const pigeon = aPigeon();
    const post = aPost(pigeon);
    for (let i = 0; i < 120; i += 1) post.outbox.add({ id: `d${i}` });
    await post.deliver();
    expect(pigeon.said.map(({ key }) => key)).toEqual(Array.from({ length: 120 }, (_, i) => `d${i}`));
    for (const { status, settled, row } of post.outbox.rows) {
      expect(status).toBe('sent');
      expect(settled).toEqual([{ id: row.id, status: 'sent', receipt: receiptFor(row.id) }]);
    }
  });

  test('says a thread in its order, the next only when the one before is there', async () => {
    const pigeon = aPigeon();
    const post = aPost(pigeon);
    for (const id of ['a1', 'b1', 'a2', 'a3']) post.outbox.add({ id, thread: id.charAt(0) });
    await post.deliver();
    expect(pigeon.said.map(({ key }) => key).filter((key) => key.startsWith('a'))).toEqual([
      'a1',
      'a2',
      'a3',
    ]);
  });

  test('gives the channel the words, the choices and the address as they were decided', async () => {
    const pigeon = aPigeon();
    const post = aPost(pigeon);
    const to = { channel: 'pigeon', resident: 'ann', thread: 'loft' };
    post.outbox.add({ id: 'd1', text: 'Which?', payload: { to, choices: ['one', 'two'] } });
    await post.deliver();
    expect(pigeon.said).toEqual([
      { key: 'd1', to, conversationId: 'conversation-1', text: 'Which?', choices: ['one', 'two'] },
    ]);
  });

  test('shows a desk its item with the reference and the alert', async () => {
    const desk = aDesk();
    const post = aPost(desk);
    post.outbox.add({
      id: 'd1',
      kind: 'desk',
      via: 'web',
      text: null,
      payload: { reference: 'MB-1', alert: 'danger', calls: ['@on-call'] },
    });
    await post.deliver();
    const shown = { key: 'd1', kind: 'case', caseId: 'case-1', reference: 'MB-1', alert: 'danger' };
    expect(desk.shown).toEqual([{ ...shown, calls: ['@on-call'] }]);
  });

  test('keeps each receipt as soon as it is there, though another send takes for ever', async () => {
    let give: (receipt: Receipt) => void = () => {};
    const slow = new Promise<Receipt>((resolve) => {
      give = resolve;
    });
    for (let turns = 0; turns < 12; turns += 1) {
      const pigeon = aPigeon(async ({ key }) => {
        if (key === 'slow') return slow;
        if (key === 'late') for (let i = 0; i < turns; i += 1) await null;
        return receiptFor(key);
      });
      const post = aPost(pigeon);
      for (const id of ['slow', 'quick', 'late']) post.outbox.add({ id });
      void post.deliver();
      await new Promise((resolve) => setImmediate(resolve));
      expect(post.outbox.rows.map(({ status }) => status)).toEqual(['sending', 'sent', 'sent']);
    }
    give(receiptFor('slow'));
  });

  test('goes on with a thread as soon as its last is kept, though another send takes for ever', async () => {
    let give: (receipt: Receipt) => void = () => {};
    const slow = new Promise<Receipt>((resolve) => {
      give = resolve;
    });
    const pigeon = aPigeon(async ({ key }) => (key === 'slow' ? slow : receiptFor(key)));
    const post = aPost(pigeon);
    post.outbox.add({ id: 'slow' });
    for (const id of ['first', 'second', 'third']) post.outbox.add({ id, thread: 'one' });
    const delivering = post.deliver();
    await new Promise((resolve) => setImmediate(resolve));
    expect(post.outbox.rows.map(({ status }) => status)).toEqual(['sending', 'sent', 'sent', 'sent']);
    give(receiptFor('slow'));
    await delivering;
    expect(post.outbox.rows.every(({ status }) => status === 'sent')).toBe(true);
  });

  test('called by many at once says each thing once', async () => {
    const pigeon = aPigeon();
    const post = aPost(pigeon);
    for (let i = 0; i < 60; i += 1) post.outbox.add({ id: `d${i}` });
    await Promise.all(Array.from({ length: 10 }, () => post.deliver()));
    expect(new Set(pigeon.said.map(({ key }) => key)).size).toBe(60);
    expect(pigeon.said).toHaveLength(60);
  });
});

describe('What a channel says no to', () => {
  test('for now is tried again later, longer each time, and after ten tries an officer is told', async () => {
    const post = aPost(refuses('later'));
    post.outbox.add({ id: 'd1' });
    for (let tries = 0; tries < 10; tries += 1) {
      await post.deliver();
      post.clock.now = new Date(post.clock.now.getTime() + 3_600_000);
    }
    expect(post.rung.map(({ delayMs }) => delayMs / 1000)).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256]);
    expect(post.outbox.of('d1').status).toBe('failed');
    expect(post.told).toEqual([{ id: 'd1', status: 'failed', error: 'Too busy. Tried 10 times.' }]);
  });

  test('for now at a desk is tried for as long as it takes: a desk that was away a day is shown everything', async () => {
    let away = true;
    const desk = aDesk(async ({ key }) => {
      if (away) throw new ChannelError('The token was revoked.', 'later', 60_000);
      return receiptFor(key);
    });
    const post = aPost(desk);
    post.outbox.add({ id: 'd1', kind: 'desk', via: 'web', text: null, payload: { reference: 'MB-1' } });
    for (let tries = 0; tries < 40; tries += 1) {
      await post.deliver();
      post.clock.now = new Date(post.clock.now.getTime() + 3_600_000);
    }
    expect(post.outbox.of('d1').status).toBe('pending');
    away = false;
    await post.deliver();
    expect(post.outbox.of('d1').status).toBe('sent');
  });

  test('for now, with a delay it names, is tried again after that delay', async () => {
    const post = aPost(refuses('later', 42_000));
    post.outbox.add({ id: 'd1' });
    await post.deliver();
    expect(post.rung).toEqual([{ id: 'd1', delayMs: 42_000 }]);
    post.clock.now = new Date(tenOnTuesday.getTime() + 41_999);
    await post.deliver();
    expect(post.outbox.of('d1').row.attempts).toBe(1);
  });

  test('for now holds back what comes after it in the thread, and nothing else', async () => {
    const pigeon = aPigeon(async ({ key }) => {
      if (key === 'a1') throw new ChannelError('Too busy.', 'later');
      return receiptFor(key);
    });
    const post = aPost(pigeon);
    for (const id of ['a1', 'a2', 'b1']) post.outbox.add({ id, thread: id.charAt(0) });
    await post.deliver();
    expect(post.outbox.rows.map(({ status }) => status)).toEqual(['pending', 'pending', 'sent']);
  });

  test('for ever is not tried again, and an officer is told', async () => {
    const pigeon = refuses('never');
    const post = aPost(pigeon);
    post.outbox.add({ id: 'd1' });
    await post.deliver();
    await post.deliver();
    expect(pigeon.said).toHaveLength(1);
    expect(post.told).toEqual([{ id: 'd1', status: 'failed', error: 'Too busy.' }]);
  });

  test('without our knowing whether it arrived is never said again, and an officer is told', async () => {
    const pigeon = refuses('unknown');
    const post = aPost(pigeon);
    post.outbox.add({ id: 'd1' });
    await post.deliver();
    await post.deliver();
    expect(pigeon.said).toHaveLength(1);
    expect(post.told).toEqual([{ id: 'd1', status: 'unknown', error: 'Too busy.' }]);
  });

  test('by breaking may have arrived, for all we know', async () => {
    const post = aPost(
      aPigeon(async () => {
        throw new TypeError('x is not a function');
      }),
    );
    post.outbox.add({ id: 'd1' });
    await post.deliver();
    expect(post.outbox.of('d1').status).toBe('unknown');
  });

  test('is logged by its id, without a word of it', async () => {
    const post = aPost(refuses('never'));
    post.outbox.add({ id: 'd1', text: 'Words of an officer.' });
    await post.deliver();
    expect(post.lines).toMatchObject([
      { level: 'warn', fields: { deliveryId: 'd1', via: 'pigeon', status: 'failed' } },
    ]);
    expect(JSON.stringify(post.lines)).not.toContain('Words');
  });

  test('keeps no receipt of another from being kept, though officers cannot be told', async () => {
    const pigeon = aPigeon(async ({ key }) => {
      if (key.startsWith('bad')) throw new ChannelError('Gone.', 'never');
      return receiptFor(key);
    });
    const post = aPost({
      ...pigeon,
      tell: async ({ id }) => {
        if (id === 'bad1') throw new Error('The record cannot be written.');
      },
    });
    for (const id of ['bad1', 'bad2', 'good']) post.outbox.add({ id });
    await post.deliver().catch(() => {});
    expect(post.outbox.rows.map(({ status }) => status)).toEqual(['failed', 'failed', 'sent']);
    expect(post.told.map(({ id }) => id)).toEqual(['bad2']);
  });
});

describe('What cannot be said at all', () => {
  test('through a channel that is off waits for it to come back', async () => {
    const post = aPost();
    post.outbox.add({ id: 'd1', via: 'owl' });
    await post.deliver();
    expect(post.outbox.of('d1')).toMatchObject({
      status: 'pending',
      settled: [{ error: 'The channel "owl" is off.' }],
    });
  });

  test('through a desk that is off waits too', async () => {
    const post = aPost();
    post.outbox.add({ id: 'd1', kind: 'desk', via: 'slack', text: null });
    await post.deliver();
    expect(post.outbox.of('d1').settled).toMatchObject([
      { status: 'pending', error: 'The desk "slack" is off.' },
    ]);
  });

  test('because it was erased is not said, and an officer is told', async () => {
    const pigeon = aPigeon();
    const post = aPost(pigeon);
    post.outbox.add({ id: 'd1', text: null });
    await post.deliver();
    expect(pigeon.said).toEqual([]);
    expect(post.told).toMatchObject([{ id: 'd1', status: 'failed' }]);
  });

  test('to a desk, for whatever reason, is shown again: twice does no harm', async () => {
    const desk = aDesk(async () => {
      throw new ChannelError('Timed out.', 'unknown');
    });
    const post = aPost(desk);
    post.outbox.add({ id: 'd1', kind: 'desk', via: 'web', text: null });
    await post.deliver();
    expect(post.outbox.of('d1').status).toBe('pending');
  });
});

describe('What was being said when its worker stopped', () => {
  const left = async (post: ReturnType<typeof aPost>, row: Parameters<MemoryOutbox['add']>[0]) => {
    post.outbox.add(row);
    await post.outbox.claim(tenOnTuesday, 10);
    post.clock.now = new Date(tenOnTuesday.getTime() + (leaseSeconds + 1) * 1000);
    await post.recover(new Date(post.clock.now.getTime() - leaseSeconds * 1000));
    return post.outbox.of(row.id);
  };

  /** A channel that can be asked what it already sent. */
  const remembering = (findSent: (reply: Reply) => Promise<Receipt | null>, pigeon = aPigeon()) => ({
    channel: { ...pigeon.channel, findSent },
  });

  test('is left alone while its worker may yet be at it', async () => {
    const post = aPost();
    post.outbox.add({ id: 'd1' });
    await post.outbox.claim(tenOnTuesday, 10);
    await post.recover(new Date(tenOnTuesday.getTime() - 1));
    expect(post.outbox.of('d1').status).toBe('sending');
  });

  test('on a channel that cannot tell is unknown, and an officer is told', async () => {
    const pigeon = aPigeon();
    const post = aPost(pigeon);
    expect((await left(post, { id: 'd1' })).status).toBe('unknown');
    expect(post.told).toMatchObject([{ id: 'd1', status: 'unknown' }]);
    expect(pigeon.said).toEqual([]);
  });

  test('and had arrived, as the channel can tell, is sent', async () => {
    const post = aPost(remembering(async ({ key }) => receiptFor(key)));
    expect(await left(post, { id: 'd1' })).toMatchObject({
      status: 'sent',
      settled: [{ receipt: receiptFor('d1') }],
    });
    expect(post.told).toEqual([]);
  });

  test('and had surely not arrived is said again, now', async () => {
    const post = aPost(remembering(async () => null));
    expect((await left(post, { id: 'd1' })).status).toBe('pending');
    await post.deliver();
    expect(post.outbox.of('d1').status).toBe('sent');
  });

  test('on a channel that cannot be asked just now is not said again meanwhile, but asked after once more', async () => {
    const pigeon = aPigeon();
    let away = true;
    const findSent = async ({ key }: Reply) => {
      if (away) throw new ChannelError('Not just now.', 'later');
      return receiptFor(key);
    };
    const post = aPost(remembering(findSent, pigeon));
    expect((await left(post, { id: 'd1' })).status).toBe('sending');
    await post.deliver();
    expect(pigeon.said).toEqual([]);
    away = false;
    await post.recover(new Date(post.clock.now.getTime() + 1));
    expect(post.outbox.of('d1').status).toBe('sent');
    expect(post.told).toEqual([]);
  });

  test('on a channel that fails when asked is unknown, and an officer is told', async () => {
    for (const error of [new ChannelError('Gone.', 'never'), new TypeError('x is not a function')]) {
      const post = aPost(remembering(() => Promise.reject(error)));
      expect((await left(post, { id: 'd1' })).status).toBe('unknown');
      expect(post.told).toEqual([{ id: 'd1', status: 'unknown', error: error.message }]);
    }
  });

  test('to a desk is shown again', async () => {
    const desk = aDesk();
    const post = aPost(desk);
    expect((await left(post, { id: 'd1', kind: 'desk', via: 'web', text: null })).status).toBe('pending');
    await post.deliver();
    expect(desk.shown).toHaveLength(1);
  });
});

describe('A delivery that did not arrive', () => {
  const group = { channel: 'webchat', resident: 'ann', thread: 'the-square' };
  const failure = (to: ReplyAddress, status: 'failed' | 'unknown' = 'failed'): Failure => ({
    due: { id: 'd1', messageId: 'said-1', payload: { to } },
    status,
    error: 'Blocked.',
    at: minutes(5),
  });
  const failed = (of: Failure, publicly: ReplyAddress | null = null) =>
    deliveryFailed(of, { council: aCouncil(), ids: countedIds() })(
      aConversation({ state: { publicly } }),
      aCase(),
    );

  test('is on the record of its case, and alerts the desks', () => {
    expect(failed(failure(annsAddress, 'unknown'))).toMatchObject({
      happened: [
        {
          caseId: 'case-1',
          happening: {
            type: 'delivery-settled',
            data: { deliveryId: 'd1', messageId: 'said-1', status: 'unknown', error: 'Blocked.' },
            actor: { kind: 'bot' },
            at: minutes(5),
          },
        },
      ],
      alerts: [{ caseId: 'case-1', alert: 'delivery-failed' }],
      said: [],
    });
  });

  test('to somebody who wrote in public is followed there by how to reach us, once', () => {
    const decisions = failed(failure(annsAddress), group);
    expect(decisions.said).toMatchObject([{ delivery: { to: group } }]);
    expect(decisions.said[0]?.text).toContain('01632 960100');
    expect(decisions.state.publicly).toBeNull();
  });

  test('in public itself is not said in public again', () => {
    expect(failed(failure(group), group).said).toEqual([]);
  });

  test('for all we know is not told of in public', () => {
    expect(failed(failure(annsAddress, 'unknown'), group).said).toEqual([]);
  });
});

describe('Changing what was sent', () => {
  const changing = (kind: 'edit' | 'deletion', refusal?: ChannelError) => {
    const pigeon = aPigeon();
    const changed: string[] = [];
    const change = async (what: string, key: string) => {
      if (refusal !== undefined) throw refusal;
      changed.push(what);
      return receiptFor(key);
    };
    const channel = {
      ...pigeon.channel,
      inOnePiece: () => true,
      revise: (sent: string, { key, text }: Reply) => change(`${sent} now says ${text}`, key),
      takeBack: (sent: string, { key }: Reply) => change(`${sent} is gone`, key),
    };
    const post = aPost({ channel });
    post.outbox.add({
      id: 'd1',
      text: 'Tuesday.',
      payload: { to: annsAddress, revises: { sent: 'm7', kind, language: 'cy' } },
    });
    return { ...post, said: pigeon.said, changed };
  };

  test('says nothing anew: the channel changes it, or takes it back', async () => {
    for (const [kind, told] of [
      ['edit', 'm7 now says Tuesday.'],
      ['deletion', 'm7 is gone'],
    ] as const) {
      const { deliver, changed, said, outbox } = changing(kind);
      await deliver();
      expect([changed, said]).toEqual([[told], []]);
      expect(outbox.rows[0]?.status).toBe('sent');
    }
  });

  test('where it is too late for the channel, a correction is sent in the language of the conversation', async () => {
    const { deliver, said, outbox } = changing('edit', new ChannelError('Too old.', 'never'));
    await deliver();
    expect(said.map(({ text }) => text)).toEqual(['cy: it should have said Tuesday.']);
    expect(outbox.rows[0]?.status).toBe('sent');
  });

  test('what cannot be taken back any more is told to officers, and nothing is said', async () => {
    const { deliver, said, told } = changing('deletion', new ChannelError('Too old.', 'never'));
    await deliver();
    expect(said).toEqual([]);
    expect(told).toEqual([{ id: 'd1', status: 'failed', error: 'Too old.' }]);
  });

  test('is tried again where nobody can tell what became of it: a second time changes nothing', async () => {
    const { deliver, said, told, rung } = changing('edit', new ChannelError('No answer.', 'unknown'));
    await deliver();
    expect([said, told]).toEqual([[], []]);
    expect(rung.map(({ id }) => id)).toEqual(['d1']);
  });
});
