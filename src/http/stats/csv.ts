import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify/sync';
import type { FastifyReply } from 'fastify';
import type { Council } from '../../core/catalogue.ts';
import { groupName } from '../../core/figure-words.ts';
import type { Table } from '../../core/figures-table.ts';
import type { CaseBehind, Grouping } from '../../core/statistics.ts';

/** Spreadsheets run what begins like a formula; it is written as text. */
const plain = { escape_formulas: true } as const;

/** A table of figures as CSV, a row for each group, all cases first. */
export function groupsCsv(table: Table, by: Grouping | null, council: Council): string {
  const head = ['group', 'name', ...table.columns.map(({ key }) => key)];
  const rows = table.rows.map(({ group, cells }, i) => {
    const name = i === 0 || by === null ? 'All cases' : groupName(by, group, council);
    return [group ?? '', name, ...cells];
  });
  return stringify([head, ...rows], plain);
}

/** Measures over time as CSV: a row for each stretch by its first local day, and in words what explains it. */
export function linesCsv(table: Table, words: readonly string[]): string {
  const head = ['from', ...table.columns.map(({ key }) => key), 'what-else'];
  const rows = table.rows.map(({ group, cells }, i) => [group, ...cells, words[i] ?? '']);
  return stringify([head, ...rows], plain);
}

/** Rows of any kind as CSV, the first of them what the columns are called. */
export function rowsCsv(rows: readonly (readonly (string | number | null)[])[]): string {
  return byteOrderMark + stringify([...rows], plain);
}

/** A list of cases as CSV, as they come; `adds` is what the last column is called. */
export async function* listCsv(
  listed: AsyncIterable<readonly CaseBehind[]>,
  adds: string,
): AsyncGenerator<string> {
  const head = ['reference', 'service', 'team', 'status', 'openedAt', 'startedAt', adds];
  yield `${byteOrderMark}${stringify([head], plain)}`;
  for await (const some of listed)
    yield stringify(
      some.map(({ reference, service, team, status, openedAt, startedAt, value }) => [
        ...[reference, service, team, status],
        ...[openedAt.toISOString(), startedAt.toISOString(), value],
      ]),
      plain,
    );
}

/** Lines of CSV as they come, for a spreadsheet. */
export async function* forSpreadsheets(lines: AsyncIterable<string>): AsyncGenerator<string> {
  yield byteOrderMark;
  yield* lines;
}

/** Without it Excel takes UTF-8 for something older. */
export const byteOrderMark = '\uFEFF';

/** Answer with a CSV file of this name, whole or as it comes. */
export function sendCsv(
  reply: FastifyReply,
  name: string,
  content: string | AsyncGenerator<string>,
): FastifyReply {
  reply.type('text/csv; charset=utf-8').header('content-disposition', `attachment; filename="${name}.csv"`);
  return reply.send(typeof content === 'string' ? content : Readable.from(content, { highWaterMark: 1 }));
}
