import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from 'pg';
import { StartFault } from '../core/errors.ts';
import { withClient } from './connection.ts';

// The running app brings the ledger up itself: Prisma's engine would be a download, and leaves a migration that
// failed half applied. What we write down is what Prisma writes, so `prisma migrate deploy` may follow us.

interface Migration {
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
}

interface Row {
  readonly migration_name: string;
  readonly checksum: string;
  readonly finished_at: Date | null;
}

/**
 * Bring the ledger up to the migrations in this folder and name those applied. Each is applied whole or not at
 * all. May run twice, and in several processes at once: the later ones wait, and find nothing left to do.
 * Throws a StartFault when a migration was edited after it was applied, was left half done, or fails.
 */
export function migrate(ledger: string | Client, folder: string): Promise<string[]> {
  return over(ledger, async (client) => {
    await client.query('SELECT pg_advisory_lock($1)', [prismasLock]);
    try {
      await createRecord(client);
      const pending = await findPending(client, folder);
      for (const migration of pending) await apply(client, migration);
      return pending.map(({ name }) => name);
    } finally {
      // A lost connection has let go already.
      await client.query('SELECT pg_advisory_unlock($1)', [prismasLock]).catch(() => {});
    }
  });
}

/** Name the migrations in this folder that the ledger has not had; changes nothing. Throws as `migrate` does. */
export function pendingMigrations(ledger: string | Client, folder: string): Promise<string[]> {
  return over(ledger, async (client) => {
    const { rows } = await client.query<{ kept: boolean }>(
      `SELECT to_regclass('_prisma_migrations') IS NOT NULL AS kept`,
    );
    const pending = rows[0]?.kept ? await findPending(client, folder) : readMigrations(folder);
    return pending.map(({ name }) => name);
  });
}

const prismasLock = 72707369;

function over<T>(ledger: string | Client, act: (client: Client) => Promise<T>): Promise<T> {
  return typeof ledger === 'string' ? withClient(ledger, act) : act(ledger);
}

async function createRecord(client: Client): Promise<void> {
  try {
    await client.query(`CREATE TABLE IF NOT EXISTS _prisma_migrations (
      id varchar(36) PRIMARY KEY NOT NULL,
      checksum varchar(64) NOT NULL,
      finished_at timestamptz,
      migration_name varchar(255) NOT NULL,
      logs text,
      rolled_back_at timestamptz,
      started_at timestamptz NOT NULL DEFAULT now(),
      applied_steps_count integer NOT NULL DEFAULT 0)`);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === '42501')) throw error;
    throw new StartFault(
      `"${client.user}" may not make tables in the database "${client.database}".`,
      `Run there: GRANT CREATE ON SCHEMA public TO "${client.user}"`,
      { cause: error },
    );
  }
}

async function findPending(client: Client, folder: string): Promise<Migration[]> {
  const { rows } = await client.query<Row>(
    'SELECT migration_name, checksum, finished_at FROM _prisma_migrations WHERE rolled_back_at IS NULL',
  );
  return readMigrations(folder).filter(({ name, checksum }) => {
    const known = rows.find((row) => row.migration_name === name);
    if (known === undefined) return true;
    if (known.finished_at === null) {
      throw new StartFault(
        `The migration ${name} was begun by another program and never finished.`,
        `Put the database back from a backup, or mend it and run: npx prisma migrate resolve --rolled-back ${name}`,
      );
    }
    if (known.checksum !== checksum) {
      throw new StartFault(
        `The migration ${name} was edited after it was applied to this database.`,
        'Put that file back as it was, and make a new migration for what changed.',
      );
    }
    return false;
  });
}

async function apply(client: Client, { name, sql, checksum }: Migration): Promise<void> {
  await client.query('BEGIN');
  try {
    await client.query(
      'INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at) VALUES ($1, $2, $3, clock_timestamp())',
      [randomUUID(), checksum, name],
    );
    await client.query(sql);
    await client.query(
      `UPDATE _prisma_migrations SET finished_at = clock_timestamp(), applied_steps_count = 1
        WHERE migration_name = $1 AND rolled_back_at IS NULL`,
      [name],
    );
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {});
    const said = error instanceof Error ? error.message : String(error);
    throw new StartFault(
      `The migration ${name} failed and changed nothing: ${said}.`,
      'Look into the database, then start again.',
      { cause: error },
    );
  }
}

function readMigrations(folder: string): Migration[] {
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  return names.map((name) => {
    const bytes = readFileSync(join(folder, name, 'migration.sql'));
    return { name, sql: bytes.toString('utf8'), checksum: createHash('sha256').update(bytes).digest('hex') };
  });
}
