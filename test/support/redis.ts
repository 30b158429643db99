import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeFolder } from './folder.ts';
import { afterwards } from './postgres.ts';
import { findRedis } from './redis-server.ts';

export interface RedisServer {
  /** Stays the same over a stop and a start. */
  readonly url: string;
  readonly port: number;
  /** Stop it with everything it held: nothing is kept on disk. Resolves when the port is closed. */
  stop(): Promise<void>;
  /** Stop answering without hanging up, as a machine that froze does; `thaw` undoes it. */
  freeze(): void;
  thaw(): void;
  /** Start it again on the same port, empty. */
  start(): Promise<void>;
}

/** A Redis of this test's or, called at the top of a file, this test file's own; stopped afterwards. Throws when there is no redis-server. */
export async function freshRedis(): Promise<RedisServer> {
  const program = findRedis();
  if (program === null)
    throw new Error('redis-server is not installed: `npm test` installs it where it may.');
  const { folder, remove } = makeFolder();
  const port = await freePort();
  let child: ChildProcess | undefined;

  const server: RedisServer = {
    url: `redis://127.0.0.1:${port}`,
    port,
    async start() {
      const words = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
      child = spawn(program, [...words, '--dir', folder], { stdio: 'ignore' });
      for (let tries = 0; !(await answers(port)); tries += 1) {
        if (child.exitCode !== null || tries > 200) throw new Error('redis-server did not start.');
        await sleep(20);
      }
    },
    async stop() {
      if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGCONT');
      child.kill('SIGKILL');
      await gone;
    },
    freeze: () => void child?.kill('SIGSTOP'),
    thaw: () => void child?.kill('SIGCONT'),
  };
  await server.start();
  afterwards(async () => {
    await server.stop();
    remove();
  });
  return server;
}

async function answers(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    socket.write('PING\r\n');
    const [reply] = await once(socket, 'data');
    return String(reply).startsWith('+PONG');
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
