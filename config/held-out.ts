import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { readYaml } from './document.ts';
import { faultsAgainst } from './explain.ts';
import { ConfigFault, inOneLine } from './faults.ts';
import { loadTraining } from './training.ts';

const schema = z.record(z.string(), z.array(z.string().min(1)));

/**
 * Ordinary messages by label that no model has learnt from: probabilities are fitted to them. None where the council
 * has no such file. Throws a ConfigFault when one of them is also an example, or has a label without examples.
 */
export function loadHeldOut(folder: string): ReadonlyMap<string, readonly string[]> {
  if (!existsSync(join(folder, 'held-out.yaml'))) return new Map();
  const file = readYaml(folder, 'held-out.yaml');
  const faults = [...file.faults, ...faultsAgainst(schema, file)].map(inOneLine);
  const heldOut = faults.length > 0 ? {} : schema.parse(file.value);
  const examples = loadTraining(folder);
  const learnt = new Set([...examples.values()].flat().map(alike));
  for (const [label, texts] of Object.entries(heldOut)) {
    const line = (path: (string | number)[]) => `held-out.yaml:${file.lineOf(path)}`;
    if (!examples.has(label)) faults.push(`${line([label])}  ${label} has no training examples.`);
    texts.forEach((text, i) => {
      if (learnt.has(alike(text)))
        faults.push(`${line([label, i])}  This message is also a training example.`);
    });
  }
  if (faults.length > 0) {
    throw new ConfigFault(
      `The held-out messages of ${basename(folder)} cannot be used:`,
      faults,
      'Put these lines right, then start again.',
    );
  }
  return new Map(Object.entries(heldOut));
}

function alike(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}
