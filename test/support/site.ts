import { loadShared } from '../../config/open-data.ts';
import { root } from '../../config/root.ts';
import { totalsOf } from '../../src/core/loss.ts';
import { buildApp } from '../../src/http/app.ts';
import type { Doors } from '../../src/http/doors.ts';
import { findPersonal } from '../../src/language/personal.ts';
import { clearLanguage } from '../../src/language/tongue/tongue.ts';
import { healthOf } from '../../src/listening.ts';
import { recordDoor, signInDoor, statsDoor } from '../../src/reception.ts';
import { adminToken } from './desk.ts';
import { keepLog } from './log.ts';
import { type House, marlcombe } from './moothall.ts';
import { afterwards } from './postgres.ts';

/** The web door of a working house, listening, that can go away and come back at the same address. */
export interface Site {
  readonly address: string;
  goAway(): Promise<void>;
  comeBack(): Promise<void>;
}

/** Open it; `shared` is the folder of what other councils shared, and the clock may be one that stands. */
export async function aSite(house: House, shared = '', now = () => new Date()): Promise<Site> {
  const doors: Doors = {
    council: marlcombe,
    chat: house.parts.webchat,
    record: recordDoor(house.parts, house.store, now),
    stats: statsDoor(house.store, now, () => loadShared(shared)),
    signIn: signInDoor(house.store, adminToken, now),
    personal: findPersonal,
    languageOf: clearLanguage,
    now,
    log: keepLog().log,
  };
  const operation = {
    checks: async () => ({ ledger: await house.store.healthy() }),
    waiting: () => house.store.lost.waiting(now()),
    channels: () => healthOf(house.parts.channels.values()),
    counts: async () => totalsOf(await house.store.channels.hours(new Date(Date.now() - 3_600_000))),
    missedRings: () => house.queues.missedRings(),
  };
  const open = () => buildApp({ doors, operation, root, channels: ['webchat'], embedOrigins: '*' });
  let app = await open();
  const address = await app.listen({ port: 0, host: '127.0.0.1' });
  afterwards(() => app.close());
  return {
    address,
    goAway: () => app.close(),
    async comeBack() {
      app = await open();
      await app.listen({ port: Number(new URL(address).port), host: '127.0.0.1' });
    },
  };
}
