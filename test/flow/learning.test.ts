import { rmSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { scorecardShape } from '../../src/http/api/scorecard.ts';
import { followReader, type PromotedOptions } from '../../src/language/learning/follow.ts';
import { learnAndPromote } from '../../src/language/learning/promote.ts';
import { shelf } from '../../src/language/learning/shelf.ts';
import { aDesk, adminToken, signedIn, type TestDesk } from '../support/desk.ts';
import { makeFolder } from '../support/folder.ts';
import { keepLog } from '../support/log.ts';
import { aHouse, anOfficer, type House } from '../support/moothall.ts';
import { afterwards, freshDatabase } from '../support/postgres.ts';
import { aSite, type Site } from '../support/site.ts';

const { folder, remove } = makeFolder();
/** A small model: enough to tell four things apart, and trained in no time. */
const options: PromotedOptions = {
  examples: new Map([
    ['missed-bin', ['my bin was not emptied', 'bin not emptied again', 'missed bin', 'bin was missed today']],
    ['noise', ['loud music all night', 'dog barking all night', 'loud noise at night', 'music next door']],
    ['pothole', ['deep pothole in the road', 'pothole on the bend', 'a pothole in our road', 'big pothole']],
    [
      'litter',
      ['litter all over the park', 'litter in the park again', 'park full of litter', 'cans and litter'],
    ],
    ['other', ['i have a question', 'who do i ask', 'no idea who does this', 'something else']],
  ]),
  heldOut: new Map([
    ['missed-bin', ['nobody emptied the bin', 'bin was missed']],
    ['noise', ['loud barking at night', 'music too loud']],
    ['pothole', ['pothole in the road again']],
  ]),
  vectors: null,
  cacheFolder: `${folder}/built-in`,
  shelf: `${folder}/models`,
  askBelow: 0.4,
};

let house: House;
let desk: TestDesk;
let site: Site;
let model: () => string;
beforeAll(async () => {
  const { reader, stop } = await followReader(options, { log: keepLog().log, everyMs: 10 });
  model = () => reader.model;
  house = await aHouse(await freshDatabase('ledger'), { language: reader });
  desk = await aDesk(house);
  site = await aSite(house);
  afterwards(async () => {
    await stop();
    remove();
  });
}, 120_000);

const learnNow = async () =>
  learnAndPromote(options, {
    corrections: await house.store.learning.corrections(),
    heard: await house.store.learning.heard(100),
    by: 'ann',
    why: null,
    now: () => new Date(),
  });

const decisions = async (reference: string) =>
  (await house.store.reader.caseFile(reference, { restricted: true }, new Date()))?.decisions ?? [];

describe('Learning from officers', () => {
  test('what officers correct is kept with who and why, is learnt, is used, and is taken back in one command', async () => {
    const built = model();
    const said = [
      'pothole full of cans',
      'cans in the pothole',
      'cans by the pothole',
      'the pothole of cans',
    ];
    for (const text of said) {
      const { reference } = await desk.aCase(text);
      const [guess] = await decisions(reference);
      expect(guess).toMatchObject({ label: 'pothole', model: built, decidedBy: null });
      const act = { type: 'reclassify', service: 'litter', reason: 'Cans are litter.' } as const;
      await house.parts.act({ reference, officer: anOfficer, act });
      expect((await decisions(reference)).at(-1)).toMatchObject({
        label: 'litter',
        decidedBy: anOfficer.id,
        reason: 'Cans are litter.',
      });
    }
    const outcome = await learnNow();
    expect(outcome.did).toBe('promoted');
    expect(outcome.fresh).toHaveLength(said.length);
    expect(outcome.tried?.comparison.shadow.messages).toBe(said.length);

    await expect.poll(model).toBe(outcome.tried?.candidate.name);
    const { reference } = await desk.aCase('cans all round the pothole');
    expect((await decisions(reference))[0]).toMatchObject({ label: 'litter', model: model() });

    await shelf(options.shelf).rollBack({ at: new Date().toISOString(), by: 'ann', why: 'a trial' });
    await expect.poll(model).toBe(built);
  });

  test('what a resident picks instead is a correction of the message that opened the case', async () => {
    const { reference, resident } = await desk.aCase('loud music next door at night');
    await house.write(resident, 'wrong');
    await house.settled();
    await house.write(resident, '1');
    await house.settled();
    const chosen = (await decisions(reference)).find(({ decidedBy }) => decidedBy === 'resident');
    const corrections = await house.store.learning.corrections();
    expect(corrections.at(-1)).toMatchObject({
      by: 'resident',
      label: chosen?.label,
      text: 'loud music next door at night',
    });
  });

  test('no word of a resident is in what is logged or kept beside the model', async () => {
    const outcome = await learnNow();
    expect(JSON.stringify(outcome.tried?.comparison)).not.toMatch(/cans|pothole of|next door/);
    rmSync(options.shelf, { recursive: true, force: true });
  });
});

describe('The scorecard', () => {
  test('is for managers alone, on the page and in the API', async () => {
    const { token } = await signedIn(house);
    const refused = await desk.look(token, '/desk/scorecard');
    expect(refused.statusCode).toBe(403);
    expect(refused.body).not.toContain('href="/desk/scorecard"');
    await house.store.officers.issue(
      anOfficer.id,
      'script',
      'api',
      new Date(),
      new Date(Date.now() + 60_000),
    );
    const answer = await fetch(`${site.address}/api/scorecard`, {
      headers: { authorization: 'Bearer script' },
    });
    expect(answer.status).toBe(403);
    expect(await answer.json()).toMatchObject({ error: { code: 'not-allowed' } });
  });

  test('tells managers how messages were read, with the cases that were not read right', async () => {
    const { token } = await signedIn(house, { roles: ['manager'] });
    const { statusCode, body } = await desk.look(token, '/desk/scorecard');
    expect(statusCode).toBe(200);
    expect((await desk.look(token, '/desk')).body).toContain('href="/desk/scorecard"');
    expect(body).toMatch(
      /Litter[^<]*, taken for [^<]*potholes?[^<]*: <strong><a [^>]*data-count="4">4 times/i,
    );
    const [, behind = ''] = /href="([^"]*)" data-count="4">4 times/.exec(body) ?? [];
    const list = (await desk.look(token, behind.replaceAll('&amp;', '&'))).body;
    expect(list).toContain('id="count">4 cases<');
    expect(list.match(/data-reference=/g)).toHaveLength(4);
    const [, reference = ''] = /href="\/desk\/cases\/(MB-[\d-]+)"/.exec(body) ?? [];
    expect((await desk.look(token, `/desk/cases/${reference}`)).statusCode).toBe(200);
    expect(body).not.toContain('cans');
  });

  test('is the same in the API, in the shape its document promises', async () => {
    const headers = { authorization: `Bearer ${adminToken}` };
    const ask = (query: string) => fetch(`${site.address}/api/scorecard${query}`, { headers });
    const card = scorecardShape.parse(await (await ask('?weeks=2')).json());
    expect(card.weeks).toHaveLength(2);
    expect(card.confusions[0]).toMatchObject({ label: 'litter', taken: 'pothole', times: 4 });
    expect(card.judged).toBe(card.corrected);
    expect((await ask('?weeks=0')).status).toBe(400);
    const document = await (await fetch(`${site.address}/api/openapi.json`)).json();
    expect(document).toMatchObject({ paths: { '/api/scorecard': { get: expect.anything() } } });
  });
});
