import type { CaseEventType, CaseHappenings } from './case.ts';

/** What a timeline may hold when it is told from outside, as `moothall clock --timelines` reads it. */
export const timelineTypes = [
  'resident-message',
  'bot-reply',
  'officer-reply',
  'officer-question',
  'resolved',
  'reopened',
] as const;

/** One thing that starts, stops or pauses the clock of a case. */
export interface TimelineEvent {
  readonly at: Date;
  /** `waiting`: an officer set the case waiting on the resident, and said nothing. `resumed`: it no longer waits. */
  readonly type: (typeof timelineTypes)[number] | 'waiting' | 'resumed';
}

/** An event of a case as far as its clock reads it: a happening about to be written, a row of the chain or a line of a case file. */
export interface Happened {
  readonly type: CaseEventType;
  readonly at: Date;
  readonly actor: { readonly kind: string };
  /** What `CaseHappenings` says of the type; null once erased. */
  readonly data: unknown;
}

/**
 * What the clock needs to know of a case, from its events in the order of their numbers. Pure, and the same for the
 * same events; never throws.
 *
 * - The clock starts when the platform says the message was sent that opened the case. What was said before and put
 *   on the record with it, such as a photo sent ahead, starts nothing.
 * - A resident's message counts from when the platform says it was sent, or from when we wrote it down where that is
 *   earlier: a platform whose clock runs ahead gains us nothing.
 * - An officer's reply counts from when it was written; one that was taken back before it was sent is none.
 * - The case waits on the resident from a question, or from when an officer sets it so. It no longer does when an
 *   officer sets it to another status or opens it again, or when a message comes in, even one that was sent before
 *   the question and read after it.
 * - A case opened again by a message is so from when that message was sent, but never before it was resolved.
 */
export function timelineOf(events: readonly Happened[]): TimelineEvent[] {
  const unsent = new Set(events.map(takenBackUnsent));
  const sentAt = new Map<string, Date>();
  let startedAt: Date | null = null;
  let waitingSince: Date | null = null;
  let resolvedAt: Date | null = null;
  const timeline: TimelineEvent[] = [];
  const add = (type: TimelineEvent['type'], at: Date) => timeline.push({ at, type });
  const stopWaiting = (at: Date) => {
    if (waitingSince !== null) add('resumed', at);
    waitingSince = null;
  };

  for (const event of events) {
    switch (event.type) {
      case 'opened': {
        const { messageId, openedAt } = factsOf(event, 'opened');
        startedAt = earlier(openedAt, event.at);
        if (messageId !== undefined) sentAt.set(messageId, startedAt);
        add('resident-message', startedAt);
        break;
      }
      case 'message-received': {
        const facts = factsOf(event, 'message-received');
        const at = earlier(facts.sentAt, event.at);
        if (facts.messageId !== undefined) sentAt.set(facts.messageId, at);
        if (startedAt !== null && at <= startedAt) break;
        add('resident-message', at);
        if (waitingSince !== null && at < waitingSince) add('resumed', event.at);
        waitingSince = null;
        break;
      }
      case 'reply-sent': {
        const { messageId, question } = factsOf(event, 'reply-sent');
        if (messageId !== undefined && unsent.has(messageId)) break;
        const asks = event.actor.kind === 'officer' && question === true;
        if (asks) waitingSince ??= event.at;
        add(event.actor.kind === 'bot' ? 'bot-reply' : asks ? 'officer-question' : 'officer-reply', event.at);
        break;
      }
      case 'status-changed': {
        const { to } = factsOf(event, 'status-changed');
        if (to === 'resolved') {
          resolvedAt = event.at;
          add('resolved', event.at);
        } else if (to === 'waiting-on-resident') {
          waitingSince ??= event.at;
          add('waiting', event.at);
        } else if (to !== undefined) stopWaiting(event.at);
        break;
      }
      case 'reopened': {
        const { messageId } = factsOf(event, 'reopened');
        const said = sentAt.get(messageId ?? '') ?? event.at;
        const at = resolvedAt !== null && said < resolvedAt ? resolvedAt : said;
        resolvedAt = null;
        add('reopened', at);
        stopWaiting(at);
        break;
      }
    }
  }
  return timeline;
}

function factsOf<T extends CaseEventType>(event: Happened, _type: T): Partial<CaseHappenings[T]> {
  return (event.data ?? {}) as Partial<CaseHappenings[T]>;
}

function takenBackUnsent(event: Happened): string | undefined {
  if (event.type !== 'withdrawn') return undefined;
  const { how, revises } = factsOf(event, 'withdrawn');
  return how === 'unsent' ? revises : undefined;
}

function earlier(told: string | undefined, written: Date): Date {
  const at = told === undefined ? written : new Date(told);
  return at < written ? at : written;
}
