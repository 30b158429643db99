import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, rename, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';

/** Where the bytes of files are kept, each by the hash of what is in it: the same file sent twice is kept once. */
export interface Storage {
  /** Resolves once the bytes are safe. May run twice. */
  keep(bytes: Buffer): Promise<{ readonly sha256: string }>;
  /** Null when there is no such file. */
  open(sha256: string): Promise<Readable | null>;
}

/** What a file is known by, when it is that. Throws for anything else, so that no name leads elsewhere. */
export function hashOf(sha256: string): string {
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error('A file is known by 64 hexadecimal digits.');
  return sha256;
}

/** A folder of this machine, or one that several machines share. */
export function folderStorage(folder: string): Storage {
  const pathOf = (sha256: string) => join(folder, hashOf(sha256).slice(0, 2), sha256);
  return {
    async keep(bytes) {
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const path = pathOf(sha256);
      if (await isThere(path)) return { sha256 };
      await mkdir(dirname(path), { recursive: true });
      const draft = `${path}.${randomBytes(6).toString('hex')}`;
      await writeFile(draft, bytes, { flush: true, mode: 0o600 });
      await rename(draft, path);
      return { sha256 };
    },
    async open(sha256) {
      const path = pathOf(sha256);
      return (await isThere(path)) ? createReadStream(path) : null;
    },
  };
}

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
