import { leadingUpTo } from '../../../core/periods.ts';
import type { ReadAsked } from '../../../core/scorecard.ts';
import { Prisma } from '../../generated/client.ts';
import { judged, readSince } from '../../judged.ts';
import type { Listed } from './listing.ts';

const seam = '\n/* which of them */\n';

/** The cases behind a number of the scorecard, the latest opened first: as many as it counts. */
export function casesRead(
  asked: ReadAsked,
  { now, timezone }: { readonly now: Date; readonly timezone: string },
): Listed {
  const { from: since } = leadingUpTo({ to: new Date(+now + 1) }, 'week', asked.weeks, now, timezone);
  const ofCases = asked.of === 'opened' || asked.of === 'moved';
  const at = ofCases ? Prisma.sql`f.opened_at` : Prisma.sql`j.at`;
  const from = ofCases
    ? Prisma.sql`case_facts f JOIN case_file o ON o.id = f.case_id`
    : Prisma.sql`case_facts f JOIN (${judged(readSince(since))}) AS j ON j.case_id = f.case_id`;
  const wheres = [
    Prisma.sql`${at} >= ${since}`,
    ...(asked.week === null
      ? []
      : [
          Prisma.sql`to_char(date_trunc('week', ${at} AT TIME ZONE ${timezone}), 'YYYY-MM-DD') = ${asked.week}`,
        ]),
    ...(asked.of === 'moved' ? [Prisma.sql`f.moved`] : []),
    ...(ofCases ? [] : judgedSo(asked)),
  ];
  const where = Prisma.join(wheres, ' AND ');
  // Numbered as one text, so that the values of both parts follow each other.
  const { text, values } = Prisma.sql`${from}${Prisma.raw(seam)}${where}`;
  const [whence = '', which = ''] = text.split(seam);
  return { from: whence, where: which, values, value: 'NULL::int', rank: '0::int' };
}

function judgedSo({ of, label, truth, model, band }: ReadAsked): Prisma.Sql[] {
  return [
    Prisma.sql`j.truth IS NOT NULL`,
    ...(of === 'judged' ? [] : [Prisma.sql`j.truth <> j.label`]),
    ...(of === 'confused' ? [Prisma.sql`NOT f.restricted`] : []),
    ...(label === null ? [] : [Prisma.sql`j.label = ${label}`]),
    ...(truth === null ? [] : [Prisma.sql`j.truth = ${truth}`]),
    ...(model === null ? [] : [Prisma.sql`j.model = ${model}`]),
    ...(band === null ? [] : [Prisma.sql`least(9, floor(j.probability * 10))::int = ${band}`]),
  ];
}
