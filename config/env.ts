import { z } from 'zod';
import { ConfigFault } from './faults.ts';
import { nearest } from './spelling.ts';

const port = 'it must be a whole number from 0 to 65535';
const levels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** Each variable, what it may be, and what it is when nobody sets it. */
const own = {
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, port)
    .transform(Number)
    .refine((number) => number <= 65535, port)
    .default(3000),
  HOST: z.string().default('127.0.0.1'),
  DATA_DIR: z.string().default('./var'),
  COUNCIL: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]*$/, 'it must be the name of a folder in config/councils')
    .default('marlcombe'),
  DATABASE_URL: address(/^postgres(ql)?$/, 'it must look like postgresql://name:password@host:5432/database'),
  REDIS_URL: address(/^rediss?$/, 'it must look like redis://host:6379'),
  ADMIN_TOKEN: z.string().min(16, 'it must have at least 16 characters').nullable().default(null),
  LOG_LEVEL: z.enum(levels, `it must be one of ${levels.join(', ')}`).default('info'),
  FILES_MAX_MB: z
    .string()
    .regex(/^[1-9]\d{0,3}$/, 'it must be a whole number of megabytes, from 1 to 9999')
    .transform(Number)
    .default(20),
  FILES_S3_BUCKET: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'it must be 3 to 63 small letters, digits, dots or hyphens')
    .nullable()
    .default(null),
  FILES_S3_ENDPOINT: address(/^https?$/, 'it must look like https://s3.council.example'),
  FILES_S3_REGION: z.string().nullable().default(null),
  FILES_S3_ACCESS_KEY_ID: z.string().nullable().default(null),
  FILES_S3_SECRET_ACCESS_KEY: z.string().nullable().default(null),
  PUBLIC_URL: address(/^https?$/, 'it must look like https://chat.council.example'),
};
const schema = z.object(own).superRefine((set, check) => {
  const needs = (name: keyof typeof own) => {
    if (set[name] === null) check.addIssue({ code: 'custom', path: [name], message: 'it is needed' });
  };
  if (set.FILES_S3_BUCKET === null) return;
  if (set.FILES_S3_ENDPOINT === null) needs('FILES_S3_REGION');
  if (set.FILES_S3_ACCESS_KEY_ID !== null) needs('FILES_S3_SECRET_ACCESS_KEY');
  if (set.FILES_S3_SECRET_ACCESS_KEY !== null) needs('FILES_S3_ACCESS_KEY_ID');
});

function address(protocol: RegExp, error: string) {
  return z.url({ protocol, error }).nullable().default(null);
}

// Their values may hold a password, so no fault repeats them.
const secret = /TOKEN|SECRET|PASSWORD|KEY|ENDPOINT|_URL$/;

/** Where and how this machine runs Moothall. Null stands for what nobody set. */
export interface Env {
  readonly port: number;
  readonly host: string;
  readonly dataDir: string;
  /** Folder in config/councils. */
  readonly council: string;
  /** Unset: the embedded PostgreSQL. */
  readonly databaseUrl: string | null;
  /** Unset: the queue runs on PostgreSQL. */
  readonly redisUrl: string | null;
  readonly adminToken: string | null;
  readonly logLevel: (typeof levels)[number];
  /** The largest file taken from a resident, in megabytes (10^6 bytes). */
  readonly filesMaxMb: number;
  /** Where files are kept. Unset: a folder under `dataDir`. Keys unset: whatever this machine is known as. */
  readonly filesS3: {
    readonly bucket: string;
    readonly region: string;
    readonly endpoint: string | null;
    readonly keys: { readonly id: string; readonly secret: string } | null;
  } | null;
  /** How residents and officers reach us from outside, without a slash at the end. */
  readonly publicUrl: string | null;
}

/** Read Moothall's own variables. Throws one ConfigFault with every fault as a sentence. */
export function readEnv(source: NodeJS.ProcessEnv = process.env): Env {
  const set = readSettings(schema, source);
  return Object.freeze({
    port: set.PORT,
    host: set.HOST,
    dataDir: set.DATA_DIR,
    council: set.COUNCIL,
    databaseUrl: set.DATABASE_URL,
    redisUrl: set.REDIS_URL,
    adminToken: set.ADMIN_TOKEN,
    logLevel: set.LOG_LEVEL,
    filesMaxMb: set.FILES_MAX_MB,
    filesS3: bucketOf(set),
    publicUrl: set.PUBLIC_URL?.replace(/\/+$/, '') ?? null,
  });
}

function bucketOf(set: z.infer<typeof schema>): Env['filesS3'] {
  if (set.FILES_S3_BUCKET === null) return null;
  const [id, secret] = [set.FILES_S3_ACCESS_KEY_ID, set.FILES_S3_SECRET_ACCESS_KEY];
  return {
    bucket: set.FILES_S3_BUCKET,
    // Other services than Amazon's rarely have regions, but a signature names one.
    region: set.FILES_S3_REGION ?? 'us-east-1',
    endpoint: set.FILES_S3_ENDPOINT,
    keys: id === null || secret === null ? null : { id, secret },
  };
}

/**
 * Read the variables a schema names, such as an adapter's own settings. Set to nothing counts as not set. Throws
 * one ConfigFault with every fault as a sentence; none repeats a token or an address.
 */
export function readSettings<T extends z.ZodObject>(
  wanted: T,
  source: NodeJS.ProcessEnv = process.env,
): Readonly<z.infer<T>> {
  const names = Object.keys(wanted.shape);
  const set = names.filter((name) => (source[name] ?? '').trim() !== '');
  const checked = wanted.safeParse(Object.fromEntries(set.map((name) => [name, source[name]?.trim()])));
  if (checked.success) return Object.freeze(checked.data);
  throw new ConfigFault(
    'The environment is not right:',
    checked.error.issues.map(({ path, message }) => sentence(String(path[0]), set, source, message)),
    'Put these right, then start again.',
  );
}

function sentence(name: string, set: readonly string[], source: NodeJS.ProcessEnv, message: string): string {
  if (!set.includes(name)) return `${name} is not set: it is needed here.`;
  return secret.test(name) ? `${name} will not do: ${message}.` : `${name} is "${source[name]}": ${message}.`;
}

/**
 * Sentences about variables that look like a misspelling of ours, to warn of: a `DATABSE_URL` changes nothing and
 * says nothing. `also` are names others know, such as the adapters'.
 */
export function misspeltVariables(
  source: NodeJS.ProcessEnv = process.env,
  also: readonly string[] = [],
): string[] {
  const known = [...Object.keys(schema.shape), ...also];
  // Short names such as PORT have too many neighbours that are somebody else's: HOME, PWD.
  const long = known.filter((name) => name.length >= 8);
  return Object.keys(source)
    .filter((name) => !known.includes(name) && /^[A-Za-z_]+$/.test(name))
    .flatMap((name) => {
      const meant = nearest(name, long);
      return meant === undefined || !alike(name, meant) || source[meant] !== undefined
        ? []
        : [`${name} is not known and changes nothing. Did you mean ${meant}?`];
    });
}

/** Same first letter and much the same length: the mark of a slip, not of another program's variable. */
function alike(name: string, meant: string): boolean {
  return name[0]?.toUpperCase() === meant[0] && Math.abs(name.length - meant.length) <= 2;
}
