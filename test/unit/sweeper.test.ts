import { setTimeout as pause } from 'node:timers/promises';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { startSweeper } from '../../src/queue/sweeper.ts';
import { keepLog } from '../support/log.ts';

const { log, lines: told } = keepLog();
const eventually = (check: () => void) => vi.waitFor(check, { timeout: 10_000, interval: 20 });

beforeEach(() => {
  told.length = 0;
});

describe('the sweeper', () => {
  const clock = () => new Date('2026-05-01T09:00:00Z');

  it('sweeps again and again, one sweep at a time, with the time it is given', async () => {
    let atOnce = 0;
    let most = 0;
    const times: Date[] = [];
    const sweep = async (now: Date) => {
      times.push(now);
      atOnce += 1;
      most = Math.max(most, atOnce);
      await pause(60);
      atOnce -= 1;
    };
    const sweeper = startSweeper({ everyMs: 20, sweep, log, clock });
    await eventually(() => expect(times.length).toBeGreaterThan(3));
    await sweeper.stop();
    expect(most).toBe(1);
    expect(times[0]).toEqual(clock());
  });

  it('goes on after a sweep that throws, and logs no words of its error', async () => {
    let sweeps = 0;
    const sweep = async () => {
      sweeps += 1;
      throw new TypeError('Mrs Fry of 3 Elm Row');
    };
    const sweeper = startSweeper({ everyMs: 10, sweep, log, clock });
    await eventually(() => expect(sweeps).toBeGreaterThan(2));
    await sweeper.stop();
    expect(told[0]).toEqual({ level: 'error', fields: { error: 'TypeError' }, message: 'a sweep failed' });
  });

  it('stops after the sweep under way and never sweeps again', async () => {
    let begun = 0;
    let ended = 0;
    const sweep = async () => {
      begun += 1;
      await pause(100);
      ended += 1;
    };
    const sweeper = startSweeper({ everyMs: 5, sweep, log, clock });
    await eventually(() => expect(begun).toBe(1));
    await sweeper.stop();
    expect([begun, ended]).toEqual([1, 1]);
    await pause(50);
    expect(begun).toBe(1);
  });
});
