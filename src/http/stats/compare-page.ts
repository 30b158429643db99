import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ledBy, sayCount, sayValue } from '../../core/figure-words.ts';
import { type MeasureKey, measureOf } from '../../core/measures.ts';
import { nameInWords } from '../../core/officer-words.ts';
import { openRows, type SharedFigure } from '../../core/open-data.ts';
import { monthsUpTo } from '../../core/periods.ts';
import { officerAt } from '../desk/sign-in.ts';
import { render } from '../views.ts';
import { statsAskedIn } from './asked.ts';
import { casesHref, openedTo } from './cells.ts';
import { rowsOnPage } from './charts.ts';
import { rowsCsv, sendCsv } from './csv.ts';
import { asAddress, stretchWords } from './days.ts';
import type { StatsDoors, StatsRequest } from './page.ts';

const path = '/desk/stats/compare';
const monthsShown = 12;
const compared = [
  'opened',
  'first-response',
  'first-response-in-time',
  'resolution',
  'resolution-in-time',
  'reopened',
  'first-contact',
  'handed-over-right',
  'chasers',
  'danger-person',
] as const satisfies readonly MeasureKey[];
const drawn = [
  'first-response-in-time',
  'first-response',
  'resolution',
] as const satisfies readonly MeasureKey[];

/** Our figures of a month beside those other councils shared. Ours are told as they would be shared: small ones are not. */
export function compareRoutes(desk: FastifyInstance, doors: StatsDoors): void {
  const { council } = doors;
  desk.get<StatsRequest>('/stats/compare', async (request, reply) => {
    const { officer, months, month, measured, rows, faults } = await comparedIn(request, doors);
    return render(reply, 'stats/compare.njk', {
      officer,
      here: 'Other councils',
      path,
      kept: '',
      faults,
      month: wordsOf(month.month),
      months: months.map((each) => ({
        text: wordsOf(each.month),
        href: `${path}?month=${each.month}`,
        current: each === month,
      })),
      csv: `${path}.csv?month=${month.month}`,
      nobody: rows.every((row) => row.council === council.id),
      ...viewCompared(rows, council.id, wordsOf(month.month), (measure) => {
        const { days } = asAddress(month, council.facts.timezone);
        const { count } = measured.all[measure];
        return { count, href: casesHref(measure, { ...statsAskedIn({}), ...days }) };
      }),
    });
  });
  desk.get<StatsRequest>('/stats/compare.csv', async (request, reply) => {
    const { month, rows } = await comparedIn(request, doors);
    return sendCsv(reply, `moothall-compare-${month.month}`, comparedCsv(rows, council.id));
  });
}

async function comparedIn(
  request: FastifyRequest<StatsRequest>,
  { stats, council, signIn, now }: StatsDoors,
) {
  const officer = request.officer ?? (await officerAt(request, signIn));
  const months = monthsUpTo(null, monthsShown, now(), council.facts.timezone) ?? [];
  const asked = request.query['month'];
  const month = months.find((each) => each.month === asked) ?? months.at(-1);
  if (month === undefined) throw new Error('There is no month that is over.');
  const [measured, shared] = await Promise.all([
    stats.figures({ from: month.from, to: month.to }, null, officer),
    stats.shared(officer),
  ]);
  const ours = openRows({ month: month.month, measured }).map((row) => ({ ...row, council: council.id }));
  const theirs = shared.rows.filter((row) => row.month === month.month && row.council !== council.id);
  return { officer, months, month, measured, rows: [...ours, ...theirs], faults: shared.faults };
}

function comparedCsv(rows: readonly SharedFigure[], own: string): string {
  const councils = councilsIn(rows, own);
  const told = (council: string, measure: MeasureKey) =>
    rows.find((row) => row.council === council && row.measure === measure)?.value ?? null;
  return rowsCsv([
    ['measure', 'unit', ...councils],
    ...compared.map((measure) => [
      ...[measure, measureOf(measure).unit],
      ...councils.map((council) => told(council, measure)),
    ]),
  ]);
}

function councilsIn(rows: readonly SharedFigure[], own: string): string[] {
  return [own, ...[...new Set(rows.map(({ council }) => council))].filter((each) => each !== own).sort()];
}

const wordsOf = (month: string): string => stretchWords(`${month}-01`, 'month');

/** A row for each measure, a column for each council, ours first and opened into its cases. Pure. */
export function viewCompared(
  rows: readonly SharedFigure[],
  own: string,
  month: string,
  casesOf: (measure: MeasureKey) => { readonly count: number; readonly href: string | null },
) {
  const councils = councilsIn(rows, own);
  const figureOf = (council: string, measure: MeasureKey) =>
    rows.find((row) => row.council === council && row.measure === measure);
  const said = (measure: MeasureKey, row: SharedFigure | undefined): string => {
    if (row === undefined) return '–';
    if (row.leftOut) return 'too few to tell';
    if (row.count === 0 && measureOf(measure).kind !== 'count') return 'none';
    const value = sayValue(measure, row.value);
    return measureOf(measure).kind === 'count'
      ? value
      : `${value} (${sayCount(measure, { count: row.count ?? 0 })})`;
  };
  return {
    charts: drawn.flatMap((measure) => {
      const told = councils.map((council) => figureOf(council, measure)?.value ?? null);
      if (told.filter((value) => value !== null).length < 2) return [];
      const { kind, title, unit } = measureOf(measure);
      const drawing = rowsOnPage({
        id: `compare-${measure}`,
        along: councils.map(nameInWords),
        series: [{ name: title, values: told }],
        say: (value) => sayValue(measure, value),
        ...(kind === 'share' ? { most: 1 } : { times: kind === 'time' }),
      });
      return [
        {
          title: ledBy(measure),
          note: `Of all cases of ${month}${kind === 'time' && unit === 'working minutes' ? ', in working time' : ''}.`,
          drawing,
        },
      ];
    }),
    table: {
      title: 'Figures of the month by council',
      columns: ['Measure', ...councils.map(nameInWords)],
      rows: compared.map((measure) => {
        return [
          ledBy(measure),
          ...councils.map((council) => {
            const figure = figureOf(council, measure);
            const words = said(measure, figure);
            const told = council === own && figure !== undefined && !figure.leftOut;
            const { count, href } = told ? casesOf(measure) : { count: 0, href: null };
            return href === null ? words : openedTo(words, count, href);
          }),
        ];
      }),
    },
  };
}
