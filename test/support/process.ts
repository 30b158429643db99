import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { root } from '../../config/root.ts';
import { afterwards } from './postgres.ts';

/** Moothall as an operator runs it: a process of its own. */
export interface MoothallProcess {
  /** Where it listens, such as `http://127.0.0.1:41234`. */
  readonly address: string;
  readonly pid: number;
  /** Milliseconds from the start of the process to its being ready. */
  readonly readyMs: number;
  /** What it wrote so far. */
  output(): string;
  /** SIGKILL: gone at once, nothing put in order. */
  kill(): Promise<void>;
  /** SIGTERM: stops in good order. Gives the exit code. */
  stop(): Promise<number | null>;
}

const kept = ['PATH', 'HOME', 'LANG', 'TZ'];

/** Start the built program and wait until it is ready. Throws with its output when it ends before. Killed afterwards. */
export async function startMoothall(
  env: Record<string, string>,
  args: readonly string[] = [],
): Promise<MoothallProcess> {
  const began = performance.now();
  const child = spawnMoothall(['start', ...args], { PORT: '0', LOG_LEVEL: 'warn', ...env });
  let output = '';
  child.stdout?.on('data', (text) => {
    output += text;
  });
  child.stderr?.on('data', (text) => {
    output += text;
  });
  const address = await addressIn(child, () => output);
  const gone = once(child, 'exit');
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill(signal);
      await gone;
    }
    return child.exitCode;
  };
  afterwards(async () => {
    await end('SIGKILL');
  });
  return {
    address,
    pid: child.pid ?? 0,
    readyMs: performance.now() - began,
    output: () => output,
    kill: async () => void (await end('SIGKILL')),
    stop: () => end('SIGTERM'),
  };
}

/** Run one command of the built program to its end. */
export async function runMoothall(
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<{ code: number | null; output: string }> {
  const child = spawnMoothall(args, env);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (text) => {
      output += text;
    });
  }
  const [code] = await once(child, 'close');
  return { code, output };
}

function spawnMoothall(args: readonly string[], env: Record<string, string>): ChildProcess {
  const surroundings = Object.fromEntries(
    kept.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
  );
  return spawn(process.execPath, [join(root, 'dist', 'src', 'cli', 'main.js'), ...args], {
    env: { ...surroundings, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

async function addressIn(child: ChildProcess, output: () => string): Promise<string> {
  for (let tries = 0; tries < 1200; tries += 1) {
    const [, address] = /(http:\/\/[\d.:]+)\/(?:chat|readyz)/.exec(output()) ?? [];
    if (address !== undefined) return address;
    if (child.exitCode !== null || child.signalCode !== null) break;
    await sleep(25);
  }
  child.kill('SIGKILL');
  throw new Error(`Moothall did not start:\n${output()}`);
}

/** A resident with the web chat open, over real HTTP. */
export class Resident {
  readonly token: string;
  constructor(token: string) {
    this.token = token;
  }

  static async at(address: string): Promise<Resident> {
    const answer = await fetch(`${address}/chat/session`, { method: 'POST' });
    return new Resident(((await answer.json()) as { token: string }).token);
  }

  /** Send one message. Throws when the connection breaks, as a page would see it. */
  write(address: string, text: string, id: string): Promise<Response> {
    return fetch(`${address}/chat/messages`, {
      method: 'POST',
      headers: { authorization: `Bearer ${this.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ text, id }),
    });
  }

  /** Keep sending one message until it is stored, as the page does: over restarts, with the same id. */
  async insist(address: () => string, text: string, id: string): Promise<void> {
    for (;;) {
      const answer = await this.write(address(), text, id).catch(() => null);
      if (answer?.status === 202) return;
      await sleep(50);
    }
  }

  async read(address: string, after = 0): Promise<{ seq: number; from: string; text: string }[]> {
    const all: { seq: number; from: string; text: string }[] = [];
    for (let seq = after; ; ) {
      const answer = await fetch(`${address}/chat/messages?after=${seq}`, {
        headers: { authorization: `Bearer ${this.token}` },
      });
      const { messages } = (await answer.json()) as { messages: typeof all };
      all.push(...messages);
      const last = messages.at(-1);
      if (last === undefined) return all;
      seq = last.seq;
    }
  }

  /** Wait until so many lines have come from the bot. Throws after `seconds`. */
  async answered(address: string, count: number, seconds = 20): Promise<void> {
    const giveUp = Date.now() + seconds * 1000;
    for (;;) {
      const bots = (await this.read(address)).filter(({ from }) => from === 'bot').length;
      if (bots >= count) return;
      if (Date.now() > giveUp) throw new Error(`${bots} answers of ${count} after ${seconds} s.`);
      await sleep(50);
    }
  }
}
