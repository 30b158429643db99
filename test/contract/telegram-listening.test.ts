import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test, vi } from 'vitest';
import type { Accept, InboundMessage } from '../../src/core/channel.ts';
import { listens, soon } from '../support/listening.ts';
import { type ATelegram, aTelegram } from '../support/telegram.ts';

/** Wait until Telegram keeps nothing for us any more: all is confirmed. */
const confirmed = ({ server }: ATelegram) => vi.waitFor(() => expect(server.waiting()).toHaveLength(0), soon);

describe('What residents write on Telegram', () => {
  test('is stored word for word, with whom to answer', async () => {
    const house = await aTelegram();
    const ann = house.server.resident(11, { name: 'Ann' });
    await listens(house.open(), house.store.accept);
    const words = [
      'Dŵr yn gollwng o’r tŷ',
      'میری گلی کی بتی ایک ہفتے سے بند ہے',
      'چراغ خیابان ما نمی‌سوزد',
      '👩‍👩‍👧‍👦 🏴󠁧󠁢󠁷󠁬󠁳󠁿 👍🏽 𝒽𝑒𝓁𝓅',
      '<b>bold</b> & "quotes"',
    ];
    for (const text of words) ann.says(text);
    const rows = await house.stored(words.length);
    expect(rows.map(({ text }) => text)).toEqual(words);
    expect(new Set(rows.map(({ thread }) => thread))).toEqual(new Set(['11']));
  });

  test('waits for us at Telegram while nobody listens', async () => {
    const house = await aTelegram();
    house.server.resident(11).says('Anybody there?');
    await listens(house.open(), house.store.accept);
    expect((await house.stored(1))[0]?.text).toBe('Anybody there?');
    expect(await house.counted('gaps')).toBe(0);
  });

  test('is in the order it was said in each chat, however long storing takes', async () => {
    const house = await aTelegram();
    const people = [21, 22, 23, 24].map((id) => house.server.resident(id));
    for (let i = 0; i < 15; i += 1) for (const person of people) person.says(`${person.id} says ${i}`);
    const seen: string[] = [];
    await listens(house.open(), async (message) => {
      await sleep((message.text.length * 7) % 5);
      seen.push(message.text);
      return house.store.accept(message);
    });
    await house.stored(60);
    for (const { id } of people)
      expect(seen.filter((text) => text.startsWith(`${id} `))).toEqual(
        Array.from({ length: 15 }, (_, i) => `${id} says ${i}`),
      );
  });

  test('is confirmed to Telegram only once it is stored, and one that cannot be stored holds up no other chat', async () => {
    const house = await aTelegram();
    const [ann, bob] = [house.server.resident(11), house.server.resident(12)];
    let away = true;
    const accept: Accept = async (message) => {
      if (away && message.text.startsWith('Ann')) throw new Error('The ledger is away.');
      return house.store.accept(message);
    };
    for (const text of ['Ann one', 'Ann two']) ann.says(text);
    bob.says('Bob one');
    const channel = house.open();
    await channel.start(accept);
    await house.stored(1);
    await vi.waitFor(() => expect(channel.health().why).toContain('cannot be stored'), soon);
    expect(house.server.waiting()).toHaveLength(3);
    away = false;
    const rows = await house.stored(3);
    expect(rows.filter(({ thread }) => thread === '11').map(({ text }) => text)).toEqual([
      'Ann one',
      'Ann two',
    ]);
    await confirmed(house);
    await vi.waitFor(() => expect(channel.health()).toEqual({ well: true, why: null }), soon);
  });

  test('is taken up where a process that died left it, and stored once', async () => {
    const house = await aTelegram();
    const ann = house.server.resident(11);
    ann.says('one');
    const first = house.open();
    await listens(first, house.store.accept);
    await house.stored(1);
    await confirmed(house);
    // It dies after storing and before it can confirm.
    house.server.fails({ on: 'getUpdates', drop: 'before', times: 1_000 });
    await first.stop();
    house.server.heals();
    ann.says('two');
    house.server.again(1);
    await listens(house.open(), house.store.accept);
    expect((await house.stored(2)).map(({ text }) => text)).toEqual(['one', 'two']);
    expect(await house.counted('gaps')).toBe(0);
  });
});

describe('An album', () => {
  test('is one message with all its files, and what follows it comes after it', async () => {
    const house = await aTelegram();
    const ann = house.server.resident(11);
    await listens(house.open(), house.store.accept);
    const parts = ann.album('All of this', '', 'and this');
    ann.says('since Friday');
    const rows = await house.stored(2);
    expect(rows.map(({ text }) => text)).toEqual(['All of this\n\nand this', 'since Friday']);
    expect(rows[0]?.attachments).toHaveLength(3);
    expect(rows[0]?.externalId).toBe(`11:${parts[0]?.message_id}`);
    await confirmed(house);
  });

  test('that comes in drops is still one, and holds up nobody else', async () => {
    const house = await aTelegram();
    const [ann, bob] = [house.server.resident(11), house.server.resident(12)];
    await listens(house.open(), house.store.accept);
    const at = performance.now();
    const late = sleep(200).then(() =>
      house.server.push({ message: { ...part, message_id: 999, photo: [{ file_id: 'third' }] } }, 11),
    );
    const [part] = ann.album('Three of them', '');
    bob.says('Hello');
    expect((await house.stored(1))[0]?.text).toBe('Hello');
    expect(performance.now() - at).toBeLessThan(290);
    await late;
    const rows = await house.stored(2);
    expect(rows[1]?.attachments).toHaveLength(3);
    await confirmed(house);
  });

  test('is not confirmed before it is stored: whoever listens next gets all of it', async () => {
    const house = await aTelegram();
    const ann = house.server.resident(11);
    const first = house.open();
    await listens(first, house.store.accept);
    ann.album('Two', '');
    await sleep(100);
    await first.stop();
    expect(await house.rows()).toHaveLength(0);
    expect(house.server.waiting()).toHaveLength(2);
    await listens(house.open(), house.store.accept);
    expect((await house.stored(1))[0]?.attachments).toHaveLength(2);
  });

  test('whose words are changed is changed as one, whichever part they stood under', async () => {
    const house = await aTelegram();
    const ann = house.server.resident(11);
    await listens(house.open(), house.store.accept);
    const [first, second] = ann.album('Mattress', 'and a sofa');
    const [{ externalId } = { externalId: '' }] = await house.stored(1);
    if (first === undefined || second === undefined) throw new Error('The album has no parts.');
    ann.edits(second, { caption: 'and two sofas' });
    const [, change] = await house.stored(2);
    expect(change).toMatchObject({ text: 'Mattress\n\nand two sofas', revises: externalId });
  });

  test('of which a part comes again is not told twice', async () => {
    const house = await aTelegram();
    const ann = house.server.resident(11);
    await listens(house.open(), house.store.accept);
    ann.album('One', '');
    await house.stored(1);
    await confirmed(house);
    house.server.again(1);
    ann.says('Bye');
    expect((await house.stored(2)).map(({ text }) => text)).toEqual(['One', 'Bye']);
  });
});

describe('A change of words', () => {
  test('revises the message, each change by itself, and never makes another', async () => {
    const house = await aTelegram();
    const ann = house.server.resident(11);
    await listens(house.open(), house.store.accept);
    const said = ann.says('14 Larch Close');
    ann.edits(said, { text: '41 Larch Close' });
    ann.edits(said, { text: '40 Larch Close' });
    const [first, ...changes] = await house.stored(3);
    expect(changes.map(({ text, revises }) => [text, revises])).toEqual([
      ['41 Larch Close', first?.externalId],
      ['40 Larch Close', first?.externalId],
    ]);
  });

  test('of a live location that moves is none', async () => {
    const house = await aTelegram();
    const ann = house.server.resident(11);
    await listens(house.open(), house.store.accept);
    const location = { latitude: 53.3, longitude: 1.6, live_period: 900 };
    const pin = ann.sends({ location });
    ann.edits(pin, { location: { ...location, latitude: 53.4 } });
    ann.says('here');
    const rows = await house.stored(2);
    expect(rows.map(({ text, place }) => [text, place?.point])).toEqual([
      ['', { latitude: 53.3, longitude: 1.6 }],
      ['here', undefined],
    ]);
  });
});

describe('A button', () => {
  const choices = [
    'Brown bin (garden)',
    'Bin gwastraff bwyd, sydd ag enw hirach nag y gall botwm ei anfon yn ôl',
  ];

  test('says what stands on it, is answered, and goes', async () => {
    const house = await aTelegram();
    const ann = house.server.resident(11);
    const channel = house.open();
    await listens(channel, house.store.accept);
    const to = { channel: 'telegram', resident: '11', thread: '11' };
    await channel.send({ key: 'k', to, conversationId: 'c', text: 'Which bin?', choices });
    const [question] = ann.sees();
    expect(question?.buttons).toEqual(choices);
    ann.presses(question ?? { id: 0 }, choices[1] ?? '');
    expect((await house.stored(1))[0]).toMatchObject({ text: choices[1], thread: '11' });
    await vi.waitFor(() => expect(house.server.answered).toHaveLength(1), soon);
    await vi.waitFor(() => expect(ann.sees()[0]?.buttons).toEqual([]), soon);
  });

  test('that is gone is set aside, and answered all the same', async () => {
    const house = await aTelegram();
    const ann = house.server.resident(11);
    await listens(house.open(), house.store.accept);
    ann.presses({ id: 404 }, 'Brown bin');
    await vi.waitFor(() => expect(house.server.answered).toHaveLength(1), soon);
    expect(await house.aside()).toEqual(['button that is gone']);
    expect(await house.rows()).toHaveLength(0);
  });
});

describe('What is no message', () => {
  test('is set aside by name and stops nothing', async () => {
    const house = await aTelegram();
    const ann = house.server.resident(11);
    await listens(house.open(), house.store.accept);
    ann.sends({ sticker: { file_id: 's', emoji: '😡' } });
    ann.sends({ hologram: {} });
    house.server.push({ message: { message_id: 'twelve' } });
    house.server.push({ business_connection: {} });
    ann.blocks();
    ann.says('and a word');
    await house.stored(1);
    await confirmed(house);
    expect((await house.aside()).toSorted()).toEqual([
      'business connection',
      'hologram',
      'sticker',
      'the resident blocked the bot',
      'unreadable update',
    ]);
    expect(ann.sees()).toEqual([]);
  });

  test('such as a contact is declined in the language of the phone', async () => {
    const house = await aTelegram();
    const [ann, gwen] = [house.server.resident(11), house.server.resident(12, { language: 'cy' })];
    await listens(house.open(), house.store.accept);
    for (const person of [ann, gwen])
      person.sends({ contact: { phone_number: '+441632960001', first_name: 'B' } });
    await vi.waitFor(() => expect([...ann.sees(), ...gwen.sees()]).toHaveLength(2), soon);
    expect(ann.sees()[0]?.text).toMatch(/^We do not take contact cards/);
    expect(gwen.sees()[0]?.text).toMatch(/^Nid ydym yn derbyn cardiau/);
    expect(await house.aside()).toEqual(['contact', 'contact']);
    await confirmed(house);
  });
});

describe('In a group', () => {
  test('only what calls us is read; it is answered in private, and acknowledged under the message', async () => {
    const house = await aTelegram();
    const { server, store } = house;
    const [ann, group] = [server.resident(11), server.group(-100123)];
    const channel = house.open();
    const seen: InboundMessage[] = [];
    await listens(channel, (message) => {
      seen.push(message);
      return store.accept(message);
    });
    group.says(ann.from, 'Anybody got a spare bag?');
    const call = group.says(ann.from, '@MarlcombeBot the light at number 12 is out');
    await house.stored(1);
    const [message] = seen;
    expect(message).toMatchObject({
      text: 'the light at number 12 is out',
      from: { resident: '11', thread: '11' },
    });
    const reply = { key: 'k', conversationId: 'c', choices: [] };
    await channel.send({
      ...reply,
      to: message?.from ?? { channel: '', resident: '', thread: '' },
      text: 'MB-1',
    });
    await channel.send({
      ...reply,
      to: message?.publicly ?? { channel: '', resident: '', thread: '' },
      text: 'Thanks',
    });
    expect(ann.sees().map(({ text }) => text)).toEqual(['MB-1']);
    expect(group.sees().map(({ text, answers }) => [text, answers])).toEqual([['Thanks', call.message_id]]);
    const [thanks] = group.sees();
    if (thanks !== undefined)
      group.says(ann.from, 'Cheers', { reply_to_message: group.botMessage(thanks), message_thread_id: 3 });
    expect((await house.stored(2)).map(({ text }) => text)).toContain('Cheers');
  });

  test('an album is for us when one of its parts calls us, and else none of it is', async () => {
    const house = await aTelegram();
    const [ann, group] = [house.server.resident(11), house.server.group(-100123)];
    await listens(house.open(), house.store.accept);
    group.album(ann.from, 'Our holiday', '');
    group.album(ann.from, '', '@MarlcombeBot this mess');
    const [album] = await house.stored(1);
    expect(album).toMatchObject({
      text: 'this mess',
      publicly: { thread: expect.stringMatching(/^-100123#\d+$/) },
    });
    expect(album?.attachments).toHaveLength(2);
    await confirmed(house);
    expect(await house.rows()).toHaveLength(1);
  });
});
