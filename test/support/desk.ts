import Fastify, { type FastifyInstance } from 'fastify';
import { root } from '../../config/root.ts';
import type { Officer } from '../../src/core/desk.ts';
import { deskRoutes } from '../../src/http/desk/routes.ts';
import type { Doors } from '../../src/http/doors.ts';
import { preparePages } from '../../src/http/pages.ts';
import { recordDoor, signInDoor } from '../../src/reception.ts';
import { keepLog } from './log.ts';
import { type House, marlcombe } from './moothall.ts';
import { afterwards } from './postgres.ts';

export const adminToken = 'an-admin-token-for-tests';

/** The web desk of a working house, with timings a test can wait for. Closed afterwards. */
export async function aDesk(house: House): Promise<{ app: FastifyInstance; doors: Omit<Doors, 'chat'> }> {
  const now = () => new Date();
  const doors = {
    council: marlcombe,
    record: recordDoor(house.parts, house.store, house.queues, now),
    signIn: signInDoor(house.store, adminToken, now),
    now,
    log: keepLog().log,
  };
  const app = Fastify();
  preparePages(app, { root, council: marlcombe, now });
  deskRoutes(app, doors, { channels: ['webchat'], live: { heartbeat: 500, pause: 20, longest: 60_000 } });
  await app.ready();
  afterwards(async () => {
    await app.close();
  });
  return { app, doors };
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
