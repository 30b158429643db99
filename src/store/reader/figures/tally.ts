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

  /** Count a time, in whole units, so often. */
  time(time: number, often: number): void {
    if (this.#size === this.#times.length) this.#grow();
    this.#times[this.#size] = time;
    this.#often[this.#size] = often;
    this.#size += 1;
    this.count += often;
  }

  /** Add all of another. */
  add(other: Sum): void {
    this.part += other.part;
    if (other.#size === 0) this.count += other.count;
    for (let i = 0; i < other.#size; i += 1) this.time(other.#times[i] ?? 0, other.#often[i] ?? 0);
  }

  #grow(): void {
    const [times, often] = [this.#times, this.#often];
    this.#times = new Int32Array(4 * this.#size);
    this.#often = new Int32Array(4 * this.#size);
    this.#times.set(times);
    this.#often.set(often);
  }

  /** Each time, in the order it was counted. */
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
    const at = (tenths: number) => this.#placed(Math.ceil((tenths * count) / 10));
    return { count, value: at(5), p90: at(9), mean: sum / count, part: null };
  }

  /**
   * The time that so many of all did not take longer than. Half, and nine in ten, took no longer: so it is the time of
   * a case there is, and can be opened. Found by counting into ever narrower bands, which costs no sorting.
   */
  #placed(place: number): number {
    let [low, high] = [this.#least(), this.#most()];
    let before = 0;
    while (low < high) {
      const width = Math.ceil((high - low + 1) / bands);
      const counts = new Int32Array(bands);
      for (let i = 0; i < this.#size; i += 1) {
        const time = this.#times[i] ?? 0;
        if (time < low || time > high) continue;
        const band = Math.floor((time - low) / width);
        counts[band] = (counts[band] ?? 0) + (this.#often[i] ?? 0);
      }
      let band = 0;
      while (before + (counts[band] ?? 0) < place) {
        before += counts[band] ?? 0;
        band += 1;
      }
      low += band * width;
      high = Math.min(high, low + width - 1);
    }
    return low;
  }

  #least(): number {
    let least = this.#times[0] ?? 0;
    for (let i = 1; i < this.#size; i += 1) least = Math.min(least, this.#times[i] ?? 0);
    return least;
  }

  #most(): number {
    let most = this.#times[0] ?? 0;
    for (let i = 1; i < this.#size; i += 1) most = Math.max(most, this.#times[i] ?? 0);
    return most;
  }
}

const bands = 512;

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
