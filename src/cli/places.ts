import { join, relative, resolve } from 'node:path';
import type { Command } from 'commander';
import { Listr } from 'listr2';
import { councilFolder } from '../../config/council.ts';
import { readEnv } from '../../config/env.ts';
import { placesFolder } from '../../config/places/ground.ts';
import { areaIn } from '../../config/places/import/area.ts';
import { sourcesOf } from '../../config/places/import/sources.ts';
import { type ImportSummary, importSteps } from '../../config/places/import/steps.ts';
import { fromGrid } from '../language/place/grid.ts';
import { wardFinder } from '../language/place/wards.ts';
import type { Voices } from './config-check.ts';

/** Add `places import`. Exits with 2, and writes nothing, when a file or a line of one cannot be read. */
export function registerPlaces(program: Command): void {
  const say = (line: string) => console.log(line);
  program
    .command('places')
    .description('what the council knows of its ground: streets, landmarks, postcodes, wards')
    .command('import')
    .description(
      'take streets, landmarks, postcodes and wards of the council’s area from OS Open Names, Code-Point Open, the ONS ' +
        'Postcode Directory and ward boundaries; what somebody added by hand stays',
    )
    .argument('<files...>', 'files as they were downloaded and unpacked, or folders of them')
    .requiredOption(
      '--council-area <codes>',
      'GSS code of the council (E07000123), of its wards (E05001234,E05001235) or south,west,north,east; may be given again',
      (text: string, before: string[] = []) => [...before, text],
    )
    .option('--to <folder>', 'the council’s folder; left out, the one COUNCIL names')
    .action(async (files: string[], { councilArea, to }: { councilArea: string[]; to?: string }) => {
      const folder = to === undefined ? councilFolder(readEnv()) : resolve(to);
      await importPlaces({ files, areas: councilArea, folder }, { say });
    });
}

/** Import, showing how far it is. Throws a ConfigFault that says what is wrong and where. */
export async function importPlaces(
  { files, areas, folder }: { files: readonly string[]; areas: readonly string[]; folder: string },
  { say, silent = false }: Pick<Voices, 'say'> & { silent?: boolean },
): Promise<void> {
  const area = areaIn(areas);
  const sources = await sourcesOf(files);
  const { steps, summary } = importSteps({ sources, area, folder, toPoint: fromGrid, wardFinder });
  const tasks = new Listr(
    steps.map(({ title, run }) => ({
      title,
      task: async (_: unknown, task: { title: string; output: string | NodeJS.WritableStream }) => {
        const came = await run((share, rows) => {
          task.output = `${Math.floor(100 * share)} %, ${rows.toLocaleString('en-GB')} rows`;
        });
        task.title = `${title}: ${came}`;
      },
    })),
    { fallbackRenderer: 'simple', ...(silent ? { renderer: 'silent' } : {}) },
  );
  await tasks.run();
  for (const line of inWords(summary(), folder)) say(line);
}

function inWords(
  { streets, landmarks, postcodes, wards, left, unnamed }: ImportSummary,
  folder: string,
): string[] {
  const counted = Object.entries({ streets, landmarks, postcodes, wards })
    .filter(([, count]) => count > 0)
    .map(([what, count]) => `${count.toLocaleString('en-GB')} ${what}`);
  const councils = join(relative(process.cwd(), folder), placesFolder, 'councils.csv');
  return [
    `The council's places are now: ${counted.join(', ') || 'as they were'}.`,
    ...[...left].map(([reason, count]) => `Left out: ${count.toLocaleString('en-GB')} ${reason}.`),
    ...(unnamed.length === 0
      ? []
      : [`Say what these councils around are called, in ${councils}: ${unnamed.join(', ')}.`]),
    'Who looks after a street, and who owns a landmark, is for you to add: see whose.yaml.',
    'Contains OS data © Crown copyright and database right, Royal Mail data © Royal Mail copyright and database right, ' +
      'and National Statistics data © Crown copyright and database right. Licensed under the Open Government Licence v3.0.',
  ];
}
