import type { Accepted, InboundMessage } from '../core/channel.ts';
import type { Log } from '../core/log.ts';
import type { DangerSign } from '../core/understanding.ts';

/** What taking a message in needs of the rooms around it. */
export interface IntakeNeeds {
  /** Store once; resolves when the row is committed. */
  accept(message: InboundMessage): Promise<Accepted>;
  screen(text: string): readonly DangerSign[];
  /** Ask for the conversation to be handled. */
  ring(conversationId: string): Promise<unknown>;
  /** Handle the conversation here and now, without the queue. */
  handleNow(conversationId: string): Promise<void>;
  /** Count for the loss ledger what had come before. */
  count(channel: string, what: 'repeated'): void;
  readonly log: Log;
}

/**
 * Take one message in: store it once, then see to it that it is handled. Resolves when it is stored.
 *
 * Danger does not wait for the bell: it is handled by the process that took it in, whatever the queue is
 * doing. The bell is rung all the same, so a process that dies here loses nothing.
 */
export function intake(needs: IntakeNeeds): (message: InboundMessage) => Promise<Accepted> {
  return async (message) => {
    const accepted = await needs.accept(message);
    if (accepted.duplicate) {
      needs.count(message.from.channel, 'repeated');
      return accepted;
    }
    if (needs.screen(message.text).length > 0) {
      needs.handleNow(accepted.conversationId).catch((error: unknown) => {
        needs.log.error(
          { error, messageId: accepted.messageId },
          'danger was not handled at once; the queue will',
        );
      });
    }
    void needs.ring(accepted.conversationId);
    return accepted;
  };
}
