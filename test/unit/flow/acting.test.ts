import { describe, expect, test } from 'vitest';
import { carriedOut } from '../../../src/core/decision.ts';
import type { DeskAction, DeskOutcome, Officer } from '../../../src/core/desk.ts';
import { type ActNeeds, carryOutAct } from '../../../src/flow/act.ts';
import { minutes, priya, tom } from '../../support/builders.ts';
import { aCase, aConversation, aCouncil, countedIds } from '../../support/turns.ts';

/** One case kept in memory, and the act that changes it. */
function aRecord(officers: readonly Officer[] = [priya, tom]) {
  let conversation = aConversation({ cases: [aCase()] });
  const outcomes = new Map<string, DeskOutcome>();
  const rung: string[] = [];
  let looked = 0;
  const file = () => {
    const [only] = conversation.cases;
    if (only === undefined) throw new Error('The case is gone.');
    return only;
  };
  const needs: ActNeeds = {
    find: async (reference) =>
      reference === file().reference ? { conversationId: conversation.id, caseId: file().id } : null,
    act: async (_found, key, step) => {
      const done = key === undefined ? undefined : outcomes.get(key);
      if (done !== undefined) return { outcome: done, deliveries: [] };
      const decisions = step(conversation, file(), { lastAct: null, wrote: null, abused: false });
      conversation = carriedOut(conversation, decisions);
      const deliveries = decisions.said.flatMap(({ delivery }) => delivery?.id ?? []);
      const outcome = {
        reference: file().reference,
        version: file().version,
        deliveryId: deliveries[0] ?? null,
        messageId: decisions.said[0]?.id ?? null,
      };
      if (key !== undefined) outcomes.set(key, outcome);
      return { outcome, deliveries };
    },
    officers: async () => {
      looked += 1;
      return officers;
    },
    ring: async (id) => rung.push(id),
    revises: () => false,
    council: aCouncil(),
    ids: countedIds(),
    now: () => minutes(30),
  };
  const act = carryOutAct(needs);
  const doing = (change: Partial<DeskAction> & Pick<DeskAction, 'act'>) =>
    act({ reference: aCase().reference, officer: priya, ...change });
  return { file, rung, doing, looked: () => looked };
}

describe('An act carried out', () => {
  test('rings for the reply, and tells the desk its delivery and the version the case now has', async () => {
    const { doing, rung, file } = aRecord();
    const outcome = await doing({ act: { type: 'reply', text: 'Hello.' } });
    expect(outcome).toEqual({
      reference: file().reference,
      version: file().version,
      deliveryId: rung[0],
      messageId: expect.any(String),
    });
    expect(rung).toHaveLength(1);
  });

  test('a second time with the same key does nothing more, and tells the same', async () => {
    const { doing, rung, file } = aRecord();
    const reply = { act: { type: 'reply', text: 'Hello.' }, key: 'k1' } as const;
    const first = await doing(reply);
    const version = file().version;
    expect(await doing(reply)).toEqual(first);
    expect([file().version, rung.length]).toEqual([version, 1]);
  });

  test('rings for nothing when nothing is to be sent', async () => {
    const { doing, rung } = aRecord();
    expect((await doing({ act: { type: 'note', text: 'Rang.' } })).deliveryId).toBeNull();
    expect(rung).toEqual([]);
  });

  test('on a reference there is not is refused', async () => {
    const { doing } = aRecord();
    const refused = doing({ reference: 'MB-000-000-000', act: { type: 'note', text: 'x' } });
    await expect(refused).rejects.toMatchObject({ code: 'case-unknown', hint: 'Check the reference.' });
  });

  test('that is refused changes nothing and rings for nothing', async () => {
    const { doing, rung, file } = aRecord();
    const before = file();
    await expect(doing({ act: { type: 'reply', text: 'x' }, version: 1 })).rejects.toMatchObject({
      code: 'case-changed',
    });
    expect([file(), rung]).toEqual([before, []]);
  });

  test('looks officers up only to assign one', async () => {
    const { doing, file, looked } = aRecord();
    await doing({ act: { type: 'note', text: 'x' } });
    expect(looked()).toBe(0);
    await doing({ act: { type: 'assign', officer: tom.id } });
    expect([looked(), file().assignee]).toEqual([1, tom.id]);
  });
});
