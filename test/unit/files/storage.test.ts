import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { StartFault } from '../../../src/core/errors.ts';
import { s3Storage } from '../../../src/files/s3.ts';
import { folderStorage, type Storage } from '../../../src/files/storage.ts';
import { type S3Server, startS3Server } from '../../platforms/s3-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'moothall-files-'));
let server: S3Server;
let bucket: Awaited<ReturnType<typeof s3Storage>>;
beforeAll(async () => {
  server = await startS3Server();
  bucket = await s3Storage(server.where);
});
afterEach(() => server.faults.clear());
afterAll(async () => {
  bucket.close();
  await server.stop();
  rmSync(folder, { recursive: true });
});

async function read(storage: Storage, sha256: string) {
  const stream = await storage.open(sha256);
  return stream && buffer(stream);
}

describe.each([
  {
    name: 'A folder',
    storage: () => folderStorage(folder),
    keptAs: () => readdirSync(folder).flatMap((name) => readdirSync(join(folder, name))),
  },
  {
    name: 'A bucket of S3',
    storage: () => bucket,
    keptAs: () => [...server.objects.keys()].map((key) => key.slice(key.indexOf('/') + 1)),
  },
])('$name', ({ storage, keptAs }) => {
  test('gives back what it was given, byte for byte', async () => {
    for (const bytes of [Buffer.from('a photo'), Buffer.from([0]), randomBytes(3_000_000)]) {
      const { sha256 } = await storage().keep(bytes);
      expect(sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
      expect((await read(storage(), sha256))?.equals(bytes)).toBe(true);
    }
  });

  test('keeps the same file once, even when it comes ten times at once', async () => {
    const kept = await Promise.all(Array.from({ length: 10 }, () => storage().keep(Buffer.from('same'))));
    const [first] = kept;
    expect(new Set(kept.map(({ sha256 }) => sha256)).size).toBe(1);
    expect(keptAs().filter((name) => name.startsWith(String(first?.sha256)))).toEqual([first?.sha256]);
    expect((await read(storage(), String(first?.sha256)))?.toString()).toBe('same');
  });

  test('says when there is none', async () => {
    expect(await read(storage(), '0'.repeat(64))).toBeNull();
  });

  test('opens nothing but its own files', async () => {
    await expect(storage().open('../../etc/passwd')).rejects.toThrow('64 hexadecimal digits');
  });
});

describe('A bucket of S3 with trouble', () => {
  test('keeps a file through one answer that it is busy and one lost connection', async () => {
    server.faults.add({ on: 'PUT', status: 503, description: 'SlowDown' });
    server.faults.add({ on: 'PUT', drop: 'before' });
    const { sha256 } = await bucket.keep(Buffer.from('kept in the end'));
    expect((await read(bucket, sha256))?.toString()).toBe('kept in the end');
  });

  test('keeps a file again, which changes nothing, when the answer was lost after the bytes were stored', async () => {
    server.faults.add({ on: 'PUT', drop: 'after' });
    const { sha256 } = await bucket.keep(Buffer.from('answer lost'));
    expect(server.calls.filter(({ path }) => path.endsWith(sha256)).map(({ status }) => status)).toEqual([
      200, 200,
    ]);
    expect((await read(bucket, sha256))?.toString()).toBe('answer lost');
  });

  test('says that a file is not kept while it stays busy, and keeps it later', async () => {
    server.faults.add({ on: 'PUT', status: 503, description: 'SlowDown', times: 100 });
    const [before, bytes] = [server.calls.length, Buffer.from('later')];
    await expect(bucket.keep(bytes)).rejects.toThrow('SlowDown');
    expect(server.calls.length - before).toBeLessThanOrEqual(3);
    server.faults.clear();
    const { sha256 } = await bucket.keep(bytes);
    expect((await read(bucket, sha256))?.toString()).toBe('later');
  });

  test('does not take a refusal for a file that is not there', async () => {
    const { sha256 } = await bucket.keep(Buffer.from('refused'));
    server.faults.add({ on: 'GET', status: 403, description: 'AccessDenied' });
    await expect(bucket.open(sha256)).rejects.toThrow('AccessDenied');
  });

  test('never gives half a file for a whole one', async () => {
    const { sha256 } = await bucket.keep(randomBytes(2_000_000));
    server.faults.add({ on: 'GET', drop: 'after' });
    await expect(read(bucket, sha256)).rejects.toThrow();
    expect((await read(bucket, sha256))?.length).toBe(2_000_000);
  });
});

describe('At the start, a bucket of S3', () => {
  const faultOf = async (changed: Partial<S3Server['where']>, patienceMs = 300) => {
    const fault = await s3Storage({ ...server.where, ...changed }, { patienceMs }).catch((error) => error);
    if (!(fault instanceof StartFault)) throw new Error('It started.', { cause: fault });
    return `${fault.message} ${fault.hint}`;
  };

  test('that does not exist is named', async () => {
    expect(await faultOf({ bucket: 'nobodys-bucket' })).toMatch(
      /^The bucket "nobodys-bucket" for files does not exist at 127\.0\.0\.1:\d+\. Make it/,
    );
  });

  test('with a wrong key or a wrong secret says which settings to check, and not what they are', async () => {
    for (const keys of [
      { ...server.where.keys, secret: 'not the secret' },
      { ...server.where.keys, id: 'AKIDNOBODY' },
    ]) {
      const said = await faultOf({ keys });
      expect(said).toContain('is not open to us');
      expect(said).toContain('Check FILES_S3_ACCESS_KEY_ID and FILES_S3_SECRET_ACCESS_KEY');
      expect(said).not.toContain(keys.secret);
    }
  });

  test('that nobody answers for is said to be out of reach', async () => {
    expect(await faultOf({ endpoint: 'http://127.0.0.1:1' })).toContain('cannot be reached at 127.0.0.1:1');
  });

  test('is waited for while it is busy', async () => {
    server.faults.add({ on: 'HEAD', status: 503, times: 4 });
    const storage = await s3Storage(server.where);
    storage.close();
  });

  test('is given up on when it stays busy', async () => {
    server.faults.add({ on: 'HEAD', status: 503, times: 1_000 });
    expect(await faultOf({})).toContain('cannot be reached');
  });
});
