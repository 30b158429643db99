import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Dispatch } from '../../adapters/discord/payload.ts';
import { type Arrival, read } from '../../adapters/discord/read.ts';
import { write } from '../../adapters/discord/write.ts';
import { root } from '../../config/root.ts';
import type { Keeping } from '../../src/core/channel.ts';
import { Refusal } from '../../src/core/errors.ts';
import { aDiscord } from '../support/discord.ts';
import { watched } from '../support/listening.ts';
import { keepsTheContract, samplesIn } from './channel.ts';

const samples = join(root, 'adapters', 'discord', 'samples');
const ann = '500100200300400500';

keepsTheContract({
  name: 'Discord',
  samples,
  read: (payload, arrival) => {
    const reading = read(payload as Dispatch, arrivalOf(arrival));
    return reading.is === 'said' ? reading.message : null;
  },
  again: (arrival) => ({ ...arrivalOf(arrival), at: new Date() }),
  namesItself: () => true,
  write,
  open: opened,
});

function arrivalOf(given: unknown): Arrival {
  const arrival = given as Omit<Arrival, 'at'> & { at: string | Date };
  return { ...arrival, at: new Date(arrival.at) };
}

/**
 * The adapter on a ledger and a Discord of its own. Discord waits for no word that a message arrived: what stands for
 * it is the cursor, after which the message is not asked for again.
 */
async function opened() {
  const { server, store, open, keeping } = await aDiscord();
  server.resident(ann).dm();
  let kept = 0;
  const noted: Keeping = {
    ...keeping,
    cursors: {
      ...keeping.cursors,
      async keep(name, value) {
        await keeping.cursors.keep(name, value);
        if (name.startsWith('channel:')) kept += 1;
      },
    },
  };
  const { channel, seen } = watched(open({ keeping: noted }));
  let told = 0;
  return {
    channel,
    address: { channel: 'discord', resident: ann, thread: `dm:${ann}` },
    async deliver(payload: unknown) {
      const { t, d } = payload as Dispatch;
      told += 1;
      const mine = told;
      server.gateway.dispatch(t, d);
      while (seen.asked < mine || kept === 0) {
        if (seen.fault !== null) throw seen.fault;
        if (!seen.listening) throw new Refusal('ledger-down', 'Nobody listens.');
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    },
    accept: store.accept,
  };
}

describe('Discord sets aside what it cannot read', () => {
  const aside = samplesIn(samples).filter((sample) => 'aside' in sample);

  test('from half a dozen samples', () => expect(aside.length).toBeGreaterThanOrEqual(6));

  test.each(aside)('$name: $about', ({ payload, arrival, ...sample }) => {
    expect(read(payload as Dispatch, arrivalOf(arrival))).toEqual('aside' in sample ? sample.aside : null);
  });
});
