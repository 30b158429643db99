import type { Accepted, InboundMessage } from '../core/channel.ts';
import type { Conversation, StoredMessage } from '../core/conversation.ts';
import type { Decisions } from '../core/decision.ts';
import { type DeskRecord, toldChannel } from '../core/desk.ts';
import { Refusal } from '../core/errors.ts';
import { known } from './desk/turn.ts';
import { longestReply } from './desk/writing.ts';
import { type HandleNeeds, turnOf } from './handle.ts';
import { triage } from './triage/triage.ts';

/** What making a case of what a resident told an officer needs of the rooms around it. */
export interface ToldNeeds extends Omit<HandleNeeds, 'handlePending'> {
  accept(message: InboundMessage): Promise<Accepted>;
  handlePending(
    conversationId: string,
    step: (conversation: Conversation, message: StoredMessage) => Decisions,
  ): Promise<{ readonly deliveries: readonly string[] }>;
  /** Reference of the case a message opened; null when it opened none. */
  openedBy(messageId: string): Promise<string | null>;
}

/**
 * Make a case of what a resident told an officer elsewhere. It is stored first and handled at once; should this
 * process die between, whoever handles it next opens the case with the service it is taken for. A repeat with the same
 * key opens none. Throws a Refusal where the words or the service will not do.
 */
export function openTold(needs: ToldNeeds): DeskRecord['open'] {
  const { council, now, ring, accept, handlePending, openedBy } = needs;
  return async ({ text, service, key }, officer) => {
    const said = text.trim();
    if (said === '') throw new Refusal('text-empty', 'Write what the resident told you.');
    if (said.length > longestReply)
      throw new Refusal('text-too-long', `Use at most ${longestReply} characters.`);
    if (service !== undefined && !council.services.has(service))
      throw new Refusal('service-unknown', known('service', [...council.services.keys()]));
    const place = `${officer.id}:${key}`;
    const { messageId, conversationId } = await accept({
      externalId: place,
      from: { channel: toldChannel, resident: place, thread: place },
      text: said,
      attachments: [],
      sentAt: now(),
    });
    const handled = await handlePending(conversationId, (conversation, message) =>
      triage({
        ...turnOf(needs, conversation, message),
        ...(service === undefined ? {} : { chosen: service }),
      }),
    );
    for (const id of handled.deliveries) void ring(id);
    const reference = await openedBy(messageId);
    if (reference === null) throw new Error('What was told to an officer opened no case.');
    return { reference };
  };
}
