import { randomBytes } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartFault } from '../../core/errors.ts';
import { identify } from './processes.ts';

/**
 * Keep a data folder to one Moothall. Answers with the way to let go; letting go twice is harmless.
 * A lock left behind by a process that died is taken over, even when its number has a new owner.
 */
export function takeLock(dataDir: string): () => void {
  const file = join(dataDir, 'moothall.lock');
  const aside = `${file}.${randomBytes(6).toString('hex')}`;
  const mine = JSON.stringify({ pid: process.pid, started: identify(process.pid) });
  writeFileSync(aside, mine, { mode: 0o600 });
  try {
    while (!linked(aside, file)) {
      const theirs = read(file);
      const holder = holderOf(theirs);
      if (holder !== null) {
        throw new StartFault(
          `Another Moothall (process ${holder}) is using ${dataDir}.`,
          'Stop that one first, or set DATA_DIR to another folder.',
        );
      }
      if (theirs !== null) remove(file, theirs);
    }
  } finally {
    rmSync(aside, { force: true });
  }
  return () => {
    if (read(file) === mine) rmSync(file, { force: true });
  };
}

/** The process that now uses this data folder; null when none does. */
export function lockHolder(dataDir: string): number | null {
  return holderOf(read(join(dataDir, 'moothall.lock')));
}

function holderOf(text: string | null): number | null {
  if (text === null) return null;
  try {
    const { pid, started } = JSON.parse(text) as { pid: number; started: string };
    return identify(pid) === started ? pid : null;
  } catch {
    return null; // not a lock we wrote
  }
}

// Somebody else may have removed the same dead lock and put their own in its place: look at what we moved.
function remove(file: string, dead: string): void {
  const moved = `${file}.${randomBytes(6).toString('hex')}`;
  try {
    renameSync(file, moved);
  } catch {
    return;
  }
  if (read(moved) !== dead) linked(moved, file);
  rmSync(moved, { force: true });
}

function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function read(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
