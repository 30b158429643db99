import { usualWaits, type Waits } from '../../adapters/discord/hearing.ts';
import { discord } from '../../adapters/discord/index.ts';
import { discordSettings } from '../../adapters/discord/settings.ts';
import type { Keeping } from '../../src/core/channel.ts';
import { startDiscordServer } from '../platforms/discord-server.ts';
import { aLedgerFor } from './listening.ts';
import { marlcombe } from './moothall.ts';
import { afterwards } from './postgres.ts';

/** As quick as a test may be, and still in the same proportions. */
export const quickWaits: Waits = {
  ...usualWaits,
  firstMs: 20,
  longestMs: 200,
  personMs: 150,
  anewMs: 6_000,
  noteMs: 100,
  answerMs: 400,
};

/** Discord on this machine, and a ledger. Both end with the test. */
export async function aDiscord() {
  const server = await startDiscordServer();
  afterwards(() => server.stop());
  const ledger = await aLedgerFor('discord');
  return {
    ...ledger,
    server,
    /** The adapter, as one process has it. */
    open: (
      more: {
        waits?: Waits;
        now?: () => Date;
        token?: string;
        channels?: string;
        apiRoot?: string;
        keeping?: Keeping;
      } = {},
    ) => {
      const settings = discordSettings.parse({
        DISCORD_BOT_TOKEN: more.token ?? server.token,
        DISCORD_API_ROOT: more.apiRoot ?? server.apiRoot,
        DISCORD_GUILD_CHANNELS: more.channels ?? '',
      });
      const needs = {
        keeping: more.keeping ?? ledger.keeping,
        council: marlcombe.facts,
        publicUrl: null,
        now: more.now ?? (() => new Date()),
        log: ledger.log,
      };
      const token = settings.DISCORD_BOT_TOKEN ?? '';
      const channel = discord(
        needs,
        { ...settings, DISCORD_BOT_TOKEN: token },
        { waits: more.waits ?? quickWaits },
      );
      afterwards(() => channel.stop());
      return channel;
    },
  };
}

export type ADiscord = Awaited<ReturnType<typeof aDiscord>>;
