import type { FastifyInstance } from 'fastify';
import { Refusal } from '../../core/errors.ts';
import { groupName, sayValue } from '../../core/figure-words.ts';
import { type MeasureKey, measureKeys, measureOf } from '../../core/measures.ts';
import type { CaseBehind, CasesBehind, ListAsked, Part } from '../../core/statistics.ts';
import { statusTag } from '../desk/words.ts';
import { render } from '../views.ts';
import { type StatsChip, statsAddress } from './asked.ts';
import { opens } from './cells.ts';
import { forSpreadsheets, listCsv, sendCsv } from './csv.ts';
import { hourWords, type Narrowing, narrowingIn, openWords, ratingInWords, within } from './narrowing.ts';
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
  'survey-answered': ['Answered', 'Not answered'],
  satisfied: ['Satisfied', 'Not satisfied'],
};

/** The cases behind a figure, those open now, and a file of every case of a period. */
export function casesRoutes(desk: FastifyInstance, doors: StatsDoors): void {
  desk.get<StatsRequest>('/stats/cases', async (request, reply) => {
    const { query } = request;
    const narrowing = narrowingIn(query);
    const asked = { ...shownIn(query), narrowing };
    const { since: _, until: __, ...lasting } = addressOf(asked);
    const options = { gone: true, more: addressOf(asked), moreOfPeriod: lasting };
    const page = await pageAsked(request, doors, path, options);
    const { cursor } = asked;
    const leaf = cursor === null ? {} : { cursor };
    const behind = await doors.stats.cases(listOf(asked, page), leaf, page.officer);
    // What may have been is no fault where there are cases of it.
    const faults = [...narrowing.faults, ...(behind.count > 0 ? [] : page.faults)];
    return render(reply, 'stats/cases.njk', { ...page.frame, faults, ...viewCases(behind, asked, page) });
  });
  desk.get<StatsRequest>('/stats/cases/list.csv', async (request, reply) => {
    const narrowing = narrowingIn(request.query);
    const asked = { ...shownIn(request.query), narrowing };
    const page = await pageAsked(request, doors, path, { gone: true });
    const of = listOf(asked, page);
    // In a file a filter left out would go unseen; what may have been is none where there are cases of it.
    const { count } = page.faults.length === 0 ? { count: 1 } : await doors.stats.cases(of, {}, page.officer);
    const faults = [...narrowing.faults, ...(count > 0 ? [] : page.faults)];
    if (faults.length > 0) throw new Refusal('body-invalid', faults.join(' '));
    const { open } = narrowing;
    const adds = open === null && measureOf(asked.measure).kind !== 'count' ? asked.measure : 'value';
    const name = open === null ? fileName(`cases-${asked.measure}`, page) : `moothall-${openName(open)}`;
    return sendCsv(reply, name, listCsv(doors.stats.allCases(of, page.officer), adds));
  });
  desk.get<StatsRequest>('/stats/cases.csv', async (request, reply) => {
    const page = await fileAsked(request, doors, path);
    const lines = doors.stats.caseLines(page.filters, page.officer);
    return sendCsv(reply, fileName('cases', page), forSpreadsheets(lines));
  });
}

interface Shown {
  readonly measure: MeasureKey;
  readonly part: Part;
  readonly cursor: string | null;
  readonly narrowing: Narrowing;
}

function shownIn(query: StatsRequest['Querystring']): Omit<Shown, 'narrowing'> {
  return {
    measure: measureKeys.find((key) => key === query['measure'] && opens(key)) ?? 'opened',
    part: parts.find((each) => each === query['part']) ?? 'all',
    cursor: typeof query['cursor'] === 'string' ? query['cursor'] : null,
  };
}

function listOf({ measure, part, narrowing }: Shown, { filters }: StatsPage): ListAsked {
  const { from, to, ...kinds } = filters;
  if (narrowing.open !== null) return { open: narrowing.open, filters: kinds };
  const { hour, rating } = narrowing;
  return { measure, part, hour, rating, filters: { ...kinds, ...within({ from, to }, narrowing) } };
}

/** What the address of a list has beside the filters of every page. */
function addressOf({ measure, part, narrowing }: Omit<Shown, 'cursor'>): Record<string, string> {
  if (narrowing.open !== null) return { open: narrowing.open };
  return { measure, ...(part === 'all' ? {} : { part }), ...narrowing.asked };
}

interface CaseView {
  readonly reference: string;
  readonly service: string;
  readonly team: string;
  readonly status: ReturnType<typeof statusTag>;
  readonly openedAt: Date;
  /** What it adds to the figure, in words; of an open case, when its clock started. */
  readonly value: string | null;
  readonly startedAt: Date | null;
}

export interface CasesView {
  readonly title: string;
  readonly definition: string;
  /** Null of what is open now: no period applies to it. */
  readonly measure: MeasureKey | null;
  /** What narrows the list beside the filters, each with the address without it. */
  readonly narrowed: readonly StatsChip[];
  /** For the form of the filters. */
  readonly inForm: Readonly<Record<string, string>>;
  readonly since: Date | null;
  readonly until: Date | null;
  readonly count: number;
  readonly hidden: number;
  readonly cases: readonly CaseView[];
  readonly adds: string | null;
  readonly parts: readonly { readonly text: string; readonly href: string; readonly current: boolean }[];
  /** The file of all of them. */
  readonly listCsv: string;
  readonly next: string | null;
  readonly first: string | null;
}

export function viewCases(behind: CasesBehind, asked: Shown, page: StatsPage): CasesView {
  const { measure, part, cursor, narrowing } = asked;
  const { open, since, until } = narrowing;
  const { title, definition, kind } = measureOf(measure);
  const own = addressOf(asked);
  const address = (more: Record<string, string> = {}) =>
    statsAddress(path, page.asked, {}, { ...own, ...more });
  const { since: _, until: __, ...inForm } = own;
  return {
    title: open === null ? `Cases behind: ${title}` : openWords(open),
    definition: open === null ? definition : openDefinition,
    measure: open === null ? measure : null,
    narrowed: narrowedTo(narrowing, own, page),
    inForm,
    since,
    until,
    count: behind.count,
    hidden: behind.hidden,
    cases: behind.cases.map((each) => caseView(each, asked, page)),
    adds: open !== null ? 'Waiting since' : kind === 'count' ? null : title,
    parts: open === null && kind === 'share' ? partLinks(measure, part, own, page) : [],
    listCsv: statsAddress(`${path}/list.csv`, page.asked, {}, own),
    next: behind.next === null ? null : address({ cursor: behind.next }),
    first: cursor === null ? null : address(),
  };
}

function narrowedTo({ hour, rating }: Narrowing, own: Record<string, string>, page: StatsPage): StatsChip[] {
  const chip = (name: string, text: string) => {
    const rest = Object.fromEntries(Object.entries(own).filter(([each]) => each !== name));
    return { text, without: statsAddress(path, page.asked, {}, rest) };
  };
  return [
    ...(hour === null ? [] : [chip('hour', hourWords(hour))]),
    ...(rating === null ? [] : [chip('rating', ratingInWords(rating))]),
  ];
}

const openName = (open: string) => `open-${open.replaceAll(' ', '-')}`;

const openDefinition =
  'Cases not resolved as it stands now, whenever they came; the oldest first. One is overdue when its first response or its resolution has not come and should have. Its age is in working days, from when the resident wrote, or from when it was opened again long after.';

function partLinks(measure: MeasureKey, part: Part, own: Record<string, string>, page: StatsPage) {
  const { part: _, ...whole } = own;
  const words = partWords[measure] ?? ['The part', 'The rest'];
  return parts.map((each) => ({
    text: each === 'all' ? 'All' : each === 'part' ? words[0] : words[1],
    href: statsAddress(path, page.asked, {}, { ...whole, ...(each === 'all' ? {} : { part: each }) }),
    current: each === part,
  }));
}

function caseView(each: CaseBehind, { measure, narrowing }: Shown, { around }: StatsPage): CaseView {
  const open = narrowing.open !== null;
  return {
    reference: each.reference,
    service: groupName('service', each.service, around.council),
    team: groupName('team', each.team, around.council),
    status: statusTag(each.status as Parameters<typeof statusTag>[0], null),
    openedAt: each.openedAt,
    value: open ? null : addedBy(each.value, measure),
    startedAt: open ? each.startedAt : null,
  };
}

function addedBy(value: number | null, measure: MeasureKey): string | null {
  const { kind } = measureOf(measure);
  if (value === null || kind === 'count') return null;
  if (kind === 'share') return (partWords[measure] ?? ['Yes', 'No'])[value === 1 ? 0 : 1];
  return kind === 'rate' ? String(value) : sayValue(measure, value);
}
