import type { Log } from '../core/log.ts';
import { bounded } from './backend.ts';

/** Knows whether the backend is away, and says so once when it goes and once when it is back. */
export interface Outage {
  /** An error came from the backend: is it away? */
  suspect(error: unknown): void;
  /** Some rings could not be made. */
  missed(rings: number, error: unknown): void;
  isDown(): boolean;
  missedRings(): number;
  stop(): void;
}

const pingTimeoutMs = 1_000;
const pingEveryMs = 500;
/** Errors of a backend that does answer are told no more often than this. */
const tellEveryMs = 60_000;

export function watchForOutage(ping: () => Promise<unknown>, log: Log): Outage {
  let state: 'up' | 'asking' | 'down' | 'stopped' = 'up';
  let missed = 0;
  let toldAt = Number.NEGATIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;

  async function ask(error: unknown): Promise<void> {
    state = 'asking';
    const answered = await answers();
    if (state !== 'asking') return;
    state = answered ? 'up' : 'down';
    if (!answered) {
      log.warn({ ...factsOf(error) }, 'the queue backend is away; the sweeper will repair missed rings');
      waitForReturn(Date.now(), missed);
    } else if (Date.now() - toldAt > tellEveryMs) {
      toldAt = Date.now();
      log.warn({ ...factsOf(error) }, 'the queue backend answers, but reported an error');
    }
  }

  function waitForReturn(since: number, missedBefore: number): void {
    timer = setTimeout(async () => {
      const answered = await answers();
      if (state !== 'down') return;
      if (!answered) return waitForReturn(since, missedBefore);
      state = 'up';
      const seconds = Math.round((Date.now() - since) / 1_000);
      log.info({ seconds, missedRings: missed - missedBefore }, 'the queue backend is back');
    }, pingEveryMs);
  }

  const answers = () =>
    bounded(ping(), pingTimeoutMs).then(
      () => true,
      () => false,
    );

  function suspect(error: unknown): void {
    if (state === 'up') void ask(error);
  }

  return {
    suspect,
    missed(rings, error) {
      missed += rings;
      suspect(error);
    },
    isDown: () => state === 'down',
    missedRings: () => missed,
    stop() {
      state = 'stopped';
      clearTimeout(timer);
    },
  };
}

/** Never the error itself: a driver's error holds its whole connection. */
function factsOf(error: unknown): { error: string; code?: unknown; reason?: string } {
  if (!(error instanceof Error)) return { error: typeof error };
  const code = 'code' in error ? { code: error.code } : {};
  return { error: error.name, ...code, reason: error.message.slice(0, 200) };
}
