import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { callLook, callsOf } from '../../../adapters/slack/alerts.ts';
import { digestOf } from '../../../adapters/slack/board.ts';
import { card, type Drawing, type Look, moved, stub } from '../../../adapters/slack/card.ts';
import { entries, marks } from '../../../adapters/slack/thread.ts';
import { showing } from '../../../adapters/slack/words.ts';
import { calledIn, isErased, morning, reminder, standingOf } from '../../../adapters/slack/write.ts';
import { teamOf } from '../../../src/core/council.ts';
import { findPersonal } from '../../../src/language/personal.ts';
import { aCaseFile, aCaseLine, aDelivery, aMessage, anEvent, priya } from '../../support/builders.ts';
import { marlcombe } from '../../support/language.ts';

const drawing: Drawing = {
  council: marlcombe,
  publicUrl: 'https://moothall.example',
  shown: showing(findPersonal),
};
const nothing: ReadonlySet<string> = new Set();

/** Everything that stands in a look, one element a line, as Slack would draw it. */
function drawn({ blocks }: Pick<Look, 'blocks'>): { type: string; text: string; url?: string }[] {
  const found: { type: string; text: string; url?: string }[] = [];
  const walk = (at: unknown): void => {
    if (Array.isArray(at)) return void at.forEach(walk);
    if (typeof at !== 'object' || at === null) return;
    const { type, text, url } = at as { type?: string; text?: unknown; url?: string };
    if (typeof text === 'string')
      found.push({ type: type ?? '', text, ...(url === undefined ? {} : { url }) });
    if (type !== undefined && ['user', 'usergroup', 'broadcast', 'channel'].includes(type))
      found.push({ type, text: '' });
    Object.values(at).forEach(walk);
  };
  walk(blocks);
  return found;
}
const said = (look: Pick<Look, 'blocks'>): string =>
  drawn(look)
    .map(({ text }) => text)
    .join('\n');
const deedsOf = (look: Look): string[] =>
  [...JSON.stringify(look.blocks).matchAll(/"value":"(\w+) /g)].map(([, deed]) => deed ?? '');

const officer = { kind: 'officer', id: priya.id, name: priya.name } as const;

describe('The card of a case', () => {
  test('tells an officer what they need, and what they may do', () => {
    const file = aCaseFile({
      place: { words: '14 Larch Close', street: '14 Larch Close', point: { latitude: 52.1, longitude: 1.2 } },
      others: [{ reference: 'MB-111-222-333', serviceTitle: 'Fly-tipping', status: 'resolved' }],
    });
    const text = said(card(file, drawing));
    for (const part of [
      'MB-482-913-605',
      'Missed bin',
      'Waste collection',
      'nobody has it yet',
      '14 Larch Close',
      'Webchat, writes in English',
      'Our bin was not emptied this morning',
      '86 % sure of',
      '7 %',
      'MB-111-222-333 Fly-tipping (resolved)',
    ])
      expect(text).toContain(part);
    expect(drawn(card(file, drawing)).find(({ text }) => text === 'map')?.url).toBe(
      'https://www.openstreetmap.org/?mlat=52.10000&mlon=1.20000#map=18/52.10000/1.20000',
    );
    expect(deedsOf(card(file, drawing))).toEqual([
      'take',
      'reply',
      'route',
      'service',
      'note',
      'close',
      'escalate',
      'look',
    ]);
  });

  test('tells how sure the message that opened it was, whatever the resident wrote since', () => {
    const [opening] = aCaseFile().decisions;
    if (opening === undefined) throw new Error('The case was opened by nothing.');
    const later = { ...opening, messageId: 'message-9', label: 'greeting', probability: 0.29 };
    expect(said(card(aCaseFile({ decisions: [opening, later] }), drawing))).toContain(
      '86 % sure of Missed bin',
    );
  });

  test('says of a pin on a map that it is one', () => {
    const point = { latitude: 52.1, longitude: 1.2 };
    expect(said(card(aCaseFile({ place: { words: '', point } }), drawing))).toContain('a shared pin');
    const messages = [...aCaseFile().messages, aMessage({ id: 'message-3', seq: 3, text: '' })];
    const events = [
      ...aCaseFile().events,
      anEvent(4, 'message-received', { messageId: 'message-3', digest: 'd', sentAt: '' }),
    ];
    const thread = entries(aCaseFile({ messages, events }), drawing, nothing);
    expect(thread.map(said).join('\n')).toContain('Resident\n shared a place');
  });

  test('tells a due time that goes on by itself', () => {
    const file = aCaseFile();
    const dates = JSON.stringify(card(file, drawing).blocks).match(/"type":"date","timestamp":\d+/g);
    expect(dates).toEqual(
      [file.firstResponseDue, file.resolutionDue].map(
        (due) => `"type":"date","timestamp":${(due?.getTime() ?? 0) / 1000}`,
      ),
    );
  });

  test('of a resolved case offers to reopen it', () => {
    const file = aCaseFile({ status: 'resolved', outcome: 'fixed' });
    expect(said(card(file, drawing))).toContain('Resolved: fixed');
    expect(deedsOf(card(file, drawing))).toEqual(['reopen', 'note', 'look']);
  });

  test('is not painted anew when only its version went up', () => {
    const before = digestOf(card(aCaseFile({ version: 3 }), drawing));
    expect(digestOf(card(aCaseFile({ version: 9 }), drawing))).toBe(before);
    expect(digestOf(card(aCaseFile({ assignee: priya }), drawing))).not.toBe(before);
  });

  test('of a restricted case tells nothing but the reference where not everybody may read', () => {
    const text = JSON.stringify(stub(aCaseFile({ restricted: true })));
    expect(text).toContain('MB-482-913-605');
    expect(text).not.toMatch(/bin|Larch/i);
  });
});

describe('The thread of a case', () => {
  test('holds every message in the order said, and what happened between them', () => {
    const file = aCaseFile({
      messages: [
        ...aCaseFile().messages,
        aMessage({ id: 'message-3', seq: 3, voice: 'note', text: 'Ask the crew', officer: priya }),
        aMessage({ id: 'message-4', seq: 4, text: 'Are you there?' }),
        aMessage({
          id: 'message-5',
          seq: 5,
          voice: 'officer',
          text: 'Yes.',
          officer: priya,
          delivery: aDelivery({ id: 'delivery-2' }),
        }),
      ],
      events: [
        ...aCaseFile().events,
        anEvent(4, 'assigned', { officer: { id: priya.id, name: priya.name } }, { actor: officer }),
        anEvent(5, 'noted', { messageId: 'message-3', digest: 'd' }, { actor: officer }),
        anEvent(6, 'message-received', { messageId: 'message-4', digest: 'd', sentAt: '' }),
      ],
    });
    const told = entries(file, drawing, nothing);
    expect(told.map(({ key }) => key)).toEqual([
      'message:message-1',
      'message:message-2',
      'event:4',
      'message:message-3',
      'message:message-4',
      'message:message-5',
    ]);
    const texts = told.map((entry) => said(entry).replaceAll('\n', ' '));
    expect(texts[0]).toContain('Resident  wrote');
    expect(texts[1]).toContain('Automatic reply');
    expect(texts[2]).toContain('Priya Shah took it.');
    expect(texts[3]).toContain('noted, for officers only');
    expect(texts[5]).toContain('replied to the resident');
    expect(marks(file)).toEqual([{ messageId: 'message-5', name: 'white_check_mark' }]);
  });

  test('shows a change and a taking back as such, and marks what was taken back', () => {
    const file = aCaseFile({
      messages: [
        aMessage(),
        aMessage({
          id: 'message-2',
          seq: 2,
          text: 'Our box',
          revises: { messageId: 'message-1', kind: 'edit' },
        }),
        aMessage({
          id: 'message-3',
          seq: 3,
          text: '',
          revises: { messageId: 'message-1', kind: 'deletion' },
        }),
      ],
      events: [],
    });
    const [first, change, back] = entries(file, drawing, nothing);
    expect(JSON.stringify(first?.blocks)).toContain('"strike":true');
    expect(said(change ?? { blocks: [] })).toContain('changed an earlier message. It now says');
    expect(said(back ?? { blocks: [] })).toContain('took back an earlier message');
  });

  test('tells why a reply did not arrive, offers to send it again, and tells when it arrived after all', () => {
    const failing = aDelivery({ status: 'failed', error: 'The resident blocked us.' });
    const reply = aMessage({ id: 'message-2', seq: 2, voice: 'officer', officer: priya, delivery: failing });
    const file = aCaseFile({ messages: [aMessage(), reply], deliveries: [failing], events: [] });
    const line = entries(file, drawing, nothing).at(-1);
    expect(line?.key).toBe('delivery:delivery-1');
    expect(said(line ?? { blocks: [] })).toContain('The resident blocked us.');
    expect(JSON.stringify(line?.blocks)).toContain('"value":"retry MB-482-913-605 3 delivery-1"');
    expect(marks(file)).toEqual([{ messageId: 'message-2', name: 'x' }]);
    const sent = { ...failing, status: 'sent' as const };
    const later = { ...file, messages: [aMessage(), { ...reply, delivery: sent }], deliveries: [sent] };
    expect(
      said(entries(later, drawing, new Set(['delivery:delivery-1'])).at(-1) ?? { blocks: [] }),
    ).toContain('arrived after all');
    expect(entries(later, drawing, nothing).map(({ key }) => key)).not.toContain('delivery:delivery-1');
  });

  test('strikes out a reply that was taken back, and says who did', () => {
    const delivery = aDelivery({ status: 'withdrawn' });
    const reply = aMessage({
      id: 'message-2',
      seq: 2,
      voice: 'officer',
      text: 'Too soon',
      officer: priya,
      delivery,
    });
    const withdrawn = {
      messageId: 'message-3',
      digest: 'd',
      revises: 'message-2',
      deliveryId: 'delivery-1',
      how: 'unsent',
    } as const;
    const revises = { messageId: 'message-2', kind: 'deletion' } as const;
    const back = aMessage({ id: 'message-3', seq: 3, voice: 'officer', text: '', officer: priya, revises });
    const events = [anEvent(4, 'withdrawn', withdrawn, { actor: officer })];
    const file = aCaseFile({ messages: [aMessage(), reply, back], deliveries: [delivery], events });
    const told = entries(file, drawing, nothing);
    const struck = told.filter(({ blocks }) => JSON.stringify(blocks).includes('"strike":true'));
    expect(struck.map(({ key }) => key)).toEqual(['message:message-2']);
    expect(told.map(said).join()).toContain('Priya Shah took back a reply before it was sent.');
    expect(marks(file)).toEqual([{ messageId: 'message-2', name: 'wastebasket' }]);
  });

  test('goes on in another post where a message is very long, and loses nothing', () => {
    const words = Array.from({ length: 4_000 }, (_, i) => `word${i}`).join(' ');
    const file = aCaseFile({ messages: [aMessage({ text: words })], events: [] });
    const told = entries(file, drawing, nothing);
    expect(told.map(({ key }) => key)).toEqual([
      'message:message-1',
      'message:message-1:2',
      'message:message-1:3',
      'message:message-1:4',
      'message:message-1:5',
    ]);
    const all = told.map((entry) => said(entry)).join(' ');
    for (const i of [0, 1_234, 3_999]) expect(all).toContain(`word${i}`);
  });

  test('no longer holds words that were erased', () => {
    const file = aCaseFile({ messages: [aMessage({ text: null })], firstWords: null, events: [] });
    expect(said(entries(file, drawing, nothing)[0] ?? { blocks: [] })).toContain('Erased.');
    const keys = ['message:message-1', 'message:message-1:2', 'message:message-9', 'card', 'event:7'];
    expect(keys.filter((key) => isErased(file, key))).toEqual(['message:message-1', 'message:message-1:2']);
    expect(isErased({ ...file, events: [anEvent(7, 'escalated', null)] }, 'event:7')).toBe(true);
  });

  test('hides what somebody could steal with', () => {
    const file = aCaseFile({
      messages: [aMessage({ text: 'My card is 4242 4242 4242 4242, ring me' })],
      events: [],
    });
    const text = JSON.stringify(entries(file, drawing, nothing));
    expect(text).not.toContain('4242 4242');
    expect(text).toContain('••••');
  });
});

describe('What a resident writes', () => {
  const nasty = fc.constantFrom(
    '<!channel>',
    '<!here|click>',
    '@here',
    '<@U0123456>',
    '<!subteam^S123>',
    '<http://evil.example|bank.example>',
    '```',
    '*b*',
    '_i_',
    '~s~',
    '&lt;!channel&gt;',
    '\u202egnp.exe',
    ':tada:',
  );
  const text = fc
    .array(fc.oneof(nasty, fc.string({ unit: 'grapheme', maxLength: 20 })), { maxLength: 12 })
    .map((parts) => parts.join(' '));

  test('is shown as it is, and mentions, links and formats nothing', () => {
    fc.assert(
      fc.property(text, (words) => {
        const place = { words, landmark: words };
        const file = aCaseFile({
          messages: [aMessage({ text: words })],
          firstWords: words,
          place,
          events: [],
        });
        const looks: Look[] = [card(file, drawing), ...entries(file, drawing, nothing)];
        for (const look of looks) {
          expect(look.text).not.toMatch(/[<>]/);
          expect(look.text.length).toBeLessThan(2_500);
          for (const { type, url } of drawn(look)) {
            expect(['text', 'plain_text', 'link', 'button']).toContain(type);
            if (url !== undefined)
              expect(url).toMatch(/^https:\/\/(moothall\.example|www\.openstreetmap\.org)\//);
          }
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('Where a case stands', () => {
  const channelOf = (team: string) => marlcombe.teams.get(team)?.slackChannel;
  const safeguarding = channelOf(marlcombe.facts.safeguardingTeam) ?? 'none';

  test('is its team’s channel', () => {
    expect(standingOf(aCaseFile(), marlcombe)).toEqual({ home: channelOf('waste'), stubs: [] });
  });

  test('is the channel of whoever had it last while its team has none', () => {
    const { slackChannel: _none, ...highways } = teamOf(marlcombe, 'customer-services');
    const outside = { ...highways, id: 'highways' };
    const facts = { ...marlcombe.facts, triageTeam: 'street-scene' };
    const council = { ...marlcombe, facts, teams: new Map([...marlcombe.teams, ['highways', outside]]) };
    const routed = { from: 'waste', to: 'highways', restricted: false, reason: null };
    const file = aCaseFile({ team: 'highways', events: [anEvent(1, 'routed', routed)] });
    expect(standingOf(file, council)).toEqual({ home: channelOf('waste'), stubs: [] });
    expect(standingOf({ ...file, events: [] }, council)?.home).toBe(channelOf('street-scene'));
  });

  test('is where everybody is cleared when it is restricted, with a stub at its team', () => {
    expect(standingOf(aCaseFile({ restricted: true }), marlcombe)).toEqual({
      home: safeguarding,
      stubs: [channelOf('waste')],
    });
    const own = aCaseFile({ restricted: true, team: marlcombe.facts.safeguardingTeam });
    expect(standingOf(own, marlcombe)).toEqual({ home: safeguarding, stubs: [] });
  });

  test('a card that moved says where to', () => {
    const look = moved(aCaseFile(), {
      channel: 'desk-streets',
      url: 'https://acme.slack.com/archives/C2/p1',
    });
    expect(said(look)).toContain('moved to');
    expect(drawn(look)).toContainEqual({
      type: 'link',
      text: '#desk-streets',
      url: 'https://acme.slack.com/archives/C2/p1',
    });
  });
});

describe('A call to a danger', () => {
  const paged = (number: number, turn: number) =>
    anEvent(number, 'paged', { team: 'duty-desk', calls: [`U00000${turn}`], turn });
  const signs = [{ family: 'gas', rule: 'smell' }] as const;
  const file = aCaseFile({
    danger: [...signs],
    firstWords: 'I smell gas',
    events: [paged(4, 1), paged(5, 2)],
  });
  const at = { mention: [{ type: 'user', user_id: 'U000002' }], cardUrl: null, secret: false } as const;

  test('names who is called, and asks for a person until somebody has it', () => {
    const [first, second] = callsOf(file);
    if (first === undefined || second === undefined) throw new Error('There are two calls.');
    const look = callLook(file, second, at, drawing);
    expect(said(look)).toContain('Danger: gas');
    expect(said(look)).toContain('I smell gas');
    expect(drawn(look).some(({ type }) => type === 'user')).toBe(true);
    expect(deedsOf(look)).toEqual(['confirm']);
    expect(deedsOf(callLook(file, first, at, drawing))).toEqual([]);
  });

  test('is silent once somebody has it, and says who', () => {
    const held = { ...file, events: [...file.events, anEvent(6, 'confirmed', {}, { actor: officer })] };
    for (const call of callsOf(held)) {
      const look = callLook(held, call, at, drawing);
      expect(said(look)).toContain('Priya Shah');
      expect(deedsOf(look)).toEqual([]);
      expect(drawn(look).some(({ type }) => type === 'user')).toBe(false);
    }
  });

  test('of a restricted case tells nothing where not everybody may read, and all where they may', () => {
    const secret = { ...file, restricted: true };
    const call = callsOf(secret)[1];
    if (call === undefined) throw new Error('There is a call.');
    expect(JSON.stringify(callLook(secret, call, { ...at, secret: true }, drawing))).not.toMatch(/gas/);
    const channels = calledIn(secret, teamOf(marlcombe, 'duty-desk'), marlcombe);
    expect(channels).toHaveLength(2);
  });
});

describe('Reminders and mornings', () => {
  test('a target soon missed is told quietly, a missed one to whoever is called', () => {
    const called = [{ type: 'user', user_id: 'U000001' }] as const;
    expect(
      drawn(reminder(aCaseFile(), 'due-soon', called) ?? { blocks: [] }).some(({ type }) => type === 'user'),
    ).toBe(false);
    expect(
      drawn(reminder(aCaseFile(), 'overdue', called) ?? { blocks: [] }).some(({ type }) => type === 'user'),
    ).toBe(true);
    expect(reminder(aCaseFile(), 'none', called)).toBeNull();
  });

  test('a morning counts what is overdue, due and new', () => {
    const team = teamOf(marlcombe, 'waste');
    const look = morning(team, { overdue: [aCaseLine()], today: [], fresh: [aCaseLine(), aCaseLine()] });
    expect(said(look)).toContain('Overdue: 1');
    expect(said(look)).toContain('New since yesterday: 2');
    expect(said(look)).not.toContain('Due today');
  });
});
