import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { conversationLabels } from '../src/core/understanding.ts';
import { readYaml, type YamlFile } from './document.ts';
import { faultsAgainst } from './explain.ts';
import { ConfigFault, type Fault, inOneLine } from './faults.ts';
import { nearest } from './spelling.ts';

const examples = z.array(z.string().min(1)).min(1);

/** The training files of a council, one for each label, as they stand. */
export function readTraining(folder: string): YamlFile[] {
  const training = join(folder, 'training');
  if (!existsSync(training) || !statSync(training).isDirectory()) return [];
  return readdirSync(training, { withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.yaml'))
    .map(({ name }) => readExamples(folder, `training/${name}`))
    .sort((one, other) => one.file.localeCompare(other.file));
}

/** One file. A plain list of quoted lines, as nearly all are, need not trouble the YAML parser: a tenth of the time. */
function readExamples(folder: string, file: string): YamlFile {
  const lines = readFileSync(join(folder, file), 'utf8').split('\n');
  const said = lines.flatMap((line, i) => (line === '' || line.startsWith('#') ? [] : [{ line, at: i + 1 }]));
  if (!said.every(({ line }) => quoted.test(line))) return readYaml(folder, file);
  const value = said.map(({ line }): unknown => JSON.parse(line.slice(2)));
  return { file, value, faults: [], lineOf: ([item]) => said[Number(item ?? 0)]?.at ?? 1 };
}

// JSON's strings are YAML's as well; other escapes of YAML's are not JSON's.
const quoted = /^- "(?:[^"\\\p{Cc}]|\\["\\/bfnrt]|\\u[0-9a-fA-F]{4})*"$/u;

/**
 * What residents write for each label, to train a classifier with: the council's services and the labels beside
 * them. Throws a ConfigFault listing every file that cannot be read.
 */
export function loadTraining(folder: string): ReadonlyMap<string, readonly string[]> {
  const files = readTraining(folder);
  const faults = files.flatMap(faultsWithin);
  if (faults.length > 0) {
    throw new ConfigFault(
      `The training examples of ${basename(folder)} cannot be used:`,
      faults.map(inOneLine),
      'Put these lines right, then start again.',
    );
  }
  return new Map(files.map((file) => [labelOf(file), examples.parse(file.value)]));
}

/** What is wrong with the training files, given the labels of the council's services and the lines they stand on. */
export function trainingFaults(
  files: readonly YamlFile[],
  services: YamlFile,
  labels: readonly string[],
): Fault[] {
  const all = [...labels, ...conversationLabels];
  const there = files.map(labelOf);
  const untaught = all.filter((label) => !there.includes(label));
  const strangers = files.filter((file) => labels.length > 0 && !all.includes(labelOf(file)));
  return [
    ...files.flatMap(faultsWithin),
    ...strangers.map((file) => {
      const hint = nearest(labelOf(file), untaught);
      const message = `There is no service or other label "${labelOf(file)}".`;
      return { file: file.file, line: 1, message, ...(hint === undefined ? {} : { hint }) };
    }),
    ...untaught.map((label) => {
      const message = `${label} has no training examples: write some in training/${label}.yaml.`;
      return { file: services.file, line: services.lineOf([labels.indexOf(label)]), message };
    }),
  ];
}

function faultsWithin(file: YamlFile): Fault[] {
  return [...file.faults, ...faultsAgainst(examples, file)];
}

function labelOf({ file }: YamlFile): string {
  return basename(file, '.yaml');
}
