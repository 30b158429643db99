import type {
  Channel,
  ChannelNeeds,
  FetchesFiles,
  ListensAlone,
  RecallsSent,
  RevisesSent,
  TellsHealth,
} from '../../src/core/channel.ts';
import { callsTo } from './calls.ts';
import { mostChoices } from './components.ts';
import { fetchFile } from './files.ts';
import { holdGateway } from './gateway.ts';
import { groundOf } from './ground.ts';
import { hearing, usualWaits, type Waits } from './hearing.ts';
import { listening } from './listening.ts';
import { sending } from './sending.ts';
import { councilChannels, type DiscordSettings } from './settings.ts';
import { longestText } from './write.ts';

export type Discord = Channel & TellsHealth & FetchesFiles & RecallsSent & RevisesSent & ListensAlone;

/**
 * Discord: residents write to a bot. One process at a time hears it over a connection; every process may send.
 * `start` resolves at once and goes on trying until `stop`, whatever is wrong: `health` tells. Both may be called
 * again and again.
 */
export function discord(
  needs: ChannelNeeds,
  settings: DiscordSettings,
  { waits = usualWaits }: { readonly waits?: Waits } = {},
): Discord {
  const { keeping, council, now, log } = needs;
  const access = { token: settings.DISCORD_BOT_TOKEN, apiRoot: settings.DISCORD_API_ROOT };
  const calls = callsTo(access);
  const hears = hearing(now);
  const sends = sending(calls, hears, keeping, now);
  let running: { stop(): Promise<void> } | null = null;

  const stop = async (): Promise<void> => {
    const ending = running;
    running = null;
    await ending?.stop();
  };

  return {
    name: 'discord',
    limits: { text: longestText, buttons: mostChoices, attachments: 10, edits: true },
    alone: true,

    async start(accept) {
      await stop();
      hears.unwell('Discord has not answered yet.');
      const ends = new AbortController();
      const { signal } = ends;
      const ground = groundOf(keeping, councilChannels(settings), now);
      const listens = listening({ accept, keeping, council, calls, ground, hears, waits, now, log, signal });
      const held = holdGateway({ ...access, hear: listens.hear, hears, waits, log }, signal);
      running = {
        async stop() {
          ends.abort();
          await held;
          await listens.settled();
          hears.stores(true);
          hears.well();
        },
      };
    },

    send: sends.send,
    inOnePiece: sends.inOnePiece,
    revise: sends.revise,
    takeBack: sends.takeBack,
    findSent: sends.findSent,
    health: hears.health,
    fetchFile: (attachment) => fetchFile(calls, attachment),
    stop,
  };
}
