import { type App, type Receiver, SocketModeReceiver, type webApi } from '@slack/bolt';
import type { Log } from '../../src/core/log.ts';
import { nameOf } from './acts.ts';
import { silent } from './calls.ts';
import { within } from './opening.ts';

export interface Heeds {
  readonly log: Log;
  /** Told when Slack is not heard, in a sentence for the operator, and null when it is again. */
  onTrouble(why: string | null): void;
}

export interface SocketSettings extends Heeds {
  readonly appToken: string;
  readonly clientOptions: webApi.WebClientOptions;
  readonly waits?: Waits;
}

/** How long to wait for Slack's hello, and before another try. */
export interface Waits {
  readonly helloMs: number;
  readonly firstMs: number;
  readonly longestMs: number;
}
export const usualWaits: Waits = { helloMs: 15_000, firstMs: 500, longestMs: 30_000 };

/**
 * Slack over a connection of our own. An event is acknowledged once it is acted on, so that Slack tells of it again when it
 * could not be; what somebody pressed or sent off is acknowledged by whoever answers it. `start` resolves at once and goes on
 * trying until `stop`: `onTrouble` tells.
 */
export function socketReceiver(settings: SocketSettings): Receiver {
  const { appToken, clientOptions, log, onTrouble, waits = usualWaits } = settings;
  // Bolt's receiver brings the client along, but acknowledges events before they are acted on.
  const { client } = new SocketModeReceiver({
    appToken,
    autoReconnectEnabled: false,
    logger: silent,
    installerOptions: { clientOptions: { ...clientOptions } },
  });
  client.removeAllListeners('slack_event');
  let app: App | null = null;
  let ends: AbortController | null = null;
  let held: Promise<void> = Promise.resolve();

  client.on('slack_event', async ({ ack, type, body, retry_num, retry_reason }: SocketEvent) => {
    try {
      const retried = {
        ...(retry_num === undefined ? {} : { retryNum: retry_num }),
        ...(retry_reason === undefined ? {} : { retryReason: retry_reason }),
      };
      if (type !== 'events_api') {
        await app?.processEvent({ body, ack: async (answer?: unknown) => ack(answer), ...retried });
        return;
      }
      await app?.processEvent({ body, ack: async () => undefined, ...retried });
      await ack();
    } catch (fault) {
      log.warn(
        { event: 'slack-heard', fault: nameOf(fault) },
        'What Slack told could not be taken; it tells again.',
      );
    }
  });

  const connectOnce = async (signal: AbortSignal): Promise<void> => {
    const { promise: gone, end } = goneOrEnded(signal);
    client.once('disconnected', end);
    const hello = await within(
      client.start().then(() => true),
      waits.helloMs,
    );
    if (hello !== true) throw new Error('Slack took the connection and did not say hello.');
    onTrouble(null);
    await gone;
  };

  const hold = async (signal: AbortSignal): Promise<void> => {
    for (let faults = 0; !signal.aborted; ) {
      try {
        await connectOnce(signal);
        faults = 0;
      } catch (fault) {
        faults += 1;
        onTrouble(troubleOf(fault));
        log.warn({ event: 'slack-unheard', fault: nameOf(fault), faults }, 'Slack is not heard.');
        await within(client.disconnect(), 1_000).catch(() => undefined);
      }
      const pauseMs =
        faults === 0 ? 0 : Math.min(waits.longestMs, waits.firstMs * 2 ** Math.min(faults - 1, 16));
      await pause(pauseMs, signal);
    }
    await within(client.disconnect(), 1_000).catch(() => undefined);
  };

  return {
    init(made) {
      app = made;
    },
    async start() {
      if (ends !== null) return;
      ends = new AbortController();
      onTrouble('Slack has not answered yet.');
      held = hold(ends.signal);
    },
    async stop() {
      ends?.abort();
      ends = null;
      await held;
      onTrouble(null);
    },
  };
}

interface SocketEvent {
  readonly ack: (answer?: unknown) => Promise<void>;
  readonly type: string;
  readonly body: Record<string, unknown>;
  readonly retry_num?: number;
  readonly retry_reason?: string;
}

function troubleOf(fault: unknown): string {
  const code = JSON.stringify(fault instanceof Error && 'data' in fault ? fault.data : '');
  return /invalid_auth|not_authed|account_inactive|token_/.test(code)
    ? 'Slack does not take our app token: set a new SLACK_APP_TOKEN. What officers do in Slack is not heard.'
    : 'Slack is not heard: the connection could not be made. We go on trying.';
}

/** Resolves when it is ended, by whoever calls `end` or by the signal. */
function goneOrEnded(signal: AbortSignal): { readonly promise: Promise<void>; end(): void } {
  let end = (): void => undefined;
  const promise = new Promise<void>((resolve) => {
    end = () => {
      signal.removeEventListener('abort', end);
      resolve();
    };
    signal.addEventListener('abort', end, { once: true });
  });
  return { promise, end };
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const timer = setTimeout(done, ms);
    function done(): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    }
    signal.addEventListener('abort', done, { once: true });
  });
}
