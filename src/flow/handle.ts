import type { Council } from '../core/catalogue.ts';
import type { Conversation, StoredMessage } from '../core/conversation.ts';
import type { Decisions } from '../core/decision.ts';
import type { Ids } from '../core/ids.ts';
import type { Log } from '../core/log.ts';
import type { DangerSign, Understander, Understanding } from '../core/understanding.ts';
import { triage } from './triage/triage.ts';

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
        triage({
          conversation,
          message,
          understanding: understand(needs, message),
          council: needs.council,
          at: needs.now(),
          ids: needs.ids,
        }),
      );
      const [first] = handled.deliveries;
      if (first !== undefined) void needs.ring(first);
      more = handled.more;
    }
  };
}

/** What we make of a message. Should understanding ever fail, the message still reaches a person, and danger the desk. */
function understand({ language, log }: HandleNeeds, { id, text }: StoredMessage): Understanding {
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
    place: null,
    notFixed: false,
    model: 'none',
  };
}
