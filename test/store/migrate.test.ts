import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from 'pg';
import { describe, expect, test } from 'vitest';
import { deployWithPrisma, migrationsFolder, missingFrom, schemaFile } from '../../prisma/engine.mjs';
import { withClient } from '../../src/store/connection.ts';
import { migrate, pendingMigrations } from '../../src/store/migrate.ts';
import { makeFolder } from '../support/folder.ts';
import { afterwards, freshDatabase } from '../support/postgres.ts';

const names = readdirSync(migrationsFolder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)
  .sort();

function ownFolder(migrations: Record<string, string>): string {
  const { folder, remove } = makeFolder();
  afterwards(remove);
  for (const [name, sql] of Object.entries(migrations)) {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, 'migration.sql'), sql);
  }
  return folder;
}

const fault = (attempt: Promise<unknown>): Promise<string> =>
  attempt.then(
    () => 'It works.',
    (error) => `${error.name}: ${error.message} ${error.hint}`,
  );
const rows = async (url: string, sql: string): Promise<unknown[]> =>
  (await withClient(url, (client) => client.query(sql))).rows;

describe('the schema and the migrations agree', () => {
  test('a database brought up by us is what schema.prisma says; if not, run: npm run migration -- NAME', async () => {
    const url = await freshDatabase('ledger');
    expect(await missingFrom(url)).toBeNull();
  });

  test('a schema that went ahead of the migrations is noticed', async () => {
    const url = await freshDatabase('ledger');
    const ahead = join(ownFolder({}), 'schema.prisma');
    const schema = readFileSync(schemaFile, 'utf8');
    writeFileSync(
      ahead,
      schema.replace('model Resident {', 'model Resident {\n  shoeSize Int @map("shoe_size")'),
    );
    expect(await missingFrom(url, ahead)).toContain('ALTER TABLE "resident" ADD COLUMN     "shoe_size"');
  });

  test('the next migration starts from this schema; if not, run: npm run migration -- NAME', () => {
    const snapshot = readFileSync(join(migrationsFolder, 'schema.snapshot.prisma'), 'utf8');
    expect(snapshot).toBe(readFileSync(schemaFile, 'utf8'));
  });
});

test('an empty database is brought up once, and names what it lacks until then', async () => {
  const url = await freshDatabase('empty');
  expect(await pendingMigrations(url, migrationsFolder)).toEqual(names);
  expect(await rows(url, `SELECT to_regclass('_prisma_migrations') AS made`)).toEqual([{ made: null }]);
  expect(await migrate(url, migrationsFolder)).toEqual(names);
  expect(await pendingMigrations(url, migrationsFolder)).toEqual([]);
  expect(await migrate(url, migrationsFolder)).toEqual([]);
});

test('processes that start together bring the ledger up once between them', async () => {
  const url = await freshDatabase('empty');
  const applied = await Promise.all([1, 2, 3, 4].map(() => migrate(url, migrationsFolder)));
  expect(applied.flat()).toEqual(names);
  expect(await rows(url, 'SELECT migration_name AS name FROM _prisma_migrations ORDER BY 1')).toEqual(
    names.map((name) => ({ name })),
  );
});

test("Prisma's own deploy finds our record in order and has nothing left to apply", async () => {
  const url = await freshDatabase('ledger');
  expect(await deployWithPrisma(url, names)).toEqual({ history: null, failed: [], edited: [], applied: [] });
});

test("what Prisma's own deploy applied, we take as applied, and go on from there", async () => {
  const url = await freshDatabase('empty');
  const [tables = '', ...rest] = names;
  expect((await deployWithPrisma(url, [tables])).applied).toEqual([tables]);
  expect(await migrate(url, migrationsFolder)).toEqual(rest);
});

test('a migration that fails changes nothing, and runs again once mended', async () => {
  const url = await freshDatabase('empty');
  const folder = ownFolder({
    '1_first': 'CREATE TABLE first (id int)',
    '2_second': 'CREATE TABLE second (id int); INSERT INTO second VALUES (1); SELECT 1 / 0;',
  });
  expect(await fault(migrate(url, folder))).toBe(
    'StartFault: The migration 2_second failed and changed nothing: division by zero. Look into the database, then start again.',
  );
  expect(await rows(url, `SELECT to_regclass('second') AS made`)).toEqual([{ made: null }]);
  writeFileSync(join(folder, '2_second/migration.sql'), 'CREATE TABLE second (id int)');
  expect(await migrate(url, folder)).toEqual(['2_second']);
});

test('a process killed in the middle of a migration leaves nothing of it, and no lock', async () => {
  const url = await freshDatabase('empty');
  const folder = ownFolder({ '1_slow': 'CREATE TABLE slow (id int); SELECT pg_sleep(30);' });
  const killed = fault(migrate(url, folder));
  await expect
    .poll(() =>
      rows(
        url,
        `SELECT pg_terminate_backend(pid) AS cut FROM pg_stat_activity
          WHERE query LIKE '%pg_sleep(30)%' AND pid <> pg_backend_pid()`,
      ),
    )
    .toEqual([{ cut: true }]);
  expect(await killed).toContain('The migration 1_slow failed and changed nothing');
  writeFileSync(join(folder, '1_slow/migration.sql'), 'CREATE TABLE slow (id int)');
  expect(await migrate(url, folder)).toEqual(['1_slow']);
});

test('a migration edited after it was applied is refused by name', async () => {
  const url = await freshDatabase('empty');
  const folder = ownFolder({ '1_first': 'CREATE TABLE first (id int)' });
  await migrate(url, folder);
  writeFileSync(join(folder, '1_first/migration.sql'), 'CREATE TABLE first (id bigint)');
  const sentence =
    'StartFault: The migration 1_first was edited after it was applied to this database. ' +
    'Put that file back as it was, and make a new migration for what changed.';
  expect(await fault(migrate(url, folder))).toBe(sentence);
  expect(await fault(pendingMigrations(url, folder))).toBe(sentence);
});

test('a migration another program left half done is refused until somebody has settled it', async () => {
  const url = await freshDatabase('ledger');
  const { folder, remove } = makeFolder();
  afterwards(remove);
  cpSync(migrationsFolder, folder, { recursive: true });
  mkdirSync(join(folder, '29990101000000_next'));
  writeFileSync(join(folder, '29990101000000_next/migration.sql'), 'CREATE TABLE next (id int)');
  await rows(
    url,
    `INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ('1', 'x', '29990101000000_next')`,
  );
  expect(await fault(migrate(url, folder))).toContain(
    'StartFault: The migration 29990101000000_next was begun by another program and never finished.',
  );
  await rows(url, `UPDATE _prisma_migrations SET rolled_back_at = now() WHERE id = '1'`);
  expect(await migrate(url, folder)).toEqual(['29990101000000_next']);
});

test('a database where we may make nothing is refused with the words to put it right', async () => {
  const url = await freshDatabase('empty');
  const guest = new URL(url);
  guest.username = `guest_${guest.pathname.slice(1)}`;
  guest.password = 'guest';
  await rows(url, `CREATE ROLE ${guest.username} LOGIN PASSWORD 'guest'`);
  afterwards(async () => {
    await rows(url, `DROP ROLE ${guest.username}`);
  });
  expect(await fault(migrate(guest.href, migrationsFolder))).toContain(
    `Run there: GRANT CREATE ON SCHEMA public TO "${guest.username}"`,
  );
});

test('an open connection may be used, and stays open', async () => {
  const url = await freshDatabase('empty');
  const applied = await withClient(url, async (client: Client) => {
    const done = await migrate(client, migrationsFolder);
    await client.query('SELECT 1 FROM message');
    return done;
  });
  expect(applied).toEqual(names);
});
