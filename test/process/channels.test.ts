import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { expect, test } from 'vitest';
import { draws } from '../platforms/faults.ts';
import { type Chat, type Heard, onDiscord, onTelegram } from '../support/crowd.ts';
import { makeFolder } from '../support/folder.ts';
import { afterwards, freshDatabase } from '../support/postgres.ts';
import { type MoothallProcess, runMoothall, startMoothall } from '../support/process.ts';

/*
 * A bad day, whole: residents write on every platform while what they write comes twice, calls fail, platforms ask us
 * to wait, connections drop, and the process that listens is killed, twice. Two processes run; the other takes over.
 */

const seed = 20_261_124;
const each = 10;
/** Between two messages, on average: a thousand take three quarters of a minute. */
const gapMs = 45;
const longestTakeoverMs = 10_000;

test('a thousand messages on a bad day: each stored once and in order, each answer delivered once, none lost', async () => {
  const crowds = [await onTelegram(50), await onDiscord(50)];
  for (const crowd of crowds) afterwards(() => crowd.stop());
  const chats = crowds.flatMap((crowd) => crowd.chats);
  const total = chats.length * each;
  const url = await freshDatabase('ledger');
  const ledger = aLedger(url);
  const { folder, remove } = makeFolder();
  afterwards(remove);
  const env: Record<string, string> = Object.assign(
    { DATABASE_URL: url, DATA_DIR: folder, ADMIN_TOKEN: 'a-token-for-this-test-only' },
    ...crowds.map((crowd) => crowd.env),
  );
  const started: MoothallProcess[] = [];
  const start = async (): Promise<MoothallProcess> => {
    const moothall = await startMoothall(env);
    started.push(moothall);
    return moothall;
  };
  const listensTo = async ({ pid }: MoothallProcess) => {
    const listeners = await ledger.listeners();
    return listeners.length === crowds.length && listeners.every((listener) => listener === pid);
  };

  let listening = await start();
  await until('one process listens', () => listensTo(listening), 20);
  let standingBy = await start();
  for (const [i, crowd] of crowds.entries()) crowd.misbehaves(seed + 100 * i);
  const began = performance.now();
  const said = new Map(chats.map((chat): [Chat, string[]] => [chat, []]));
  const writing = writeAll(said);
  const takeovers: { channel: string; ms: number }[] = [];
  for (const share of [0.25, 0.6]) {
    await until('so many are written', () => count(said) >= total * share, 120);
    expect(await listensTo(listening)).toBe(true);
    const killedAt = Date.now();
    await listening.kill();
    for (const { channel } of crowds) {
      const heardAt = await ledger.firstHeardAfter(channel, killedAt);
      takeovers.push({ channel, ms: heardAt - killedAt });
    }
    [listening, standingBy] = [standingBy, await start()];
  }
  await writing;
  await expect.poll(async () => notIn(await ledger.messages(), said), { timeout: 60_000 }).toEqual([]);
  const storedMs = performance.now() - began;
  // What a killed process was just sending is asked after once its minute is over.
  await until('nothing waits', async () => nothingWaits(await readyOf(listening)), 120);
  const settledMs = performance.now() - began;

  const messages = await ledger.messages();
  expect(messages).toHaveLength(total);
  const deliveries = await ledger.deliveries();
  const cameAllTheSame = new Map<string, number>();
  for (const chat of chats) {
    const ofChat = (row: Row) => row.channel === chat.channel && row.thread === chat.thread;
    expect(messages.filter(ofChat).map(({ text }) => text)).toEqual(said.get(chat));
    const came = expectDeliveredOnce(chat, deliveries.filter(ofChat));
    cameAllTheSame.set(chat.channel, (cameAllTheSame.get(chat.channel) ?? 0) + came);
  }
  for (const { ms } of takeovers) expect(ms).toBeLessThan(longestTakeoverMs);

  await until('every channel is well', async () => allWell(await readyOf(listening)), 30);
  for (const moothall of [listening, standingBy]) {
    const ready = await readyOf(moothall);
    expect(ready).toMatchObject({ status: 'ready', waiting: { messages: 0, deliveries: 0 } });
    expect(Object.keys(ready.channels)).toEqual(['webchat', ...crowds.map(({ channel }) => channel)]);
  }
  // Counts reach the ledger within a second.
  await sleep(1_500);
  const losses = await lossesOf(listening);
  for (const { channel } of crowds) {
    const stored = messages.filter((row) => row.channel === channel).length;
    expect(losses.get(channel)).toMatchObject({ lost: 0, stored, handled: stored });
  }
  for (const { token } of crowds)
    for (const moothall of started) expect(moothall.output()).not.toContain(token.split(/[:.]/).at(-1));
  for (const moothall of [listening, standingBy]) expect(await moothall.stop()).toBe(0);
  expect((await runMoothall(['verify'], env)).output).toMatch(/^\d+ cases walked, 0 broken\.$/m);

  for (const crowd of crowds) {
    const { channel } = crowd;
    const befell = crowd.befell();
    const of = deliveries.filter((row) => row.channel === channel);
    const unknown = of.filter(({ status }) => status === 'unknown').length;
    const times = takeovers.filter((each) => each.channel === channel).map(({ ms }) => `${seconds(ms)} s`);
    tell(
      `${channel}: ${messages.filter((row) => row.channel === channel).length} messages stored once, in order; ` +
        `${of.length - unknown} answers delivered once, ${unknown} unknown ` +
        `(${cameAllTheSame.get(channel)} of them did arrive); lost ${losses.get(channel)?.['lost']}.`,
      `  ${JSON.stringify(losses.get(channel))}`,
      `  came twice ${befell.repeated}, calls failed ${befell.failed}, told to wait ${befell.limited}, sockets dropped ${befell.dropped}; ` +
        `killed twice, heard again after ${times.join(' and ')}.`,
    );
    expect(befell.dropped).toBe(10);
    expect(befell.repeated).toBeGreaterThanOrEqual(of.length * 0.05);
    expect(befell.failed).toBeGreaterThan(of.length * 0.03);
    expect(befell.limited).toBeGreaterThan(4);
  }
  tell(`Written and stored in ${seconds(storedMs)} s; all settled after ${seconds(settledMs)} s.`);
}, 300_000);

/**
 * Every chat's messages, the chats in a random order that is the same each time: some write their first message while
 * nobody listens, and are heard with their next.
 */
async function writeAll(said: ReadonlyMap<Chat, string[]>): Promise<void> {
  const draw = draws(seed);
  const chats = [...said];
  const turns = chats.flatMap((one) => Array.from({ length: each }, () => one));
  for (const [chat, texts] of shuffled(turns, draw)) {
    const number = texts.length + 1;
    const text =
      number === 1 ? 'missed bin at 14 Larch Close, number 1' : `the bin is still here, number ${number}`;
    texts.push(text);
    chat.says(text);
    await sleep(draw() * 2 * gapMs);
  }
}

function shuffled<T>(all: readonly T[], draw: () => number): T[] {
  return all
    .map((one) => ({ one, at: draw() }))
    .sort((a, b) => a.at - b.at)
    .map(({ one }) => one);
}

function count(said: ReadonlyMap<Chat, readonly string[]>): number {
  return [...said.values()].reduce((sum, texts) => sum + texts.length, 0);
}

/** What was said and is in no row. */
function notIn(rows: readonly Row[], said: ReadonlyMap<Chat, readonly string[]>): string[] {
  const stored = new Set(rows.map(({ channel, thread, text }) => `${channel} ${thread}: ${text}`));
  const all = [...said].flatMap(([{ channel, thread }, texts]) =>
    texts.map((text) => `${channel} ${thread}: ${text}`),
  );
  return all.filter((one) => !stored.has(one));
}

interface Row {
  readonly channel: string;
  readonly thread: string;
  readonly text: string;
}

interface DeliveryRow extends Row {
  readonly status: 'sent' | 'unknown' | 'failed' | 'pending' | 'sending';
  readonly receipt: string | null;
  /** The thread it was sent to: the conversation's own, or a public one. */
  readonly to: string;
}

/** The record, read past the program that wrote it. */
function aLedger(url: string) {
  const pool = new pg.Pool({ connectionString: url, max: 2 });
  pool.on('error', () => undefined);
  afterwards(() => pool.end());
  return {
    /** Process ids of those that listen now, one for each channel listened to. */
    async listeners(): Promise<number[]> {
      const { rows } = await pool.query<{ holder: string }>(
        `SELECT holder FROM lease WHERE name LIKE 'listen:%' AND until > clock_timestamp()`,
      );
      return rows.map(({ holder }) => Number(holder.split(':').at(-2)));
    },

    /** When the first message of that channel was stored by a process that lived then. */
    async firstHeardAfter(channel: string, at: number): Promise<number> {
      let first: Date | null = null;
      await until(
        `${channel} is heard again`,
        async () => {
          const { rows } = await pool.query<{ first: Date | null }>(
            `SELECT min(stored_at) AS first FROM message WHERE voice = 'resident' AND channel = $1 AND stored_at > $2`,
            [channel, new Date(at)],
          );
          first = rows[0]?.first ?? null;
          return first !== null;
        },
        30,
      );
      return Number(first);
    },

    async messages(): Promise<Row[]> {
      const { rows } = await pool.query<Row>(
        `SELECT m.channel, c.thread, m.text FROM message m JOIN conversation c ON c.id = m.conversation_id
          WHERE m.voice = 'resident' ORDER BY m.seq`,
      );
      return rows;
    },

    async deliveries(): Promise<DeliveryRow[]> {
      const { rows } = await pool.query<DeliveryRow>(
        `SELECT d.via AS channel, c.thread, m.text, d.status, d.external_id AS receipt,
                d.payload->'to'->>'thread' AS "to"
           FROM delivery d JOIN conversation c ON c.id = d.conversation_id JOIN message m ON m.id = d.message_id
          WHERE d.kind = 'channel' ORDER BY d.position`,
      );
      return rows;
    },
  };
}

/**
 * Each message was answered, in private and, where it was said in public, there too. What was delivered is there once;
 * what is there besides, the ledger says it does not know of. Gives how many of those there are.
 */
function expectDeliveredOnce(chat: Chat, deliveries: readonly DeliveryRow[]): number {
  const inPrivate = deliveries.filter(({ to }) => to === chat.thread);
  const inPublic = deliveries.filter(({ to }) => to !== chat.thread);
  expect(inPrivate).toHaveLength(each);
  expect(inPublic).toHaveLength(chat.inPublic ? each : 0);
  return expectSeenOnce(inPrivate, chat.sees()) + expectSeenOnce(inPublic, chat.seesInPublic());
}

function expectSeenOnce(deliveries: readonly DeliveryRow[], seen: readonly Heard[]): number {
  const sent = deliveries.filter(({ status }) => status === 'sent');
  const unknown = deliveries.filter(({ status }) => status === 'unknown');
  expect(deliveries.length).toBe(sent.length + unknown.length);
  const receipts = new Set(sent.map(({ receipt }) => receipt));
  expect(receipts.size).toBe(sent.length);
  // Word for word, and in each thread in the order they were to be sent.
  for (const thread of new Set(sent.map(({ to }) => to))) {
    const there = sent.filter(({ to }) => to === thread).map(({ receipt, text }) => ({ receipt, text }));
    expect(seen.filter(({ receipt }) => there.some((one) => one.receipt === receipt))).toEqual(there);
  }
  const mayBeThere = unknown.map(({ text }) => text);
  for (const { text } of seen.filter(({ receipt }) => !receipts.has(receipt))) {
    expect(mayBeThere).toContain(text);
    mayBeThere.splice(mayBeThere.indexOf(text), 1);
  }
  return unknown.length - mayBeThere.length;
}

interface Ready {
  readonly status: string;
  readonly channels: Readonly<Record<string, { readonly well: boolean; readonly why: string | null }>>;
  readonly waiting: { readonly messages: number; readonly deliveries: number };
}

async function readyOf({ address }: MoothallProcess): Promise<Ready> {
  return (await (await fetch(`${address}/readyz`)).json()) as Ready;
}

function nothingWaits({ waiting }: Ready): boolean {
  return waiting.messages === 0 && waiting.deliveries === 0;
}

function allWell({ channels }: Ready): boolean {
  return Object.values(channels).every(({ well }) => well);
}

/** The loss ledger, as operators have it. */
async function lossesOf({ address }: MoothallProcess): Promise<Map<string, Record<string, number>>> {
  const text = await (await fetch(`${address}/metrics`)).text();
  const all = new Map<string, Record<string, number>>();
  for (const [, channel = '', kind = '', value] of text.matchAll(
    /^moothall_channel_events\{channel="(\w+)",kind="(\w+)"\} (\d+)$/gm,
  ))
    all.set(channel, { ...all.get(channel), [kind]: Number(value) });
  return all;
}

async function until(what: string, holds: () => Promise<boolean> | boolean, within: number): Promise<void> {
  const giveUp = Date.now() + within * 1000;
  while (!(await holds())) {
    if (Date.now() > giveUp) throw new Error(`It did not come about in ${within} s that ${what}.`);
    await sleep(100);
  }
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(1);
}

function tell(...lines: readonly string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`);
}
