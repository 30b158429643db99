import type { Case } from '../core/case.ts';
import type { Council } from '../core/catalogue.ts';
import type { Conversation } from '../core/conversation.ts';
import type { Decisions } from '../core/decision.ts';
import type { DeskAction, DeskOutcome, Officer } from '../core/desk.ts';
import { Refusal } from '../core/errors.ts';
import type { Ids } from '../core/ids.ts';
import { actOn, type DeskTurn } from './desk/desk.ts';

/** What carrying out an officer's act needs of the rooms around it. */
export interface ActNeeds {
  find(reference: string): Promise<{ readonly conversationId: string; readonly caseId: string } | null>;
  act(
    found: { readonly conversationId: string; readonly caseId: string },
    key: string | undefined,
    step: (
      conversation: Conversation,
      file: Case,
      before: Pick<DeskTurn, 'lastAct' | 'wrote' | 'abused'>,
    ) => Decisions,
    now: Date,
    /** The message the act corrects or takes back. */
    about?: string,
  ): Promise<{ outcome: DeskOutcome; deliveries: readonly string[] }>;
  officers(): Promise<readonly Officer[]>;
  ring(deliveryId: string, delayMs: number): Promise<unknown>;
  /** Whether a channel can change what it has sent of a text, or into it. */
  revises(channel: string, text: string): boolean;
  readonly council: Council;
  readonly ids: Ids;
  readonly now: () => Date;
}

/**
 * Carry out one officer's act: all of it commits, then what is to be sent is rung for. A repeat with the same
 * key changes nothing. Throws Refusal, and then nothing has happened.
 */
export function carryOutAct(needs: ActNeeds): (action: DeskAction) => Promise<DeskOutcome> {
  return async (action) => {
    const found = await needs.find(action.reference);
    if (found === null) throw new Refusal('case-unknown', 'Check the reference.');
    const officers = action.act.type === 'assign' ? await needs.officers() : [];
    const at = needs.now();
    const held = new Map<string, number>();
    const { outcome, deliveries } = await needs.act(
      found,
      action.key,
      (conversation, file, before) => {
        const decisions = actOn({
          conversation,
          file,
          action,
          ...before,
          revises: needs.revises,
          council: needs.council,
          officers: new Map(officers.map((officer) => [officer.id, officer])),
          at,
          ids: needs.ids,
        });
        for (const { delivery } of decisions.said)
          if (delivery?.hold !== undefined) held.set(delivery.id, delivery.hold * 1000);
        return decisions;
      },
      at,
      'messageId' in action.act ? action.act.messageId : undefined,
    );
    for (const id of deliveries) void needs.ring(id, held.get(id) ?? 0);
    return outcome;
  };
}
