import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../../src/core/log.ts';
import { type Calls, DiscordFault } from './calls.ts';
import { detailsOf, type Hearing, pauseAfter, type Waits, whyOf } from './hearing.ts';
import { isLater } from './snowflake.ts';

const pageLength = 100;

export interface ReadingBackNeeds {
  readonly calls: Calls;
  readonly hears: Hearing;
  readonly waits: Waits;
  readonly log: Log;
  readonly signal: AbortSignal;
}

/**
 * Everything said in a channel after a message, oldest first, in pages. Tries until the signal. Ends early with
 * `closed` when we are not let in, `gone` when the channel is no more, and `refused` when Discord will not tell.
 */
export async function readBack(
  { calls, hears, waits, log, signal }: ReadingBackNeeds,
  channel: string,
  after: string,
  each: (message: unknown) => Promise<void>,
): Promise<'done' | 'closed' | 'gone' | 'refused'> {
  let last = after;
  for (let faults = 0; !signal.aborted; ) {
    try {
      const page = await calls.get(`/channels/${channel}/messages`, {
        query: { after: last, limit: String(pageLength) },
        signal,
      });
      hears.mayRead(channel, true);
      const messages = oldestFirst(page);
      for (const { id, message } of messages) {
        await each(message);
        if (signal.aborted) return 'done';
        last = id;
      }
      if (messages.length < pageLength) return 'done';
      faults = 0;
    } catch (fault) {
      if (signal.aborted) break;
      if (!(fault instanceof DiscordFault)) throw fault;
      if (fault.status === 403) {
        hears.mayRead(channel, false);
        return 'closed';
      }
      if (fault.status === 404) return 'gone';
      if (fault.is === 'refused' && fault.status !== 401 && (fault.status ?? 0) < 500) return 'refused';
      faults += 1;
      if (faults > 3) hears.unwell(whyOf(fault));
      log.debug(detailsOf(fault), 'missed messages on Discord are not fetched yet');
      await sleep(pauseAfter(fault, faults, waits), undefined, { signal }).catch(() => undefined);
    }
  }
  return 'done';
}

function oldestFirst(page: unknown): { id: string; message: unknown }[] {
  return (Array.isArray(page) ? page : [])
    .flatMap((message: unknown) => {
      const id = typeof message === 'object' && message !== null && 'id' in message ? message.id : null;
      return typeof id === 'string' && /^\d{1,20}$/.test(id) ? [{ id, message }] : [];
    })
    .sort((one, other) => (isLater(one.id, other.id) ? 1 : -1));
}
