import { type ChildProcess, type SpawnOptions, spawn, spawnSync } from 'node:child_process';
import { chownSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { StartFault } from '../../core/errors.ts';
import type { Log } from '../../core/log.ts';

/** The OS user PostgreSQL runs as. It refuses to run as root. */
export interface Account {
  run(program: string, args: readonly string[], options: SpawnOptions): ChildProcess;
  /** Give a file or folder to that OS user. */
  own(path: string): void;
}

interface Way {
  readonly ids: { uid: number; gid: number } | null;
  /** A program that changes who we are and then runs ours. */
  readonly through: readonly string[];
}

/**
 * Choose the OS user: ourselves or, when we are root, whoever the data already belongs to, or `postgres`, made
 * when missing. Throws a StartFault when the program cannot be run at all.
 */
export function chooseAccount(program: string, folder: string, log: Log): Account {
  const way = process.getuid?.() === 0 ? wayDown(program, folder, log) : { ids: null, through: [] };
  probe(way, program);
  return {
    run: (file, args, options) => spawn(...command(way, file, args, options)),
    own: (path) => {
      if (way.ids !== null) chownSync(path, way.ids.uid, way.ids.gid);
    },
  };
}

function wayDown(program: string, folder: string, log: Log): Way {
  const owner = statSync(folder, { throwIfNoEntry: false });
  const ids = owner ?? find('postgres') ?? make('postgres', log);
  if (ids.uid === 0) {
    throw new StartFault(
      `${folder} belongs to root, and PostgreSQL refuses to run as root.`,
      `Run: chown -R postgres ${folder}`,
    );
  }
  const closed = [dirname(program), dirname(folder)].map((path) => closedTo(ids, path)).find((path) => path);
  if (closed === undefined || closed === null) return { ids, through: [] };
  const past = [
    'setpriv',
    `--reuid=${ids.uid}`,
    `--regid=${ids.gid}`,
    '--clear-groups',
    '--securebits=+no_setuid_fixup',
  ];
  // A folder such as /root is closed to everybody else. Rather than open it, let PostgreSQL pass through:
  // the first of these powers may only look, the second is what a container's root usually has.
  for (const power of ['dac_read_search', 'dac_override']) {
    const kept = ['--inh-caps', '--ambient-caps', '--bounding-set'].map((set) => `${set}=-all,+${power}`);
    const way = { ids, through: [...past, ...kept, '--'] };
    if (spawnSync(...command(way, program, ['--version'])).status === 0) {
      log.info({ closed, power }, 'PostgreSQL may pass through a folder that is closed to its OS user.');
      return way;
    }
  }
  throw new StartFault(
    `PostgreSQL runs as the OS user with number ${ids.uid}, who may not enter ${closed}.`,
    'Put Moothall and DATA_DIR outside that folder, or start Moothall as an OS user other than root.',
  );
}

/** The first folder on the way down to this one that an OS user may not pass; null when there is none. */
function closedTo(ids: { uid: number; gid: number }, path: string): string | null {
  const parent = dirname(path);
  const above = parent === path ? null : closedTo(ids, parent);
  if (above !== null) return above;
  const { uid, gid, mode } = statSync(path);
  const pass = uid === ids.uid ? 0o100 : gid === ids.gid ? 0o010 : 0o001;
  return (mode & pass) === 0 ? path : null;
}

function find(name: string): { uid: number; gid: number } | null {
  const [uid, gid] = ['-u', '-g'].map((which) => spawnSync('id', [which, name], { encoding: 'utf8' }).stdout);
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : null;
}

function make(name: string, log: Log): { uid: number; gid: number } {
  const words = ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', name];
  const failure = spawnSync('useradd', words);
  const made = find(name);
  if (made === null) {
    throw new StartFault(
      `PostgreSQL refuses to run as root, and there is no OS user named ${name}.`,
      `Start Moothall as an OS user other than root, or make the OS user ${name}.`,
      { cause: failure.error ?? String(failure.stderr) },
    );
  }
  log.info({ name, ...made }, 'Made an OS user for PostgreSQL, which refuses to run as root.');
  return made;
}

function probe(way: Way, program: string): void {
  const { error, status, stderr } = spawnSync(...command(way, program, ['--version']));
  if (error === undefined && status === 0) return;
  throw new StartFault(
    `The built-in PostgreSQL cannot run on this machine: ${error?.message ?? String(stderr).trim()}.`,
    'Use a system with glibc, such as Debian, or set DATABASE_URL to a PostgreSQL server.',
  );
}

function command(
  way: Way,
  program: string,
  args: readonly string[],
  options: SpawnOptions = {},
): [string, string[], SpawnOptions] {
  const [file = program, ...rest] = [...way.through, program, ...args];
  const ids = way.ids !== null && way.through.length === 0 ? { uid: way.ids.uid, gid: way.ids.gid } : {};
  return [file, rest, { ...options, ...ids, env }];
}

// The app's own environment holds tokens, and may hold settings that would lead PostgreSQL astray.
const env = { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };
