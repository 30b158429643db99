import { createHash, timingSafeEqual } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { gapSince, keepHeard } from './gaps.ts';
import { detailsOf, NotStored, pauseAfter, whyOf } from './hearing.ts';
import { parking } from './parking.ts';
import { wanted } from './payload.ts';
import type { PollingNeeds } from './polling.ts';
import { type Arrival, type Reading, read } from './read.ts';

/** Where Telegram calls, below our public address. */
export const callPath = '/channels/telegram';

export interface WebhookNeeds extends PollingNeeds {
  /** Where Telegram reaches us, from outside. */
  readonly url: string;
  readonly secret: string;
}

/** How often we ask Telegram whether it reaches us. */
const lookAfterMs = 60_000;
/** For how long a call that failed is told of. */
const lateMs = 120_000;

/** Whether a call is Telegram's: compared in the same time however much of it is right. */
export function isSecret(given: string | undefined, secret: string): boolean {
  const [one, other] = [given ?? '', secret].map((text) => createHash('sha256').update(text).digest());
  return one !== undefined && other !== undefined && timingSafeEqual(one, other);
}

/** Telegram calls us. `listen` tells it where, for as long as we listen; `takeCall` answers once what came is safe. */
export function webhook(needs: WebhookNeeds) {
  const { calls, keeping, take, hears, waits, now, log } = needs;
  const park = parking({ keeping, take, albumMs: waits.albumMs, now, log });
  let bot: Arrival['bot'] | null = null;

  const takeReading = async (reading: Reading): Promise<void> => {
    if (reading.is === 'nothing') return;
    if (reading.is === 'aside') {
      await take([reading]);
    } else if (reading.album !== undefined && reading.message.revises === undefined) {
      await park.park(reading.album, reading);
    } else {
      await park.storeAllOf(reading.message.from.thread);
      await take([reading]);
    }
  };

  return {
    async takeCall(body: string): Promise<{ status: number }> {
      if (bot === null) return { status: 503 };
      const payload = parsed(body);
      if (payload === undefined) return { status: 400 };
      try {
        await takeReading(read(payload, { bot, at: now() }));
        hears.well();
        return { status: 200 };
      } catch (error) {
        hears.unwell(whyOf(new NotStored(error)));
        log.warn(
          detailsOf(new NotStored(error)),
          'what Telegram called with could not be stored; it will call again',
        );
        return { status: 503 };
      }
    },

    /** Never throws: what goes wrong is tried again after a pause, and told in `health`. */
    async listen(signal: AbortSignal): Promise<void> {
      const heard = keepHeard(needs);
      const since = now().getTime();
      let faults = 0;
      let told = false;
      while (!signal.aborted) {
        let pauseMs = lookAfterMs;
        try {
          if (bot === null) {
            const cursors = await keeping.cursors.all().catch((cause: unknown) => {
              throw new NotStored(cause);
            });
            gapSince(cursors, needs);
            const me = await calls.me(signal);
            await park.resume();
            bot = me;
          }
          if (!told) await tell(needs, signal);
          told = await isReached(needs, since, signal);
          await heard();
          faults = 0;
        } catch (fault) {
          if (signal.aborted) break;
          faults += 1;
          hears.unwell(whyOf(fault));
          pauseMs = pauseAfter(fault, faults, waits, Math.random);
          log.warn({ ...detailsOf(fault), faults }, 'Telegram was not told where to call');
        }
        await sleep(pauseMs, undefined, { signal }).catch(() => undefined);
      }
      bot = null;
      await park.stop();
    },
  };
}

/** Tell Telegram where to call. Once in each process: nobody can ask it which secret it has. */
async function tell({ calls, url, secret, hears }: WebhookNeeds, signal: AbortSignal): Promise<void> {
  const payload = { url, secret_token: secret, allowed_updates: wanted, drop_pending_updates: false };
  await calls.call('setWebhook', payload, { signal });
  hears.well();
}

/** Ask how calling us has gone since we listen. False when Telegram is to call somebody else. */
async function isReached(
  { calls, url, hears, now }: WebhookNeeds,
  since: number,
  signal: AbortSignal,
): Promise<boolean> {
  const info = await calls.call('getWebhookInfo', {}, { signal });
  const failedAt = (info.last_error_date ?? 0) * 1000;
  const lately = failedAt >= since && now().getTime() - failedAt < lateMs;
  if (info.url !== url) hears.unwell('Somebody told Telegram to call another address than ours.');
  else if (lately && info.pending_update_count > 0)
    hears.unwell(`Telegram does not reach us: ${(info.last_error_message ?? '').slice(0, 200)}.`);
  else hears.well();
  return info.url === url;
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
