import type { FastifyInstance } from 'fastify';
import { moveOf } from '../../core/chance.ts';
import { groupName, ledBy, sayCount, sayValue } from '../../core/figure-words.ts';
import { type Table, tableOf } from '../../core/figures-table.ts';
import { type MeasureKey, measureOf } from '../../core/measures.ts';
import type { Backlog, Figures, Measured } from '../../core/statistics.ts';
import { render } from '../views.ts';
import { statsAddress } from './asked.ts';
import { type Cell, casesHref, cellOf, countOpened, type Opened, openedTo, openHref } from './cells.ts';
import { byteOrderMark, groupsCsv, sendCsv } from './csv.ts';
import { asAddress } from './days.ts';
import {
  fileAsked,
  fileName,
  pageAsked,
  type StatsDoors,
  type StatsPage,
  type StatsRequest,
} from './page.ts';
import { reachOf, trendCsv, trendOf } from './trend.ts';

const tiles = [
  'first-response',
  'first-response-in-time',
  'resolution',
  'resolution-in-time',
  'reopened',
  'satisfied',
  'danger-person',
  'opened',
  'resolved',
] as const satisfies readonly MeasureKey[];

const drawn = ['first-response', 'first-response-in-time'] as const satisfies readonly MeasureKey[];
const trendPath = '/desk/stats/trend.csv';

/** How the council did in a period, beside the one before: the first page of the figures. */
export function overviewRoutes(desk: FastifyInstance, doors: StatsDoors): void {
  const { stats } = doors;
  desk.get<StatsRequest>('/stats', async (request, reply) => {
    const page = await pageAsked(request, doors, '/desk/stats');
    const { filters, period, officer } = page;
    const { from: _, to: __, ...kinds } = filters;
    const [now, then, open, trend] = await Promise.all([
      stats.figures(filters, 'language', officer),
      stats.figures({ ...filters, ...period.before }, null, officer),
      stats.backlog(kinds, null, officer),
      trendOf(stats, { measures: drawn, reach: reachOf(page), csv: trendPath }, page),
    ]);
    const view = viewOverview(now, then, open[0], page);
    return render(reply, 'stats/overview.njk', { ...page.frame, ...view, trend });
  });
  desk.get<StatsRequest>('/stats.csv', async (request, reply) => {
    const page = await fileAsked(request, doors, '/desk/stats');
    const measured = await stats.figures(page.filters, null, page.officer);
    return sendCsv(
      reply,
      fileName('all', page),
      byteOrderMark + groupsCsv(tableOf(measured), null, doors.council),
    );
  });
  desk.get<StatsRequest>('/stats/trend.csv', async (request, reply) => {
    const page = await fileAsked(request, doors, '/desk/stats');
    const csv = await trendCsv(stats, { measures: drawn, reach: reachOf(page) }, page);
    return sendCsv(reply, fileName('over-time', page), csv);
  });
}

interface Tile {
  readonly key: MeasureKey;
  readonly title: string;
  readonly cell: Cell;
  /** What it was before, and whether it is better or worse now; null where it is neither, or no more than chance brings. */
  readonly before: Opened;
  readonly move: 'better' | 'worse' | null;
}

export interface OverviewView {
  readonly here: string;
  readonly tiles: readonly Tile[];
  readonly languages: readonly { readonly name: string; readonly cell: Cell }[];
  readonly backlog: {
    readonly open: Opened;
    readonly overdue: Opened;
    readonly oldest: Backlog['oldest'];
    readonly href: string;
  };
}

export function viewOverview(
  now: Measured,
  then: Measured,
  open: Backlog | undefined,
  page: StatsPage,
): OverviewView {
  const table = tableOf(now);
  const [all] = table.rows;
  return {
    here: 'Overview',
    tiles:
      all === undefined ? [] : tiles.map((measure) => tileOf(table, all, measure, now.all, then.all, page)),
    languages: table.rows.slice(1).flatMap((row) => {
      const told = page.around.council.facts.languages.some((language) => language === row.group);
      const group = { by: 'language', key: row.group } as const;
      const href = casesHref('first-response', page.asked, group);
      return told
        ? [
            {
              name: groupName('language', row.group, page.around.council),
              cell: cellOf(table, row, 'first-response', href),
            },
          ]
        : [];
    }),
    backlog: {
      open: countOpened(open?.open ?? 0, openHref('all', page.asked)),
      overdue: openedTo(
        `${(open?.overdue ?? 0).toLocaleString('en-GB')} overdue`,
        open?.overdue ?? 0,
        openHref('overdue', page.asked),
      ),
      oldest: open?.oldest ?? null,
      href: statsAddress('/desk/stats/backlog', page.asked),
    },
  };
}

function tileOf(
  table: Table,
  row: Table['rows'][number],
  measure: MeasureKey,
  now: Figures,
  then: Figures,
  page: StatsPage,
): Tile {
  const { kind } = measureOf(measure);
  const [is, was] = [now[measure], then[measure]];
  const none = was.count === 0 && kind !== 'count';
  return {
    key: measure,
    title: ledBy(measure),
    cell: cellOf(table, row, measure, casesHref(measure, page.asked)),
    before: openedTo(
      none
        ? 'None before'
        : `${sayValue(measure, was.value)} before${kind === 'count' ? '' : `, of ${sayCount(measure, was)}`}`,
      was.count,
      beforeHref(measure, page),
    ),
    move: moveOf(measure, is, was),
  };
}

/** The cases of the period before, up to the same time where this one is not over. */
function beforeHref(measure: MeasureKey, { asked, period, around }: StatsPage): string | null {
  const { days, until } = asAddress(period.before, around.council.facts.timezone);
  return casesHref(measure, { ...asked, ...days }, null, around.now < period.to ? { until } : {});
}
