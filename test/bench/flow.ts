// How many messages a second go the whole way, from accept to the last receipt, beside bare `pg` writing the same
// rows to the same server in the same run. `npm run bench:flow -- 2000` sends 2,000 messages each time.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { loadCouncil } from '../../config/council.ts';
import { loadHeldOut } from '../../config/held-out.ts';
import { root } from '../../config/root.ts';
import { loadTraining } from '../../config/training.ts';
import type { InboundMessage } from '../../src/core/channel.ts';
import type { Log } from '../../src/core/log.ts';
import { folderStorage } from '../../src/files/storage.ts';
import { ids } from '../../src/ids.ts';
import { loadUnderstander } from '../../src/language/understander.ts';
import { openQueues } from '../../src/queue/queues.ts';
import { startEmbedded } from '../../src/store/embedded.ts';
import { migrate } from '../../src/store/migrate.ts';
import { openStore } from '../../src/store/store.ts';
import { startWork, wire } from '../../src/wiring.ts';
import { makeFolder } from '../support/folder.ts';
import { findRedis } from '../support/redis-server.ts';

const messages = Number(process.argv[2] ?? 1000);
const side = 32;
const limits = { embedded: 60, redis: 150 };
const quiet: Log = {
  debug() {},
  info() {},
  warn() {},
  error: (fields, message) => console.error(message, fields),
};
const council = loadCouncil(join(root, 'config', 'councils', 'marlcombe'), { years: [2025, 2026, 2027] });
const language = await loadUnderstander({
  examples: loadTraining(join(root, 'config', 'councils', 'marlcombe')),
  heldOut: loadHeldOut(join(root, 'config', 'councils', 'marlcombe')),
  cacheFolder: join(root, 'dist', 'model'),
  askBelow: council.facts.askBelow,
});
const { folder } = makeFolder();
const server = await startEmbedded({ dataDir: folder, log: quiet });

try {
  const embedded = await flow('embedded', undefined);
  report('PostgreSQL alone', embedded, limits.embedded);
  const program = findRedis();
  if (program === null) console.log('PostgreSQL and Redis: not measured, redis-server is not installed.');
  else {
    const redis = spawn(program, ['--port', '16399', '--save', '', '--appendonly', 'no'], {
      stdio: 'ignore',
    });
    await sleep(500);
    try {
      report('PostgreSQL and Redis', await flow('redis', 'redis://127.0.0.1:16399'), limits.redis);
    } finally {
      redis.kill();
      await once(redis, 'exit');
    }
  }
  const bare = await bareRows('embedded');
  console.log(
    `Bare pg, same rows: ${Math.round(bare)} messages a second; the flow on PostgreSQL alone does ${(embedded.perSecond / bare).toFixed(2)} of that.`,
  );
} finally {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
process.exit();

interface Measured {
  readonly perSecond: number;
  readonly answer: { readonly median: number; readonly p99: number };
}

function report(name: string, { perSecond, answer }: Measured, limit: number): void {
  const ratio = (perSecond / limit).toFixed(1);
  console.log(
    `${name}: ${Math.round(perSecond)} messages a second, ${ratio} times the limit of ${limit}. Alone, a message is answered in ${answer.median.toFixed(0)} ms at the median, ${answer.p99.toFixed(0)} ms at the 99th percentile.`,
  );
  if (perSecond < limit) process.exitCode = 1;
}

/** All messages, each of its own resident, `side` at a time; then some one after the other, for the time to answer. */
async function flow(name: string, redisUrl: string | undefined): Promise<Measured> {
  const url = await freshLedger(name);
  const now = () => new Date();
  const store = openStore({ url, council, ids, desks: ['web'], now, log: quiet });
  const queues = await openQueues({ databaseUrl: url, redisUrl, log: quiet });
  const files = { storage: folderStorage(join(root, 'var', 'bench')), most: 0 };
  const parts = wire({ ids, council, store, queues, language, files, personal: () => [], now, log: quiet });
  const stops: (() => Promise<unknown>)[] = [];
  await startWork(parts, queues, store, quiet, now, stops, true);
  await Promise.all(Array.from({ length: 50 }, (_, i) => parts.accept(aMessage(`warm${i}`))));
  await settled(store);
  const began = performance.now();
  await inParallel(messages, side, async (i) => void (await parts.accept(aMessage(`r${i}`))));
  await settled(store);
  const perSecond = (messages * 1000) / (performance.now() - began);
  const times: number[] = [];
  for (let i = 0; i < 200; i += 1) {
    const resident = `alone${i}`;
    const sent = performance.now();
    const rung = new Promise<void>((resolve) => {
      const unlisten = store.bells.listen(`webchat:${resident}`, () => {
        unlisten();
        resolve();
      });
    });
    await parts.accept(aMessage(resident));
    await rung;
    times.push(performance.now() - sent);
  }
  times.sort((a, b) => a - b);
  await settled(store);
  for (const stop of stops) await stop();
  await queues.close();
  await store.close();
  return { perSecond, answer: { median: times[100] ?? 0, p99: times[197] ?? 0 } };
}

function aMessage(resident: string): InboundMessage {
  const from = { channel: 'webchat', resident, thread: resident };
  const text = 'bins again?! third week running, 14 Larch Close';
  return { externalId: `${resident}:1`, from, text, attachments: [], sentAt: new Date() };
}

async function settled(store: ReturnType<typeof openStore>): Promise<void> {
  for (;;) {
    const { messages: waiting, deliveries } = await store.lost.waiting(new Date());
    if (waiting === 0 && deliveries === 0) return;
    await sleep(10);
  }
}

async function freshLedger(name: string): Promise<string> {
  const admin = new pg.Client({ connectionString: server.url });
  await admin.connect();
  await admin.query(`CREATE DATABASE bench_${name}`);
  await admin.end();
  const url = new URL(server.url);
  url.pathname = `/bench_${name}`;
  await migrate(url.href, join(root, 'prisma', 'migrations'));
  return url.href;
}

/** The rows a flow left, written to another database with plain statements: what the same record costs at least. */
async function bareRows(from: string): Promise<number> {
  const source = new pg.Pool({
    connectionString: server.url.replace(/\/moothall$/, `/bench_${from}`),
    max: 1,
  });
  const tables = ['case_file', 'case_event', 'message', 'case_message', 'classification', 'delivery'];
  const { rows: conversations } = await source.query(
    `SELECT to_jsonb(c) AS conversation, to_jsonb(a) AS address, to_jsonb(r) AS resident,
            (SELECT jsonb_agg(m) FROM message m WHERE m.conversation_id = c.id) AS message,
            (SELECT jsonb_agg(f) FROM case_file f WHERE f.conversation_id = c.id) AS case_file,
            (SELECT jsonb_agg(e) FROM case_event e JOIN case_file f ON f.id = e.case_id WHERE f.conversation_id = c.id) AS case_event,
            (SELECT jsonb_agg(t) FROM case_message t JOIN case_file f ON f.id = t.case_id WHERE f.conversation_id = c.id) AS case_message,
            (SELECT jsonb_agg(k) FROM classification k JOIN message m ON m.id = k.message_id WHERE m.conversation_id = c.id) AS classification,
            (SELECT jsonb_agg(d) FROM delivery d LEFT JOIN case_file f ON f.id = d.case_id
              WHERE d.conversation_id = c.id OR f.conversation_id = c.id) AS delivery
       FROM conversation c JOIN address a ON a.id = c.address_id JOIN resident r ON r.id = a.resident_id LIMIT $1`,
    [messages],
  );
  await source.end();
  const pool = new pg.Pool({ connectionString: await freshLedger('bare'), max: 10 });
  pool.on('error', () => undefined);
  const insert = (client: pg.Pool | pg.PoolClient, table: string, row: object) =>
    client.query({
      name: table,
      text: `INSERT INTO ${table} SELECT * FROM jsonb_populate_record(NULL::${table}, $1)`,
      values: [row],
    });
  const began = performance.now();
  await inParallel(conversations.length, side, async (i) => {
    const { conversation, address, resident, ...rows } = conversations[i];
    const [said, ...others] = rows.message;
    await insert(pool, 'resident', resident);
    await insert(pool, 'address', address);
    await insert(pool, 'conversation', conversation);
    await insert(pool, 'message', said);
    const client = await pool.connect();
    await client.query('BEGIN');
    await client.query('SELECT 1 FROM conversation WHERE id = $1 FOR UPDATE', [conversation.id]);
    for (const table of tables)
      for (const row of table === 'message' ? others : rows[table]) await insert(client, table, row);
    await client.query('UPDATE conversation SET handled_seq = 1 WHERE id = $1', [conversation.id]);
    await client.query('COMMIT');
    client.release();
    for (const { id } of rows.delivery)
      await pool.query("UPDATE delivery SET status = 'sending' WHERE id = $1", [id]);
    for (const { id } of rows.delivery)
      await pool.query("UPDATE delivery SET status = 'sent' WHERE id = $1", [id]);
  });
  const perSecond = (conversations.length * 1000) / (performance.now() - began);
  await pool.end();
  return perSecond;
}

async function inParallel(count: number, wide: number, act: (i: number) => Promise<void>): Promise<void> {
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let i = next++; i < count; i = next++) await act(i);
  };
  await Promise.all(Array.from({ length: wide }, lane));
}
