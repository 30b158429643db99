import type { Command } from 'commander';
import { readEnv } from '../../config/env.ts';
import { migrationsFolder } from '../../config/root.ts';
import { StartFault } from '../core/errors.ts';
import { waitForLedger } from '../store/connection.ts';
import { migrate } from '../store/migrate.ts';

/** Add `migrate`. May be run any number of times, and by several machines at once. */
export function registerMigrate(program: Command): void {
  program
    .command('migrate')
    .description(
      'bring the database of DATABASE_URL up to date; the embedded one is brought up to date at start',
    )
    .action(async () => {
      const { databaseUrl } = readEnv();
      if (databaseUrl === null)
        throw new StartFault(
          'DATABASE_URL is not set.',
          'Set it; without it the embedded database is brought up to date at each start.',
        );
      await waitForLedger(databaseUrl, { patienceMs: 30_000 });
      const applied = await migrate(databaseUrl, migrationsFolder);
      console.log(applied.length === 0 ? 'The database is up to date.' : `Applied ${applied.join(', ')}.`);
    });
}
