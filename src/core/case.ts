import type { ReplyAddress } from './channel.ts';
import type { Place } from './place.ts';
import type { DangerSign, Guess } from './understanding.ts';

export const statuses = [
  'new',
  'in-progress',
  'waiting-on-resident',
  'waiting-on-partner',
  'resolved',
] as const;
export type Status = (typeof statuses)[number];

export const outcomes = ['fixed', 'answered', 'not-ours', 'declined', 'duplicate'] as const;
export type Outcome = (typeof outcomes)[number];

/** How satisfied a resident says they are: 1 is very dissatisfied, 5 very satisfied. */
export const ratings = [1, 2, 3, 4, 5] as const;
export type Rating = (typeof ratings)[number];

/** Who did a thing. */
export type Actor =
  | { readonly kind: 'resident' }
  | { readonly kind: 'bot' }
  | { readonly kind: 'officer'; readonly id: string; readonly name: string };

/** One service request we promised to follow, with a reference a person can read aloud. */
export interface Case {
  readonly id: string;
  readonly reference: string;
  readonly conversationId: string;
  /** Frozen when the case is opened. */
  readonly replyTo: ReplyAddress;
  readonly service: string;
  readonly team: string;
  readonly status: Status;
  readonly outcome: Outcome | null;
  /** Officer who has it, by id; null while it is the whole team's. */
  readonly assignee: string | null;
  readonly urgent: boolean;
  readonly danger: readonly DangerSign[];
  /** Shown only to officers with the safeguarding role. */
  readonly restricted: boolean;
  readonly place: Place | null;
  /** Keys of the service's questions the resident has answered, with the message that did. */
  readonly details: Readonly<Record<string, string>>;
  readonly openedAt: Date;
  /** A cache of what `core/clock` derives from the events; null when there is no target. */
  readonly firstResponseDue: Date | null;
  readonly resolutionDue: Date | null;
  /** When a person first answered the resident. */
  readonly firstRespondedAt: Date | null;
  readonly resolvedAt: Date | null;
  /** Number of events; grows by one with each. What two officers at once are told apart by. */
  readonly version: number;
  /** Hash of the last event. */
  readonly head: string;
}

/** What can happen to a case, and the facts each event keeps. No resident's words: those stand in messages. */
export interface CaseHappenings {
  opened: {
    reference: string;
    channel: string;
    /** What the resident is answered in, or what they write in when we do not answer in it, BCP 47. Old records do not say. */
    language?: string;
    service: string;
    team: string;
    urgent: boolean;
    restricted: boolean;
    guess: Guess | null;
    model: string | null;
    messageId: string;
    openedAt: string;
    firstResponseDue: string | null;
    resolutionDue: string | null;
  };
  /** `sentAt` is the platform's own time of sending, ISO 8601: what clocks start from. */
  'message-received': { messageId: string; digest: string; sentAt: string };
  'message-revised': { messageId: string; digest: string; revises: string; kind: 'edit' | 'deletion' };
  'reply-sent': {
    messageId: string;
    digest: string;
    deliveryId: string;
    to: ReplyAddress;
    question?: boolean;
    /** It asks how satisfied the resident is. */
    survey?: boolean;
  };
  'delivery-settled': {
    deliveryId: string;
    messageId: string;
    status: 'sent' | 'failed' | 'unknown';
    error: string | null;
  };
  noted: { messageId: string; digest: string };
  'place-given': { place: Place; messageId: string };
  'detail-given': { key: string; messageId: string };
  assigned: { officer: { id: string; name: string } | null };
  /** `lifted` where it was restricted, and an officer said that everybody may see it. */
  routed: { from: string; to: string; restricted: boolean; reason: string | null; lifted?: true };
  reclassified: { from: string; to: string; reason: string; resolutionDue: string | null };
  'status-changed': { from: Status; to: Status; outcome: Outcome | null; reason: string | null };
  reopened: { reason: string | null; messageId: string | null };
  'danger-raised': { signs: DangerSign[]; messageId: string };
  'person-asked-for': { messageId: string };
  chased: { messageId: string };
  /** The resident's answer to the survey; the last one counts. It asks for nothing, so no clock reads it. */
  rated: { messageId: string; digest: string; rating: Rating };
  /** What an officer wrote was put right: `messageId` stands in for `revises`. `how` tells what the resident sees of it. */
  corrected: {
    messageId: string;
    digest: string;
    revises: string;
    deliveryId: string | null;
    how: 'changed' | 'told' | 'note';
  };
  /** `unanswers` where it was the first response, and never went out. */
  withdrawn: {
    messageId: string;
    digest: string;
    revises: string;
    deliveryId: string | null;
    how: 'unsent' | 'taken-back' | 'note';
    unanswers?: boolean;
  };
  escalated: { team: string; calls: string[]; reason: string };
  /** Somebody was called to a danger, or to an escalated case; `turn` is 1 for the first. */
  paged: { team: string; calls: string[]; turn: number };
  confirmed: Record<string, never>;
  flagged: { flag: 'complaint' | 'information-request' | 'abuse'; messageId: string };
  erased: { messageIds: string[]; reason: string };
}

export type CaseEventType = keyof CaseHappenings;

/** Something that is to be written of a case: an event before it has its number and its hash. */
export type Happening = {
  [T in CaseEventType]: {
    readonly type: T;
    readonly data: CaseHappenings[T];
    readonly actor: Actor;
    readonly at: Date;
  };
}[CaseEventType];

/** Something that happened to a case; only ever added. */
export interface CaseEvent {
  readonly id: string;
  readonly caseId: string;
  /** 1 for the first event of the case. */
  readonly number: number;
  readonly type: CaseEventType;
  readonly at: Date;
  readonly actor: Actor;
  /** Null once erased; `digest` still stands in the chain. */
  readonly data: unknown;
  readonly salt: string | null;
  /** Digest of salt and data. */
  readonly digest: string;
  /** Hash of the event before, or of the case id for the first. */
  readonly previous: string;
  readonly hash: string;
}

/** Statuses an officer may set from each status. Resolved is left only by reopening. */
export const nextStatuses: Readonly<Record<Status, readonly Status[]>> = {
  new: ['in-progress', 'waiting-on-resident', 'waiting-on-partner', 'resolved'],
  'in-progress': ['waiting-on-resident', 'waiting-on-partner', 'resolved'],
  'waiting-on-resident': ['in-progress', 'waiting-on-partner', 'resolved'],
  'waiting-on-partner': ['in-progress', 'waiting-on-resident', 'resolved'],
  resolved: ['in-progress'],
};

/** Days after resolving within which "still not done" reopens the case instead of opening another. */
export const reopenDays = 14;

/** The case as it stands after one more thing happened to it. Its hash chain is the store's to extend. */
export function unfold(file: Case, happening: Happening): Case {
  const standing = { ...file, version: file.version + 1 };
  switch (happening.type) {
    case 'reply-sent':
      return happening.actor.kind === 'officer'
        ? {
            ...standing,
            firstRespondedAt: file.firstRespondedAt ?? happening.at,
            status: happening.data.question
              ? 'waiting-on-resident'
              : file.status === 'new'
                ? 'in-progress'
                : file.status,
          }
        : standing;
    case 'message-received':
      return file.status === 'waiting-on-resident' ? { ...standing, status: 'in-progress' } : standing;
    case 'place-given':
      return { ...standing, place: happening.data.place };
    case 'detail-given':
      return { ...standing, details: { ...file.details, [happening.data.key]: happening.data.messageId } };
    case 'assigned':
      return { ...standing, assignee: happening.data.officer?.id ?? null };
    case 'routed':
      return {
        ...standing,
        team: happening.data.to,
        restricted: happening.data.restricted,
        // Whose it is goes with the team; who only lifted the restriction moved nothing.
        assignee: happening.data.from === happening.data.to ? file.assignee : null,
      };
    case 'reclassified':
      return {
        ...standing,
        service: happening.data.to,
        resolutionDue: happening.data.resolutionDue === null ? null : new Date(happening.data.resolutionDue),
      };
    case 'status-changed':
      return {
        ...standing,
        status: happening.data.to,
        outcome: happening.data.outcome,
        resolvedAt: happening.data.to === 'resolved' ? happening.at : null,
      };
    case 'reopened':
      return { ...standing, status: 'in-progress', outcome: null, resolvedAt: null };
    case 'withdrawn':
      return happening.data.unanswers === true ? { ...standing, firstRespondedAt: null } : standing;
    case 'danger-raised':
      return { ...standing, urgent: true, danger: together(file.danger, happening.data.signs) };
    default:
      return standing;
  }
}

/** Each sign once, however often it was seen. */
function together(seen: readonly DangerSign[], more: readonly DangerSign[]): DangerSign[] {
  return [...new Map([...seen, ...more].map((sign) => [`${sign.family} ${sign.rule}`, sign])).values()];
}
