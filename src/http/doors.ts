import type { CaseFilters } from '../core/case-filters.ts';
import type { Council, Language } from '../core/catalogue.ts';
import type { Voice } from '../core/conversation.ts';
import type { DeskAction, DeskOutcome, DeskRecord, Officer, OpenFile } from '../core/desk.ts';
import type { Incident, IncidentNote } from '../core/incidents.ts';
import type { Log } from '../core/log.ts';
import type { ChannelReport } from '../core/loss.ts';
import type { MeasureKey } from '../core/measures.ts';
import type { Shared } from '../core/open-data.ts';
import type { PersonalDetail } from '../core/personal.ts';
import type { CaseFile, CasePage } from '../core/record.ts';
import type { LiveScorecard, ReadAsked } from '../core/scorecard.ts';
import type {
  Backlog,
  CaseBehind,
  CasesBehind,
  Grouping,
  HourOfWeek,
  ListAsked,
  Measured,
  Point,
  StatsFilters,
  Step,
} from '../core/statistics.ts';
import type { Trouble } from '../core/trouble.ts';

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

/** What the desk and the API need of the record. Restricted cases are left out unless `officer` may see them. */
export interface RecordDoor extends Pick<DeskRecord, 'open' | 'canned' | 'preview'> {
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
  /** The cases behind a number of the scorecard, a page at a time. Throws Refusal to whoever is no manager. */
  casesRead(asked: ReadAsked, page: { readonly cursor?: string }, officer: Officer): Promise<CasesBehind>;
  /** What came on each channel in the latest hours, and what became of it. Throws Refusal to whoever is no manager. */
  channels(hours: number, officer: Officer): Promise<ChannelReport>;
  /** The channels and desks that do not hear their platform now, with a sentence why: for every officer. */
  unwell(): readonly { readonly name: string; readonly why: string | null }[];
  /** A file a resident sent; null when there is none, or the officer may not see it. */
  file(id: string, officer: Officer): Promise<OpenFile | null>;
  /** Call `changed` with a reference whenever a case may have changed, until the function given back is called. */
  listen(changed: (reference: string) => void): () => void;
}

/** An incident to be noted, changed or taken back. */
export interface IncidentAsked {
  /** A UUID: the incident's, or a new one. */
  readonly id: string;
  /** The number it was seen with; 0 for a new one. */
  readonly seen: number;
  readonly note: IncidentNote | null;
}

/** What managers are shown of the record as a whole. Each throws Refusal to whoever is no manager. */
export interface StatsDoor {
  /** What other councils shared of theirs. */
  shared(officer: Officer): Promise<Shared>;
  /** What to look at now: what falls due soon, what is unusual, which channel fell silent. */
  trouble(officer: Officer): Promise<Trouble>;
  /** Every measure of the cases that fit, together and by group. */
  figures(filters: StatsFilters, by: Grouping | null, officer: Officer): Promise<Measured>;
  /** A measure over time; stretches in which nothing fell are left out. */
  series(measure: MeasureKey, filters: StatsFilters, step: Step, officer: Officer): Promise<Point[]>;
  /** How many chose each answer to the survey, from 1 to 5, of those asked in the period. */
  ratings(filters: StatsFilters, officer: Officer): Promise<readonly number[]>;
  /** When residents write, by the hour of the week. */
  hoursOfWeek(filters: StatsFilters, officer: Officer): Promise<HourOfWeek[]>;
  /** Every channel a resident ever wrote on: one that was switched off has its past. */
  channels(officer: Officer): Promise<string[]>;
  /** What is open now: all of it first, then by group. */
  backlog(
    filters: Omit<StatsFilters, 'from' | 'to'>,
    by: Grouping | null,
    officer: Officer,
  ): Promise<Backlog[]>;
  /** The cases behind a figure, or open now, a page at a time; restricted ones only to whoever may see them. */
  cases(
    asked: ListAsked,
    page: { readonly cursor?: string; readonly limit?: number },
    officer: Officer,
  ): Promise<CasesBehind>;
  /** The same, all of them, some at a time. To be read or left, not kept waiting. */
  allCases(asked: ListAsked, officer: Officer): AsyncGenerator<readonly CaseBehind[]>;
  /** What managers noted to explain figures, the latest first. */
  incidents(officer: Officer): Promise<Incident[]>;
  /** Note one, change it, or take it back (`note` null). May run twice. Throws Refusal, also when somebody else was first. */
  noteIncident(asked: IncidentAsked, officer: Officer): Promise<void>;
  /** Every case opened in the period, some at a time, oldest first. To be read or left, not kept waiting. */
  caseLines(filters: StatsFilters, officer: Officer): AsyncGenerator<string>;
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
  readonly stats: StatsDoor;
  readonly signIn: SignInDoor;
  /** Where personal details stand in a resident's text, in order and never overlapping. */
  readonly personal: (text: string) => readonly PersonalDetail[];
  /** The language some words are in, BCP 47; null when they do not tell. */
  readonly languageOf: (text: string) => string | null;
  readonly now: () => Date;
  readonly log: Log;
}
