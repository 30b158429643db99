import { describe, expect, test, vi } from 'vitest';
import type { CaseFile } from '../../src/core/record.ts';
import { soon } from '../support/listening.ts';
import { anOfficer } from '../support/moothall.ts';
import { type ASlackThread, aSlackThread, home, place, secret } from '../support/slack-thread.ts';

const slack = await aSlackThread();
const ann = await slack.anOfficer('U0ANN00001', 'Ann Bell');
let count = 0;

/** A case of a resident of its own, and what is on its record. */
async function aCase() {
  count += 1;
  const resident = `resident-${count}`;
  const { reference, thread, caseId } = await slack.aCase(resident);
  return { resident, reference, thread, caseId, ...recordOf(slack, reference) };
}

function recordOf({ record, house }: ASlackThread, reference: string) {
  const file = async (): Promise<CaseFile> => {
    const found = await record.caseFile(reference, anOfficer);
    if (found === null) throw new Error('The case is gone.');
    return found;
  };
  return {
    file,
    /** What officers wrote, as voice and words, corrections and all. */
    written: async () =>
      (await file()).messages
        .filter(({ voice }) => voice === 'officer' || voice === 'note')
        .map(({ voice, text, revises }) => `${revises === null ? '' : `${revises.kind}: `}${voice}: ${text}`),
    /** What officers said to the resident, as the resident has it. */
    heard: async (resident: string) =>
      (await house.said(resident)).filter(({ voice }) => voice === 'officer').map(({ text }) => text),
  };
}

describe('What an officer posts in the thread of a case', () => {
  test('stays with officers, on the record under their name, and their own post shows it', async () => {
    const { thread, file, written, caseId } = await aCase();
    const { status, ts } = await ann.posts(thread, 'Rang <https://depot.example|the depot>, they *know*');
    expect(status).toBe(200);
    expect(await written()).toEqual(['note: Rang the depot (https://depot.example), they know']);
    const [note] = (await file()).messages.filter(({ voice }) => voice === 'note');
    expect(note?.officer?.name).toBe('Ann Bell');
    const posts = await slack.keeping.posts(caseId);
    expect(posts.find(({ key }) => key === `message:${note?.id}`)).toMatchObject({ place, externalId: ts });
  });

  test('goes to the resident when it begins with >>, after the seconds in which it may be taken back', async () => {
    const { thread, resident, written, heard, file } = await aCase();
    await ann.posts(thread, '&gt;&gt; We come on *Tuesday* &amp; empty it');
    expect(await written()).toEqual(['officer: We come on Tuesday & empty it']);
    const reply = (await file()).messages.find(({ voice }) => voice === 'officer');
    expect(reply?.delivery?.status).toBe('pending');
    expect((await file()).assignee?.name).toBe('Ann Bell');
    await vi.waitFor(async () => {
      expect((await file()).deliveries.find(({ id }) => id === reply?.delivery?.id)?.status).toBe('sent');
      expect(await heard(resident)).toEqual(['We come on Tuesday & empty it']);
    }, soon);
  });

  test('is taken down once, however often and however close together Slack tells of it', async () => {
    const { thread, written } = await aCase();
    const { told } = await ann.posts(thread, '&gt;&gt; Once');
    const again = await Promise.all([1, 2, 3, 4].map(() => slack.event(told)));
    expect(again.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(await written()).toEqual(['officer: Once']);
  });

  test('is put on the record in the order it was posted', async () => {
    const { thread, written } = await aCase();
    await Promise.all(Array.from({ length: 12 }, (_, i) => ann.posts(thread, `note ${i}`)));
    expect(await written()).toEqual(Array.from({ length: 12 }, (_, i) => `note: note ${i}`));
  });

  test('is not acknowledged while it cannot be stored, and is taken down when Slack tells again', async () => {
    const { thread, written } = await aCase();
    const { act } = slack.acted;
    slack.acted.act = () => Promise.reject(new Error('The ledger is away.'));
    const { status, told } = await ann.posts(thread, 'while it is away');
    slack.acted.act = act;
    expect(status).toBe(503);
    expect(await written()).toEqual([]);
    expect((await slack.event(told)).status).toBe(200);
    expect(await written()).toEqual(['note: while it is away']);
  });

  test('is nothing to us from bots, from other workspaces, from strangers, and outside of our threads', async () => {
    const { thread, written } = await aCase();
    await slack
      .anOfficer('U0BOT00001', 'Bot')
      .then((bot) => bot.posts(thread, '&gt;&gt; beep', { bot_id: 'B0OTHER001' }));
    await ann.posts(thread, '&gt;&gt; from next door', { team: 'T0ELSEWHER' });
    await ann.posts(thread, '&gt;&gt; to all', { subtype: 'thread_broadcast' });
    await ann.posts('1700000000.000001', '&gt;&gt; in no thread of ours');
    const unknown = { type: 'message', channel: place, team: home, user: 'U0NOBODY01', thread_ts: thread };
    expect((await slack.event({ ...unknown, ts: '1.5', text: '&gt;&gt; me too' })).status).toBe(503);
    expect(await written()).toEqual([]);
  });
});

describe('What an officer changes', () => {
  test('is changed on the record, with both wordings kept, and reaches the resident as it stands', async () => {
    const { thread, resident, written, heard } = await aCase();
    const { ts } = await ann.posts(thread, '&gt;&gt; We come on Tuesday');
    expect((await ann.edits(thread, ts, '&gt;&gt; We come on Wednesday')).status).toBe(200);
    expect(await written()).toEqual(['officer: We come on Tuesday', 'edit: officer: We come on Wednesday']);
    await vi.waitFor(async () => expect((await heard(resident)).at(-1)).toBe('We come on Wednesday'), {
      timeout: 45_000,
      interval: 100,
    });
  }, 60_000);

  test('twice is corrected twice, and the same change told twice is one', async () => {
    const { thread, written } = await aCase();
    const { ts } = await ann.posts(thread, 'one');
    await ann.edits(thread, ts, 'two');
    const { told } = await ann.edits(thread, ts, 'three');
    await slack.event(told);
    await ann.edits(thread, ts, '*three*');
    expect(await written()).toEqual(['note: one', 'edit: note: two', 'edit: note: three']);
  });

  test('from a note into words for the resident sends nothing', async () => {
    const { thread, resident, written, heard, file } = await aCase();
    const { ts } = await ann.posts(thread, 'he is rude');
    await ann.edits(thread, ts, '&gt;&gt; he is very rude');
    expect(await written()).toEqual(['note: he is rude', 'edit: note: he is very rude']);
    expect((await file()).firstRespondedAt).toBeNull();
    expect(await heard(resident)).toEqual([]);
  });

  test('from words for the resident into none leaves with them what they have', async () => {
    const { thread, written } = await aCase();
    const { ts } = await ann.posts(thread, '&gt;&gt; We come');
    await ann.edits(thread, ts, 'never mind him');
    expect(await written()).toEqual(['officer: We come']);
  });

  test('back by deleting it before it went out never reaches the resident', async () => {
    const { thread, resident, heard, file } = await aCase();
    const { ts } = await ann.posts(thread, '&gt;&gt; wrong case');
    expect((await ann.deletes(thread, ts)).status).toBe(200);
    await slack.house.settled();
    expect(await heard(resident)).toEqual([]);
    expect((await file()).events.at(-1)?.type).toBe('withdrawn');
    expect((await file()).firstRespondedAt).toBeNull();
  });

  test('before its post was heard of is asked for again', async () => {
    const { thread, written } = await aCase();
    const soonTs = `${Math.floor(Date.now() / 1000)}.999999`;
    expect((await ann.edits(thread, soonTs, 'too early')).status).toBe(503);
    expect((await ann.edits(thread, '1700000000.000009', 'long ago, and none of ours')).status).toBe(200);
    expect(await written()).toEqual([]);
  });
});

describe('Slack’s calls', () => {
  const body = JSON.stringify({ type: 'url_verification', challenge: 'a-challenge' });

  test('are answered when they are signed, and just now', async () => {
    expect(await slack.call(body, slack.signed(body))).toEqual({
      status: 200,
      body: 'a-challenge',
      type: 'text/plain',
    });
  });

  test.each([
    ['by nobody', {}],
    ['with another secret', slack.signed(body, 'application/json', new Date(), `${secret}x`)],
    ['six minutes ago', slack.signed(body, 'application/json', new Date(Date.now() - 360_000))],
    ['for another body', slack.signed(`${body} `)],
    ['with half a mark', { ...slack.signed(body), 'x-slack-signature': 'v0' }],
    ['at no time', { ...slack.signed(body), 'x-slack-request-timestamp': 'now' }],
  ])('are turned away when signed %s', async (_, headers) => {
    expect((await slack.call(body, headers)).status).toBe(401);
  });

  test('that make no sense are told so', async () => {
    expect((await slack.call('{"type":', slack.signed('{"type":'))).status).toBe(400);
  });
});
