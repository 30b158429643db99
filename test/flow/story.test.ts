import { describe, expect, inject, test } from 'vitest';
import { aHouse, aMessageFrom, anOfficer, type House } from '../support/moothall.ts';
import { freshDatabase } from '../support/postgres.ts';
import { freshRedis } from '../support/redis.ts';

const backends = [
  { name: 'PostgreSQL alone', house: async () => aHouse(await freshDatabase('ledger')) },
  {
    name: 'PostgreSQL and Redis',
    house: async () => aHouse(await freshDatabase('ledger'), { redisUrl: (await freshRedis()).url }),
  },
];

const reference = /MB-\d{3}-\d{3}-\d{3}/;

async function onlyCase(house: House) {
  const { cases } = await house.store.reader.cases({}, { restricted: true }, new Date());
  expect(cases).toHaveLength(1);
  const file = await house.store.reader.caseFile(cases[0]?.reference ?? '', { restricted: true }, new Date());
  if (file === null) throw new Error('The case has no file.');
  return file;
}

describe.each(backends)('The main job on $name', ({ house: open }) => {
  test('a missed bin becomes a case with the waste team, and the resident is told its reference', async () => {
    const house = await open();
    await house.write('ann', 'bins again?! third week running, 14 Larch Close');
    await house.settled();
    const file = await onlyCase(house);
    expect(file).toMatchObject({ service: 'missed-bin', team: 'waste', status: 'new', channel: 'webchat' });
    expect(file.place?.words).toContain('Larch Close');
    const [asked, answer, ...more] = await house.said('ann');
    expect(more).toEqual([]);
    expect([asked?.voice, answer?.voice]).toEqual(['resident', 'bot']);
    expect(answer?.text).toContain(file.reference);
    expect(file.deliveries.map(({ status }) => status)).toEqual(['sent']);
  });

  test('an officer answers, and the resident reads it in the same conversation', async () => {
    const house = await open();
    await house.write('ann', 'they missed my brown bin again at 3 Mill Lane');
    await house.settled();
    const { reference, version } = await onlyCase(house);
    await house.parts.act({
      reference,
      officer: anOfficer,
      act: { type: 'reply', text: 'A crew comes on Tuesday.' },
      version,
    });
    await house.settled();
    expect((await house.said('ann')).at(-1)).toMatchObject({
      voice: 'officer',
      text: 'A crew comes on Tuesday.',
    });
    const file = await onlyCase(house);
    expect(file).toMatchObject({ status: 'in-progress', assignee: { name: 'Priya Shah' } });
    expect(file.firstRespondedAt).not.toBeNull();
    expect(await house.store.reader.fault(reference)).toBeNull();
  });

  test('the same message sent five times at once is one message, one case and one answer', async () => {
    const house = await open();
    const message = aMessageFrom('ann', 'there is a dead fox on Abbey Road', 'same');
    const accepted = await Promise.all(Array.from({ length: 5 }, () => house.parts.accept(message)));
    await house.settled();
    expect(new Set(accepted.map(({ messageId }) => messageId)).size).toBe(1);
    expect(accepted.filter(({ duplicate }) => !duplicate)).toHaveLength(1);
    await onlyCase(house);
    expect((await house.said('ann')).map(({ voice }) => voice)).toEqual(['resident', 'bot']);
  });

  test('two acts on the same version: the second is told who was first, and nothing is overwritten', async () => {
    const house = await open();
    await house.write('ann', 'huge pothole outside 5 Station Road');
    await house.settled();
    const { reference, version } = await onlyCase(house);
    const sam = { ...anOfficer, id: '00000000-0000-7000-8000-00000000000b', name: 'Sam Okoro' };
    await house.store.officers.keep(sam, new Date());
    const acts = [anOfficer, sam].map((officer) =>
      house.parts.act({ reference, officer, version, act: { type: 'reply', text: `${officer.name} here.` } }),
    );
    const outcomes = await Promise.allSettled(acts);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const refused = outcomes.find(({ status }) => status === 'rejected') as PromiseRejectedResult;
    expect(refused.reason).toMatchObject({
      code: 'case-changed',
      details: { by: expect.stringMatching(/Priya Shah|Sam Okoro/) },
    });
    await house.settled();
    expect((await house.said('ann')).filter(({ voice }) => voice === 'officer')).toHaveLength(1);
  });

  test('an act repeated with the same key changes nothing the second time', async () => {
    const house = await open();
    await house.write('ann', 'graffiti all over the underpass at Bridge Street');
    await house.settled();
    const { reference } = await onlyCase(house);
    const action = {
      reference,
      officer: anOfficer,
      key: 'k1',
      act: { type: 'note', text: 'Rang the crew.' },
    } as const;
    const first = await house.parts.act(action);
    expect(await house.parts.act(action)).toEqual(first);
    expect((await onlyCase(house)).messages.filter(({ voice }) => voice === 'note')).toHaveLength(1);
  });

  test('a resident is told how a case ended, but for one where somebody is at risk', async () => {
    const house = await open();
    await house.write('ann', 'graffiti all over the underpass at Bridge Street');
    await house.write('ben', 'smell of gas in the stairwell of Mill House');
    await house.settled();
    const { cases } = await house.store.reader.cases({}, { restricted: true }, new Date());
    for (const { reference } of cases) {
      const act = { type: 'status', status: 'resolved', outcome: 'fixed' } as const;
      await house.parts.act({ reference, officer: anOfficer, act });
    }
    await house.settled();
    expect((await house.said('ann')).at(-1)?.text).toMatch(
      /is closed: it has been put right\.\nIf that is not right/,
    );
    expect((await house.said('ben')).map(({ voice }) => voice)).toEqual(['resident', 'bot']);
  });

  test('nobody reads a private note but officers', async () => {
    const house = await open();
    await house.write('ann', 'street light out on Harbour Way');
    await house.settled();
    const { reference } = await onlyCase(house);
    await house.parts.act({
      reference,
      officer: anOfficer,
      act: { type: 'note', text: 'Same column as last week.' },
    });
    await house.settled();
    expect((await house.said('ann')).some(({ text }) => text?.includes('column'))).toBe(false);
  });
});

describe('Two houses on one ledger', () => {
  test('handle 200 messages of one conversation in order, all of them, each answered once', async () => {
    const url = await freshDatabase('ledger');
    const one = await aHouse(url);
    await aHouse(url);
    await one.write('ann', 'missed bin at 14 Larch Close');
    for (let i = 1; i < 200; i += 1) await one.write('ann', `and another thing about the bin, number ${i}`);
    await one.settled(60);
    const said = await one.said('ann');
    const heard = said.filter(({ voice }) => voice === 'resident');
    expect(heard).toHaveLength(200);
    expect(heard.slice(1).map(({ text }) => Number(/\d+$/.exec(text ?? '')?.[0]))).toEqual(
      Array.from({ length: 199 }, (_, i) => i + 1),
    );
    expect(said.filter(({ voice }) => voice === 'bot')).toHaveLength(200);
    const { cases } = await one.store.reader.cases({}, { restricted: true }, new Date());
    for (const { reference } of cases) expect(await one.store.reader.fault(reference)).toBeNull();
    const received = (
      await Promise.all(
        cases.map(({ reference }) => one.store.reader.caseFile(reference, { restricted: true }, new Date())),
      )
    ).flatMap((file) => file?.events.filter(({ type }) => type === 'message-received') ?? []);
    expect(received).toHaveLength(200);
  });
});

test('the suite has a PostgreSQL to stand on', () => {
  expect(inject('postgres')).toContain('postgresql://');
  expect('MB-482-913-605').toMatch(reference);
});
