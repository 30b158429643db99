import { setTimeout as sleep } from 'node:timers/promises';
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { StartFault } from '../core/errors.ts';
import type { Log } from '../core/log.ts';
import { codeOf, explainConnection, mayComeUp, placeOf } from './connection-fault.ts';
import { PrismaClient } from './generated/client.ts';

/** The way to the ledger: a pool for the plain SQL of the hot path, and Prisma for the rest. */
export interface Ledger {
  readonly pool: pg.Pool;
  readonly prisma: PrismaClient;
  /** For questions asked of the record, so that a slow one keeps no message waiting. */
  readonly reading: pg.Pool;
  /** Waits for queries under way. May be called twice. */
  close(): Promise<void>;
}

/** Open the ledger; nothing is connected until it is first asked. A lost connection is replaced by itself. */
export function openLedger(url: string, options: { max?: number; log: Log }): Ledger {
  const common = {
    connectionString: url,
    application_name: 'moothall',
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
  };
  const pool = new pg.Pool({
    ...common,
    // More connections than this only wait for each other: see "What a message costs" in the README.
    max: options.max ?? 10,
    // Statements of one step that do not need each other's answers go out together.
    pipeline: true,
    // Every statement of the hot path has its index. Planned while the tables are small, it would read them whole
    // for as long as the plan is kept.
    options: '-c enable_seqscan=off',
  });
  // Questions asked of the record have connections of their own, so that a slow one keeps no message waiting.
  const reading = new pg.Pool({ ...common, max: 4 });
  let closed: Promise<void> | undefined;
  // An idle connection that breaks has nobody waiting for it, and would otherwise end the process.
  for (const each of [pool, reading]) {
    each.on('error', (error) => {
      // Once we are closing, the server may be quicker to hang up than we are.
      if (closed === undefined)
        options.log.warn({ code: codeOf(error) }, 'A connection to the ledger was lost.');
    });
  }
  const prisma = new PrismaClient({ adapter: new PrismaPg(reading) });
  return {
    pool,
    prisma,
    reading,
    close() {
      closed ??= prisma.$disconnect().then(async () => {
        await Promise.all([pool.end(), reading.end()]);
      });
      return closed;
    },
  };
}

/** The oldest PostgreSQL we and BullMQ are made for. */
const oldestServer = 14;

/**
 * Make sure that the ledger can be reached and is fit for use, waiting up to `patienceMs` for a server that is
 * not there yet. Throws one StartFault that says what to do.
 */
export async function waitForLedger(
  url: string,
  options: { patienceMs?: number; oldest?: number } = {},
): Promise<void> {
  const giveUp = Date.now() + (options.patienceMs ?? 0);
  for (;;) {
    try {
      return await withClient(url, (client) => examine(client, options.oldest ?? oldestServer));
    } catch (error) {
      const worthWaiting = error instanceof StartFault && mayComeUp(error.cause);
      if (!worthWaiting || Date.now() > giveUp) throw error;
    }
    await sleep(250);
  }
}

/** Do something over one connection of its own. A fault in connecting is a StartFault. */
export async function withClient<T>(url: string, act: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = makeClient(url);
  client.on('error', () => {}); // the query under way is told as well
  try {
    await client.connect();
  } catch (error) {
    // One left half open would hold up the server until it loses patience, for a minute.
    client.end().catch(() => {});
    throw explainConnection(error, client);
  }
  try {
    return await act(client);
  } finally {
    await client.end();
  }
}

function makeClient(url: string): pg.Client {
  try {
    if (!/^postgres(ql)?:\/\//.test(url)) throw new Error('another scheme');
    return new pg.Client({
      connectionString: url,
      application_name: 'moothall',
      connectionTimeoutMillis: 5_000,
    });
  } catch {
    throw new StartFault(
      'DATABASE_URL is not the address of a PostgreSQL database.',
      'It looks like postgresql://name:password@host:5432/database, with signs such as @ in the password written as %40.',
    );
  }
}

async function examine(client: pg.Client, oldest: number): Promise<void> {
  const { rows } = await client.query<{
    version: string;
    number: number;
    encoding: string;
    standby: boolean;
  }>(
    `SELECT current_setting('server_version') AS version, current_setting('server_version_num')::int AS number,
            current_setting('server_encoding') AS encoding, pg_is_in_recovery() AS standby`,
  );
  const [server] = rows;
  const place = placeOf(client);
  if (server === undefined) return;
  if (server.number < oldest * 10_000) {
    const version = server.version.split(' ')[0];
    throw new StartFault(
      `PostgreSQL at ${place} is version ${version}, which is too old.`,
      `Use ${oldest} or newer.`,
    );
  }
  if (server.encoding !== 'UTF8') {
    throw new StartFault(
      `The database "${client.database}" at ${place} stores text as ${server.encoding}, which cannot hold every language.`,
      "Make it again with ENCODING 'UTF8'.",
    );
  }
  if (server.standby) {
    throw new StartFault(
      `PostgreSQL at ${place} is a standby and can only be read.`,
      'Set DATABASE_URL to the primary server.',
    );
  }
}
