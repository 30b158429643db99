import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { z } from 'zod';

/** One line of JSON Lines: what it held, or what is wrong with it. Lines count from 1; empty ones are passed over. */
export type Line<Held> =
  | { readonly line: number; readonly held: Held }
  | { readonly line: number; readonly fault: string };

/** Read JSON Lines against a schema. A line that does not fit comes as a fault and reading goes on. */
export async function* readLines<Held>(from: Readable, schema: z.ZodType<Held>): AsyncGenerator<Line<Held>> {
  let line = 0;
  for await (const text of createInterface({ input: from, crlfDelay: Number.POSITIVE_INFINITY })) {
    line += 1;
    const bare = text.replace(/^\uFEFF/, '').trim();
    if (bare === '') continue;
    yield { line, ...read(bare, schema) };
  }
}

function read<Held>(text: string, schema: z.ZodType<Held>): { held: Held } | { fault: string } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { fault: 'this line is not JSON' };
  }
  const checked = schema.safeParse(value);
  if (checked.success) return { held: checked.data };
  return {
    fault: checked.error.issues
      .map(({ path, message }) => `${path.length === 0 ? 'the line' : path.join('.')}: ${message}`)
      .join('; '),
  };
}

/** Write one value as a line, waiting while the reader is slow. */
export async function writeLine(to: Writable, value: unknown): Promise<void> {
  if (!to.write(`${JSON.stringify(value)}\n`)) await once(to, 'drain');
}

/** An id as scripts give it. */
export const idSchema = z.union([z.string(), z.number()]);
