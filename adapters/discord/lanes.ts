export type Lanes = ReturnType<typeof laneKeeper>;

/**
 * Lanes, one for each channel: what is put in one is done in its order, and the lanes go on side by side. `first` is
 * done before all that is put in any lane by it. What waits when the signal comes is not begun.
 */
export function laneKeeper(signal: AbortSignal, failed: (error: unknown) => void) {
  const lanes = new Map<string, Promise<unknown>>();
  let entry: Promise<unknown> = Promise.resolve();

  return {
    /** Resolves to what came of it; undefined when we were stopped before, or it failed. */
    add<T>(lane: string, act: () => Promise<T>): Promise<T | undefined> {
      const done = (lanes.get(lane) ?? Promise.resolve()).then(() => attempt(act));
      lanes.set(lane, done);
      void done.then(() => {
        if (lanes.get(lane) === done) lanes.delete(lane);
      });
      return done;
    },

    first(act: () => Promise<void>): Promise<unknown> {
      const done = entry.then(() => attempt(act));
      entry = done;
      return done;
    },

    async settled(): Promise<void> {
      await entry;
      while (lanes.size > 0) await Promise.all(lanes.values());
    },
  };

  async function attempt<T>(act: () => Promise<T>): Promise<T | undefined> {
    if (signal.aborted) return undefined;
    try {
      return await act();
    } catch (error) {
      failed(error);
      return undefined;
    }
  }
}
