import { describe, expect, test, vi } from 'vitest';
import { discord } from '../../adapters/discord/index.ts';
import { discordSettings } from '../../adapters/discord/settings.ts';
import { telegram } from '../../adapters/telegram/index.ts';
import { telegramSettings } from '../../adapters/telegram/settings.ts';
import type { Channel, ChannelNeeds } from '../../src/core/channel.ts';
import { healthOf } from '../../src/listening.ts';
import { withClient } from '../../src/store/connection.ts';
import { startDiscordServer } from '../platforms/discord-server.ts';
import { startTelegramServer } from '../platforms/telegram-server.ts';
import { quickWaits as quickDiscord } from '../support/discord.ts';
import { aHouse, anOfficer } from '../support/moothall.ts';
import { afterwards, freshDatabase } from '../support/postgres.ts';
import { quickWaits, unhurried } from '../support/telegram.ts';

/** Words as people really write them, and what a careless program does to each. */
const texts: readonly (readonly [about: string, text: string])[] = [
  ['emoji outside the first plane', 'The bin 🗑 is full again 😡😡 and so is the 🪣'],
  ['families and jobs held together by joiners', 'The crew 👩🏽‍🚒👨‍👩‍👧‍👦 and the 🧑🏿‍🦽 ramp, ❤️‍🔥, 🏳️‍🌈'],
  ['flags, of letters and of tags', 'From 🇬🇧 to 🏴󠁧󠁢󠁷󠁬󠁳󠁿 and 🏴󠁧󠁢󠁳󠁣󠁴󠁿'],
  ['keycaps and the two faces of one sign', 'House 1️⃣2️⃣, © and ©️, ☎︎ and ☎️'],
  ['Welsh with its hats', 'Mae’r dŵr yn llifo i’r tŷ, a’r wythnos diwethaf cŵyn hefyd: ŵŷâêîôûẅẃẁÿỳ ŴŶ'],
  ['accents put together from parts, and not put together by us', 'dw\u0302r, ty\u0302, e\u0301t\u00e9'],
  ['Urdu', 'میری گلی میں تین ہفتے سے کوڑا نہیں اٹھایا گیا، براہِ کرم مدد کریں۔ پتا: ۱۴ لارچ کلوز'],
  ['joiners that are part of the spelling', 'می\u200cخواهم نامه\u200cای بنویسم، क्\u200dष and क्\u200cष'],
  [
    'Hebrew and Arabic beside numbers and English',
    'הפח ב-14 Larch Close לא רוקן; الحاوية رقم 3 (ممتلئة) today',
  ],
  ['marks that turn the direction', 'Reference \u200fMB-1\u200e, \u2067שלום\u2069, \u202bمرحبا\u202c, end'],
  ['characters of four bytes that are no emoji', '𠮷野家 𝔐𝔞𝔯𝔩𝔠𝔬𝔪𝔟𝔢 𐍈 𓀀 𞤀𞤣𞤤𞤢𞤥'],
  ['Thai, Tamil and Hangul in parts', 'ขยะไม่ได้เก็บ กำ, தமிழ் நாடு, 한국어 \u1112\u1161\u11ab'],
  ['a heap of marks on one letter', 'Z\u0351\u036b\u0343\u036a\u0302a\u0323\u0325\u0329l\u0353\u0323go'],
  [
    'what other programs take for their own',
    '*bold* _it_ `code` ~~no~~ ||x|| <b>&amp;</b> [a](b) \\* # > {{due}} %s',
  ],
  [
    'quotes, dashes and spaces of every width',
    '“It’s” – ‘so’ — 3\u00a0pm, 5\u202fkm, a\u2009b, wide\u3000space, soft\u00adhyphen',
  ],
  ['lines', 'First line\nsecond line\n\nfourth, after an empty one\n\ttabbed'],
];

/** One resident on one platform, as its local server has them. */
interface Way {
  readonly adapters: (needsOf: (channel: string) => ChannelNeeds) => readonly Channel[];
  says(text: string): void;
  sees(): readonly string[];
}

const ways: readonly (readonly [platform: string, open: () => Promise<Way>])[] = [
  ['Telegram', onTelegram],
  ['Discord', onDiscord],
];

const name = 'Ŵyn 👩🏽‍🚒 بلال 𠮷';

async function onTelegram(): Promise<Way> {
  const server = await startTelegramServer();
  afterwards(() => server.stop());
  const resident = server.resident(11, { name });
  const set = { TELEGRAM_BOT_TOKEN: server.token, TELEGRAM_API_ROOT: server.url };
  const settings = { ...telegramSettings.parse(set), TELEGRAM_BOT_TOKEN: server.token };
  return {
    adapters: (needsOf) => [telegram(needsOf('telegram'), settings, { waits: quickWaits, pace: unhurried })],
    says: (text) => void resident.says(text),
    sees: () => resident.sees().map(({ text }) => text),
  };
}

async function onDiscord(): Promise<Way> {
  const server = await startDiscordServer();
  afterwards(() => server.stop());
  const resident = server.resident('300000000000000011', name);
  const set = { DISCORD_BOT_TOKEN: server.token, DISCORD_API_ROOT: server.apiRoot };
  const settings = { ...discordSettings.parse(set), DISCORD_BOT_TOKEN: server.token };
  return {
    adapters: (needsOf) => [discord(needsOf('discord'), settings, { waits: quickDiscord })],
    says: (text) => void resident.says(text),
    sees: () => resident.read().map(({ content }) => asDiscordShows(content)),
  };
}

/** Discord shows a sign after a backslash as it is, and nothing of the gap that keeps a link or a mention from forming. */
function asDiscordShows(content: string): string {
  return content.replace(/\\([^\p{L}\p{N}\s])/gu, '$1').replace(/(?<=[<\]@])\u200b/g, '');
}

const soon = { timeout: 8_000, interval: 20 };

/** A resident who has reported something, and is now answered by a person. */
async function aTalkOn(open: () => Promise<Way>) {
  const { adapters, says, sees } = await open();
  const url = await freshDatabase('ledger');
  const house = await aHouse(url, { adapters });
  const channels = [...house.parts.channels.values()];
  afterwards(async () => {
    for (const channel of channels) await channel.stop();
  });
  const rows = <T extends object>(query: string) =>
    withClient(url, async (client) => (await client.query<T>(query)).rows);
  await vi.waitFor(() => {
    expect(Object.values(healthOf(channels))).not.toContainEqual(expect.objectContaining({ well: false }));
  }, soon);
  says('missed bin at 14 Larch Close');
  const reference = await vi.waitFor(() => {
    const told = /MB-\d{3}-\d{3}-\d{3}/.exec(sees().join('\n'))?.[0];
    if (told === undefined) throw new Error('No reference was told.');
    return told;
  }, soon);
  return {
    says,
    sees,
    /** What the ledger has of the resident, oldest first. */
    heard: async () => {
      const query = `SELECT text FROM message WHERE voice = 'resident' AND revises_id IS NULL ORDER BY seq`;
      return (await rows<{ text: string }>(query)).map(({ text }) => text);
    },
    names: () => rows<{ name: string }>('SELECT name FROM resident'),
    async answer(text: string) {
      await house.parts.act({ reference, officer: anOfficer, act: { type: 'reply', text } });
      await house.settled();
    },
  };
}

describe.each(ways)('Words on %s', (_, open) => {
  test('reach the ledger as they were written, and the resident as the officer wrote them', async () => {
    const { says, sees, heard, answer, names } = await aTalkOn(open);
    for (const [, text] of texts) says(text);
    const written = texts.map(([, text]) => text);
    await vi.waitFor(async () => expect(await heard()).toHaveLength(written.length + 1), soon);
    expect((await heard()).slice(1)).toEqual(written);
    expect(await names()).toEqual([{ name }]);
    for (const [about, text] of texts) {
      await answer(text);
      expect({ about, text: sees().at(-1) }).toEqual({ about, text });
    }
  });

  test('that are long come in parts that break no character and lose none', async () => {
    const { sees, answer } = await aTalkOn(open);
    const all = texts.map(([, text]) => text.replace(/\s+/gu, ' '));
    const long = [...all, ...all, ...all, ...all, ...all]
      .join(' ')
      .slice(0, 3_990)
      .replace(/\s\S*$/u, '');
    const before = sees().length;
    await answer(long);
    const parts = sees().slice(before);
    expect(parts.length).toBeGreaterThan(0);
    for (const part of parts) expect(part).not.toMatch(/\p{Surrogate}/u);
    expect(graphemes(parts.join(' '))).toEqual(graphemes(long));
  });
});

/** What people see as characters, without the white space at which a text may be broken. */
function graphemes(text: string): string[] {
  const all = new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text);
  return [...all].map(({ segment }) => segment).filter((segment) => segment.trim() !== '');
}
