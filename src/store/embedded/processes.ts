import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';

/**
 * What tells a living process from a later one that was given the same number; null when none lives.
 * A process that was killed and only waits for its parent to notice does not live.
 */
export function identify(pid: number): string | null {
  if (!Number.isSafeInteger(pid) || pid < 1) return null;
  if (process.platform === 'linux') return identifyOnLinux(pid);
  if (process.platform === 'win32') return answers(pid) ? 'alive' : null;
  return ask(pid, 'lstart=');
}

/** Whether this process is the PostgreSQL server whose data is in this folder. */
export function isServerOf(pid: number, folder: string): boolean {
  try {
    if (process.platform === 'win32') return answers(pid);
    if (process.platform !== 'linux') return ask(pid, 'command=')?.includes(`-D ${folder} `) ?? false;
    const [program, ...words] = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    return basename(program ?? '') === 'postgres' && words[words.indexOf('-D') + 1] === folder;
  } catch {
    return false;
  }
}

function identifyOnLinux(pid: number): string | null {
  try {
    // The name in brackets may hold anything, so count fields from the last bracket: state, then started.
    const fields = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ').at(-1)?.split(' ') ?? [];
    const [state, started] = [fields[0], fields[19]];
    if (state === undefined || started === undefined || 'ZX'.includes(state)) return null;
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim()} ${started}`;
  } catch {
    return null;
  }
}

/** Send a signal; harmless when nobody lives to take it. */
export function tell(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Whether anything answers to this number: a dead process does until its parent has noticed. */
export function answers(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid < 1) return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function ask(pid: number, column: string): string | null {
  try {
    return execFileSync('ps', ['-o', column, '-p', String(pid)], { encoding: 'utf8' }).trim() || null;
  } catch {
    return null;
  }
}
