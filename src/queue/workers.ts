import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../core/log.ts';
import { type Backend, bounded } from './backend.ts';
import type { Doorbell, QueueName, Tuning } from './doorbell.ts';

export interface StartedWorker {
  waitUntilReady(): Promise<unknown>;
  /** Take no more rings. Resolves when the jobs under way are over, or after `closeTimeoutMs` without them. */
  close(): Promise<void>;
}

const windUpMs = 2_000;

/**
 * Answer the rings of one queue, `concurrency` at a time. A job that takes longer than `patienceMs` goes on beside the
 * others and holds none of them up.
 */
export function startWorker(
  queue: QueueName,
  job: (rowId: string) => Promise<void>,
  options: {
    backend: Backend;
    tuned: Tuning;
    concurrency: number;
    patienceMs: number | undefined;
    onFinalFailure: ((rowId: string, error: Error) => void) | undefined;
    onError: (error: Error) => void;
    log: Log;
  },
): StartedWorker {
  const { backend, tuned, concurrency, patienceMs, onFinalFailure, onError, log } = options;
  const underWay = new Map<Promise<void>, string>();
  const failedLate = (row: string, cause: unknown): void => {
    const error = cause instanceof Error ? cause : new Error('failed');
    log.error({ queue, row, ...namesOf(error) }, 'a slow job failed');
    onFinalFailure?.(row, error);
  };
  const worker = new backend.classes.Worker<Doorbell>(
    queue,
    async ({ data }) => {
      const run = (async () => job(data.row))();
      underWay.set(run, data.row);
      const over = run.finally(() => underWay.delete(run));
      const outcome = over.then(
        () => 'over' as const,
        (cause: unknown) => ({ cause }),
      );
      const first = await (patienceMs === undefined
        ? outcome
        : Promise.race([outcome, sleep(patienceMs, 'slow' as const, { ref: false })]));
      if (first === 'slow') void outcome.then((late) => late !== 'over' && failedLate(data.row, late.cause));
      // BullMQ keeps the message of what is thrown; an error's own words may be a resident's.
      else if (first !== 'over') throw new Error('failed', { cause: first.cause });
    },
    {
      connection: backend.answering(),
      prefix: backend.prefix,
      concurrency,
      lockDuration: tuned.lockMs,
      stalledInterval: tuned.deadCheckMs,
      maxStalledCount: tuned.deadWorkers,
      // How soon to ask again after the backend refused: BullMQ's 15 s would outlast most outages.
      runRetryDelay: 1_000,
    },
  );
  worker.on('error', onError);
  worker.on('failed', (ring, failure) => {
    if (ring === undefined) return;
    const error = failure.cause instanceof Error ? failure.cause : failure;
    const fields = { queue, row: ring.data.row, attempt: ring.attemptsMade, ...namesOf(error) };
    if (ring.finishedOn === undefined) {
      log.warn(fields, 'a job failed and will be tried again');
      return;
    }
    log.error(fields, 'a job failed for the last time');
    onFinalFailure?.(ring.data.row, error);
  });
  worker.on('stalled', (id) => log.warn({ queue, job: id }, 'the worker of a job died; another takes it'));

  async function jobsOver(): Promise<void> {
    while (underWay.size > 0) await Promise.allSettled(underWay.keys());
  }

  return {
    waitUntilReady: () => worker.waitUntilReady(),
    async close() {
      const closed = worker.close();
      await bounded(jobsOver(), tuned.closeTimeoutMs).catch(() => {});
      if (underWay.size > 0) log.warn({ queue, rows: [...underWay.values()] }, 'jobs left to another worker');
      // BullMQ waits for a backend that is away as long as it takes; what it has not told it by then is done again.
      else await bounded(closed, windUpMs).catch(() => {});
    },
  };
}

function namesOf(error: Error): { error: string; code?: unknown } {
  return 'code' in error ? { error: error.name, code: error.code } : { error: error.name };
}
