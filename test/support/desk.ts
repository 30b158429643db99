import Fastify, { type FastifyInstance, type LightMyRequestResponse } from 'fastify';
import { root } from '../../config/root.ts';
import type { Officer } from '../../src/core/desk.ts';
import { deskRoutes } from '../../src/http/desk/routes.ts';
import { preparePages } from '../../src/http/pages.ts';
import { findPersonal } from '../../src/language/personal.ts';
import { clearLanguage } from '../../src/language/tongue/tongue.ts';
import { recordDoor, signInDoor, statsDoor } from '../../src/reception.ts';
import { keepLog } from './log.ts';
import { type House, marlcombe } from './moothall.ts';
import { afterwards } from './postgres.ts';

export const adminToken = 'an-admin-token-for-tests';

/** The web desk of a working house, asked as a browser asks it. */
export interface TestDesk {
  readonly app: FastifyInstance;
  /** A case opened from a resident's words. */
  aCase(text: string): Promise<{ reference: string; resident: string }>;
  look(token: string, url: string): Promise<LightMyRequestResponse>;
  send(
    token: string,
    url: string,
    fields: Readonly<Record<string, string>>,
    headers?: Readonly<Record<string, string>>,
  ): Promise<LightMyRequestResponse>;
  /** One form of the case page as a browser would send it: with the key and the version it was made with. */
  formOf(token: string, reference: string, form: string): Promise<Record<string, string>>;
}

/** The header a browser with this session sends. */
export const as = (token: string) => ({ cookie: `moothall_desk=${token}` });

/** Open a house's desk, with timings a test can wait for; replies are held back for `hold` seconds. Closed afterwards. */
export async function aDesk(house: House, { hold = 0 }: { hold?: number } = {}): Promise<TestDesk> {
  const now = () => new Date();
  const app = Fastify();
  preparePages(app, { root, council: marlcombe, now });
  deskRoutes(
    app,
    {
      council: marlcombe,
      record: recordDoor(house.parts, house.store, now),
      stats: statsDoor(house.store, now, () => ({ rows: [], faults: [] })),
      signIn: signInDoor(house.store, adminToken, now),
      personal: findPersonal,
      languageOf: clearLanguage,
      now,
      log: keepLog().log,
    },
    { channels: ['webchat'], live: { heartbeat: 500, pause: 20, longest: 60_000 }, hold },
  );
  await app.ready();
  afterwards(async () => {
    await app.close();
  });
  const look: TestDesk['look'] = (token, url) => app.inject({ url, headers: as(token) });
  return {
    app,
    look,
    aCase: (text) => openCase(house, text),
    send: (token, url, fields, headers = {}) =>
      app.inject({
        method: 'POST',
        url,
        headers: { ...as(token), 'content-type': 'application/x-www-form-urlencoded', ...headers },
        payload: new URLSearchParams(fields).toString(),
      }),
    async formOf(token, reference, form) {
      const { body } = await look(token, `/desk/cases/${reference}`);
      const start = body.indexOf(`name="form" value="${form}"`);
      if (start === -1) throw new Error(`The page has no form "${form}".`);
      const field = (name: string) =>
        new RegExp(`name="${name}" value="([^"]*)"`).exec(body.slice(start))?.[1] ?? '';
      return { form, key: field('key'), version: field('version') };
    },
  };
}

let residents = 0;

async function openCase(house: House, text: string): Promise<{ reference: string; resident: string }> {
  residents += 1;
  const resident = `resident-${residents}`;
  await house.write(resident, text);
  await house.settled();
  const said = await house.said(resident);
  const reference = /MB-\d{3}-\d{3}-\d{3}/.exec(said.map((line) => line.text).join(' '))?.[0];
  if (reference === undefined) throw new Error(`No case was opened from "${text}".`);
  return { reference, resident };
}

let count = 0;

/** An officer of the house, and the token of a browser they are signed in with. */
export async function signedIn(
  { store }: House,
  officer: Partial<Officer> = {},
): Promise<{ officer: Officer; token: string }> {
  count += 1;
  const someone: Officer = {
    id: `00000000-0000-7000-8000-0000000001${String(count).padStart(2, '0')}`,
    name: `Officer ${count}`,
    roles: ['officer'],
    team: null,
    ...officer,
  };
  const token = `browser-${count}-${Math.random()}`;
  await store.officers.keep(someone, new Date());
  await store.officers.issue(someone.id, token, 'browser', new Date(), new Date(Date.now() + 3_600_000));
  return { officer: someone, token };
}
