import type { Pool, PoolClient } from 'pg';
import { beginning, nextWeek } from '../../core/days.ts';
import { mondaysUpTo } from '../../core/periods.ts';
import { weeksCounted } from '../reader/figures/readings.ts';
import { type Reading, readingName } from './making.ts';
import { settledMs } from './refresh.ts';
import { inTurn } from './turn.ts';
import { weekKept } from './week-kept.ts';

const lock = 5_011_974;
/** More than a scorecard of a year asks for. */
const kept = 60;
const atOnce = 4;

/**
 * Roll up what was read in weeks that are over and have no rollup or a stale one, the latest first, and give how many
 * that were; 0 when all are as they should be. Any number of processes may do this at once: one does.
 */
export function refreshWeeks(pool: Pool, making: Reading, now: Date): Promise<number> {
  return inTurn(pool, lock, async (client) => {
    const weeks = await weeksOver(client, making.timezone, now);
    const there = await mondaysIn(client, 'SELECT week::text FROM reading_week WHERE making = $1', [
      readingName(making),
    ]);
    const stale = await mondaysIn(client, 'SELECT DISTINCT week::text FROM reading_stale', []);
    const wanted = weeks.filter((week) => stale.has(week) || !there.has(week)).slice(-atOnce);
    if (wanted.length > 0) await make(client, wanted, making);
    // Only the marks this transaction can see: what they stand for is in what it has read. Weeks that nothing asks for
    // any more are not made again.
    await client.query('DELETE FROM reading_stale WHERE week = ANY($1::date[]) OR week < $2', [
      wanted,
      weeks[0] ?? null,
    ]);
    return wanted.length;
  });
}

async function make(client: PoolClient, weeks: readonly string[], making: Reading): Promise<void> {
  const counted = await weeksCounted(client, weeks, making);
  const rows = weeks.map((week) => ({ week, read: weekKept(week, counted), making: readingName(making) }));
  await client.query(
    `INSERT INTO reading_week SELECT * FROM jsonb_populate_recordset(NULL::reading_week, $1)
     ON CONFLICT (week) DO UPDATE SET read = EXCLUDED.read, making = EXCLUDED.making`,
    [JSON.stringify(rows)],
  );
}

/** The Mondays of the latest weeks that are over, but those before the first case. */
async function weeksOver(client: PoolClient, timezone: string, now: Date): Promise<string[]> {
  const { rows } = await client.query<{ first: Date | null }>(
    'SELECT min(opened_at) AS first FROM case_facts',
  );
  const first = rows[0]?.first ?? null;
  const weeks = mondaysUpTo(kept + 1, new Date(+now - settledMs), timezone).slice(0, -1);
  return first === null ? [] : weeks.filter((week) => beginning(nextWeek(week), timezone) > first);
}

async function mondaysIn(client: PoolClient, asked: string, values: unknown[]): Promise<Set<string>> {
  const { rows } = await client.query<{ week: string }>(asked, values);
  return new Set(rows.map(({ week }) => week));
}
