import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import {
  type Council,
  type CouncilFacts,
  councilSchema,
  type Language,
  serviceSchema,
  type Team,
  teamSchema,
} from '../src/core/catalogue.ts';
import { factsIn } from '../src/core/council.ts';
import { nobodyElse, whoseSchema } from '../src/core/whose.ts';
import { repliesSchema, type Say } from '../src/core/wordings.ts';
import { type CouncilFiles, disagreements, ownFactsFor, wordingsOf } from './agreement.ts';
import { bankHolidays } from './bank-holidays.ts';
import { itemsOf, loose, readYaml, type YamlFile } from './document.ts';
import { faultsAgainst } from './explain.ts';
import { ConfigFault, type Fault, inOneLine } from './faults.ts';
import { loadWards, placesFaults } from './places/ground.ts';
import { root } from './root.ts';
import { nearest } from './spelling.ts';
import { readTraining, trainingFaults } from './training.ts';
import { inSentences, type Wording } from './wording.ts';

const servicesSchema = z.array(serviceSchema).min(1);
const teamsSchema = z.array(teamSchema).min(1);
const languages = ['en', 'cy'] as const satisfies readonly Language[];

/** Everything wrong in a council's folder, in the order of its files and lines; empty when all is well. Never throws. */
export function checkCouncil(folder: string): readonly Fault[] {
  const files = readFiles(folder);
  const labels = itemsOf(files.services).map(({ label }) => String(label));
  return inOrder([
    ...faultsIn(folder, files),
    ...trainingFaults(readTraining(folder), files.services, labels),
    ...placesFaults(folder),
  ]);
}

/**
 * A council from its folder, whose name is its id. Bank holidays are those of `years`; a due time that falls in
 * another year does not know them. Throws one ConfigFault listing every fault. Training is not looked at: a new
 * service without examples is one that officers choose, until residents' words teach it.
 */
export function loadCouncil(folder: string, { years }: { readonly years: readonly number[] }): Council {
  if (!existsSync(folder)) {
    const others = existsSync(dirname(folder)) ? readdirSync(dirname(folder)) : [];
    throw new ConfigFault(
      `There is no council folder ${folder}.`,
      [],
      `Set COUNCIL to one that is there: ${others.join(', ')}.`,
    );
  }
  const files = readFiles(folder);
  const faults = faultsIn(folder, files);
  if (faults.length > 0) {
    throw new ConfigFault(
      `The council folder ${folder} has ${faults.length === 1 ? 'a fault' : `${faults.length} faults`}:`,
      faults.map(inOneLine),
      'Put these lines right, then start again. "moothall config check" lists them too.',
    );
  }
  const facts = councilSchema.parse(files.council.value);
  const services = servicesSchema.parse(files.services.value);
  const teams = new Map(teamsSchema.parse(files.teams.value).map((team) => [team.id, team]));
  return Object.freeze({
    id: basename(folder),
    facts,
    services: new Map(services.map((service) => [service.label, service])),
    teams,
    whose: files.whose === null ? nobodyElse : whoseSchema.parse(files.whose.value),
    daysOff: new Set([...bankHolidays(facts.nation, years), ...facts.closures]),
    canned: Object.keys(loose(loose(files.replies.get('en')?.value)['canned'])),
    wards: loadWards(folder),
    say: sayer(facts, teams, files.replies),
  });
}

/** No case is older: its facts count the bank holidays of every year since. */
const firstYear = 2020;

/** The council this machine serves, with the bank holidays of every year a clock may run in. Throws as `loadCouncil` does. */
export function councilOf(env: { readonly council: string }, now: Date): Council {
  const years = Array.from({ length: now.getUTCFullYear() + 4 - firstYear }, (_, i) => firstYear + i);
  return loadCouncil(councilFolder(env), { years });
}

/** Where a council's files are. */
export function councilFolder({ council }: { readonly council: string }): string {
  return join(root, 'config', 'councils', council);
}

function readFiles(folder: string): CouncilFiles {
  const council = readYaml(folder, 'council.yaml');
  const listed: unknown = loose(council.value)['languages'];
  const spoken = languages.filter((tag) => tag === 'en' || (Array.isArray(listed) && listed.includes(tag)));
  return {
    council,
    services: readYaml(folder, 'services.yaml'),
    teams: readYaml(folder, 'teams.yaml'),
    whose: existsSync(join(folder, 'whose.yaml')) ? readYaml(folder, 'whose.yaml') : null,
    replies: new Map(spoken.map((tag) => [tag, readYaml(folder, `replies.${tag}.yaml`)])),
  };
}

function faultsIn(folder: string, files: CouncilFiles): Fault[] {
  const { council, services, teams, whose, replies } = files;
  const all = [council, services, teams, ...(whose === null ? [] : [whose]), ...replies.values()];
  const faults = [
    ...all.flatMap(({ faults }) => faults),
    ...faultsAgainst(councilSchema, council),
    ...faultsAgainst(servicesSchema, services),
    ...faultsAgainst(teamsSchema, teams),
    ...(whose === null ? [] : faultsAgainst(whoseSchema, whose)),
    ...[...replies.values()].flatMap((file) => [
      ...faultsAgainst(repliesSchema, file),
      ...wordingsOf(file).faults,
    ]),
    ...disagreements(files),
  ];
  return inOrder(faults.map((fault) => misnamed(folder, fault, all)));
}

/** A file that is missing may only be misspelt. */
function misnamed(folder: string, fault: Fault, known: readonly YamlFile[]): Fault {
  if (fault.message !== 'This file is missing.' || !existsSync(folder)) return fault;
  const names = known.map(({ file }) => file);
  const strangers = readdirSync(folder).filter((name) => name.endsWith('.yaml') && !names.includes(name));
  const there = nearest(fault.file, strangers);
  return there === undefined ? fault : { ...fault, message: `This file is missing; there is a "${there}".` };
}

function inOrder(faults: readonly Fault[]): Fault[] {
  return [...faults].sort((one, other) => one.file.localeCompare(other.file) || one.line - other.line);
}

function sayer(
  facts: CouncilFacts,
  teams: ReadonlyMap<string, Team>,
  replies: ReadonlyMap<Language, YamlFile>,
): Say {
  const wordings = new Map<Language, ReadonlyMap<string, Wording>>();
  for (const [language, file] of replies) wordings.set(language, wordingsOf(file).wordings);
  const safeguardingPhone = teams.get(facts.safeguardingTeam)?.phone ?? facts.outOfHoursPhone;
  const ownIn = (language: Language) => {
    const { name, shortName, phone, outOfHoursPhone, website, privacyUrl } = factsIn(facts, language);
    return { council: name, shortName, phone, outOfHoursPhone, safeguardingPhone, website, privacyUrl };
  };
  const own = { en: ownIn('en'), cy: ownIn('cy') };

  return (language, key, given = {}) => {
    const spoken = wordings.get(language)?.has(key) ? language : 'en';
    const wording = wordings.get(spoken)?.get(key);
    if (wording === undefined) throw new Error(`The council has no wording "${key}".`);
    const missing = ownFactsFor(key).filter((fact) => given[fact] === undefined);
    if (missing.length > 0) throw new Error(`The wording "${key}" was not given: ${missing.join(', ')}.`);
    return inSentences(wording, { ...given, ...own[spoken] });
  };
}
