/** One thing that goes wrong, with the calls it befalls. */
export interface Fault {
  /** The calls it befalls, as the server names them; all when absent. */
  readonly on?: string;
  /** How often; once when absent. */
  readonly times?: number;
  /** Only every so-manyth call. */
  readonly every?: number;
  /** Only this share of the calls, by a seeded draw: the same each time. */
  readonly share?: number;
  readonly seed?: number;
  /** Answer this instead of acting. */
  readonly status?: number;
  readonly description?: string;
  /** Seconds, told with a 429. */
  readonly retryAfter?: number;
  /** More of the answer, in the platform's own words. */
  readonly more?: Readonly<Record<string, unknown>>;
  /** Drop the connection before acting, or after. */
  readonly drop?: 'before' | 'after';
  /** Take this long before acting. */
  readonly slowMs?: number;
}

/** A list of faults, and which of them befalls the next call. */
export function faultList() {
  const list: { fault: Fault; left: number; seen: number; draw: () => number }[] = [];
  const befallen: Fault[] = [];
  return {
    /** Every fault that befell a call, oldest first. */
    befallen,

    add(fault: Fault): void {
      list.push({ fault, left: fault.times ?? 1, seen: 0, draw: draws(fault.seed ?? 1) });
    },

    clear(): void {
      list.length = 0;
    },

    /** The first fault in the list that befalls this call. */
    for(call: string): Fault | null {
      for (const each of list) {
        const { fault, left } = each;
        if (left <= 0 || (fault.on !== undefined && fault.on !== call)) continue;
        each.seen += 1;
        if (fault.every !== undefined && each.seen % fault.every !== 0) continue;
        if (fault.share !== undefined && each.draw() >= fault.share) continue;
        each.left -= 1;
        befallen.push(fault);
        return fault;
      }
      return null;
    },
  };
}

/** Numbers from 0 to 1 that look random and are the same for the same seed (mulberry32). */
export function draws(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
