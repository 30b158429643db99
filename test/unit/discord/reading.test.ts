import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { privateAddress, publicAddress, targetOf } from '../../../adapters/discord/address.ts';
import { chosenIn, componentsOf } from '../../../adapters/discord/components.ts';
import type { SentComponents } from '../../../adapters/discord/payload.ts';
import { type Arrival, read } from '../../../adapters/discord/read.ts';
import { councilChannels, discordSettings } from '../../../adapters/discord/settings.ts';
import { firstAt, isLater, timeOf } from '../../../adapters/discord/snowflake.ts';
import { longestText, nonceOf, write } from '../../../adapters/discord/write.ts';

const arrival: Arrival = {
  bot: { id: '9', roles: ['8'] },
  at: new Date('2026-11-24T10:00:00Z'),
  where: 'private',
  writer: null,
};

const aMessage = (content: object) => ({
  id: '1574726270976000001',
  channel_id: '5',
  author: { id: '11', username: 'ann' },
  ...content,
});

describe('Reading', () => {
  test('never throws, whatever comes', () => {
    const event = fc.constantFrom(
      'MESSAGE_CREATE',
      'MESSAGE_UPDATE',
      'MESSAGE_DELETE',
      'INTERACTION_CREATE',
      'READY',
    );
    fc.assert(
      fc.property(event, fc.anything(), (t, d) => {
        expect(['said', 'aside', 'nothing']).toContain(read({ t, d }, arrival).is);
      }),
    );
    const part = fc.constantFrom('content', 'attachments', 'author', 'mentions', 'type', 'edited_timestamp');
    fc.assert(
      fc.property(event, fc.dictionary(part, fc.anything()), (t, content) => {
        expect(['said', 'aside', 'nothing']).toContain(read({ t, d: aMessage(content) }, arrival).is);
      }),
    );
  });

  test('keeps every whole character, whatever script', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (content) => {
        fc.pre(/[\p{L}\p{N}]/u.test(content) && !content.includes('<'));
        const reading = read({ t: 'MESSAGE_CREATE', d: aMessage({ content }) }, arrival);
        const text = reading.is === 'said' ? reading.message.text : reading.is;
        expect(text).toBe(content.replaceAll('\0', '\ufffd').trim());
      }),
    );
  });
});

describe('Addresses', () => {
  test('lead back to where they came from', () => {
    expect(targetOf(privateAddress('12'))).toEqual({ is: 'private', person: '12' });
    expect(targetOf(publicAddress('34', '56'))).toEqual({ is: 'message', channel: '34', message: '56' });
    expect(targetOf(publicAddress('34', null))).toEqual({ is: 'channel', channel: '34' });
  });

  test('of others, or that are none, lead nowhere', () => {
    for (const thread of ['', 'dm:', 'x', '1#', '../1', '1/2'])
      expect(targetOf({ channel: 'discord', resident: '1', thread })).toBeNull();
    expect(targetOf({ ...privateAddress('12'), channel: 'telegram' })).toBeNull();
  });
});

describe('Choices', () => {
  test('of any number and length come back as what stood there', () => {
    const label = fc.string({ unit: fc.constantFrom('a', 'ŵ', '👍'), minLength: 1, maxLength: 70 });
    fc.assert(
      fc.property(fc.array(label, { minLength: 1, maxLength: 30 }), fc.nat(), (choices, at) => {
        const rows = componentsOf(choices).map((row) => ({
          components: [],
          ...row,
        })) as unknown as SentComponents;
        const shown = choices.slice(0, 25);
        const i = at % shown.length;
        const withOptions = rows.map((row) => ({
          components: row.components.map((each) => ({ ...each, options: each.options ?? [] })),
        }));
        const isMenu = withOptions[0]?.components[0]?.custom_id === 'choices';
        expect(
          chosenIn(withOptions, isMenu ? 'choices' : `choice:${i}`, isMenu ? [`choice:${i}`] : [])?.replace(
            / /g,
            '',
          ),
        ).toBe(shown[i]);
      }),
    );
  });
});

describe('Writing', () => {
  test('stays within the length Discord takes, whatever is written', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom('*', 'a ', '@everyone', '<@1>', '👩‍🚒', '\n', '# '),
          maxLength: 2500,
        }),
        (text) => {
          for (const part of write({ text, choices: [] })) {
            expect(part.text.length).toBeLessThanOrEqual(longestText);
            expect(part.text).not.toMatch(/@everyone|<@\d/);
          }
        },
      ),
    );
  });

  test('gives a nonce of 25 characters or fewer, the same for the same part alone', () => {
    expect(nonceOf('key', 0)).toBe(nonceOf('key', 0));
    expect(nonceOf('key', 0)).not.toBe(nonceOf('key', 1));
    expect(nonceOf('01a20597-2f2a-750c-a244-3e1d1906bf58', 0).length).toBeLessThanOrEqual(25);
  });
});

describe('Numbers', () => {
  test('hold the time they were given at, and grow with it', () => {
    const at = new Date('2026-11-24T10:00:00.123Z');
    expect(timeOf(firstAt(at))).toEqual(at);
    expect(isLater(firstAt(new Date(at.getTime() + 1)), firstAt(at))).toBe(true);
    expect(isLater('100', '99')).toBe(true);
  });
});

describe('Settings', () => {
  test('name the channels, or all of them', () => {
    const of = (DISCORD_GUILD_CHANNELS: string) =>
      councilChannels({ ...discordSettings.parse({ DISCORD_GUILD_CHANNELS }), DISCORD_BOT_TOKEN: 'a.b.c' });
    expect(of('700000000000000001, 700000000000000002')).toEqual(
      new Set(['700000000000000001', '700000000000000002']),
    );
    expect(of('').size).toBe(0);
    expect(() => of('general')).toThrow();
    expect(() => discordSettings.parse({ DISCORD_BOT_TOKEN: 'nonsense' })).toThrow();
  });
});
