import { beforeAll, describe, expect, test } from 'vitest';
import { adminToken, signedIn } from '../support/desk.ts';
import { aHistory } from '../support/history.ts';
import { aHouse, type House } from '../support/moothall.ts';
import { freshDatabase } from '../support/postgres.ts';
import { aSite } from '../support/site.ts';

/** A Wednesday afternoon. */
const now = new Date('2026-11-18T14:40:00Z');
const path = '/desk/stats/incidents';
let house: House;
let address: string;
let manager: string;
let officer: string;

beforeAll(async () => {
  const url = await freshDatabase('ledger');
  await aHistory(url, 600, now);
  house = await aHouse(url, { working: false });
  address = (await aSite(house, '', () => now)).address;
  manager = (await signedIn(house, { name: 'Mair Rees', roles: ['officer', 'manager'] })).token;
  officer = (await signedIn(house)).token;
}, 180_000);

const headers = (token: string) => ({ cookie: `moothall_desk=${token}` });
async function get(at: string, token = manager) {
  const answer = await fetch(`${address}${at}`, { headers: headers(token) });
  return { status: answer.status, text: (await answer.text()).replaceAll('&amp;', '&') };
}

const storm = { title: 'Storm Agnes', firstDay: '2026-11-12', lastDay: '2026-11-14', team: '', service: '' };
let made = 0;
const newId = () => {
  made += 1;
  return `01900000-0000-7000-8000-${String(made).padStart(12, '0')}`;
};

async function send(fields: Readonly<Record<string, string>>, token = manager, more: object = {}) {
  const answer = await fetch(`${address}${path}`, {
    method: 'POST',
    redirect: 'manual',
    headers: { ...headers(token), ...more, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(fields).toString(),
  });
  return { status: answer.status, to: answer.headers.get('location'), text: await answer.text() };
}

const note = (change: Partial<typeof storm> = {}, id = newId(), seen = '0') =>
  send({ ...storm, ...change, id, seen });
const titles = async () => (await house.store.incidents.all()).map(({ title }) => title);
async function clear() {
  for (const { id, number } of await house.store.incidents.all())
    await send({ id, seen: String(number), act: 'take-back' });
  expect(await titles()).toEqual([]);
}

describe('An incident', () => {
  beforeAll(clear);

  test('is noted once, however often its form is sent, with the name of who noted it', async () => {
    const id = newId();
    for (let i = 0; i < 2; i += 1)
      expect(await note({}, id)).toMatchObject({ status: 303, to: `${path}?done=noted` });
    const { text } = await get(`${path}?done=noted`);
    expect(text.match(/Storm Agnes<\/a>/g)).toHaveLength(1);
    for (const words of ['12 to 14 Nov 2026', 'Everybody', 'Mair Rees', 'Noted. It stands on every line'])
      expect(text).toContain(words);
  });

  test('is drawn on each trend line over its days, and told in the table under it', async () => {
    for (const page of ['', '/times', '/danger', '?period=year']) {
      const { text } = await get(`/desk/stats${page}`);
      // Too few were in danger for a line: what happened is told in the table alone.
      if (page === '/danger') expect(text).toContain('is not drawn: no week of these has 5 or more.');
      const [svg = ''] = text.match(/<svg[\s\S]*?Storm Agnes[\s\S]*?<\/svg>/) ?? [];
      expect([page, svg !== '']).toEqual([page, page !== '/danger']);
      expect(text).toMatch(/data-label="What else"[^>]*>[^<]*Storm Agnes, 12 to 14 Nov</);
    }
    expect((await get('/desk/stats?from=2026-06-01&to=2026-06-30')).text).not.toContain('Storm Agnes');
  });

  test('that concerned one team is told of it and of all, not of another', async () => {
    await note({ title: 'Strike at the depot', team: 'waste' });
    await note({ title: 'Lamps out', service: 'street-light' });
    const told = async (filter: string) => {
      const { text } = await get(`/desk/stats${filter}`);
      return ['Strike at the depot', 'Lamps out'].map((title) => text.includes(`${title}, 12 to 14 Nov`));
    };
    expect(await told('')).toEqual([true, true]);
    expect(await told('?team=waste')).toEqual([true, false]);
    expect(await told('?service=street-light')).toEqual([false, true]);
    expect(await told('?team=parking')).toEqual([false, false]);
  });

  test('is changed by whoever saw it as it stands, and by nobody else', async () => {
    const id = newId();
    await note({ title: 'Flod' }, id);
    const page = (await get(`${path}/${id}`)).text;
    expect(page).toContain('value="Flod"');
    expect(page).toContain('name="seen" value="1"');
    for (let i = 0; i < 2; i += 1)
      expect(await note({ title: 'Flood' }, id, '1')).toMatchObject({ to: `${path}?done=changed` });
    const late = await note({ title: 'Flooding' }, id, '1');
    expect(late.status).toBe(422);
    expect(late.text).toContain('Somebody changed this incident');
    // What was filled in is kept, and sent again it is a change of what stands.
    expect(late.text).toContain('value="Flooding"');
    expect(late.text).toContain('name="seen" value="2"');
    expect(await titles()).toContain('Flood');
    expect((await get(path)).text).toContain('who changed it');
  });

  test('is taken back for good, and stays on the record', async () => {
    const id = newId();
    await note({ title: 'Power cut' }, id);
    for (let i = 0; i < 2; i += 1)
      expect(await send({ id, seen: '1', act: 'take-back' })).toMatchObject({
        to: `${path}?done=taken-back`,
      });
    expect(await titles()).not.toContain('Power cut');
    expect((await get('/desk/stats')).text).not.toContain('Power cut');
    expect((await get(`${path}/${id}`)).status).toBe(404);
    expect((await note({ title: 'Power cut' }, id, '1')).status).toBe(422);
  });
});

describe('A form', () => {
  const wrong: readonly (readonly [string, Partial<typeof storm>])[] = [
    ['Say what happened', { title: '  ' }],
    ['Say it in 80 characters or fewer', { title: 'a'.repeat(81) }],
    ['Enter the first day', { firstDay: '' }],
    ['The first day must be a day there is', { firstDay: '2026-02-30' }],
    ['The last day must be a day there is', { lastDay: 'tomorrow' }],
    ['The last day must be the first day or after it', { lastDay: '2026-11-11' }],
    ['The last day must be within 366 days', { lastDay: '2028-11-11' }],
    ['Choose a team from the list', { team: 'bins' }],
    ['Choose a service from the list', { service: 'bins' }],
  ];
  test.each(wrong)('says at the top and at the field: %s', async (words, change) => {
    const before = await titles();
    const { status, text } = await note(change);
    expect(status).toBe(422);
    expect(text).toContain('<title>Error: Incidents');
    expect(text).toMatch(new RegExp(`href="#incident-[a-zA-Z]+">${words}`));
    expect(text).toMatch(new RegExp(`govuk-error-message">[\\s\\S]{0,80}${words}`));
    expect(await titles()).toEqual(before);
  });

  test('may leave the last day out: it was one day', async () => {
    await note({ title: 'Parade', lastDay: '' });
    expect((await get(path)).text).toMatch(/Parade<\/a>[\s\S]*?12 Nov 2026/);
  });

  test('is for managers, signed in, and sent from our own page', async () => {
    const fields = { ...storm, title: 'Not theirs', id: newId(), seen: '0' };
    expect((await get(path, officer)).status).toBe(403);
    expect((await send(fields, officer)).status).toBe(403);
    expect((await send(fields, 'nobody')).status).toBe(401);
    expect((await send(fields, manager, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await send(fields, manager, { origin: 'https://evil.example' })).status).toBe(403);
    expect(await titles()).not.toContain('Not theirs');
  });

  test('never makes markup or a formula of what was written', async () => {
    await note({ title: '=1+<script>' });
    for (const page of [path, '/desk/stats']) expect((await get(page)).text).not.toContain('+<script>');
    const { text } = await get(`${path}.csv`);
    expect(text).toContain("'=1+<script>");
    expect(text).not.toMatch(/^"?=/m);
  });
});

describe('In the API', () => {
  const call = async (method: string, at: string, body?: object, token = adminToken) => {
    const answer = await fetch(`${address}${at}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: answer.status, body: (await answer.json()) as Record<string, never> };
  };
  const api = '/api/stats/incidents';
  interface Listed {
    readonly incidents: readonly { readonly id: string; readonly number: number; readonly title: string }[];
  }
  const listed = async (query = '') =>
    ((await call('GET', `${api}${query}`, undefined, manager)).body as unknown as Listed).incidents;

  test('incidents are listed, noted, changed and taken back as at the desk', async () => {
    await clear();
    const id = newId();
    const days = { firstDay: '2026-10-01', lastDay: '2026-10-02' };
    const noted = await call('POST', api, { id, title: 'Server down', ...days }, manager);
    expect(noted).toMatchObject({
      status: 201,
      body: { id, number: 1, title: 'Server down', team: null, by: 'Mair Rees' },
    });
    expect((await call('POST', api, { id, title: 'Server down', ...days }, manager)).status).toBe(201);
    expect(
      (
        await call(
          'POST',
          `${api}/${id}`,
          { seen: 1, title: 'Servers down', ...days, team: 'waste' },
          manager,
        )
      ).body,
    ).toMatchObject({ number: 2, team: 'waste' });
    expect((await call('POST', `${api}/${id}`, { seen: 1, title: 'Late', ...days }, manager)).status).toBe(
      409,
    );
    expect((await listed()).map(({ title, number }) => [title, number])).toEqual([['Servers down', 2]]);
    expect(await listed('?from=2026-10-02&to=2026-10-31')).toHaveLength(1);
    expect(await listed('?from=2026-10-03&to=2026-10-31')).toHaveLength(0);
    expect(await listed('?from=2026-10-01&to=2026-10-31&team=parking')).toHaveLength(0);
    expect((await call('POST', `${api}/${id}/take-back`, { seen: 2 }, manager)).status).toBe(200);
    expect(await listed()).toEqual([]);
  });

  test('a wrong one is refused with what would be right', async () => {
    const { status, body } = await call(
      'POST',
      api,
      { id: newId(), title: '', firstDay: '2026-13-01' },
      manager,
    );
    expect([status, JSON.stringify(body)]).toEqual([
      400,
      expect.stringContaining('Say what happened. The first day must be'),
    ]);
    expect((await call('GET', api, undefined, officer)).status).toBe(403);
    expect((await call('POST', api, { id: 'x', ...storm }, manager)).status).toBe(400);
  });

  test('they are described in the OpenAPI document', async () => {
    const { paths } = (await call('GET', '/api/openapi.json')).body as unknown as {
      paths: Record<string, object>;
    };
    expect(Object.keys(paths[api] ?? {})).toEqual(['get', 'post']);
    for (const more of ['/{id}', '/{id}/take-back']) expect(paths).toHaveProperty([`${api}${more}`, 'post']);
  });
});
