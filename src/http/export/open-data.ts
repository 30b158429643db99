import { stringify } from 'csv-stringify/sync';
import type { Council } from '../../core/catalogue.ts';
import { groupName } from '../../core/figure-words.ts';
import { measures } from '../../core/measures.ts';
import { type OpenRow, openColumns } from '../../core/open-data.ts';

/** Spreadsheets run what begins like a formula; it is written as text. */
const plain = { escape_formulas: true } as const;

/** The first line of the file. */
export function openDataHead(): string {
  return stringify([openColumns.map(({ name }) => name)], plain);
}

/** Rows of the file, in the order of its columns. */
export function openDataLines(rows: readonly OpenRow[], council: Council): string {
  return stringify(
    rows.map(({ month, groupBy, group, measure, unit, count, part, value, p90, leftOut }) => [
      council.id,
      month,
      groupBy,
      group,
      groupBy === 'all' ? 'All cases' : groupName(groupBy, group === '' ? null : group, council),
      measure,
      unit,
      count,
      part,
      value === null ? null : Math.round(value * 10_000) / 10_000,
      p90,
      leftOut ? 'yes' : 'no',
    ]),
    plain,
  );
}

/** What every column and every measure says, from where the desk and the program have it. Markdown. */
export function dataDictionary({ facts }: Pick<Council, 'facts'>): string {
  return [
    `# Response times of ${facts.name}: what the file says`,
    'One row for each month, group and measure. Months that are not over are left out. No row holds anything anybody wrote, or tells of a person.',
    '## Columns',
    ...openColumns.map(({ name, says }) => `- **${name}**: ${says}`),
    '## Measures',
    ...measures.map(({ key, title, unit, definition }) => `- **${key}** (${title}; ${unit}): ${definition}`),
  ]
    .join('\n')
    .replace(/\n(#+ .*)\n/g, '\n\n$1\n\n')
    .concat('\n');
}
