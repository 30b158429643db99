import type { Case } from '../core/case.ts';
import type { Conversation } from '../core/conversation.ts';
import { type Decisions, nothing } from '../core/decision.ts';
import type { Claimed } from '../core/delivery.ts';

/** Put on a case's record that a delivery did not arrive, and alert the desks. Pure. */
export function deliveryFailed(
  due: Pick<Claimed, 'id' | 'messageId'>,
  status: 'failed' | 'unknown',
  error: string,
  at: Date,
): (conversation: Conversation, file: Case) => Decisions {
  return (conversation, file) => ({
    ...nothing(conversation.state),
    happened: [
      {
        caseId: file.id,
        happening: {
          type: 'delivery-settled',
          data: { deliveryId: due.id, messageId: due.messageId ?? '', status, error },
          actor: { kind: 'bot' },
          at,
        },
      },
    ],
    alerts: [{ caseId: file.id, alert: 'delivery-failed' }],
  });
}
