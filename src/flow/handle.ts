import type { Council } from '../core/catalogue.ts';
import type { Conversation, StoredMessage } from '../core/conversation.ts';
import type { Decisions } from '../core/decision.ts';
import type { Ids } from '../core/ids.ts';
import type { Log } from '../core/log.ts';
import type { Place } from '../core/place.ts';
import type { DangerSign, Understander, Understanding } from '../core/understanding.ts';
import { triage } from './triage/triage.ts';
import type { Turn } from './triage/turn.ts';

/** What handling a conversation needs of the rooms around it. */
export interface HandleNeeds {
  handlePending(
    conversationId: string,
    step: (conversation: Conversation, message: StoredMessage) => Decisions,
  ): Promise<{ readonly messages: number; readonly deliveries: readonly string[]; readonly more: boolean }>;
  ring(deliveryId: string): Promise<unknown>;
  readonly language: Understander;
  readonly council: Council;
  readonly ids: Ids;
  readonly now: () => Date;
  readonly log: Log;
}

/** Handle every message of a conversation that waits, then ring for what is to be sent. Harmless when none waits. */
export function handleConversation(needs: HandleNeeds): (conversationId: string) => Promise<void> {
  return async (conversationId) => {
    for (let more = true; more; ) {
      const handled = await needs.handlePending(conversationId, (conversation, message) =>
        triage(turnOf(needs, conversation, message)),
      );
      const [first] = handled.deliveries;
      if (first !== undefined) void needs.ring(first);
      more = handled.more;
    }
  };
}

/** One message of a conversation, with all that a decision about it may depend on. */
export function turnOf(needs: ReadNeeds, conversation: Conversation, message: StoredMessage): Turn {
  const { council, ids, now } = needs;
  return { conversation, ...read(needs, conversation, message), council, at: now(), ids };
}

/** What reading a message needs of the rooms around it. */
type ReadNeeds = Pick<HandleNeeds, 'language' | 'council' | 'ids' | 'now' | 'log'>;

/** A message with all that is made of it: its words, its pin, and what it adds to a place we asked about. */
function read(
  needs: ReadNeeds,
  conversation: Conversation,
  stored: StoredMessage,
): Pick<Turn, 'message' | 'understanding' | 'answer'> {
  const understanding = understand(needs, stored);
  try {
    const place = placeOf(needs.language, stored.place, understanding.place);
    const message = stored.place === null ? stored : { ...stored, place };
    return { message, understanding, answer: answerIn(needs.language, conversation, place) };
  } catch (error) {
    needs.log.error({ error, messageId: stored.id }, 'a place was not made out; it stays as it was sent');
    return { message: stored, understanding };
  }
}

/** Where a message says it is, by its pin and its words together. */
function placeOf(language: Understander, pin: Place | null, said: Place | null): Place | null {
  if (pin === null) return said;
  const shared: Place = pin.point === undefined ? pin : { pointFrom: 'pin', ...pin };
  return language.together(said === null ? [shared] : [said, shared]);
}

/** What a message adds to the place of the case we asked about, where that was half told. */
function answerIn(
  language: Understander,
  { cases, state: { asking } }: Conversation,
  place: Place | null,
): Place | null {
  if (place === null || (asking?.about !== 'place' && asking?.about !== 'which')) return null;
  const before = cases.find(({ id }) => id === asking.caseId)?.place ?? null;
  return before === null ? null : language.together([place, before]);
}

/** What we make of a message. Should understanding ever fail, the message still reaches a person, and danger the desk. */
function understand({ language, log }: ReadNeeds, { id, text }: StoredMessage): Understanding {
  try {
    return language.understand(text);
  } catch (error) {
    log.error({ error, messageId: id }, 'a message was not understood; customer services will read it');
    return { ...nothingUnderstood(text), danger: screened(language, text) };
  }
}

function screened(language: Understander, text: string): readonly DangerSign[] {
  try {
    return language.screen(text);
  } catch {
    return [];
  }
}

function nothingUnderstood(text: string): Understanding {
  return {
    label: 'other',
    probability: 0,
    alternatives: [],
    unsure: true,
    issues: [{ text, label: 'other', probability: 0 }],
    flags: {
      emergency: false,
      safeguarding: false,
      complaint: false,
      informationRequest: false,
      abuse: false,
    },
    danger: [],
    language: 'en',
    languageClear: false,
    place: null,
    personal: [],
    notFixed: false,
    model: 'none',
  };
}
