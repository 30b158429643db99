import { setImmediate as turn } from 'node:timers/promises';
import type { Pool, PoolClient } from 'pg';
import { beginning, type Days, eachDay, monthAfter, monthOf, nextDay, wholeDays } from '../../core/days.ts';
import { type Grouping, groupings } from '../../core/statistics.ts';
import { enquiries, enquiryGroupings } from '../reader/figures/enquiries.ts';
import {
  byDate,
  inReach,
  measured,
  ofEnquiries,
  type SummedMeasure,
  summedMeasures,
  toldAs,
} from '../reader/figures/measured.ts';
import { addCell, type Cell, Sum, tallied } from '../reader/figures/tally.ts';
import { addPacked, packed } from './cells.ts';
import { keyOf, kindName, kinds } from './kinds.ts';
import { type Making, makingName } from './making.ts';
import { inTurn } from './turn.ts';

/** A day is rolled up when it has been over for so long: whatever was being written at its end is there by then. */
export const settledMs = 2 * 3_600_000;

const lock = 5_011_973;

/** A day of a group, by its groupings: enquiries have no team and no ward. */
type Row = { readonly day: string } & Readonly<Partial<Record<Grouping, string | null>>>;

/** Sums by key, one for each measure, of one breakdown of one stretch. */
type Sums = Map<string, Partial<Record<SummedMeasure, Sum>>>;

/**
 * Make the rollups of days that have none or are stale, the latest month of these first, and give how many days that
 * were; 0 when all are as they should be. Any number of processes may do this at once: one does, the others give 0.
 */
export function refreshRollups(pool: Pool, making: Making, now: Date): Promise<number> {
  return inTurn(pool, lock, (client) => refreshSome(client, making, now));
}

async function refreshSome(client: PoolClient, making: Making, now: Date): Promise<number> {
  const marks = await client.query<{ day: string }>('SELECT DISTINCT day::text FROM rollup_stale');
  const settled = await settledDays(client, making.timezone, now);
  if (settled === null) return 0;
  const days = await wanted(client, settled, makingName(making), new Set(marks.rows.map(({ day }) => day)));
  if (days.length === 0) return 0;
  await make(client, days, making, now);
  // Only the marks this transaction can see: what they stand for is in the facts it has read. Days before the first
  // whole one are never rolled up.
  await client.query('DELETE FROM rollup_stale WHERE day = ANY($1::date[]) OR day < $2', [
    days,
    settled.first,
  ]);
  return days.length;
}

const longestTurnMs = 10;

/** Lets others have their turn where a long sum has had one: the same process answers residents. */
function giveWay(): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < longestTurnMs) return;
    await turn();
    since = performance.now();
  };
}

/** Every day that can be rolled up: from the first case to what is over. */
async function settledDays(client: PoolClient, timezone: string, now: Date): Promise<Days | null> {
  const { rows } = await client.query<{ first: Date | null }>(
    'SELECT min(opened_at) AS first FROM case_facts',
  );
  const first = rows[0]?.first ?? null;
  return first && wholeDays(first, new Date(now.getTime() - settledMs), timezone);
}

/** The days of one month, the latest that has any, that have no rollup or a stale one. */
async function wanted(
  client: PoolClient,
  settled: Days,
  making: string,
  stale: ReadonlySet<string>,
): Promise<string[]> {
  const { rows: there } = await client.query<{ day: string }>(
    `SELECT day::text FROM rollup WHERE stretch = 'day' AND kind = '' AND making = $1`,
    [making],
  );
  const made = new Set(there.map(({ day }) => day));
  const days = eachDay(settled).filter((day) => stale.has(day) || !made.has(day));
  const latest = days.at(-1);
  return latest === undefined ? [] : days.filter((day) => monthOf(day) === monthOf(latest));
}

async function make(client: PoolClient, days: readonly string[], making: Making, now: Date) {
  const span = { first: days[0] ?? '', end: nextDay(days.at(-1) ?? '') };
  const told = await tally(client, span, making, now);
  const name = makingName(making);
  for (const day of days) {
    const sums = told.get(day) ?? [];
    await keep(
      client,
      'day',
      day,
      kinds.map((_, i) => sums[i] ?? new Map()),
      name,
    );
  }
  await makeMonth(client, monthOf(span.first), name);
}

/** Sums of each day by breakdown, from the facts of cases and from enquiries. */
async function tally(
  client: PoolClient,
  { first, end }: Days,
  making: Making,
  now: Date,
): Promise<Map<string, Sums[]>> {
  const { timezone } = making;
  const told = new Map<string, Sums[]>();
  const pause = giveWay();
  const from = beginning(first, timezone);
  const to = beginning(end, timezone);
  const add = (row: Row, measures: readonly SummedMeasure[], cellOf: (measure: SummedMeasure) => Cell) => {
    const sums = told.get(row.day) ?? kinds.map((): Sums => new Map());
    told.set(row.day, sums);
    kinds.forEach((kind, i) => {
      if (!kind.every((each) => each in row)) return;
      for (const key of measures)
        addCell(sumAt(sums[i] as Sums, keyOf(kind, row), key), toldAs(key), cellOf(key));
    });
  };
  for (const [at, keys] of byDate) {
    const columns = keys.map((key) => {
      const read = measured[key];
      return `${tallied(read, read.of ?? 'TRUE')} AS "${key}"`;
    });
    const dimensions = groupings.map((each) => `f.${each}`).join(', ');
    const { rows } = await client.query<Row & Readonly<Record<SummedMeasure, Cell>>>(
      `SELECT to_char(${at} AT TIME ZONE $3, 'YYYY-MM-DD') AS day, ${dimensions}, ${columns.join(', ')}
         FROM case_facts f WHERE ${inReach(from, now)} AND ${at} >= $1 AND ${at} < $2 GROUP BY 1, ${dimensions}`,
      [from, to, timezone],
    );
    for (const row of rows) {
      add(row, keys, (key) => row[key]);
      await pause();
    }
  }
  const asked = { by: enquiryGroupings, daysIn: timezone };
  for (const row of await enquiries(client, { from, to }, asked, making)) {
    add(row, [ofEnquiries], () => row.cell);
    await pause();
  }
  return told;
}

function sumAt(sums: Sums, key: string, measure: SummedMeasure): Sum {
  const group = sums.get(key) ?? {};
  sums.set(key, group);
  const sum = group[measure] ?? new Sum();
  group[measure] = sum;
  return sum;
}

/** A month is made of its days, once it has all of them. */
async function makeMonth(client: PoolClient, month: string, making: string): Promise<void> {
  const end = monthAfter(month);
  const cells = summedMeasures.map((_, i) => `cells[${i + 1}] AS cell${i}`);
  const { rows } = await client.query<{ kind: string; keys: string[]; [cell: string]: unknown }>(
    `SELECT kind, keys, ${cells.join(', ')}
       FROM (SELECT kind, keys, cells || '{}'::bytea[] AS cells FROM rollup
              WHERE stretch = 'day' AND day >= $1 AND day < $2 AND making = $3 OFFSET 0) AS unpacked`,
    [month, end, making],
  );
  if (rows.filter(({ kind }) => kind === '').length < eachDay({ first: month, end }).length) return;
  const sums = kinds.map((): Sums => new Map());
  const places = new Map(kinds.map((kind, i) => [kindName(kind), i]));
  const pause = giveWay();
  for (const row of rows) {
    const all = sums[places.get(row.kind) ?? -1];
    if (all === undefined) continue;
    summedMeasures.forEach((measure, i) => {
      const each = row.keys.map((key) => sumAt(all, key, measure));
      addPacked(toldAs(measure), row[`cell${i}`] as Buffer, each);
    });
    await pause();
  }
  await keep(client, 'month', month, sums, making);
}

async function keep(
  client: PoolClient,
  stretch: 'day' | 'month',
  day: string,
  sums: readonly Sums[],
  making: string,
): Promise<void> {
  const values: unknown[] = [];
  const pause = giveWay();
  for (const [i, kind] of kinds.entries()) {
    const groups = [...(sums[i] ?? [])];
    const cells: Buffer[] = [];
    for (const measure of summedMeasures) {
      const each = groups.map(([, group]) => group[measure]);
      cells.push(packed(toldAs(measure), each));
      await pause();
    }
    values.push(
      kindName(kind),
      groups.map(([key]) => key),
      cells,
    );
  }
  const rows = kinds.map(
    (_, i) => `($1, $2::date, $${3 * i + 4}, $${3 * i + 5}::text[], $${3 * i + 6}::bytea[], $3)`,
  );
  await client.query(
    `INSERT INTO rollup (stretch, day, kind, keys, cells, making) VALUES ${rows.join(', ')}
     ON CONFLICT (stretch, kind, day) DO UPDATE
        SET keys = EXCLUDED.keys, cells = EXCLUDED.cells, making = EXCLUDED.making`,
    [stretch, day, making, ...values],
  );
}
