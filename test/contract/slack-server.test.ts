import { App, type BlockAction, type webApi } from '@slack/bolt';
import { describe, expect, test, vi } from 'vitest';
import { silent } from '../../adapters/slack/calls.ts';
import { type SlackOptions, startSlackServer } from '../platforms/slack-server.ts';
import { soon } from '../support/listening.ts';
import { afterwards } from '../support/postgres.ts';

interface No {
  readonly error: string;
  readonly response_metadata?: { readonly messages?: readonly string[] };
}

/** A workspace with a desk, and the real Bolt in it. Both end with the test. */
async function aWorkspace(options: SlackOptions = {}) {
  const slack = await startSlackServer({ posts: null, ...options });
  slack.channel('desk-waste');
  const ann = slack.officer('Ann Bell', { in: ['desk-waste'] });
  const ben = slack.officer('Ben Ode', { in: ['desk-waste'] });
  const clientOptions: webApi.WebClientOptions = {
    slackApiUrl: slack.apiRoot,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: silent,
  };
  const bolt = async (start = true): Promise<App> => {
    const made = new App({
      token: slack.botToken,
      appToken: slack.appToken,
      socketMode: true,
      deferInitialization: true,
      logger: silent,
      clientOptions,
    });
    await made.init();
    if (start) {
      await made.start();
      afterwards(async () => {
        await made.stop();
      });
    }
    return made;
  };
  afterwards(() => slack.stop());
  const app = await bolt(false);
  const listen = async (): Promise<void> => {
    await app.start();
    afterwards(async () => {
      await app.stop();
    });
  };
  const post = async (text: string, more: object = {}): Promise<{ ts: string }> => {
    const posted = await app.client.apiCall('chat.postMessage', { channel: 'desk-waste', text, ...more });
    return { ts: 'ts' in posted ? String(posted.ts) : '' };
  };
  /** Slack's no to a call. */
  const no = async (method: string, args: Record<string, unknown>): Promise<No> => {
    try {
      await app.client.apiCall(method, args);
      return { error: 'it was done' };
    } catch (fault) {
      if (fault instanceof Error && 'data' in fault) return fault.data as No;
      throw fault;
    }
  };
  return { slack, app, bolt, ann, ben, listen, post, no };
}

const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } });
const button = (text: string, action_id: string, value = 'v') => ({
  type: 'button',
  text: { type: 'plain_text', text },
  action_id,
  value,
});

describe('The local Slack, to the real client', () => {
  test('keeps what the app posts, as people read it and as the app finds it again', async () => {
    const { slack, app, post, ann } = await aWorkspace();
    const metadata = { event_type: 'moothall_post', event_payload: { case_id: '1', key: 'card' } };
    const blocks = [section(`For <@${ann.id}> &amp; <https://x.example|the map>`), { type: 'divider' }];
    const { ts } = await post('fallback', { blocks, metadata });
    await post('in the thread', { thread_ts: ts });
    const [card] = slack.inChannel('desk-waste');
    expect(card).toMatchObject({
      text: 'For @Ann Bell & the map',
      mentions: ['@Ann Bell'],
      links: [{ shows: 'the map', url: 'https://x.example' }],
      replies: 1,
      metadata,
    });
    expect(slack.thread('desk-waste', ts).map(({ text }) => text)).toEqual([
      'For @Ann Bell & the map',
      'in the thread',
    ]);
    expect(slack.called).toEqual([{ place: 'desk-waste', ts, whom: '@Ann Bell' }]);
    const channel = slack.workspace.seen('desk-waste').id;
    const found = await app.client.conversations.replies({ channel, ts, include_all_metadata: true });
    expect(found.messages?.map((each) => each.metadata)).toEqual([metadata, undefined]);
    await app.client.chat.update({ channel, ts, text: 'changed', blocks: [] });
    expect(slack.inChannel('desk-waste')).toMatchObject([{ text: 'changed', edited: true, metadata }]);
  });

  test('tells its channels and their history page by page', async () => {
    const { slack, app, post } = await aWorkspace();
    for (let i = 0; i < 7; i += 1) await post(`number ${i}`);
    const channel = slack.workspace.seen('desk-waste').id;
    const texts: (string | undefined)[] = [];
    for await (const page of app.client.paginate('conversations.history', { channel, limit: 3 }))
      texts.push(...((page as webApi.ConversationsHistoryResponse).messages ?? []).map(({ text }) => text));
    expect(texts).toEqual([6, 5, 4, 3, 2, 1, 0].map((i) => `number ${i}`));
    const [, second, third] = slack.inChannel('desk-waste');
    const between = { channel, oldest: second?.ts ?? '', latest: third?.ts ?? '' };
    expect((await app.client.conversations.history(between)).messages).toEqual([]);
    expect((await app.client.conversations.history({ ...between, inclusive: true })).messages).toHaveLength(
      2,
    );
  });

  test('says no as Slack does', async () => {
    const { slack, app, no, post, ann } = await aWorkspace();
    slack.channel('far', { withApp: false });
    slack.channel('hidden', { withApp: false, private: true });
    const { ts } = await post('ours');
    const channel = slack.workspace.seen('desk-waste').id;
    const theirs = ann.posts('desk-waste', 'hers').ts;
    const say = (more: object) =>
      no('chat.postMessage', { channel, text: 'x', ...more }).then(({ error }) => error);
    expect(await say({ channel: 'nowhere' })).toBe('channel_not_found');
    expect(await say({ channel: 'hidden' })).toBe('channel_not_found');
    expect(await say({ channel: 'far' })).toBe('not_in_channel');
    expect(await say({ text: 'x'.repeat(40_001) })).toBe('msg_too_long');
    expect(await say({ text: '' })).toBe('no_text');
    expect(await say({ thread_ts: '1.000001' })).toBe('thread_not_found');
    expect(await say({ blocks: 'words' })).toBe('invalid_blocks_format');
    expect((await no('chat.update', { channel, ts: theirs, text: 'mine' })).error).toBe(
      'cant_update_message',
    );
    expect((await no('chat.update', { channel, ts: '1.1', text: 'mine' })).error).toBe('message_not_found');
    await app.client.reactions.add({ channel, timestamp: ts, name: 'x' });
    expect((await no('reactions.add', { channel, timestamp: ts, name: 'x' })).error).toBe('already_reacted');
    expect((await no('reactions.remove', { channel, timestamp: ts, name: 'y' })).error).toBe('no_reaction');
    expect((await no('reactions.get', { channel, timestamp: ts })).error).toBe('missing_scope');
    expect((await no('users.info', { user: 'U1' })).error).toBe('user_not_found');
    expect((await no('chat.sing', {})).error).toBe('unknown_method');
    slack.archives('desk-waste');
    expect(await say({})).toBe('is_archived');
    slack.revokes();
    expect(await say({})).toBe('token_revoked');
    slack.repairs();
    expect(await say({ token: 'xoxb-other' })).toBe('invalid_auth');
  });

  test.each([
    ['a section of 3001 characters', [section('x'.repeat(3001))], 'less than 3001'],
    ['an empty text', [section('')], 'more than 0'],
    ['51 blocks', Array.from({ length: 51 }, () => ({ type: 'divider' })), 'no more than 50'],
    ['a header in markup', [{ type: 'header', text: { type: 'mrkdwn', text: 'x' } }], 'must be plain_text'],
    ['a long button', [{ type: 'actions', elements: [button('x'.repeat(76), 'a')] }], 'less than 76'],
    [
      'one action twice',
      [{ type: 'actions', elements: [button('x', 'a'), button('y', 'a')] }],
      'already exists',
    ],
    ['one block id twice', [1, 2].map(() => ({ type: 'divider', block_id: 'a' })), 'already exists'],
    ['a block nobody knows', [{ type: 'dance' }], 'unsupported type: dance'],
    ['rich text with an empty word', [rich({ type: 'text', text: '' })], 'missing required field: text'],
    ['six things in an overflow', [overflow(6)], 'no more than 5'],
  ])('takes no message with %s', async (_, blocks, why) => {
    const { slack, no } = await aWorkspace();
    const { error, response_metadata } = await no('chat.postMessage', { channel: 'desk-waste', blocks });
    expect(error).toBe('invalid_blocks');
    expect(response_metadata?.messages?.join()).toContain(why);
    expect(slack.everythingIn('desk-waste')).toEqual([]);
  });

  test('mentions nobody by words that only look like a mention', async () => {
    const { slack, post } = await aWorkspace();
    const wild = '@channel <!channel> <@U0NOBODY> *x*';
    const escaped = wild.replaceAll('<', '&lt;').replaceAll('>', '&gt;');
    await post(escaped, { blocks: [rich({ type: 'text', text: wild }), section(escaped)] });
    expect(slack.inChannel('desk-waste')).toMatchObject([{ text: `${wild}\n${wild}`, mentions: [] }]);
    expect(slack.called).toEqual([]);
    await post('<!channel> look');
    expect(slack.called).toMatchObject([{ whom: '@channel' }]);
  });

  test('lets one message a second into a channel after a few at once', async () => {
    const { slack, app } = await aWorkspace({ posts: { burst: 2, aSecond: 1 } });
    const say = () => app.client.chat.postMessage({ channel: 'desk-waste', text: 'x' });
    await say();
    await say();
    await expect(say()).rejects.toMatchObject({ code: 'slack_webapi_rate_limited_error', retryAfter: 1 });
    expect(slack.inChannel('desk-waste')).toHaveLength(2);
  });

  test('goes wrong as asked: before the act, after it, and slowly', async () => {
    const { slack, app, post } = await aWorkspace();
    slack.fails({ on: 'chat.postMessage', drop: 'after' });
    await expect(post('done all the same')).rejects.toThrow();
    slack.fails({ on: 'chat.postMessage', status: 503 });
    await expect(post('not done')).rejects.toThrow();
    slack.fails({ on: 'chat.postMessage', description: 'internal_error' });
    await expect(post('not done')).rejects.toThrow('internal_error');
    slack.fails({ on: 'users.list', status: 429, retryAfter: 7 });
    await expect(app.client.users.list({})).rejects.toMatchObject({ retryAfter: 7 });
    expect(slack.inChannel('desk-waste').map(({ text }) => text)).toEqual(['done all the same']);
  });
});

function rich(...elements: object[]) {
  return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] };
}
function overflow(count: number) {
  const options = Array.from({ length: count }, (_, i) => ({
    text: { type: 'plain_text', text: `option ${i}` },
    value: `${i}`,
  }));
  return { ...section('x'), accessory: { type: 'overflow', action_id: 'more', options } };
}

describe('Officers in the local Slack', () => {
  test('post, edit and delete, and the app hears each of it', async () => {
    const { slack, app, ann, listen } = await aWorkspace();
    const heard: string[] = [];
    app.event('message', async ({ event }) => void heard.push(`${event.subtype ?? 'posted'}`));
    await listen();
    const post = ann.posts('desk-waste', '>> Come & see https://x.example.');
    ann.edits(post, 'Better');
    ann.deletes(post);
    await vi.waitFor(
      () => expect(heard.toSorted()).toEqual(['message_changed', 'message_deleted', 'posted']),
      soon,
    );
    await slack.telling.quiet();
    expect(slack.telling.events[0]).toMatchObject({
      event: { text: '&gt;&gt; Come &amp; see <https://x.example>.', user: ann.id, channel_type: 'channel' },
    });
    expect(slack.telling.lost).toEqual([]);
  });

  test('press, pick and fill in, and see what comes of it', async () => {
    const { slack, app, ann, listen, post } = await aWorkspace();
    app.action<BlockAction>('reply', async ({ ack, body, client }) => {
      await ack();
      await client.views.open({ trigger_id: body.trigger_id, view: aModal('Reply') });
    });
    app.view('reply', async ({ ack, view }) => {
      const words = view.state.values['words']?.['text']?.value;
      if (words === 'rude') await ack({ response_action: 'errors', errors: { words: 'Be kind.' } });
      else if (words === 'more') await ack({ response_action: 'update', view: aModal('Sure?') });
      else await ack();
    });
    app.command('/moothall', async ({ ack, command }) => ack(`You asked for ${command.text}`));
    app.event('app_home_opened', async ({ event, client }) => {
      await client.views.publish({ user_id: event.user, view: { type: 'home', blocks: [section('Mine')] } });
    });
    const shortcuts: string[] = [];
    app.shortcut('moothall:make-case', async ({ ack, shortcut }) => {
      await ack();
      shortcuts.push(shortcut.type);
    });
    await listen();
    await post('card', { blocks: [{ type: 'actions', elements: [button('Reply', 'reply')] }] });
    const [card] = slack.inChannel('desk-waste');
    expect(card?.buttons).toMatchObject([{ shows: 'Reply', action: 'reply', value: 'v' }]);
    const of = card?.ts ?? '';
    expect(await ann.clicks(of, 'reply')).toMatchObject({ acked: true });
    const modal = await vi.waitUntil(() => ann.modal(), soon);
    expect((await ann.submits(modal)).errors).toEqual({ words: 'Please complete this required field.' });
    expect(await ann.submits(modal, { text: 'rude' })).toMatchObject({
      errors: { words: 'Be kind.' },
      view: modal,
    });
    expect(await ann.submits(modal, { words: 'more' })).toMatchObject({ answered: 'update', errors: null });
    expect(modal.told['title']).toMatchObject({ text: 'Sure?' });
    expect(await ann.submits(modal, { Words: 'kind' })).toMatchObject({ answered: 'close', view: null });
    expect(await ann.runs('/moothall', 'mine')).toMatchObject({ text: 'You asked for mine', acked: true });
    await ann.opensHome();
    await vi.waitFor(() => expect(ann.reads(ann.home() ?? modal).text).toBe('Mine'), soon);
    expect(await ann.usesShortcut('moothall:make-case', of)).toMatchObject({ acked: true });
    expect(shortcuts).toEqual(['message_action']);
  });

  test('wait three seconds and no longer for an answer, and a trigger lasts as long', async () => {
    const { app, ann, listen, post, slack, no } = await aWorkspace({
      patience: { ackMs: 100 },
      triggerMs: 50,
    });
    let trigger = '';
    app.action<BlockAction>('slow', async ({ body }) => {
      trigger = body.trigger_id;
    });
    await listen();
    const { ts } = await post('card', { blocks: [{ type: 'actions', elements: [button('x', 'slow')] }] });
    expect(await ann.clicks(ts, 'slow')).toMatchObject({ acked: false, trouble: 'timeout' });
    const open = (id: string) => no('views.open', { trigger_id: id, view: aModal('Late') });
    expect((await open(trigger)).error).toBe('expired_trigger_id');
    const fresh = slack.views.trigger(ann.id);
    expect((await open(fresh)).error).toBe('it was done');
    expect((await open(fresh)).error).toBe('exchanged_trigger_id');
    const { title: _, ...untitled } = aModal('x');
    expect(await no('views.open', { trigger_id: fresh, view: untitled })).toMatchObject({
      error: 'invalid_arguments',
    });
  });
});

function aModal(title: string) {
  const element = { type: 'plain_text_input' as const, action_id: 'text' };
  const label = { type: 'plain_text' as const, text: 'Words' };
  return {
    type: 'modal' as const,
    callback_id: 'reply',
    title: { type: 'plain_text' as const, text: title },
    submit: { type: 'plain_text' as const, text: 'Send' },
    blocks: [{ type: 'input' as const, block_id: 'words', label, element }],
  };
}
