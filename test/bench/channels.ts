// A short day on every channel, with no token and no network: residents write to local servers that speak each
// platform's wire, an officer answers in a local Slack, Moothall runs on a fresh folder, and what each of them sees is
// printed. `npm run demo:channels`
// ends with 1 when something that should have come did not.
import sharp from 'sharp';
import { adapterVariables } from '../../adapters/index.ts';
import { readEnv } from '../../config/env.ts';
import type { Log } from '../../src/core/log.ts';
import { type Running, start } from '../../src/main.ts';
import { startDiscordServer } from '../platforms/discord-server.ts';
import type { Seen } from '../platforms/slack-reading.ts';
import { startTelegramServer } from '../platforms/telegram-server.ts';
import { makeFolder } from '../support/folder.ts';
import { anOffice, type Card } from '../support/office.ts';
import { type Shown, type Transcript, transcriptOf } from './transcript.ts';

const admin = 'a-token-for-this-demonstration-only';
const council = 'Marlcombe';
const quiet: Log = {
  debug() {},
  info() {},
  warn() {},
  error: (fields, message) => console.error(message, fields),
};

const telegram = await startTelegramServer();
const discord = await startDiscordServer();
const office = await anOffice();
const mara = office.server.officer('Mara Lane', { in: ['desk-waste'] });
office.server.group('managers', [mara]);
const askUs = discord.channel(discord.guild(), 'ask-the-council');
const { folder, remove } = makeFolder();
const transcripts: Transcript[] = [];
let moothall: Running | null = null;
let address = '';

try {
  moothall = await open();
  address = moothall.address;
  const missed = await aMissedBin();
  await dangerInAGroup();
  await inWelsh();
  await inACouncilChannel();
  await aWrongGuessPutRight();
  await anOfficerAnswers(missed);
  await aManagerAsks();
  printTranscripts();
  await printLosses();
} catch (error) {
  printTranscripts();
  console.error(`\nThis did not go as it should: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
} finally {
  await moothall?.stop();
  await telegram.stop();
  await discord.stop();
  await office.stop();
  remove();
}
process.exit();

/** Moothall, as `start` runs it, on a folder of its own and on the local servers. */
async function open(): Promise<Running> {
  for (const name of adapterVariables) delete process.env[name];
  Object.assign(process.env, {
    TELEGRAM_BOT_TOKEN: telegram.token,
    TELEGRAM_API_ROOT: telegram.url,
    DISCORD_BOT_TOKEN: discord.token,
    DISCORD_API_ROOT: discord.apiRoot,
    ...office.env,
  });
  const env = readEnv({ PORT: '0', DATA_DIR: folder, ADMIN_TOKEN: admin });
  console.log('Starting Moothall on a fresh folder.');
  const running = await start({ env, roles: ['all'], log: quiet });
  await eventually('every channel is heard', async () => {
    const { channels } = await read<Ready>('/readyz', running.address);
    return ['telegram', 'discord', 'slack'].every((channel) => channels[channel]?.well);
  });
  return running;
}

/** Words and a photo first, the place by a pin; then a change of mind, which is no new case. */
async function aMissedBin(): Promise<{ reference: string; chat: Transcript }> {
  const ann = telegram.resident(11, { name: 'Ann' });
  const chat = aChat('Telegram: Ann, in private', ann.sees);
  chat.said('Ann', '/start');
  ann.says('/start');
  await chat.hears(/automated assistant/);
  const words = 'Our brown bin was not emptied again this morning';
  chat.said('Ann', `(a photo) ${words}`);
  const photo = ann.photo(await aPhoto(), words);
  const { text } = await chat.hears(/Your reference is/);
  const reference = referenceIn(text);
  chat.said('Ann', '(a location pin) 53.3085, 1.5890');
  ann.sends({ location: { latitude: 53.3085, longitude: 1.589 } });
  await chat.hears(/have added this/);
  chat.said('Ann', `(the words under the photo are now) ${words}, and the one of number 16`);
  ann.edits(photo, { caption: `${words}, and the one of number 16` });
  await eventually('the photo is kept, the pin and the change are on the record', async () => {
    const { case: file, messages } = await read<CaseFile>(`/api/cases/${reference}`);
    const kept = messages.flatMap(({ files }) => files).filter(({ status }) => status === 'kept');
    return (
      kept.length > 0 && file.place?.point !== undefined && messages.some(({ revises }) => revises !== null)
    );
  });
  return { reference, chat };
}

/** Danger where others can read: the number there and then, all else in private, nothing repeated. */
async function dangerInAGroup(): Promise<void> {
  const bilal = telegram.resident(12, { name: 'Bilal' });
  const group = telegram.group(-1_001_234, 'Larch Close neighbours');
  const [inPublic, inPrivate] = [
    aChat('Telegram: the group "Larch Close neighbours"', group.sees),
    aChat('Telegram: Bilal, in private', bilal.sees),
  ];
  const words = `@${telegram.bot.username} strong smell of gas on the stairs at 9 Abbey Road`;
  inPublic.said('Bilal', words);
  group.says(bilal.from, words);
  const { text } = await inPublic.hears(/0800 111 999/);
  if (/Abbey|stairs|MB-\d/.test(text)) throw new Error('What Bilal said was repeated in public.');
  await inPrivate.hears(/0800 111 999/);
}

/** Answered in the language it was written in. */
async function inWelsh(): Promise<void> {
  const ffion = discord.resident('300000000000000021', 'Ffion');
  const chat = aChat('Discord: Ffion, in direct messages', () => ffion.read().map(shown));
  const words = 'Mae’r bin brown heb gael ei gasglu ers tair wythnos yn 3 Mill Lane 😡';
  chat.said('Ffion', words);
  ffion.says(words);
  await chat.hears(/Eich cyfeirnod yw/);
}

/** Called by name where others read: a word in a thread of its own, the answer in a direct message. */
async function inACouncilChannel(): Promise<void> {
  const dewi = discord.resident('300000000000000022', 'Dewi');
  const inPrivate = aChat('Discord: Dewi, in direct messages', () => dewi.read().map(shown));
  const words = 'the street light outside 12 Station Road has been out for a week';
  const asked = dewi.calls(askUs.id, words);
  const thread = aChat('Discord: a thread in the channel #ask-the-council', () =>
    discord.saidIn(asked.id).map(shown),
  );
  thread.said('Dewi', `@${discord.bot.username} ${words}`);
  await thread.hears(/answered you in a private message/);
  await inPrivate.hears(/Your reference with us is/);
}

/** "Wrong", and what it could have been as buttons. */
async function aWrongGuessPutRight(): Promise<void> {
  const carys = telegram.resident(13, { name: 'Carys' });
  const chat = aChat('Telegram: Carys, in private', carys.sees);
  const words = 'a heap of bags and an old mattress dumped beside the bins at 3 Mill Lane';
  chat.said('Carys', words);
  carys.says(words);
  await chat.hears(/Your reference is/);
  chat.said('Carys', 'wrong');
  carys.says('wrong');
  const offer = await chat.hears(/Sorry we got this wrong/);
  const label = offer.buttons.at(-1);
  if (label === undefined) throw new Error('Carys was offered nothing to choose.');
  chat.said('Carys', `(presses) [${label}]`);
  carys.presses({ id: Number(offer.id) }, label);
  await chat.hears(/is now about/);
}

/** In Slack: a word between officers that stays there, an answer with `>>`, and one by the modal; to one chat, and no other. */
async function anOfficerAnswers({ reference, chat }: { reference: string; chat: Transcript }): Promise<void> {
  await eventually('every case has its card', async () => cardOf(reference) !== undefined);
  const card = cardOf(reference);
  if (card === undefined) throw new Error('The card is gone.');
  const { ann } = office;
  const thread = aChat(`Slack: #${card.channel}, the card and its thread`, () =>
    [...office.server.inChannel(card.channel).filter(({ ts }) => ts === card.post.ts), ...office.thread(card)]
      .filter(({ user }) => user !== ann.id)
      .map(inSlack),
  );
  await thread.hears(/brown bin/);
  const others = transcripts.filter((each) => each !== chat && each !== thread);
  const before = others.map((each) => each.seen());
  const word = 'Rang the depot: the lorry broke down, the round is done on Tuesday';
  thread.said('Ann Bell', word);
  office.writes(card, word);
  const reply = 'A crew comes back on Tuesday before noon. Please leave the bin out. Ann, waste team';
  thread.said('Ann Bell', `>> ${reply}`);
  const post = office.writes(card, `>> ${reply}`);
  await chat.hears(/^A crew comes back on Tuesday/);
  await eventually('Slack says that it arrived', async () =>
    office.thread(card).some(({ ts, reactions }) => ts === post.ts && reactions.includes('white_check_mark')),
  );
  thread.said('Slack', 'a tick on that: it arrived');
  thread.said('Ann Bell', '(presses Reply, writes, and sends)');
  await ann.clicks(card.post, 'moothall:reply');
  await eventually('the modal is open', async () => ann.modal() !== null);
  const modal = ann.modal();
  if (modal === null) throw new Error('The modal is gone.');
  const sent = await ann.submits(modal, {
    text: 'Sorry that this is the third time: we have told the round.',
  });
  if (sent.errors !== null) throw new Error('The modal was refused.');
  await chat.hears(/^Sorry that this is the third time/);
  await eventually('nothing waits', async () => (await read<Ready>('/readyz')).waiting.deliveries === 0);
  await thread.hears(/third time/);
  if (others.some((each, i) => each.seen() !== before[i])) throw new Error('Somebody else was told as well.');
  if (chat.lines().some((line) => line.includes('depot'))) throw new Error('A word between officers left.');
}

/** `/moothall stats`, as one who is a manager. */
async function aManagerAsks(): Promise<void> {
  const figures = aChat('Slack: what only Mara Lane sees', () =>
    mara.whispers().map((each) => inSlack({ ...each, files: [] })),
  );
  figures.said('Mara Lane', '/moothall stats all');
  await mara.runs('/moothall', 'stats all');
  await figures.hears(/Week by week/);
}

function cardOf(reference: string): Card | undefined {
  return office.cards().find(({ post }) => post.text.includes(reference));
}

function inSlack({ ts, text, buttons, files }: Pick<Seen, 'ts' | 'text' | 'buttons' | 'files'>): Shown {
  const pictures = files.map((name) => `(a picture: ${name})`);
  return {
    id: ts,
    text: [...(text === '' ? [] : [text]), ...pictures].join('\n'),
    buttons: buttons.map(({ shows }) => shows || 'More'),
  };
}

function aChat(title: string, sees: Parameters<typeof transcriptOf>[2]): Transcript {
  const transcript = transcriptOf(title, council, sees);
  transcripts.push(transcript);
  return transcript;
}

function shown({ id, content, ...more }: { id: string; content: string; [name: string]: unknown }): Shown {
  const rows = (more['components'] ?? []) as { components: { label: string }[] }[];
  return {
    id,
    text: content,
    buttons: rows.flatMap(({ components }) => components.map(({ label }) => label)),
  };
}

function aPhoto(): Promise<Uint8Array> {
  return sharp({ create: { width: 640, height: 480, channels: 3, background: '#6b4f2a' } })
    .jpeg()
    .toBuffer();
}

function referenceIn(text: string): string {
  const reference = /MB-\d{3}-\d{3}-\d{3}/.exec(text)?.[0];
  if (reference === undefined) throw new Error(`There is no reference in: ${text}`);
  return reference;
}

interface Ready {
  readonly channels: Readonly<Record<string, { readonly well: boolean }>>;
  readonly waiting: { readonly deliveries: number };
}

interface CaseFile {
  readonly case: { readonly place: { readonly point?: object } | null };
  readonly messages: readonly {
    readonly files: readonly { readonly status: string }[];
    readonly revises: object | null;
  }[];
}

async function read<T>(path: string, at = address): Promise<T> {
  const answer = await fetch(`${at}${path}`, { headers: { authorization: `Bearer ${admin}` } });
  return (await answer.json()) as T;
}

async function eventually(what: string, holds: () => Promise<boolean>): Promise<void> {
  const giveUp = Date.now() + 20_000;
  while (!(await holds())) {
    if (Date.now() > giveUp) throw new Error(`It did not come about that ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function printTranscripts(): void {
  for (const { title, lines } of transcripts) console.log(`\n${title}\n\n${lines().join('\n')}`);
}

/** As operators have it at `/metrics`. Throws when something was lost, or waits. */
async function printLosses(): Promise<void> {
  const kinds = [
    'received',
    'repeated',
    'stored',
    'handled',
    'answered',
    'setAside',
    'repaired',
    'gaps',
    'lost',
  ];
  const lossesNow = async () => {
    const metrics = await (await fetch(`${address}/metrics`)).text();
    const all = new Map<string, Record<string, string>>();
    const each = /^moothall_channel_events\{channel="(\w+)",kind="(\w+)"\} (\d+)$/gm;
    for (const [, channel = '', kind = '', count = ''] of metrics.matchAll(each))
      all.set(channel, { ...all.get(channel), [kind]: count });
    return all;
  };
  // Counts reach the ledger within a second.
  await eventually('what came is counted', async () =>
    [...(await lossesNow()).values()].every(
      (losses) => Number(losses['received']) >= Number(losses['stored']),
    ),
  );
  const losses = await lossesNow();
  console.log(`\nThe loss ledger\n\n  ${['channel', ...kinds].map((kind) => kind.padStart(9)).join('')}`);
  for (const [channel, counts] of losses)
    console.log(
      `  ${[channel, ...kinds.map((kind) => counts[kind] ?? '0')].map((cell) => cell.padStart(9)).join('')}`,
    );
  if ([...losses.values()].some((counts) => counts['lost'] !== '0')) throw new Error('Something was lost.');
}
