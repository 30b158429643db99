import type { ReplyAddress } from '../../src/core/channel.ts';

/** Where one message goes, as the Bot API names it. */
export interface Target {
  readonly chat: string;
  readonly topic?: number;
  /** The message this answers, where others are talking too. */
  readonly answers?: number;
}

/** A place others can read: `-100123#45`, in a topic `-100123/6#45`, where 45 is the message we answer. */
export function publicAddress(where: {
  readonly chat: { readonly id: number };
  readonly message_id: number;
  readonly message_thread_id?: number | undefined;
  readonly is_topic_message: boolean;
}): ReplyAddress {
  const { chat, message_id, message_thread_id, is_topic_message } = where;
  const topic = is_topic_message && message_thread_id !== undefined ? `/${message_thread_id}` : '';
  return { channel: 'telegram', resident: String(chat.id), thread: `${chat.id}${topic}#${message_id}` };
}

const written = /^(?<chat>-?\d{1,16})(?:\/(?<topic>\d+))?(?:#(?<answers>\d+))?$/;

/** The target an address stands for, or null when it is none of ours. */
export function targetOf({ channel, thread }: ReplyAddress): Target | null {
  const parts = channel === 'telegram' ? written.exec(thread)?.groups : undefined;
  if (parts?.['chat'] === undefined) return null;
  const { chat, topic, answers } = parts;
  return {
    chat,
    ...(topic === undefined ? {} : { topic: Number(topic) }),
    ...(answers === undefined ? {} : { answers: Number(answers) }),
  };
}

/** Telegram numbers people upwards from one, and groups downwards. */
export function isGroup(chat: string): boolean {
  return chat.startsWith('-');
}
