import { hostname } from 'node:os';
import { join } from 'node:path';
import { desks, ownChannel, platforms, switchedOn } from '../adapters/index.ts';
import { adminToken } from '../config/admin-token.ts';
import { councilFolder, councilOf } from '../config/council.ts';
import { loadDanger } from '../config/danger.ts';
import { type Env, readSettings } from '../config/env.ts';
import { loadHeldOut } from '../config/held-out.ts';
import { loadShared } from '../config/open-data.ts';
import { loadGround } from '../config/places/ground.ts';
import { migrationsFolder, root } from '../config/root.ts';
import { loadTraining } from '../config/training.ts';
import type { Council } from './core/catalogue.ts';
import { listensAlone, takesCalls } from './core/channel.ts';
import { StartFault } from './core/errors.ts';
import { noGround } from './core/ground.ts';
import type { Log } from './core/log.ts';
import { totalsOf } from './core/loss.ts';
import { folderStorage, type Storage } from './files/storage.ts';
import { buildApp } from './http/app.ts';
import type { Doors } from './http/doors.ts';
import { ids } from './ids.ts';
import { followReader, type PromotedOptions } from './language/learning/follow.ts';
import { findPersonal } from './language/personal.ts';
import { everydayIn, gazetteerOf } from './language/place/gazetteer.ts';
import { clearLanguage } from './language/tongue/tongue.ts';
import { healthOf, listenOn } from './listening.ts';
import { openQueues, type Queues } from './queue/queues.ts';
import { makeLink, recordDoor, signInDoor, statsDoor } from './reception.ts';
import { waitForLedger } from './store/connection.ts';
import { startEmbedded } from './store/embedded.ts';
import { migrate, pendingMigrations } from './store/migrate.ts';
import { openStore, type Store } from './store/store.ts';
import { startWork, wire } from './wiring.ts';

export const roles = ['all', 'web', 'worker', 'listen'] as const;
/** `web` answers pages and the API, `worker` handles and delivers, `listen` holds polling channels. */
export type Role = (typeof roles)[number];

export interface StartOptions {
  readonly env: Env;
  readonly roles: readonly Role[];
  readonly log: Log;
  readonly now?: () => Date;
  /** Told while the model is trained, when it was not trained at install. */
  readonly onTraining?: (done: number, of: number) => void;
}

/** Moothall, running. */
export interface Running {
  readonly address: string;
  /** A link that signs an officer with every role in at the desk; good for twelve hours. Null without the web role. */
  readonly signInLink: string | null;
  /** Stop taking things in, finish what is under way, close every connection. May be called twice. */
  stop(): Promise<void>;
}

/**
 * Put the parts together and start them. Resolves once everything listens. Throws a StartFault or a ConfigFault
 * that says what to do; what was started by then is stopped again.
 */
export async function start(options: StartOptions): Promise<Running> {
  const { env, log, now = () => new Date() } = options;
  const has = (role: Role) => options.roles.includes('all') || options.roles.includes(role);
  const stops: (() => Promise<unknown>)[] = [];
  const stop = once(async () => {
    for (const each of stops.reverse())
      await each().catch((error: unknown) => log.error({ error }, 'a part did not stop well'));
  });
  try {
    const council = councilOf(env, now());
    const url = await ledgerUrl(options, stops);
    const store = openStore({
      url,
      council,
      ids,
      desks: ['web', ...desks.filter((desk) => desk.isOn(readSettings)).map(({ name }) => name)],
      now,
      log,
    });
    stops.push(() => store.close());
    const queues = await openQueues({ databaseUrl: url, redisUrl: env.redisUrl ?? undefined, log });
    stops.push(() => queues.close());
    const language = await followReader(languageOptions(env, council, options.onTraining), { log });
    stops.push(() => language.stop());
    const parts = wire({
      ids,
      council,
      store,
      queues,
      language: language.reader,
      files: { storage: await filesOf(env, stops), most: env.filesMaxMb * 1_000_000 },
      adapters: await switchedOn(readSettings, platforms),
      desks: await switchedOn(readSettings, desks),
      personal: findPersonal,
      publicUrl: env.publicUrl,
      now,
      log,
    });
    if (has('worker')) await startWork(parts, queues, store, log, now, stops, env.databaseUrl === null);
    const channels = [...parts.channels.values()];
    const heard = channels.filter((channel) => has(listensAlone(channel) ? 'listen' : 'web'));
    const holder = `${hostname()}:${process.pid}:${ids.id()}`;
    stops.push(...(await listenOn(heard, { ...store.leases, accept: parts.accept, holder, log })));
    const platformDesks = [...parts.desks.values()].filter(({ name }) => name !== 'web');
    for (const desk of parts.desks.values())
      if (has(takesCalls(desk) ? 'web' : 'listen')) {
        await desk.start(parts.act);
        stops.push(() => desk.stop());
      }
    const operation = operationOf(store, queues, [...channels, ...platformDesks], now);
    const signIn = signInDoor(store, adminToken(env), now);
    const doors: Doors = {
      council,
      chat: parts.webchat,
      record: recordDoor(parts, store, now),
      stats: statsDoor(store, now, () => loadShared(join(env.dataDir, 'compare'))),
      signIn,
      personal: findPersonal,
      languageOf: clearLanguage,
      now,
      log,
    };
    const app = await buildApp({
      doors,
      operation,
      root,
      channels: [...parts.channels.keys()],
      called: [...channels, ...platformDesks].filter(takesCalls),
      embedOrigins: readSettings(ownChannel.settings).WEBCHAT_EMBED_ORIGINS,
      healthOnly: !has('web'),
    });
    stops.push(() => app.close());
    const address = await listen(app, env);
    const signInLink = has('web') ? await makeLink(store, env.publicUrl ?? address, now()) : null;
    return { address, signInLink, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The address of a ledger that is up to date: our own embedded one, or the one given. */
async function ledgerUrl(
  { env, roles, log }: StartOptions,
  stops: (() => Promise<unknown>)[],
): Promise<string> {
  if (env.databaseUrl !== null) {
    await waitForLedger(env.databaseUrl, { patienceMs: 30_000 });
    const pending = await pendingMigrations(env.databaseUrl, migrationsFolder);
    if (pending.length > 0) {
      throw new StartFault(
        `The database has not had ${pending.length === 1 ? 'a migration' : `${pending.length} migrations`}.`,
        'Run: npm run moothall -- migrate',
      );
    }
    return env.databaseUrl;
  }
  if (!roles.includes('all')) {
    throw new StartFault(
      'Roles over several processes need one PostgreSQL for all of them.',
      'Set DATABASE_URL, or start with --role all.',
    );
  }
  const embedded = await startEmbedded({ dataDir: env.dataDir, log });
  stops.push(() => embedded.stop());
  await migrate(embedded.url, migrationsFolder);
  return embedded.url;
}

async function filesOf(env: Env, stops: (() => Promise<unknown>)[]): Promise<Storage> {
  if (env.filesS3 === null) return folderStorage(join(env.dataDir, 'files'));
  const { s3Storage } = await import('./files/s3.ts');
  const bucket = await s3Storage(env.filesS3);
  stops.push(async () => bucket.close());
  return bucket;
}

/** What the council's messages are read with: its examples, and where models made from them are kept. */
export function languageOptions(
  env: Env,
  council: Council,
  onProgress?: (done: number, of: number) => void,
): PromotedOptions {
  const examples = loadTraining(councilFolder(env));
  const ground = loadGround(councilFolder(env));
  return {
    examples,
    ...(ground === noGround ? {} : { gazetteer: gazetteerOf(ground, everydayIn(examples.values())) }),
    heldOut: loadHeldOut(councilFolder(env)),
    danger: loadDanger(),
    cacheFolder: join(root, 'dist', 'model'),
    shelf: join(env.dataDir, 'models'),
    askBelow: council.facts.askBelow,
    ...(onProgress === undefined ? {} : { onProgress }),
  };
}

function operationOf(
  store: Store,
  queues: Queues,
  channels: readonly { readonly name: string }[],
  now: () => Date,
) {
  return {
    channels: () => healthOf(channels),
    counts: async () => totalsOf(await store.channels.hours(new Date(now().getTime() - 3_600_000))),
    checks: async () => {
      const [ledger, queue] = await Promise.all([store.healthy(), queues.healthy()]);
      return { ledger, queue };
    },
    waiting: () => store.lost.waiting(now()),
    missedRings: () => queues.missedRings(),
  };
}

async function listen(app: Awaited<ReturnType<typeof buildApp>>, env: Env): Promise<string> {
  try {
    return await app.listen({ port: env.port, host: env.host });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    if (code === 'EADDRINUSE')
      throw new StartFault(
        `Port ${env.port} on ${env.host} is in use.`,
        'Stop what uses it, or set PORT to another.',
        { cause: error },
      );
    if (code === 'EACCES')
      throw new StartFault(`Port ${env.port} may not be used by this account.`, 'Set PORT to 1024 or more.', {
        cause: error,
      });
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
      throw new StartFault(
        `This machine has no address ${env.host}.`,
        'Set HOST to 127.0.0.1, or 0.0.0.0 for every address.',
        { cause: error },
      );
    throw error;
  }
}

function once(act: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => {
    done ??= act();
    return done;
  };
}
