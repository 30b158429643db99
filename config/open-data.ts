import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CsvError, parse } from 'csv-parse/sync';
import { z } from 'zod';
import { measureKeys } from '../src/core/measures.ts';
import { openColumns, type Shared } from '../src/core/open-data.ts';
import { type Fault, inOneLine } from './faults.ts';

const number = z.union([z.literal('').transform(() => null), z.coerce.number().min(0)]);
const rowSchema = z.object({
  council: z.string().regex(/^[a-z][a-z0-9-]{0,59}$/, 'council: lower-case letters, digits and hyphens'),
  month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'month: written like 2026-10'),
  group_by: z.string(),
  measure: z.string(),
  count: number,
  value: number,
  p90: number,
  left_out: z.enum(['yes', 'no'], { error: 'left_out: yes or no' }),
});
const mostFaults = 20;

interface Line {
  readonly record: Readonly<Record<string, string>>;
  readonly info: { readonly lines: number };
}

/**
 * What other councils shared: every CSV file of a folder in the form `export open-data` writes, of which all cases
 * together are read. A folder that is not there has none. What is wrong is told by file and line, and left out. Never
 * throws for what a file says.
 */
export function loadShared(folder: string): Shared {
  const files = existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith('.csv'))
        .sort()
    : [];
  const read = files.map((file) => readShared(folder, file));
  return {
    rows: read.flatMap(({ rows }) => rows),
    faults: read.flatMap(({ faults }) => faults).slice(0, mostFaults),
  };
}

function readShared(folder: string, file: string): Shared {
  let lines: Line[];
  try {
    lines = parse(readFileSync(join(folder, file)), {
      bom: true,
      columns: true,
      info: true,
      skip_empty_lines: true,
    }) as unknown as Line[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error['lines'] === 'number' ? error['lines'] : 1;
    return wrong({ file, line, message: `This is not CSV: ${error.message.split('.')[0] ?? ''}.` });
  }
  const missing = openColumns
    .map(({ name }) => name)
    .filter((name) => lines[0] !== undefined && !(name in lines[0].record));
  if (missing.length > 0)
    return wrong({
      file,
      line: 1,
      message: `Columns are missing: ${missing.join(', ')}. The data dictionary has all.`,
    });
  const faults: string[] = [];
  const rows = lines.flatMap(({ record, info }) => {
    const told = rowSchema.safeParse(record);
    if (!told.success) {
      const message = told.error.issues
        .map(({ path, message }) => (message.includes(':') ? message : `${path.join('.')}: ${message}`))
        .join('; ');
      faults.push(inOneLine({ file, line: info.lines, message }));
      return [];
    }
    const { council, month, group_by, measure, count, value, p90, left_out } = told.data;
    // Measures of a later version than ours are none of ours.
    const key = measureKeys.find((each) => each === measure);
    if (group_by !== 'all' || key === undefined) return [];
    return [{ council, month, measure: key, count, value, p90, leftOut: left_out === 'yes' }];
  });
  return { rows, faults };
}

const wrong = (fault: Fault): Shared => ({ rows: [], faults: [inOneLine(fault)] });
