import { councilOf } from '../../config/council.ts';
import { type Env, readEnv } from '../../config/env.ts';
import { migrationsFolder } from '../../config/root.ts';
import type { Log } from '../core/log.ts';
import { ids } from '../ids.ts';
import { waitForLedger } from '../store/connection.ts';
import { findEmbedded, startEmbedded } from '../store/embedded.ts';
import { migrate } from '../store/migrate.ts';
import { openStore, type Store } from '../store/store.ts';
import { openLog } from './log.ts';

/**
 * Do something with the ledger from the command line: the one of DATABASE_URL, else the embedded one, shared with
 * a Moothall that runs on it, or started for as long as the command takes. Throws StartFault.
 */
export async function withStore<T>(act: (store: Store, env: Env) => Promise<T>): Promise<T> {
  return withLedger(async (url, env, log) => {
    const council = councilOf(env, new Date());
    const store = openStore({ url, council, ids, desks: [], now: () => new Date(), log, poolSize: 2 });
    try {
      return await act(store, env);
    } finally {
      await store.close();
    }
  });
}

/** The same with the ledger's address alone. An embedded one is brought up to date first. */
export async function withLedger<T>(act: (url: string, env: Env, log: Log) => Promise<T>): Promise<T> {
  const env = readEnv();
  const log = openLog('warn');
  const running = env.databaseUrl ?? findEmbedded(env.dataDir);
  const embedded = running === null ? await startEmbedded({ dataDir: env.dataDir, log }) : null;
  const url = running ?? embedded?.url ?? '';
  try {
    if (embedded !== null) await migrate(url, migrationsFolder);
    else await waitForLedger(url);
    return await act(url, env, log);
  } finally {
    await embedded?.stop();
  }
}
