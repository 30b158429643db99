import type { Accepted, InboundMessage } from '../../src/core/channel.ts';
import type { Conversation, StoredMessage } from '../../src/core/conversation.ts';
import { carriedOut, type Decisions } from '../../src/core/decision.ts';
import type { Claimed, Settled } from '../../src/core/delivery.ts';
import { aConversation, aMessage } from './turns.ts';

/** A ledger of one conversation, kept in memory: what a step needs of the store, and no more. */
export class MemoryLedger {
  conversation: Conversation = aConversation();
  readonly messages: StoredMessage[] = [];
  readonly decided: Decisions[] = [];
  /** Most messages handled in one go. */
  atOnce = 20;
  private readonly externalIds = new Map<string, Accepted>();
  private handled = 0;
  private last: Promise<unknown> = Promise.resolve();

  accept = async (message: InboundMessage): Promise<Accepted> => {
    const known = this.externalIds.get(message.externalId);
    if (known !== undefined) return { ...known, duplicate: true };
    const seq = this.messages.length + 1;
    const accepted = { messageId: `message-${seq}`, conversationId: 'conversation-1', duplicate: false };
    this.externalIds.set(message.externalId, accepted);
    const { text, place = null, sentAt } = message;
    this.messages.push(aMessage(text, { id: accepted.messageId, seq, place, sentAt }));
    return accepted;
  };

  /** One at a time, as a lock would have it. What throws changes nothing. */
  handlePending = (
    _conversationId: string,
    step: (conversation: Conversation, message: StoredMessage) => Decisions,
  ): Promise<{ messages: number; deliveries: string[]; more: boolean }> => {
    const turn = this.last.then(() => {
      const pending = this.messages.slice(this.handled, this.handled + this.atOnce);
      let conversation = this.conversation;
      const decided = pending.map((message) => {
        const decisions = step(conversation, message);
        conversation = carriedOut(conversation, decisions);
        return decisions;
      });
      this.conversation = conversation;
      this.decided.push(...decided);
      this.handled += pending.length;
      const deliveries = decided.flatMap(({ said }) => said.flatMap(({ delivery }) => delivery?.id ?? []));
      return { messages: pending.length, deliveries, more: this.handled < this.messages.length };
    });
    this.last = turn.catch(() => {});
    return turn;
  };
}

interface Row extends Claimed {
  readonly thread: string;
}

/** An outbox kept in memory: in order per thread, each claimed once. */
export class MemoryOutbox {
  readonly rows: { row: Row; status: string; notBefore: Date; claimedAt: Date | null; settled: Settled[] }[] =
    [];

  add(row: Partial<Row> & { readonly id: string }): void {
    const whole: Row = {
      kind: 'channel',
      via: 'pigeon',
      thread: row.id,
      attempts: 0,
      conversationId: 'conversation-1',
      caseId: 'case-1',
      messageId: `said-${row.id}`,
      text: `Text of ${row.id}.`,
      payload: { to: { channel: 'pigeon', resident: 'ann', thread: 'loft' } },
      ...row,
    };
    this.rows.push({ row: whole, status: 'pending', notBefore: new Date(0), claimedAt: null, settled: [] });
  }

  of(id: string) {
    const found = this.rows.find(({ row }) => row.id === id);
    if (found === undefined) throw new Error(`There is no delivery ${id}.`);
    return found;
  }

  claim = async (now: Date, limit: number): Promise<Claimed[]> => {
    const first = this.rows.filter(
      ({ row, status }, i) =>
        status === 'pending' &&
        !this.rows
          .slice(0, i)
          .some((before) => before.row.thread === row.thread && /ing$/.test(before.status)),
    );
    return this.take(first.filter(({ notBefore }) => notBefore <= now).slice(0, limit), now);
  };

  /** A fresh lease, and no further try. */
  claimLeft = async (now: Date, claimedBefore: Date): Promise<Claimed[]> => {
    const left = this.rows.filter(
      ({ status, claimedAt }) => status === 'sending' && claimedAt !== null && claimedAt < claimedBefore,
    );
    return left.map((each) => {
      each.claimedAt = now;
      return each.row;
    });
  };

  settle = async (outcomes: readonly Settled[]): Promise<void> => {
    for (const outcome of outcomes) {
      const found = this.of(outcome.id);
      found.status = outcome.status;
      found.settled.push(outcome);
      if (outcome.status === 'pending') found.notBefore = outcome.notBefore;
    }
  };

  private take(taken: MemoryOutbox['rows'], now: Date): Claimed[] {
    return taken.map((each) => {
      each.status = 'sending';
      each.claimedAt = now;
      each.row = { ...each.row, attempts: each.row.attempts + 1 };
      return each.row;
    });
  }
}
