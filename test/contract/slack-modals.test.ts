import { describe, expect, test, vi } from 'vitest';
import type { CaseFile } from '../../src/core/record.ts';
import { soon } from '../support/listening.ts';
import { anOfficer } from '../support/moothall.ts';
import { aSlackThread, place } from '../support/slack-thread.ts';

const slack = await aSlackThread();
const ann = await slack.anOfficer('U0ANN00001', 'Ann Bell');
const ben = await slack.anOfficer('U0BEN00002', 'Ben Cole');
let count = 0;

async function aCase() {
  count += 1;
  const { reference, thread } = await slack.aCase(`resident-${count}`);
  const file = async (): Promise<CaseFile> => {
    const found = await slack.record.caseFile(reference, anOfficer);
    if (found === null) throw new Error('The case is gone.');
    return found;
  };
  /** What a modal remembers that was opened now. */
  const memory = async () => ({ reference, version: (await file()).version, round: 0, place, thread });
  return { reference, thread, file, memory, resident: `resident-${count}` };
}

/** All words of an answer, as they stand in it. */
const wordsOf = ({ body }: { readonly body: string }): string =>
  [...body.matchAll(/"text":"((?:[^"\\]|\\.)*)"/g)].map(([, text]) => JSON.parse(`"${text}"`)).join('\n');

describe('A button', () => {
  test('takes the case, and tells nobody else that they have it', async () => {
    const { reference, thread, file } = await aCase();
    const { version } = await file();
    expect((await ann.presses(thread, `take ${reference} ${version}`)).status).toBe(200);
    await vi.waitFor(async () => expect((await file()).assignee?.name).toBe('Ann Bell'), soon);
    // Ben saw the card as it was before.
    await ben.presses(thread, `take ${reference} ${version}`);
    await vi.waitFor(() => expect(JSON.stringify(slack.logged)).toContain('slack-untold'), soon);
    expect((await file()).assignee?.name).toBe('Ann Bell');
    // Now he has seen who has it, and means it.
    await ben.presses(thread, `take ${reference} ${(await file()).version}`);
    await vi.waitFor(async () => expect((await file()).assignee?.name).toBe('Ben Cole'), soon);
  });

  test('pressed by two at once is pressed by one', async () => {
    const { reference, thread, file } = await aCase();
    const { version } = await file();
    await Promise.all([ann, ben].map((who) => who.presses(thread, `take ${reference} ${version}`)));
    await vi.waitFor(async () => expect((await file()).assignee).not.toBeNull(), soon);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect((await file()).events.filter(({ type }) => type === 'assigned')).toHaveLength(1);
  });

  test('opens a case again', async () => {
    const { reference, thread, file, memory } = await aCase();
    await ann.submits('close', await memory(), { outcome: 'fixed', reason: '', tell: '' });
    expect((await file()).status).toBe('resolved');
    await ann.presses(thread, `reopen ${reference} ${(await file()).version}`);
    await vi.waitFor(async () => expect((await file()).status).toBe('in-progress'), soon);
  });

  test('undoes a reply while it is held', async () => {
    const { reference, thread, file, memory, resident } = await aCase();
    await ann.submits('reply', await memory(), { text: 'Wrong case' });
    const reply = (await file()).messages.find(({ voice }) => voice === 'officer');
    await ann.presses(thread, `undo ${reference} 0 ${reply?.id}`);
    await vi.waitFor(async () => expect((await file()).events.at(-1)?.type).toBe('withdrawn'), soon);
    await slack.house.settled();
    expect((await slack.house.said(resident)).filter(({ voice }) => voice === 'officer')).toEqual([]);
  });

  test('is acknowledged at once, whatever the ledger does', async () => {
    const { reference, thread, file } = await aCase();
    const { act } = slack.acted;
    slack.acted.act = () => new Promise((_, reject) => setTimeout(() => reject(new Error('Away.')), 1_500));
    const asked = Date.now();
    const { status } = await ann.presses(thread, `take ${reference} ${(await file()).version}`);
    expect([status, Date.now() - asked < 1_000]).toEqual([200, true]);
    slack.acted.act = act;
  });
});

describe('A modal', () => {
  test('sends a reply that is held, and asks something', async () => {
    const { file, memory } = await aCase();
    expect(
      await ann.submits('reply', await memory(), { text: 'Which bin? :smile:', question: 'yes' }),
    ).toMatchObject({ body: '' });
    const { messages, status } = await file();
    expect(messages.findLast(({ voice }) => voice === 'officer')).toMatchObject({
      text: 'Which bin? 😄',
      delivery: { status: 'pending' },
    });
    expect(status).toBe('waiting-on-resident');
  });

  test('sent off twice does its deed once', async () => {
    const { file, memory } = await aCase();
    const remembered = await memory();
    await Promise.all([1, 2].map(() => ann.submits('note', remembered, { text: 'Twice' }, 'V0NOTE0001')));
    expect((await file()).messages.filter(({ voice }) => voice === 'note').map(({ text }) => text)).toEqual([
      'Twice',
    ]);
  });

  test('keeps what was written when somebody was faster, says who, and may then be sent off again', async () => {
    const { file, memory } = await aCase();
    const remembered = await memory();
    await ben.submits('route', remembered, { team: 'street-scene', reason: 'theirs' });
    const answer = await ann.submits('reply', remembered, { text: 'We come on Tuesday' });
    expect(wordsOf(answer)).toContain('Ben Cole passed it to another team meanwhile');
    const { view } = JSON.parse(answer.body) as {
      view: { blocks: { element?: { initial_value?: string } }[]; private_metadata: string };
    };
    expect(view.blocks.map(({ element }) => element?.initial_value)).toContain('We come on Tuesday');
    await ann.submits('reply', JSON.parse(view.private_metadata), { text: 'We come on Tuesday' });
    expect((await file()).messages.at(-1)?.text).toBe('We come on Tuesday');
  });

  test('passes a case on, with why', async () => {
    const { file, memory } = await aCase();
    await ann.submits('route', await memory(), { team: 'street-scene', reason: 'a road, not a bin' });
    expect((await file()).team).toBe('street-scene');
    expect((await file()).events.at(-1)?.data).toMatchObject({ reason: 'a road, not a bin' });
  });

  test('changes the service, tells the classifier, and offers the team that does it', async () => {
    const { file, memory } = await aCase();
    const answer = await ann.submits('service', await memory(), {
      service: 'pothole',
      reason: 'a hole in the road',
    });
    expect((await file()).service).toBe('pothole');
    expect((await file()).decisions.at(-1)).toMatchObject({ label: 'pothole', probability: null });
    const { view } = JSON.parse(answer.body) as { view: { callback_id: string; private_metadata: string } };
    expect(view.callback_id).toBe('moothall:move');
    await ann.submits('move', JSON.parse(view.private_metadata), {});
    expect((await file()).team).toBe((await slack.council.services.get('pothole'))?.team);
  });

  test('asks for a reason where one is needed', async () => {
    const { file, memory } = await aCase();
    expect(
      wordsOf(await ann.submits('service', await memory(), { service: 'pothole', reason: ' ' })),
    ).toContain('Say why');
    expect(
      wordsOf(await ann.submits('close', await memory(), { outcome: 'declined', reason: '' })),
    ).toContain('Say why');
    expect((await file()).status).not.toBe('resolved');
  });

  test('closes a case, and tells the resident only when asked to', async () => {
    const [told, quiet] = [await aCase(), await aCase()];
    await ann.submits('close', await told.memory(), { outcome: 'fixed', reason: '', tell: 'yes' });
    await ann.submits('close', await quiet.memory(), { outcome: 'fixed', reason: '', tell: '' });
    expect([(await told.file()).status, (await quiet.file()).status]).toEqual(['resolved', 'resolved']);
    const tellings = async (one: typeof told) =>
      (await one.file()).messages.filter(({ voice }) => voice === 'bot').length;
    expect((await tellings(told)) - (await tellings(quiet))).toBe(1);
  });

  test('escalates', async () => {
    const { file, memory } = await aCase();
    await ann.submits('escalate', await memory(), { reason: 'a councillor waits' });
    expect((await file()).events.some(({ type }) => type === 'escalated')).toBe(true);
  });

  test('is answered in time however slow the ledger is, and not lost when it is away', async () => {
    const { memory, file } = await aCase();
    const { act } = slack.acted;
    const remembered = await memory();
    slack.acted.act = async (action) => {
      await new Promise((resolve) => setTimeout(resolve, 2_600));
      return act(action);
    };
    const asked = Date.now();
    const answer = await ann.submits('note', remembered, { text: 'slow' });
    expect(wordsOf(answer)).toContain('One moment.');
    expect(Date.now() - asked).toBeLessThan(2_900);
    slack.acted.act = () => Promise.reject(new Error('Away.'));
    expect(wordsOf(await ann.submits('note', remembered, { text: 'my words' }))).toContain('my words');
    slack.acted.act = act;
    await vi.waitFor(async () => expect((await file()).messages.at(-1)?.text).toBe('slow'), soon);
  });

  test('for a restricted case is nothing to an officer who may not see it', async () => {
    const { file, memory } = await aCase();
    await slack.house.parts.act({
      reference: (await file()).reference,
      officer: anOfficer,
      act: { type: 'route', team: 'safeguarding-hub' },
    });
    const answer = await ann.submits('note', await memory(), { text: 'I should not' });
    expect(wordsOf(answer)).toContain('you may not see');
    expect((await file()).messages.some(({ text }) => text === 'I should not')).toBe(false);
  });
});

describe('/moothall', () => {
  test('shows a case by its reference, however it is typed', async () => {
    const { reference } = await aCase();
    for (const typed of [reference, reference.toLowerCase(), reference.replace(/\D/g, '')])
      expect(wordsOf(await ann.runs(typed))).toContain(reference);
  });

  test('lists mine, the team’s and what is overdue', async () => {
    const { reference, thread, file } = await aCase();
    await ann.presses(thread, `take ${reference} ${(await file()).version}`);
    await vi.waitFor(async () => expect(wordsOf(await ann.runs('mine'))).toContain(reference), soon);
    expect(wordsOf(await ann.runs('team'))).toContain('Open, ');
    expect(wordsOf(await ann.runs('team street-scene'))).not.toContain(reference);
    expect(wordsOf(await ann.runs('overdue'))).toContain('Overdue, ');
  });

  test('says what it can do, and that it knows no such case', async () => {
    expect(wordsOf(await ann.runs(''))).toContain('/moothall mine');
    expect(wordsOf(await ann.runs('MB-000-000-000'))).toContain('no such case');
  });

  test('shows no more of a resident’s words than they may be seen by all', async () => {
    count += 1;
    const { reference } = await slack.aCase(
      `resident-${count}`,
      '<!channel> my bin was missed, card 4111 1111 1111 1111 <http://evil.example|bank>',
    );
    const { body } = await ann.runs(reference);
    expect(body).not.toContain('4111');
    const marked = [...body.matchAll(/"type":"mrkdwn","text":"((?:[^"\\]|\\.)*)"/g)]
      .map(([, text]) => text)
      .join();
    expect(marked).not.toContain('<!channel>');
    expect(marked).not.toContain('evil.example');
  });
});
