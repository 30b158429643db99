import { once } from 'node:events';
import { createWriteStream, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { councilOf } from '../../config/council.ts';
import type { Council } from '../core/catalogue.ts';
import { StartFault } from '../core/errors.ts';
import { openRows } from '../core/open-data.ts';
import { type Month, monthsUpTo } from '../core/periods.ts';
import { groupings } from '../core/statistics.ts';
import { dataDictionary, openDataHead, openDataLines } from '../http/export/open-data.ts';
import type { Store } from '../store/store.ts';
import { withStore } from './ledger.ts';
import { withBar } from './progress.ts';

const dataFile = 'open-data.csv';
const dictionaryFile = 'data-dictionary.md';

/** Add `export open-data`. Writes two files; exits with 2 when a month is none. */
export function registerOpenData(exporting: Command): void {
  exporting
    .command('open-data')
    .description(
      `write the figures by month for anybody to read, small numbers left out: ${dataFile} and ${dictionaryFile}`,
    )
    .option('--to <folder>', 'where to write', '.')
    .option('--last <month>', 'last month, such as 2026-10; the last that is over unless told')
    .option('--months <number>', 'how many months', '12')
    .action(async ({ to, last, months }: { to: string; last?: string; months: string }) => {
      const written = await withBar('Writing open data', {}, (_, progress) =>
        withStore(async ({ statistics }, env) => {
          const now = new Date();
          const council = councilOf(env, now);
          const asked = monthsUpTo(last ?? null, Number(months), now, council.facts.timezone);
          if (asked === null)
            throw new StartFault(
              `${months} months up to ${last ?? 'now'} cannot be written.`,
              'A month is written like 2026-10 and must be over; from 1 to 120 months can be had.',
            );
          return await writeOpenData(to, asked, { statistics, council, now, progress });
        }),
      );
      console.log(
        `Wrote ${written.rows.toLocaleString('en-GB')} rows to ${join(to, dataFile)}, ${written.leftOut.toLocaleString('en-GB')} of them left out for being small, and ${join(to, dictionaryFile)}.`,
      );
    });
}

interface Writing {
  readonly statistics: Store['statistics'];
  readonly council: Council;
  readonly now: Date;
  readonly progress: (done: number, of: number) => void;
}

/** Write both files into a folder, month after month, so that a long one takes little memory. Replaces what is there. */
export async function writeOpenData(
  folder: string,
  months: readonly Month[],
  { statistics, council, now, progress }: Writing,
): Promise<{ rows: number; leftOut: number }> {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, dictionaryFile), dataDictionary(council));
  const file = createWriteStream(join(folder, dataFile));
  const closed = closedGroups(council);
  let [rows, leftOut] = [0, 0];
  file.write(openDataHead());
  for (const [i, { month, from, to }] of months.entries()) {
    for (const by of [null, ...groupings]) {
      const measured = await statistics.figures({ from, to }, by, now);
      const told = openRows({ month, measured }, closed);
      rows += told.length;
      leftOut += told.filter((each) => each.leftOut).length;
      if (!file.write(openDataLines(told, council))) await once(file, 'drain');
    }
    progress(i + 1, months.length);
  }
  file.end();
  await once(file, 'finish');
  return { rows, leftOut };
}

/** Teams whose cases are restricted, and what they alone look after. */
function closedGroups({ teams, services }: Council): ReadonlySet<string> {
  const shut = new Set([...teams.values()].filter(({ restricted }) => restricted).map(({ id }) => id));
  const theirs = [...services.values()].filter(({ team }) => shut.has(team)).map(({ label }) => label);
  return new Set([...shut, ...theirs]);
}
