import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Events, GatewayIntentBits, Options, SimpleShardingStrategy } from 'discord.js';
import type { Log } from '../../src/core/log.ts';
import { faultOf, restOptions } from './calls.ts';
import { detailsOf, GatewayFault, type Hearing, pauseAfter, type Waits, whyOf } from './hearing.ts';
import type { Dispatch } from './payload.ts';

export interface GatewayNeeds {
  readonly token: string;
  readonly apiRoot: string;
  /** Called for each event in the order they came. */
  readonly hear: (event: Dispatch) => void;
  readonly hears: Hearing;
  readonly waits: Waits;
  readonly log: Log;
}

const intents = [
  GatewayIntentBits.Guilds,
  GatewayIntentBits.GuildMessages,
  GatewayIntentBits.DirectMessages,
  GatewayIntentBits.MessageContent,
];

/** Hold a connection to Discord's gateway until the signal: whatever ends one, another is made. */
export async function holdGateway(needs: GatewayNeeds, signal: AbortSignal): Promise<void> {
  const { hears, waits, log } = needs;
  let faults = 0;
  while (!signal.aborted) {
    const started = performance.now();
    try {
      await oneConnection(needs, signal);
    } catch (fault) {
      faults = performance.now() - started > waits.anewMs ? 1 : faults + 1;
      hears.unwell(whyOf(fault));
      log.warn(detailsOf(fault), 'Discord is not heard; the connection is made anew');
      await sleep(pauseAfter(fault, faults, waits), undefined, { signal }).catch(() => undefined);
    }
  }
}

/** One connection, with all the resuming discord.js does by itself. Throws when it is over for good. */
async function oneConnection(needs: GatewayNeeds, signal: AbortSignal): Promise<void> {
  const { token, apiRoot, hears, waits, log } = needs;
  let over = false;
  const client = new Client({
    intents,
    rest: restOptions(apiRoot),
    makeCache: Options.cacheWithLimits(Options.DefaultMakeCacheSettings),
    ws: {
      buildStrategy(manager) {
        const { options } = manager;
        const sessionOf = options.retrieveSessionInfo;
        // A connection that was lost is made again after half a second, even when it was ended meanwhile: it asks for
        // its session first, and then gets no answer.
        options.retrieveSessionInfo = (shard) =>
          over ? new Promise<never>(() => undefined) : sessionOf(shard);
        return new SimpleShardingStrategy(manager);
      },
    },
  });
  let patience: NodeJS.Timeout | undefined;
  let ended = (): void => undefined;
  try {
    await new Promise<void>((resolve, reject) => {
      const waitForIt = (): void => {
        patience ??= setTimeout(() => reject(new GatewayFault('Discord was not heard again.')), waits.anewMs);
      };
      client.on(Events.Raw, (packet: { t: string; d: unknown }) => {
        const { t, d } = packet;
        if (t === 'READY' || t === 'RESUMED') {
          clearTimeout(patience);
          patience = undefined;
          hears.well();
        }
        // We read it ourselves. What discord.js cannot read would end the process, so it sees only what it needs.
        if (t !== 'READY') packet.t = 'READ';
        needs.hear({ t, d });
      });
      client.on(Events.ShardReconnecting, () => {
        hears.unwell('The connection to Discord was lost, and is being made again.');
        waitForIt();
      });
      client.on(Events.ShardDisconnect, ({ code }) =>
        reject(new GatewayFault(`Discord closed the connection (${code}).`, code)),
      );
      client.on(Events.Invalidated, () => reject(new GatewayFault('Discord ended the session.')));
      client.on(Events.ShardError, (error) =>
        log.debug(detailsOf(error), 'trouble with the connection to Discord'),
      );
      client.on(Events.Error, (error) => log.error(detailsOf(error), 'discord.js failed'));
      ended = resolve;
      signal.addEventListener('abort', ended, { once: true });
      if (signal.aborted) return resolve();
      waitForIt();
      client.login(token).catch((error: unknown) => reject(loginFault(error, token)));
    });
  } finally {
    over = true;
    clearTimeout(patience);
    signal.removeEventListener('abort', ended);
    client.removeAllListeners(Events.Raw).removeAllListeners(Events.ShardReconnecting);
    await client
      .destroy()
      .catch((error: unknown) => log.debug(detailsOf(error), 'a connection to Discord ended badly'));
  }
}

function loginFault(error: unknown, token: string): Error {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'TokenInvalid' ? new GatewayFault('The token is not valid.', 4004) : faultOf(error, token);
}
