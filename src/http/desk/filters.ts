import { type Status, statuses } from '../../core/case.ts';
import type { CaseFilters } from '../../core/case-filters.ts';
import type { Council } from '../../core/catalogue.ts';
import type { Officer } from '../../core/desk.ts';
import { nameInWords, serviceTitle, statusWords, teamName } from '../../core/officer-words.ts';

/** The filters as they stand in the address bar; an empty string is a filter not set. */
export interface Asked {
  readonly q: string;
  readonly team: string;
  readonly service: string;
  /** Empty means open. */
  readonly status: string;
  readonly channel: string;
  readonly assignee: string;
  readonly overdue: string;
  /** A ward's GSS code. */
  readonly ward: string;
  readonly sort: string;
  readonly cursor: string;
}

const names = [
  'q',
  'team',
  'service',
  'status',
  'channel',
  'assignee',
  'overdue',
  'ward',
  'sort',
  'cursor',
] as const;

export function askedIn(query: Readonly<Record<string, unknown>>): Asked {
  const one = (name: string) => {
    const value = query[name];
    return typeof value === 'string' ? value.trim().slice(0, 200) : '';
  };
  return Object.fromEntries(names.map((name) => [name, one(name)])) as unknown as Asked;
}

/** The address of the list with these filters, changed so. A changed filter starts from the first page. */
export function address(asked: Partial<Asked>, changes: Partial<Asked> = {}): string {
  const merged: Partial<Asked> = { ...asked, cursor: '', ...changes };
  const query = new URLSearchParams();
  for (const name of names) {
    const value = merged[name] ?? '';
    if (value !== '') query.set(name, value);
  }
  return query.size === 0 ? '/desk' : `/desk?${query}`;
}

interface Surroundings {
  readonly council: Council;
  readonly officer: Officer;
  readonly officers: readonly Officer[];
}

/** What to ask the record, and a sentence for each filter that names something the council does not have. */
export function filtersOf(
  asked: Asked,
  { council, officer, officers }: Surroundings,
): { filters: CaseFilters; faults: string[] } {
  const faults: string[] = [];
  const known = (value: string, isKnown: boolean, what: string): string | undefined => {
    if (value === '' || isKnown) return value === '' ? undefined : value;
    faults.push(`There is no ${what} “${value}”. That filter is left out.`);
    return undefined;
  };
  const assignees = ['me', 'none', ...officers.map(({ id }) => id)];
  const assignee = known(asked.assignee, assignees.includes(asked.assignee), 'officer');
  const statusNames: readonly string[] = [...statuses, 'open', 'all'];
  const status = known(asked.status, statusNames.includes(asked.status), 'status') ?? 'open';
  return {
    filters: {
      team: known(asked.team, council.teams.has(asked.team), 'team'),
      service: known(asked.service, council.services.has(asked.service), 'service'),
      status: status === 'all' ? undefined : (status as Status | 'open'),
      channel: asked.channel === '' ? undefined : asked.channel,
      assignee: assignee === 'me' ? officer.id : assignee,
      overdue: asked.overdue === '' ? undefined : true,
      ward: asked.ward === '' ? undefined : asked.ward,
      q: asked.q === '' ? undefined : asked.q,
      sort: asked.sort === 'newest' ? 'newest' : 'due',
      cursor: asked.cursor === '' ? undefined : asked.cursor,
    },
    faults,
  };
}

/** A filter that is set, and where to go to take it off. */
export interface Chip {
  readonly text: string;
  readonly without: string;
}

export function chips(asked: Asked, { council, officers }: Surroundings, ward = asked.ward): Chip[] {
  const set: (readonly [keyof Asked, string])[] = [
    ['q', `Words: ${asked.q}`],
    ['team', `Team: ${teamName(council, asked.team)}`],
    ['service', `Service: ${serviceTitle(council, asked.service)}`],
    ['status', `Status: ${statusWord(asked.status)}`],
    ['assignee', `With: ${withWhom(asked.assignee, officers)}`],
    ['channel', `Channel: ${nameInWords(asked.channel)}`],
    ['ward', `Ward: ${ward}`],
    ['overdue', 'Overdue only'],
  ];
  return set
    .filter(([name]) => asked[name] !== '')
    .map(([name, text]) => ({ text, without: address(asked, { [name]: '' }) }));
}

function statusWord(status: string): string {
  if (status === 'all') return 'All';
  return status === 'open' ? 'Open' : (statusWords[status as Status] ?? status);
}

function withWhom(assignee: string, officers: readonly Officer[]): string {
  if (assignee === 'me') return 'me';
  return assignee === 'none' ? 'nobody' : (officers.find(({ id }) => id === assignee)?.name ?? assignee);
}

/** The lists an officer opens every day. */
export function quickViews(
  asked: Asked,
  officer: Officer,
): { text: string; href: string; current: boolean }[] {
  const views: [string, Partial<Asked>][] = [
    ['All open', {}],
    ['Mine', { assignee: 'me' }],
    ...(officer.team === null ? [] : [['My team', { team: officer.team }] as [string, Partial<Asked>]]),
    ['Unassigned', { assignee: 'none' }],
    ['Overdue', { overdue: 'yes' }],
    ['Newest', { sort: 'newest' }],
    ['Resolved', { status: 'resolved', sort: 'newest' }],
  ];
  return views.map(([text, filters]) => ({
    text,
    href: address(filters),
    current: address(filters) === address(asked),
  }));
}
