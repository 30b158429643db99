import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type DangerFamily, dangerFamilies } from '../src/core/understanding.ts';
import { readYaml } from './document.ts';
import { faultsAgainst } from './explain.ts';
import { ConfigFault, inOneLine } from './faults.ts';
import { root } from './root.ts';

const familySchema = z.strictObject({
  /** What people in such danger, or who see others in it, write. */
  fires: z.array(z.string().min(1)),
  /** What sounds like it and must not wake anybody. */
  quiet: z.array(z.string().min(1)),
});

/** What residents of any council write in danger, by family, and what only sounds like it. */
export interface DangerSets {
  readonly fires: ReadonlyMap<DangerFamily, readonly string[]>;
  readonly quiet: readonly string[];
}

/**
 * The examples the learnt half of the danger screen is made from: `config/danger`, one file a family and
 * `ordinary.yaml`, which has no danger in it. Throws a ConfigFault listing every file that cannot be read.
 */
export function loadDanger(folder: string = join(root, 'config', 'danger')): DangerSets {
  const names = [...dangerFamilies, 'ordinary'].filter((name) => existsSync(join(folder, `${name}.yaml`)));
  const files = names.map((name) => ({ name, file: readYaml(folder, `${name}.yaml`) }));
  const faults = files.flatMap(({ file }) => [...file.faults, ...faultsAgainst(familySchema, file)]);
  if (faults.length > 0) {
    throw new ConfigFault(
      'The examples of danger cannot be used:',
      faults.map(inOneLine),
      'Put these lines right, then start again.',
    );
  }
  const sets = files.map(({ name, file }) => ({ name, ...familySchema.parse(file.value) }));
  return {
    fires: new Map(
      dangerFamilies.flatMap((family) => {
        const set = sets.find(({ name }) => name === family);
        return set === undefined ? [] : [[family, set.fires] as const];
      }),
    ),
    quiet: sets.flatMap(({ quiet }) => quiet),
  };
}
