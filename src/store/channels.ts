import type { Pool } from 'pg';
import type { Keeping } from '../core/channel.ts';
import type { Log } from '../core/log.ts';
import type { ChannelHour } from '../core/loss.ts';

/** What no row tells, and is counted. */
export type Counted = 'repeated' | 'repaired' | 'gap';

const addCounts = `
  INSERT INTO channel_hour (channel, hour, repeated, repaired, gaps)
  VALUES ($1, date_trunc('hour', $2::timestamptz), $3, $4, $5)
  ON CONFLICT (channel, hour) DO UPDATE
     SET repeated = channel_hour.repeated + excluded.repeated,
         repaired = channel_hour.repaired + excluded.repaired, gaps = channel_hour.gaps + excluded.gaps`;

// What other rows tell is read from them: it cannot be miscounted.
const readHours = `
  WITH stored AS (
    SELECT m.channel, date_trunc('hour', m.stored_at) AS hour, count(*) AS stored,
           count(*) FILTER (WHERE m.seq <= c.handled_seq) AS handled
      FROM message m JOIN conversation c ON c.id = m.conversation_id
     WHERE m.voice = 'resident' AND m.stored_at >= $1 GROUP BY 1, 2),
  answered AS (
    SELECT via AS channel, date_trunc('hour', sent_at) AS hour, count(*) AS answered
      FROM delivery WHERE kind = 'channel' AND status = 'sent' AND sent_at >= $1 GROUP BY 1, 2),
  aside AS (
    SELECT channel, date_trunc('hour', at) AS hour, count(*) FILTER (WHERE NOT lost) AS aside,
           count(*) FILTER (WHERE lost) AS lost
      FROM set_aside WHERE at >= $1 GROUP BY 1, 2),
  counts AS (SELECT * FROM channel_hour WHERE hour >= date_trunc('hour', $1::timestamptz))
  SELECT channel, hour, coalesce(stored, 0)::int AS stored,
         coalesce(handled, 0)::int AS handled, coalesce(answered, 0)::int AS answered,
         coalesce(aside, 0)::int AS "setAside", coalesce(lost, 0)::int AS lost, coalesce(repeated, 0)::int AS repeated,
         coalesce(repaired, 0)::int AS repaired, coalesce(gaps, 0)::int AS gaps
    FROM stored FULL JOIN answered USING (channel, hour) FULL JOIN aside USING (channel, hour)
         FULL JOIN counts USING (channel, hour)
   ORDER BY hour DESC, channel`;

/** How often what was counted is added to the ledger. */
const everyMs = 1_000;

/** What channels keep in the ledger beside the messages, and the loss ledger made from it. */
export function channelKeeping(pool: Pool, now: () => Date, log: Log) {
  const uncounted = new Map<string, Record<Counted, number>>();
  let timer: NodeJS.Timeout | undefined;
  let adding: Promise<void> = Promise.resolve();

  const count = (channel: string, what: Counted, howMany = 1): void => {
    const counts = uncounted.get(channel) ?? { repeated: 0, repaired: 0, gap: 0 };
    uncounted.set(channel, { ...counts, [what]: counts[what] + howMany });
    timer ??= setTimeout(() => void flush(), everyMs).unref();
  };

  /** Add what was counted to the ledger. What cannot be added now is added later. */
  const flush = (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    adding = adding.then(add);
    return adding;
  };

  async function add(): Promise<void> {
    const counts = [...uncounted];
    uncounted.clear();
    for (const [channel, { repeated, repaired, gap }] of counts) {
      const values = [channel, now(), repeated, repaired, gap];
      await pool.query(addCounts, values).catch((error: unknown) => {
        log.warn({ error, channel }, 'what a channel counted could not be kept yet');
        count(channel, 'repeated', repeated);
        count(channel, 'repaired', repaired);
        count(channel, 'gap', gap);
      });
    }
  }

  return {
    count,
    flush,

    /** What one channel keeps. */
    of: (channel: string): Keeping => ({
      cursors: {
        async all() {
          const { rows } = await pool.query<{ name: string; value: string }>(
            'SELECT name, value FROM channel_cursor WHERE channel = $1',
            [channel],
          );
          return new Map(rows.map(({ name, value }) => [name, value]));
        },
        async keep(name, value) {
          await pool.query(
            `INSERT INTO channel_cursor (channel, name, value, at) VALUES ($1, $2, $3, $4)
             ON CONFLICT (channel, name) DO UPDATE SET value = excluded.value, at = excluded.at`,
            [channel, name, value, now()],
          );
        },
        async forget(name) {
          await pool.query('DELETE FROM channel_cursor WHERE channel = $1 AND name = $2', [channel, name]);
        },
      },
      async setAside({ externalId, what, lost = false }) {
        await pool.query(
          `INSERT INTO set_aside (channel, external_id, what, at, lost) VALUES ($1, $2, $3, $4, $5)
           ON CONFLICT (channel, external_id) DO NOTHING`,
          [channel, externalId, what, now(), lost],
        );
      },
      count(what, howMany) {
        count(channel, what, howMany);
        // Rare, and told by nothing else: it does not wait to be added.
        if (what === 'gap') void flush();
      },
    }),

    /** Hour by hour, the latest first, since then. */
    async hours(since: Date): Promise<ChannelHour[]> {
      const { rows } = await pool.query<ChannelHour>(readHours, [since]);
      return rows;
    },

    /** The latest things set aside, the newest first. */
    async latestSetAside(limit: number): Promise<{ channel: string; what: string; at: Date }[]> {
      const { rows } = await pool.query<{ channel: string; what: string; at: Date }>(
        'SELECT channel, what, at FROM set_aside ORDER BY at DESC LIMIT $1',
        [limit],
      );
      return rows;
    },
  };
}
