import { describe, expect, test } from 'vitest';
import type { DeskPost } from '../../src/core/desk.ts';
import { ids } from '../../src/ids.ts';
import { deskKeeping } from '../../src/store/desk-keeping.ts';
import { officers } from '../../src/store/officers.ts';
import { tenOnTuesday as now } from '../support/builders.ts';
import { freshLedger } from '../support/postgres.ts';

const { pool, prisma } = await freshLedger();
const keepingOf = deskKeeping(pool, ids, () => now);
const slack = keepingOf('slack');

/** A case of a resident's, with nothing posted of it. */
async function aCase(): Promise<{ caseId: string; reference: string }> {
  const [resident, address, conversation, caseId] = [ids.id(), ids.id(), ids.id(), ids.id()];
  const reference = `MB-${caseId.slice(-12)}`;
  await pool.query(`
    INSERT INTO resident (id, created_at) VALUES ('${resident}', now());
    INSERT INTO address (id, resident_id, channel, address, created_at)
      VALUES ('${address}', '${resident}', 'webchat', '${address}', now());
    INSERT INTO conversation (id, address_id, channel, thread, state, created_at)
      VALUES ('${conversation}', '${address}', 'webchat', '${address}', '{}', now());
    INSERT INTO case_file (id, reference, conversation_id, reply_to, service, team, status, urgent, opened_at, version, head)
      VALUES ('${caseId}', '${reference}', '${conversation}', '{}', 'missed-bin', 'waste', 'new', false, now(), 1, 'x');`);
  return { caseId, reference };
}

const aPost = (file: { caseId: string; reference: string }, change: Partial<DeskPost> = {}): DeskPost => ({
  ...file,
  place: 'C1',
  key: 'card',
  externalId: '1700000000.000100',
  digest: 'first',
  at: now,
  ...change,
});

const ann = { name: 'Ann Bell', roles: ['officer'], team: 'waste' } as const;

describe('What a desk posted', () => {
  test('is told of each case by itself, in the order it was posted', async () => {
    const [file, other] = [await aCase(), await aCase()];
    const card = aPost(file);
    const message = aPost(file, { key: 'message:1', externalId: '2.1', at: new Date(now.getTime() + 1) });
    await slack.keep(message);
    await slack.keep(card);
    await slack.keep(aPost(other));
    expect(await slack.posts(file.caseId)).toEqual([card, message]);
  });

  test('is kept before it is known whether it was posted, and again when it is', async () => {
    const file = await aCase();
    await slack.keep(aPost(file, { externalId: null }));
    await slack.keep(aPost(file, { externalId: '3.1', digest: 'second' }));
    expect(await slack.posts(file.caseId)).toEqual([aPost(file, { externalId: '3.1', digest: 'second' })]);
  });

  test('stands once in each place the case was moved to', async () => {
    const file = await aCase();
    await slack.keep(aPost(file, { place: 'C1', externalId: '4.1' }));
    await slack.keep(aPost(file, { place: 'C2', externalId: '4.2' }));
    expect((await slack.posts(file.caseId)).map(({ place }) => place)).toEqual(['C1', 'C2']);
  });

  test('is found by where it stands, at that desk and no other', async () => {
    const file = await aCase();
    await slack.keep(aPost(file, { place: 'C9', externalId: '5.1' }));
    expect(await slack.at('C9', '5.1')).toMatchObject(file);
    expect(await slack.at('C8', '5.1')).toBeNull();
    expect(await keepingOf('teams').at('C9', '5.1')).toBeNull();
  });
});

describe('An officer of a desk', () => {
  test('is the same officer each time, with the name and roles they have now', async () => {
    const first = await slack.keepOfficer('T1:U1', ann);
    const again = await slack.keepOfficer('T1:U1', { ...ann, roles: ['officer', 'manager'] });
    expect(again).toEqual({ id: first?.id, ...ann, roles: ['officer', 'manager'] });
    expect(await slack.officer('T1:U1')).toEqual(again);
    expect(await slack.identityOf(first?.id ?? '')).toBe('T1:U1');
  });

  test('is one officer when twenty posts of theirs come at once', async () => {
    const kept = await Promise.all(Array.from({ length: 20 }, () => slack.keepOfficer('T1:U2', ann)));
    expect(new Set(kept.map((officer) => officer?.id)).size).toBe(1);
  });

  test('is nobody to another desk, nor under another workspace', async () => {
    await slack.keepOfficer('T1:U3', ann);
    expect(await keepingOf('teams').officer('T1:U3')).toBeNull();
    expect(await slack.officer('T2:U3')).toBeNull();
  });

  test('who has left the council does not come back by what the platform says', async () => {
    const left = await slack.keepOfficer('T1:U4', ann);
    await officers(prisma).leave(left?.id ?? '', now);
    expect(await slack.officer('T1:U4')).toBeNull();
    expect(await slack.keepOfficer('T1:U4', ann)).toBeNull();
  });
});

describe('A case that is being shown', () => {
  const later = new Date(now.getTime() + 60_000);

  test('is taken by one at a time, and by the next once it was let go', async () => {
    const { caseId } = await aCase();
    expect(await slack.take(caseId, 'showing', 'one', later)).toBe(true);
    expect(await slack.take(caseId, 'showing', 'other', later)).toBe(false);
    expect(await slack.take(caseId, 'showing', 'one', later)).toBe(true);
    expect(await slack.take(caseId, 'alert', 'other', later)).toBe(true);
    await slack.leave(caseId, 'showing', 'other');
    expect(await slack.take(caseId, 'showing', 'other', later)).toBe(false);
    await slack.leave(caseId, 'showing', 'one');
    expect(await slack.take(caseId, 'showing', 'other', later)).toBe(true);
    expect(await slack.posts(caseId)).toEqual([]);
  });

  test('is free again when whoever took it does not come back in time', async () => {
    const { caseId } = await aCase();
    expect(await slack.take(caseId, 'showing', 'one', now)).toBe(true);
    expect(await slack.take(caseId, 'showing', 'other', later)).toBe(true);
  });
});
