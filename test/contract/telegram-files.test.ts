import { randomBytes } from 'node:crypto';
import { describe, expect, test, vi } from 'vitest';
import type { Attachment } from '../../src/core/channel.ts';
import { listens, soon } from '../support/listening.ts';
import { aTelegram } from '../support/telegram.ts';

/** A resident sends one photo, said to be this large; the attachment as the ledger has it. */
async function withPhoto(bytes: Uint8Array, size?: number) {
  const house = await aTelegram();
  const channel = house.open();
  await listens(channel, house.store.accept);
  house.server.resident(11).photo(bytes, 'Look', size);
  await vi.waitFor(async () => expect(await house.rows()).toHaveLength(1), soon);
  const [attachment] = (await house.rows())[0]?.attachments ?? [];
  if (attachment === undefined) throw new Error('No file was stored.');
  return { ...house, channel, attachment: attachment as Attachment };
}

async function bytesOf(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

describe('A file sent on Telegram', () => {
  test('is fetched whole, the largest of its sizes, as often as we ask', async () => {
    const photo = randomBytes(300_000);
    const { channel, attachment } = await withPhoto(photo);
    expect(attachment).toMatchObject({ kind: 'photo', bytes: 300_000 });
    for (let i = 0; i < 2; i += 1)
      expect((await bytesOf(await channel.fetchFile(attachment))).equals(photo)).toBe(true);
  });

  test('of more than 20 MB is refused for ever, and the reason said', async () => {
    const { channel, attachment, server } = await withPhoto(randomBytes(10), 34_000_000);
    const never = {
      retry: 'never',
      message: 'Telegram gives bots files of up to 20 MB; this one has 34 MB.',
    };
    await expect(channel.fetchFile(attachment)).rejects.toMatchObject(never);
    expect(server.callsOf('getFile')).toHaveLength(0);
    const { bytes: _, ...unsized } = attachment;
    await expect(channel.fetchFile(unsized)).rejects.toMatchObject({
      retry: 'never',
      message: expect.stringContaining('up to 20 MB'),
    });
  });

  test('may be asked for again after trouble, which tells nobody the token', async () => {
    const { channel, attachment, server } = await withPhoto(randomBytes(10));
    for (const fault of [
      { on: 'getFile', status: 500 },
      { on: 'getFile', drop: 'before' },
      { on: 'file', status: 404 },
      { on: 'file', drop: 'before' },
    ] as const) {
      server.fails(fault);
      const error: unknown = await channel.fetchFile(attachment).catch((reason: unknown) => reason);
      expect(error).toMatchObject({ retry: 'later' });
      expect(`${error} ${error instanceof Error ? error.stack : ''}`).not.toContain('local-telegram');
    }
    server.fails({ on: 'getFile', status: 429, retryAfter: 9 });
    await expect(channel.fetchFile(attachment)).rejects.toMatchObject({ retry: 'later', afterMs: 9_000 });
    expect(await bytesOf(await channel.fetchFile(attachment))).toHaveLength(10);
  });

  test('that Telegram does not know may yet come', async () => {
    const { channel } = await withPhoto(randomBytes(10));
    await expect(channel.fetchFile({ externalId: 'unknown', kind: 'photo' })).rejects.toMatchObject({
      retry: 'later',
    });
  });

  test('larger than any number the ledger has, or standing twice in an album, holds up nobody', async () => {
    const house = await aTelegram();
    const ann = house.server.resident(11);
    await listens(house.open(), house.store.accept);
    ann.sends({ document: { file_id: 'film', file_size: 3_900_000_000, file_name: 'film.mkv' } });
    for (let i = 0; i < 2; i += 1) ann.sends({ media_group_id: '1', photo: [{ file_id: 'twice' }] });
    ann.says('Done');
    await vi.waitFor(async () => expect(await house.rows()).toHaveLength(3), soon);
    expect((await house.rows()).map(({ attachments }) => attachments.length)).toEqual([1, 1, 0]);
  });
});
