import type { FastifyInstance } from 'fastify';
import { groupName, groupWords, ledBy, sayCount, sayValue, targetWords } from '../../core/figure-words.ts';
import { type Table, tableOf } from '../../core/figures-table.ts';
import type { MeasureKey } from '../../core/measures.ts';
import { measureOf } from '../../core/measures.ts';
import { fewestShared, type Grouping, type Measured, noWard } from '../../core/statistics.ts';
import { render } from '../views.ts';
import { statsAddress, wrongWith } from './asked.ts';
import { casesHref, cellOf, type FiguresRow } from './cells.ts';
import { rowsOnPage } from './charts.ts';
import { byteOrderMark, groupsCsv, sendCsv } from './csv.ts';
import { daysInWords } from './days.ts';
import type { Drawing } from './drawing.ts';
import { wardsOnPage } from './map.ts';
import {
  fileAsked,
  fileName,
  pageAsked,
  type StatsDoors,
  type StatsPage,
  type StatsRequest,
} from './page.ts';

/** The measures a page by group shows, in the order of its columns. */
export const shown = [
  'opened',
  'first-response',
  'first-response-in-time',
  'resolution',
  'resolution-in-time',
  'reopened',
  'handed-over-right',
] as const satisfies readonly MeasureKey[];

const pages: readonly (readonly [path: string, by: Grouping])[] = [
  ['/stats/teams', 'team'],
  ['/stats/services', 'service'],
  ['/stats/channels', 'channel'],
  ['/stats/wards', 'ward'],
  ['/stats/languages', 'language'],
];

/** Names under a chart; the table has them all. */
const mostDrawn = 15;

/** The figures by team, service, channel, ward and language, each as a page and as a CSV file. */
export function groupRoutes(desk: FastifyInstance, doors: StatsDoors): void {
  for (const [path, by] of pages) {
    desk.get<StatsRequest>(path, async (request, reply) => {
      const page = await pageAsked(request, doors, `/desk${path}`);
      const measured = await doors.stats.figures(page.filters, by, page.officer);
      return render(reply, 'stats/groups.njk', { ...page.frame, ...viewGroups(measured, by, page) });
    });
    desk.get<StatsRequest>(`${path}.csv`, async (request, reply) => {
      const page = await fileAsked(request, doors, `/desk${path}`);
      const measured = await doors.stats.figures(page.filters, by, page.officer);
      const csv = groupsCsv(tableOf(measured), by, doors.council);
      return sendCsv(reply, fileName(by, page), byteOrderMark + csv);
    });
  }
}

export interface GroupsView {
  readonly here: string;
  readonly by: Grouping;
  readonly columns: readonly { readonly key: MeasureKey; readonly title: string }[];
  readonly rows: readonly (FiguresRow & { readonly target: string | null })[];
  readonly charts: readonly ChartView[];
}

export interface ChartView {
  readonly title: string;
  readonly note: string;
  readonly drawing: Drawing;
}

export function viewGroups(measured: Measured, by: Grouping, page: StatsPage): GroupsView {
  const { council } = page.around;
  const table = tableOf(measured);
  return {
    here: groupWords[by].many,
    by,
    columns: shown.map((key) => ({ key, title: ledBy(key) })),
    rows: table.rows.map((row, i) =>
      rowView(table, row, { by: i === 0 ? null : by, shown, targets: true }, page),
    ),
    charts: [...mapOf(measured, by, page), ...chartsOf(measured, (key) => groupName(by, key, council), page)],
  };
}

/** A row of a table as a page shows it: some measures of it, each opened into its cases. */
export function rowView(
  table: Table,
  row: Table['rows'][number],
  {
    by,
    shown,
    targets = false,
  }: { readonly by: Grouping | null; readonly shown: readonly MeasureKey[]; readonly targets?: boolean },
  page: StatsPage,
): FiguresRow & { readonly target: string | null } {
  const { asked, around } = page;
  const service =
    targets && by === 'service' && row.group !== null ? around.council.services.get(row.group) : undefined;
  return {
    name: by === null ? 'All cases' : groupName(by, row.group, around.council),
    href: by === null ? null : groupHref(by, row.group, page),
    all: by === null,
    key: row.group,
    target:
      service === undefined
        ? null
        : `Targets: ${targetWords(service.firstResponse)}, ${targetWords(service.resolution)}`,
    cells: shown.map((measure) =>
      cellOf(table, row, measure, casesHref(measure, asked, by === null ? null : { by, key: row.group })),
    ),
  };
}

/** The overview of a group; null of one there is no filter for, because it is no more. */
function groupHref(by: Grouping, key: string | null, { asked, around }: StatsPage): string | null {
  const value = key ?? (by === 'ward' ? noWard : '');
  if (value === '' || wrongWith(by, value, around) !== null) return null;
  return statsAddress('/desk/stats', asked, { [by]: value });
}

function chartsOf(
  { groups }: Measured,
  nameOf: (key: string | null) => string,
  { period }: StatsPage,
): ChartView[] {
  return (['first-response', 'first-response-in-time'] as const).flatMap((measure) => {
    // A bar of a few cases is as long as one of hundreds: the table has it.
    const enough = groups.filter(({ figures }) => figures[measure].count >= fewestShared);
    const some = enough.slice(0, mostDrawn);
    if (some.length === 0) return [];
    const times = measure === 'first-response';
    const drawing = rowsOnPage({
      id: `by-${measure}`,
      along: some.map(({ key }) => nameOf(key)),
      say: (value) => sayValue(measure, value),
      series: [
        {
          name: times ? 'Half within' : 'In time',
          values: some.map(({ figures }) => figures[measure].value),
        },
        ...(times
          ? [{ name: '9 in 10 within', values: some.map(({ figures }) => figures[measure].p90) }]
          : []),
      ],
      ...(times ? { times } : { most: 1 }),
    });
    const notes = [
      `${daysInWords(period)}.`,
      ...(enough.length > mostDrawn ? [`The ${mostDrawn} with the most cases.`] : []),
      times ? 'In working time.' : 'Of those that fell due, open and overdue ones among them.',
      ...(groups.length > enough.length ? [`Those with fewer than ${fewestShared} are left out.`] : []),
    ];
    return [{ title: measureOf(measure).title, note: notes.join(' '), drawing }];
  });
}

function mapOf({ groups, all }: Measured, by: Grouping, { around, period }: StatsPage): ChartView[] {
  if (by !== 'ward') return [];
  const values = new Map(
    groups.flatMap(({ key, figures }) => (key === null ? [] : [[key, figures.opened.count] as const])),
  );
  const say = (value: number) => `${Math.round(value)} cases`;
  const drawing = wardsOnPage({ id: 'map', wards: around.council.wards, values, say });
  const title = 'Cases opened, by ward';
  const unknown = groups.find(({ key }) => key === null)?.figures.opened.count ?? 0;
  const notes = [
    `${daysInWords(period)}.`,
    'Darker is more: cases, not cases for each who lives there.',
    ...(unknown === 0
      ? []
      : [
          `The ward of ${unknown.toLocaleString('en-GB')} of ${sayCount('opened', all.opened)} is not known: they are in the table alone.`,
        ]),
  ];
  return drawing === null ? [] : [{ title, note: notes.join(' '), drawing }];
}
