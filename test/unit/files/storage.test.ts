import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, describe, expect, test } from 'vitest';
import { folderStorage } from '../../../src/files/storage.ts';

const folder = mkdtempSync(join(tmpdir(), 'moothall-files-'));
const storage = folderStorage(folder);
afterAll(() => rmSync(folder, { recursive: true }));

const read = async (sha256: string) => {
  const stream = await storage.open(sha256);
  return stream && buffer(stream);
};

describe('The storage', () => {
  test('gives back what it was given', async () => {
    const { sha256 } = await storage.keep(Buffer.from('a photo'));
    expect((await read(sha256))?.toString()).toBe('a photo');
  });

  test('keeps the same file once, even when it comes ten times at once', async () => {
    const kept = await Promise.all(Array.from({ length: 10 }, () => storage.keep(Buffer.from('same'))));
    const [first] = kept;
    expect(new Set(kept.map(({ sha256 }) => sha256)).size).toBe(1);
    expect(readdirSync(join(folder, first?.sha256.slice(0, 2) as string))).toEqual([first?.sha256]);
  });

  test('says when there is none', async () => {
    expect(await read('0'.repeat(64))).toBeNull();
  });

  test('opens nothing but its own files', async () => {
    await expect(storage.open('../../etc/passwd')).rejects.toThrow('64 hexadecimal digits');
  });
});
