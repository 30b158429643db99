import type { BlockAction } from '@slack/bolt';
import { describe, expect, test, vi } from 'vitest';
import { aBoltWorkspace, button, section } from '../platforms/slack-bolt.ts';
import { soon } from '../support/listening.ts';

describe('Officers in the local Slack', () => {
  test('have their links shown without an edit, and bots are told of by their bot id', async () => {
    const { slack, ann } = await aBoltWorkspace();
    const post = ann.posts('desk-waste', 'see https://x.example');
    ann.unfurls(post, 'https://x.example');
    const [, change] = slack.telling.events;
    expect(change?.['event']).toMatchObject({
      subtype: 'message_changed',
      message: { attachments: [{ id: 1 }] },
    });
    expect(change?.['event']).not.toHaveProperty('message.edited');
    expect(slack.inChannel('desk-waste')).toMatchObject([{ edited: false }]);
    const bot = slack.officer('Other App', { bot: true, in: ['desk-waste'] });
    bot.posts('desk-waste', 'beep');
    expect(slack.telling.events.at(-1)).toMatchObject({
      event: { text: 'beep', bot_id: bot.id.replace('U', 'B') },
    });
  });

  test('post, edit and delete, and the app hears each of it', async () => {
    const { slack, app, ann, listen } = await aBoltWorkspace();
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
    const { slack, app, ann, listen, post } = await aBoltWorkspace();
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
    const { app, ann, listen, post, slack, no } = await aBoltWorkspace({
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
