import { vi } from 'vitest';
import { usualWaits, type Waits } from '../../adapters/discord/hearing.ts';
import { discord } from '../../adapters/discord/index.ts';
import { discordSettings } from '../../adapters/discord/settings.ts';
import type { Accept, Keeping } from '../../src/core/channel.ts';
import { ids } from '../../src/ids.ts';
import { withClient } from '../../src/store/connection.ts';
import { openStore } from '../../src/store/store.ts';
import { startDiscordServer } from '../platforms/discord-server.ts';
import { keepLog } from './log.ts';
import { marlcombe } from './moothall.ts';
import { afterwards, freshDatabase } from './postgres.ts';
import type { Row } from './telegram.ts';

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
  const url = await freshDatabase('ledger');
  const { log, lines: logged } = keepLog();
  const store = openStore({ url, council: marlcombe, ids, desks: [], now: () => new Date(), log });
  afterwards(() => store.close());
  const read = <T extends object>(query: string) =>
    withClient(url, async (client) => (await client.query<T>(query)).rows);
  const keeping = store.channels.of('discord');
  return {
    server,
    store,
    logged,
    keeping,
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
        keeping: more.keeping ?? keeping,
        council: marlcombe.facts,
        publicUrl: null,
        now: more.now ?? (() => new Date()),
        log,
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
    /** What residents said, in the order it was stored. */
    rows: () =>
      read<Row>(`
        SELECT m.external_id AS "externalId", c.thread, m.text, m.attachments, m.place, m.publicly,
               r.external_id AS revises
          FROM message m JOIN conversation c ON c.id = m.conversation_id LEFT JOIN message r ON r.id = m.revises_id
         WHERE m.voice = 'resident' ORDER BY m.stored_at, c.thread, m.seq`),
    aside: async () => (await store.channels.latestSetAside(100)).map(({ what }) => what),
    counted: async (what: 'repaired' | 'gaps') => {
      await store.channels.flush();
      return (await store.channels.hours(new Date(0))).reduce((sum, hour) => sum + hour[what], 0);
    },
  };
}

export type ADiscord = Awaited<ReturnType<typeof aDiscord>>;

/** Listen, and wait until Discord is heard. */
export async function listens(channel: ReturnType<typeof discord>, accept: Accept): Promise<void> {
  await channel.start(accept);
  await heard(channel);
}

export async function heard(channel: ReturnType<typeof discord>): Promise<void> {
  await vi.waitFor(
    () => {
      if (!channel.health().well) throw new Error(channel.health().why ?? 'not well');
    },
    { timeout: 10_000, interval: 5 },
  );
}
