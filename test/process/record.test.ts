import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { caseFileShape, caseLineShape } from '../../src/http/api/shapes.ts';
import { makeFolder } from '../support/folder.ts';
import { freshDatabase } from '../support/postgres.ts';
import { type MoothallProcess, Resident, runMoothall, startMoothall } from '../support/process.ts';

const admin = 'a-token-for-this-test-only';
const database = await freshDatabase('ledger');
const env = { DATABASE_URL: database, ADMIN_TOKEN: admin };
let moothall: MoothallProcess;

beforeAll(async () => {
  moothall = await startMoothall(env);
});

afterAll(async () => {
  expect(await moothall.stop()).toBe(0);
});

interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: the shape is what the tests look at
  readonly body: any;
}

async function call(path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
  const answer = await fetch(`${moothall.address}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      authorization: `Bearer ${admin}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  return { status: answer.status, body: await answer.json() };
}

/** A resident who reported something, and the reference they were told. */
async function aCaseOf(text: string): Promise<{ resident: Resident; reference: string }> {
  const resident = await Resident.at(moothall.address);
  await resident.insist(() => moothall.address, text, '1');
  await resident.answered(moothall.address, 1);
  const lines = await resident.read(moothall.address);
  const reference = /MB-\d{3}-\d{3}-\d{3}/.exec(lines.at(-1)?.text ?? '')?.[0];
  if (reference === undefined) throw new Error(`No reference in: ${lines.at(-1)?.text}`);
  return { resident, reference };
}

const act = (reference: string, body: unknown) => call(`/api/cases/${reference}/actions`, body);

describe('The record over HTTP', () => {
  test('a case is listed, is read whole, and is of the shape the OpenAPI document promises', async () => {
    const { reference } = await aCaseOf('missed bin at 14 Larch Close');
    const list = await call('/api/cases?service=missed-bin&status=open&q=larch');
    expect(list.body.cases.map((each: { reference: string }) => each.reference)).toContain(reference);
    for (const each of list.body.cases) caseLineShape.parse(each);
    const { body } = await call(`/api/cases/${reference}`);
    caseFileShape.parse(body);
    expect(body.case).toMatchObject({ reference, team: 'waste', status: 'new', channel: 'webchat' });
    expect(body.messages.map((each: { voice: string }) => each.voice)).toEqual(['resident', 'bot']);
    const { body: document } = await call('/api/openapi.json');
    expect(Object.keys(document.paths)).toContain('/api/cases/{reference}/actions');
  });

  test('every act of the desk works, and each is an event with who did it', async () => {
    const { resident, reference } = await aCaseOf('big pothole outside 3 Mill Lane');
    const acts = [
      { type: 'assign', officer: 'me' },
      { type: 'note', text: 'Looks like the one from last week.' },
      { type: 'reply', text: 'Is it near the kerb?', question: true },
      { type: 'reclassify', service: 'pavement', reason: 'It is on the footway.' },
      { type: 'route', team: 'customer-services', reason: 'To be handed over.' },
      { type: 'status', status: 'resolved', outcome: 'fixed', reason: 'Filled today.' },
      { type: 'status', status: 'in-progress', reason: 'It has sunk again.' },
    ];
    for (const each of acts)
      expect(await act(reference, each)).toMatchObject({ status: 200, body: { reference } });
    const { body } = await call(`/api/cases/${reference}`);
    const byOfficer = body.events.filter(
      (each: { actor: { kind: string } }) => each.actor.kind === 'officer',
    );
    expect(byOfficer.map((each: { type: string }) => each.type)).toEqual([
      'assigned',
      'noted',
      'reply-sent',
      'reclassified',
      'routed',
      'status-changed',
      'reopened',
    ]);
    expect(byOfficer[0].actor.name).toBe('Administrator');
    expect(body.case).toMatchObject({
      service: 'pavement',
      team: 'customer-services',
      status: 'in-progress',
    });
    const lines = await resident.read(moothall.address);
    expect(lines.filter(({ from }) => from === 'officer').map(({ text }) => text)).toEqual([
      'Is it near the kerb?',
    ]);
    expect(body.decisions.at(-1)).toMatchObject({
      label: 'pavement',
      probability: null,
      reason: 'It is on the footway.',
    });
  });

  test('what cannot be done is refused with what is wrong and what would be right, and changes nothing', async () => {
    const { reference } = await aCaseOf('dead badger on Abbey Road');
    const refusals: [unknown, number, string][] = [
      [{ type: 'reply', text: '  ' }, 400, 'text-empty'],
      [{ type: 'reply', text: 'x'.repeat(100_000) }, 413, 'text-too-long'],
      [{ type: 'reclassify', service: 'pot-hole', reason: 'x' }, 422, 'service-unknown'],
      [{ type: 'reclassify', service: 'pothole', reason: ' ' }, 422, 'reason-missing'],
      [{ type: 'route', team: 'nobody' }, 422, 'team-unknown'],
      [{ type: 'assign', officer: 'nobody' }, 422, 'officer-unknown'],
      [{ type: 'status', status: 'resolved' }, 400, 'body-invalid'],
      [{ type: 'status', status: 'new' }, 409, 'status-impossible'],
      [{ type: 'dance' }, 400, 'body-invalid'],
      [{ type: 'note', text: 'x', colour: 'red' }, 400, 'body-invalid'],
      [{ type: 'note', text: 'x', version: 'one' }, 400, 'body-invalid'],
      [{ type: 'reply', text: 'x', version: 1 }, 409, 'case-changed'],
      ['{"type": "note", ', 400, 'json-invalid'],
      [[], 400, 'body-invalid'],
    ];
    const before = (await call(`/api/cases/${reference}`)).body.case.version;
    for (const [body, status, code] of refusals) {
      const answer = await act(reference, body);
      expect([body, answer.status, answer.body.error?.code]).toEqual([body, status, code]);
      expect(answer.body.error.hint).toMatch(/\w/);
    }
    expect((await call(`/api/cases/${reference}`)).body.case.version).toBe(before);
  });

  test('a resolved case takes no reply until it is reopened', async () => {
    const { reference } = await aCaseOf('graffiti on the library wall');
    await act(reference, { type: 'status', status: 'resolved', outcome: 'fixed' });
    for (const each of [
      { type: 'reply', text: 'Hello' },
      { type: 'route', team: 'waste' },
      { type: 'status', status: 'resolved', outcome: 'fixed' },
    ]) {
      expect(await act(reference, each)).toMatchObject({
        status: 409,
        body: { error: { code: 'case-closed' } },
      });
    }
    expect((await act(reference, { type: 'note', text: 'Checked: gone.' })).status).toBe(200);
  });

  test('an unknown reference, a wrong check digit and no token are each told apart', async () => {
    for (const reference of ['MB-000-000-000', 'MB-123-456-789', 'bins']) {
      expect(await call(`/api/cases/${reference}`)).toMatchObject({
        status: 404,
        body: { error: { code: 'case-unknown' } },
      });
    }
    expect(await call('/api/cases', undefined, { authorization: 'Bearer wrong' })).toMatchObject({
      status: 401,
    });
    expect(await call('/api/cases?colour=red')).toMatchObject({
      status: 400,
      body: { error: { code: 'body-invalid' } },
    });
  });

  test('a case of a person at risk is shown only to those with the safeguarding role', async () => {
    const { resident, reference } = await aCaseOf(
      "I think my neighbour's little girl is being hit, she has bruises all over",
    );
    expect((await resident.read(moothall.address)).at(-1)?.text).toMatch(/^Call 999/);
    const added = await runMoothall(['officer', 'add', 'Sam Okoro'], env);
    const id = added.output.slice(0, 36);
    const { output } = await runMoothall(['officer', 'api-token', id], env);
    const asSam = { authorization: `Bearer ${output.trim()}` };
    expect((await call(`/api/cases/${reference}`)).body.case.restricted).toBe(true);
    expect(await call(`/api/cases/${reference}`, undefined, asSam)).toMatchObject({ status: 404 });
    expect((await call(`/api/cases/${reference}/actions`, { type: 'note', text: 'x' }, asSam)).status).toBe(
      404,
    );
    const listed = (await call('/api/cases', undefined, asSam)).body.cases;
    expect(listed.length).toBeGreaterThan(0);
    expect(listed.map((each: { reference: string }) => each.reference)).not.toContain(reference);
  });

  test('paging by cursor shows each case once', async () => {
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: Answer = await call(`/api/cases?limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`);
      seen.push(...page.body.cases.map((each: { reference: string }) => each.reference));
      cursor = page.body.cursor;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBeGreaterThanOrEqual(4);
  });
});

describe('The record on the command line', () => {
  test('export writes a case as JSON and as a page that needs nothing else', async () => {
    const { reference } = await aCaseOf('<script>alert(1)</script> rubbish dumped behind 9 Station Road');
    const { folder, remove } = makeFolder();
    const exported = await runMoothall(['export', 'case', reference, '--to', folder], env);
    expect(exported).toMatchObject({ code: 0 });
    const json = JSON.parse(readFileSync(join(folder, `${reference}.json`), 'utf8'));
    expect(json).toMatchObject({ reference, chain: 'holds' });
    const html = readFileSync(join(folder, `${reference}.html`), 'utf8');
    expect(html).toContain('Every link of its chain holds.');
    expect(html).toContain('&lt;script&gt;alert(1)');
    expect(html).not.toMatch(/<script|<link|src=/);
    remove();
    expect((await runMoothall(['export', 'case', 'MB-000-000-000'], env)).code).toBe(1);
  });

  test('verify names the first link that does not hold, whatever was altered', async () => {
    const references = await Promise.all(
      ['litter in Abbey Park', 'fly tipping on Mill Lane', 'noise from the pub again'].map((text) =>
        aCaseOf(text),
      ),
    );
    const [event, message, cut] = references.map(({ reference }) => reference);
    expect((await runMoothall(['verify'], env)).code).toBe(0);
    expect(await runMoothall(['verify', 'MB-000-000-000'], env)).toMatchObject({
      code: 1,
      output: expect.stringContaining('no case has this reference'),
    });
    const client = new pg.Client({ connectionString: database });
    await client.connect();
    // As somebody with the database's own password could.
    await client.query('ALTER TABLE case_event DISABLE TRIGGER USER');
    await client.query('ALTER TABLE message DISABLE TRIGGER USER');
    const of = 'case_id = (SELECT id FROM case_file WHERE reference = $1)';
    await client.query(
      `UPDATE case_event SET data = data || '{"team": "elsewhere"}' WHERE number = 1 AND ${of}`,
      [event],
    );
    await client.query(
      `UPDATE message SET text = 'all is well' WHERE voice = 'resident' AND id IN (SELECT message_id FROM case_message WHERE ${of})`,
      [message],
    );
    await client.query(
      `DELETE FROM case_event WHERE ${of} AND number = (SELECT max(number) FROM case_event WHERE ${of})`,
      [cut],
    );
    await client.end();
    const { code, output } = await runMoothall(['verify'], env);
    expect(code).toBe(1);
    expect(output).toContain(`${event}: event 1: content altered`);
    expect(output).toContain(`${message}: message 1 of its conversation: content altered`);
    expect(output).toMatch(new RegExp(`${cut}: event \\d+: cut off`));
    expect(output).toContain(', 3 broken.');
  });
});
