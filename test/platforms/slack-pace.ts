/** How many of something there may be: a few at once, and then so many a second. */
export interface Rate {
  readonly burst: number;
  readonly aSecond: number;
}

/** Counts by name; tells how many whole seconds to wait, or 0 when it may be. */
export function slackPace(clock: () => number) {
  const buckets = new Map<string, { left: number; at: number }>();
  return (name: string, { burst, aSecond }: Rate): number => {
    const now = clock() / 1000;
    const bucket = buckets.get(name) ?? { left: burst, at: now };
    buckets.set(name, bucket);
    bucket.left = Math.min(burst, bucket.left + (now - bucket.at) * aSecond);
    bucket.at = now;
    if (bucket.left < 1) return Math.max(1, Math.ceil((1 - bucket.left) / aSecond));
    bucket.left -= 1;
    return 0;
  };
}
