import type { ChildProcess } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { createServer, Socket } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { StartFault } from '../../core/errors.ts';
import type { Log } from '../../core/log.ts';
import type { Account } from './account.ts';
import { explain } from './explain.ts';
import { answers, identify, isServerOf, tell } from './processes.ts';

// Durable first: fsync, synchronous_commit and full_page_writes stay on, as PostgreSQL has them.
// Below the level `log` PostgreSQL quotes the rows it complains about, and rows hold residents' words.
const settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '100',
  shared_buffers: '64MB',
  work_mem: '4MB',
  maintenance_work_mem: '32MB',
  max_wal_size: '512MB',
  max_parallel_workers_per_gather: '0',
  io_method: 'sync',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_line_prefix: '',
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_checkpoints: 'off',
  log_error_verbosity: 'terse',
};

export interface Server {
  readonly port: number;
  /** Stop for good; every caller waits for the same stop. */
  stop(): Promise<void>;
}

/**
 * The life of the built-in PostgreSQL:
 * 1. One left running by an app that was killed is stopped first (`stopLeftOver`).
 * 2. It starts on a free port of this machine.
 * 3. Should it die while we live, it is started again on the same port.
 * 4. It stops when we stop, and is told to stop when our process ends in any way we can notice.
 */
export async function runServer(
  program: string,
  folder: string,
  account: Account,
  log: Log,
): Promise<Server> {
  const stopping = new AbortController();
  let child: ChildProcess;
  let port = 0;

  for (let attempt = 1; ; attempt += 1) {
    port = await freePort();
    try {
      child = await launch();
      break;
    } catch (error) {
      if (attempt < 5 && isPortTaken(error)) continue;
      throw explain(saidBy(error), folder, error);
    }
  }

  let reviving = Promise.resolve();
  watch();
  const onExit = () => void child.kill('SIGINT');
  process.once('exit', onExit);

  let stopped: Promise<void> | undefined;
  return { port, stop: () => (stopped ??= stop()) };

  async function launch(): Promise<ChildProcess> {
    const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const giveUp = Date.now() + 10_000;
    for (;;) {
      // Its own group, so that Ctrl-C reaches only the app, which stops it last.
      const started = account.run(program, ['-D', folder, '-p', String(port), ...flags], {
        stdio: ['ignore', 'ignore', 'pipe'],
        detached: true,
      });
      try {
        await ready(started, log);
        return started;
      } catch (error) {
        // Its last backends take a moment to notice that the server they belonged to was killed.
        if (!/still in use/.test(saidBy(error)) || Date.now() > giveUp) throw error;
        await sleep(200);
      }
    }
  }

  function watch(): void {
    child.once('exit', (code, signal) => {
      if (stopping.signal.aborted) return;
      log.warn({ code, signal }, 'PostgreSQL stopped by itself. Starting it again.');
      reviving = revive();
    });
    child.unref();
    if (child.stderr instanceof Socket) child.stderr.unref();
  }

  async function revive(): Promise<void> {
    for (let wait = 100; !stopping.signal.aborted; wait = Math.min(wait * 2, 5_000)) {
      try {
        child = await launch();
        watch();
        log.info({ port }, 'PostgreSQL runs again.');
        return;
      } catch (error) {
        log.error({ err: explain(saidBy(error), folder) }, 'PostgreSQL did not start again.');
      }
      await sleep(wait, undefined, { signal: stopping.signal }).catch(() => {});
    }
  }

  async function stop(): Promise<void> {
    stopping.abort();
    await reviving;
    process.off('exit', onExit);
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.ref();
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGINT');
    const late = setTimeout(() => child.kill('SIGQUIT'), 30_000);
    await gone;
    clearTimeout(late);
  }
}

/** The port of the server that runs on this folder; null when none does. */
export function runningPort(folder: string): number | null {
  const [pid, , , port] = note(folder);
  return pid !== undefined && isServerOf(Number(pid), folder) ? Number(port) : null;
}

/** Stop the server that an app left running on this folder when it was killed. Only the lock's holder may. */
export async function stopLeftOver(folder: string, log: Log): Promise<void> {
  const pid = Number(note(folder)[0]);
  const who = identify(pid);
  if (who === null || !isServerOf(pid, folder)) {
    // PostgreSQL takes whatever answers to that number for a server on this folder: another process that was
    // given the number, or a dead one that nobody has collected, as in a container.
    if (answers(pid)) rmSync(join(folder, 'postmaster.pid'), { force: true });
    return;
  }
  log.warn({ pid }, 'Stopping the PostgreSQL that an earlier Moothall left running.');
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    tell(pid, signal);
    for (let tries = 0; tries < 500 && identify(pid) === who; tries += 1) await sleep(20);
    if (identify(pid) !== who) return;
  }
  throw new StartFault(
    `An earlier PostgreSQL (process ${pid}) still runs on ${folder}.`,
    'Stop that process.',
  );
}

function note(folder: string): string[] {
  try {
    return readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return [];
  }
}

class Ended extends Error {}

const saidBy = (error: unknown): string => (error instanceof Error ? error.message : String(error));
const isPortTaken = (error: unknown): boolean =>
  /Address already in use|could not create any TCP/.test(saidBy(error));

/** Settles once the server takes connections, or has ended: then with all it said. */
function ready(child: ChildProcess, log: Log): Promise<void> {
  const said: string[] = [];
  return new Promise((resolve, reject) => {
    let up = false;
    child.once('error', reject);
    child.once('close', () => reject(new Ended(said.join('\n'))));
    if (child.stderr === null) return;
    createInterface(child.stderr).on('line', (line) => {
      // 57P01 in words: what a backend says of being told to stop, which is ours to do.
      if (up && /^(?!.*due to administrator command)(FATAL|PANIC|WARNING)|terminated by signal/.test(line))
        log.warn({ line }, 'PostgreSQL says.');
      if (!up) said.push(line);
      if (!line.includes('ready to accept connections')) return;
      up = true;
      resolve();
    });
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
