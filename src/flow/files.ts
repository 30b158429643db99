import { type Channel, ChannelError, fetchesFiles } from '../core/channel.ts';
import { FileRefused, type PhotoPosition, type SettledFile, type WantedFile } from '../core/files.ts';
import type { Log } from '../core/log.ts';

/** What fetching files needs of the rooms around it. */
export interface FetchNeeds {
  claim(now: Date, limit: number): Promise<WantedFile[]>;
  settle(id: string, settled: SettledFile, now: Date): Promise<void>;
  /** Make the bytes fit to keep and keep them. Throws `FileRefused` for what we do not take. */
  keep(
    bytes: Buffer,
  ): Promise<{ type: string; bytes: number; sha256: string; position: PhotoPosition | null }>;
  /** Tell the resident that a file did not reach us, and why. */
  tellResident(file: WantedFile, settled: SettledFile & { status: 'refused' | 'failed' }): Promise<void>;
  readonly channels: ReadonlyMap<string, Channel>;
  /** Largest file taken, in bytes. */
  readonly most: number;
  readonly now: () => Date;
  readonly log: Log;
}

/** Tries before the resident is told: over about an hour. */
const mostAttempts = 11;
const atOnce = 8;

/**
 * Copy the files residents sent into our own storage; again until none is wanted now. A file that cannot be had is
 * tried again later and then told of; the message it came with was stored and answered without waiting for it.
 */
export function fetchWanted(needs: FetchNeeds): () => Promise<void> {
  let under: Promise<void> | null = null;
  const run = async (): Promise<void> => {
    for (;;) {
      const wanted = await needs.claim(needs.now(), atOnce);
      if (wanted.length === 0) return;
      await Promise.all(wanted.map((file) => fetchOne(needs, file)));
    }
  };
  return () => {
    under ??= run().finally(() => {
      under = null;
    });
    return under;
  };
}

async function fetchOne(needs: FetchNeeds, file: WantedFile): Promise<void> {
  const settled = await attempt(needs, file);
  await needs.settle(file.id, settled, needs.now());
  if (settled.status !== 'refused' && settled.status !== 'failed') return;
  needs.log.warn(
    { fileId: file.id, channel: file.channel, status: settled.status },
    'a file did not reach us',
  );
  await needs.tellResident(file, settled).catch((error: unknown) => {
    needs.log.error(
      { error, fileId: file.id },
      'the resident could not be told that a file did not reach us',
    );
  });
}

async function attempt(needs: FetchNeeds, file: WantedFile): Promise<SettledFile> {
  try {
    return { status: 'kept', ...(await needs.keep(await bytesOf(needs, file))) };
  } catch (error) {
    return notKept(error, file, needs.now());
  }
}

async function bytesOf({ channels, most }: FetchNeeds, { channel, attachment }: WantedFile): Promise<Buffer> {
  if ((attachment.bytes ?? 0) > most) throw tooLarge(most);
  const from = channels.get(channel);
  if (from === undefined || !fetchesFiles(from))
    throw new ChannelError(`The channel "${channel}" is off.`, 'later');
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of await from.fetchFile(attachment)) {
    size += piece.length;
    if (size > most) throw tooLarge(most);
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

function tooLarge(most: number): FileRefused {
  return new FileRefused(`It is larger than ${Math.round(most / 1_000_000)} MB.`);
}

function notKept(error: unknown, { attempts }: WantedFile, now: Date): SettledFile {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof FileRefused) return { status: 'refused', error: message };
  const gone = error instanceof ChannelError && error.retry === 'never';
  if (gone || attempts >= mostAttempts) return { status: 'failed', error: message };
  const asked = error instanceof ChannelError ? error.afterMs : undefined;
  return {
    status: 'wanted',
    error: message,
    notBefore: new Date(now.getTime() + (asked ?? backoffMs(attempts))),
  };
}

/** 5 s, 10 s, 20 s ... to 20 minutes. */
function backoffMs(attempts: number): number {
  return Math.min(5_000 * 2 ** (attempts - 1), 1_200_000);
}
