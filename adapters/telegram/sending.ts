import { setTimeout as sleep } from 'node:timers/promises';
import { ChannelError, type Receipt, type Reply } from '../../src/core/channel.ts';
import { isGroup, type Target, targetOf } from './address.ts';
import { type Calls, TelegramFault } from './calls.ts';
import { badToken, type Hearing, isBadToken } from './hearing.ts';
import { type Pace, pacing } from './pacing.ts';
import { type Part, payloadOf, write } from './write.ts';

/** How long a first message waits for its turn before the outbox is told to come back. */
const patienceMs = 5_000;
/** How long the parts of a reply may take together, so that no other worker takes them for left. */
const longestMs = 35_000;

export type Sending = ReturnType<typeof sending>;

/** Sends replies: in parts, at Telegram's pace, each call once. */
export function sending(
  calls: Calls,
  hears: Hearing,
  pace: Pace,
  now: () => Date,
  clock: () => number = () => performance.now(),
) {
  const paced = pacing(pace, isGroup);

  /** Resolves when this chat may be written to; throws `later` when that takes too long. */
  const turn = async (chat: string, patience: number = patienceMs): Promise<void> => {
    const giveUp = clock() + patience;
    for (;;) {
      const now = clock();
      const wait = paced.waitFor(chat, now);
      if (wait === 0) {
        paced.note(chat, now);
        return;
      }
      if (now + wait > giveUp)
        throw new ChannelError('Telegram wants a pause before the next message.', 'later', Math.ceil(wait));
      await sleep(Math.ceil(wait));
    }
  };

  const post = async (part: Part, target: Target): Promise<Receipt> => {
    const { chat, message_id, date } = await calls.call('sendMessage', payloadOf(part, target));
    return { externalId: `${chat.id}:${message_id}`, at: new Date(date * 1000) };
  };

  /** Send one message. A group that moved is followed once. Throws ChannelError. */
  const say = async (part: Part, target: Target, patience: number): Promise<Receipt> => {
    await turn(target.chat, patience);
    try {
      return await post(part, target).catch((fault: unknown) => {
        const movedTo = fault instanceof TelegramFault ? fault.movedTo : undefined;
        if (movedTo === undefined) throw fault;
        return post(part, { ...target, chat: movedTo });
      });
    } catch (fault) {
      if (isBadToken(fault)) hears.unwell(badToken);
      const refusal = refusalOf(fault);
      if (refusal.afterMs !== undefined) paced.hold(target.chat, clock() + refusal.afterMs);
      throw refusal;
    }
  };

  /** Send a part after the first. What else could be tried again becomes unknown, for something has arrived. */
  const goOn = async (part: Part, target: Target, until: number, arrived: string): Promise<Receipt> => {
    for (;;) {
      try {
        return await say(part, target, until - clock());
      } catch (refusal) {
        const { retry, afterMs, message } = refusal as ChannelError;
        // Telegram named a time that can be waited for, and sent nothing.
        if (retry === 'later' && afterMs !== undefined && clock() + afterMs < until) continue;
        throw new ChannelError(`${message} ${arrived}`, 'unknown');
      }
    }
  };

  /** Do something about one message sent before. Throws ChannelError. */
  const change = async (sent: string, act: (chat: string, message: number) => Promise<unknown>) => {
    const [, chat, message] = /^(-?\d+):(\d+)$/.exec(sent) ?? [];
    if (chat === undefined) throw new ChannelError('Telegram sent no such message.', 'never');
    await turn(chat);
    try {
      await act(chat, Number(message));
    } catch (fault) {
      if (isBadToken(fault)) hears.unwell(badToken);
      throw refusalOf(fault);
    }
    return { externalId: sent, at: now() };
  };

  return {
    turn,

    inOnePiece: (text: string): boolean => write({ text, choices: [] }).length === 1,

    /** Put other words in the place of a message. Throws ChannelError: `never` where Telegram has it no more. */
    revise: (sent: string, reply: Reply): Promise<Receipt> =>
      change(sent, async (chat, message_id) => {
        const { text, link_preview_options } = payloadOf({ text: reply.text, choices: [] }, { chat });
        await calls
          .call('editMessageText', { chat_id: chat, message_id, text, link_preview_options })
          .catch((fault: unknown) => {
            if (!said(fault, 'message is not modified')) throw fault;
          });
      }),

    /** Take a message back: Telegram allows it for two days. Harmless when it is gone. Throws ChannelError. */
    takeBack: (sent: string): Promise<Receipt> =>
      change(sent, async (chat, message_id) => {
        await calls.call('deleteMessage', { chat_id: chat, message_id }).catch((fault: unknown) => {
          if (!said(fault, 'message to delete not found')) throw fault;
        });
      }),

    /** Send one reply. The receipt names its last part. Throws ChannelError. */
    async send(reply: Reply): Promise<Receipt> {
      const target = targetOf(reply.to);
      if (target === null)
        throw new ChannelError(`Telegram cannot reach an address on ${reply.to.channel}.`, 'never');
      const [first, ...more] = write(reply);
      if (first === undefined) throw new ChannelError('The reply has no text.', 'never');
      const until = clock() + longestMs;
      let receipt = await say(first, target, patienceMs);
      for (const [i, part] of more.entries())
        receipt = await goOn(part, target, until, `Of ${more.length + 1} parts, ${i + 1} arrived.`);
      return receipt;
    },
  };
}

function said(fault: unknown, words: string): boolean {
  return fault instanceof TelegramFault && fault.message.includes(words);
}

/**
 * What the outbox is to do. 500 and 503 are Telegram's word that it did nothing; 502 and 504 come from what stands
 * between us, which does not know.
 */
function refusalOf(fault: unknown): ChannelError {
  if (fault instanceof ChannelError) return fault;
  if (!(fault instanceof TelegramFault)) return new ChannelError('Telegram could not be asked.', 'unknown');
  const { is, code = 0, afterMs, message } = fault;
  if (is === 'unsent') return new ChannelError(message, 'later');
  if (is === 'unanswered' || code === 502 || code === 504) return new ChannelError(message, 'unknown');
  if (code === 429 || code >= 500) return new ChannelError(message, 'later', afterMs);
  return new ChannelError(message, 'never');
}
