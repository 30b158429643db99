import type { PoolClient } from 'pg';
import {
  beginning,
  type Days,
  eachDay,
  monthOf,
  monthsIn,
  wholeDays,
  wholeMonths,
} from '../../../core/days.ts';
import { type Grouping, groupings, type StatsFilters } from '../../../core/statistics.ts';
import { addPacked } from '../../rollups/cells.ts';
import { groupOf, kindFor, kindName } from '../../rollups/kinds.ts';
import { type Making, makingName } from '../../rollups/making.ts';
import { groupAsked } from './asking.ts';
import { type SummedMeasure, summedMeasures, toldAs } from './measured.ts';
import type { Sum } from './tally.ts';

/** A part of a period that no rollup has, to be counted from the facts themselves. */
export interface Gap {
  readonly from: Date;
  readonly to: Date;
}

interface Row {
  readonly day: string;
  readonly keys: readonly string[];
  readonly [cell: string]: unknown;
}

/** More gaps than these cost more to fill, a statement to each, than everything costs to count. */
const mostGaps = 8;

/**
 * Add up what rollups keep of a period, and give the parts of it they do not have: today, days cut in two, days whose
 * facts have changed since. `sumOf` says where a group's measure is added, by the first day of the stretch; months
 * are read whole where `months` says they may be. To be asked in one transaction that sees one state of the ledger: a
 * change and the mark it leaves are seen together or not at all.
 */
export async function addKept(
  client: PoolClient,
  filters: StatsFilters,
  asked: {
    readonly by: Grouping | null;
    readonly measures: readonly SummedMeasure[];
    readonly making: Making;
    readonly months: boolean;
    readonly sumOf: (measure: SummedMeasure, group: string | null, day: string) => Sum;
  },
): Promise<Gap[]> {
  const { by, making } = asked;
  const { timezone } = making;
  const filtered = groupings.filter((each) => filters[each] !== undefined);
  const kind = kindFor(new Set([...filtered, ...(by === null ? [] : [by])]));
  const days = wholeDays(filters.from, filters.to, timezone);
  if (kind === null || days === null) return [filters];
  const stale = await staleDays(client, days);
  const read = { kind: kindName(kind), measures: asked.measures, making: makingName(making) };
  const months = asked.months ? wholeMonths(days) : null;
  const whole = months === null ? [] : await rowsOf(client, 'month', monthsIn(months), read);
  const staleMonths = new Set([...stale].map(monthOf));
  const usable = whole.filter(({ day }) => !staleMonths.has(day));
  const inMonth = new Set(usable.map(({ day }) => day));
  const rest = eachDay(days).filter((day) => !inMonth.has(monthOf(day)) && !stale.has(day));
  const single = await rowsOf(client, 'day', rest, read);
  const alone = new Set(single.map(({ day }) => day));
  const gaps = gapsIn(filters, days, (day) => inMonth.has(monthOf(day)) || alone.has(day), timezone);
  if (gaps.length > mostGaps) return [filters];
  for (const row of [...usable, ...single]) {
    const groups = row.keys.map((key) => groupOf(kind, key));
    const fits = groups.map((group) => filtered.every((each) => group[each] === groupAsked(filters, each)));
    asked.measures.forEach((measure, i) => {
      const sums = groups.map((group, j) =>
        fits[j] === true
          ? asked.sumOf(measure, by === null ? null : (group[by] ?? null), row.day)
          : undefined,
      );
      addPacked(toldAs(measure), row[`cell${i}`] as Buffer, sums);
    });
  }
  return gaps;
}

async function staleDays(client: PoolClient, { first, end }: Days): Promise<Set<string>> {
  const { rows } = await client.query<{ day: string }>(
    'SELECT DISTINCT day::text FROM rollup_stale WHERE day >= $1 AND day < $2',
    [first, end],
  );
  return new Set(rows.map(({ day }) => day));
}

async function rowsOf(
  client: PoolClient,
  stretch: 'day' | 'month',
  days: readonly string[],
  read: { readonly kind: string; readonly measures: readonly SummedMeasure[]; readonly making: string },
): Promise<Row[]> {
  if (days.length === 0) return [];
  const cells = read.measures.map(
    (measure, i) => `cells[${summedMeasures.indexOf(measure) + 1}] AS cell${i}`,
  );
  const { rows } = await client.query<Row>(
    // To take an array out of storage costs more than all that is done with it: once, and not for each cell.
    `SELECT day::text, keys, ${cells.join(', ')}
       FROM (SELECT day, keys, cells || '{}'::bytea[] AS cells FROM rollup
              WHERE stretch = $1 AND kind = $2 AND day = ANY($3::date[]) AND making = $4 OFFSET 0) AS unpacked`,
    [stretch, read.kind, days, read.making],
  );
  return rows;
}

/** What is left of a period when some of its days are covered: one gap for all that follow one another. */
function gapsIn(period: Gap, days: Days, isCovered: (day: string) => boolean, timezone: string): Gap[] {
  const gaps: Gap[] = [];
  let from: Date | null = period.from;
  const close = (to: Date) => {
    if (from !== null && from < to) gaps.push({ from, to });
    from = null;
  };
  for (const day of eachDay(days)) {
    const covered = isCovered(day);
    if (covered && from !== null) close(beginning(day, timezone));
    else if (!covered) from ??= beginning(day, timezone);
  }
  from ??= beginning(days.end, timezone);
  close(period.to);
  return gaps;
}
