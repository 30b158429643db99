import type { Command } from 'commander';
import { withStore } from './ledger.ts';

/** Add `verify [reference]`. Exits with 1 when a record does not hold, after naming each and its first broken link. */
export function registerVerify(program: Command): void {
  program
    .command('verify')
    .description('walk the hash chain of every case, or of one, and name the first link that does not hold')
    .argument('[reference]', 'one case')
    .action(async (reference: string | undefined) => {
      process.exitCode = await withStore(async ({ reader }) => {
        let cases = 0;
        let broken = 0;
        for await (const each of reference === undefined ? reader.references() : [reference]) {
          const fault = await reader.fault(each);
          cases += 1;
          if (fault === null) continue;
          broken += 1;
          console.log(`${each}: ${fault}`);
        }
        console.log(`${cases} ${cases === 1 ? 'case' : 'cases'} walked, ${broken} broken.`);
        return broken === 0 ? 0 : 1;
      });
    });
}
