import { describe, expect, test, vi } from 'vitest';
import { totalsOf } from '../../src/core/loss.ts';
import { channelKeeping } from '../../src/store/channels.ts';
import { keepLog } from '../support/log.ts';
import { aHouse } from '../support/moothall.ts';
import { freshLedger } from '../support/postgres.ts';

const start = new Date('2026-11-24T10:20:00Z');
const day = new Date('2026-11-24T00:00:00Z');

async function aKeeping() {
  const ledger = await freshLedger();
  let at = start;
  const keeping = channelKeeping(ledger.pool, () => at, keepLog().log);
  return {
    ledger,
    keeping,
    later: (minutes: number) => {
      at = new Date(at.getTime() + minutes * 60_000);
    },
  };
}

describe('What a channel keeps', () => {
  test('is how far it has read, and the last word holds', async () => {
    const { keeping } = await aKeeping();
    const { cursors } = keeping.of('pigeons');
    await cursors.keep('offset', '41');
    await cursors.keep('offset', '42');
    await cursors.keep('loft', '7');
    await keeping.of('owls').cursors.keep('offset', '1');
    expect(await cursors.all()).toEqual(
      new Map([
        ['offset', '42'],
        ['loft', '7'],
      ]),
    );
  });

  test('names what was set aside, once', async () => {
    const { keeping, later } = await aKeeping();
    const pigeons = keeping.of('pigeons');
    await pigeons.setAside({ externalId: 'e1', what: 'a feather' });
    await pigeons.setAside({ externalId: 'e1', what: 'a feather' });
    later(1);
    await pigeons.setAside({ externalId: 'e2', what: 'a sticker' });
    expect((await keeping.latestSetAside(10)).map(({ what }) => what)).toEqual(['a sticker', 'a feather']);
  });
});

describe('The loss ledger', () => {
  test('adds what was counted, hour by hour', async () => {
    const { keeping, later } = await aKeeping();
    keeping.count('pigeons', 'repeated');
    keeping.count('pigeons', 'repeated');
    await keeping.flush();
    keeping.of('pigeons').count('repaired', 3);
    await keeping.flush();
    later(60);
    keeping.of('pigeons').count('gap');
    await keeping.flush();
    expect(await keeping.hours(day)).toMatchObject([
      { hour: new Date('2026-11-24T11:00:00Z'), repeated: 0, gaps: 1 },
      { hour: new Date('2026-11-24T10:00:00Z'), repeated: 2, repaired: 3, gaps: 0 },
    ]);
  });

  test('keeps what could not be added, and adds it when the ledger is back', async () => {
    const ledger = await freshLedger();
    let away = true;
    const pool = {
      query: (...asked: unknown[]) =>
        away ? Promise.reject(new Error('Away.')) : ledger.pool.query(...(asked as [string, unknown[]])),
    };
    const keeping = channelKeeping(pool as unknown as typeof ledger.pool, () => start, keepLog().log);
    keeping.count('pigeons', 'repeated', 2);
    await keeping.flush();
    away = false;
    await keeping.flush();
    expect(await keeping.hours(day)).toMatchObject([{ channel: 'pigeons', repeated: 2 }]);
  });

  test('reads from the record what was stored, handled and answered, so that it cannot be miscounted', async () => {
    const { url } = await freshLedger();
    const house = await aHouse(url);
    await house.write('ann', 'our bin was not emptied at 14 Larch Close', 'm1');
    await house.write('ann', 'our bin was not emptied at 14 Larch Close', 'm1');
    await house.write('bob', 'the street light outside 3 Mill Lane is out', 'm1');
    await house.settled();
    await house.store.channels.flush();
    const [webchat] = totalsOf(await house.store.channels.hours(new Date(Date.now() - 3_600_000)));
    expect(webchat).toMatchObject({
      channel: 'webchat',
      received: 3,
      repeated: 1,
      stored: 2,
      handled: 2,
      lost: 0,
    });
    expect(webchat?.answered).toBe(2);
  });

  test('calls lost what came and the record would not take, and says so after a restart as well', async () => {
    const { ledger, keeping } = await aKeeping();
    const pigeons = keeping.of('pigeons');
    await pigeons.setAside({ externalId: 'e1', what: 'message the ledger did not take', lost: true });
    await pigeons.setAside({ externalId: 'e2', what: 'a sticker' });
    const later = channelKeeping(ledger.pool, () => start, keepLog().log);
    expect(totalsOf(await later.hours(day))).toMatchObject([
      { channel: 'pigeons', lost: 1, setAside: 1, received: 2 },
    ]);
  });

  test('has a gap at once: nothing else tells of it', async () => {
    const { keeping } = await aKeeping();
    keeping.of('pigeons').count('gap');
    await vi.waitFor(async () => expect(await keeping.hours(day)).toMatchObject([{ gaps: 1 }]), 500);
  });
});
