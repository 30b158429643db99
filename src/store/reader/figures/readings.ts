import type { PoolClient } from 'pg';
import { beginning, nextWeek } from '../../../core/days.ts';
import { mondaysUpTo } from '../../../core/periods.ts';
import type { CasesOpened, ModelRead, ReadAlike, Readings } from '../../../core/scorecard.ts';
import { Prisma } from '../../generated/client.ts';
import { judged, readWithin } from '../../judged.ts';
import { type Reading, readingName } from '../../rollups/making.ts';
import { type WeekKept, weekFrom } from '../../rollups/week-kept.ts';

/** Weeks before the first one asked for, to tell what has changed. */
const before = 4;

/** What the model read in some weeks, and what became of the cases opened in them. */
export type WeeksRead = Omit<Readings, 'weeks'>;

/** What the model read in the latest weeks, the one under way among them, and what people made of it. */
export async function readings(
  client: PoolClient,
  { weeks, now, making }: { readonly weeks: number; readonly now: Date; readonly making: Reading },
): Promise<Readings> {
  const mondays = mondaysUpTo(weeks + before, now, making.timezone);
  const shown = mondays.slice(before);
  const isShown = ({ week }: { readonly week: string }) => shown.includes(week);
  const { read, models, cases } = await weeksRead(client, mondays, making);
  return { weeks: shown, read, models: models.filter(isShown), cases: cases.filter(isShown) };
}

/** Some weeks, given by their Mondays in order: from rollups where they are kept, else counted. */
export async function weeksRead(
  client: PoolClient,
  weeks: readonly string[],
  making: Reading,
): Promise<WeeksRead> {
  const kept = await weeksKept(client, weeks, making);
  const gaps = weeks.filter((week) => !kept.has(week));
  const told = [...kept.values(), await weeksCounted(client, gaps, making)];
  return {
    read: inOrder(told.flatMap(({ read }) => read)),
    models: inOrder(told.flatMap(({ models }) => models)),
    cases: inOrder(told.flatMap(({ cases }) => cases)),
  };
}

const inOrder = <T extends { readonly week: string }>(some: T[]) =>
  some.sort((one, other) => (one.week < other.week ? -1 : one.week > other.week ? 1 : 0));

/** Those of some weeks that are rolled up, and of which nothing has changed since. */
async function weeksKept(
  client: PoolClient,
  weeks: readonly string[],
  making: Reading,
): Promise<Map<string, WeeksRead>> {
  const { rows } = await client.query<{ week: string; read: WeekKept }>(
    `SELECT week::text, read FROM reading_week AS w
      WHERE week = ANY($1::date[]) AND making = $2 AND NOT EXISTS (SELECT 1 FROM reading_stale AS s WHERE s.week = w.week)`,
    [weeks, readingName(making)],
  );
  return new Map(rows.map(({ week, read }) => [week, weekFrom(week, read)]));
}

/** Some weeks, given by their Mondays in order, counted from the messages and cases themselves. */
export async function weeksCounted(
  client: PoolClient,
  weeks: readonly string[],
  { timezone, askBelow }: Reading,
): Promise<WeeksRead> {
  if (weeks.length === 0) return { read: [], models: [], cases: [] };
  const spans = spansOf(weeks, timezone);
  const week = (at: Prisma.Sql) =>
    Prisma.sql`to_char(date_trunc('week', ${at} AT TIME ZONE ${timezone}), 'YYYY-MM-DD')`;
  const { rows: read } = await ask<ReadAlike>(
    client,
    Prisma.sql`
    SELECT ${week(Prisma.sql`j.at`)} AS week, j.model, j.label, least(9, floor(j.probability * 10))::int AS band,
           j.probability >= ${askBelow} AS sure, j.truth, count(*)::int AS messages,
           (count(*) FILTER (WHERE j.truth IS NOT NULL AND j.restricted))::int AS restricted,
           sum(j.probability::numeric)::float8 AS given,
           coalesce(to_jsonb((array_agg(json_build_object('reference', o.reference, 'at', j.at) ORDER BY j.at DESC, o.reference)
             FILTER (WHERE o.id IS NOT NULL))[1:5]), '[]') AS cases
      FROM (${judged(readWithin(spans))}) AS j
      LEFT JOIN case_file o ON o.id = j.case_id AND j.truth <> j.label AND NOT j.restricted
     GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1, 2, 3, 4, 5, 6`,
  );
  const { rows: models } = await ask<ModelRead>(
    client,
    Prisma.sql`
    SELECT ${week(Prisma.sql`c.at`)} AS week, c.model, min(c.at) AS first, max(c.at) AS last
      FROM (${readWithin(spans)}) AS c GROUP BY 1, 2 ORDER BY 1, 2`,
  );
  const opened = spans.map(({ from, to }) => Prisma.sql`(f.opened_at >= ${from} AND f.opened_at < ${to})`);
  const { rows: cases } = await ask<CasesOpened>(
    client,
    Prisma.sql`
    SELECT ${week(Prisma.sql`f.opened_at`)} AS week, count(*)::int AS opened,
           (count(*) FILTER (WHERE f.moved))::int AS moved
      FROM case_facts f WHERE ${Prisma.join(opened, ' OR ')} GROUP BY 1 ORDER BY 1`,
  );
  return { read: read.map(revived), models, cases };
}

/** JSON has no times. */
function revived(alike: ReadAlike): ReadAlike {
  return { ...alike, cases: alike.cases.map(({ reference, at }) => ({ reference, at: new Date(at) })) };
}

/** The stretches some weeks are, those that follow each other as one. */
function spansOf(weeks: readonly string[], timezone: string): { readonly from: Date; readonly to: Date }[] {
  const first = weeks.filter((week, i) => i === 0 || nextWeek(weeks[i - 1] ?? '') !== week);
  const last = weeks.filter((week, i) => nextWeek(week) !== weeks[i + 1]);
  return first.map((week, i) => ({
    from: beginning(week, timezone),
    to: beginning(nextWeek(last[i] ?? week), timezone),
  }));
}

function ask<Row extends object>(client: PoolClient, { text, values }: Prisma.Sql) {
  return client.query<Row>(text, values);
}
