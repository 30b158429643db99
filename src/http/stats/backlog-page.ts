import type { FastifyInstance } from 'fastify';
import { groupName } from '../../core/figure-words.ts';
import { ageBands, type Backlog, type OpenPart, openParts } from '../../core/statistics.ts';
import { render } from '../views.ts';
import { countOpened, type Opened, openHref } from './cells.ts';
import { rowsOnPage } from './charts.ts';
import { rowsCsv, sendCsv } from './csv.ts';
import type { ChartView } from './groups-page.ts';
import { fileAsked, pageAsked, type StatsDoors, type StatsPage, type StatsRequest } from './page.ts';

const path = '/desk/stats/backlog';
const mostDrawn = 15;

/** What is open now, by team and age. */
export function backlogRoutes(desk: FastifyInstance, doors: StatsDoors): void {
  const ask = ({ filters: { from: _, to: __, ...kinds }, officer }: StatsPage) =>
    doors.stats.backlog(kinds, 'team', officer);
  desk.get<StatsRequest>('/stats/backlog', async (request, reply) => {
    const page = await pageAsked(request, doors, path);
    return render(reply, 'stats/backlog.njk', { ...page.frame, ...viewBacklog(await ask(page), page) });
  });
  desk.get<StatsRequest>('/stats/backlog.csv', async (request, reply) => {
    const page = await fileAsked(request, doors, path);
    const name = `moothall-backlog-${page.around.now.toISOString().slice(0, 10)}`;
    return sendCsv(reply, name, backlogCsv(await ask(page), page));
  });
}

export interface BacklogView {
  readonly here: string;
  readonly columns: readonly string[];
  readonly ageChart: ChartView | null;
  readonly rows: readonly {
    readonly name: string;
    readonly all: boolean;
    /** In the order of `columns`. */
    readonly counts: readonly Opened[];
    readonly oldest: Backlog['oldest'];
  }[];
}

export function viewBacklog(backlogs: readonly Backlog[], { asked, around }: StatsPage): BacklogView {
  const rows = backlogs.map((each, i) => {
    const all = i === 0;
    const group = all ? null : ({ by: 'team', key: each.key } as const);
    const counts = openParts.map((part) => countOpened(countOf(each, part), openHref(part, asked, group)));
    const name = all ? 'All teams' : groupName('team', each.key, around.council);
    return { name, all, counts, oldest: each.oldest };
  });
  const teams = backlogs.slice(1, 1 + mostDrawn);
  const drawing = rowsOnPage(
    {
      id: 'backlog',
      along: teams.map(({ key }) => groupName('team', key, around.council)),
      stacked: true,
      say: (value) => String(Math.round(value)),
      series: ageBands.map((band, i) => ({
        name: `${band} days`,
        values: teams.map(({ ages }) => ages[i] ?? 0),
      })),
    },
    760,
  );
  return {
    here: 'Backlog',
    columns: openParts.map((part) => columnWords[part] ?? `${part} days`),
    ageChart:
      teams.length === 0
        ? null
        : {
            title: 'Open cases by age',
            note: 'Cases open now, by working days since the resident wrote, or since it was opened again long after.',
            drawing,
          },
    rows,
  };
}

const columnWords: Readonly<Partial<Record<OpenPart, string>>> = {
  all: 'Open',
  overdue: 'Overdue',
  'waiting-on-resident': 'Waiting on the resident',
  'waiting-on-partner': 'Waiting on a partner',
};

function countOf(backlog: Backlog, part: OpenPart): number {
  const band = (ageBands as readonly string[]).indexOf(part);
  if (band !== -1) return backlog.ages[band] ?? 0;
  if (part === 'overdue') return backlog.overdue;
  if (part === 'waiting-on-resident') return backlog.waitingOnResident;
  return part === 'waiting-on-partner' ? backlog.waitingOnPartner : backlog.open;
}

function backlogCsv(backlogs: readonly Backlog[], { around }: StatsPage): string {
  const head = ['team', 'name', 'open', 'overdue', 'waiting-on-resident', 'waiting-on-partner'];
  const rows = backlogs.map((each, i) => [
    i === 0 ? 'all' : each.key,
    i === 0 ? 'All teams' : groupName('team', each.key, around.council),
    each.open,
    each.overdue,
    each.waitingOnResident,
    each.waitingOnPartner,
    ...each.ages,
    each.oldest?.reference ?? '',
  ]);
  return rowsCsv([[...head, ...ageBands.map((band) => `days ${band}`), 'oldest'], ...rows]);
}
