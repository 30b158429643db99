import type { Log } from '../core/log.ts';

/** What holding a lease needs of the rooms around it. */
export interface HoldNeeds {
  hold(name: string, holder: string, seconds: number): Promise<boolean>;
  release(name: string, holder: string): Promise<void>;
  /** Milliseconds that only ever grow, such as `performance.now`. */
  readonly uptime: () => number;
  readonly log: Log;
}

/** What is done while the lease is ours. Each may be called again after the other. */
export interface Held {
  begin(): Promise<void>;
  end(): Promise<void>;
}

/** A lease ends by itself after this; somebody else may then take it. */
export const leaseSeconds = 6;
const everyMs = 2_000;
/** So long after the last sure renewal we stop: before anybody else can begin. */
const stopAfterMs = 4_500;

/**
 * Do something while a lease is ours, and only then. It is renewed every two seconds; a holder that dies loses it six
 * seconds later, and the next tries every two. One that cannot renew, because the ledger is away, ends what it does
 * before the lease runs out. Resolves once it is stopped and what was begun has ended.
 */
export function holdWhile(needs: HoldNeeds, name: string, holder: string, held: Held): () => Promise<void> {
  let stopped = false;
  let holding = false;
  let renewedAt = Number.NEGATIVE_INFINITY;
  let wake: () => void = () => undefined;

  async function round(): Promise<void> {
    const asked = needs.uptime();
    const ours = await within(stopAfterMs / 2, needs.hold(name, holder, leaseSeconds)).catch(() => null);
    if (ours === true) renewedAt = asked;
    const lost = ours === false || (ours === null && needs.uptime() - renewedAt > stopAfterMs - everyMs);
    if (ours === true && !holding && !stopped) await begin();
    else if (lost && holding) await end('the lease was lost');
  }

  async function begin(): Promise<void> {
    try {
      await held.begin();
      holding = true;
      needs.log.info({ lease: name }, 'listening');
    } catch (error) {
      needs.log.error({ error, lease: name }, 'listening could not begin; it is tried again');
      await held.end().catch(() => undefined);
    }
  }

  async function end(why: string): Promise<void> {
    holding = false;
    await held
      .end()
      .catch((error: unknown) => needs.log.error({ error, lease: name }, 'listening did not end well'));
    needs.log.info({ lease: name, why }, 'no longer listening');
  }

  const running = (async () => {
    while (!stopped) {
      await round();
      if (stopped) break;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, everyMs);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    if (holding) await end('we stop');
    await needs.release(name, holder).catch(() => undefined);
  })();

  return async () => {
    stopped = true;
    wake();
    await running;
  };
}

/** A ledger that does not answer in time has not answered. */
async function within<T>(ms: number, asked: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, refuse) => {
    timer = setTimeout(() => refuse(new Error('The ledger did not answer in time.')), ms);
  });
  try {
    return await Promise.race([asked, late]);
  } finally {
    clearTimeout(timer);
  }
}
