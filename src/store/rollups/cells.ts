import type { As } from '../reader/figures/measured.ts';
import type { Sum } from '../reader/figures/tally.ts';

/*
 * How a measure of some groups is kept, in bytes: for each group in turn how many; then of shares and rates the part,
 * of times how many different ones and, from the least, by how much each is more than the one before and how often it
 * was. All are whole numbers, seven bits to a byte, the lowest first, the eighth set where more follow. Times are kept
 * one by one, so that a median is exact over whatever is added up.
 */

/** The sums of some groups as bytes. */
export function packed(as: As, sums: readonly (Sum | undefined)[]): Buffer {
  const bytes: number[] = [];
  for (const sum of sums) {
    put(bytes, sum?.count ?? 0);
    if (sum === undefined || sum.count === 0) continue;
    if (as === 'share' || as === 'rate') put(bytes, sum.part);
    else if (as !== 'count') putTimes(bytes, sum);
  }
  return Buffer.from(bytes);
}

/** Add the sums in some bytes to those at the same place; a group without one is passed over. */
export function addPacked(as: As, bytes: Buffer, sums: readonly (Sum | undefined)[]): void {
  const reader = { bytes, place: 0 };
  for (const sum of sums) {
    const count = take(reader);
    if (count === 0) continue;
    if (as === 'time' || as === 'waits') {
      takeTimes(reader, sum);
      continue;
    }
    const part = as === 'count' ? 0 : take(reader);
    if (sum === undefined) continue;
    sum.count += count;
    sum.part += part;
  }
}

function putTimes(bytes: number[], sum: Sum): void {
  const often = new Map<number, number>();
  for (const [time, count] of sum.times()) often.set(time, (often.get(time) ?? 0) + count);
  put(bytes, often.size);
  let before = 0;
  for (const [time, count] of [...often].sort(([one], [other]) => one - other)) {
    put(bytes, time - before);
    put(bytes, count);
    before = time;
  }
}

function takeTimes(reader: Reading, sum: Sum | undefined): void {
  const many = take(reader);
  let time = 0;
  for (let i = 0; i < many; i += 1) {
    time += take(reader);
    const often = take(reader);
    sum?.time(time, often);
  }
}

interface Reading {
  readonly bytes: Buffer;
  place: number;
}

function put(bytes: number[], number: number): void {
  if (!Number.isSafeInteger(number) || number < 0) throw new RangeError(`${number} cannot be kept.`);
  let rest = number;
  while (rest > 127) {
    bytes.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  bytes.push(rest);
}

function take(reader: Reading): number {
  let byte = reader.bytes[reader.place] ?? 0;
  reader.place += 1;
  if (byte < 128) return byte;
  let number = byte - 128;
  for (let scale = 128; ; scale *= 128) {
    byte = reader.bytes[reader.place] ?? 0;
    reader.place += 1;
    if (byte < 128) return number + byte * scale;
    number += (byte - 128) * scale;
  }
}
