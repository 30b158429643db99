import pg from 'pg';
import type { Log } from '../core/log.ts';

/** What tells every process that something may have changed. A bell carries a topic and nothing else. */
export interface Bells {
  /** Ring for a topic, in every process that listens. Rings within a few milliseconds go out together. */
  announce(topic: string): Promise<void>;
  /** Call `rung` whenever the topic may have changed, until the function given back is called. */
  listen(topic: string, rung: () => void): () => void;
  /** Call `rung` with every topic that begins with `prefix`. */
  listenAll(prefix: string, rung: (topic: string) => void): () => void;
  close(): Promise<void>;
}

const channel = 'moothall';
const gatherMs = 3;
const reconnectMs = 1_000;

/**
 * Bells over PostgreSQL's LISTEN and NOTIFY. After a lost connection every listener is rung once, since a ring
 * may have been missed meanwhile: whoever listens reads the ledger, so that is harmless.
 */
export function openBells(url: string, pool: pg.Pool, log: Log): Bells {
  const listeners = new Map<string, Set<() => void>>();
  const prefixes = new Map<string, Set<(topic: string) => void>>();
  let gathered = new Set<string>();
  let flush: Promise<void> | null = null;
  let client: pg.Client | null = null;
  let closed = false;

  const dispatch = (topic: string): void => {
    for (const rung of listeners.get(topic) ?? []) rung();
    for (const [prefix, all] of prefixes) if (topic.startsWith(prefix)) for (const rung of all) rung(topic);
  };

  const connect = async (again: boolean): Promise<void> => {
    if (closed) return;
    const next = new pg.Client({
      connectionString: url,
      keepAlive: true,
      application_name: 'moothall bells',
    });
    next.on('notification', ({ payload }) => payload !== undefined && dispatch(payload));
    next.on('error', () => undefined);
    next.on('end', () => {
      if (client === next) client = null;
      if (!closed) setTimeout(() => void connect(true), reconnectMs).unref();
    });
    try {
      await next.connect();
      await next.query(`LISTEN ${channel}`);
      client = next;
      if (closed) await next.end();
      else if (again) for (const topic of listeners.keys()) dispatch(topic);
    } catch (error) {
      log.warn({ error }, 'the ledger cannot be listened to; trying again');
      // Ending it leads to `end`, and so to the next try.
      await next.end().catch(() => undefined);
    }
  };
  const connected = connect(false);

  const add = <T>(all: Map<string, Set<T>>, key: string, rung: T): (() => void) => {
    const set = all.get(key) ?? new Set<T>();
    all.set(key, set.add(rung));
    return () => {
      set.delete(rung);
      if (set.size === 0) all.delete(key);
    };
  };

  return {
    announce(topic) {
      gathered.add(topic);
      flush ??= new Promise<void>((resolve) => setTimeout(resolve, gatherMs)).then(async () => {
        const topics = [...gathered];
        gathered = new Set();
        flush = null;
        await pool.query({
          name: 'announce',
          text: 'SELECT pg_notify($1, topic) FROM unnest($2::text[]) AS topic',
          values: [channel, topics],
        });
      });
      return flush;
    },
    listen: (topic, rung) => add(listeners, topic, rung),
    listenAll: (prefix, rung) => add(prefixes, prefix, rung),
    async close() {
      closed = true;
      await connected;
      await client?.end();
    },
  };
}
