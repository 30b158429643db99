import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Channel, ChannelNeeds, InboundMessage } from '../../src/core/channel.ts';
import type { Desk, DeskNeeds, Officer } from '../../src/core/desk.ts';
import type { Understander } from '../../src/core/understanding.ts';
import { folderStorage } from '../../src/files/storage.ts';
import { ids } from '../../src/ids.ts';
import { findPersonal } from '../../src/language/personal.ts';
import { openQueues, type Queues } from '../../src/queue/queues.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { type Parts, startWork, wire } from '../../src/wiring.ts';
import { marlcombe, realLanguage } from './language.ts';
import { keepLog } from './log.ts';
import { afterwards } from './postgres.ts';

export { marlcombe } from './language.ts';

/** An officer with every role. */
export const anOfficer: Officer = {
  id: '00000000-0000-7000-8000-00000000000a',
  name: 'Priya Shah',
  roles: ['officer', 'safeguarding'],
  team: 'waste',
};

/** Moothall without its pages: the store, the queues and the steps, working. */
export interface House {
  readonly store: Store;
  readonly queues: Queues;
  readonly parts: Parts;
  /** Everything said in a resident's conversation so far, oldest first. */
  said(resident: string): Promise<{ voice: string; text: string | null; seq: number }[]>;
  /** Write as a resident of the web chat. */
  write(resident: string, text: string, id?: string): ReturnType<Parts['accept']>;
  /** Wait until nothing waits: no message unhandled, no delivery unsent. Throws after `seconds`. */
  settled(seconds?: number): Promise<void>;
}

/** A working house on a ledger, with its queue on Redis when there is a `redisUrl`, reading with `language` or else the real model. Closed afterwards. */
export async function aHouse(
  url: string,
  options: {
    redisUrl?: string;
    working?: boolean;
    language?: Understander;
    /** Channels beside the web chat. */
    adapters?: (needsOf: (channel: string) => ChannelNeeds) => readonly Channel[];
    /** Desks beside the web desk, by their names; started with the house. */
    desks?: Readonly<Record<string, (needs: DeskNeeds) => Desk>>;
  } = {},
): Promise<House> {
  const now = () => new Date();
  const { log } = keepLog();
  const { adapters = () => [], desks = {} } = options;
  const store = openStore({ url, council: marlcombe, ids, desks: ['web', ...Object.keys(desks)], now, log });
  const queues = await openQueues({ databaseUrl: url, redisUrl: options.redisUrl, log });
  const language = options.language ?? (await realLanguage());
  const folder = mkdtempSync(join(tmpdir(), 'moothall-files-'));
  const files = { storage: folderStorage(folder), most: 1_000_000 };
  const parts = wire({
    ids,
    council: marlcombe,
    store,
    queues,
    language,
    files,
    adapters,
    desks: (needsOf) => Object.entries(desks).map(([name, make]) => make(needsOf(name))),
    personal: findPersonal,
    now,
    log,
  });
  const stops: (() => Promise<unknown>)[] = [];
  for (const channel of parts.channels.values()) await channel.start(parts.accept);
  for (const desk of parts.desks.values()) await desk.start(parts.act);
  if (options.working !== false) await startWork(parts, queues, store, log, now, stops, false);
  await store.officers.keep(anOfficer, now());
  afterwards(async () => {
    for (const desk of parts.desks.values()) await desk.stop();
    for (const stop of stops) await stop();
    await queues.close();
    await store.close();
    rmSync(folder, { recursive: true });
  });
  return {
    store,
    queues,
    parts,
    said: (resident) => store.reader.lines(addressOf(resident), 0),
    write: (resident, text, id) => parts.accept(aMessageFrom(resident, text, id)),
    async settled(seconds = 10) {
      const giveUp = Date.now() + seconds * 1000;
      for (;;) {
        const { messages, deliveries } = await store.lost.waiting(now());
        if (messages === 0 && deliveries === 0) return;
        if (Date.now() > giveUp)
          throw new Error(`Still waiting: ${messages} conversations, ${deliveries} deliveries.`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
  };
}

const addressOf = (resident: string) => ({ channel: 'webchat', resident, thread: resident });

let count = 0;

/** A message as the web chat's `read` makes it. */
export function aMessageFrom(resident: string, text: string, id?: string): InboundMessage {
  count += 1;
  return {
    externalId: `${resident}:${id ?? `m${count}`}`,
    from: addressOf(resident),
    text,
    attachments: [],
    sentAt: new Date(),
  };
}
