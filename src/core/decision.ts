import { type Case, type Happening, unfold } from './case.ts';
import type { Language } from './catalogue.ts';
import type { ReplyAddress } from './channel.ts';
import type { Conversation, ConversationState, Voice } from './conversation.ts';
import type { DeskAlert } from './desk.ts';
import type { Understanding } from './understanding.ts';

/** Something to be said: a message of the record, and a delivery when somebody is to receive it. */
export interface Said {
  readonly id: string;
  readonly voice: Exclude<Voice, 'resident'>;
  readonly text: string;
  readonly choices: readonly string[];
  /** Null for a note, which goes nowhere. */
  readonly delivery: SaidDelivery | null;
  /** What an officer said before, that this changes or takes back. */
  readonly revises?: { readonly messageId: string; readonly kind: 'edit' | 'deletion' };
  readonly officerId: string | null;
  readonly salt: string;
  readonly digest: string;
  readonly at: Date;
}

/** How something said goes out. */
export interface SaidDelivery {
  readonly id: string;
  readonly to: ReplyAddress;
  /** Seconds it is held back, unless something else is said in the same thread. */
  readonly hold?: number;
  /** What the channel is to change or take back instead of saying something new. */
  readonly revises?: Revises;
}

/** What a channel is to do about what it sent before. */
export interface Revises {
  /** The channel's own name of it. */
  readonly sent: string;
  readonly kind: 'edit' | 'deletion';
  /** Where it can no longer be changed, a correction is sent in this language. */
  readonly language: Language;
}

/** What was made of one message, for the record. */
export interface Classified {
  readonly id: string;
  /** Null when a person corrected the case as a whole. */
  readonly messageId: string | null;
  readonly caseId: string | null;
  readonly label: string;
  readonly probability: number | null;
  readonly alternatives: Understanding['alternatives'];
  readonly flags: Understanding['flags'] | null;
  readonly danger: Understanding['danger'];
  readonly language: string;
  readonly model: string | null;
  readonly decidedBy: string | null;
  readonly reason: string | null;
  readonly at: Date;
}

/** One thing that happened, to which case. */
export interface CaseHappening {
  readonly caseId: string;
  readonly happening: Happening;
}

/** That a case wants attention, and whom it calls: nobody when left out. */
export interface Alert {
  readonly caseId: string;
  readonly alert: DeskAlert;
  readonly calls?: readonly string[];
}

/** Everything one step decided. The store carries it out together, or not at all. */
export interface Decisions {
  readonly state: ConversationState;
  /** Cases as they stand when opened, before any of `happened`. */
  readonly opened: readonly Case[];
  readonly happened: readonly CaseHappening[];
  readonly said: readonly Said[];
  /** Deliveries that are not to go out any more. The step has seen that none of them is on its way. */
  readonly withheld: readonly string[];
  readonly classified: readonly Classified[];
  /** Cases a desk must be told of at once, and why. Any other case touched is shown without alarm. */
  readonly alerts: readonly Alert[];
}

export function nothing(state: ConversationState): Decisions {
  return { state, opened: [], happened: [], said: [], withheld: [], classified: [], alerts: [] };
}

/** One set of decisions after another, as a single set. */
export function both(first: Decisions, then: Decisions): Decisions {
  return {
    state: then.state,
    opened: [...first.opened, ...then.opened],
    happened: [...first.happened, ...then.happened],
    said: [...first.said, ...then.said],
    withheld: [...first.withheld, ...then.withheld],
    classified: [...first.classified, ...then.classified],
    alerts: [...first.alerts, ...then.alerts],
  };
}

/** The conversation as it stands once the decisions are carried out: what the next message is read against. */
export function carriedOut(conversation: Conversation, decisions: Decisions): Conversation {
  const cases = [...conversation.cases, ...decisions.opened].map((file) => {
    const happenings = decisions.happened.filter(({ caseId }) => caseId === file.id);
    return happenings.reduce((standing, { happening }) => unfold(standing, happening), file);
  });
  return { ...conversation, state: decisions.state, cases };
}

/** Ids of the messages a happening ties to its case. */
export function messagesOf(happening: Happening): string[] {
  const { data } = happening;
  return 'messageId' in data && typeof data.messageId === 'string' ? [data.messageId] : [];
}
