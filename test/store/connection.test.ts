import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, inject, onTestFinished, test } from 'vitest';
import { openLedger, waitForLedger, withClient } from '../../src/store/connection.ts';
import { keepLog } from '../support/log.ts';
import { freshDatabase, freshLedger } from '../support/postgres.ts';

const ledger = await freshLedger();
let nobodyThere: number;

beforeAll(async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  nobodyThere = (server.address() as AddressInfo).port;
  server.close();
});

/** The ledger's address with something else in it. */
function altered(change: (url: URL) => void): string {
  const url = new URL(ledger.url);
  change(url);
  return url.href;
}

const fault = (attempt: Promise<unknown>): Promise<string> =>
  attempt.then(
    () => 'It works.',
    (error) => `${error.name}: ${error.message} ${error.hint}`,
  );

describe('what keeps us from the ledger is a sentence, and never tells the password', () => {
  const port = new URL(inject('postgres')).port;

  test.each<[string, (url: URL) => void, string]>([
    [
      'nobody there',
      (url) => {
        url.port = String(nobodyThere);
      },
      'StartFault: Nothing answers at 127.0.0.1:PORT. Start PostgreSQL there, or correct DATABASE_URL.',
    ],
    [
      'a wrong password',
      (url) => {
        url.password = 'secret-guess';
      },
      'StartFault: PostgreSQL at 127.0.0.1:PORT does not accept the password for "moothall". Correct the name and password in DATABASE_URL.',
    ],
    [
      'no password',
      (url) => {
        url.password = '';
      },
      'StartFault: PostgreSQL at 127.0.0.1:PORT does not accept the password for "moothall". Correct the name and password in DATABASE_URL.',
    ],
    [
      'no such database',
      (url) => {
        url.pathname = '/elsewhere';
      },
      'StartFault: There is no database "elsewhere" at 127.0.0.1:PORT. Make it with CREATE DATABASE, or correct DATABASE_URL.',
    ],
    [
      'no such machine',
      (url) => {
        url.hostname = 'ledger.invalid';
      },
      'StartFault: There is no machine by the name in ledger.invalid:PORT. Correct the host in DATABASE_URL.',
    ],
    [
      'encryption that the server does not offer',
      (url) => {
        url.searchParams.set('sslmode', 'require');
      },
      'StartFault: PostgreSQL at 127.0.0.1:PORT and we do not agree on encryption. Correct sslmode in DATABASE_URL, or give PostgreSQL a certificate that this machine trusts.',
    ],
  ])('%s', async (_, change, sentence) => {
    const url = altered(change);
    const expected = sentence.replace('PORT', new URL(url).port);
    expect(await fault(waitForLedger(url))).toBe(expected);
  });

  test.each(['', 'localhost:5432', 'mysql://localhost/moothall', 'postgresql://a:b@:not-a-port/'])(
    'an address that is none: %j',
    async (address) => {
      expect(await fault(waitForLedger(address))).toContain(
        'StartFault: DATABASE_URL is not the address of a PostgreSQL database. It looks like postgresql://',
      );
    },
  );

  test('a server that is too old', async () => {
    expect(await fault(waitForLedger(ledger.url, { oldest: 99 }))).toBe(
      `StartFault: PostgreSQL at 127.0.0.1:${port} is version 18.4, which is too old. Use 99 or newer.`,
    );
  });

  test('a database that cannot hold Welsh', async () => {
    const url = await freshDatabase('empty');
    const latin = new URL(url).pathname.slice(1);
    await withClient(inject('postgres'), async (client) => {
      await client.query(`DROP DATABASE ${latin}`);
      await client.query(
        `CREATE DATABASE ${latin} TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C' LOCALE_PROVIDER libc`,
      );
    });
    expect(await fault(waitForLedger(url))).toContain(
      'stores text as LATIN1, which cannot hold every language.',
    );
  });

  test('something that is not PostgreSQL', async () => {
    const server = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port: theirs } = server.address() as AddressInfo;
    const url = altered((address) => {
      address.port = String(theirs);
    });
    expect(await fault(waitForLedger(url))).toContain(`What answers at 127.0.0.1:${theirs} hung up.`);
    server.close();
  });
});

test('a server that is not there yet is waited for', async () => {
  const url = altered((address) => {
    address.port = String(nobodyThere);
  });
  expect(await fault(waitForLedger(url, { patienceMs: 300 }))).toContain('Nothing answers');
  const waiting = fault(waitForLedger(url, { patienceMs: 20_000 }));
  await sleep(400);
  const comesUp = createServer((socket) => {
    socket.pipe(connect(Number(new URL(ledger.url).port), '127.0.0.1')).pipe(socket);
  }).listen(nobodyThere, '127.0.0.1');
  onTestFinished(() => void comesUp.close());
  expect(await waiting).toBe('It works.');
});

test('a wrong password is not waited for', async () => {
  const began = Date.now();
  const url = altered((address) => {
    address.password = 'guess';
  });
  expect(await fault(waitForLedger(url, { patienceMs: 20_000 }))).toContain('does not accept the password');
  expect(Date.now() - began).toBeLessThan(5_000);
});

test('plain SQL and Prisma share one pool', async () => {
  const id = '01900000-0000-7000-8000-000000000001';
  await ledger.prisma.resident.create({ data: { id, name: 'Gwenllian Ŵyn', createdAt: new Date() } });
  const { rows } = await ledger.pool.query('SELECT name FROM resident WHERE id = $1', [id]);
  expect(rows).toEqual([{ name: 'Gwenllian Ŵyn' }]);
  expect(ledger.pool.totalCount).toBe(1);
});

test('connections that the server cut are replaced, and the log says so', async () => {
  const { log, lines } = keepLog();
  const cut = openLedger(ledger.url, { max: 3, log });
  await Promise.all([1, 2, 3].map(() => cut.pool.query('SELECT pg_sleep(0.05)')));
  await ledger.pool.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE pid <> pg_backend_pid() AND datname = current_database()`,
  );
  await expect.poll(() => lines.length).toBe(3);
  expect(lines[0]).toEqual({
    level: 'warn',
    fields: { code: '57P01' },
    message: 'A connection to the ledger was lost.',
  });
  expect((await cut.pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  await Promise.all([cut.close(), cut.close()]);
});
