import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { withClient } from '../../src/store/connection.ts';
import { type Embedded, startEmbedded } from '../../src/store/embedded.ts';
import { migrate } from '../../src/store/migrate.ts';
import { makeFolder } from './folder.ts';
import { keepLog } from './log.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The address of the test run's PostgreSQL: its database `moothall`, which may make others. */
    postgres: string;
  }
}

export const template = 'ledger_template';

interface Run {
  readonly postgres: Promise<Embedded>;
  readonly remove: () => void;
  projects: number;
}

// Each project loads this file for itself; the server is one for them all.
const shared = globalThis as { moothallTestRun?: Run | undefined };

/** Vitest's global set-up: one PostgreSQL for the whole run, holding a migrated ledger to copy from. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const run = shared.moothallTestRun ?? begin();
  shared.moothallTestRun = run;
  run.projects += 1;
  project.provide('postgres', (await run.postgres).url);
  return async () => {
    run.projects -= 1;
    if (run.projects > 0) return;
    shared.moothallTestRun = undefined;
    await (await run.postgres).stop();
    run.remove();
  };
}

function begin(): Run {
  const { folder, remove } = makeFolder();
  return { postgres: startWithTemplate(folder), remove, projects: 0 };
}

async function startWithTemplate(folder: string): Promise<Embedded> {
  const server = await startEmbedded({ dataDir: folder, log: keepLog().log });
  await withClient(server.url, (client) => client.query(`CREATE DATABASE ${template}`));
  const url = new URL(server.url);
  url.pathname = `/${template}`;
  await migrate(url.href, join(import.meta.dirname, '../../prisma/migrations'));
  return server;
}
