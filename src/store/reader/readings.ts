import type { CasesOpened, Confusion, ReadAlike, Readings } from '../../core/scorecard.ts';
import { Prisma, type PrismaClient } from '../generated/client.ts';
import { judged, readCorrected, readSince } from '../judged.ts';

/** Weeks before the first one asked for, to tell what has changed. */
const before = 4;
const worst = 15;

/** What the model read in the latest weeks, the one under way among them, and what people made of it. */
export async function readings(
  prisma: PrismaClient,
  asked: {
    readonly weeks: number;
    readonly now: Date;
    readonly timezone: string;
    readonly askBelow: number;
  },
): Promise<Readings> {
  const { timezone, askBelow } = asked;
  const mondays = await mondaysOf(prisma, asked);
  const [first, shown] = [mondays[0], mondays[before]];
  if (first === undefined || shown === undefined) return { weeks: [], read: [], cases: [], confusions: [] };
  const week = (at: Prisma.Sql) =>
    Prisma.sql`to_char(date_trunc('week', ${at} AT TIME ZONE ${timezone}), 'YYYY-MM-DD')`;
  const [read, cases, confusions] = await Promise.all([
    prisma.$queryRaw<ReadAlike[]>`
      SELECT ${week(Prisma.sql`j.at`)} AS week, j.model, j.label, least(9, floor(j.probability * 10))::int AS band,
             j.probability >= ${askBelow} AS sure, j.truth, count(*)::int AS messages, sum(j.probability) AS given,
             min(j.at) AS first, max(j.at) AS last
        FROM (${judged(readSince(first.begins))}) AS j
       GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1, 2, 3, 4, 5, 6`,
    prisma.$queryRaw<CasesOpened[]>`
      SELECT ${week(Prisma.sql`f.opened_at`)} AS week, count(*)::int AS opened,
             (count(*) FILTER (WHERE f.moved))::int AS moved
        FROM case_facts f WHERE f.opened_at >= ${shown.begins} GROUP BY 1 ORDER BY 1`,
    prisma.$queryRaw<Confusion[]>`
      SELECT j.truth AS label, j.label AS taken, count(*)::int AS times,
             (array_agg(o.reference ORDER BY j.at DESC))[1:5] AS references
        FROM (${judged(readCorrected(shown.begins))}) AS j JOIN case_file o ON o.id = j.case_id
       WHERE j.truth <> j.label AND NOT j.restricted
       GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2 LIMIT ${worst}`,
  ]);
  return { weeks: mondays.slice(before).map(({ day }) => day), read, cases, confusions };
}

/** When each week begins on the council's own clock, oldest first, with those before the first one asked for. */
function mondaysOf(
  prisma: PrismaClient,
  { weeks, now, timezone }: { readonly weeks: number; readonly now: Date; readonly timezone: string },
): Promise<{ day: string; begins: Date }[]> {
  return prisma.$queryRaw`
    SELECT to_char(monday, 'YYYY-MM-DD') AS day, monday AT TIME ZONE ${timezone} AS begins
      FROM (SELECT date_trunc('week', ${now}::timestamptz AT TIME ZONE ${timezone}) - make_interval(weeks => back) AS monday
              FROM generate_series(0, ${weeks + before - 1}::int) AS back) AS each
     ORDER BY monday`;
}
