import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { makeFolder } from '../support/folder.ts';
import { Resident, runMoothall, startMoothall } from '../support/process.ts';

const kills = 30;

test(`killed at ${kills} points of a conversation, it handles every message once, and every chain holds`, async () => {
  const { folder, remove } = makeFolder();
  const env = { DATA_DIR: folder, ADMIN_TOKEN: 'a-token-for-this-test-only' };
  let moothall = await startMoothall(env);
  const resident = await Resident.at(moothall.address);
  let sent = 0;
  for (let kill = 0; kill < kills; kill += 1) {
    const burst = Array.from({ length: 3 }, () => {
      sent += 1;
      return {
        text: sent === 1 ? 'missed bin at 14 Larch Close' : `the bin is still here, number ${sent}`,
        id: `m${sent}`,
      };
    });
    const { address } = moothall;
    for (const { text, id } of burst) void resident.write(address, text, id).catch(() => undefined);
    // From before the first is stored to after the last is answered.
    await sleep((kill * 150) / kills);
    await moothall.kill();
    moothall = await startMoothall(env);
    // What got no answer is sent again with the same id, as the page does.
    for (const { text, id } of burst) await resident.insist(() => moothall.address, text, id);
  }
  await resident.answered(moothall.address, sent, 30);
  const lines = await resident.read(moothall.address);
  const heard = lines.filter(({ from }) => from === 'resident').map(({ text }) => text);
  expect(new Set(heard).size).toBe(sent);
  expect(heard).toHaveLength(sent);
  expect(lines.filter(({ from }) => from === 'bot')).toHaveLength(sent);
  const cases = await fetch(`${moothall.address}/api/cases`, {
    headers: { authorization: `Bearer ${env.ADMIN_TOKEN}` },
  });
  const { cases: listed } = (await cases.json()) as { cases: { reference: string }[] };
  expect(listed).toHaveLength(1);
  await until(
    async () =>
      ((await (await fetch(`${moothall.address}/readyz`)).json()) as Ready).waiting.deliveries === 0,
  );
  const ready = (await (await fetch(`${moothall.address}/readyz`)).json()) as Ready;
  expect(ready.waiting).toMatchObject({ messages: 0, deliveries: 0, failed: 0 });
  expect(await moothall.stop()).toBe(0);
  const verified = await runMoothall(['verify'], env);
  expect(verified).toEqual({ code: 0, output: '1 case walked, 0 broken.\n' });
  remove();
}, 300_000);

interface Ready {
  readonly waiting: { readonly messages: number; readonly deliveries: number; readonly failed: number };
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  const giveUp = Date.now() + 15_000;
  while (!(await holds())) {
    if (Date.now() > giveUp) throw new Error('It did not come about in 15 s.');
    await sleep(50);
  }
}
