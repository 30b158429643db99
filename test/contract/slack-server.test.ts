import type { webApi } from '@slack/bolt';
import { describe, expect, test } from 'vitest';
import { aBoltWorkspace, button, section } from '../platforms/slack-bolt.ts';

describe('The local Slack, to the real client', () => {
  test('keeps what the app posts, as people read it and as the app finds it again', async () => {
    const { slack, app, post, ann } = await aBoltWorkspace();
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
    const { slack, app, post } = await aBoltWorkspace();
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
    const { slack, app, no, post, ann } = await aBoltWorkspace();
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
    const { slack, no } = await aBoltWorkspace();
    const { error, response_metadata } = await no('chat.postMessage', { channel: 'desk-waste', blocks });
    expect(error).toBe('invalid_blocks');
    expect(response_metadata?.messages?.join()).toContain(why);
    expect(slack.everythingIn('desk-waste')).toEqual([]);
  });

  test('mentions nobody by words that only look like a mention', async () => {
    const { slack, post } = await aBoltWorkspace();
    const wild = '@channel <!channel> <@U0NOBODY> *x*';
    const escaped = wild.replaceAll('<', '&lt;').replaceAll('>', '&gt;');
    await post(escaped, { blocks: [rich({ type: 'text', text: wild }), section(escaped)] });
    expect(slack.inChannel('desk-waste')).toMatchObject([{ text: `${wild}\n${wild}`, mentions: [] }]);
    expect(slack.called).toEqual([]);
    await post('<!channel> look');
    expect(slack.called).toMatchObject([{ whom: '@channel' }]);
  });

  test('lets one message a second into a channel after a few at once', async () => {
    const { slack, app } = await aBoltWorkspace({ posts: { burst: 2, aSecond: 1 } });
    const say = () => app.client.chat.postMessage({ channel: 'desk-waste', text: 'x' });
    await say();
    await say();
    await expect(say()).rejects.toMatchObject({ code: 'slack_webapi_rate_limited_error', retryAfter: 1 });
    expect(slack.inChannel('desk-waste')).toHaveLength(2);
  });

  test('goes wrong as asked: before the act, after it, and slowly', async () => {
    const { slack, app, post } = await aBoltWorkspace();
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
