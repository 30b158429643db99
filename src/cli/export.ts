import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { councilOf } from '../../config/council.ts';
import { root } from '../../config/root.ts';
import { findReference } from '../core/ids.ts';
import { exportPage } from '../http/export/page.ts';
import { withStore } from './ledger.ts';
import { registerOpenData } from './open-data.ts';

/** Add `export case REF` and `export open-data`. */
export function registerExport(program: Command): void {
  const exporting = program.command('export').description('write down what is on record');
  registerCase(exporting);
  registerOpenData(exporting);
}

/** Writes `REF.json` and `REF.html`; exits with 1 when no case has the reference. */
function registerCase(exporting: Command): void {
  exporting
    .command('case')
    .description(
      'write everything on the record of one case to REF.json and to REF.html, which opens in any browser',
    )
    .argument('<reference>', 'such as MB-482-913-605')
    .option('--to <folder>', 'where to write', '.')
    .option(
      '--restricted',
      'also when the case is restricted: the files are then for safeguarding officers only',
      false,
    )
    .action(async (typed: string, { to, restricted }: { to: string; restricted: boolean }) => {
      process.exitCode = await withStore(async ({ reader }, env) => {
        const now = new Date();
        const council = councilOf(env, now);
        const reference = findReference(council.facts.referencePrefix, typed);
        const file = reference === null ? null : await reader.caseFile(reference, { restricted }, now);
        if (file === null || reference === null) {
          console.error(
            `No case has the reference ${typed}${restricted ? '' : ', or it is restricted (see --restricted)'}.`,
          );
          return 1;
        }
        const fault = await reader.fault(reference);
        const json = join(to, `${reference}.json`);
        const html = join(to, `${reference}.html`);
        writeFileSync(
          json,
          `${JSON.stringify({ exportedAt: now, chain: fault ?? 'holds', ...file }, null, 2)}\n`,
        );
        writeFileSync(html, exportPage({ root, council, file, fault, now }));
        console.log(`Wrote ${json} and ${html}.`);
        return 0;
      });
    });
}
