import { webApi } from '@slack/bolt';
import { expect, test } from 'vitest';
import { silent } from '../../adapters/slack/calls.ts';
import { type SlackOptions, startSlackServer } from '../platforms/slack-server.ts';
import { afterwards } from '../support/postgres.ts';

async function aWorkspace(options: SlackOptions = {}) {
  const slack = await startSlackServer({ posts: null, ...options });
  afterwards(() => slack.stop());
  slack.channel('desk-waste', { id: 'C0WASTE001' });
  const ann = slack.officer('Ann Bell', { in: ['desk-waste'] });
  const client = new webApi.WebClient(slack.botToken, {
    slackApiUrl: slack.apiRoot,
    retryConfig: { retries: 0 },
    logger: silent,
  });
  return { slack, ann, client };
}

test('People, groups and channels are told as they are', async () => {
  const { slack, ann, client } = await aWorkspace();
  const guest = slack.officer('Gus Vane', { guest: true });
  const stranger = slack.officer('Sam Far', { team: 'T0ELSEWHER', in: ['desk-waste'] });
  slack.group('waste', [ann]);
  slack.channel('hidden', { private: true, withApp: false });
  slack.channel('restricted', { private: true });
  const person = async (user: string) => (await client.users.info({ user })).user;
  expect(await person(ann.id)).toMatchObject({ real_name: 'Ann Bell', is_restricted: false, is_bot: false });
  expect(await person(guest.id)).toMatchObject({ is_restricted: true });
  expect(await person(stranger.id)).toMatchObject({ team_id: 'T0ELSEWHER', is_stranger: true });
  const members = (await client.users.list({})).members?.map(({ real_name }) => real_name);
  expect(members).toEqual(['moothall', 'Ann Bell', 'Gus Vane']);
  const groups = await client.usergroups.list({ include_users: true });
  expect(groups.usergroups).toMatchObject([{ handle: 'waste', users: [ann.id] }]);
  const types = 'public_channel,private_channel';
  const names = (await client.conversations.list({ types })).channels?.map(({ name }) => name);
  expect(names).toEqual(['desk-waste', 'restricted']);
  const members2 = await client.conversations.members({ channel: 'C0WASTE001' });
  expect(members2.members).toEqual([slack.app.user, ann.id, stranger.id]);
});

test('What people do from another workspace says so', async () => {
  const { slack } = await aWorkspace();
  const stranger = slack.officer('Sam Far', { team: 'T0ELSEWHER', in: ['desk-waste'] });
  stranger.posts('desk-waste', 'hello');
  expect(slack.telling.events).toMatchObject([{ team_id: slack.home, event: { team: 'T0ELSEWHER' } }]);
});

test('Files go up from officers and from the app, and come down only with the token', async () => {
  const { slack, ann, client } = await aWorkspace({ scopes: ['chat:write', 'files:read', 'files:write'] });
  const bytes = new TextEncoder().encode('a photograph');
  ann.uploads('desk-waste', { name: 'bin.jpg', bytes, type: 'image/jpeg' }, { text: 'look' });
  const [event] = slack.telling.events;
  const { files, subtype } = (event?.['event'] ?? {}) as {
    files: { url_private: string }[];
    subtype: string;
  };
  expect(subtype).toBe('file_share');
  const address = files[0]?.url_private ?? '';
  const token = { authorization: `Bearer ${slack.botToken}` };
  expect(await (await fetch(address, { headers: token })).text()).toBe('a photograph');
  expect(await (await fetch(address)).text()).toContain('Sign in');
  const sent = await client.filesUploadV2({
    channel_id: 'C0WASTE001',
    file: Buffer.from('a letter'),
    filename: 'letter.txt',
    initial_comment: 'Here',
  });
  expect(sent.ok).toBe(true);
  expect(slack.inChannel('desk-waste')).toMatchObject([
    { text: 'look', files: ['bin.jpg'] },
    { text: 'Here', files: ['letter.txt'] },
  ]);
});

test('A whisper is seen by one person, who must be there', async () => {
  const { slack, ann, client } = await aWorkspace();
  const ben = slack.officer('Ben Ode');
  const whisper = (user: string) => client.chat.postEphemeral({ channel: 'C0WASTE001', user, text: 'psst' });
  await whisper(ann.id);
  await expect(whisper(ben.id)).rejects.toThrow('user_not_in_channel');
  expect(ann.whispers()).toMatchObject([{ text: 'psst' }]);
  expect(slack.everythingIn('desk-waste')).toEqual([]);
});

test('A message with a thread leaves a stone when it is taken away', async () => {
  const { slack, ann, client } = await aWorkspace();
  const root = ann.posts('desk-waste', 'root');
  const reply = ann.posts('desk-waste', 'reply', { thread: root });
  ann.deletes(root);
  expect(slack.thread('desk-waste', root).map(({ text }) => text)).toEqual([
    'This message was deleted.',
    'reply',
  ]);
  ann.deletes(reply);
  expect(slack.thread('desk-waste', root)).toHaveLength(1);
  const { permalink } = await client.chat.getPermalink({ channel: 'C0WASTE001', message_ts: root.ts });
  expect(permalink).toBe(`https://marlcombe.slack.com/archives/C0WASTE001/p${root.ts.replace('.', '')}`);
});
