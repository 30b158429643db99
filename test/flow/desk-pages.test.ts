import { beforeAll, describe, expect, test } from 'vitest';
import { aDesk, adminToken, as, signedIn, type TestDesk } from '../support/desk.ts';
import { aHouse, type House } from '../support/moothall.ts';
import { freshDatabase } from '../support/postgres.ts';

let house: House;
let desk: TestDesk;
let priya: string;
beforeAll(async () => {
  house = await aHouse(await freshDatabase('ledger'));
  desk = await aDesk(house);
  priya = (await signedIn(house, { name: 'Priya Nair', team: 'waste' })).token;
}, 120_000);

describe('Signing in', () => {
  test('without a session every page says how to get a link', async () => {
    for (const url of ['/desk', '/desk/cases/MB-482-913-605', '/desk/events']) {
      const answer = await desk.app.inject({ url });
      expect(answer.statusCode).toBe(401);
      expect(answer.body).toContain('moothall officer link');
    }
  });

  test('a link signs in as often as it is opened, and gives a session for the desk alone', async () => {
    const { officer } = await signedIn(house, { name: 'Ann Lee' });
    await house.store.officers.issue(officer.id, 'link-1', 'link', new Date(), new Date(Date.now() + 60_000));
    for (let opened = 0; opened < 2; opened += 1) {
      const answer = await desk.app.inject({ url: '/desk/sign-in?token=link-1' });
      expect([answer.statusCode, answer.headers.location]).toEqual([303, '/desk']);
      const [cookie] = answer.cookies;
      expect(cookie).toMatchObject({ name: 'moothall_desk', path: '/desk', httpOnly: true, sameSite: 'Lax' });
      expect((await desk.look(cookie?.value ?? '', '/desk')).body).toContain('Ann Lee');
    }
  });

  test('a link that has expired, or never was, says so and changes nothing', async () => {
    const { officer } = await signedIn(house);
    await house.store.officers.issue(officer.id, 'link-2', 'link', new Date(0), new Date(60_000));
    for (const token of ['link-2', 'made-up']) {
      const answer = await desk.app.inject({ url: `/desk/sign-in?token=${token}` });
      expect(answer.statusCode).toBe(401);
      expect(answer.body).toContain('This link cannot be used');
      expect(answer.cookies).toEqual([]);
    }
  });

  test('signing out ends the session itself, not just the cookie', async () => {
    const { token } = await signedIn(house);
    expect((await desk.send(token, '/desk/sign-out', {})).statusCode).toBe(200);
    expect((await desk.look(token, '/desk')).statusCode).toBe(401);
  });

  test('what an officer wrote is not lost when they are signed out meanwhile', async () => {
    const answer = await desk.send('gone', '/desk/cases/MB-482-913-605/act', {
      form: 'reply',
      text: 'Long <b>reply</b>',
    });
    expect(answer.statusCode).toBe(401);
    expect(answer.body).toContain('Long &lt;b&gt;reply&lt;/b&gt;');
  });

  test('a script may read the pages with its bearer token', async () => {
    const headers = { authorization: `Bearer ${adminToken}` };
    expect((await desk.app.inject({ url: '/desk', headers })).statusCode).toBe(200);
  });
});

describe('The list', () => {
  test('shows a case with its words as text, whatever was written', async () => {
    const { reference } = await desk.aCase('missed bin <script>alert(1)</script> at 14 Larch Close');
    const { body } = await desk.look(priya, '/desk');
    expect(body).toContain(reference);
    expect(body).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(body).not.toContain('<script>alert');
  });

  test('puts danger on top and says so in words', async () => {
    const { reference: bin } = await desk.aCase('missed bin at 2 Larch Close');
    const { reference: gas } = await desk.aCase('I can smell gas in the stairwell of Mill House');
    const { body } = await desk.look(priya, '/desk');
    const rows = [...body.matchAll(/data-reference="([^"]+)"/g)].map(([, reference]) => reference);
    expect(rows.indexOf(gas)).toBe(0);
    expect(rows.indexOf(bin)).toBeGreaterThan(0);
    expect(body.slice(body.indexOf('<tbody'), body.indexOf(gas, body.indexOf('<td')))).toContain('>Danger<');
  });

  test('finds by filter and by words, and says what would be here when nothing is', async () => {
    const { reference } = await desk.aCase('graffiti all over the underpass at Bridge Street');
    expect((await desk.look(priya, '/desk?q=underpass')).body).toContain(reference);
    expect((await desk.look(priya, '/desk?q=underpass&assignee=me')).body).toContain('No case matches');
    expect((await desk.look(priya, '/desk?team=dragons')).body).toContain('There is no team “dragons”');
  });

  test('finds the cases of a ward, which a case leads to, and by the name of a street however it was typed', async () => {
    const { reference } = await desk.aCase('pothole on gulid st');
    const page = (await desk.look(priya, `/desk/cases/${reference}`)).body;
    expect(page).toContain('Guild Street');
    expect(page).toContain('href="/desk?ward=E05999001"');
    const inAbbey = (await desk.look(priya, '/desk?ward=E05999001')).body;
    expect(inAbbey).toContain(reference);
    expect(inAbbey).toContain('Ward: Abbey');
    expect((await desk.look(priya, '/desk?ward=E05999012')).body).not.toContain(reference);
    expect((await desk.look(priya, '/desk?q=guild')).body).toContain(reference);
  });
});

describe('What must not get in', () => {
  test.each([
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { origin: 'https://elsewhere.example' },
    { origin: 'null' },
  ])('a form sent from another site: %j', async (headers) => {
    const { reference } = await desk.aCase('missed bin at 12 Larch Close');
    const form = { ...(await desk.formOf(priya, reference, 'note')), text: 'Forged.' };
    expect((await desk.send(priya, `/desk/cases/${reference}/act`, form, headers)).statusCode).toBe(403);
    expect((await desk.look(priya, `/desk/cases/${reference}`)).body).not.toContain('Forged.');
  });

  test('a form we do not have, and an address that leads nowhere', async () => {
    const { reference } = await desk.aCase('missed bin at 13 Larch Close');
    expect((await desk.send(priya, `/desk/cases/${reference}/act`, { form: 'delete' })).statusCode).toBe(400);
    const answer = await desk.look(priya, '/desk/nothing/here');
    expect(answer.statusCode).toBe(404);
    expect(answer.body).toContain('Page not found');
  });

  test('scripts from anywhere else, frames around us, copies kept by the browser', async () => {
    const { headers, body } = await desk.look(priya, '/desk');
    expect(headers['content-security-policy']).toContain("default-src 'self'");
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(headers['cache-control']).toBe('no-store');
    expect(body).not.toMatch(/<script(?![^>]* src=)|<style| style="| on\w+="/);
  });
});

describe('The files of the pages', () => {
  test('are kept for ever under their hash, and never bring GOV.UK’s own font or crest', async () => {
    const { body } = await desk.look(priya, '/desk');
    const addresses = [...body.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(
      ([, address]) => address ?? '',
    );
    expect(addresses.length).toBeGreaterThan(4);
    for (const url of addresses) {
      const answer = await desk.app.inject({ url });
      expect(answer.statusCode).toBe(200);
      expect(answer.headers['cache-control']).toContain('immutable');
      expect(answer.body).not.toMatch(/GDS Transport|crest|@font-face/i);
    }
  });

  test('are asked for anew without it, and not sent again when unchanged', async () => {
    const first = await desk.app.inject({ url: '/assets/desk.css' });
    expect(first.headers['cache-control']).toBe('no-cache');
    const again = await desk.app.inject({
      url: '/assets/desk.css',
      headers: { 'if-none-match': String(first.headers.etag) },
    });
    expect([again.statusCode, again.body]).toEqual([304, '']);
    expect((await desk.app.inject({ url: '/assets/..%2fviews%2flayout.njk' })).statusCode).toBe(404);
  });
});

describe('Live', () => {
  test('the stream of a case tells of that case, and the list’s of any', async () => {
    const { reference: one } = await desk.aCase('missed bin at 15 Larch Close');
    const { reference: other } = await desk.aCase('missed bin at 16 Larch Close');
    const address = await desk.app.listen({ port: 0 });
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
    const note = { ...(await desk.formOf(priya, other, 'note')), text: 'Seen.' };
    await desk.send(priya, `/desk/cases/${other}/act`, note);
    await house.settled();
    await expect.poll(() => ofAll.heard.join('')).toContain('event: changed');
    expect(ofOne.heard.join('')).not.toContain('event: changed');
    await desk.send(priya, `/desk/cases/${one}/act`, {
      ...(await desk.formOf(priya, one, 'note')),
      text: 'Seen.',
    });
    await expect.poll(() => ofOne.heard.join('')).toContain('event: changed');
    ofOne.stop();
    ofAll.stop();
  });
});

describe('With the ledger gone', () => {
  test('an officer’s words stay on the page, to be sent again when it is back', async () => {
    const url = await freshDatabase('ledger');
    const lost = await aHouse(url, { working: false });
    const { app } = await aDesk(lost);
    const { token } = await signedIn(lost);
    await lost.store.close();
    const answer = await app.inject({
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
