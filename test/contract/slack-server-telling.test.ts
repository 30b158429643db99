import { App, HTTPReceiver } from '@slack/bolt';
import { describe, expect, test, vi } from 'vitest';
import { silent } from '../../adapters/slack/calls.ts';
import { socketReceiver } from '../../adapters/slack/receiver.ts';
import { type SlackOptions, startSlackServer } from '../platforms/slack-server.ts';
import { soon } from '../support/listening.ts';
import { keepLog } from '../support/log.ts';
import { afterwards } from '../support/postgres.ts';

/** A workspace whose app hears of each post, and acknowledges it once it took it down. */
async function aWorkspace(options: SlackOptions = {}) {
  const slack = await startSlackServer({ posts: null, ...options });
  afterwards(() => slack.stop());
  slack.channel('desk-waste');
  const ann = slack.officer('Ann Bell', { in: ['desk-waste'] });
  const heard: string[] = [];
  const seen = { faults: 0 };
  /** Another connection; resolves with what is heard over it. */
  const listen = async (): Promise<string[]> => {
    const here: string[] = [];
    const receiver = socketReceiver({
      appToken: slack.appToken,
      clientOptions: { slackApiUrl: slack.apiRoot, retryConfig: { retries: 0 }, logger: silent },
      log: keepLog().log,
      onTrouble: () => undefined,
      waits: { helloMs: 2_000, firstMs: 20, longestMs: 200 },
    });
    const authorize = async () => ({
      botToken: slack.botToken,
      botId: slack.app.bot,
      botUserId: slack.app.user,
    });
    const app = new App({ receiver, authorize, logger: silent });
    app.error(async (fault) => {
      throw fault;
    });
    app.event('message', async ({ event }) => {
      if (seen.faults > 0) {
        seen.faults -= 1;
        throw new Error('The ledger is away.');
      }
      const text = 'text' in event ? String(event.text) : '';
      heard.push(text);
      here.push(text);
    });
    const sockets = slack.socket.live();
    await app.start();
    afterwards(async () => {
      await app.stop();
    });
    await vi.waitUntil(() => slack.socket.live() === sockets + 1, soon);
    return here;
  };
  return { slack, ann, heard, seen, listen };
}

const quick = { ackMs: 300, redeliverMs: [0, 50, 400] };

describe('What the app does not acknowledge', () => {
  test('is told again with how often and why, until it is', async () => {
    const { slack, ann, heard, seen, listen } = await aWorkspace({ patience: quick });
    await listen();
    seen.faults = 2;
    ann.posts('desk-waste', 'at last');
    await slack.telling.quiet();
    expect(heard).toEqual(['at last']);
    expect(slack.telling.lost).toEqual([]);
  });

  test('is lost after three more times', async () => {
    const { slack, ann, heard, seen, listen } = await aWorkspace({ patience: quick });
    await listen();
    seen.faults = 4;
    ann.posts('desk-waste', 'never');
    await slack.telling.quiet();
    expect(heard).toEqual([]);
    expect(seen.faults).toBe(0);
    expect(slack.telling.lost).toMatchObject([{ event: { text: 'never' } }]);
  });

  test('reaches a connection made in the meantime', async () => {
    const { slack, ann, heard, listen } = await aWorkspace({ patience: { redeliverMs: [0, 500, 1_000] } });
    await listen();
    slack.socket.drops();
    ann.posts('desk-waste', 'while away');
    await slack.telling.quiet();
    expect(heard).toEqual(['while away']);
    slack.socket.disconnects();
    await vi.waitUntil(() => slack.socket.greeted() === 3, soon);
    expect(slack.socket.live()).toBe(1);
  });
});

test('Events are spread over the sockets, and some are told twice when asked', async () => {
  const { slack, ann, heard, listen } = await aWorkspace();
  const [first, second] = [await listen(), await listen()];
  for (let i = 0; i < 4; i += 1) ann.posts('desk-waste', `post ${i}`);
  await slack.telling.quiet();
  expect(heard.toSorted()).toEqual(['post 0', 'post 1', 'post 2', 'post 3']);
  expect([first.length, second.length]).toEqual([2, 2]);
  slack.telling.repeats(() => true);
  ann.posts('desk-waste', 'twice');
  await slack.telling.quiet();
  expect(heard.filter((text) => text === 'twice')).toHaveLength(2);
});

test('A silent connection is noticed by the client, and made anew', async () => {
  const { slack, listen } = await aWorkspace();
  await listen();
  slack.socket.muted();
  await vi.waitUntil(() => slack.socket.live() === 0, { timeout: 25_000, interval: 50 });
  slack.socket.muted(false);
  await vi.waitUntil(() => slack.socket.greeted() >= 2 && slack.socket.live() === 1, soon);
});

test('The app hears only of what it subscribed to, where it is', async () => {
  const { slack, ann } = await aWorkspace();
  slack.channel('elsewhere', { withApp: false });
  slack.joins('elsewhere', ann.id);
  ann.posts('elsewhere', 'not for us');
  ann.reacts(ann.posts('desk-waste', 'ours'), 'tada');
  expect(slack.telling.events.map(({ event }) => event)).toMatchObject([{ type: 'message', text: 'ours' }]);
  slack.telling.subscribed.add('reaction_added');
  ann.reacts(slack.inChannel('desk-waste')[0]?.ts ?? '', 'x');
  expect(slack.telling.events.at(-1)).toMatchObject({ event: { type: 'reaction_added', reaction: 'x' } });
});

describe('Slack calling the app', () => {
  async function called(takes: () => boolean) {
    const slack = await startSlackServer({
      posts: null,
      patience: { ackMs: 500, redeliverMs: [0, 50, 100] },
    });
    slack.channel('desk-waste');
    const ann = slack.officer('Ann Bell', { in: ['desk-waste'] });
    const heard: [string, number | undefined, string | undefined][] = [];
    const receiver = new HTTPReceiver({
      signingSecret: slack.signingSecret,
      processBeforeResponse: true,
      logger: silent,
      processEventErrorHandler: async ({ response }) => {
        response.writeHead(503).end();
        return false;
      },
    });
    const app = new App({
      receiver,
      token: slack.botToken,
      logger: silent,
      clientOptions: { slackApiUrl: slack.apiRoot, retryConfig: { retries: 0 } },
    });
    app.error(async (fault) => {
      throw fault;
    });
    app.event('message', async ({ event, context }) => {
      heard.push(['text' in event ? String(event.text) : '', context.retryNum, context.retryReason]);
      if (!takes()) throw new Error('The ledger is away.');
    });
    app.command('/moothall', async ({ ack, respond }) => {
      await ack('Looking');
      await respond('Found');
    });
    const server = await receiver.start({ port: 0, host: '127.0.0.1' });
    afterwards(async () => {
      await receiver.stop();
      await slack.stop();
    });
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    return { slack, ann, heard, url: `http://127.0.0.1:${port}/slack/events` };
  }

  test('signs what it tells, and tells again when the answer is no', async () => {
    let left = 2;
    const { slack, ann, heard, url } = await called(() => {
      left -= 1;
      return left < 0;
    });
    await slack.telling.callsAt(url, slack.signingSecret);
    ann.posts('desk-waste', 'over HTTP');
    await slack.telling.quiet();
    expect(heard).toEqual([
      ['over HTTP', undefined, undefined],
      ['over HTTP', 1, 'http_error'],
      ['over HTTP', 2, 'http_error'],
    ]);
    expect(await ann.runs('/moothall', 'mine', 'desk-waste')).toMatchObject({ text: 'Looking' });
    // What answers the call itself comes when all is done: the app said the other before it.
    expect(ann.whispers()).toMatchObject([{ text: 'Found' }, { text: 'Looking' }]);
  });

  test('is not believed with another secret', async () => {
    const { slack, url } = await called(() => true);
    await expect(slack.telling.callsAt(url, 'another secret')).rejects.toThrow('did not respond');
  });
});
