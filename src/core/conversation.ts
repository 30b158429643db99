import type { Case } from './case.ts';
import type { Language } from './catalogue.ts';
import type { Attachment, ReplyAddress } from './channel.ts';
import type { Place } from './place.ts';

/** What the bot waits for the resident to say next. `at` is when the message we asked upon was sent, ISO 8601. */
export type Asking = { readonly caseId: string; readonly at: string } & (
  | { readonly about: 'service'; readonly options: readonly string[] }
  | { readonly about: 'place' }
  /** Which of the candidates of the case's place is meant. */
  | { readonly about: 'which' }
  | { readonly about: 'detail'; readonly key: string }
);

/** A message that is on no case's record yet: a photo without words, a question answered at once. */
export interface Unfiled {
  readonly messageId: string;
  readonly digest: string;
  /** ISO 8601. */
  readonly sentAt: string;
}

/** What a conversation remembers between messages. */
export interface ConversationState {
  /** We answer in it. */
  readonly language: Language;
  /** What the resident asked us to answer in; it stands whatever they write in. */
  readonly wish: Language | null;
  /** What the resident last wrote in, as far as their words told, BCP 47: for the officers who read them. */
  readonly writes: string;
  /** Whether the resident was told that we could not read what they wrote in another language. */
  readonly toldUnread: boolean;
  /** Null when the bot waits for nothing. */
  readonly asking: Asking | null;
  /** Case the resident and we last spoke of. */
  readonly current: string | null;
  /** What the current case was nearly taken for, best first: offered when the resident says we got it wrong. */
  readonly couldBe: readonly string[];
  /** Case in which an officer last spoke, and whether the bot has since passed a message on. */
  readonly withPerson: { readonly caseId: string; readonly passedOn: boolean } | null;
  /**
   * The case we last asked about how satisfied the resident is, and when, ISO 8601. A bare number answers it only
   * while `numbers` holds: an officer may have asked how many since.
   */
  readonly survey: { readonly caseId: string; readonly at: string; readonly numbers: boolean } | null;
  /** The public place the resident last wrote in, should the private way turn out closed. */
  readonly publicly: ReplyAddress | null;
  /** The latest messages on no record. The next case opened takes those of its day. */
  readonly unfiled: readonly Unfiled[];
}

export const freshState: ConversationState = {
  language: 'en',
  wish: null,
  writes: 'en',
  toldUnread: false,
  asking: null,
  current: null,
  couldBe: [],
  withPerson: null,
  survey: null,
  publicly: null,
  unfiled: [],
};

/** What an officer is to know of the language: the one we answer in, or the one they write in when we do not. */
export function languageFor(
  { wish, writes, language }: ConversationState,
  languages: readonly Language[],
): string {
  return wish ?? (languages.some((each) => each === writes) ? language : writes);
}

/** The thread with one resident on one channel, as a step sees it: locked, with its cases. */
export interface Conversation {
  readonly id: string;
  readonly replyTo: ReplyAddress;
  readonly state: ConversationState;
  /** Open cases and those resolved in the last `reopenDays`, oldest first. */
  readonly cases: readonly Case[];
}

/** Who spoke. `note` is between officers and never shown to the resident. */
export type Voice = 'resident' | 'bot' | 'officer' | 'note';

/** A resident's message as stored, waiting to be handled. */
export interface StoredMessage {
  readonly id: string;
  readonly conversationId: string;
  /** Place in the conversation: grows with each thing said by anyone. */
  readonly seq: number;
  readonly text: string;
  readonly attachments: readonly Attachment[];
  readonly place: Place | null;
  /** Where it was said, when others could read it there. */
  readonly publicly: ReplyAddress | null;
  /** Set when this edits or takes back an earlier message; `caseIds` are the cases that one is on the record of. */
  readonly revises: {
    readonly messageId: string;
    readonly kind: 'edit' | 'deletion';
    readonly caseIds: readonly string[];
  } | null;
  readonly sentAt: Date;
  readonly digest: string;
}
