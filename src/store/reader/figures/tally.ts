import type { Figure } from '../../../core/statistics.ts';
import { type As, behind, type Read } from './measured.ts';

/** What a measure comes to over some rows, as the ledger gives it: counts, or the times themselves. */
export type Cell = readonly (number | null)[] | Buffer | null;

/**
 * The tally of a measure over the rows at hand. Times come as they are, four bytes each, and are counted here: an
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
      return `ARRAY[${told.per === undefined ? count : `sum(${told.per}) FILTER (WHERE ${where})`}, sum(${told.sum}) FILTER (WHERE ${where})]::float8[]`;
    case 'time':
      return `string_agg(int4send(${told.value}), ''::bytea) FILTER (WHERE ${where})`;
    case 'waits':
      return `string_agg(array_send(${told.values}), ''::bytea) FILTER (WHERE ${where})`;
  }
}

/** Several tallies of one measure added up: how many, how many of a part, and each time with how often it was. */
export class Sum {
  count = 0;
  part = 0;
  #times = new Int32Array(16);
  #often = new Int32Array(16);
  #size = 0;
  #least = Number.POSITIVE_INFINITY;
  #most = Number.NEGATIVE_INFINITY;

  /** Count a time, in whole units, so often. */
  time(time: number, often: number): void {
    if (this.#size === this.#times.length) this.#makeRoom();
    this.#times[this.#size] = time;
    this.#often[this.#size] = often;
    this.#size += 1;
    this.count += often;
    if (time < this.#least) this.#least = time;
    if (time > this.#most) this.#most = time;
  }

  /** Add all of another. */
  add(other: Sum): void {
    this.part += other.part;
    if (other.#size === 0) this.count += other.count;
    for (let i = 0; i < other.#size; i += 1) this.time(other.#times[i] ?? 0, other.#often[i] ?? 0);
  }

  /** Each time, in any order, with how often it was; some times more than once. */
  *times(): Generator<readonly [time: number, often: number]> {
    for (let i = 0; i < this.#size; i += 1) yield [this.#times[i] ?? 0, this.#often[i] ?? 0];
  }

  figure(as: As): Figure {
    const { count, part } = this;
    if (as === 'count') return { ...noFigure, count, value: count };
    if (count === 0) return noFigure;
    if (as === 'share' || as === 'rate') return { ...noFigure, count, value: part / count, part };
    let sum = 0;
    for (let i = 0; i < this.#size; i += 1) sum += (this.#times[i] ?? 0) * (this.#often[i] ?? 0);
    const [value, p90] = this.#placed([Math.ceil(count / 2), Math.ceil((9 * count) / 10)]);
    return { count, value: value ?? null, p90: p90 ?? null, mean: sum / count, part: null };
  }

  /**
   * The times that so many of all did not take longer than. Half, and nine in ten, took no longer: so each is the time
   * of a case there is, and can be opened. Counted into bands, then those of the band it is in one by one: no sorting.
   */
  #placed(places: readonly number[]): number[] {
    const width = Math.ceil((this.#most - this.#least + 1) / bands);
    const inBands = this.#counted(this.#least, width, bands);
    return places.map((place) => {
      const { at: band, before } = reached(inBands, place);
      const least = this.#least + band * width;
      return least + reached(this.#counted(least, 1, width), place - before).at;
    });
  }

  /** How many times there are in each of some bands of the same width, from a least. */
  #counted(least: number, width: number, many: number): Int32Array {
    const counts = new Int32Array(many);
    const most = least + width * many - 1;
    for (let i = 0; i < this.#size; i += 1) {
      const time = this.#times[i] ?? 0;
      if (time < least || time > most) continue;
      const band = Math.floor((time - least) / width);
      counts[band] = (counts[band] ?? 0) + (this.#often[i] ?? 0);
    }
    return counts;
  }

  /** Months tell mostly the same times again: where there are more than they range over, each is put down once. */
  #makeRoom(): void {
    const range = this.#most - this.#least + 1;
    const [times, often, size] = [this.#times, this.#often, this.#size];
    if (2 * range <= size) {
      const counts = this.#counted(this.#least, 1, range);
      this.#size = range;
      times.set(counts.map((_, place) => this.#least + place));
      often.set(counts);
      return;
    }
    this.#times = new Int32Array(4 * size);
    this.#often = new Int32Array(4 * size);
    this.#times.set(times);
    this.#often.set(often);
  }
}

const bands = 2048;

/** Where some counts, added up, reach a number; and what they come to before. */
function reached(counts: Int32Array, number: number): { readonly at: number; readonly before: number } {
  let [at, before] = [0, 0];
  while (at < counts.length - 1 && before + (counts[at] ?? 0) < number) {
    before += counts[at] ?? 0;
    at += 1;
  }
  return { at, before };
}

/** Add what the ledger gave of a measure. */
export function addCell(sum: Sum, as: As, cell: Cell): void {
  if (Buffer.isBuffer(cell)) {
    if (as === 'time') timesIn(cell, sum);
    else waitsIn(cell, sum);
  } else if (as !== 'time' && as !== 'waits') {
    sum.count += cell?.[0] ?? 0;
    sum.part += cell?.[1] ?? 0;
  }
}

export const noFigure: Figure = { count: 0, value: null, p90: null, mean: null, part: null };

/** Whole numbers of four bytes one after the other. */
function timesIn(bytes: Buffer, sum: Sum): void {
  // A plain loop: there are a million of them in a year of a large council.
  for (let place = 0; place < bytes.length; place += 4) sum.time(bytes.readInt32BE(place), 1);
}

/** Arrays of whole numbers one after the other, as PostgreSQL sends them: five numbers, the fourth how many, then a length before each. */
function waitsIn(bytes: Buffer, sum: Sum): void {
  for (let place = 0; place < bytes.length; ) {
    const many = bytes.readInt32BE(place + 12);
    place += 20;
    for (let i = 0; i < many; i += 1) sum.time(bytes.readInt32BE(place + 8 * i + 4), 1);
    place += 8 * many;
  }
}
