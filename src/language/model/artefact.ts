import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Trained, train, trainingSteps } from './classifier.ts';
import type { Lessons } from './lessons.ts';
import { pack, unpack } from './pack.ts';

/** A model and the name it goes by in the record: the hash of what it was made from. */
export interface Named {
  readonly name: string;
  readonly trained: Trained;
}

/**
 * The model for these lessons: from `folder` if it was made before, else trained now and kept there. A kept model
 * that cannot be read is made again. Throws when the folder cannot be written.
 */
export async function modelFor(
  lessons: Lessons,
  folder: string,
  onProgress: (done: number, of: number) => void,
): Promise<Named> {
  const name = await nameOf(lessons);
  const kept = await keptModel(folder, name);
  if (kept !== null) return kept;
  let done = 0;
  const trained = await train(lessons, async () => {
    done += 1;
    onProgress(done, trainingSteps(lessons));
    await new Promise((resolve) => setImmediate(resolve));
  });
  await keepModel(folder, { name, trained });
  return { name, trained };
}

const fileOf = (folder: string, name: string) => join(folder, `${name}.model`);

/** A model as it was kept; null where there is none of this name that can be read. */
export async function keptModel(folder: string, name: string): Promise<Named | null> {
  try {
    return { name, trained: unpack(await readFile(fileOf(folder, name))) };
  } catch {
    return null;
  }
}

/** Keep a model, whole or not at all. */
export async function keepModel(folder: string, { name, trained }: Named): Promise<void> {
  await mkdir(folder, { recursive: true });
  const draft = `${fileOf(folder, name)}.${process.pid}`;
  await writeFile(draft, pack(trained));
  await rename(draft, fileOf(folder, name));
}

/** A hash of the lessons and of the code in this folder, so that a change to either makes a new model. */
export async function nameOf({ examples, heldOut, danger, vectors }: Lessons): Promise<string> {
  const hash = createHash('sha256');
  const quiet = new Map([['quiet', danger.quiet]]);
  for (const some of [examples, heldOut, danger.fires, quiet] as readonly ReadonlyMap<string, unknown>[]) {
    for (const label of [...some.keys()].sort()) hash.update(JSON.stringify([label, some.get(label)]));
  }
  hash.update(vectors === null ? 'no vectors' : String((await stat(vectors)).size));
  const here = import.meta.dirname;
  for (const file of (await readdir(here)).filter((name) => /\.[jt]s$/.test(name)).sort()) {
    hash.update(await readFile(join(here, file)));
  }
  return hash.digest('hex').slice(0, 12);
}
