import type { Figure } from '../../../core/statistics.ts';
import { behind, type Read } from './measured.ts';

/** What a measure comes to over some rows, as the ledger gives it: counts, or the times themselves. */
export type Cell = readonly (number | null)[] | Buffer | null;

/**
 * The tally of a measure over the rows at hand. Times come as they are, four bytes each, and are sorted here: an
 * ordered-set aggregate sorts the rows once for each measure and again for the whole, and takes three times as long.
 */
export function tallied(read: Read, where = behind(read)): string {
  const { told } = read;
  const count = `count(*) FILTER (WHERE ${where})`;
  switch (told.as) {
    case 'count':
      return `ARRAY[${count}]::float8[]`;
    case 'share':
      return `ARRAY[${count}, count(*) FILTER (WHERE ${where} AND ${told.part})]::float8[]`;
    case 'rate':
      return `ARRAY[${count}, sum(${told.sum}) FILTER (WHERE ${where})]::float8[]`;
    case 'time':
      return `string_agg(int4send(${told.value}), ''::bytea) FILTER (WHERE ${where})`;
    case 'waits':
      return `string_agg(array_send(${told.values}), ''::bytea) FILTER (WHERE ${where})`;
  }
}

export const noFigure: Figure = { count: 0, value: null, p90: null, mean: null, part: null };

/** The figure of several tallies of one measure together. */
export function figureOf(as: Read['told']['as'], cells: readonly Cell[]): Figure {
  const bytes = Buffer.concat(cells.filter((cell) => Buffer.isBuffer(cell)));
  if (as === 'time') return timeOf(timesIn(bytes));
  if (as === 'waits') return timeOf(Int32Array.from(waitsIn(bytes)));
  const sum = (place: number) =>
    cells.reduce<number>((all, cell) => all + (Buffer.isBuffer(cell) ? 0 : (cell?.[place] ?? 0)), 0);
  const count = sum(0);
  if (as === 'count') return { ...noFigure, count, value: count };
  if (count === 0) return noFigure;
  const part = sum(1);
  return { ...noFigure, count, value: part / count, part };
}

/** Half, and nine in ten, took no longer: the time of a case there is, so that it can be opened, and in whole minutes. */
function timeOf(times: Int32Array): Figure {
  const count = times.length;
  if (count === 0) return noFigure;
  times.sort();
  const at = (tenths: number) => times[Math.ceil((tenths * count) / 10) - 1] ?? null;
  let sum = 0;
  for (const time of times) sum += time;
  return { count, value: at(5), p90: at(9), mean: sum / count, part: null };
}

/** Whole numbers of four bytes one after the other. */
function timesIn(bytes: Buffer): Int32Array {
  const times = new Int32Array(bytes.length / 4);
  // A plain loop: there are a million of them in a year of a large council.
  for (let i = 0; i < times.length; i += 1) times[i] = bytes.readInt32BE(4 * i);
  return times;
}

/** Arrays of whole numbers one after the other, as PostgreSQL sends them: five numbers, the fourth how many, then a length before each. */
function waitsIn(bytes: Buffer): number[] {
  const waits: number[] = [];
  for (let place = 0; place < bytes.length; ) {
    const many = bytes.readInt32BE(place + 12);
    place += 20;
    for (let i = 0; i < many; i += 1) waits.push(bytes.readInt32BE(place + 8 * i + 4));
    place += 8 * many;
  }
  return waits;
}
