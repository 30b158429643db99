import { appendFile, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StartFault } from '../../core/errors.ts';
import { keepModel, keptModel, type Named } from '../model/artefact.ts';
import type { Comparison } from './compare.ts';

/** A promoted model, and the one that stands again when it is taken back; null is the built-in one. */
export interface Standing {
  readonly model: string;
  /** The built-in model of the examples and code it was made from. When those change, it no longer fits. */
  readonly base: string;
  /** The corrections it was taught, by id. */
  readonly learnt: readonly string[];
  readonly at: string;
  readonly by: string;
  readonly before: Standing | null;
}

/** One thing that was done to the models, for people to read. */
export interface Entry {
  readonly did: 'promoted' | 'refused' | 'rolled-back';
  readonly at: string;
  /** The account it was done from. */
  readonly by: string;
  readonly why: string | null;
  /** What it was about, and what ran before; null is the built-in model. */
  readonly model: string | null;
  readonly over: string | null;
  readonly comparison?: Comparison;
}

type Act = Pick<Entry, 'at' | 'by' | 'why'>;

/** How many promotions can be taken back, one after the other. */
const deepest = 5;

/**
 * Where promoted models stand: one file each, `current.json`, which says which of them is used, and `history.jsonl`,
 * which is only ever added to. No resident's words are in any of them; `current.json` changes whole or not at all.
 */
export function shelf(folder: string) {
  const current = join(folder, 'current.json');
  const log = join(folder, 'history.jsonl');

  /** The promoted model; null where the built-in one is used. Throws a StartFault when the file cannot be read. */
  async function standing(): Promise<Standing | null> {
    const text = await readFile(current, 'utf8').catch(missing);
    try {
      return text === null ? null : (JSON.parse(text) as Standing | null);
    } catch (cause) {
      const hint = 'Remove it to use the built-in model, and train with corrections again.';
      throw new StartFault(`${current} is not as we wrote it.`, hint, { cause });
    }
  }

  async function stand(next: Standing | null): Promise<void> {
    const draft = `${current}.${process.pid}`;
    await writeFile(draft, `${JSON.stringify(next)}\n`, { mode: 0o600 });
    await rename(draft, current);
  }

  async function write(entry: Entry): Promise<void> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await appendFile(log, `${JSON.stringify(entry)}\n`, { mode: 0o600 });
  }

  return {
    standing,

    model: (name: string): Promise<Named | null> => keptModel(folder, name),

    /**
     * Let a model stand over `over`, the one it was compared with. False, and nothing is changed, when another stands
     * by now.
     */
    async promote(
      named: Named,
      facts: Pick<Standing, 'base' | 'learnt'> & { readonly comparison: Comparison },
      over: Standing | null,
      act: Act,
    ): Promise<boolean> {
      const { comparison, base, learnt } = facts;
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await keepModel(folder, named);
      if ((await standing())?.model !== over?.model) return false;
      await write({ did: 'promoted', ...act, model: named.name, over: over?.model ?? null, comparison });
      // One made for other examples or code would not fit when it is gone back to.
      const before = over?.base === base ? cutAt(over, deepest - 1) : null;
      const next = { model: named.name, base, learnt, at: act.at, by: act.by, before };
      await stand(next);
      await forgetAllBut(next);
      return true;
    },

    /** Put on record that a candidate was not good enough. */
    refuse: (comparison: Comparison, over: Standing | null, act: Act): Promise<void> =>
      write({ did: 'refused', ...act, model: comparison.candidate, over: over?.model ?? null, comparison }),

    /** Go back to what stood before; null when the built-in model stands and there is nothing to go back to. */
    async rollBack(act: Act): Promise<{ from: Standing; to: Standing | null } | null> {
      const from = await standing();
      if (from === null) return null;
      await write({ did: 'rolled-back', ...act, model: from.model, over: from.before?.model ?? null });
      await stand(from.before);
      return { from, to: from.before };
    },

    /** All that was done, oldest first. */
    async history(): Promise<Entry[]> {
      const lines = (await readFile(log, 'utf8').catch(missing))?.split('\n') ?? [];
      return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Entry);
    },
  };

  /** A model that cannot be gone back to is kept no longer: it was made from words that may be erased since. */
  async function forgetAllBut(kept: Standing): Promise<void> {
    const names = new Set<string>();
    for (let one: Standing | null = kept; one !== null; one = one.before) names.add(`${one.model}.model`);
    for (const file of await readdir(folder)) {
      if (file.endsWith('.model') && !names.has(file)) await rm(join(folder, file), { force: true });
    }
  }
}

export type Shelf = ReturnType<typeof shelf>;

function cutAt(standing: Standing | null, depth: number): Standing | null {
  return standing === null || depth === 0 ? null : { ...standing, before: cutAt(standing.before, depth - 1) };
}

function missing(error: unknown): null {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
  throw error;
}
