/*
 * Discord's numbers hold the time they were given at, in milliseconds since 2015, and grow with it. They are longer
 * than a number may be, so they stay texts.
 */

const epoch = 1_420_070_400_000;

/** When this number was given. */
export function timeOf(id: string): Date {
  return new Date(Number(BigInt(id) >> 22n) + epoch);
}

/** The lowest number of this moment: all given later are higher. */
export function firstAt(at: Date): string {
  return String(BigInt(Math.max(0, at.getTime() - epoch)) << 22n);
}

/** Whether `one` was given after `other`. */
export function isLater(one: string, other: string): boolean {
  return BigInt(one) > BigInt(other);
}
