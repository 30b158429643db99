import type { Outcome, Status } from './case.ts';
import type { CaseFilters } from './case-filters.ts';
import type { Council } from './catalogue.ts';
import type { Receipt } from './channel.ts';
import type { DeskItem } from './desk-items.ts';
import type { Digest } from './digest.ts';
import type { Log } from './log.ts';
import type { Period } from './periods.ts';
import type { PersonalDetail } from './personal.ts';
import type { Picture } from './picture.ts';
import type { CaseFile, CasePage } from './record.ts';
import type { Backlog, Measured, StatsFilters } from './statistics.ts';

export type { CaseItem, DeskAlert, DeskItem, DigestItem, SummaryItem } from './desk-items.ts';

/** The channel of what residents told an officer elsewhere: nobody can be written to on it. */
export const toldChannel = 'desk';

export const roles = ['officer', 'manager', 'safeguarding', 'admin'] as const;
export type Role = (typeof roles)[number];

/** A person at a desk. */
export interface Officer {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly Role[];
  /** The team whose cases they see first. */
  readonly team: string | null;
}

/** One thing an officer does to a case, the same from every desk. */
export type Act =
  | {
      readonly type: 'reply';
      readonly text: string;
      readonly question?: boolean;
      /** Seconds the reply is held back, so that it can still be taken back unseen. 0 when left out; at most 60. */
      readonly hold?: number;
    }
  | { readonly type: 'note'; readonly text: string }
  /** Put right what an officer wrote: a reply, where the channel can change it or else by a message that says so; or a note. */
  | { readonly type: 'correct'; readonly messageId: string; readonly text: string }
  /** Take back what an officer wrote: before it is sent, or where the channel can; or a note. */
  | { readonly type: 'withdraw'; readonly messageId: string }
  | { readonly type: 'assign'; readonly officer: string | null }
  | {
      readonly type: 'route';
      readonly team: string;
      readonly reason?: string;
      /** Everybody may see the case from now on. Left out, a restricted case stays so with any team. */
      readonly liftRestriction?: boolean;
    }
  | { readonly type: 'reclassify'; readonly service: string; readonly reason: string }
  /** Ask the team's on-call to look now. */
  | { readonly type: 'escalate'; readonly reason: string }
  /** A person has the danger in hand: nobody else is paged. */
  | { readonly type: 'confirm' }
  | {
      readonly type: 'status';
      readonly status: Status;
      readonly outcome?: Outcome;
      readonly reason?: string;
      /** Whether the resident is told how it ended; true when left out. */
      readonly tell?: boolean;
    };

export interface DeskAction {
  readonly reference: string;
  readonly officer: Officer;
  readonly act: Act;
  /** The version the officer was looking at. Left out, the act applies to whatever stands. */
  readonly version?: number;
  /** Makes a repeat of the same act harmless. */
  readonly key?: string;
}

export interface DeskOutcome {
  readonly reference: string;
  readonly version: number;
  /** The reply's delivery, when the act was a reply. */
  readonly deliveryId: string | null;
  /** What the officer wrote, when they wrote something. */
  readonly messageId: string | null;
}

/** Something an officer wrote, as it stands now. */
export interface Wrote {
  /** Its latest wording, and its first. */
  readonly messageId: string;
  readonly firstId: string;
  readonly voice: 'officer' | 'note';
  /** Null once erased. */
  readonly text: string | null;
  /** When it was first written. */
  readonly at: Date;
  readonly takenBack: boolean;
  /** How it went out; null for a note. Nobody else can claim it before this act is over. */
  readonly delivery: {
    readonly id: string;
    readonly status: 'pending' | 'sending' | 'sent' | 'failed' | 'unknown' | 'withdrawn';
    /** The channel's own name of it, once sent. */
    readonly sent: string | null;
  } | null;
}

/** A place officers work in. */
export interface Desk {
  readonly name: string;
  /** Listen. Every officer's act arrives as one `DeskAction` (reply, note, assign, re-route, close ...). */
  start(act: (action: DeskAction) => Promise<DeskOutcome>): Promise<void>;
  /** Show or refresh one thing (case card, resident's message, alert). Idempotent by its key. */
  show(item: DeskItem): Promise<Receipt>;
  stop(): Promise<void>;
}

/** What a desk of a platform is given of the rooms around it. */
export interface DeskNeeds {
  readonly record: DeskRecord;
  readonly keeping: DeskKeeping;
  readonly council: Council;
  /** Where the web desk is reached, without a slash at the end; null when we are not told. */
  readonly publicUrl: string | null;
  readonly now: () => Date;
  readonly log: Log;
}

/** The record as one officer may see it. A restricted case is none to whoever may not see it. */
export interface DeskRecord {
  caseFile(reference: string, officer: Officer): Promise<CaseFile | null>;
  cases(filters: CaseFilters, officer: Officer): Promise<CasePage>;
  officers(): Promise<readonly Officer[]>;
  /** Send a failed or doubtful reply again. Throws Refusal. */
  retry(reference: string, deliveryId: string, officer: Officer): Promise<void>;
  /** A file a resident sent; null when there is none, or the officer may not see it. */
  file(id: string, officer: Officer): Promise<OpenFile | null>;
  /** Make a case of what a resident told an officer elsewhere; its reference. A repeat with the same key makes none. Throws Refusal. */
  open(told: ToldElsewhere, officer: Officer): Promise<{ readonly reference: string }>;
  /** The council's ready-made replies, filled in with the case's facts, in the resident's language. */
  canned(file: CaseFile): readonly CannedReply[];
  /** A reply as the resident's channel will show it: its parts, and the personal details in it. */
  preview(file: CaseFile, text: string): ReplyPreview;
  /** Where personal details stand in a resident's text, in order and never overlapping. */
  personal(text: string): readonly PersonalDetail[];
  /** The figures managers are shown everywhere. Throws Refusal to whoever is none. */
  figures(filters: StatsFilters, officer: Officer): Promise<Measured>;
  /** What is open now, of all that fit. Throws Refusal to whoever is no manager. */
  backlog(filters: Omit<StatsFilters, 'from' | 'to'>, officer: Officer): Promise<readonly Backlog[]>;
  /** The last week that is over, in brief. Throws Refusal to whoever is no manager. */
  digest(officer: Officer): Promise<{ readonly digest: Digest; readonly period: Period }>;
  /**
   * How fast a person first answered, by the week up to the end of a period; `shared` beyond managers, without the weeks
   * of fewer than five cases. Throws Refusal to whoever is no manager.
   */
  answersByWeek(filters: StatsFilters, officer: Officer, readBy?: 'managers' | 'shared'): Promise<Picture>;
}

/** A resident's file, ready to be read. */
export interface OpenFile {
  readonly type: string;
  readonly name: string | null;
  readonly bytes: NodeJS.ReadableStream;
}

export interface ToldElsewhere {
  readonly text: string;
  /** Left out, the classifier says. */
  readonly service?: string;
  readonly key: string;
}

export interface CannedReply {
  readonly id: string;
  readonly title: string;
  readonly text: string;
}

export interface ReplyPreview {
  readonly parts: readonly string[];
  readonly personal: readonly PersonalDetail[];
}

/** What a desk keeps in the ledger: what it has posted, and who its officers are. */
export interface DeskKeeping {
  /** Everything this desk posted of a case, oldest first. */
  posts(caseId: string): Promise<readonly DeskPost[]>;
  /** What stands at a place of the desk's; null when it is none of ours. */
  at(place: string, externalId: string): Promise<DeskPost | null>;
  /** Keep a post, or what became of it. May run twice. */
  keep(post: DeskPost): Promise<void>;
  /** Take a piece of work on a case (`showing`), so that nobody else does it meanwhile; false while somebody else has it. Again by the same, it is for longer. */
  take(caseId: string, what: string, by: string, until: Date): Promise<boolean>;
  /** Let go what was taken; harmless when it was not. */
  leave(caseId: string, what: string, by: string): Promise<void>;
  /** The officer the desk knows by this identity; null when there is none. */
  officer(identity: string): Promise<Officer | null>;
  /** Make sure the desk's officer with this identity exists, with this name, roles and team; null when they have left the council. */
  keepOfficer(identity: string, officer: Omit<Officer, 'id'>): Promise<Officer | null>;
  /** The identity a desk knows an officer by; null when it knows none. */
  identityOf(officerId: string): Promise<string | null>;
}

/** One thing posted at a desk. */
export interface DeskPost {
  readonly caseId: string;
  readonly reference: string;
  /** The desk's own name of where it stands: a Slack channel's id. */
  readonly place: string;
  /** What is shown: `card`, `message:<id>`, `event:<number>`, `delivery:<id>`. Unique within case and place. */
  readonly key: string;
  /** The desk's own name of the post. Null while it is not known whether it was posted. */
  readonly externalId: string | null;
  /** Digest of what it shows now. */
  readonly digest: string;
  readonly at: Date;
}
