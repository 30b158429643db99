// Writes the next migration, without a database and without a download: the difference between
// schema.prisma as it was at the last migration (migrations/schema.snapshot.prisma) and as it is now.
import { copyFileSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  migrationsFolder,
  missingFrom,
  nothing,
  schemaFile,
  schemaIn,
  sqlBetween,
  startEngine,
} from './engine.mjs';

const usage = `npm run migration -- NAME         write the next migration, such as add-officer-email
npm run migration -- --again      write the first migration again (only while nothing is released)
npm run migration -- --check URL  say what is missing from a migrated database; exit 1 when something is`;

const snapshot = join(migrationsFolder, 'schema.snapshot.prisma');
const tables = '20261122000000_ledger';
const rules = '20261122000001_ledger_rules'; // what the schema cannot say, written by hand

const [asked, url] = process.argv.slice(2);
if (asked === '--check' && url !== undefined) await check(url);
else if (asked === '--again') await writeFirst();
else if (asked !== undefined && /^[a-z][a-z0-9-]*$/.test(asked)) await writeNext(asked);
else {
  console.error(usage);
  process.exitCode = 2;
}

async function writeNext(name) {
  const sql = await sqlBetween(await startEngine(), schemaIn(snapshot), schemaIn(schemaFile));
  if (sql === null) return console.log('The schema has not changed since the last migration.');
  const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
  write(`${stamp}_${name.replaceAll('-', '_')}`, sql);
}

async function writeFirst() {
  const folders = readdirSync(migrationsFolder, { withFileTypes: true }).filter((entry) =>
    entry.isDirectory(),
  );
  const later = folders.map((entry) => entry.name).filter((name) => name !== tables && name !== rules);
  if (later.length > 0) {
    console.error(`The first migration can no longer change: ${later.join(', ')} follows it.`);
    process.exitCode = 1;
    return;
  }
  const sql = await sqlBetween(await startEngine(), nothing, schemaIn(schemaFile));
  // PostgreSQL asks for the right to make schemas even when this one exists, as it always does.
  write(tables, sql.replace(/^-- CreateSchema\n.*\n\n/, ''));
}

async function check(database) {
  const sql = await missingFrom(database);
  if (sql === null) return console.log('The database is what the schema says.');
  console.error(`The database is not what the schema says. Run: npm run migration -- NAME\n${sql}`);
  process.exitCode = 1;
}

function write(name, sql) {
  const folder = join(migrationsFolder, name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'migration.sql'), sql);
  copyFileSync(schemaFile, snapshot);
  console.log(`prisma/migrations/${name}/migration.sql`);
}
