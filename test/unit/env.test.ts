import { basename } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { misspeltVariables, readEnv, readSettings } from '../../config/env.ts';
import { ConfigFault } from '../../config/faults.ts';
import { root } from '../../config/root.ts';
import { StartFault } from '../../src/core/errors.ts';

function faultsOf(read: () => unknown): readonly string[] {
  try {
    read();
  } catch (error) {
    if (error instanceof ConfigFault) return error.lines;
    throw error;
  }
  return [];
}

describe('the environment', () => {
  test('with nothing set is a working council on this machine', () => {
    expect(readEnv({})).toEqual({
      port: 3000,
      host: '127.0.0.1',
      dataDir: './var',
      council: 'marlcombe',
      databaseUrl: null,
      redisUrl: null,
      adminToken: null,
      logLevel: 'info',
      filesMaxMb: 20,
      filesS3: null,
      publicUrl: null,
    });
  });

  test('has files in a bucket with its address, or in one of Amazon with its region', () => {
    const elsewhere = {
      FILES_S3_BUCKET: 'moothall-files',
      FILES_S3_ENDPOINT: 'https://s3.council.example',
      FILES_S3_ACCESS_KEY_ID: 'id',
      FILES_S3_SECRET_ACCESS_KEY: 'secret',
    };
    expect(readEnv(elsewhere).filesS3).toEqual({
      bucket: 'moothall-files',
      region: 'us-east-1',
      endpoint: 'https://s3.council.example',
      keys: { id: 'id', secret: 'secret' },
    });
    expect(readEnv({ FILES_S3_BUCKET: 'moothall-files', FILES_S3_REGION: 'eu-west-2' }).filesS3).toEqual({
      bucket: 'moothall-files',
      region: 'eu-west-2',
      endpoint: null,
      keys: null,
    });
  });

  test('of a bucket half set is a fault that says what is missing', () => {
    expect(faultsOf(() => readEnv({ FILES_S3_BUCKET: 'moothall-files' }))).toEqual([
      'FILES_S3_REGION is not set: it is needed here.',
    ]);
    const noSecret = {
      FILES_S3_BUCKET: 'moothall-files',
      FILES_S3_ENDPOINT: 'https://s3.council.example',
      FILES_S3_ACCESS_KEY_ID: 'AKIDHUSH',
    };
    expect(faultsOf(() => readEnv(noSecret))).toEqual([
      'FILES_S3_SECRET_ACCESS_KEY is not set: it is needed here.',
    ]);
    const wrong = { FILES_S3_BUCKET: 'Files!', FILES_S3_ENDPOINT: 'ftp://AKIDHUSH:hush@a.example' };
    expect(faultsOf(() => readEnv(wrong))).toEqual([
      'FILES_S3_BUCKET is "Files!": it must be 3 to 63 small letters, digits, dots or hyphens.',
      'FILES_S3_ENDPOINT will not do: it must look like https://s3.council.example.',
    ]);
  });

  test('is read into values that nobody can change', () => {
    const env = readEnv({
      PORT: ' 0 ',
      DATABASE_URL: 'postgresql://moothall:secret@db.example:5432/moothall',
      REDIS_URL: 'rediss://cache.example:6379',
      ADMIN_TOKEN: 'sixteen letters!',
      LOG_LEVEL: 'silent',
      PUBLIC_URL: 'https://chat.marlcombe.example/',
    });
    expect(env).toMatchObject({ port: 0, logLevel: 'silent', publicUrl: 'https://chat.marlcombe.example' });
    expect(env.databaseUrl).toContain('db.example');
    expect(Object.isFrozen(env)).toBe(true);
  });

  test('counts a variable set to nothing as not set', () => {
    expect(readEnv({ PORT: '', DATABASE_URL: ' ', LOG_LEVEL: '' })).toEqual(readEnv({}));
  });

  test('tells every fault at once, as sentences', () => {
    const wrong = { PORT: 'http', COUNCIL: '../elsewhere', LOG_LEVEL: 'loud' };
    expect(faultsOf(() => readEnv(wrong))).toEqual([
      'PORT is "http": it must be a whole number from 0 to 65535.',
      'COUNCIL is "../elsewhere": it must be the name of a folder in config/councils.',
      'LOG_LEVEL is "loud": it must be one of fatal, error, warn, info, debug, trace, silent.',
    ]);
    expect(() => readEnv(wrong)).toThrow(StartFault);
  });

  test.each(['65536', '-1', '3e3', '80.5', '0x50', '99999'])('refuses the port %s', (PORT) => {
    expect(faultsOf(() => readEnv({ PORT }))).toEqual([
      `PORT is "${PORT}": it must be a whole number from 0 to 65535.`,
    ]);
  });

  test('repeats no password and no token in a fault', () => {
    const lines = faultsOf(() =>
      readEnv({ DATABASE_URL: 'mysql://moothall:hunter2@db', REDIS_URL: 'hunter2', ADMIN_TOKEN: 'hunter2' }),
    );
    expect(lines).toEqual([
      'DATABASE_URL will not do: it must look like postgresql://name:password@host:5432/database.',
      'REDIS_URL will not do: it must look like redis://host:6379.',
      'ADMIN_TOKEN will not do: it must have at least 16 characters.',
    ]);
  });

  test('is read by the schema of whoever declares settings of its own', () => {
    const settings = z.object({ KITE_TOKEN: z.string(), KITE_ROOT: z.url().default('https://kite.example') });
    expect(readSettings(settings, { KITE_TOKEN: 'abc', PATH: '/bin' })).toEqual({
      KITE_TOKEN: 'abc',
      KITE_ROOT: 'https://kite.example',
    });
    expect(faultsOf(() => readSettings(settings, {}))).toEqual(['KITE_TOKEN is not set: it is needed here.']);
  });
});

describe('a misspelt variable', () => {
  test('is warned of with the right spelling', () => {
    expect(misspeltVariables({ DATABSE_URL: 'x', REDIS_URI: 'x', log_levl: 'x' })).toEqual([
      'DATABSE_URL is not known and changes nothing. Did you mean DATABASE_URL?',
      'REDIS_URI is not known and changes nothing. Did you mean REDIS_URL?',
      'log_levl is not known and changes nothing. Did you mean LOG_LEVEL?',
    ]);
  });

  test('may be one of an adapter', () => {
    expect(misspeltVariables({ TELEGRAM_BOT_TOKN: 'x' }, ['TELEGRAM_BOT_TOKEN'])).toEqual([
      'TELEGRAM_BOT_TOKN is not known and changes nothing. Did you mean TELEGRAM_BOT_TOKEN?',
    ]);
  });

  test('is not seen in what other programs use, nor where the right one is set too', () => {
    const others = {
      HOME: '/root',
      HOSTNAME: 'a',
      PWD: '/',
      USER: 'a',
      LOGNAME: 'a',
      LANG: 'C',
      DISPLAY: ':0',
    };
    expect(misspeltVariables({ ...others, DATABASE_URI: 'x', DATABASE_URL: 'y' })).toEqual([]);
  });
});

test('the root is the folder of the package, wherever this runs from', () => {
  expect(basename(root)).not.toBe('config');
});
