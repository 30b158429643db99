import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Account } from './account.ts';
import { explain } from './explain.ts';
import type { Programs } from './programs.ts';

export const owner = 'moothall';

/**
 * Make sure there is a cluster in this folder and that we know its password, which is kept beside it for
 * nobody else to read. A half-made cluster is never seen: it is made under another name.
 */
export async function prepareCluster(programs: Programs, folder: string, account: Account): Promise<string> {
  const file = `${folder}-password`;
  const made = read(join(folder, 'PG_VERSION')) !== null;
  const known = read(file);
  const password = known ?? randomBytes(24).toString('hex');
  if (known === null) writeFileSync(file, password, { mode: 0o600 });
  account.own(file);
  if (!made) await make(programs.initdb, folder, file, account);
  else if (known === null) await changePassword(programs.postgres, folder, password, account);
  return password;
}

export function read(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

async function make(initdb: string, folder: string, passwordFile: string, account: Account): Promise<void> {
  const draft = `${folder}.new`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { mode: 0o700 });
  account.own(draft);
  // PostgreSQL's own C.UTF-8 sorts the same on every system; the system's changes when the system does.
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const access = [`--username=${owner}`, `--pwfile=${passwordFile}`, '--auth=scram-sha-256'];
  await finish(account, initdb, ['-D', draft, ...locale, ...access], '', folder);
  renameSync(draft, folder);
}

// Only reachable without a server: who can write to the folder can do anything with the data.
function changePassword(postgres: string, folder: string, password: string, account: Account): Promise<void> {
  const statement = `ALTER ROLE ${owner} PASSWORD '${password}'\n`;
  return finish(account, postgres, ['--single', '-D', folder, 'postgres'], statement, folder);
}

async function finish(
  account: Account,
  program: string,
  args: readonly string[],
  input: string,
  folder: string,
): Promise<void> {
  const child = account.run(program, args, { stdio: ['pipe', 'ignore', 'pipe'] });
  const closed = once(child, 'close');
  child.stdin?.end(input);
  const said = child.stderr === null ? '' : await text(child.stderr);
  const [code] = await closed;
  if (code !== 0) throw explain(said, folder);
}
