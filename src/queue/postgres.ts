import { setTimeout as pause } from 'node:timers/promises';
import {
  type ConnectionOptions,
  type IQueueBackend,
  PostgresConnection,
  PostgresQueueBackend,
  withBackend,
} from 'bullmq';
import type { Backend } from './backend.ts';
import type { Tuning } from './doorbell.ts';

/**
 * Settings of our own sessions. A ring need not survive a crash of the server, the sweeper repairs it: so no waiting
 * for the disk. And BullMQ's functions are planned while its tables are still empty, when reading a table from end
 * to end looks cheap; kept for a busy session, such a plan cost three quarters of the speed.
 */
const sessionOptions = '-c synchronous_commit=off -c enable_seqscan=off';

/** Every ring leaves dead rows that the next ones step over, faster than the server's own cleaning comes round. */
const cleaning = 'VACUUM (SKIP_LOCKED, TRUNCATE off) bullmq.job, bullmq.dedup, bullmq.event';
const cleanEveryMs = 2_000;
const worthCleaning = 200;

/**
 * Open BullMQ's PostgreSQL backend in schema `bullmq`, bringing its tables up to date.
 *
 * BullMQ would give each Queue and Worker a pool and a listener of its own; here they share one of each.
 */
export async function openPostgres(url: string, tuned: Tuning): Promise<Backend> {
  const connection = new PostgresConnection({
    connectionString: url,
    application_name: 'moothall-queue',
    options: sessionOptions,
    migrate: true,
    max: 5,
    connectionTimeoutMillis: tuned.startTimeoutMs,
    keepAlive: true,
  });
  connection.setMaxListeners(0);
  try {
    await connection.waitUntilReady();
  } catch (error) {
    await connection.close();
    throw error;
  }

  let done = 0;
  const countDone = () => {
    done += 1;
  };
  const cleaner = setInterval(() => {
    if (done < worthCleaning) return;
    done = 0;
    // Only speed is lost when it fails, and an outage is noticed by those who ring and answer.
    connection.pool.query(cleaning).catch(() => {});
  }, cleanEveryMs).unref();

  return {
    classes: withBackend<IQueueBackend, ConnectionOptions>(
      (name, options) => new SharedBackend(connection, name, { ...options, connection: url }, countDone),
    ),
    prefix: 'moothall',
    ringing: () => ({}),
    answering: () => ({}),
    connected: () => true,
    ping: () => connection.pool.query('SELECT 1'),
    onError: (tell) => {
      connection.on('error', tell);
    },
    close() {
      clearInterval(cleaner);
      return connection.close();
    },
  };
}

class SharedBackend extends PostgresQueueBackend {
  private readonly onDone: () => void;

  constructor(
    connection: PostgresConnection,
    queue: string,
    options: ConstructorParameters<typeof PostgresQueueBackend>[2],
    onDone: () => void,
  ) {
    super(connection, queue, options);
    this.onDone = onDone;
  }

  override async close(): Promise<void> {
    // The connection is everybody's; whoever opened it closes it.
  }

  override moveToCompleted(...job: Parameters<PostgresQueueBackend['moveToCompleted']>) {
    this.onDone();
    return super.moveToCompleted(...job);
  }

  override async moveToActive(token: string, name?: string) {
    try {
      return await super.moveToActive(token, name);
    } catch (error) {
      // A worker asks again at once, which a database that is starting up or shutting down need not bear.
      await pause(250);
      throw error;
    }
  }
}
