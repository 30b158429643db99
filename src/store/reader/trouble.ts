import { type Demand, type DueSoon, hoursAhead, type Stretch, sameHours } from '../../core/trouble.ts';
import { Prisma, type PrismaClient } from '../generated/client.ts';

/** Whether restricted cases may be named. */
interface Sees {
  readonly restricted: boolean;
}

/** What is counted to see trouble early, now and in the same hours of the weeks before. */
export interface Counts {
  readonly hours: Stretch;
  /** How many of the weeks before lie wholly within the ledger's time. */
  readonly weeks: number;
  readonly services: readonly Demand[];
  readonly wards: readonly Demand[];
  readonly channels: readonly Demand[];
  readonly dueSoon: readonly DueSoon[];
}

interface Counted {
  readonly key: string;
  /** 1 for now, 2 for a week before. */
  readonly n: number;
  readonly count: number;
}

/** Counts at this instant. `dueSoon` leaves out restricted cases unless they may be seen; the counts do not. */
export async function countsNow(
  prisma: PrismaClient,
  asked: Sees & { readonly now: Date; readonly timezone: string },
): Promise<Counts> {
  const { now: hours, before } = sameHours(asked.now, asked.timezone);
  const first = await prisma.case.findFirst({ orderBy: { openedAt: 'asc' }, select: { openedAt: true } });
  const known = before.filter(({ from }) => first !== null && first.openedAt <= from);
  const stretches = [hours, ...known];
  const spans = Prisma.sql`unnest(${stretches.map(({ from }) => from)}::timestamptz[], ${stretches.map(({ to }) => to)}::timestamptz[])
    WITH ORDINALITY AS s(begins, ends, n)`;
  const opened = (key: Prisma.Sql) => prisma.$queryRaw<Counted[]>`
    SELECT ${key} AS key, s.n::int, count(*)::int AS count
      FROM ${spans} JOIN case_file c ON c.opened_at >= s.begins AND c.opened_at < s.ends
     WHERE ${key} IS NOT NULL GROUP BY 1, 2`;
  const [services, wards, channels, dueSoon] = await Promise.all([
    opened(Prisma.sql`c.service`),
    opened(Prisma.sql`c.place->'ward'->>'code'`),
    prisma.$queryRaw<Counted[]>`
      SELECT m.channel AS key, s.n::int, count(*)::int AS count
        FROM ${spans} JOIN message m ON m.stored_at >= s.begins AND m.stored_at < s.ends
       WHERE m.voice = 'resident' AND (${anyOf(stretches)}) GROUP BY 1, 2`,
    casesDue(prisma, asked),
  ]);
  const demands = (counted: readonly Counted[]) => demandsOf(counted, known.length);
  return {
    hours,
    weeks: known.length,
    services: demands(services),
    wards: demands(wards),
    channels: demands(channels),
    dueSoon,
  };
}

/** That a message came in one of the stretches: a join alone would not be looked up by its index. */
function anyOf(stretches: readonly Stretch[]): Prisma.Sql {
  return Prisma.join(
    stretches.map(({ from, to }) => Prisma.sql`(m.stored_at >= ${from} AND m.stored_at < ${to})`),
    ' OR ',
  );
}

/** The latest cases of a service or a ward opened in a stretch, for whoever asks which. */
export async function latestOf(
  prisma: PrismaClient,
  asked: Sees & { readonly hours: Stretch; readonly what: 'service' | 'ward'; readonly key: string },
): Promise<string[]> {
  const { hours, what, key, restricted } = asked;
  const is = what === 'service' ? { service: key } : { place: { path: ['ward', 'code'], equals: key } };
  const rows = await prisma.case.findMany({
    where: {
      openedAt: { gte: hours.from, lt: hours.to },
      ...is,
      ...(restricted ? {} : { restricted: false }),
    },
    orderBy: { openedAt: 'desc' },
    take: 10,
    select: { reference: true },
  });
  return rows.map(({ reference }) => reference);
}

function demandsOf(counted: readonly Counted[], weeks: number): Demand[] {
  return [...new Set(counted.map(({ key }) => key))].sort().map((key) => {
    const at = (n: number) => counted.find((each) => each.key === key && each.n === n)?.count ?? 0;
    return { key, now: at(1), before: Array.from({ length: weeks }, (_, i) => at(i + 2)) };
  });
}

/** Open cases whose first answer, or whose close unless they wait on somebody else, falls due in the next hours. */
async function casesDue(
  prisma: PrismaClient,
  { now, restricted }: Sees & { readonly now: Date },
): Promise<DueSoon[]> {
  const until = new Date(now.getTime() + hoursAhead * 3_600_000);
  // Each kind of due time by its own index: of all that is open, little falls due so soon.
  const rows = await prisma.$queryRaw<{ team: string; reference: string; due: Date }[]>`
    SELECT team, reference, due FROM (
      SELECT c.team, c.reference, c.restricted, c.first_response_due AS due FROM case_file c
       WHERE c.first_response_due > ${now} AND c.first_response_due <= ${until}
         AND c.first_responded_at IS NULL AND c.status <> 'resolved'
       UNION ALL
      SELECT c.team, c.reference, c.restricted, f.resolution_due FROM case_facts f JOIN case_file c ON c.id = f.case_id
       WHERE f.resolution_due > ${now} AND f.resolution_due <= ${until}
         AND c.first_responded_at IS NOT NULL AND c.status NOT IN ('resolved', 'waiting-on-resident', 'waiting-on-partner')) AS soon
     WHERE ${restricted} OR NOT restricted ORDER BY due, reference LIMIT 1000`;
  const byTeam = new Map<string, { reference: string; due: Date }[]>();
  for (const { team, ...one } of rows) byTeam.set(team, [...(byTeam.get(team) ?? []), one]);
  return [...byTeam].map(([team, cases]) => ({ team, cases }));
}
