import type { Attachment } from './channel.ts';

/** A file we do not take, and why, as a sentence for the resident and the officer. */
export class FileRefused extends Error {
  override readonly name = 'FileRefused';
}

/** Where a photo says it was taken, WGS 84 decimal degrees. */
export interface PhotoPosition {
  readonly latitude: number;
  readonly longitude: number;
}

/** A file a resident sent whose bytes are not ours yet; ours to fetch now. */
export interface WantedFile {
  readonly id: string;
  readonly messageId: string;
  readonly channel: string;
  /** Including this one. */
  readonly attempts: number;
  readonly attachment: Attachment;
}

/** What became of fetching a file. Errors are sentences, without residents' words. */
export type SettledFile =
  | {
      readonly status: 'kept';
      readonly bytes: number;
      readonly type: string;
      readonly sha256: string;
      readonly position: PhotoPosition | null;
    }
  | { readonly status: 'refused' | 'failed'; readonly error: string }
  | { readonly status: 'wanted'; readonly error: string; readonly notBefore: Date };
