import { existsSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Command } from 'commander';
import { checkCouncil, councilFolder, loadCouncil } from '../../config/council.ts';
import { readEnv } from '../../config/env.ts';
import { inOneLine } from '../../config/faults.ts';
import { loadGround } from '../../config/places/ground.ts';

/** Where a command writes: lines for people on `say`, faults with the command itself on `complain`. */
export interface Voices {
  say(line: string): void;
  complain(line: string): void;
}

/** Add `config check [folder]`. Sets the exit code: 0 all well, 1 faults found, 2 no such folder. */
export function registerConfigCheck(program: Command, voices: Voices = outLoud): void {
  const config =
    program.commands.find((command) => command.name() === 'config') ??
    program.command('config').description('look at how a council is set up');
  config
    .command('check')
    .description('list everything that is wrong in a council folder, with the file and the line')
    .argument('[folder]', 'the council folder; left out, the one COUNCIL names in config/councils')
    .action((folder: string | undefined) => {
      process.exitCode = configCheck(folder ?? councilFolder(readEnv()), voices);
    });
}

const outLoud: Voices = { say: (line) => console.log(line), complain: (line) => console.error(line) };

/** Check one folder and say what was found. Gives the exit code. */
export function configCheck(folder: string, { say, complain }: Voices): 0 | 1 | 2 {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    complain(
      `There is no folder ${folder}. Give the path of a council folder, such as config/councils/marlcombe.`,
    );
    return 2;
  }
  const shown = relative(process.cwd(), folder) || '.';
  const faults = checkCouncil(folder);
  for (const fault of faults) say(inOneLine({ ...fault, file: join(shown, fault.file) }));
  if (faults.length > 0) {
    complain(faults.length === 1 ? '1 fault.' : `${faults.length} faults.`);
    return 1;
  }
  say(summary(folder));
  return 0;
}

function summary(folder: string): string {
  const { facts, services, teams } = loadCouncil(folder, { years: [] });
  const outside = [...teams.values()].filter(({ kind }) => kind === 'outside').length;
  return (
    `${facts.name}: ${services.size} services, ${teams.size} teams (${outside} of other bodies), ` +
    `replies in ${facts.languages.join(' and ')}${places(folder)}. No faults.`
  );
}

function places(folder: string): string {
  const { streets, landmarks, postcodes, wards } = loadGround(folder);
  const parts = Object.entries({ streets, landmarks, postcodes, wards });
  const told = parts.flatMap(([what, { length }]) => (length === 0 ? [] : [`${length} ${what}`]));
  return told.length === 0 ? '' : `, ${told.join(', ')}`;
}
