import type {
  Channel,
  ChannelNeeds,
  FetchesFiles,
  ListensAlone,
  RevisesSent,
  TakesCalls,
  TellsHealth,
} from '../../src/core/channel.ts';
import { StartFault } from '../../src/core/errors.ts';
import { rememberAlbums } from './albums.ts';
import { callsTo } from './calls.ts';
import { fetchFile } from './files.ts';
import { hearing, usualWaits, type Waits } from './hearing.ts';
import { mostButtons } from './keyboard.ts';
import { type Pace, usualPace } from './pacing.ts';
import { poll } from './polling.ts';
import { sending } from './sending.ts';
import type { TelegramSettings } from './settings.ts';
import { taking } from './taking.ts';
import { callPath, isSecret, webhook } from './webhook.ts';
import { longestText } from './write.ts';

export type Telegram = Channel & TellsHealth & FetchesFiles & RevisesSent & (ListensAlone | TakesCalls);

/** What goes on while we listen. */
interface Listening {
  stop(): Promise<void>;
  takeCall?(body: string): Promise<{ status: number }>;
}

/**
 * Telegram: residents write to a bot. It is polled by one process at a time, or calls us, as the settings say; every
 * process may send. `start` resolves at once and goes on trying until `stop`, whatever is wrong: `health` tells. Both
 * may be called again and again. Throws StartFault when it is to be called and nobody said where.
 */
export function telegram(
  needs: ChannelNeeds,
  settings: TelegramSettings,
  { waits = usualWaits, pace = usualPace }: { readonly waits?: Waits; readonly pace?: Pace } = {},
): Telegram {
  const { keeping, now, log, publicUrl } = needs;
  const calls = callsTo({ token: settings.TELEGRAM_BOT_TOKEN, apiRoot: settings.TELEGRAM_API_ROOT });
  const hears = hearing(now);
  const sends = sending(calls, hears, pace, now);
  const albums = rememberAlbums();
  const hook = hookOf(settings, publicUrl);
  let listening: Listening | null = null;

  const stop = async (): Promise<void> => {
    const ending = listening;
    listening = null;
    await ending?.stop();
  };

  const channel: Channel & TellsHealth & FetchesFiles & RevisesSent = {
    name: 'telegram',
    limits: { text: longestText, buttons: mostButtons, attachments: 10, edits: true },

    async start(accept) {
      await stop();
      hears.unwell('Telegram has not answered yet.');
      const ends = new AbortController();
      const { signal } = ends;
      const takes = taking({ accept, keeping, albums, calls, turn: (chat) => sends.turn(chat), log, signal });
      const parts = { calls, keeping, take: takes.take, hears, waits, now, log };
      const called = hook === null ? null : webhook({ ...parts, ...hook });
      const running = called === null ? poll(parts, signal) : called.listen(signal);
      listening = {
        ...(called === null ? {} : { takeCall: called.takeCall }),
        async stop() {
          ends.abort();
          await running;
          await takes.settled();
          hears.well();
        },
      };
    },

    send: sends.send,
    inOnePiece: sends.inOnePiece,
    revise: sends.revise,
    takeBack: sends.takeBack,
    health: hears.health,
    fetchFile: (attachment) => fetchFile(calls, attachment),
    stop,
  };
  if (hook === null) return { ...channel, alone: true };
  return {
    ...channel,
    callPath,
    async takeCall(headers, body) {
      if (!isSecret(headers['x-telegram-bot-api-secret-token'], hook.secret)) return { status: 403 };
      return (await listening?.takeCall?.(body)) ?? { status: 503 };
    },
  };
}

function hookOf(
  { TELEGRAM_MODE, TELEGRAM_WEBHOOK_SECRET: secret }: TelegramSettings,
  publicUrl: string | null,
): { url: string; secret: string } | null {
  if (TELEGRAM_MODE === 'polling') return null;
  if (publicUrl === null)
    throw new StartFault(
      'Telegram is to call us, but nobody said where.',
      'Set PUBLIC_URL to our address from outside, or TELEGRAM_MODE to polling.',
    );
  if (secret === undefined)
    throw new StartFault(
      'Telegram is to call us, but there is no secret to know it by.',
      'Set TELEGRAM_WEBHOOK_SECRET to 16 or more letters and digits.',
    );
  return { url: `${publicUrl}${callPath}`, secret };
}
