import { z } from 'zod';
import type { DeskPost, DeskRecord } from '../../src/core/desk.ts';
import type { CaseFile, SentFile } from '../../src/core/record.ts';
import { type Place, type Seen, standsAt } from './board.ts';
import { SlackFault } from './calls.ts';
import { changesLane } from './pace.ts';
import type { Posting } from './posting.ts';
import { reader } from './reader.ts';
import { uploadTo } from './upload.ts';

/*
 * The life of a resident's picture in a thread:
 *   1. Slack gives it a name of its own and an address to send the bytes to. The name is kept: `sending`.
 *   2. The bytes are sent. Nobody sees them yet.
 *   3. Slack is told which thread it belongs to, and posts it there: `shown`.
 *   4. After a crash between, the thread is looked through for it before Slack is told again.
 *   5. Erased, or restricted since, it is deleted from Slack: `taken down`.
 */

const sending = 'sending';
const shownHere = 'shown';
const takenDown = 'taken down';

/** Larger ones are opened in the web desk. */
const mostBytes = 10_000_000;

const addressSchema = z.object({ upload_url: z.url(), file_id: z.string() });
const threadSchema = z.object({
  messages: z.array(z.object({ files: z.array(z.object({ id: z.string() })).optional() })).default([]),
  response_metadata: z.object({ next_cursor: z.string().default('') }).optional(),
});
const anything = z.object({});

const keyOf = (id: string): string => `file:${id}`;

/** Pictures that ought to stand in the thread, each with the message it came with. Pure. */
export function picturesOf({ messages }: Pick<CaseFile, 'messages'>): SentFile[] {
  return messages.flatMap(({ text, files }) =>
    text === null
      ? []
      : files.filter(
          ({ status, type, bytes }) =>
            status === 'kept' && type?.startsWith('image/') === true && (bytes ?? 0) <= mostBytes,
        ),
  );
}

interface ImagesNeeds {
  readonly record: Pick<DeskRecord, 'file'>;
  readonly posting: Posting;
  readonly now: () => Date;
}

/** Puts residents' pictures into the thread, and takes away what must not stay. May run again after any failure. */
export function images({ record, posting, now }: ImagesNeeds) {
  const isThere = async (place: Place, thread: string, fileId: string): Promise<boolean> => {
    for (let cursor = ''; ; ) {
      const args = { channel: place.id, ts: thread, limit: 200, ...(cursor === '' ? {} : { cursor }) };
      const page = await posting.ask(
        place,
        changesLane,
        'thread',
        'conversations.replies',
        args,
        threadSchema,
      );
      if (page.messages.some(({ files }) => files?.some(({ id }) => id === fileId))) return true;
      cursor = page.response_metadata?.next_cursor ?? '';
      if (cursor === '') return false;
    }
  };

  const send = async (place: Place, bytes: Buffer, filename: string): Promise<string> => {
    const args = { filename, length: bytes.length };
    const to = await posting.ask(
      place,
      changesLane,
      'thread',
      'files.getUploadURLExternal',
      args,
      addressSchema,
    );
    await uploadTo(to.upload_url, bytes);
    return to.file_id;
  };

  const show = async ({ board }: Seen, place: Place, thread: string, file: SentFile): Promise<void> => {
    const { caseId, reference } = board;
    const key = keyOf(file.id);
    const stands = standsAt(board, place.id, key);
    if (stands?.digest === shownHere || stands?.digest === takenDown) return;
    const row = (externalId: string, digest: string): DeskPost => {
      return { caseId, reference, place: place.id, key, externalId, digest, at: stands?.at ?? now() };
    };
    let fileId = stands?.externalId ?? null;
    if (fileId === null) {
      const open = await record.file(file.id, reader);
      if (open === null) return;
      const chunks: Buffer[] = [];
      for await (const chunk of open.bytes) chunks.push(Buffer.from(chunk));
      fileId = await send(place, Buffer.concat(chunks), nameOf(file));
      await posting.keep(board, row(fileId, sending));
    } else if (await isThere(place, thread, fileId)) {
      await posting.keep(board, row(fileId, shownHere));
      return;
    }
    const files = [{ id: fileId, title: nameOf(file) }];
    const args = { files, channel_id: place.id, thread_ts: thread };
    try {
      await posting.ask(place, place.id, 'thread', 'files.completeUploadExternal', args, anything);
    } catch (fault) {
      if (!(fault instanceof SlackFault && gone.has(fault.code))) throw fault;
      // Slack lost it: the message has a link to it in the web desk, and nothing else waits for it.
      return await posting.keep(board, row(fileId, takenDown));
    }
    await posting.keep(board, row(fileId, shownHere));
  };

  return {
    /** Every picture of the case, in its thread. */
    async show(seen: Seen, place: Place, thread: string): Promise<void> {
      for (const file of picturesOf(seen.file)) await show(seen, place, thread, file);
    },

    /** Delete the pictures that must not stay, wherever they stand. `mayStay` tells of a channel by its id. */
    async takeDown({ file, board }: Seen, mayStay: (place: string) => boolean, known: (id: string) => Place) {
      const wanted = new Set(picturesOf(file).map(({ id }) => keyOf(id)));
      for (const post of [...board.posts.values()]) {
        const { key, place, externalId, digest } = post;
        if (!key.startsWith('file:') || externalId === null || digest === takenDown) continue;
        if (wanted.has(key) && mayStay(place)) continue;
        await posting
          .ask(known(place), changesLane, 'thread', 'files.delete', { file: externalId }, anything)
          .catch((fault: unknown) => {
            if (!(fault instanceof SlackFault && gone.has(fault.code))) throw fault;
          });
        await posting.keep(board, { ...post, digest: takenDown });
      }
    },
  };
}

const gone = new Set(['file_not_found', 'file_deleted']);

/** A name of our own: the resident's may say anything. */
const nameOf = ({ id, type }: SentFile): string => `picture-${id.slice(-6)}.${type?.split('/')[1] ?? 'bin'}`;
