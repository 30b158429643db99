import { beforeAll, describe, expect, test } from 'vitest';
import { aDesk, signedIn, type TestDesk } from '../support/desk.ts';
import { aHouse, aMessageFrom, anOfficer, type House } from '../support/moothall.ts';
import { freshDatabase } from '../support/postgres.ts';

let house: House;
let desk: TestDesk;
let priya: string;
beforeAll(async () => {
  house = await aHouse(await freshDatabase('ledger'));
  desk = await aDesk(house);
  priya = (await signedIn(house, { name: 'Priya Nair' })).token;
}, 120_000);

/** What was said last in a resident's conversation. */
async function last(resident: string): Promise<string> {
  return (await house.said(resident)).at(-1)?.text ?? '';
}

async function says(resident: string, text: string): Promise<string> {
  await house.write(resident, text);
  await house.settled();
  return last(resident);
}

const file = (reference: string) => house.store.reader.caseFile(reference, { restricted: true }, new Date());

describe('A missed bin told of in Welsh', () => {
  test('is answered in Welsh to the end, an officer’s own words apart, and the desk knows', async () => {
    const answer = await says('gwen', "mae'r bin brown heb ei gasglu ers pythefnos yn 14 Larch Close");
    const reference = /Eich cyfeirnod (?:gyda ni )?yw (MB-\d{3}-\d{3}-\d{3})/.exec(answer)?.[1] ?? '';
    expect(await file(reference)).toMatchObject({ language: 'cy' });
    for (const url of ['/desk', `/desk/cases/${reference}`])
      expect((await desk.look(priya, url)).body).toContain('Welsh: answer in Welsh');

    const act = (what: Parameters<House['parts']['act']>[0]['act']) =>
      house.parts.act({ reference, officer: anOfficer, act: what });
    await act({ type: 'reply', text: 'A crew comes on Tuesday.' });
    await house.settled();
    expect(await last('gwen')).toBe('A crew comes on Tuesday.');
    await act({ type: 'status', status: 'resolved', outcome: 'fixed' });
    await house.settled();
    expect(await last('gwen')).toMatch(/wedi’i gau: mae wedi’i ddatrys\.\nOs nad yw hynny’n iawn/);
  });

  test('goes on in English when the resident does, and in Welsh again when they ask', async () => {
    expect(await says('rhys', 'mae twll mawr yn y ffordd tu allan i rif 12 Mill Lane')).toContain(
      'cyfeirnod',
    );
    expect(await says('rhys', 'when will somebody come and have a look at it')).toMatch(
      / is (waiting|being)/,
    );
    expect(await says('rhys', 'Cymraeg os gwelwch yn dda')).toContain('Byddwn yn eich ateb yn Gymraeg');
    expect(await says('rhys', 'has anybody been out to look at it yet')).toContain('yn aros i berson');
  });

  test('with danger in it is answered in Welsh, the number first', async () => {
    expect(await says('siwan', 'mae arogl nwy cryf yn y tŷ, dw i’n teimlo’n sâl')).toMatch(
      /^Ffoniwch 0800 111 999/,
    );
  });
});

test('a conversation opened on the Welsh page is answered in Welsh before its words tell', async () => {
  const address = { channel: 'webchat', resident: 'heledd', thread: 'heledd' };
  await house.store.chat.open(address, new Date(), 'cy');
  expect(await says('heledd', 'ok')).toContain('Dywedwch wrthym mewn geiriau');
});

test('a conversation begun on a phone set to Welsh is answered in Welsh, and in English once its words are English', async () => {
  await house.parts.accept({ ...aMessageFrom('mair', 'start'), language: 'cy' });
  await house.settled();
  const greeted = await last('mair');
  await house.write('enid', 'start');
  await house.settled();
  expect(greeted).toMatch(/[Cc]yngor|Dywedwch/);
  expect(greeted).not.toBe(await last('enid'));
  await house.parts.accept({
    ...aMessageFrom('mair', 'there is a big pothole in the road outside 12 Mill Lane'),
    language: 'cy',
  });
  await house.settled();
  expect(await last('mair')).toContain('reference');
});

test('another language is known at the desk, whatever we answer in', async () => {
  const answer = await says('jan', 'sąsiedzi hałasują całą noc, nie da się spać przez tydzień');
  const reference = /MB-\d{3}-\d{3}-\d{3}/.exec(answer)?.[0] ?? '';
  expect(await file(reference)).toMatchObject({ language: 'pl' });
  expect((await desk.look(priya, `/desk/cases/${reference}`)).body).toContain('Writes in Polish');
});
