import { randomBytes } from 'node:crypto';
import { afterAll, inject, onTestFinished, TestRunner } from 'vitest';
import { type Ledger, openLedger, withClient } from '../../src/store/connection.ts';
import { keepLog } from './log.ts';

/** After the test under way or, outside of one, after the last test of the file. */
export function afterwards(act: () => Promise<void> | void): void {
  if (TestRunner.getCurrentTest() === undefined) afterAll(act);
  else onTestFinished(act);
}

/** A database of this test's or test file's own; dropped afterwards, whoever is still connected. */
export async function freshDatabase(from: 'empty' | 'ledger'): Promise<string> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  const server = inject('postgres');
  const template = from === 'ledger' ? 'ledger_template' : 'template0';
  await withClient(server, (client) => client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`));
  afterwards(async () => {
    await withClient(server, (client) => client.query(`DROP DATABASE ${name} WITH (FORCE)`));
  });
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

/** A migrated, empty ledger of this test's or, called at the top of a file, this test file's own. */
export async function freshLedger(): Promise<Ledger & { readonly url: string }> {
  const url = await freshDatabase('ledger');
  const ledger = openLedger(url, { log: keepLog().log });
  afterwards(() => ledger.close());
  return { ...ledger, url };
}
