import { describe, expect, test, vi } from 'vitest';
import type { Council } from '../../src/core/catalogue.ts';
import type { CaseItem } from '../../src/core/desk.ts';
import type { DangerFamily } from '../../src/core/understanding.ts';
import { ids } from '../../src/ids.ts';
import { hours, minutes } from '../support/builders.ts';
import { anUnderstanding } from '../support/turns.ts';
import { aWatch, onCall, type Watch } from '../support/watch.ts';

const dangerous = (family: DangerFamily) =>
  anUnderstanding('other', { danger: [{ family, rule: `${family}-1` }] });
const missedBin = anUnderstanding('missed-bin');

const duty = onCall({ 'duty-desk': ['UDUTY01', 'UDUTY02', '@duty'], 'safeguarding-hub': ['USAFE01'] });

/** A watch on which gas was smelt at ten on Tuesday, and what was shown of it. */
async function smellOfGas(council: Council = duty, processes = 1) {
  const watch = await aWatch(council, processes);
  await watch.tell('ann', 'I smell gas', dangerous('gas'));
  await pages(watch);
  const [item] = alerts(watch);
  if (item === undefined) throw new Error('Nobody was told.');
  return { watch, item, reference: item.reference };
}

/** Every process looks for whom to page, all at once. */
async function pages({ processes, clock }: Watch, now = clock.now): Promise<void> {
  clock.now = now;
  await Promise.all(processes.map(({ page }) => page(now)));
}

const alerts = (watch: Watch) => watch.news().filter((item): item is CaseItem => item.kind === 'case');
const told = (watch: Watch) => alerts(watch).map(({ alert, calls }) => [alert, ...calls].join(' '));

async function turns({ store, clock }: Watch, reference: string) {
  const file = await store.reader.caseFile(reference, { restricted: true }, clock.now);
  expect(await store.reader.fault(reference)).toBeNull();
  return file?.events.filter(({ type }) => type === 'paged').map(({ data }) => data) ?? [];
}

describe('A danger', () => {
  test('calls the first on-call of the duty team at once, and says so on the record', async () => {
    const { watch, item } = await smellOfGas();
    expect(item).toMatchObject({ kind: 'case', alert: 'danger', calls: ['UDUTY01'] });
    expect(await turns(watch, item.reference)).toEqual([{ team: 'duty-desk', calls: ['UDUTY01'], turn: 1 }]);
  });

  test('that nobody confirms pages the next in five minutes, goes round, and is silent once confirmed', async () => {
    const { watch, reference } = await smellOfGas();
    await pages(watch, minutes(4.9));
    expect(told(watch)).toEqual([]);
    for (const [at, page] of [
      [5, 'page UDUTY02'],
      [10, 'page @duty'],
      [15, 'page UDUTY01'],
    ] as const) {
      await pages(watch, minutes(at));
      expect(told(watch)).toEqual([page]);
    }
    await watch.happens(reference, { type: 'confirmed', data: {} });
    await pages(watch, hours(30));
    expect(told(watch)).toEqual([]);
    expect(await turns(watch, reference)).toHaveLength(4);
  });

  test.each([
    ['answered by an officer', 'reply-sent'],
    ['resolved', 'status-changed'],
  ] as const)('that is %s pages nobody', async (_, type) => {
    const { watch, reference } = await smellOfGas();
    const to = { channel: 'pigeon', resident: 'ann', thread: 'ann' };
    const heard =
      (await watch.store.reader.caseFile(reference, { restricted: true }, minutes(1)))?.messages[0]?.id ?? '';
    await watch.happens(
      reference,
      type === 'reply-sent'
        ? { type, data: { messageId: heard, digest: 'd', deliveryId: ids.id(), to } }
        : { type, data: { from: 'new', to: 'resolved', outcome: 'answered', reason: null } },
    );
    await pages(watch, minutes(60));
    expect(told(watch)).toEqual([]);
  });

  test('that an officer only begins to work on is nobody’s until they say so', async () => {
    const { watch, reference } = await smellOfGas();
    await watch.happens(reference, {
      type: 'status-changed',
      data: { from: 'new', to: 'in-progress', outcome: null, reason: null },
    });
    await pages(watch, minutes(5));
    expect(told(watch)).toEqual(['page UDUTY02']);
  });

  test('is paged twelve times, and from then on once an hour', async () => {
    const { watch } = await smellOfGas();
    const at: number[] = [0];
    for (let minute = 1; minute <= 240; minute += 1) {
      await pages(watch, minutes(minute));
      for (const _ of told(watch)) at.push(minute);
    }
    expect(at).toEqual([0, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 115, 175, 235]);
  });

  test('takes each turn once, whatever the number of processes', async () => {
    const { watch, reference } = await smellOfGas(duty, 4);
    for (const minute of [5, 10, 15]) {
      await Promise.all([pages(watch, minutes(minute)), pages(watch, minutes(minute))]);
      expect(told(watch)).toHaveLength(1);
    }
    expect((await turns(watch, reference)).map((data) => (data as { turn: number }).turn)).toEqual([
      1, 2, 3, 4,
    ]);
  });

  test('is paged once after an outage, not once for each time that was missed', async () => {
    const { watch } = await smellOfGas();
    await pages(watch, hours(9));
    expect(told(watch)).toEqual(['page UDUTY02']);
  });

  test('is told by whichever process is left when the one that heard of it dies', async () => {
    const watch = await aWatch(duty);
    await watch.tell('ann', 'I smell gas', dangerous('gas'));
    await pages(watch, minutes(2));
    expect(told(watch)).toEqual(['danger UDUTY01']);
  });

  test('told of again is shown and calls nobody anew, until an hour after somebody had it in hand', async () => {
    const { watch, reference } = await smellOfGas();
    await watch.tell('ann', 'the gas smells worse', dangerous('gas'));
    await pages(watch);
    expect(told(watch)).toEqual(['danger']);
    await watch.happens(reference, { type: 'confirmed', data: {} });
    watch.clock.now = minutes(30);
    await watch.tell('ann', 'it smells of gas still', dangerous('gas'));
    await pages(watch);
    expect(told(watch)).toEqual(['danger']);
    watch.clock.now = minutes(90);
    await watch.tell('ann', 'now there is gas again', dangerous('gas'));
    await pages(watch);
    expect(told(watch).sort()).toEqual(['danger', 'danger UDUTY01']);
    await pages(watch, minutes(95));
    expect(told(watch)).toEqual(['page UDUTY02']);
  });

  test('to a person calls those who may read it', async () => {
    const watch = await aWatch(duty);
    await watch.tell('ann', 'he hits me', dangerous('domestic-abuse'));
    await pages(watch);
    expect(told(watch)).toEqual(['danger USAFE01']);
  });

  test('is told and paged where nobody is on call', async () => {
    const { watch, item } = await smellOfGas(onCall({}));
    expect(item.calls).toEqual([]);
    await pages(watch, minutes(5));
    expect(told(watch)).toEqual(['page']);
  });

  test('is shown and paged while everything else is stuck at the desk', async () => {
    const watch = await aWatch(duty);
    for (let i = 0; i < 20; i += 1) await watch.tell(`r${i}`, 'my bin was missed', missedBin);
    let free = () => {};
    watch.stuck.until = new Promise((resolve) => {
      free = resolve;
    });
    const others = watch.processes.map(({ deliverNow }) => deliverNow());
    await watch.tell('ann', 'I smell gas', dangerous('gas'));
    await pages(watch);
    await pages(watch, minutes(5));
    // Whoever delivers everything else may have been first to take one of them up.
    const all: string[] = [];
    await vi.waitFor(() => {
      all.push(...told(watch));
      expect(all).toEqual(['danger UDUTY01', 'page UDUTY02']);
    });
    free();
    await Promise.all(others);
    expect(watch.news()).toHaveLength(20);
  });

  test('goes out before what waits, and is not held back by what is stuck before it', async () => {
    const watch = await aWatch(duty);
    await watch.tell('ann', 'I smell gas', dangerous('gas'));
    for (let i = 0; i < 60; i += 1) await watch.tell(`r${i}`, 'my bin was missed', missedBin);
    await watch.tell('bob', 'I smell gas too', dangerous('gas'));
    const claimed = await watch.store.outbox.claim(watch.clock.now, 5);
    expect(claimed.filter(({ payload }) => payload.alert === 'danger')).toHaveLength(2);
    // Claimed and left by a process that died: what came of the same case after it is still sent.
    await watch.tell('bob', 'and there is a fire', dangerous('life-at-risk'));
    const [next, ...others] = await watch.store.outbox.claimPressing(watch.clock.now, 50);
    expect(next?.payload).toMatchObject({ alert: 'danger', calls: ['UDUTY01'] });
    expect(others).toEqual([]);
  });
});
