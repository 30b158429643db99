import type { Readable } from 'node:stream';
import type { CaseEventType, Outcome, Status } from '../core/case.ts';
import type { CaseFilters } from '../core/case-filters.ts';
import type { Council, Language } from '../core/catalogue.ts';
import type { Voice } from '../core/conversation.ts';
import type { DeskAction, DeskOutcome, Officer } from '../core/desk.ts';
import type { PhotoPosition } from '../core/files.ts';
import type { Log } from '../core/log.ts';
import type { ChannelReport } from '../core/loss.ts';
import type { PersonalDetail } from '../core/personal.ts';
import type { Place } from '../core/place.ts';
import type { LiveScorecard } from '../core/scorecard.ts';
import type { DangerSign, Guess } from '../core/understanding.ts';

/** One line of a web chat as the resident sees it. */
export interface ChatLine {
  /** The message's own id: what `receive` answered, when the resident wrote it. */
  readonly id: string;
  readonly seq: number;
  readonly from: Exclude<Voice, 'note'>;
  readonly text: string;
  readonly at: Date;
  /** What the resident may answer with one touch; only the last line's still stand. */
  readonly choices: readonly string[];
}

/** What the pages of the web chat need of the channel behind them. A token nobody has is a Refusal `not-signed-in`. */
export interface ChatDoor {
  /**
   * A new conversation and the token that opens it; with a token made before, that one. May run twice. A new one is
   * answered in `language` until the resident's own words tell another.
   */
  openSession(token?: string, language?: Language): Promise<{ token: string }>;
  /** Resolves once the message is stored. `said` is `{text, id?}` as sent, unread; `id` makes a repeat harmless. */
  receive(token: string, said: unknown): Promise<{ messageId: string; conversationId: string }>;
  /** Lines after `seq`, oldest first, at most 500: a full answer is asked on from its last. */
  lines(token: string, after: number): Promise<ChatLine[]>;
  /** Call `changed` whenever there may be new lines, until the function given back is called. */
  listen(token: string, changed: () => void): Promise<() => void>;
}

/** A case in a list. */
export interface CaseLine {
  readonly reference: string;
  readonly service: string;
  readonly serviceTitle: string;
  readonly team: string;
  readonly teamName: string;
  readonly status: Status;
  readonly outcome: Outcome | null;
  readonly urgent: boolean;
  readonly danger: readonly DangerSign[];
  readonly restricted: boolean;
  readonly channel: string;
  /** What the resident is answered in, or what they write in when we do not answer in it, BCP 47. */
  readonly language: string;
  readonly assignee: { readonly id: string; readonly name: string } | null;
  /** First words the resident wrote, or null once erased. */
  readonly firstWords: string | null;
  readonly place: Place | null;
  readonly openedAt: Date;
  readonly firstResponseDue: Date | null;
  readonly resolutionDue: Date | null;
  readonly firstRespondedAt: Date | null;
  readonly resolvedAt: Date | null;
  readonly version: number;
}

export interface CasePage {
  readonly cases: readonly CaseLine[];
  /** Pass as `cursor` for the next page; null on the last. */
  readonly next: string | null;
}

export interface DeliveryState {
  readonly id: string;
  readonly messageId: string | null;
  readonly via: string;
  readonly status: 'pending' | 'sending' | 'sent' | 'failed' | 'unknown';
  readonly attempts: number;
  readonly createdAt: Date;
  readonly sentAt: Date | null;
  readonly error: string | null;
}

/** A file a resident sent, and how far it got. */
export interface SentFile {
  readonly id: string;
  readonly kind: string;
  readonly name: string | null;
  readonly status: 'wanted' | 'kept' | 'refused' | 'failed';
  readonly type: string | null;
  readonly bytes: number | null;
  /** Where a photo says it was taken. */
  readonly position: PhotoPosition | null;
  readonly error: string | null;
}

export interface ThreadMessage {
  readonly id: string;
  readonly seq: number;
  readonly voice: Voice;
  /** Null once erased. */
  readonly text: string | null;
  readonly officer: { readonly id: string; readonly name: string } | null;
  readonly attachments: readonly { readonly kind: string; readonly name?: string }[];
  /** What became of the files it came with. */
  readonly files: readonly SentFile[];
  /** Whether it was said where others could read it. */
  readonly publicly: boolean;
  readonly choices: readonly string[];
  /** Message this one edits or takes back. */
  readonly revises: { readonly messageId: string; readonly kind: 'edit' | 'deletion' } | null;
  readonly at: Date;
  readonly delivery: DeliveryState | null;
}

export interface EventLine {
  readonly number: number;
  readonly type: CaseEventType;
  readonly at: Date;
  readonly actor: { readonly kind: string; readonly id?: string; readonly name?: string };
  readonly data: unknown;
  readonly hash: string;
  readonly previous: string;
}

export interface Decision {
  readonly label: string;
  /** Null when a person decided. */
  readonly probability: number | null;
  readonly messageId: string | null;
  readonly alternatives: readonly Guess[];
  readonly model: string | null;
  readonly decidedBy: string | null;
  readonly reason: string | null;
  readonly at: Date;
}

/** Everything on the record of one case. */
export interface CaseFile extends CaseLine {
  readonly id: string;
  readonly conversationId: string;
  readonly details: Readonly<Record<string, string>>;
  readonly messages: readonly ThreadMessage[];
  readonly events: readonly EventLine[];
  readonly deliveries: readonly DeliveryState[];
  readonly decisions: readonly Decision[];
  /** Seconds of the team's working time since the case was opened; to resolution once resolved. */
  readonly clocks: {
    readonly openNow: boolean;
    readonly workedSeconds: number;
    readonly firstResponse: ClockState;
    readonly resolution: ClockState;
  };
  /** Other cases of the same conversation. */
  readonly others: readonly {
    readonly reference: string;
    readonly serviceTitle: string;
    readonly status: Status;
  }[];
}

export interface ClockState {
  readonly due: Date | null;
  readonly met: Date | null;
  /** `none`: no target. `soon`: less than a quarter of the time is left. */
  readonly state: 'none' | 'met' | 'met-late' | 'running' | 'soon' | 'overdue';
  /** Working seconds left; negative when overdue; null without a target or once met. */
  readonly secondsLeft: number | null;
}

/** A resident's file, ready to be read. */
export interface OpenFile {
  readonly type: string;
  readonly name: string | null;
  readonly bytes: Readable;
}

/** What the desk and the API need of the record. Restricted cases are left out unless `officer` may see them. */
export interface RecordDoor {
  cases(filters: CaseFilters, officer: Officer): Promise<CasePage>;
  /** Null when there is none, or the officer may not see it. */
  caseFile(reference: string, officer: Officer): Promise<CaseFile | null>;
  officers(): Promise<readonly Officer[]>;
  /** Throws Refusal. */
  act(action: DeskAction): Promise<DeskOutcome>;
  /** Send a failed or doubtful reply again. Throws Refusal. */
  retry(reference: string, deliveryId: string, officer: Officer): Promise<void>;
  /** How well messages were understood in the latest weeks. Throws Refusal to whoever is no manager. */
  scorecard(weeks: number, officer: Officer): Promise<LiveScorecard>;
  /** What came on each channel in the latest hours, and what became of it. Throws Refusal to whoever is no manager. */
  channels(hours: number, officer: Officer): Promise<ChannelReport>;
  /** A file a resident sent; null when there is none, or the officer may not see it. */
  file(id: string, officer: Officer): Promise<OpenFile | null>;
  /** Call `changed` with a reference whenever a case may have changed, until the function given back is called. */
  listen(changed: (reference: string) => void): () => void;
}

/** Who is at the desk. */
export interface SignInDoor {
  /** A browser session for a sign-in link's token; null when it is not, or no longer, good. */
  signIn(linkToken: string): Promise<{ session: string; officer: Officer } | null>;
  /** The officer behind a session cookie or a bearer token; null when there is none. */
  officer(token: string): Promise<Officer | null>;
  signOut(session: string): Promise<void>;
}

/** What the pages and the API are given. */
export interface Doors {
  readonly council: Council;
  readonly chat: ChatDoor;
  readonly record: RecordDoor;
  readonly signIn: SignInDoor;
  /** Where personal details stand in a resident's text, in order and never overlapping. */
  readonly personal: (text: string) => readonly PersonalDetail[];
  /** The language some words are in, BCP 47; null when they do not tell. */
  readonly languageOf: (text: string) => string | null;
  readonly now: () => Date;
  readonly log: Log;
}
