import type { JobsOptions } from 'bullmq';
import type { Doorbell, Tuning } from './doorbell.ts';

/** A row to be looked at, now or when it is due (milliseconds since 1970). */
export interface Ring {
  readonly rowId: string;
  readonly dueAt: number | null;
}

export interface Rings {
  ring(rowId: string, dueAt: number | null): Promise<boolean>;
  /** Resolves when every ring taken so far is made or missed. */
  close(): Promise<void>;
}

interface Gathered extends Ring {
  readonly tell: ((made: boolean) => void)[];
}

/** Larger batches gained nothing on either backend. */
const largestBatch = 100;

/**
 * Make rings together: while one batch is on its way to the backend, the next gathers. An idle queue is rung at once,
 * a busy one pays one round trip (on PostgreSQL, one commit) for many rings. `make` must not throw.
 */
export function gatherRings(make: (batch: Ring[]) => Promise<boolean>): Rings {
  const gathered = new Map<string, Gathered>();
  let underWay: Promise<void> | undefined;

  async function makeAll(): Promise<void> {
    // Rings made in the same turn of the event loop belong to the same batch.
    await new Promise((resolve) => setImmediate(resolve));
    while (gathered.size > 0) {
      const batch = [...gathered].slice(0, largestBatch);
      for (const [key] of batch) gathered.delete(key);
      const rings = batch.map(([, ring]) => ring);
      const made = await make(rings);
      for (const tell of rings.flatMap((ring) => ring.tell)) tell(made);
    }
    underWay = undefined;
  }

  return {
    ring: (rowId, dueAt) =>
      new Promise((tell) => {
        const key = `${rowId} ${dueAt}`;
        const same = gathered.get(key);
        if (same === undefined) gathered.set(key, { rowId, dueAt, tell: [tell] });
        else same.tell.push(tell);
        underWay ??= makeAll();
      }),
    close: async () => underWay,
  };
}

interface Job {
  readonly name: string;
  readonly data: Doorbell;
  readonly opts: JobsOptions;
}

/** What this file needs of a BullMQ Queue. */
export interface JobQueue {
  add(name: string, data: Doorbell, opts: JobsOptions): Promise<unknown>;
  addBulk(jobs: Job[]): Promise<unknown>;
}

/** Hand a batch of rings to BullMQ. */
export async function keepRings(queue: JobQueue, batch: Ring[], tuned: Tuning): Promise<void> {
  const jobs: Job[] = batch.map((ring) => ({
    name: 'ring',
    data: { row: ring.rowId },
    opts: optionsOf(ring, tuned),
  }));
  const [first] = jobs;
  if (first !== undefined && jobs.length === 1) await queue.add(first.name, first.data, first.opts);
  else await queue.addBulk(jobs);
}

function optionsOf({ rowId, dueAt }: Ring, tuned: Tuning): JobsOptions {
  return {
    ...(dueAt === null
      ? { deduplication: { id: rowId, keepLastIfActive: true } }
      : { jobId: `${rowId}.${dueAt}`, delay: Math.max(1, dueAt - Date.now()) }),
    attempts: tuned.attempts,
    backoff: { type: 'exponential', delay: tuned.backoffMs, jitter: 0.5 },
    // The ledger is the record. A finished job kept here would also hold back the next ring of its row.
    removeOnComplete: true,
    removeOnFail: true,
    stackTraceLimit: 0,
  };
}
