import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { holdWhile, leaseSeconds } from '../../src/flow/hold.ts';
import { leases } from '../../src/store/leases.ts';
import { keepLog } from '../support/log.ts';
import { freshLedger } from '../support/postgres.ts';

const ledger = await freshLedger();
const store = leases(ledger.pool);

describe('A lease', () => {
  test('is held by one at a time', async () => {
    expect(await store.hold('one', 'ann', 5)).toBe(true);
    expect(await store.hold('one', 'bob', 5)).toBe(false);
  });

  test('can be held on to', async () => {
    expect(await store.hold('longer', 'ann', 0.2)).toBe(true);
    expect(await store.hold('longer', 'ann', 5)).toBe(true);
    await sleep(300);
    expect(await store.hold('longer', 'bob', 5)).toBe(false);
  });

  test('is anybody’s once it has run out', async () => {
    await store.hold('over', 'ann', 0.1);
    await sleep(150);
    expect(await store.hold('over', 'bob', 5)).toBe(true);
    expect(await store.hold('over', 'ann', 5)).toBe(false);
  });

  test('is anybody’s once it is given up, but not by another', async () => {
    await store.hold('up', 'ann', 5);
    await store.release('up', 'bob');
    expect(await store.hold('up', 'bob', 5)).toBe(false);
    await store.release('up', 'ann');
    expect(await store.hold('up', 'bob', 5)).toBe(true);
  });

  test('asked for by twenty at once is one’s', async () => {
    const asked = Array.from({ length: 20 }, (_, i) => store.hold('rush', `holder ${i}`, 5));
    expect((await Promise.all(asked)).filter(Boolean)).toHaveLength(1);
  });
});

/** A process that listens while the lease is its own, and can be cut off from the ledger or killed. */
function aListener(name: string, holder: string) {
  const seen = { listening: false, cutOff: false, dead: false, begun: 0 };
  const stop = holdWhile(
    {
      hold: (...asked) => (seen.cutOff ? Promise.reject(new Error('Cut off.')) : store.hold(...asked)),
      release: (...asked) => (seen.dead ? Promise.resolve() : store.release(...asked)),
      uptime: () => performance.now(),
      log: keepLog().log,
    },
    name,
    holder,
    {
      begin: async () => {
        seen.listening = true;
        seen.begun += 1;
      },
      end: async () => {
        seen.listening = false;
      },
    },
  );
  onTestFinished(stop);
  return Object.assign(seen, {
    stop,
    /** As `kill -9` does: nothing is given up. */
    async kill() {
      seen.dead = true;
      await stop();
    },
  });
}

describe('What is done under a lease', () => {
  test('is done by one, and by the next within ten seconds of its death', { timeout: 30_000 }, async () => {
    const first = aListener('death', 'first');
    await vi.waitFor(() => expect(first.listening).toBe(true));
    const next = aListener('death', 'next');
    await sleep(2_500);
    expect(next.listening).toBe(false);
    const died = performance.now();
    await first.kill();
    await vi.waitFor(() => expect(next.listening).toBe(true), { timeout: 12_000, interval: 20 });
    expect(performance.now() - died).toBeLessThan(10_000);
  });

  test('is handed on at once by one that stops as it should', { timeout: 15_000 }, async () => {
    const first = aListener('stop', 'first');
    await vi.waitFor(() => expect(first.listening).toBe(true));
    const next = aListener('stop', 'next');
    await first.stop();
    await vi.waitFor(() => expect(next.listening).toBe(true), { timeout: 3_000 });
  });

  test('ends before anybody else begins when the ledger cannot be reached', { timeout: 30_000 }, async () => {
    const first = aListener('cut', 'first');
    await vi.waitFor(() => expect(first.listening).toBe(true));
    const next = aListener('cut', 'next');
    first.cutOff = true;
    const both = vi.fn();
    const watch = setInterval(() => first.listening && next.listening && both(), 5);
    onTestFinished(() => clearInterval(watch));
    await vi.waitFor(() => expect(next.listening).toBe(true), {
      timeout: 2_000 * leaseSeconds,
      interval: 20,
    });
    expect(both).not.toHaveBeenCalled();
    first.cutOff = false;
    await sleep(2_500);
    expect(first.listening).toBe(false);
  });

  test('begins once, however long it is held', { timeout: 15_000 }, async () => {
    const only = aListener('once', 'only');
    await sleep(5_000);
    expect(only).toMatchObject({ listening: true, begun: 1 });
  });
});
