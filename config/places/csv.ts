import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CsvError, parse } from 'csv-parse/sync';
import type { YamlFile } from '../document.ts';
import type { Fault } from '../faults.ts';
import { nearest } from '../spelling.ts';

interface Line {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

/**
 * Read one CSV file of a council's folder: a list of rows by the names of its header line, each with the line it stands
 * on. A file that is not there has no rows and no faults. Never throws.
 */
export function readCsv(folder: string, file: string, columns: readonly string[]): YamlFile {
  const path = join(folder, file);
  if (!existsSync(path)) return rows(file, [], []);
  let lines: readonly Line[];
  try {
    lines = parse(readFileSync(path), {
      bom: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
    }) as unknown as Line[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error['lines'] === 'number' ? error['lines'] : 1;
    return rows(file, [], [{ file, line, message: `This is not CSV: ${firstSentence(error.message)}.` }]);
  }
  const [header, ...rest] = lines;
  const faults = headerFaults(file, header?.record ?? [], columns);
  if (faults.length > 0) return rows(file, [], faults);
  const names = header?.record ?? [];
  const short = rest.flatMap(({ record, info }): Fault[] =>
    record.length === names.length
      ? []
      : [
          {
            file,
            line: info.lines,
            message: `There are ${record.length} fields, and ${names.length} in the header. Put quotes around a field with a comma in it.`,
          },
        ],
  );
  const whole = rest.filter(({ record }) => record.length === names.length);
  const values = whole.map(({ record, info }) => ({
    line: info.lines,
    row: Object.fromEntries(names.map((name, i) => [name, record[i] ?? ''])),
  }));
  return rows(file, values, short);
}

function rows(
  file: string,
  values: readonly { readonly line: number; readonly row: Readonly<Record<string, string>> }[],
  faults: readonly Fault[],
): YamlFile {
  return {
    file,
    value: values.map(({ row }) => row),
    faults,
    lineOf: ([item]) => values[Number(item ?? 0)]?.line ?? 1,
  };
}

function headerFaults(file: string, header: readonly string[], columns: readonly string[]): Fault[] {
  const missing = columns.filter((column) => !header.includes(column));
  if (missing.length === columns.length) {
    const message = `The first line must name the columns: ${columns.join(',')}.`;
    return [{ file, line: 1, message }];
  }
  return [
    ...header
      .filter((name) => !columns.includes(name))
      .map((name) => {
        const hint = nearest(name, missing);
        const message = `The column "${name}" is not known here.`;
        return { file, line: 1, message, ...(hint === undefined ? {} : { hint }) };
      }),
    ...missing
      .filter((column) => !header.some((name) => nearest(name, missing) === column))
      .map((column) => ({ file, line: 1, message: `The column "${column}" is missing.` })),
  ];
}

const firstSentence = (message: string) => message.replace(/[.:]\s.*$|\.$/s, '');
