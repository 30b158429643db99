import { expect, vi } from 'vitest';
import type { Accept, Channel, TellsHealth } from '../../src/core/channel.ts';
import { ids } from '../../src/ids.ts';
import { withClient } from '../../src/store/connection.ts';
import { openStore } from '../../src/store/store.ts';
import { keepLog } from './log.ts';
import { marlcombe } from './moothall.ts';
import { afterwards, freshDatabase } from './postgres.ts';

/** As long as something may take on a busy machine. */
export const soon = { timeout: 15_000, interval: 10 };

/** A resident's message, as the ledger has it. */
export interface Row {
  readonly externalId: string;
  readonly thread: string;
  readonly text: string;
  readonly attachments: readonly { readonly externalId: string; readonly kind: string }[];
  readonly place: { readonly point?: object } | null;
  readonly publicly: { readonly thread: string } | null;
  readonly revises: string | null;
}

export const texts = (rows: readonly Pick<Row, 'text'>[]): string[] => rows.map(({ text }) => text);

/** A ledger of its own for one channel, and what a test asks of it. Ends with the test. */
export async function aLedgerFor(channel: string) {
  const url = await freshDatabase('ledger');
  const { log, lines: logged } = keepLog();
  const store = openStore({ url, council: marlcombe, ids, desks: [], now: () => new Date(), log });
  afterwards(() => store.close());
  const keeping = store.channels.of(channel);
  const rows = () =>
    withClient(url, async (client) => {
      const found = await client.query<Row>(`
        SELECT m.external_id AS "externalId", c.thread, m.text, m.attachments, m.place, m.publicly,
               r.external_id AS revises
          FROM message m JOIN conversation c ON c.id = m.conversation_id LEFT JOIN message r ON r.id = m.revises_id
         WHERE m.voice = 'resident' ORDER BY m.stored_at, c.thread, m.seq`);
      return found.rows;
    });
  return {
    store,
    log,
    logged,
    keeping,
    /** What residents said, in the order it was stored. */
    rows,
    /** The same, once there are this many. */
    async stored(count: number): Promise<Row[]> {
      await vi.waitFor(async () => expect(await rows()).toHaveLength(count), soon);
      return rows();
    },
    cursors: () => keeping.cursors.all(),
    aside: async () => (await store.channels.latestSetAside(100)).map(({ what }) => what),
    counted: async (what: 'repaired' | 'gaps') => {
      await store.channels.flush();
      return (await store.channels.hours(new Date(0))).reduce((sum, hour) => sum + hour[what], 0);
    },
  };
}

/** Listen, and wait until the platform is heard. */
export async function listens(channel: Channel & TellsHealth, accept: Accept): Promise<void> {
  await channel.start(accept);
  await heard(channel);
}

export async function heard(channel: TellsHealth): Promise<void> {
  await vi.waitFor(
    () => {
      if (!channel.health().well) throw new Error(channel.health().why ?? 'not well');
    },
    { timeout: 10_000, interval: 5 },
  );
}

/** A channel that is heard once it is started, and what became of what it took in. */
export function watched<T extends Channel & TellsHealth>(channel: T) {
  const seen: { listening: boolean; asked: number; fault: unknown } = {
    listening: false,
    asked: 0,
    fault: null,
  };
  const noting = (accept: Accept): Accept => {
    return async (message) => {
      try {
        return await accept(message);
      } catch (error) {
        seen.fault = error;
        throw error;
      } finally {
        seen.asked += 1;
      }
    };
  };
  return {
    seen,
    channel: {
      ...channel,
      start: async (accept: Accept) => {
        await listens(channel, noting(accept));
        seen.listening = true;
      },
      stop: async () => {
        seen.listening = false;
        await channel.stop();
      },
    },
  };
}
