import type { FastifyInstance } from 'fastify';
import { groupName, sayValue } from '../../core/figure-words.ts';
import { type MeasureKey, measureKeys, measureOf } from '../../core/measures.ts';
import type { CaseBehind, CasesBehind, Part } from '../../core/statistics.ts';
import { statusTag } from '../desk/words.ts';
import { render } from '../views.ts';
import { statsAddress } from './asked.ts';
import { opens } from './cells.ts';
import { casesCsv, sendCsv } from './csv.ts';
import {
  fileAsked,
  fileName,
  pageAsked,
  type StatsDoors,
  type StatsPage,
  type StatsRequest,
} from './page.ts';

const path = '/desk/stats/cases';
const parts: readonly Part[] = ['all', 'part', 'rest'];

/** What the parts of a share are called. */
const partWords: Readonly<Partial<Record<MeasureKey, readonly [part: string, rest: string]>>> = {
  'first-response-in-time': ['In time', 'Missed'],
  'resolution-in-time': ['In time', 'Missed'],
  reopened: ['Opened again', 'Not opened again'],
  'first-contact': ['At first contact', 'Not at first contact'],
  'repeat-contact': ['Repeated', 'Not repeated'],
  'handed-over-right': ['Right at once', 'Moved'],
};

/** The cases behind a figure, and a file of every case of a period. */
export function casesRoutes(desk: FastifyInstance, doors: StatsDoors): void {
  desk.get<StatsRequest>('/stats/cases', async (request, reply) => {
    const page = await pageAsked(request, doors, path);
    const { query } = request;
    const measure = measureKeys.find((key) => key === query['measure'] && opens(key)) ?? 'opened';
    const part = parts.find((each) => each === query['part']) ?? 'all';
    const cursor = typeof query['cursor'] === 'string' ? { cursor: query['cursor'] } : {};
    const behind = await doors.stats.casesBehind(measure, page.filters, { part, ...cursor }, page.officer);
    const view = viewCases(behind, { measure, part, first: query['cursor'] === undefined }, page);
    return render(reply, 'stats/cases.njk', { ...page.frame, ...view });
  });
  desk.get<StatsRequest>('/stats/cases.csv', async (request, reply) => {
    const page = await fileAsked(request, doors, path);
    const rows = doors.stats.caseRows(page.filters, page.officer);
    return sendCsv(reply, fileName('cases', page), casesCsv(rows, { bom: true }));
  });
}

interface CaseView {
  readonly reference: string;
  readonly service: string;
  readonly team: string;
  readonly status: ReturnType<typeof statusTag>;
  readonly openedAt: Date;
  readonly value: string | null;
}

export interface CasesView {
  readonly measure: { readonly key: MeasureKey; readonly title: string; readonly definition: string };
  readonly measures: readonly { readonly value: string; readonly text: string }[];
  readonly count: number;
  readonly hidden: number;
  readonly cases: readonly CaseView[];
  readonly adds: string | null;
  readonly parts: readonly { readonly text: string; readonly href: string; readonly current: boolean }[];
  readonly next: string | null;
  readonly first: string | null;
}

export function viewCases(
  behind: CasesBehind,
  asked: { readonly measure: MeasureKey; readonly part: Part; readonly first: boolean },
  page: StatsPage,
): CasesView {
  const { measure, part } = asked;
  const { key, title, definition, kind } = measureOf(measure);
  const address = (more: Record<string, string>) =>
    statsAddress(path, page.asked, {}, { measure, ...(part === 'all' ? {} : { part }), ...more });
  const words = partWords[measure] ?? ['The part', 'The rest'];
  return {
    measure: { key, title, definition },
    measures: measureKeys.filter(opens).map((value) => ({ value, text: measureOf(value).title })),
    count: behind.count,
    hidden: behind.hidden,
    cases: behind.cases.map((each) => caseView(each, asked.measure, page)),
    adds: kind === 'count' ? null : title,
    parts:
      kind === 'share'
        ? parts.map((each) => ({
            text: each === 'all' ? 'All' : each === 'part' ? words[0] : words[1],
            href: statsAddress(path, page.asked, {}, { measure, ...(each === 'all' ? {} : { part: each }) }),
            current: each === part,
          }))
        : [],
    next: behind.next === null ? null : address({ cursor: behind.next }),
    first: asked.first ? null : address({}),
  };
}

function caseView(each: CaseBehind, measure: MeasureKey, { around }: StatsPage): CaseView {
  return {
    reference: each.reference,
    service: groupName('service', each.service, around.council),
    team: groupName('team', each.team, around.council),
    status: statusTag(each.status as Parameters<typeof statusTag>[0], null),
    openedAt: each.openedAt,
    value: addedBy(each.value, measure),
  };
}

function addedBy(value: number | null, measure: MeasureKey): string | null {
  const { kind } = measureOf(measure);
  if (value === null || kind === 'count') return null;
  if (kind === 'share') return (partWords[measure] ?? ['Yes', 'No'])[value === 1 ? 0 : 1];
  return kind === 'rate' ? String(value) : sayValue(measure, value);
}
