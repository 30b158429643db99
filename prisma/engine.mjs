// Prisma's own schema engine as WebAssembly: it compares schemas, and nothing has to be downloaded for it.
// Used by `npm run migration` and by tests. The running app applies migrations itself (src/store/migrate.ts).
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from '@prisma/driver-adapter-utils';
import * as engineModule from '@prisma/schema-engine-wasm/schema_engine_bg';
import pg from 'pg';

export const here = import.meta.dirname;
export const schemaFile = join(here, 'schema.prisma');
export const migrationsFolder = join(here, 'migrations');

const everything = { externalTables: [], externalEnums: [] };

/** An engine over a database, or over none when only schema files are compared. */
export async function startEngine(factory = offline) {
  loaded ??= load();
  const { SchemaEngine } = await loaded;
  return SchemaEngine.new(
    { datamodels: [[schemaFile, readFileSync(schemaFile, 'utf8')]] },
    () => {},
    bindMigrationAwareSqlAdapterFactory(factory),
  );
}

/** The SQL that leads from one schema to the other; null when they agree. */
export async function sqlBetween(engine, from, to) {
  const params = { from, to, script: true, exitCode: true, shadowDatabaseUrl: null, filters: everything };
  const { exitCode, stdout } = await engine.diff(params);
  return exitCode === 0 ? null : stdout;
}

/** The SQL that would make this database what the schema says; null when they agree. */
export function missingFrom(url, file = schemaFile) {
  const to = schemaIn(file);
  const from = { tag: 'schemaDatasource', files: to.files, configDir: here };
  return over(url, (engine) => sqlBetween(engine, from, to));
}

export const nothing = { tag: 'empty' };

export function schemaIn(file) {
  return { tag: 'schemaDatamodel', files: [{ path: file, content: readFileSync(file, 'utf8') }] };
}

/** What `prisma migrate deploy` makes of this database: which migrations it knows, and which it then applies. */
export function deployWithPrisma(url, names) {
  const read = (name) => readFileSync(join(migrationsFolder, name), 'utf8');
  const migrationsList = {
    baseDir: migrationsFolder,
    shadowDbInitScript: '',
    lockfile: { path: 'migration_lock.toml', content: read('migration_lock.toml') },
    migrationDirectories: names.map((name) => ({
      path: name,
      migrationFile: {
        path: 'migration.sql',
        content: { tag: 'ok', value: read(join(name, 'migration.sql')) },
      },
    })),
  };
  return over(url, async (engine) => {
    const asked = { migrationsList, optInToShadowDatabase: false, filters: everything };
    const found = await engine.diagnoseMigrationHistory(asked);
    const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList, filters: everything });
    return {
      history: found.history,
      failed: found.failedMigrationNames,
      edited: found.editedMigrationNames,
      applied: appliedMigrationNames,
    };
  });
}

// The engine never lets go of its connection, nor of the lock it took over it: we do.
async function over(url, act) {
  const pool = new pg.Pool({ connectionString: url });
  try {
    return await act(await startEngine(readableCatalogue(new PrismaPg(pool))));
  } finally {
    await pool.end();
  }
}

let loaded; // its memory belongs to one instance
async function load() {
  // Without this the engine turns its own panic messages into a TypeError.
  globalThis.PRISMA_WASM_PANIC_REGISTRY = {
    set_message: (message) => process.stderr.write(`${message}\n`),
  };
  const entry = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  const { instance } = await WebAssembly.instantiate(
    readFileSync(join(dirname(entry), 'schema_engine_bg.wasm')),
    {
      './schema_engine_bg.js': engineModule,
    },
  );
  engineModule.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  return engineModule;
}

// The engine asks for a connection at once, even to compare two files. This one answers with nothing.
const silence = {
  provider: 'postgres',
  adapterName: 'offline',
  queryRaw: async () => ({ columnNames: [], columnTypes: [], rows: [] }),
  executeRaw: async () => 0,
  executeScript: async () => {},
  getConnectionInfo: () => ({ schemaName: 'public', supportsRelationJoins: true }),
  startTransaction: async () => {
    throw new Error('There is no database here.');
  },
  dispose: async () => {},
};
const offline = {
  provider: 'postgres',
  adapterName: 'offline',
  connect: async () => silence,
  connectToShadowDb: async () => silence,
};

// PostgreSQL's catalogue uses its one-letter type "char" (18), which the adapter refuses to read.
function readableCatalogue(factory) {
  const oneLetter = 18;
  const text = 25;
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connectToShadowDb: () => factory.connectToShadowDb(),
    connect: async () => {
      const adapter = await factory.connect();
      const read = adapter.performIO.bind(adapter);
      const query = adapter.queryRaw.bind(adapter);
      adapter.performIO = async (asked) => {
        const result = await read(asked);
        asked.letters = result.fields.map((field) => field.dataTypeID === oneLetter);
        for (const field of result.fields) if (field.dataTypeID === oneLetter) field.dataTypeID = text;
        return result;
      };
      adapter.queryRaw = async (asked) => {
        const result = await query(asked);
        asked.letters?.forEach((letter, i) => {
          if (letter) result.columnTypes[i] = ColumnTypeEnum.Character;
        });
        return result;
      };
      return adapter;
    },
  };
}
