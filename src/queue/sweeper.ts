import type { Log } from '../core/log.ts';

/** Goes through the ledger now and then for rows whose ring was lost. */
export interface Sweeper {
  /** No more sweeps; resolves when the one under way is over. May be called twice. */
  stop(): Promise<void>;
}

/**
 * Start sweeping. One sweep ends before the next begins, and one that throws is logged and tried again at its next
 * turn. The first comes within a fifth of `everyMs`, the others `everyMs` after the last, give or take a fifth by
 * chance, so that several processes do not sweep in step.
 */
export function startSweeper(options: {
  everyMs: number;
  sweep: (now: Date) => Promise<unknown>;
  log: Log;
  clock: () => Date;
  chance?: () => number;
}): Sweeper {
  const { everyMs, sweep, log, clock, chance = Math.random } = options;
  let timer: NodeJS.Timeout | undefined;
  let underWay: Promise<void> = Promise.resolve();
  let stopped = false;

  function sweepIn(milliseconds: number): void {
    timer = setTimeout(() => {
      underWay = sweepOnce().then(() => {
        if (!stopped) sweepIn(everyMs * (0.8 + 0.4 * chance()));
      });
    }, milliseconds);
  }

  async function sweepOnce(): Promise<void> {
    try {
      await sweep(clock());
    } catch (error) {
      log.error({ error: error instanceof Error ? error.name : typeof error }, 'a sweep failed');
    }
  }

  sweepIn(everyMs * 0.2 * chance());
  return {
    stop() {
      stopped = true;
      clearTimeout(timer);
      return underWay;
    },
  };
}
