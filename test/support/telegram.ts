import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { vi } from 'vitest';
import { usualWaits, type Waits } from '../../adapters/telegram/hearing.ts';
import { telegram } from '../../adapters/telegram/index.ts';
import { type Pace, usualPace } from '../../adapters/telegram/pacing.ts';
import { telegramSettings } from '../../adapters/telegram/settings.ts';
import { type Accept, type TakesCalls, takesCalls } from '../../src/core/channel.ts';
import { ids } from '../../src/ids.ts';
import { withClient } from '../../src/store/connection.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { startTelegramServer, type TelegramServer } from '../platforms/telegram-server.ts';
import { keepLog } from './log.ts';
import { marlcombe } from './moothall.ts';
import { afterwards, freshDatabase } from './postgres.ts';

export type Mode = 'polling' | 'webhook';

/** As quick as a test may be, and still in the same proportions. */
export const quickWaits: Waits = {
  ...usualWaits,
  firstMs: 20,
  longestMs: 200,
  badTokenMs: 150,
  albumMs: 300,
};
const noPace = { most: 1_000, withinMs: 1 };
export const unhurried: Pace = { chat: noPace, group: noPace, all: noPace };

const secret = 'a-secret-of-telegram-and-us';

/** A resident's message, as the ledger has it. */
export interface Row {
  readonly externalId: string;
  readonly thread: string;
  readonly text: string;
  readonly attachments: readonly { readonly externalId: string; readonly kind: string }[];
  readonly place: { readonly point?: object } | null;
  readonly publicly: { readonly thread: string } | null;
  readonly revises: string | null;
}

/** Telegram on this machine, and a ledger. Both end with the test. */
export async function aTelegram(mode: Mode = 'polling') {
  const server = await startTelegramServer();
  afterwards(() => server.stop());
  const url = await freshDatabase('ledger');
  const { log, lines: logged } = keepLog();
  const store = openStore({ url, council: marlcombe, ids, desks: [], now: () => new Date(), log });
  afterwards(() => store.close());
  const read = <T extends object>(query: string) =>
    withClient(url, async (client) => (await client.query<T>(query)).rows);
  return {
    server,
    store,
    logged,
    /** The adapter, as one process has it. */
    open: (more: { waits?: Waits; pace?: Pace; now?: () => Date; token?: string; apiRoot?: string } = {}) =>
      open(server, store, log, mode, more),
    /** What residents said, in the order it was stored. */
    rows: () =>
      read<Row>(`
        SELECT m.external_id AS "externalId", c.thread, m.text, m.attachments, m.place, m.publicly,
               r.external_id AS revises
          FROM message m JOIN conversation c ON c.id = m.conversation_id LEFT JOIN message r ON r.id = m.revises_id
         WHERE m.voice = 'resident' ORDER BY m.stored_at, c.thread, m.seq`),
    cursors: async () => await store.channels.of('telegram').cursors.all(),
    aside: async () => (await store.channels.latestSetAside(100)).map(({ what }) => what),
    gaps: async () => {
      await store.channels.flush();
      return (await store.channels.hours(new Date(0))).reduce((sum, { gaps }) => sum + gaps, 0);
    },
  };
}

export type ATelegram = Awaited<ReturnType<typeof aTelegram>>;

function open(
  server: TelegramServer,
  store: Store,
  log: ReturnType<typeof keepLog>['log'],
  mode: Mode,
  more: { waits?: Waits; pace?: Pace; now?: () => Date; token?: string; apiRoot?: string },
) {
  const settings = telegramSettings.parse({
    TELEGRAM_BOT_TOKEN: more.token ?? server.token,
    TELEGRAM_API_ROOT: more.apiRoot ?? server.url,
    TELEGRAM_MODE: mode,
    TELEGRAM_WEBHOOK_SECRET: secret,
  });
  const needs = {
    keeping: store.channels.of('telegram'),
    council: marlcombe.facts,
    publicUrl: 'https://moothall.example',
    now: more.now ?? (() => new Date()),
    log,
  };
  const token = settings.TELEGRAM_BOT_TOKEN ?? '';
  const { waits = quickWaits, pace = unhurried } = more;
  const channel = telegram(needs, { ...settings, TELEGRAM_BOT_TOKEN: token }, { waits, pace });
  afterwards(() => channel.stop());
  return channel;
}

export { usualPace, usualWaits };

/** Listen, and wait until Telegram is heard. */
export async function listens(channel: ReturnType<typeof telegram>, accept: Accept): Promise<void> {
  await channel.start(accept);
  await vi.waitFor(
    () => {
      if (!channel.health().well) throw new Error(channel.health().why ?? 'not well');
    },
    { timeout: 5_000, interval: 5 },
  );
}

/** A web server where Telegram calls the adapter, as `src/http` is. Ends with the test. */
export async function aDoorFor(channel: object): Promise<{ url: string; statuses: number[] }> {
  if (!takesCalls(channel)) throw new Error('This channel takes no calls.');
  const statuses: number[] = [];
  const server = createServer((request, response) => {
    void answer(channel, request).then((status) => {
      statuses.push(status);
      response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  afterwards(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${channel.callPath}`, statuses };
}

async function answer(channel: TakesCalls, request: import('node:http').IncomingMessage): Promise<number> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value[0] : value]),
  );
  return (await channel.takeCall(headers, Buffer.concat(chunks).toString('utf8'))).status;
}

export const webhookSecret = secret;
