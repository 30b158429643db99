import type { Log } from '../core/log.ts';
import { type Backend, bounded } from './backend.ts';
import { type Doorbell, type QueueName, type Tuning, tuning } from './doorbell.ts';
import { watchForOutage } from './outage.ts';
import { openPostgres } from './postgres.ts';
import { openRedis } from './redis.ts';
import { gatherRings, keepRings } from './rings.ts';
import { type StartedWorker, startWorker } from './workers.ts';

export type { QueueName, Tuning };

/**
 * The doorbell beside the ledger: it tells some worker which row to look at, and carries nothing but that row's id.
 *
 * A row may be rung at any time, by anyone, as often as they like:
 * - while a ring of the row waits, another adds nothing;
 * - while a ring of the row is being answered, another is kept and answered after it, so that whoever commits
 *   and then rings is always seen, and one row is never answered twice at once (but for the next two points);
 * - a ring with a delay stands by itself, one for each due time, and holds back no other ring;
 * - a worker that dies, or is stuck for longer than `lockMs`, leaves its ring to another worker.
 *
 * So a job must be able to run twice. A ring that could not be made is repaired by the sweeper.
 */
export interface Queues {
  /**
   * Ask for a row to be looked at. Never throws, and takes no longer than about `ringTimeoutMs`: a ring that cannot
   * be made is counted and logged. Resolves to whether it was made. `delayMs` counts from now.
   */
  ring(queue: QueueName, rowId: string, options?: { delayMs?: number }): Promise<boolean>;
  /**
   * Answer rings. A job that throws is tried again after a growing pause; after the last attempt its ring is dropped
   * and `onFinalFailure` is told. Resolves once listening, or while the backend is away, in which case listening
   * starts when it is back. A job that takes longer than `patienceMs` makes room for others and goes on beside them;
   * where it fails then, it is not tried again here. Throws when this queue is already worked here, or closed.
   */
  work(
    queue: QueueName,
    job: (rowId: string) => Promise<void>,
    options: {
      concurrency: number;
      patienceMs?: number;
      onFinalFailure?: (rowId: string, error: Error) => void;
    },
  ): Promise<void>;
  /** Whether the backend answers now, for readiness. Never throws; false after two seconds of silence. */
  healthy(): Promise<boolean>;
  /** How many rings could not be made since the start. */
  missedRings(): number;
  /**
   * Answer no more rings, wait for the jobs under way for at most `closeTimeoutMs`, then make no more rings and close
   * every connection. A job still running then is left to another worker. May be called twice.
   */
  close(): Promise<void>;
}

/** Nobody reads BullMQ's own events; it cannot be told to write none. */
const streams = { events: { maxLen: 100 } };

/**
 * Open the queues on Redis when there is a `redisUrl`, else in the schema `bullmq` of the ledger's PostgreSQL.
 * Holds at most 6 connections to PostgreSQL, or 4 to Redis. Throws when an address is not one, or when PostgreSQL
 * cannot be reached; a Redis that is away is waited for, in the background.
 */
export async function openQueues(options: {
  redisUrl?: string | undefined;
  databaseUrl: string;
  log: Log;
  tuning?: Partial<Tuning>;
}): Promise<Queues> {
  const { log } = options;
  const tuned: Tuning = { ...tuning, ...options.tuning };
  const backend: Backend =
    options.redisUrl === undefined
      ? await openPostgres(options.databaseUrl, tuned)
      : await openRedis(options.redisUrl, tuned);
  const outage = watchForOutage(() => backend.ping(), log);
  backend.onError(outage.suspect);

  const workers = new Map<QueueName, StartedWorker>();
  const bells = { inbound: openBell('inbound'), outbound: openBell('outbound') };
  let closing: Promise<void> | undefined;
  let silent = false;

  function openBell(name: QueueName) {
    let queue: ReturnType<typeof make> | undefined;

    function make() {
      const settings = { connection: backend.ringing(), prefix: backend.prefix, streams };
      return new backend.classes.Queue<Doorbell>(name, settings).on('error', outage.suspect);
    }

    /** BullMQ never gets over a connection lost while it was being set up, so such a Queue is made anew. */
    async function ready() {
      queue ??= make();
      try {
        await queue.waitUntilReady();
        return queue;
      } catch (error) {
        queue = undefined;
        throw error;
      }
    }

    const rings = gatherRings(async (batch) => {
      try {
        if (outage.isDown() || !backend.connected()) throw new Error('The queue backend is not connected.');
        await bounded(
          ready().then((opened) => keepRings(opened, batch, tuned)),
          tuned.ringTimeoutMs,
        );
        return true;
      } catch (error) {
        outage.missed(batch.length, error);
        log.debug({ queue: name, rows: batch.map(({ rowId }) => rowId) }, 'rings missed');
        return false;
      }
    });
    return { rings, close: async () => queue?.close() };
  }

  async function stop(): Promise<void> {
    // A job under way may still ring.
    await Promise.all([...workers.values()].map((worker) => worker.close()));
    silent = true;
    await Promise.all(Object.values(bells).map(({ rings }) => rings.close()));
    outage.stop();
    await bounded(Promise.all(Object.values(bells).map((bell) => bell.close())), 1_000).catch(() => {});
    await bounded(backend.close(), 1_000).catch(() => {});
  }

  return {
    ring: async (queue, rowId, { delayMs = 0 } = {}) =>
      !silent && bells[queue].rings.ring(rowId, delayMs > 0 ? Date.now() + delayMs : null),
    async work(queue, job, { concurrency, patienceMs, onFinalFailure }) {
      if (closing !== undefined) throw new Error('The queues are closed.');
      if (workers.has(queue)) throw new Error(`The queue ${queue} is already worked in this process.`);
      const worker = startWorker(queue, job, {
        backend,
        tuned,
        concurrency,
        patienceMs,
        onFinalFailure,
        onError: outage.suspect,
        log,
      });
      workers.set(queue, worker);
      await bounded(worker.waitUntilReady(), tuned.startTimeoutMs).catch(outage.suspect);
    },
    healthy: () =>
      bounded(backend.ping(), 2_000).then(
        () => true,
        () => false,
      ),
    missedRings: outage.missedRings,
    close() {
      closing ??= stop();
      return closing;
    },
  };
}
