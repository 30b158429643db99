import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { joined } from '../../adapters/telegram/albums.ts';
import { type Arrival, read, type Said } from '../../adapters/telegram/read.ts';
import { write } from '../../adapters/telegram/write.ts';
import { root } from '../../config/root.ts';
import { Refusal } from '../../src/core/errors.ts';
import { watched } from '../support/listening.ts';
import { aDoorFor, aTelegram, type Mode, webhookSecret } from '../support/telegram.ts';
import { keepsTheContract, samplesIn } from './channel.ts';

const samples = join(root, 'adapters', 'telegram', 'samples');
const ann = 500100200;

for (const mode of ['polling', 'webhook'] as const) {
  keepsTheContract({
    name: `Telegram by ${mode}`,
    samples,
    read: (payload, arrival) => {
      const readings = [payload].flat().map((update) => read(update, arrivalOf(arrival)));
      return joined(readings.filter((reading): reading is Said => reading.is === 'said'));
    },
    again: (arrival) => ({ ...arrivalOf(arrival), at: new Date() }),
    namesItself: (payload) => !Array.isArray(payload),
    write,
    open: () => opened(mode),
  });
}

function arrivalOf(given: unknown): Arrival {
  const { bot, at } = given as { bot: Arrival['bot']; at: string | Date };
  return { bot, at: new Date(at) };
}

/** The adapter on a ledger and a Telegram of its own; delivering is what Telegram does, over a real socket. */
async function opened(mode: Mode) {
  const { server, store, open } = await aTelegram(mode);
  server.resident(ann);
  const { channel, seen } = watched(open());
  const door = mode === 'webhook' ? (await aDoorFor(channel)).url : '';
  const called = async (payload: unknown) => {
    const headers = { 'x-telegram-bot-api-secret-token': webhookSecret };
    const answer = await fetch(door, { method: 'POST', headers, body: JSON.stringify(payload) });
    if (answer.status !== 200)
      throw seen.fault ?? new Refusal('ledger-down', `It answered ${answer.status}.`);
  };
  const polled = async (payload: unknown) => {
    const { update_id: _, ...content } = payload as { update_id: number };
    const { update_id } = server.push(content);
    while (server.waiting().some((update) => update.update_id === update_id)) {
      if (seen.fault !== null) throw seen.fault;
      if (!seen.listening) throw new Refusal('ledger-down', 'Nobody asks for it.');
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
  return {
    channel,
    address: { channel: 'telegram', resident: String(ann), thread: String(ann) },
    deliver: mode === 'webhook' ? called : polled,
    accept: store.accept,
  };
}

describe('Telegram sets aside what it cannot read', () => {
  const aside = samplesIn(samples).filter((sample) => 'aside' in sample);

  test('from a dozen samples', () => expect(aside.length).toBeGreaterThanOrEqual(12));

  test.each(aside)('$name: $about', ({ payload, arrival, ...sample }) => {
    expect(read(payload, arrivalOf(arrival))).toEqual('aside' in sample ? sample.aside : null);
  });
});
