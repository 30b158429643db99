import { beforeAll, describe, expect, test } from 'vitest';
import { aDesk, signedIn, type TestDesk } from '../support/desk.ts';
import { aHouse, type House } from '../support/moothall.ts';
import { freshDatabase } from '../support/postgres.ts';

let house: House;
let desk: TestDesk;
let priya: string;
let tom: string;
beforeAll(async () => {
  house = await aHouse(await freshDatabase('ledger'));
  desk = await aDesk(house);
  priya = (await signedIn(house, { name: 'Priya Nair', team: 'waste' })).token;
  tom = (await signedIn(house, { name: 'Tom Okafor' })).token;
}, 120_000);

const officersLines = async (reference: string) => {
  const file = await house.store.reader.caseFile(reference, { restricted: true }, new Date());
  return file?.messages.filter(({ voice }) => voice === 'officer' || voice === 'note') ?? [];
};

describe('The case page', () => {
  test('a reply goes to the resident once, however often the form is sent', async () => {
    const { reference } = await desk.aCase('they missed my brown bin again at 3 Mill Lane');
    const form = { ...(await desk.formOf(priya, reference, 'reply')), text: 'A crew comes on Tuesday.' };
    for (let sent = 0; sent < 2; sent += 1) {
      const answer = await desk.send(priya, `/desk/cases/${reference}/act`, form);
      expect([answer.statusCode, answer.headers.location]).toEqual([
        303,
        `/desk/cases/${reference}?done=reply`,
      ]);
    }
    await house.settled();
    const { body } = await desk.look(priya, `/desk/cases/${reference}?done=reply`);
    expect(body).toContain('Until then you can take it back below.');
    expect(body).toContain('A crew comes on Tuesday.');
    expect(await officersLines(reference)).toHaveLength(1);
  });

  test('going back and sending something else sends that too', async () => {
    const { reference } = await desk.aCase('my bin was missed at 5 Mill Lane');
    const form = await desk.formOf(priya, reference, 'note');
    await desk.send(priya, `/desk/cases/${reference}/act`, { ...form, text: 'First.' });
    await desk.send(priya, `/desk/cases/${reference}/act`, { ...form, text: 'Second.' });
    expect((await officersLines(reference)).map(({ text }) => text)).toEqual(['First.', 'Second.']);
  });

  test('a second officer is told who did what, keeps the draft, and may send it all the same', async () => {
    const { reference } = await desk.aCase('huge pothole outside 5 Station Road');
    const stale = { ...(await desk.formOf(tom, reference, 'reply')), text: 'Tom’s <i>draft</i>' };
    await desk.send(priya, `/desk/cases/${reference}/act`, await desk.formOf(priya, reference, 'take'));
    const refused = await desk.send(tom, `/desk/cases/${reference}/act`, stale);
    expect(refused.statusCode).toBe(409);
    expect(refused.body).toContain('Priya Nair took the case.');
    expect(refused.body).toContain('Tom’s &lt;i&gt;draft&lt;/i&gt;');
    expect(refused.body).toContain('Send all the same');
    expect(await officersLines(reference)).toEqual([]);
    const version = /name="version" value="(\d+)"/.exec(refused.body)?.[1] ?? '';
    expect((await desk.send(tom, `/desk/cases/${reference}/act`, { ...stale, version })).statusCode).toBe(
      303,
    );
    expect((await officersLines(reference)).map(({ text }) => text)).toEqual(['Tom’s <i>draft</i>']);
  });

  test('what anybody writes is text wherever it is shown', async () => {
    const { reference } = await desk.aCase('pothole at <img src=resident> 5 Station Road');
    const stale = { ...(await desk.formOf(tom, reference, 'reply')), text: '</textarea><img src=draft>' };
    const address = `/desk/cases/${reference}`;
    const note = { ...(await desk.formOf(priya, reference, 'note')), text: '<img src=note>' };
    await desk.send(priya, `${address}/act`, note);
    const route = {
      ...(await desk.formOf(priya, reference, 'route')),
      team: 'waste',
      reason: '<img src=why>',
    };
    await desk.send(priya, `${address}/act`, route);
    const { statusCode, body } = await desk.send(tom, `${address}/act`, stale);
    expect(statusCode).toBe(409);
    for (const words of ['resident', 'draft', 'note', 'why'])
      expect(body).toContain(`&lt;img src=${words}&gt;`);
    expect(body).not.toContain('<img');
  });

  test.each([
    ['reply', { text: ' ' }, 400, 'The message has no text.'],
    ['reply', { text: 'x'.repeat(4001) }, 413, 'Use at most 4000 characters.'],
    ['assign', {}, 422, 'Choose an officer'],
    ['assign', { officer: 'nobody' }, 422, 'There is no such officer.'],
    ['route', { team: 'dragons' }, 422, 'There is no such team.'],
    ['reclassify', { service: 'dragons', reason: 'r' }, 422, 'There is no such service.'],
    ['reclassify', { service: 'missed-bin', reason: '' }, 422, 'This needs a reason.'],
    ['status', { status: 'resolved' }, 422, 'Choose how it was resolved'],
    ['status', { status: 'new' }, 409, 'The case cannot take this status now.'],
  ])(
    'a %s form that cannot be taken (%#) says why and changes nothing',
    async (form, fields, status, words) => {
      const { reference } = await desk.aCase('street light out on Harbour Way');
      const before = await house.store.reader.caseFile(reference, { restricted: true }, new Date());
      const filled: Record<string, string> = { ...(await desk.formOf(priya, reference, form)), ...fields };
      const answer = await desk.send(priya, `/desk/cases/${reference}/act`, filled);
      expect(answer.statusCode).toBe(status);
      expect(answer.body).toContain('govuk-error-summary');
      expect(answer.body).toContain(words);
      const after = await house.store.reader.caseFile(reference, { restricted: true }, new Date());
      expect(after?.version).toBe(before?.version);
    },
  );

  test('a case is moved, reclassified, resolved and reopened, and its history tells it', async () => {
    const { reference } = await desk.aCase('my bin was not collected, 9 Mill Lane');
    const steps: [string, Record<string, string>, string][] = [
      ['reclassify', { service: 'litter', reason: 'It is litter' }, 'changed the service'],
      ['route', { team: 'customer-services', reason: 'Not ours' }, 'moved the case'],
      ['status', { status: 'resolved', outcome: 'answered' }, 'set the status to Resolved: answered'],
      ['reopen', { reason: 'Still there' }, 'reopened the case'],
    ];
    for (const [form, fields, told] of steps) {
      const filled = { ...(await desk.formOf(priya, reference, form)), ...fields };
      expect((await desk.send(priya, `/desk/cases/${reference}/act`, filled)).statusCode).toBe(303);
      expect((await desk.look(priya, `/desk/cases/${reference}`)).body).toContain(`Priya Nair ${told}`);
    }
  });

  test('a restricted case stays restricted where it is moved, until somebody ticks that everybody may see it', async () => {
    const { reference } = await desk.aCase('my neighbour is hitting her little boy, he is black and blue');
    const { token } = await signedIn(house, { roles: ['officer', 'safeguarding'] });
    const move = async (fields: Record<string, string>) => {
      const filled = { ...(await desk.formOf(token, reference, 'route')), ...fields };
      expect((await desk.send(token, `/desk/cases/${reference}/act`, filled)).statusCode).toBe(303);
      return (await desk.look(priya, `/desk/cases/${reference}`)).statusCode;
    };
    expect((await desk.look(token, `/desk/cases/${reference}`)).body).toContain('Lift the restriction: ');
    expect(await move({ team: 'community-safety' })).toBe(404);
    expect(await move({ team: 'customer-services', lift: 'yes' })).toBe(200);
    const { body } = await desk.look(priya, `/desk/cases/${reference}`);
    expect(body).toContain(', and lifted its restriction');
    expect(body).not.toContain('Lift the restriction: ');
  });

  test('a restriction is lifted where the case is, with a reason, and nothing is moved by it', async () => {
    const { reference } = await desk.aCase('my neighbour is hitting her little boy, he is black and blue');
    const cleared = await signedIn(house, { name: 'Mair Rees', roles: ['officer', 'safeguarding'] });
    const send = async (form: string, fields: Record<string, string>) => {
      const filled = { ...(await desk.formOf(cleared.token, reference, form)), ...fields };
      return desk.send(cleared.token, `/desk/cases/${reference}/act`, filled);
    };
    const page = async (token: string) => desk.look(token, `/desk/cases/${reference}`);
    const first = (await page(cleared.token)).body;
    if (first.includes('Every case of this team is restricted.')) {
      expect(first).not.toContain('name="form" value="lift"');
      expect((await send('route', { team: 'community-safety' })).statusCode).toBe(303);
    }
    await send('take', {});
    const without = await send('lift', { team: 'community-safety', reason: ' ' });
    expect([without.statusCode, without.body.includes('Say why everybody may see it')]).toEqual([422, true]);
    expect((await page(priya)).statusCode).toBe(404);
    expect(
      (await send('lift', { team: 'community-safety', reason: 'The boy is nine metres tall: a statue' }))
        .statusCode,
    ).toBe(303);
    const { body } = await page(priya);
    expect(body).toContain('Mair Rees lifted the restriction of the case');
    expect(body).toContain('a statue');
    expect(body).toContain('With Mair Rees');
    expect(body).not.toContain('name="form" value="lift"');
    const { events } =
      (await house.store.reader.caseFile(reference, { restricted: false }, new Date())) ?? {};
    expect(events?.findLast(({ type }) => type === 'routed')?.data).toMatchObject({
      lifted: true,
      restricted: false,
    });
    expect(await house.store.reader.fault(reference)).toBeNull();
  });

  test('a reply to a case resolved meanwhile is refused, kept, and can be copied', async () => {
    const { reference } = await desk.aCase('dead fox on Abbey Road');
    const stale = { form: 'reply', key: 'k', text: 'On our way.' };
    const resolve = {
      ...(await desk.formOf(priya, reference, 'status')),
      status: 'resolved',
      outcome: 'fixed',
    };
    await desk.send(priya, `/desk/cases/${reference}/act`, resolve);
    const answer = await desk.send(tom, `/desk/cases/${reference}/act`, stale);
    expect(answer.statusCode).toBe(409);
    expect(answer.body).toContain('On our way.');
    expect(answer.body).toContain('Reopen the case');
  });

  test('a restricted case is not there for officers without the role, in the list or by its address', async () => {
    const { reference } = await desk.aCase(
      'my neighbour is hitting her little boy, he is covered in bruises',
    );
    const { token } = await signedIn(house, { roles: ['officer', 'safeguarding'] });
    expect((await desk.look(token, '/desk')).body).toContain(reference);
    expect((await desk.look(token, `/desk/cases/${reference}`)).statusCode).toBe(200);
    expect((await desk.look(priya, '/desk')).body).not.toContain(reference);
    for (const url of [`/desk/cases/${reference}`, `/desk/cases/${reference}/events`]) {
      const answer = await desk.look(priya, url);
      expect(answer.statusCode).toBe(404);
      expect(answer.body).toContain('Case not found');
    }
  });
});
