import type { Command } from 'commander';
import { withStore } from './ledger.ts';
import { withBar } from './progress.ts';

/** Add `stats rebuild`. Exits with 1 when `--check` finds facts that do not follow from the events. */
export function registerStats(program: Command): void {
  const stats = program.command('stats').description('the figures managers see, and what they are made from');
  stats
    .command('rebuild')
    .description('make the facts of every case again from its events alone')
    .option('--check', 'change nothing; exit with 1 when facts are other than their events say', false)
    .action(async ({ check }: { check: boolean }) => {
      const { cases, changed } = await withBar(
        check ? 'Checking facts against events' : 'Making facts from events',
        {},
        (_, progress) => withStore((store) => store.rebuildFacts({ check, progress })),
      );
      console.log(rebuiltInWords({ cases, changed }, check));
      if (check && changed > 0) process.exitCode = 1;
    });
}

function rebuiltInWords({ cases, changed }: { cases: number; changed: number }, check: boolean): string {
  const looked = `${cases} cases looked at`;
  if (changed === 0) return `${looked}: all facts are what the events say.`;
  return check
    ? `${looked}: the facts of ${changed} are not what their events say. Run: moothall stats rebuild`
    : `${looked}: the facts of ${changed} were others and are now what their events say.`;
}
