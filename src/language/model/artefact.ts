import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Examples, type Lessons, type Trained, train, trainingSteps } from './classifier.ts';
import { vectorsFile } from './meanings.ts';
import { pack, unpack } from './pack.ts';

/** A model and the name it goes by in the record: the hash of what it was made from. */
export interface Named {
  readonly name: string;
  readonly trained: Trained;
}

/**
 * The model for these examples: from `folder` if it was made before, else trained now and kept there. A kept model
 * that cannot be read is made again. Throws when the folder cannot be written.
 */
export async function modelFor(
  examples: Examples,
  heldOut: Examples,
  folder: string,
  onProgress: (done: number, of: number) => void,
): Promise<Named> {
  const lessons: Lessons = { examples, heldOut, vectors: vectorsFile() };
  const name = await nameOf(lessons);
  const file = join(folder, `${name}.model`);
  const kept = await readKept(file);
  if (kept !== null) return { name, trained: kept };
  let done = 0;
  const trained = await train(lessons, async () => {
    done += 1;
    onProgress(done, trainingSteps(lessons));
    await new Promise((resolve) => setImmediate(resolve));
  });
  await mkdir(folder, { recursive: true });
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, pack(trained));
  await rename(draft, file);
  return { name, trained };
}

async function readKept(file: string): Promise<Trained | null> {
  try {
    return unpack(await readFile(file));
  } catch {
    return null;
  }
}

/** A hash of the lessons and of the code in this folder, so that a change to either makes a new model. */
async function nameOf({ examples, heldOut, vectors }: Lessons): Promise<string> {
  const hash = createHash('sha256');
  for (const some of [examples, heldOut]) {
    for (const label of [...some.keys()].sort()) hash.update(JSON.stringify([label, some.get(label)]));
  }
  hash.update(vectors === null ? 'no vectors' : String((await stat(vectors)).size));
  const here = import.meta.dirname;
  for (const file of (await readdir(here)).filter((name) => /\.[jt]s$/.test(name)).sort()) {
    hash.update(await readFile(join(here, file)));
  }
  return hash.digest('hex').slice(0, 12);
}
