import type { FastifyInstance } from 'fastify';
import { ledBy } from '../../core/figure-words.ts';
import { tableOf } from '../../core/figures-table.ts';
import type { MeasureKey } from '../../core/measures.ts';
import { fewestShared } from '../../core/statistics.ts';
import { render } from '../views.ts';
import { byteOrderMark, groupsCsv, sendCsv } from './csv.ts';
import { rowView } from './groups-page.ts';
import { fileAsked, fileName, pageAsked, type StatsDoors, type StatsRequest } from './page.ts';
import { reachOf, trendCsv, trendOf } from './trend.ts';

const path = '/desk/stats/danger';
const shown = ['danger-advice', 'danger-person'] as const satisfies readonly MeasureKey[];

const drawn = ['danger-person'] as const satisfies readonly MeasureKey[];
const trendPath = `${path}/trend.csv`;

/** How soon residents in danger had advice, and a person. */
export function dangerRoutes(desk: FastifyInstance, doors: StatsDoors): void {
  desk.get<StatsRequest>('/stats/danger', async (request, reply) => {
    const page = await pageAsked(request, doors, path);
    const [measured, trend] = await Promise.all([
      doors.stats.figures(page.filters, 'service', page.officer),
      trendOf(doors.stats, { measures: drawn, reach: reachOf(page), csv: trendPath }, page),
    ]);
    const table = tableOf(measured, shown);
    const at = table.columns.findIndex(({ key }) => key === 'danger-person.count');
    const [all, ...services] = table.rows;
    const some = services
      .filter(({ cells }) => cells.some((cell) => (cell ?? 0) > 0))
      .sort((one, other) => (other.cells[at] ?? 0) - (one.cells[at] ?? 0));
    const row = (each: (typeof table.rows)[number]) =>
      rowView(table, each, { by: each === all ? null : 'service', shown }, page);
    const isFew = ({ cells }: (typeof table.rows)[number]) => (cells[at] ?? 0) < fewestShared;
    return render(reply, 'stats/danger.njk', {
      ...page.frame,
      here: 'Danger',
      columns: shown.map((key) => ({ key, title: ledBy(key) })),
      rows: [all, ...some.filter((each) => !isFew(each))].flatMap((each) =>
        each === undefined ? [] : [row(each)],
      ),
      fewRows: some.filter(isFew).map(row),
      trend,
    });
  });
  desk.get<StatsRequest>('/stats/danger.csv', async (request, reply) => {
    const page = await fileAsked(request, doors, path);
    const measured = await doors.stats.figures(page.filters, 'service', page.officer);
    const csv = groupsCsv(tableOf(measured, shown), 'service', doors.council);
    return sendCsv(reply, fileName('danger', page), byteOrderMark + csv);
  });
  desk.get<StatsRequest>('/stats/danger/trend.csv', async (request, reply) => {
    const page = await fileAsked(request, doors, path);
    const csv = await trendCsv(doors.stats, { measures: drawn, reach: reachOf(page) }, page);
    return sendCsv(reply, fileName('danger-over-time', page), csv);
  });
}
