import { createReadStream } from 'node:fs';
import { CsvError, parse } from 'csv-parse';
import { ConfigFault } from '../../faults.ts';

/** One line of a CSV file. */
export interface Record {
  readonly line: number;
  readonly fields: readonly string[];
}

/**
 * Read a CSV file line by line, however large it is. Throws a ConfigFault naming the line where the file stops being
 * CSV.
 */
export async function* recordsOf(file: string): AsyncGenerator<Record> {
  const parser = createReadStream(file).pipe(
    parse({ bom: true, info: true, relax_column_count: true, skip_empty_lines: true }),
  );
  try {
    for await (const { record, info } of parser as AsyncIterable<{
      record: string[];
      info: { lines: number };
    }>)
      yield { line: info.lines, fields: record };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error['lines'] === 'number' ? error['lines'] : 1;
    throw new ConfigFault(
      `${file}:${line}  This is not CSV: ${error.message.replace(/[.:]\s.*$/s, '')}.`,
      [],
      'Take the file as it was published: a spreadsheet may have changed it.',
    );
  }
}

/** What is wrong on some lines of the files, told together at the end; more than these are one fault many times. */
const mostTold = 10;

/** Faults of single lines. */
export interface Complaints {
  add(file: string, line: number, message: string): void;
  /** Throws a ConfigFault listing them when there are any. */
  throwAny(): void;
}

export function complaints(): Complaints {
  const told: string[] = [];
  let count = 0;
  return {
    add(file, line, message) {
      count += 1;
      if (told.length < mostTold) told.push(`${file}:${line}  ${message}`);
    },
    throwAny() {
      if (count === 0) return;
      const more = count > told.length ? [`... and ${count - told.length} more lines.`] : [];
      throw new ConfigFault(
        'These lines cannot be read, so nothing was written:',
        [...told, ...more],
        'Take the files as they were published, or put the lines right.',
      );
    },
  };
}

/** A whole number or a decimal, or null. */
export function numberIn(text: string | undefined): number | null {
  return text !== undefined && /^-?\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : null;
}
