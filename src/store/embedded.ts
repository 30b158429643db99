import { mkdirSync, realpathSync } from 'node:fs';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { StartFault } from '../core/errors.ts';
import type { Log } from '../core/log.ts';
import { chooseAccount } from './embedded/account.ts';
import { owner, prepareCluster, read } from './embedded/cluster.ts';
import { explain } from './embedded/explain.ts';
import { lockHolder, takeLock } from './embedded/lock.ts';
import { findPrograms } from './embedded/programs.ts';
import { runningPort, runServer, type Server, stopLeftOver } from './embedded/server.ts';

export interface Embedded {
  /** Stays good for as long as we run, even when the server had to be started again. Holds the password. */
  readonly url: string;
  /** Stop the server and free the folder. May be called twice. */
  stop(): Promise<void>;
}

/**
 * Run our own PostgreSQL with its data under `dataDir`/postgres, made on first use; about 100 ms after that.
 * It survives being killed, and our being killed. Throws a StartFault when the folder is in use by another
 * Moothall or this machine offers no way.
 */
export async function startEmbedded(place: { dataDir: string; log: Log }): Promise<Embedded> {
  const { dataDir, log } = place;
  let release: (() => void) | undefined;
  let server: Server | undefined;
  try {
    const home = makeHome(dataDir);
    release = takeLock(home);
    process.once('exit', release);
    const folder = join(home, 'postgres');
    const programs = await findPrograms();
    const account = chooseAccount(programs.postgres, folder, log);
    await stopLeftOver(folder, log);
    const password = await prepareCluster(programs, folder, account);
    server = await runServer(programs.postgres, folder, account, log);
    await makeDatabase(address(password, server.port, 'postgres'));
    const running = { server, release };
    return {
      url: address(password, server.port, owner),
      stop: async () => {
        await running.server.stop();
        running.release();
        process.off('exit', running.release);
      },
    };
  } catch (error) {
    await server?.stop();
    release?.();
    if (release !== undefined) process.off('exit', release);
    throw error instanceof StartFault ? error : explain(String(error), resolve(dataDir), error);
  }
}

/** The address of the server another Moothall on this machine now runs for this folder; null when none does. */
export function findEmbedded(dataDir: string): string | null {
  const home = resolve(dataDir);
  const password = lockHolder(home) === null ? null : read(join(home, 'postgres-password'));
  const port = password === null ? null : runningPort(join(realpathSync(home), 'postgres'));
  return password === null || port === null ? null : address(password, port, owner);
}

function makeHome(dataDir: string): string {
  // As root, PostgreSQL's own OS user has to pass through; what is private in here is closed by itself.
  mkdirSync(dataDir, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
  return realpathSync(dataDir);
}

function address(password: string, port: number, database: string): string {
  return `postgresql://${owner}:${password}@127.0.0.1:${port}/${database}`;
}

async function makeDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [owner]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${owner}`);
  } finally {
    await client.end();
  }
}
