import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { explain } from '../../../src/store/embedded/explain.ts';
import { lockHolder, takeLock } from '../../../src/store/embedded/lock.ts';
import { makeLinks } from '../../../src/store/embedded/programs.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'moothall-test-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

// What PostgreSQL 18 really said on a file system with room for 8 MB.
const noRoom = `initdb: error: could not write to file "pg_wal/xlogtemp.1": No space left on device
initdb: removing contents of data directory "/data/postgres.new"`;

test.each([
  [noRoom, 'There is no room left on the disk that holds /data/postgres.'],
  ['FATAL:  could not write lock file "postmaster.pid": No space left on device', 'There is no room left'],
  ['FATAL:  data directory "/data/postgres" has wrong ownership', 'it belongs to another OS user'],
  ["Error: EROFS: read-only file system, mkdir '/data'", 'can only be read'],
  ['FATAL:  could not map anonymous shared memory: Cannot allocate memory', 'not enough memory'],
  ['PANIC:  could not locate a valid checkpoint record at 0/174B630', 'is damaged'],
])('what PostgreSQL says becomes a sentence: %s', (said, sentence) => {
  const { message, hint } = explain(said, '/data/postgres');
  expect(message).toContain(sentence);
  expect(hint).toMatch(/^[A-Z].*\.$/);
});

test('what nobody foresaw is quoted: the last thing that ended it', () => {
  const { message } = explain('LOG:  starting\nFATAL:  something new\nLOG:  shut down', '/data/postgres');
  expect(message).toBe('The built-in PostgreSQL did not start in /data/postgres: FATAL:  something new');
});

test('the links that an install script did not make are made, those that are there are left', () => {
  mkdirSync(join(folder, 'native/lib'), { recursive: true });
  writeFileSync(join(folder, 'native/lib/libpq.so.5.18'), 'the library');
  const link = (target: string) => ({ source: 'native/lib/libpq.so.5.18', target: `native/lib/${target}` });
  writeFileSync(
    join(folder, 'native/pg-symlinks.json'),
    JSON.stringify([link('libpq.so'), link('libpq.so.5')]),
  );
  makeLinks(folder, 'a-package');
  makeLinks(folder, 'a-package');
  expect(readFileSync(join(folder, 'native/lib/libpq.so.5'), 'utf8')).toBe('the library');
});

test('links that cannot be made are a start fault that names the command', () => {
  writeFileSync(join(folder, 'native'), 'not a folder');
  makeLinks(folder, 'a-package'); // no list, nothing to make
  rmSync(join(folder, 'native'));
  mkdirSync(join(folder, 'native'));
  const link = { source: 'native/gone/libpq.so.5.18', target: 'native/gone/libpq.so' };
  writeFileSync(join(folder, 'native/pg-symlinks.json'), JSON.stringify([link]));
  expect(() => makeLinks(folder, 'a-package')).toThrow(
    expect.objectContaining({ name: 'StartFault', hint: 'Run: npm rebuild a-package' }),
  );
});

test('a lock is held until it is let go, and letting go twice does not free the next one', () => {
  const release = takeLock(folder);
  expect(lockHolder(folder)).toBe(process.pid);
  expect(() => takeLock(folder)).toThrow(expect.objectContaining({ name: 'StartFault' }));
  release();
  expect(lockHolder(folder)).toBeNull();
  writeFileSync(join(folder, 'moothall.lock'), "somebody else's");
  release();
  expect(readFileSync(join(folder, 'moothall.lock'), 'utf8')).toBe("somebody else's");
});
