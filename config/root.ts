import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder Moothall was installed in, whether this runs from the sources or from `dist`. */
export const root: string = findRoot(import.meta.dirname);

/** The folder of the ledger's migrations. */
export const migrationsFolder: string = join(root, 'prisma', 'migrations');

function findRoot(folder: string): string {
  const manifest = join(folder, 'package.json');
  if (existsSync(manifest) && nameIn(manifest) === 'moothall') return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error('There is no package.json of moothall above this file.');
  return findRoot(parent);
}

function nameIn(manifest: string): unknown {
  const parsed: unknown = JSON.parse(readFileSync(manifest, 'utf8'));
  return typeof parsed === 'object' && parsed !== null && 'name' in parsed ? parsed.name : undefined;
}
