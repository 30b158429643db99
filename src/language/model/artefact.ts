import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Examples, type Trained, train, trainingSteps } from './classifier.ts';
import { Vocabulary } from './vocabulary.ts';

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
  folder: string,
  onProgress: (done: number, of: number) => void,
): Promise<Named> {
  const name = await nameOf(examples);
  const file = join(folder, `${name}.model`);
  try {
    return { name, trained: unpack(await readFile(file)) };
  } catch {
    let done = 0;
    const trained = await train(examples, async () => {
      done += 1;
      onProgress(done, trainingSteps);
      await new Promise((resolve) => setImmediate(resolve));
    });
    await mkdir(folder, { recursive: true });
    const draft = `${file}.${process.pid}`;
    await writeFile(draft, pack(trained));
    await rename(draft, file);
    return { name, trained };
  }
}

/** A hash of the examples and of the code in this folder, so that a change to either makes a new model. */
async function nameOf(examples: Examples): Promise<string> {
  const hash = createHash('sha256');
  for (const label of [...examples.keys()].sort()) hash.update(JSON.stringify([label, examples.get(label)]));
  const here = import.meta.dirname;
  for (const file of (await readdir(here)).filter((name) => /\.[jt]s$/.test(name)).sort()) {
    hash.update(await readFile(join(here, file)));
  }
  return hash.digest('hex').slice(0, 12);
}

/** One buffer: length of the head, the head as JSON, then the arrays in the order the head counts them. */
function pack({ labels, vocabulary, linear, heat }: Trained): Buffer {
  const arrays = [vocabulary.hashes, vocabulary.rarity, linear.weights, linear.bias];
  const head = Buffer.from(JSON.stringify({ labels, heat, lengths: arrays.map((array) => array.length) }));
  const padded = Buffer.concat([head, Buffer.alloc((4 - (head.length % 4)) % 4, ' ')]);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(padded.length);
  const bodies = arrays.map((array) => Buffer.from(array.buffer, array.byteOffset, array.byteLength));
  return Buffer.concat([length, padded, ...bodies]);
}

function unpack(file: Buffer): Trained {
  const size = file.readUInt32LE(0);
  const head: { labels: string[]; heat: number; lengths: [number, number, number, number] } = JSON.parse(
    file.toString('utf8', 4, 4 + size),
  );
  let at = 4 + size;
  const next = (count: number): ArrayBuffer => {
    const end = at + count * 4;
    if (end > file.length) throw new Error('the model file is cut short');
    const bytes = Uint8Array.from(file.subarray(at, end)).buffer;
    at = end;
    return bytes;
  };
  const [hashes, rarity, weights, bias] = head.lengths;
  const vocabulary = new Vocabulary(new Int32Array(next(hashes)), new Float32Array(next(rarity)));
  const linear = {
    labels: head.labels.length,
    weights: new Float32Array(next(weights)),
    bias: new Float32Array(next(bias)),
  };
  return { labels: head.labels, vocabulary, linear, heat: head.heat };
}
