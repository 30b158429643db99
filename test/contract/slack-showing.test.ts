import sharp from 'sharp';
import { describe, expect, test, vi } from 'vitest';
import { usualPace } from '../../adapters/slack/pace.ts';
import type { Channel, FetchesFiles } from '../../src/core/channel.ts';
import type { CaseFile } from '../../src/core/record.ts';
import { soon } from '../support/listening.ts';
import { anOfficer, marlcombe } from '../support/moothall.ts';
import { anItem, aSlackHouse, shown } from '../support/slack-house.ts';
import { aSlackWall, caseOf, keyOf, read, type Stands } from '../support/slack-wall.ts';

const channels = [
  ...new Set([...marlcombe.teams.values()].flatMap(({ slackChannel }) => slackChannel ?? [])),
];
const wall = await aSlackWall([...channels, 'managers']);
const { server } = wall;
server.group('waste-on-call', []);

const photo = await sharp({ create: { width: 30, height: 20, channels: 3, background: '#663399' } })
  .jpeg()
  .toBuffer();
/** A channel on which residents send photos. */
const postcards: Channel & FetchesFiles = {
  name: 'postcards',
  limits: { text: 1000, buttons: 0, attachments: 10, edits: false },
  start: async () => {},
  stop: async () => {},
  send: async (reply) => ({ externalId: reply.key, at: new Date() }),
  fetchFile: async () =>
    (async function* () {
      yield photo;
    })(),
};
const house = await aSlackHouse(server, () => [postcards]);
const desk = house.open();
const other = house.open();

const channelOf = (team: string): string => marlcombe.teams.get(team)?.slackChannel ?? '';
const bin = 'The bin at 14 Larch Close was not emptied this morning';

/** The cards of a case in a channel. */
const cards = (file: { id: string }, channel: string): Stands[] =>
  wall.channel(channel).filter((each) => caseOf(each) === file.id && keyOf(each) === 'card');

/** The only card of a case in its team's channel, and its thread. */
function thread(file: { id: string; team: string }): { card: Stands; entries: Stands[] } {
  const [card, ...more] = cards(file, channelOf(file.team));
  if (card === undefined || more.length > 0)
    throw new Error(`There are ${more.length + (card ? 1 : 0)} cards.`);
  return { card, entries: wall.thread(channelOf(file.team), card.ts) };
}

/** Every message of the record stands in the thread once, in the order said. */
function expectWhole(file: CaseFile): void {
  const { entries } = thread(file);
  const told = entries.map(keyOf).filter((key) => key.startsWith('message:'));
  expect(told).toEqual(
    [...file.messages].sort((one, two) => one.seq - two.seq).map(({ id }) => `message:${id}`),
  );
  const keys = entries.map(keyOf);
  expect(new Set(keys).size).toBe(keys.length);
}

describe('A case in Slack', () => {
  test('is a card in its team’s channel and a thread with every message, shown again without a change', async () => {
    const made = await house.aCase(bin);
    const receipt = await shown(desk, anItem(made));
    const file = await house.file(made.reference);
    const { card } = thread(file);
    expect(receipt.externalId).toBe(`${wall.idOf(channelOf(file.team))}:${card.ts}`);
    expect(read(card)).toContain(made.reference);
    expect(read(card)).toContain(bin);
    expectWhole(file);
    const before = wall.calls().length;
    await shown(desk, anItem(made));
    await shown(other, anItem(made));
    expect(
      wall
        .calls()
        .slice(before)
        .filter((method) => /^chat|^reactions/.test(method)),
    ).toEqual([]);
  });

  test('goes on in its place: the card is changed, and what is new is added', async () => {
    const made = await house.aCase(bin);
    await shown(desk, anItem(made));
    await house.writes(made.resident, 'It is the green one');
    await house.does(made.reference, { type: 'assign', officer: 'me' });
    await house.does(made.reference, { type: 'note', text: 'Crew told' });
    await shown(desk, anItem(made));
    const file = await house.file(made.reference);
    const { card, entries } = thread(file);
    expect(wall.changesOf(card)).toBe(1);
    expect(read(card)).toContain(`with ${anOfficer.name}`);
    expectWhole(file);
    expect(entries.map(read).join('\n')).toMatch(/Priya Shah {2}noted, for officers only Crew told/);
  });

  test('marks a reply with how far it got', async () => {
    const made = await house.aCase(bin);
    await house.does(made.reference, { type: 'reply', text: 'We come tomorrow.' });
    await house.house.settled();
    await shown(desk, anItem(made));
    const reply = thread(await house.file(made.reference)).entries.find((each) =>
      read(each).includes('replied to the resident'),
    );
    await vi.waitFor(
      () => expect(reply?.reactions.map(({ name }) => name)).toEqual(['white_check_mark']),
      soon,
    );
  });

  test('whose card somebody took away gets another, with all of its thread', async () => {
    const made = await house.aCase(bin);
    await shown(desk, anItem(made));
    const file = await house.file(made.reference);
    wall.remove(channelOf(file.team), thread(file).card);
    await house.does(made.reference, { type: 'assign', officer: 'me' });
    await shown(desk, anItem(made));
    expectWhole(await house.file(made.reference));
  });
});

describe('Whatever goes wrong', () => {
  test('a post that Slack took without telling us is found again, and stands once', async () => {
    const made = await house.aCase(bin);
    server.fails({ on: 'chat.postMessage', drop: 'after', times: 3 });
    await shown(desk, anItem(made));
    server.heals();
    const file = await house.file(made.reference);
    expectWhole(file);
  });

  test('each card stands once and each message once and in order, over 429, 5xx, lost calls and lost answers, from two processes', async () => {
    const made = await Promise.all(Array.from({ length: 8 }, (_, i) => house.aCase(`${bin}, number ${i}`)));
    for (const [i, fault] of [
      { status: 429, retryAfter: 1, every: 19, times: 6 },
      { status: 503, every: 7, times: 30 },
      { drop: 'before', every: 11, times: 30 },
      { drop: 'after', every: 5, times: 60 },
    ].entries())
      server.fails({ ...fault, seed: i } as Parameters<typeof server.fails>[0]);
    await Promise.all(
      made.map(async (each, i) => {
        for (let turn = 0; turn < 4; turn += 1) {
          await house.writes(each.resident, `and another thing, ${i}.${turn}`);
          await Promise.all([shown(desk, anItem(each)), shown(other, anItem(each))]);
        }
      }),
    );
    server.heals();
    for (const each of made) {
      const file = await house.file(each.reference);
      expect(file.messages.filter(({ voice }) => voice === 'resident').length).toBeGreaterThanOrEqual(5);
      expectWhole(file);
    }
  }, 60_000);

  test('a token revoked and repaired: it is said, and what was held back is shown', async () => {
    const made = await house.aCase(bin);
    const alone = house.open();
    server.revokes();
    const showing = shown(alone, anItem(made));
    await vi.waitFor(() => expect(alone.health().why).toContain('SLACK_BOT_TOKEN'), soon);
    expect(alone.health().why).not.toContain('xoxb');
    server.repairs();
    await showing;
    expect(alone.health()).toEqual({ well: true, why: null });
    expectWhole(await house.file(made.reference));
  });

  test.each([['is_archived', /archived/] as const, ['not_in_channel', /\/invite/] as const])(
    'a channel that is %s: it is said which and what to do, and the case is shown when it is done',
    async (why, said) => {
      const made = await house.aCase(bin);
      const channel = channelOf((await house.file(made.reference)).team);
      const alone = house.open();
      wall.bar(channel, why);
      const showing = shown(alone, anItem(made));
      await vi.waitFor(() => expect(alone.health().why).toMatch(said), soon);
      expect(alone.health().why).toContain(`#${channel}`);
      wall.bar(channel, null);
      await showing;
      expect(alone.health().well).toBe(true);
      expectWhole(await house.file(made.reference));
    },
  );

  test('Slack away keeps nobody from starting', async () => {
    const alone = house.open();
    server.fails({ drop: 'before', times: 1_000 });
    await alone.start(() => Promise.reject(new Error('Nobody acts here.')));
    await vi.waitFor(() => expect(alone.health().well).toBe(false), soon);
    server.heals();
    await alone.stop();
  });
});

describe('Moving a case', () => {
  test('there and back five times leaves one card and one whole thread at each place, and links that lead there', async () => {
    const made = await house.aCase(bin);
    await shown(desk, anItem(made));
    const first = (await house.file(made.reference)).team;
    const second = 'street-scene';
    for (let i = 0; i < 5; i += 1) {
      for (const to of [second, first]) {
        await house.does(made.reference, { type: 'route', team: to, reason: `turn ${i}` });
        await house.writes(made.resident, `still here, ${i}, ${to}`);
        await shown(i % 2 === 0 ? desk : other, anItem(made));
        const file = await house.file(made.reference);
        expect(file.team).toBe(to);
        expectWhole(file);
        const from = to === first ? second : first;
        const [old, ...more] = cards(file, channelOf(from));
        expect(more).toEqual([]);
        const link = `https://marlcombe.slack.com/archives/${wall.idOf(channelOf(to))}/p${thread(file).card.ts.replace('.', '')}`;
        expect(JSON.stringify(old?.blocks)).toContain(link);
        expect(read(old ?? { blocks: [] })).toContain(`#${channelOf(to)}`);
        expect(read(thread(file).card)).toContain(bin);
      }
    }
  });
});

describe('Danger', () => {
  const duty = channelOf(marlcombe.facts.dutyTeam);

  test('is called out in the duty channel before the card, and is quiet once somebody has it', async () => {
    const made = await house.aCase('I can smell gas all over the street outside 3 Market Place');
    const before = wall.calls().length;
    await shown(desk, anItem(made, 'danger', ['U0ONE']));
    const posts = wall
      .calls()
      .slice(before)
      .filter((method) => method === 'chat.postMessage');
    expect(posts.length).toBeGreaterThan(1);
    const calls = () =>
      wall.channel(duty).filter((each) => caseOf(each) === made.id && keyOf(each).startsWith('page:'));
    expect(calls()).toHaveLength(1);
    const [call] = calls();
    const file = await house.file(made.reference);
    expect(Number(call?.ts)).toBeLessThan(Number(thread(file).card.ts));
    expect(JSON.stringify(call?.blocks)).toContain('"moothall:confirm"');
    await house.does(made.reference, { type: 'confirm' });
    await shown(desk, anItem(made));
    expect(calls()).toHaveLength(1);
    expect(read(call ?? { blocks: [] })).toContain(anOfficer.name);
    expect(JSON.stringify(call?.blocks)).not.toContain('moothall:confirm');
  });
});

describe('A restricted case', () => {
  test('is told only where everybody is cleared; elsewhere stands its reference', async () => {
    const words = 'My neighbour hits her child every night and the child is screaming now';
    const made = await house.aCase(words);
    await shown(desk, anItem(made, 'danger'));
    const file = await house.file(made.reference);
    expect(file.restricted).toBe(true);
    const safe = channelOf(marlcombe.facts.safeguardingTeam);
    for (const channel of channels.filter((name) => name !== safe)) {
      const told = JSON.stringify([...wall.channel(channel)].filter((each) => caseOf(each) === made.id));
      expect(told).not.toMatch(/neighbour|child/i);
    }
    expect(cards(file, safe)).toHaveLength(1);
  });
});

describe('What a resident writes', () => {
  test('mentions nobody and disguises no link, wherever it is shown', async () => {
    const words =
      '<!channel> @here <@U0ONE> <http://evil.example|bank.example> ``` *b* _i_ ~s~ the bin at 14 Larch Close was not emptied';
    const made = await house.aCase(words);
    await shown(desk, anItem(made));
    const { card, entries } = thread(await house.file(made.reference));
    for (const each of [card, ...entries]) {
      expect(each.text).not.toMatch(/[<>]/);
      expect(JSON.stringify(each.blocks)).not.toMatch(/"type":"(mrkdwn|user|usergroup|broadcast)"/);
    }
    expect(read(entries[0] ?? { blocks: [] })).toContain(words);
  });
});

describe('Reminders and mornings', () => {
  test('a missed target is told once in the thread, to whoever is called', async () => {
    const made = await house.aCase(bin);
    const item = anItem(made, 'overdue', ['@waste-on-call']);
    await shown(desk, item);
    await shown(other, item);
    const told = thread(await house.file(made.reference)).entries.filter((each) =>
      keyOf(each).startsWith('alert:'),
    );
    expect(told.map(read)).toEqual([expect.stringContaining('[usergroup]')]);
    expect(JSON.stringify(told[0]?.blocks)).toContain('"type":"usergroup"');
  });

  test('a morning is posted once, though two processes are asked one after the other', async () => {
    const item = { key: 'summary-1', kind: 'summary', team: 'waste', day: '2026-11-24' } as const;
    await desk.show(item);
    await other.show(item);
    const told = wall
      .channel(channelOf('waste'))
      .filter((each) => keyOf(each) === 'summary:waste:2026-11-24');
    expect(told).toHaveLength(1);
    expect(read(told[0] ?? { blocks: [] })).toContain('Good morning, Waste and recycling');
  });
});

describe('The week in brief', () => {
  const council = { ...marlcombe, facts: { ...marlcombe.facts, digestChannel: 'managers' } };
  const item = { key: 'digest-1', kind: 'digest', day: '2026-11-30' } as const;
  const told = () => wall.channel('managers').filter((each) => keyOf(each) === 'digest:2026-11-30');

  test('is posted once with its chart, though two processes are asked one after the other', async () => {
    const [one, two] = [house.open({ council }), house.open({ council })];
    await one.show(item);
    await two.show(item);
    expect(told()).toHaveLength(1);
    const words = read(told()[0] ?? { blocks: [] });
    expect(words).toMatch(/cases were opened|case was opened/);
    expect(words).toContain('What changed');
    expect(JSON.stringify(told()[0]?.blocks)).toContain('"slack_file"');
    expect(JSON.stringify(told()[0]?.blocks)).toContain(
      'First response by a person. Marlcombe Borough Council: all teams. Week by week, ',
    );
  });

  test('is posted without its chart when Slack does not take that', async () => {
    server.fails({ on: 'files.getUploadURLExternal', status: 503, times: 1 });
    await house.open({ council }).show({ ...item, key: 'digest-2', day: '2026-12-07' });
    const [post] = wall.channel('managers').filter((each) => keyOf(each) === 'digest:2026-12-07');
    expect(read(post ?? { blocks: [] })).toContain('What changed');
    expect(JSON.stringify(post?.blocks)).not.toContain('"slack_file"');
  });
});

describe('Slack’s limits', () => {
  test('are kept by ourselves: a new card waits for no thread', async () => {
    const made = await house.aCase(bin);
    for (let i = 0; i < 3; i += 1) await house.writes(made.resident, `and ${i}`);
    const later = await house.aCase(`${bin}, next door`);
    const paced = house.open({ pace: { ...usualPace, posts: { burst: 2, aSecond: 2 } } });
    const at = performance.now();
    const long = shown(paced, anItem(made));
    await shown(paced, anItem(later));
    await long;
    expect(performance.now() - at).toBeGreaterThan(1_000);
    const first = thread(await house.file(later.reference)).card.ts;
    const last = thread(await house.file(made.reference)).entries.at(-1)?.ts ?? '';
    expect(Number(first)).toBeLessThan(Number(last));
  });
});

describe('A picture', () => {
  let sent = 0;
  /** A case told with a photo, once the photo is ours. */
  async function aCaseWithPhoto(): Promise<CaseFile> {
    sent += 1;
    const resident = `ann-${sent}`;
    await house.house.parts.accept({
      externalId: `postcard-${sent}`,
      from: { channel: 'postcards', resident, thread: resident },
      text: `${bin}, see photo ${sent}`,
      attachments: [{ externalId: `photo-${sent}`, kind: 'photo', name: '<!channel>.jpg' }],
      sentAt: new Date(),
    });
    return await vi.waitFor(async () => {
      const all = { restricted: true };
      const { cases } = await house.house.store.reader.cases({ channel: 'postcards' }, all, new Date());
      const found = cases.find(({ firstWords }) => firstWords?.endsWith(`photo ${sent}`));
      const file = await house.file(found?.reference ?? '');
      expect(file.messages[0]?.files).toMatchObject([{ status: 'kept' }]);
      return file;
    }, soon);
  }

  test('stands in the thread once, though Slack loses its answers', async () => {
    const file = await aCaseWithPhoto();
    server.fails({ on: 'files.completeUploadExternal', drop: 'after', times: 1 });
    await shown(desk, anItem(file));
    await shown(other, anItem(file));
    const { card } = thread(file);
    const pictures = wall.pictures(channelOf(file.team), card.ts);
    expect(pictures.map(({ bytes }) => (bytes?.length ?? 0) > 100)).toEqual([true]);
  });

  test('is taken away where not everybody may see it, once its case is restricted', async () => {
    const file = await aCaseWithPhoto();
    await shown(desk, anItem(file));
    const picturesIn = (each: CaseFile) => wall.pictures(channelOf(each.team), thread(each).card.ts).length;
    expect(picturesIn(file)).toBe(1);
    await house.does(file.reference, { type: 'route', team: marlcombe.facts.safeguardingTeam });
    await shown(desk, anItem(file));
    const now = await house.file(file.reference);
    expect(now.restricted).toBe(true);
    expect([picturesIn(file), picturesIn(now)]).toEqual([0, 1]);
    const open = JSON.stringify(
      [
        ...cards(file, channelOf(file.team)),
        ...wall.thread(channelOf(file.team), cards(file, channelOf(file.team))[0]?.ts ?? ''),
      ].map(({ blocks, text }) => [blocks, text]),
    );
    expect(open).not.toContain('Larch Close');
    expectWhole(now);
  });
});
