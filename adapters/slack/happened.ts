import type { CaseEventType, CaseHappenings, Outcome, Status } from '../../src/core/case.ts';
import {
  dangerWords,
  ratingWords,
  serviceTitle,
  statusInWords,
  teamName,
} from '../../src/core/officer-words.ts';
import type { EventLine } from '../../src/core/record.ts';
import type { Drawing, Look } from './card.ts';
import { lines, link, type Span, spoken, words } from './rich.ts';
import { mapOf, placeInShort } from './words.ts';

type Facts<T extends CaseEventType> = Partial<CaseHappenings[T]>;

/** One line for what happened to a case; null where a message tells it, or it is nothing an officer works by. */
export function happened(event: EventLine, drawing: Drawing): Look | null {
  const tell = tellings[event.type];
  if (tell === undefined || event.data === null) return null;
  const spans = tell(event, drawing);
  if (spans === null) return null;
  return {
    text: spoken(spans.map((span) => (span.type === 'text' ? span.text : '')).join('')),
    blocks: [lines(spans.map((span) => (span.type === 'text' ? words(span.text, { italic: true }) : span)))],
  };
}

type Tell = (event: EventLine, drawing: Drawing) => Span[] | null;

const who = ({ actor }: EventLine): string => {
  if (actor.kind === 'officer') return actor.name ?? 'An officer';
  return actor.kind === 'resident' ? 'The resident' : 'Moothall';
};

const because = (reason: string | null | undefined): string =>
  reason === null || reason === undefined || reason === '' ? '.' : `: ${reason}`;

const line =
  <T extends CaseEventType>(
    _type: T,
    say: (facts: Facts<T>, event: EventLine, drawing: Drawing) => string | Span[] | null,
  ): Tell =>
  (event, drawing) => {
    const said = say((event.data ?? {}) as Facts<T>, event, drawing);
    return typeof said === 'string' ? [words(said)] : said;
  };

const tellings: Readonly<Partial<Record<CaseEventType, Tell>>> = {
  assigned: line('assigned', ({ officer }, event) => {
    if (officer === null || officer === undefined) return `${who(event)} gave it back to the team.`;
    return officer.id === event.actor.id
      ? `${who(event)} took it.`
      : `${who(event)} gave it to ${officer.name}.`;
  }),
  routed: line('routed', ({ from, to, reason, lifted }, event, { council, shown }) => {
    if (lifted && from === to)
      return `${who(event)} lifted its restriction${because(reason && shown(reason))}`;
    const way = `${who(event)} moved it from ${teamName(council, from ?? '')} to ${teamName(council, to ?? '')}${lifted ? ', and lifted its restriction' : ''}`;
    return `${way}${because(reason && shown(reason))}`;
  }),
  reclassified: line('reclassified', ({ from, to, reason }, event, { council, shown }) => {
    const change = `${who(event)} changed the service from ${serviceTitle(council, from ?? '')} to ${serviceTitle(council, to ?? '')}`;
    return `${change}${because(reason && shown(reason))}`;
  }),
  'status-changed': line('status-changed', ({ to, outcome, reason }, event, { shown }) => {
    const status = statusInWords((to ?? 'new') as Status, (outcome ?? null) as Outcome | null);
    return `${who(event)} set it to ${status}${because(reason && shown(reason))}`;
  }),
  reopened: line(
    'reopened',
    ({ reason }, event, { shown }) => `${who(event)} reopened it${because(reason && shown(reason))}`,
  ),
  'danger-raised': line('danger-raised', ({ signs = [] }) => {
    const families = [...new Set(signs.map(({ family }) => dangerWords[family]))];
    return `Danger: ${families.join(', ')}.`;
  }),
  'person-asked-for': line('person-asked-for', () => 'The resident asks for a person.'),
  chased: line('chased', () => 'The resident asks what is happening.'),
  rated: line('rated', ({ rating }) =>
    rating === undefined ? null : `The resident is ${ratingWords[rating]}: ${rating} out of 5.`,
  ),
  'place-given': line('place-given', ({ place }, event, { shown }) => {
    if (place === undefined) return null;
    const map = mapOf(place);
    const told = words(`${who(event)} gave a place: ${shown(placeInShort(place)).slice(0, 200)} `);
    return map === null ? [told] : [told, link(map, 'map')];
  }),
  flagged: line('flagged', ({ flag }) => `It reads like ${flagWords[flag ?? 'abuse']}.`),
  escalated: line('escalated', ({ reason }, event, { shown }) => {
    return `${who(event)} asked the on-call to look now${because(reason && shown(reason))}`;
  }),
  paged: line('paged', ({ turn = 1, team }, _event, { council }) => {
    return turn === 1
      ? `${teamName(council, team ?? '')} was called.`
      : `The next on-call was paged, call ${turn}.`;
  }),
  confirmed: line('confirmed', (_facts, event) => `${who(event)} has the danger in hand.`),
  withdrawn: line('withdrawn', ({ how }, event) => `${who(event)} took ${withdrawnWords[how ?? 'note']}.`),
  erased: line('erased', () => 'Messages were erased.'),
};

const flagWords = {
  complaint: 'a complaint',
  'information-request': 'a request for information',
  abuse: 'abuse',
} as const;

const withdrawnWords = {
  unsent: 'back a reply before it was sent',
  'taken-back': 'back a reply at the resident’s',
  note: 'back a note',
} as const;
