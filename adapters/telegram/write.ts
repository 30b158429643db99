import type { Reply } from '../../src/core/channel.ts';
import { splitText } from '../../src/core/split.ts';
import type { Target } from './address.ts';
import { keyboardOf, mostButtons } from './keyboard.ts';

/** Longest text of one message, in UTF-16 code units. Telegram counts no more than these. */
export const longestText = 4096;

/** One message of a reply. */
export interface Part {
  readonly text: string;
  readonly choices: readonly string[];
}

/** A reply as messages of a length Telegram takes, in order; the buttons stand under the last. */
export function write({ text, choices }: Pick<Reply, 'text' | 'choices'>): Part[] {
  const texts = splitText(text, longestText);
  return texts.map((part, i) => ({
    text: part,
    choices: i === texts.length - 1 ? choices.slice(0, mostButtons) : [],
  }));
}

/**
 * One message as `sendMessage` takes it. Without a parse mode every character stands for itself, so nothing a
 * resident or an officer writes can become markup; Telegram still makes links of addresses.
 */
export function payloadOf({ text, choices }: Part, { chat, topic, answers }: Target) {
  return {
    chat_id: chat,
    text,
    link_preview_options: { is_disabled: true },
    ...(topic === undefined ? {} : { message_thread_id: topic }),
    ...(answers === undefined
      ? {}
      : { reply_parameters: { message_id: answers, allow_sending_without_reply: true } }),
    ...(choices.length === 0 ? {} : { reply_markup: { inline_keyboard: keyboardOf(choices) } }),
  };
}

/** What whoever sends a contact is told: somebody else's number is not ours to keep. */
export const contactDeclined = {
  en: 'We do not take contact cards here. Please write what you want to tell us.',
  cy: 'Nid ydym yn derbyn cardiau cyswllt yma. Ysgrifennwch yr hyn yr hoffech ei ddweud wrthym.',
} as const;
