import type { FastifyInstance } from 'fastify';
import { beforeAll, describe, expect, test } from 'vitest';
import { aDesk, adminToken, signedIn } from '../support/desk.ts';
import { aHouse, type House } from '../support/moothall.ts';
import { freshDatabase } from '../support/postgres.ts';

let house: House;
let app: FastifyInstance;
let priya: string;
let tom: string;
beforeAll(async () => {
  house = await aHouse(await freshDatabase('ledger'));
  app = (await aDesk(house)).app;
  priya = (await signedIn(house, { name: 'Priya Nair', team: 'waste' })).token;
  tom = (await signedIn(house, { name: 'Tom Okafor' })).token;
}, 120_000);

let residents = 0;

/** A case opened from a resident's words, by its reference. */
async function aCase(text: string): Promise<string> {
  residents += 1;
  await house.write(`resident-${residents}`, text);
  await house.settled();
  const said = await house.said(`resident-${residents}`);
  const reference = /MB-\d{3}-\d{3}-\d{3}/.exec(said.map((line) => line.text).join(' '))?.[0];
  if (reference === undefined) throw new Error(`No case was opened from "${text}".`);
  return reference;
}

const as = (token: string) => ({ cookie: `moothall_desk=${token}` });
const look = (token: string, url: string) => app.inject({ url, headers: as(token) });
const send = (token: string, url: string, fields: Record<string, string>, headers = {}) =>
  app.inject({
    method: 'POST',
    url,
    headers: { ...as(token), 'content-type': 'application/x-www-form-urlencoded', ...headers },
    payload: new URLSearchParams(fields).toString(),
  });

/** One form of the case page as a browser would send it: with the key and the version it was made with. */
async function formOf(token: string, reference: string, form: string): Promise<Record<string, string>> {
  const { body } = await look(token, `/desk/cases/${reference}`);
  const start = body.indexOf(`name="form" value="${form}"`);
  if (start === -1) throw new Error(`The page has no form "${form}".`);
  const field = (name: string) =>
    new RegExp(`name="${name}" value="([^"]*)"`).exec(body.slice(start))?.[1] ?? '';
  return { form, key: field('key'), version: field('version') };
}

const officersLines = async (reference: string) => {
  const file = await house.store.reader.caseFile(reference, { restricted: true }, new Date());
  return file?.messages.filter(({ voice }) => voice === 'officer' || voice === 'note') ?? [];
};

describe('Signing in', () => {
  test('without a session every page says how to get a link', async () => {
    for (const url of ['/desk', '/desk/cases/MB-482-913-605', '/desk/events']) {
      const answer = await app.inject({ url });
      expect(answer.statusCode).toBe(401);
      expect(answer.body).toContain('moothall officer link');
    }
  });

  test('a link is only used up by pressing the button, and gives a session for the desk alone', async () => {
    const { officer } = await signedIn(house, { name: 'Ann Lee' });
    await house.store.officers.issue(officer.id, 'link-1', 'link', new Date(), new Date(Date.now() + 60_000));
    for (let looked = 0; looked < 2; looked += 1) {
      expect((await app.inject({ url: '/desk/sign-in?token=link-1' })).body).toContain('value="link-1"');
    }
    const answer = await send('', '/desk/sign-in', { token: 'link-1' });
    expect([answer.statusCode, answer.headers.location]).toEqual([303, '/desk']);
    const [cookie] = answer.cookies;
    expect(cookie).toMatchObject({ name: 'moothall_desk', path: '/desk', httpOnly: true, sameSite: 'Lax' });
    expect((await look(cookie?.value ?? '', '/desk')).body).toContain('Ann Lee');
  });

  test('a link that is not good says so and changes nothing', async () => {
    const answer = await send('', '/desk/sign-in', { token: 'made-up' });
    expect(answer.statusCode).toBe(401);
    expect(answer.body).toContain('This link cannot be used');
    expect(answer.cookies).toEqual([]);
  });

  test('signing out ends the session itself, not just the cookie', async () => {
    const { token } = await signedIn(house);
    expect((await send(token, '/desk/sign-out', {})).statusCode).toBe(200);
    expect((await look(token, '/desk')).statusCode).toBe(401);
  });

  test('what an officer wrote is not lost when they are signed out meanwhile', async () => {
    const answer = await send('gone', '/desk/cases/MB-482-913-605/act', {
      form: 'reply',
      text: 'Long <b>reply</b>',
    });
    expect(answer.statusCode).toBe(401);
    expect(answer.body).toContain('Long &lt;b&gt;reply&lt;/b&gt;');
  });

  test('a script may read the pages with its bearer token', async () => {
    const headers = { authorization: `Bearer ${adminToken}` };
    expect((await app.inject({ url: '/desk', headers })).statusCode).toBe(200);
  });
});

describe('The list', () => {
  test('shows a case with its words as text, whatever was written', async () => {
    const reference = await aCase('missed bin <script>alert(1)</script> at 14 Larch Close');
    const { body } = await look(priya, '/desk');
    expect(body).toContain(reference);
    expect(body).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(body).not.toContain('<script>alert');
  });

  test('puts danger on top and says so in words', async () => {
    const bin = await aCase('missed bin at 2 Larch Close');
    const gas = await aCase('I can smell gas in the stairwell of Mill House');
    const { body } = await look(priya, '/desk');
    const rows = [...body.matchAll(/data-reference="([^"]+)"/g)].map(([, reference]) => reference);
    expect(rows.indexOf(gas)).toBe(0);
    expect(rows.indexOf(bin)).toBeGreaterThan(0);
    expect(body.slice(body.indexOf('<tbody'), body.indexOf(gas, body.indexOf('<td')))).toContain('>Danger<');
  });

  test('finds by filter and by words, and says what would be here when nothing is', async () => {
    const reference = await aCase('graffiti all over the underpass at Bridge Street');
    expect((await look(priya, '/desk?q=underpass')).body).toContain(reference);
    expect((await look(priya, '/desk?q=underpass&assignee=me')).body).toContain('No case matches');
    expect((await look(priya, '/desk?team=dragons')).body).toContain('There is no team “dragons”');
  });
});

describe('The case page', () => {
  test('a reply goes to the resident once, however often the form is sent', async () => {
    const reference = await aCase('they missed my brown bin again at 3 Mill Lane');
    const form = { ...(await formOf(priya, reference, 'reply')), text: 'A crew comes on Tuesday.' };
    for (let sent = 0; sent < 2; sent += 1) {
      const answer = await send(priya, `/desk/cases/${reference}/act`, form);
      expect([answer.statusCode, answer.headers.location]).toEqual([
        303,
        `/desk/cases/${reference}?done=reply`,
      ]);
    }
    await house.settled();
    const { body } = await look(priya, `/desk/cases/${reference}?done=reply`);
    expect(body).toContain('Your reply is on its way to the resident.');
    expect(body).toContain('A crew comes on Tuesday.');
    expect(await officersLines(reference)).toHaveLength(1);
  });

  test('going back and sending something else sends that too', async () => {
    const reference = await aCase('my bin was missed at 5 Mill Lane');
    const form = await formOf(priya, reference, 'note');
    await send(priya, `/desk/cases/${reference}/act`, { ...form, text: 'First.' });
    await send(priya, `/desk/cases/${reference}/act`, { ...form, text: 'Second.' });
    expect((await officersLines(reference)).map(({ text }) => text)).toEqual(['First.', 'Second.']);
  });

  test('a second officer is told who did what, keeps the draft, and may send it all the same', async () => {
    const reference = await aCase('huge pothole outside 5 Station Road');
    const stale = { ...(await formOf(tom, reference, 'reply')), text: 'Tom’s <i>draft</i>' };
    await send(priya, `/desk/cases/${reference}/act`, await formOf(priya, reference, 'take'));
    const refused = await send(tom, `/desk/cases/${reference}/act`, stale);
    expect(refused.statusCode).toBe(409);
    expect(refused.body).toContain('Priya Nair took the case.');
    expect(refused.body).toContain('Tom’s &lt;i&gt;draft&lt;/i&gt;');
    expect(refused.body).toContain('Send all the same');
    expect(await officersLines(reference)).toEqual([]);
    const version = /name="version" value="(\d+)"/.exec(refused.body)?.[1] ?? '';
    expect((await send(tom, `/desk/cases/${reference}/act`, { ...stale, version })).statusCode).toBe(303);
    expect((await officersLines(reference)).map(({ text }) => text)).toEqual(['Tom’s <i>draft</i>']);
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
      const reference = await aCase('street light out on Harbour Way');
      const before = await house.store.reader.caseFile(reference, { restricted: true }, new Date());
      const filled: Record<string, string> = { ...(await formOf(priya, reference, form)), ...fields };
      const answer = await send(priya, `/desk/cases/${reference}/act`, filled);
      expect(answer.statusCode).toBe(status);
      expect(answer.body).toContain('govuk-error-summary');
      expect(answer.body).toContain(words);
      const after = await house.store.reader.caseFile(reference, { restricted: true }, new Date());
      expect(after?.version).toBe(before?.version);
    },
  );

  test('a case is moved, reclassified, resolved and reopened, and its history tells it', async () => {
    const reference = await aCase('my bin was not collected, 9 Mill Lane');
    const steps: [string, Record<string, string>, string][] = [
      ['reclassify', { service: 'litter', reason: 'It is litter' }, 'changed the service'],
      ['route', { team: 'customer-services', reason: 'Not ours' }, 'moved the case'],
      ['status', { status: 'resolved', outcome: 'answered' }, 'set the status to Resolved: answered'],
      ['reopen', { reason: 'Still there' }, 'reopened the case'],
    ];
    for (const [form, fields, told] of steps) {
      const filled = { ...(await formOf(priya, reference, form)), ...fields };
      expect((await send(priya, `/desk/cases/${reference}/act`, filled)).statusCode).toBe(303);
      expect((await look(priya, `/desk/cases/${reference}`)).body).toContain(`Priya Nair ${told}`);
    }
  });

  test('a reply to a case resolved meanwhile is refused, kept, and can be copied', async () => {
    const reference = await aCase('dead fox on Abbey Road');
    const stale = { form: 'reply', key: 'k', text: 'On our way.' };
    const resolve = { ...(await formOf(priya, reference, 'status')), status: 'resolved', outcome: 'fixed' };
    await send(priya, `/desk/cases/${reference}/act`, resolve);
    const answer = await send(tom, `/desk/cases/${reference}/act`, stale);
    expect(answer.statusCode).toBe(409);
    expect(answer.body).toContain('On our way.');
    expect(answer.body).toContain('Reopen the case');
  });

  test('a restricted case is not there for officers without the role, in the list or by its address', async () => {
    const reference = await aCase('my neighbour is hitting her little boy, he is covered in bruises');
    const { token } = await signedIn(house, { roles: ['officer', 'safeguarding'] });
    expect((await look(token, '/desk')).body).toContain(reference);
    expect((await look(token, `/desk/cases/${reference}`)).statusCode).toBe(200);
    expect((await look(priya, '/desk')).body).not.toContain(reference);
    for (const url of [`/desk/cases/${reference}`, `/desk/cases/${reference}/events`]) {
      const answer = await look(priya, url);
      expect(answer.statusCode).toBe(404);
      expect(answer.body).toContain('Case not found');
    }
  });
});

describe('What must not get in', () => {
  test.each([
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { origin: 'https://elsewhere.example' },
    { origin: 'null' },
  ])('a form sent from another site: %j', async (headers) => {
    const reference = await aCase('missed bin at 12 Larch Close');
    const form = { ...(await formOf(priya, reference, 'note')), text: 'Forged.' };
    expect((await send(priya, `/desk/cases/${reference}/act`, form, headers)).statusCode).toBe(403);
    expect(await officersLines(reference)).toEqual([]);
  });

  test('a form we do not have, and an address that leads nowhere', async () => {
    const reference = await aCase('missed bin at 13 Larch Close');
    expect((await send(priya, `/desk/cases/${reference}/act`, { form: 'delete' })).statusCode).toBe(400);
    const answer = await look(priya, '/desk/nothing/here');
    expect(answer.statusCode).toBe(404);
    expect(answer.body).toContain('Page not found');
  });

  test('scripts from anywhere else, frames around us, copies kept by the browser', async () => {
    const { headers, body } = await look(priya, '/desk');
    expect(headers['content-security-policy']).toContain("default-src 'self'");
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(headers['cache-control']).toBe('no-store');
    expect(body).not.toMatch(/<script(?![^>]* src=)|<style| style="| on\w+="/);
  });
});

describe('The files of the pages', () => {
  test('are kept for ever under their hash, and never bring GOV.UK’s own font or crest', async () => {
    const { body } = await look(priya, '/desk');
    const addresses = [...body.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(
      ([, address]) => address ?? '',
    );
    expect(addresses.length).toBeGreaterThan(4);
    for (const url of addresses) {
      const answer = await app.inject({ url });
      expect(answer.statusCode).toBe(200);
      expect(answer.headers['cache-control']).toContain('immutable');
      expect(answer.body).not.toMatch(/GDS Transport|crest|@font-face/i);
    }
  });

  test('are asked for anew without it, and not sent again when unchanged', async () => {
    const first = await app.inject({ url: '/assets/desk.css' });
    expect(first.headers['cache-control']).toBe('no-cache');
    const again = await app.inject({
      url: '/assets/desk.css',
      headers: { 'if-none-match': String(first.headers.etag) },
    });
    expect([again.statusCode, again.body]).toEqual([304, '']);
    expect((await app.inject({ url: '/assets/..%2fviews%2flayout.njk' })).statusCode).toBe(404);
  });
});

describe('Live', () => {
  test('the stream of a case tells of that case, and the list’s of any', async () => {
    const [one, other] = [
      await aCase('missed bin at 15 Larch Close'),
      await aCase('missed bin at 16 Larch Close'),
    ];
    const address = await app.listen({ port: 0 });
    const hear = async (path: string) => {
      const stop = new AbortController();
      const answer = await fetch(`${address}${path}`, { headers: as(priya), signal: stop.signal });
      const heard: string[] = [];
      void (async () => {
        for await (const chunk of answer.body ?? []) heard.push(Buffer.from(chunk).toString());
      })().catch(() => undefined);
      return { type: answer.headers.get('content-type'), heard, stop: () => stop.abort() };
    };
    const [ofOne, ofAll] = [await hear(`/desk/cases/${one}/events`), await hear('/desk/events')];
    expect(ofOne.type).toContain('text/event-stream');
    const note = { ...(await formOf(priya, other, 'note')), text: 'Seen.' };
    await send(priya, `/desk/cases/${other}/act`, note);
    await house.settled();
    await expect.poll(() => ofAll.heard.join('')).toContain('event: changed');
    expect(ofOne.heard.join('')).not.toContain('event: changed');
    await send(priya, `/desk/cases/${one}/act`, { ...(await formOf(priya, one, 'note')), text: 'Seen.' });
    await expect.poll(() => ofOne.heard.join('')).toContain('event: changed');
    ofOne.stop();
    ofAll.stop();
  });
});

describe('With the ledger gone', () => {
  test('an officer’s words stay on the page, to be sent again when it is back', async () => {
    const url = await freshDatabase('ledger');
    const lost = await aHouse(url, { working: false });
    const desk = await aDesk(lost);
    const { token } = await signedIn(lost);
    await lost.store.close();
    const answer = await desk.app.inject({
      method: 'POST',
      url: '/desk/cases/MB-482-913-605/act',
      headers: { ...as(token), 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams({ form: 'reply', key: 'k', version: '3', text: 'Kept words' }).toString(),
    });
    expect(answer.statusCode).toBeGreaterThanOrEqual(500);
    expect(answer.body).toContain('Kept words');
    expect(answer.body).toMatch(/name="key" value="k"/);
    expect(answer.body).toContain('it will not be done twice');
  });
});
