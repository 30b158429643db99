import type { PhotoPosition } from '../core/files.ts';
import { clean } from './clean.ts';
import type { Storage } from './storage.ts';

/** A file made fit to keep, and kept. */
export interface Kept {
  readonly type: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly position: PhotoPosition | null;
}

/** Clean a file and keep it. Throws FileRefused for what we do not take. */
export function keepClean(storage: Storage): (bytes: Buffer) => Promise<Kept> {
  return async (given) => {
    const { bytes, type, position } = await clean(given);
    const { sha256 } = await storage.keep(bytes);
    return { type, bytes: bytes.length, sha256, position };
  };
}
