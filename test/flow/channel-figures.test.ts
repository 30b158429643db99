import { beforeAll, describe, expect, test } from 'vitest';
import { channelsShape } from '../../src/http/api/channels.ts';
import { aDesk, adminToken, signedIn, type TestDesk } from '../support/desk.ts';
import { aHouse, anOfficer, type House } from '../support/moothall.ts';
import { freshDatabase } from '../support/postgres.ts';
import { aSite, type Site } from '../support/site.ts';

let house: House;
let desk: TestDesk;
let site: Site;
beforeAll(async () => {
  house = await aHouse(await freshDatabase('ledger'));
  [desk, site] = [await aDesk(house), await aSite(house)];
  await house.write('ann', 'my bin was missed', 'one');
  await house.write('ann', 'my bin was missed', 'one');
  await house.write('bob', 'deep pothole in Guild Street', 'one');
  await house.settled();
  const keeping = house.store.channels.of('webchat');
  await keeping.setAside({ externalId: 's1', what: 'a sticker' });
  keeping.count('gap');
}, 120_000);

const ask = (query = '', token = adminToken) =>
  fetch(`${site.address}/api/channels${query}`, { headers: { authorization: `Bearer ${token}` } });

describe('What came on each channel', () => {
  test('is in the API, in the shape its document promises', async () => {
    const report = channelsShape.parse(await (await ask('?hours=2')).json());
    const webchat = report.channels.find(({ channel }) => channel === 'webchat');
    expect(webchat).toMatchObject({
      well: true,
      why: null,
      received: 4,
      repeated: 1,
      stored: 2,
      handled: 2,
      setAside: 1,
      lost: 0,
      repaired: 0,
      gaps: 1,
    });
    expect(webchat?.answered).toBeGreaterThanOrEqual(2);
    expect(report.setAside).toMatchObject([{ channel: 'webchat', what: 'a sticker' }]);
    const sum = (of: (hour: (typeof report.hours)[number]) => number) =>
      report.hours.reduce((total, hour) => total + of(hour), 0);
    expect(sum(({ received }) => received)).toBe(4);
    expect(sum(({ answered }) => answered)).toBe(webchat?.answered);
    const document = await (await fetch(`${site.address}/api/openapi.json`)).json();
    expect(document).toMatchObject({ paths: { '/api/channels': { get: expect.anything() } } });
  });

  test('is the same on the page', async () => {
    const { channels } = channelsShape.parse(await (await ask()).json());
    const { token } = await signedIn(house, { roles: ['manager'] });
    const { body } = await desk.look(token, '/desk/channels');
    const cells = [...body.matchAll(/<td role="cell" data-label="[^"]+">(\d+)<\/td>/g)].map(([, figure]) =>
      Number(figure),
    );
    const of = channels[0];
    expect(cells.slice(0, 9)).toEqual([
      of?.received,
      of?.repeated,
      of?.stored,
      of?.handled,
      of?.answered,
      of?.setAside,
      of?.lost,
      of?.repaired,
      of?.gaps,
    ]);
  });

  test('is in the metrics, with whether each channel hears its platform', async () => {
    const { channels } = channelsShape.parse(await (await ask()).json());
    const metrics = await (await fetch(`${site.address}/metrics`)).text();
    expect(metrics).toContain('moothall_channel_well{channel="webchat"} 1\n');
    for (const kind of [
      'received',
      'repeated',
      'stored',
      'handled',
      'answered',
      'setAside',
      'lost',
      'repaired',
      'gaps',
    ] as const)
      expect(metrics).toContain(
        `moothall_channel_events{channel="webchat",kind="${kind}"} ${channels[0]?.[kind]}\n`,
      );
  });

  test('is told to every officer on the pages they work on while a channel is unwell, and no longer', async () => {
    const { token } = await signedIn(house, { roles: ['officer'] });
    const reference = /MB-[-\d]+/.exec((await desk.look(token, '/desk')).body)?.[0];
    const pages = ['/desk', `/desk/cases/${reference}`];
    const look = async () =>
      Promise.all(
        pages.map(async (page) => (await desk.look(token, page)).body.includes('is not connected')),
      );
    expect(await look()).toEqual([false, false]);
    const health = () => ({ well: false, why: 'Telegram refuses our token <now>.' });
    const telegram = { name: 'telegram', health, send: async () => ({ externalId: '1', at: new Date() }) };
    const limits = { text: 1000, buttons: 0, buttonText: 0, attachments: 0, edits: false };
    house.parts.channels.set('telegram', {
      ...telegram,
      limits,
      start: async () => {},
      stop: async () => {},
    } as never);
    expect(await look()).toEqual([true, true]);
    const { body } = await desk.look(token, '/desk');
    expect(body).toContain('<strong>Telegram:</strong> Telegram refuses our token &lt;now&gt;.');
    expect(body).not.toContain('href="/desk/channels"');
    house.parts.channels.delete('telegram');
    expect(await look()).toEqual([false, false]);
  });

  test('is for managers alone', async () => {
    expect((await ask('', 'nobody')).status).toBe(401);
    const until = new Date(Date.now() + 60_000);
    await house.store.officers.issue(anOfficer.id, 'script', 'api', new Date(), until);
    const refused = await ask('', 'script');
    expect(refused.status).toBe(403);
    expect(await refused.json()).toMatchObject({ error: { code: 'not-allowed' } });
  });

  test.each(['?hours=0', '?hours=169', '?hours=many', '?days=2'])('is refused of %s', async (query) => {
    const refused = await ask(query);
    expect(refused.status).toBe(400);
    expect(await refused.json()).toMatchObject({ error: { code: 'body-invalid' } });
  });
});
