import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { publicAddress, targetOf } from '../../../adapters/telegram/address.ts';
import { chosenIn, keyboardOf } from '../../../adapters/telegram/keyboard.ts';
import { type Arrival, read } from '../../../adapters/telegram/read.ts';
import { telegramSettings } from '../../../adapters/telegram/settings.ts';

const arrival: Arrival = { bot: { id: 9, username: 'MarlcombeBot' }, at: new Date('2026-11-24T10:00:00Z') };

/** An update with one message in a private chat, or in a group. */
const anUpdate = (content: object, group = false) => ({
  update_id: 1,
  message: {
    message_id: 5,
    date: 1_795_514_400,
    from: { id: 11, is_bot: false, first_name: 'Ann' },
    chat: group ? { id: -100, type: 'group' } : { id: 11, type: 'private' },
    ...content,
  },
});

const textOf = (content: object, group = false) => {
  const reading = read(anUpdate(content, group), arrival);
  return reading.is === 'said' ? reading.message.text : reading.is;
};

describe('Reading', () => {
  test('never throws, whatever comes', () => {
    fc.assert(
      fc.property(fc.anything(), (payload) => {
        expect(['said', 'aside', 'nothing']).toContain(read(payload, arrival).is);
      }),
    );
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('text', 'photo', 'location', 'entities', 'from'), fc.anything()),
        (content) => {
          expect(['said', 'aside', 'nothing']).toContain(read(anUpdate(content), arrival).is);
        },
      ),
    );
  });

  test('keeps every whole character, whatever script', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (said) => {
        fc.pre(/[\p{L}\p{N}]/u.test(said));
        expect(textOf({ text: said })).toBe(said.replaceAll('\0', '\ufffd').trim());
      }),
    );
  });

  test('gives one external id to one event, and another to another', () => {
    const idOf = (content: object) => {
      const reading = read(anUpdate({ text: 'Hello', ...content }), arrival);
      return reading.is === 'said' ? reading.message.externalId : null;
    };
    expect(idOf({})).toBe(idOf({ text: 'Hello again' }));
    expect(idOf({ message_id: 6 })).not.toBe(idOf({}));
    expect(idOf({ chat: { id: 12, type: 'private' } })).not.toBe(idOf({}));
  });

  test('takes our name out of a group message wherever it stands, and nothing else', () => {
    const mention = (text: string) => {
      const offset = text.indexOf('@');
      return textOf({ text, entities: [{ type: 'mention', offset, length: 13 }] }, true);
    };
    expect(mention('@MarlcombeBot: broken light')).toBe('broken light');
    expect(mention('👩‍🚒 @MarlcombeBot broken light')).toBe('👩‍🚒 broken light');
    expect(mention('Broken light @MarlcombeBot')).toBe('Broken light');
    expect(mention('Broken light,@MarlcombeBot!')).toBe('Broken light,!');
    expect(mention('@MarlcombeBot ')).toBe('start');
    expect(mention('@AnotherCouncl broken light')).toBe('nothing');
  });

  test('takes our name under a photo for no words at all', () => {
    const caption_entities = [{ type: 'mention', offset: 0, length: 13 }];
    expect(textOf({ caption: '@MarlcombeBot', caption_entities, photo: [{ file_id: 'p' }] }, true)).toBe('');
  });

  test('takes a command as its word, with or without our name', () => {
    const command = (text: string, length: number) =>
      textOf({ text, entities: [{ type: 'bot_command', offset: 0, length }] });
    expect(command('/start', 6)).toBe('start');
    expect(command('/start@MarlcombeBot', 19)).toBe('start');
    expect(command('/START ref_123', 6)).toBe('start');
    expect(command('/help', 5)).toBe('start');
    expect(command('/help me, he has a knife', 5)).toBe('help me, he has a knife');
    expect(command('/report the light', 7)).toBe('report the light');
    expect(textOf({ text: '/ is a slash' })).toBe('/ is a slash');
  });
});

describe('A public address', () => {
  test('is read as it was written', () => {
    const where = { chat: { id: -1001 }, message_id: 45 };
    for (const [place, target] of [
      [
        { ...where, is_topic_message: false },
        { chat: '-1001', answers: 45 },
      ],
      // In a group without topics the thread is only who answers whom.
      [
        { ...where, is_topic_message: false, message_thread_id: 6 },
        { chat: '-1001', answers: 45 },
      ],
      [
        { ...where, is_topic_message: true, message_thread_id: 6 },
        { chat: '-1001', topic: 6, answers: 45 },
      ],
    ] as const)
      expect(targetOf(publicAddress(place))).toEqual(target);
  });

  test('of another channel, or of nobody, is none', () => {
    const to = (thread: string, channel = 'telegram') => targetOf({ channel, resident: thread, thread });
    expect(to('11')).toEqual({ chat: '11' });
    expect(to('11', 'discord')).toBeNull();
    for (const thread of ['', 'abc', '11 ', '1/2/3', '11#', '@name', '-']) expect(to(thread)).toBeNull();
  });
});

describe('A keyboard', () => {
  test('gives each choice a button of its own, found again by what it sends', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 100 }), (choices) => {
        const keyboard = keyboardOf(choices);
        expect(
          keyboard.flatMap((row) => row.map(({ callback_data }) => chosenIn(keyboard, callback_data))),
        ).toEqual(choices);
        for (const { callback_data } of keyboard.flat()) expect(callback_data.length).toBeLessThanOrEqual(64);
      }),
    );
    expect(chosenIn(keyboardOf(['Yes']), 'choice:1')).toBeNull();
    expect(chosenIn(keyboardOf(['Yes']), undefined)).toBeNull();
  });
});

describe('Settings', () => {
  const faults = (set: object) =>
    telegramSettings.safeParse(set).error?.issues.map(({ path }) => path[0]) ?? [];

  test('have defaults for all but the token, and are off without one', () => {
    expect(telegramSettings.parse({})).toEqual({
      TELEGRAM_API_ROOT: 'https://api.telegram.org',
      TELEGRAM_MODE: 'polling',
    });
  });

  test('want what looks like a token, a mode there is, and a secret where Telegram is to call', () => {
    expect(faults({ TELEGRAM_BOT_TOKEN: 'my token' })).toEqual(['TELEGRAM_BOT_TOKEN']);
    expect(faults({ TELEGRAM_MODE: 'pigeon' })).toEqual(['TELEGRAM_MODE']);
    expect(faults({ TELEGRAM_API_ROOT: 'ftp://a.example' })).toEqual(['TELEGRAM_API_ROOT']);
    const token = { TELEGRAM_BOT_TOKEN: '123456:abcdefghijkl', TELEGRAM_MODE: 'webhook' };
    expect(faults(token)).toEqual(['TELEGRAM_WEBHOOK_SECRET']);
    expect(faults({ ...token, TELEGRAM_WEBHOOK_SECRET: 'too short' })).toEqual(['TELEGRAM_WEBHOOK_SECRET']);
    expect(faults({ ...token, TELEGRAM_WEBHOOK_SECRET: 'long-enough-to-be-one' })).toEqual([]);
  });
});
