import { statuses } from '../../core/case.ts';
import type { Council } from '../../core/catalogue.ts';
import type { Officer } from '../../core/desk.ts';
import { caseTitle, nameInWords, statusWords } from '../../core/officer-words.ts';
import { masked, type PersonalDetail } from '../../core/personal.ts';
import type { CaseLine, CasePage } from '../../core/record.ts';
import { type Clock, nextDue } from './clocks.ts';
import { type Asked, address, type Chip, chips, quickViews } from './filters.ts';
import { placeInShort } from './place.ts';
import { languageWords, statusTag, type Tag } from './words.ts';

/** A case in the list. */
export interface Row {
  readonly reference: string;
  readonly version: number;
  readonly title: string;
  readonly team: string;
  readonly firstWords: string | null;
  readonly where: string | null;
  readonly channel: string;
  /** What to know of the resident's language; null for English. */
  readonly language: string | null;
  readonly openedAt: Date;
  readonly due: Clock;
  readonly tag: Tag;
  readonly danger: boolean;
  readonly restricted: boolean;
  readonly assignee: string | null;
}

interface Option {
  readonly value: string;
  readonly text: string;
}

export interface ListView {
  readonly rows: readonly Row[];
  readonly count: string;
  readonly next: string | null;
  readonly first: string | null;
  readonly quick: ReturnType<typeof quickViews>;
  readonly chips: readonly Chip[];
  readonly asked: Asked;
  readonly choices: Readonly<
    Record<'teams' | 'services' | 'statuses' | 'assignees' | 'channels', readonly Option[]>
  >;
}

interface Surroundings {
  readonly council: Council;
  readonly officer: Officer;
  readonly officers: readonly Officer[];
  /** Names of the channels residents can write on. */
  readonly channels: readonly string[];
  readonly personal: (text: string) => readonly PersonalDetail[];
  readonly now: Date;
}

export function viewList(page: CasePage, asked: Asked, around: Surroundings): ListView {
  const { officer } = around;
  return {
    rows: page.cases.map((line) => row(line, around)),
    count: counted(page, asked),
    next: page.next === null ? null : address(asked, { cursor: page.next }),
    first: asked.cursor === '' ? null : address(asked),
    quick: quickViews(asked, officer),
    chips: chips(asked, around, wardIn(page, asked.ward)),
    asked,
    choices: choices(around),
  };
}

/** A ward's name, from a case in it; its code when there is none. */
function wardIn({ cases }: CasePage, code: string): string {
  return cases.find(({ place }) => place?.ward?.code === code)?.place?.ward?.name ?? code;
}

function counted({ cases, next }: CasePage, { cursor }: Asked): string {
  if (cases.length === 0) return 'No cases';
  const count = cases.length === 1 ? '1 case' : `${cases.length} cases`;
  if (cursor !== '') return `The next ${count}`;
  return next === null ? count : `The first ${count}. There are more`;
}

function row(line: CaseLine, { council, officer, personal, now }: Surroundings): Row {
  const { timezone } = council.facts;
  const { place, assignee } = line;
  return {
    reference: line.reference,
    version: line.version,
    title: caseTitle(line),
    team: line.teamName,
    firstWords: line.firstWords === null ? null : masked(line.firstWords, personal(line.firstWords)),
    where: placeInShort(place),
    channel: nameInWords(line.channel),
    language: languageWords(line.language, council),
    openedAt: line.openedAt,
    due: nextDue(line, now, timezone),
    tag: statusTag(line.status, line.outcome),
    danger: line.urgent,
    restricted: line.restricted,
    assignee: assignee === null ? null : assignee.id === officer.id ? 'You' : assignee.name,
  };
}

function choices({ council, officer, officers, channels }: Surroundings): ListView['choices'] {
  return {
    teams: [
      { value: '', text: 'All teams' },
      ...[...council.teams.values()].map(({ id, name }) => ({ value: id, text: name })),
    ],
    services: [
      { value: '', text: 'All services' },
      ...[...council.services.values()].map(({ label, title }) => ({ value: label, text: title })),
    ],
    statuses: [
      { value: '', text: 'Open' },
      ...statuses.map((status) => ({ value: status, text: statusWords[status] })),
      { value: 'all', text: 'All' },
    ],
    assignees: [
      { value: '', text: 'Anyone' },
      { value: 'me', text: 'Me' },
      { value: 'none', text: 'Nobody' },
      ...officers.filter(({ id }) => id !== officer.id).map(({ id, name }) => ({ value: id, text: name })),
    ],
    channels: [
      { value: '', text: 'All channels' },
      ...channels.map((name) => ({ value: name, text: nameInWords(name) })),
    ],
  };
}
