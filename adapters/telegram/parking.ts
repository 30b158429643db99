import { z } from 'zod';
import type { Keeping } from '../../src/core/channel.ts';
import type { Log } from '../../src/core/log.ts';
import { detailsOf, NotStored } from './hearing.ts';
import type { Said } from './read.ts';
import type { Taking } from './taking.ts';

/*
 * Telegram calls us with the next update of a chat only once we answered for the one before it. So the parts of an
 * album cannot wait for each other unanswered: each is parked in the ledger and answered for, and 700 ms after the
 * last they are stored as one message and forgotten here. What a process that died leaves parked the next one stores.
 */

interface ParkingNeeds {
  readonly keeping: Keeping;
  readonly take: Taking['take'];
  readonly albumMs: number;
  readonly now: () => Date;
  readonly log: Log;
}

const parked = z.object({
  at: z.number(),
  part: z.custom<Omit<Said, 'message'> & { message: Omit<Said['message'], 'sentAt'> & { sentAt: string } }>(),
});

interface Waiting {
  readonly lane: string;
  readonly timer: NodeJS.Timeout;
}

/** After how long storing a parked album is tried again. */
const againMs = 5_000;

export function parking({ keeping, take, albumMs, now, log }: ParkingNeeds) {
  const waiting = new Map<string, Waiting>();
  const storing = new Set<Promise<unknown>>();
  let stopped = false;

  const wait = (album: string, lane: string, ms: number): void => {
    if (stopped) return;
    clearTimeout(waiting.get(album)?.timer);
    const timer = setTimeout(() => {
      const done = store(album, lane).finally(() => storing.delete(done));
      storing.add(done);
    }, ms);
    waiting.set(album, { lane, timer });
  };

  /** Store what is parked of an album, unless more of it came just now. Never throws: it tries again. */
  const store = async (album: string, lane: string): Promise<void> => {
    waiting.delete(album);
    try {
      const rows = await rowsOf(album);
      const rest = Math.max(...rows.map(({ at }) => at)) + albumMs - now().getTime();
      if (rest > 0) wait(album, lane, rest);
      else await storeRows(rows);
    } catch (error) {
      log.warn(detailsOf(new NotStored(error)), 'an album from Telegram could not be stored yet');
      wait(album, lane, againMs);
    }
  };

  const storeRows = async (rows: Awaited<ReturnType<typeof rowsOf>>): Promise<void> => {
    const [first, ...more] = rows.map(({ part }) => part);
    if (first !== undefined) await take([first, ...more]);
    for (const { name } of rows) await keeping.cursors.forget(name);
  };

  const rowsOf = async (album: string) => {
    const all = [...(await keeping.cursors.all())].filter(([name]) => name.startsWith(`album:${album}:`));
    const rows = all.map(([name, value]) => {
      const { at, part } = parked.parse(JSON.parse(value));
      const { message } = part;
      return { name, at, part: { ...part, message: { ...message, sentAt: new Date(message.sentAt) } } };
    });
    return rows.sort((one, other) => orderOf(one.name) - orderOf(other.name));
  };

  return {
    /** Park one part. Resolves when it is safe. */
    async park(album: string, part: Said): Promise<void> {
      const name = `album:${album}:${part.message.externalId.split(':')[1]}`;
      await keeping.cursors.keep(name, JSON.stringify({ at: now().getTime(), part }));
      wait(album, part.message.from.thread, albumMs);
    },

    /** Store what is parked of this resident: they go on to something else. Throws what storing throws. */
    async storeAllOf(lane: string): Promise<void> {
      for (const [album, { lane: whose }] of [...waiting])
        if (whose === lane) await storeRows(await rowsOf(album));
    },

    /** Store, in a while, what a process that died left parked. */
    async resume(): Promise<void> {
      const names = [...(await keeping.cursors.all()).keys()].filter((name) => name.startsWith('album:'));
      for (const album of new Set(names.map((name) => name.split(':').slice(1, 3).join(':'))))
        if (!waiting.has(album)) wait(album, '', albumMs);
    },

    async stop(): Promise<void> {
      stopped = true;
      for (const { timer } of waiting.values()) clearTimeout(timer);
      waiting.clear();
      await Promise.all(storing);
    },
  };
}

/** Where a part stands in its album: by the number of its message. */
function orderOf(name: string): number {
  return Number(name.split(':')[3]);
}
