import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Where the first of these programs is on PATH; null when none is. */
export function findProgram(names: readonly string[]): string | null {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/bin', '/usr/local/bin'];
  const places = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return places.find(canRun) ?? null;
}

/** The same, but first installs the Debian package when none is there and we may. */
export function ensureProgram(names: readonly string[], debianPackage: string): string | null {
  const found = findProgram(names);
  if (found !== null || process.getuid?.() !== 0 || findProgram(['apt-get']) === null) return found;
  process.stderr.write(`Installing ${debianPackage} with apt-get, for the tests.\n`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const words of [['update'], ['install', '-y', '--no-install-recommends', debianPackage]]) {
    const { status, stderr } = spawnSync('apt-get', words, { env, encoding: 'utf8' });
    if (status !== 0) process.stderr.write(`apt-get ${words.join(' ')} failed: ${stderr.trim()}\n`);
  }
  return findProgram(names);
}

function canRun(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
