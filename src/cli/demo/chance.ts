/** Chance that is the same for the same seed. */
export interface Chance {
  /** At least 0, less than 1. */
  next(): number;
  /** A whole number, at least 0, less than `below`. */
  below(below: number): number;
  /** Whether something that happens so often happens now. */
  happens(often: number): boolean;
  one<T>(of: readonly T[]): T;
  /** A time around `median`, always above 0; the larger `spread`, the longer its tail (log-normal). */
  around(median: number, spread: number): number;
  /** So many random hexadecimal digits. */
  hex(count: number): string;
}

/** Chance from a seed (sfc32). */
export function chanceFrom(seed: number): Chance {
  let [a, b, c, d] = [seed | 0, 0x9e3779b9 | 0, 0x243f6a88 | 0, 1];
  const whole = () => {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + t) | 0;
    return t >>> 0;
  };
  for (let i = 0; i < 15; i += 1) whole();
  const next = () => whole() / 4_294_967_296;
  const below = (most: number) => Math.floor(next() * most);
  return {
    next,
    below,
    happens: (often) => next() < often,
    one: (of) => {
      const found = of[below(of.length)];
      if (found === undefined) throw new Error('There is nothing to choose from.');
      return found;
    },
    around: (median, spread) =>
      median * Math.exp(spread * Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())),
    hex: (count) => {
      let digits = '';
      while (digits.length < count) digits += whole().toString(16).padStart(8, '0');
      return digits.slice(0, count);
    },
  };
}

/** A row id that sorts by its time, as the real ones do (UUID version 7). */
export function idAt(chance: Chance, at: Date): string {
  const time = at.getTime().toString(16).padStart(12, '0');
  const rest = chance.hex(18);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${rest.slice(0, 3)}-8${rest.slice(3, 6)}-${rest.slice(6)}`;
}

/** Draws from weights given once: the place of the one drawn. */
export function drawing(weights: readonly number[]): (chance: Chance) => number {
  const sums: number[] = [];
  let sum = 0;
  for (const weight of weights) {
    sum += weight;
    sums.push(sum);
  }
  return (chance) => {
    const drawn = chance.next() * sum;
    let low = 0;
    for (let high = sums.length - 1; low < high; ) {
      const middle = (low + high) >>> 1;
      if ((sums[middle] ?? 0) <= drawn) low = middle + 1;
      else high = middle;
    }
    return low;
  };
}
