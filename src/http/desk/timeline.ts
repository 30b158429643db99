import type { CaseEventType, CaseHappenings } from '../../core/case.ts';
import type { Council } from '../../core/catalogue.ts';
import {
  dangerWords,
  nameInWords,
  outcomeWords,
  ratingWords,
  serviceTitle,
  statusWords,
  teamName,
} from '../../core/officer-words.ts';
import type { EventLine } from '../../core/record.ts';

/** One event in plain words. */
export interface Moment {
  readonly number: number;
  readonly at: Date;
  readonly text: string;
  readonly reason: string | null;
  /** Message it is about, to point at. */
  readonly messageId: string | null;
  /** Changes nothing an officer would decide by, such as a receipt. */
  readonly quiet: boolean;
}

type Told = { [T in CaseEventType]: { readonly type: T; readonly data: CaseHappenings[T] } }[CaseEventType];

/** The events of a case, oldest first, as a person would tell them. */
export function timeline(events: readonly EventLine[], council: Council): Moment[] {
  return events.map((event) => {
    const facts = (event.data ?? {}) as { reason?: string | null; messageId?: string | null };
    return {
      number: event.number,
      at: event.at,
      text: event.data === null ? 'Erased.' : `${sentence(event, council)}.`,
      reason: facts.reason ?? null,
      messageId: facts.messageId ?? null,
      quiet: isQuiet(event),
    };
  });
}

/** What happened after the version an officer was looking at, leaving out what would not have changed their mind. */
export function since(version: number, events: readonly EventLine[], council: Council): Moment[] {
  return timeline(events, council).filter(({ number, quiet }) => number > version && !quiet);
}

function isQuiet({ type, actor, data }: EventLine): boolean {
  if (type === 'delivery-settled')
    return (data as CaseHappenings['delivery-settled'] | null)?.status === 'sent';
  return actor.kind === 'bot' && (type === 'reply-sent' || type === 'detail-given' || type === 'place-given');
}

function sentence(event: EventLine, council: Council): string {
  const told = { type: event.type, data: event.data } as Told;
  const who = doer(event);
  switch (told.type) {
    case 'opened':
      return opened(told.data, council);
    case 'message-received':
      return 'The resident wrote';
    case 'message-revised':
      return told.data.kind === 'edit' ? 'The resident changed a message' : 'The resident deleted a message';
    case 'reply-sent':
      return told.data.question === true ? `${who} asked the resident a question` : `${who} replied`;
    case 'delivery-settled':
      return settled(told.data);
    case 'noted':
      return `${who} wrote a private note`;
    case 'corrected':
      return `${who} put right ${told.data.how === 'note' ? 'a private note' : 'a reply'}${told.data.how === 'told' ? ', and told the resident so' : ''}`;
    case 'withdrawn':
      return `${who} took back ${told.data.how === 'note' ? 'a private note' : 'a reply'}${told.data.how === 'unsent' ? ' before it was sent' : ''}`;
    case 'escalated':
      return `${who} called the on-call of ${teamName(council, told.data.team)}: ${told.data.reason}`;
    case 'paged':
      return `${told.data.turn === 1 ? 'The on-call' : 'The next on-call'} of ${teamName(council, told.data.team)} was called`;
    case 'confirmed':
      return `${who} has the danger in hand`;
    case 'place-given':
      return `The place was given: ${told.data.place.words}`;
    case 'detail-given':
      return `The resident answered “${question(told.data.key, council)}”`;
    case 'assigned':
      return assigned(told.data.officer, event, who);
    case 'routed':
      if (told.data.lifted && told.data.from === told.data.to)
        return `${who} lifted the restriction of the case`;
      return `${who} moved the case from ${teamName(council, told.data.from)} to ${teamName(council, told.data.to)}${told.data.lifted ? ', and lifted its restriction' : ''}`;
    case 'reclassified':
      return `${who} changed the service from ${quoted(told.data.from, council)} to ${quoted(told.data.to, council)}`;
    case 'status-changed':
      return `${who} set the status to ${statusWords[told.data.to]}${told.data.outcome === null ? '' : `: ${outcomeWords[told.data.outcome]}`}`;
    case 'reopened':
      return event.actor.kind === 'officer'
        ? `${who} reopened the case`
        : 'The case was reopened: the resident says it is not put right';
    case 'danger-raised':
      return `${who} raised danger: ${told.data.signs.map(({ family }) => dangerWords[family]).join(', ')}`;
    case 'person-asked-for':
      return 'The resident asked for a person';
    case 'chased':
      return 'The resident asked what is happening';
    case 'rated':
      return `The resident is ${ratingWords[told.data.rating]}: ${told.data.rating} out of 5`;
    case 'flagged':
      return `Marked as ${flagWords[told.data.flag]}`;
    case 'erased':
      return `${who} erased what was written in ${told.data.messageIds.length === 1 ? 'a message' : `${told.data.messageIds.length} messages`}`;
  }
}

const flagWords = {
  complaint: 'a complaint',
  'information-request': 'a request for information',
  abuse: 'abusive',
};

function doer({ actor }: EventLine): string {
  if (actor.kind === 'officer') return actor.name ?? 'An officer';
  return actor.kind === 'resident' ? 'The resident' : 'Moothall';
}

function opened(data: CaseHappenings['opened'], council: Council): string {
  return `Opened from ${nameInWords(data.channel)} as ${quoted(data.service, council)}, with ${teamName(council, data.team)}`;
}

function settled({ status, error }: CaseHappenings['delivery-settled']): string {
  if (status === 'sent') return 'A reply was delivered';
  const why = error === null ? '' : `: ${error.replace(/\.$/, '')}`;
  return status === 'failed'
    ? `A reply was not delivered${why}`
    : `It is not known whether a reply arrived${why}`;
}

function assigned(officer: CaseHappenings['assigned']['officer'], event: EventLine, who: string): string {
  if (officer === null) return `${who} gave the case back to the whole team`;
  return officer.id === event.actor.id ? `${who} took the case` : `${who} gave the case to ${officer.name}`;
}

function quoted(label: string, council: Council): string {
  return `“${serviceTitle(council, label)}”`;
}

/** A service's question by its key, wherever in the catalogue it stands: a case may have changed service since. */
export function question(key: string, council: Council): string {
  for (const service of council.services.values()) {
    const found = service.questions.find((each) => each.key === key);
    if (found !== undefined) return found.ask.en;
  }
  return key;
}
