import { type Case, type Happening, unfold } from './case.ts';
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
  readonly delivery: { readonly id: string; readonly to: ReplyAddress } | null;
  readonly officerId: string | null;
  readonly salt: string;
  readonly digest: string;
  readonly at: Date;
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
  readonly classified: readonly Classified[];
  /** Cases a desk must be told of at once, and why. Any other case touched is shown without alarm. */
  readonly alerts: readonly Alert[];
}

export function nothing(state: ConversationState): Decisions {
  return { state, opened: [], happened: [], said: [], classified: [], alerts: [] };
}

/** One set of decisions after another, as a single set. */
export function both(first: Decisions, then: Decisions): Decisions {
  return {
    state: then.state,
    opened: [...first.opened, ...then.opened],
    happened: [...first.happened, ...then.happened],
    said: [...first.said, ...then.said],
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
