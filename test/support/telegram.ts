import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { usualWaits, type Waits } from '../../adapters/telegram/hearing.ts';
import { telegram } from '../../adapters/telegram/index.ts';
import { type Pace, usualPace } from '../../adapters/telegram/pacing.ts';
import { telegramSettings } from '../../adapters/telegram/settings.ts';
import { type TakesCalls, takesCalls } from '../../src/core/channel.ts';
import { startTelegramServer, type TelegramServer } from '../platforms/telegram-server.ts';
import { aLedgerFor } from './listening.ts';
import { marlcombe } from './moothall.ts';
import { afterwards } from './postgres.ts';

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

/** Telegram on this machine, and a ledger. Both end with the test. */
export async function aTelegram(mode: Mode = 'polling') {
  const server = await startTelegramServer();
  afterwards(() => server.stop());
  const ledger = await aLedgerFor('telegram');
  return {
    ...ledger,
    server,
    /** The adapter, as one process has it. */
    open: (more: { waits?: Waits; pace?: Pace; now?: () => Date; token?: string; apiRoot?: string } = {}) =>
      open(server, ledger, mode, more),
  };
}

export type ATelegram = Awaited<ReturnType<typeof aTelegram>>;

function open(
  server: TelegramServer,
  { keeping, log }: Pick<Awaited<ReturnType<typeof aLedgerFor>>, 'keeping' | 'log'>,
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
    keeping,
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
