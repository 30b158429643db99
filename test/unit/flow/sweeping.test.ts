import { describe, expect, test } from 'vitest';
import { type SweepNeeds, sweep } from '../../../src/flow/sweep.ts';
import { tenOnTuesday } from '../../support/builders.ts';
import { keepLog } from '../../support/log.ts';

function aSweep(change: Partial<SweepNeeds> = {}) {
  const { log, lines } = keepLog();
  const did: string[] = [];
  const asked: Record<string, Date> = {};
  const needs: SweepNeeds = {
    lostConversations: async (since) => {
      asked['conversations'] = since;
      return ['c1', 'c2', 'c3'];
    },
    lostDeliveries: async (since) => {
      asked['deliveries'] = since;
      return ['d1'];
    },
    handleNow: async (id) => {
      did.push(`handled ${id}`);
    },
    deliverNow: async () => {
      did.push('delivered');
    },
    recoverLeft: async (before) => {
      asked['left'] = before;
      did.push('asked after those left');
    },
    leaseSeconds: 60,
    log,
    ...change,
  };
  return { run: sweep(needs), did, asked, lines };
}

describe('A sweep', () => {
  test('sees to what waits: conversations, deliveries left behind, deliveries lost', async () => {
    const { run, did } = aSweep();
    await run(tenOnTuesday);
    expect(did).toEqual(['handled c1', 'handled c2', 'handled c3', 'asked after those left', 'delivered']);
  });

  test('gives a bell three seconds, and a send its whole lease, before it takes them for lost', async () => {
    const { run, asked } = aSweep();
    await run(tenOnTuesday);
    const ago = (ms: number) => new Date(tenOnTuesday.getTime() - ms);
    expect(asked).toEqual({ conversations: ago(3_000), deliveries: ago(3_000), left: ago(60_000) });
  });

  test('goes on after a conversation that cannot be handled, and says which', async () => {
    const { did, run, lines } = aSweep({
      handleNow: async (id) => {
        if (id === 'c2') throw new Error('Poisoned.');
        did.push(`handled ${id}`);
      },
    });
    await run(tenOnTuesday);
    expect(did).toEqual(['handled c1', 'handled c3', 'asked after those left', 'delivered']);
    expect(lines).toMatchObject([{ level: 'error', fields: { conversationId: 'c2' } }]);
  });

  test('goes on delivering after those left behind cannot be asked after', async () => {
    const { did, run, lines } = aSweep({
      recoverLeft: async () => {
        throw new Error('The channel is away.');
      },
    });
    await run(tenOnTuesday);
    expect(did).toEqual(['handled c1', 'handled c2', 'handled c3', 'delivered']);
    expect(lines).toMatchObject([{ level: 'error' }]);
  });

  test('does not deliver when nothing is lost', async () => {
    const { did, run } = aSweep({ lostConversations: async () => [], lostDeliveries: async () => [] });
    await run(tenOnTuesday);
    expect(did).toEqual(['asked after those left']);
  });

  test('that cannot even look fails, so that whoever sweeps knows', async () => {
    const { run } = aSweep({
      lostConversations: async () => {
        throw new Error('The ledger is away.');
      },
    });
    await expect(run(tenOnTuesday)).rejects.toThrow('The ledger is away.');
  });
});
