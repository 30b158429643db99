import type { PoolClient } from 'pg';
import { beginning, nextWeek } from '../../../core/days.ts';
import { mondaysUpTo } from '../../../core/periods.ts';
import type { ReadAsked } from '../../../core/scorecard.ts';
import type { CasesBehind } from '../../../core/statistics.ts';
import { Prisma } from '../../generated/client.ts';
import { isCorrectedSince, judgedCases } from '../../judged.ts';
import type { Reading } from '../../rollups/making.ts';
import { type Counted, countOf, type Leafing, type Listed, pageOf } from './listing.ts';
import { weeksRead } from './readings.ts';

/** A page of the cases behind a number of the scorecard, the latest opened first: as many as it counts. */
export async function casesRead(
  client: PoolClient,
  asked: ReadAsked,
  leafing: Leafing,
  { now, making }: { readonly now: Date; readonly making: Reading },
): Promise<CasesBehind> {
  const weeks = mondaysUpTo(asked.weeks, now, making.timezone).filter(
    (week) => asked.week === null || week === asked.week,
  );
  if (weeks.length === 0) return { cases: [], count: 0, hidden: 0, next: null };
  const listed = listedAs(asked, weeks, making.timezone);
  // Many messages are counted in no time where their weeks are rolled up.
  const counted =
    asked.of === 'opened' || asked.of === 'moved'
      ? await countOf(client, listed)
      : countedIn(asked, await weeksRead(client, weeks, making));
  return pageOf(client, listed, leafing, counted);
}

function listedAs(asked: ReadAsked, weeks: readonly string[], timezone: string): Listed {
  const ofCases = asked.of === 'opened' || asked.of === 'moved';
  const from = beginning(weeks[0] ?? '', timezone);
  const to = beginning(nextWeek(weeks.at(-1) ?? ''), timezone);
  const at = Prisma.raw(ofCases ? 'f.opened_at' : 'j.at');
  const wheres = [
    Prisma.sql`${at} >= ${from} AND ${at} < ${to}`,
    ...(asked.of === 'moved' ? [Prisma.sql`f.moved`] : []),
    ...(ofCases ? [] : judgedSo(asked, from)),
  ];
  const { text, values } = Prisma.join(wheres, ' AND ');
  return {
    from: ofCases ? 'case_facts f' : judgedCases,
    where: text,
    values,
    value: 'NULL::int',
    rank: '0::int',
  };
}

function judgedSo({ of, label, truth, model, band }: ReadAsked, since: Date): Prisma.Sql[] {
  return [
    Prisma.sql`t.truth IS NOT NULL`,
    ...(of === 'judged' ? [] : [Prisma.sql`t.truth <> j.label AND ${isCorrectedSince(since)}`]),
    ...(of === 'confused' ? [Prisma.sql`NOT f.restricted`] : []),
    ...(label === null ? [] : [Prisma.sql`j.label = ${label}`]),
    ...(truth === null ? [] : [Prisma.sql`t.truth = ${truth}`]),
    ...(model === null ? [] : [Prisma.sql`j.model = ${model}`]),
    ...(band === null ? [] : [Prisma.sql`least(9, floor(j.probability * 10))::int = ${band}`]),
  ];
}

function countedIn(asked: ReadAsked, { read }: Pick<Awaited<ReturnType<typeof weeksRead>>, 'read'>): Counted {
  const fits = (wanted: unknown, is: unknown) => wanted === null || wanted === is;
  const some = read.filter(
    ({ label, truth, model, band }) =>
      truth !== null &&
      (asked.of === 'judged' || truth !== label) &&
      fits(asked.label, label) &&
      fits(asked.truth, truth) &&
      fits(asked.model, model) &&
      fits(asked.band, band),
  );
  const all = some.reduce((sum, { messages }) => sum + messages, 0);
  const restricted = some.reduce((sum, each) => sum + each.restricted, 0);
  return asked.of === 'confused' ? { count: all - restricted, restricted: 0 } : { count: all, restricted };
}
