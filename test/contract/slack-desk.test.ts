import { describe, expect, test, vi } from 'vitest';
import { usualPace } from '../../adapters/slack/pace.ts';
import { startSlackServer } from '../platforms/slack-server.ts';
import { soon } from '../support/listening.ts';
import { marlcombe } from '../support/moothall.ts';
import { afterwards } from '../support/postgres.ts';
import { anItem, aSlackHouse, type Shows, shown } from '../support/slack-house.ts';

const server = await startSlackServer();
afterwards(() => server.stop());
const channels = [
  ...new Set([...marlcombe.teams.values()].flatMap(({ slackChannel }) => slackChannel ?? [])),
];
for (const name of channels) server.channel(name);
const ann = server.officer('Ann Bell', { in: channels });
const bob = server.officer('Bob Day', { in: channels });
server.group('team-waste', [ann, bob]);
server.group('team-streets', [bob]);
server.group('duty-first', [bob]);

const house = await aSlackHouse(server);
const desk = house.open({ pace: usualPace });
await desk.start(house.house.parts.act);
await vi.waitFor(() => expect(desk.health()).toEqual({ well: true, why: null }), soon);

const bin = 'The bin at 14 Larch Close was not emptied this morning';
const waste = marlcombe.teams.get('waste')?.slackChannel ?? '';
const streets = marlcombe.teams.get('street-scene')?.slackChannel ?? '';

/** The card of a case in a channel. */
function cardOf({ reference }: { reference: string }, channel = waste) {
  const [card, ...more] = server.inChannel(channel).filter(({ text }) => text.includes(reference));
  if (card === undefined || more.length > 0)
    throw new Error(`There are ${more.length + (card ? 1 : 0)} cards.`);
  return card;
}

/** Show a case again and again, as the outbox does while much happens to it. Stop it to wait for the last. */
function keptShown(by: Shows, made: { reference: string; id: string }) {
  let on = true;
  const done = (async () => {
    while (on) await shown(by, anItem(made));
  })();
  return async () => {
    on = false;
    await done;
    await shown(by, anItem(made));
  };
}

describe('An officer who works in Slack', () => {
  test('takes a case, answers and notes in its thread, and sees each thing once and how far it got', async () => {
    const made = await house.aCase(bin);
    await shown(desk, anItem(made));
    const stop = keptShown(desk, made);
    await ann.clicks(cardOf(made), 'moothall:take');
    await vi.waitFor(
      async () => expect((await house.file(made.reference)).assignee?.name).toBe('Ann Bell'),
      soon,
    );
    const note = ann.posts(waste, 'The crew had *no* key', { thread: cardOf(made) });
    const reply = ann.posts(waste, '>> We come tomorrow', { thread: cardOf(made) });
    await vi.waitFor(async () => {
      const { messages } = await house.file(made.reference);
      expect(messages.map(({ voice }) => voice).slice(-2)).toEqual(['note', 'officer']);
    }, soon);
    await house.does(made.reference, { type: 'note', text: 'Seen from the web desk' });
    await vi.waitFor(async () => {
      const { messages } = await house.file(made.reference);
      expect(messages.find(({ voice }) => voice === 'officer')?.delivery?.status).toBe('sent');
    }, soon);
    await stop();
    const thread = server.thread(waste, cardOf(made));
    const count = (words: string) => thread.filter(({ text }) => text.includes(words)).length;
    expect(['The crew had', 'We come tomorrow', 'Seen from the web desk', 'took it'].map(count)).toEqual([
      1, 1, 1, 1,
    ]);
    expect(thread.find(({ ts }) => ts === note.ts)?.user).toBe(ann.id);
    await vi.waitFor(() => {
      const mine = server.thread(waste, cardOf(made)).find(({ ts }) => ts === reply.ts);
      expect(mine?.reactions.join()).toContain('white_check_mark');
    }, soon);
    expect(cardOf(made).text).toContain('with Ann Bell');
  }, 60_000);

  test('passes a case on; the other team reads all of it, and both channels lead to each other', async () => {
    const made = await house.aCase(bin);
    await shown(desk, anItem(made));
    ann.posts(waste, 'This one is for streets', { thread: cardOf(made) });
    await vi.waitFor(
      async () => expect((await house.file(made.reference)).messages.at(-1)?.voice).toBe('note'),
      soon,
    );
    await house.does(made.reference, { type: 'route', team: 'street-scene' });
    await shown(desk, anItem(made));
    expect(cardOf(made).links.map(({ shows }) => shows)).toContain(`#${streets}`);
    const there = server.thread(streets, cardOf(made, streets)).map(({ text }) => text);
    expect(there.filter((text) => text.includes('This one is for streets'))).toHaveLength(1);
    expect(there.join('\n')).toContain('moved it from Waste and recycling');
    bob.posts(streets, 'We have it', { thread: cardOf(made, streets) });
    await vi.waitFor(
      async () => expect((await house.file(made.reference)).messages.at(-1)?.text).toBe('We have it'),
      soon,
    );
  });

  test('says that they have a danger, from the call itself', async () => {
    const duty = marlcombe.teams.get(marlcombe.facts.dutyTeam)?.slackChannel ?? '';
    const made = await house.aCase('I can smell gas all over the street outside 3 Market Place');
    await shown(desk, anItem(made, 'danger'));
    const call = () =>
      server.inChannel(duty).find(({ text, buttons }) => text.includes(made.reference) && buttons.length < 3);
    expect(call()?.mentions).toEqual(['@duty-first']);
    await bob.clicks(call() ?? '', 'moothall:confirm');
    await vi.waitFor(
      async () =>
        expect((await house.file(made.reference)).events.map(({ type }) => type)).toContain('confirmed'),
      soon,
    );
    await shown(desk, anItem(made));
    expect(call()?.text).toContain('Bob Day');
    expect(call()?.mentions).toEqual([]);
  });

  test('is called by no resident, whatever they write', async () => {
    const before = server.called.length;
    const made = await house.aCase(
      `<!channel> @here <@${ann.id}> <http://evil.example|bank.example> *x* ${bin}`,
    );
    await shown(desk, anItem(made));
    const thread = server.thread(waste, cardOf(made));
    expect(server.called.slice(before)).toEqual([]);
    expect(thread.flatMap(({ mentions }) => mentions)).toEqual([]);
    expect(thread.flatMap(({ links }) => links).filter(({ url }) => url.includes('evil'))).toEqual([]);
    expect(thread.map(({ text }) => text).join('\n')).toContain('<http://evil.example|bank.example> *x*');
  });
});

describe('Slack’s own limits', () => {
  test('are not run into while many cases come', async () => {
    const limited = () => server.calls.filter(({ answer }) => answer === 'ratelimited').length;
    const before = limited();
    const made = await Promise.all([1, 2, 3].map((i) => house.aCase(`${bin}, house ${i}`)));
    await Promise.all(made.map((each) => shown(desk, anItem(each), 60)));
    expect(limited()).toBe(before);
    for (const each of made) expect(server.thread(waste, cardOf(each)).length).toBeGreaterThanOrEqual(3);
  }, 60_000);
});
