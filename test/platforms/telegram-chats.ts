import { randomBytes } from 'node:crypto';
import type { Payload } from './telegram-updates.ts';

/** What people in a chat see of the bot. */
export interface BotMessage {
  readonly id: number;
  readonly text: string;
  readonly buttons: readonly string[];
  /** The message it is shown as an answer to. */
  readonly answers?: number;
}

interface Message extends Payload {
  readonly message_id: number;
  readonly chat: Payload & { readonly id: number };
}

interface Chat {
  readonly payload: Payload & { readonly id: number; readonly type: string };
  messages: Message[];
  movedTo?: number;
  /** Why the bot may not write here. */
  closed: { readonly code: number; readonly description: string } | null;
}

const blocked = { code: 403, description: 'Forbidden: bot was blocked by the user' };
const stranger = { code: 403, description: "Forbidden: bot can't initiate conversation with a user" };
const kicked = { code: 403, description: 'Forbidden: bot was kicked from the supergroup chat' };

export function refusal(code: number, description: string, parameters?: Payload): Error {
  return Object.assign(new Error(description), { code, ...(parameters && { parameters }) });
}

/** The chats of a bot: who writes in them, what, and what they see. */
export function telegramChats(
  bot: Payload & { readonly id: number },
  push: (lane: number, content: Payload) => unknown,
) {
  const chats = new Map<number, Chat>();
  const files = new Map<
    string,
    { readonly bytes: Uint8Array; readonly path: string; readonly size: number }
  >();
  let nextMessage = 1;
  let nextName = 1;

  const open = (payload: Chat['payload'], closed: Chat['closed']): Chat => {
    const chat = { payload, messages: [], closed };
    chats.set(payload.id, chat);
    return chat;
  };

  /** Somebody writes. Message ids count upwards over all chats of a bot, as in private chats. */
  const write = (chat: Chat, from: Payload, content: Payload): Message => {
    const date = Math.floor(Date.now() / 1000);
    const message = { message_id: nextMessage, from, chat: chat.payload, date, ...withEntities(content) };
    nextMessage += 1;
    chat.messages.push(message);
    push(chat.payload.id, { message });
    return message;
  };

  const keep = (bytes: Uint8Array, size = bytes.length): Payload & { file_id: string } => {
    const name = `AgAC${randomBytes(9).toString('base64url')}`;
    files.set(name, { bytes, size, path: `photos/file_${files.size}.jpg` });
    return { file_id: name, file_unique_id: `u${files.size}`, file_size: size };
  };

  const seenIn = (chat: Chat): BotMessage[] =>
    chat.messages.flatMap((message) => {
      if (message['from'] !== bot) return [];
      const answers = (message['reply_parameters'] as { message_id?: number } | undefined)?.message_id;
      const shown = { id: message.message_id, text: String(message['text']), buttons: buttonsOf(message) };
      return [answers === undefined ? shown : { ...shown, answers }];
    });

  const edit = (chat: Chat, message: Message, content: Payload): void => {
    const edited = { ...message, ...withEntities(content), edit_date: Math.floor(Date.now() / 1000) };
    chat.messages = chat.messages.map((each) => (each.message_id === message.message_id ? edited : each));
    push(chat.payload.id, { edited_message: edited });
  };

  const press = (chat: Chat, from: Payload, on: { readonly id: number }, label: string): void => {
    const message = chat.messages.find(({ message_id }) => message_id === on.id);
    const button = keyboardOf(message).find(({ text }) => text === label);
    nextName += 1;
    const query = {
      id: `91${nextName}`,
      from,
      message,
      chat_instance: '-1',
      data: button?.callback_data ?? 'gone',
    };
    push(chat.payload.id, { callback_query: query });
  };

  const album = (chat: Chat, from: Payload, captions: readonly string[]): Message[] => {
    nextName += 1;
    const media_group_id = `1399${nextName}`;
    return captions.map((caption) => {
      const photo = [{ ...keep(randomBytes(64)), width: 1280, height: 960 }];
      return write(chat, from, { media_group_id, photo, ...(caption === '' ? {} : { caption }) });
    });
  };

  const find = (id: unknown): Chat => {
    const chat = chats.get(Number(id));
    if (chat === undefined) throw refusal(400, 'Bad Request: chat not found');
    if (chat.movedTo !== undefined)
      throw refusal(400, 'Bad Request: group chat was upgraded to a supergroup chat', {
        migrate_to_chat_id: chat.movedTo,
      });
    if (chat.closed !== null) throw refusal(chat.closed.code, chat.closed.description);
    return chat;
  };

  const standing = (chat: Chat, from: Payload, status: string): void => {
    const date = Math.floor(Date.now() / 1000);
    const [old_chat_member, new_chat_member] = ['member', status].map((each) => ({
      user: bot,
      status: each,
    }));
    push(chat.payload.id, {
      my_chat_member: { chat: chat.payload, from, date, old_chat_member, new_chat_member },
    });
  };

  return {
    /** A resident with a private chat. `started` false: they never pressed Start, so the bot may not write first. */
    resident(id: number, { name = 'Ann', language = 'en', started = true } = {}) {
      const from = { id, is_bot: false, first_name: name, language_code: language };
      const chat = open({ id, type: 'private', first_name: name }, started ? null : stranger);
      return {
        id,
        from,
        says: (text: string, more: Payload = {}) => write(chat, from, { text, ...more }),
        sends: (content: Payload) => write(chat, from, content),
        /** A photo in two sizes. */
        photo(bytes: Uint8Array, caption?: string, size = bytes.length) {
          const small = { ...keep(bytes.slice(0, 10)), width: 90, height: 67 };
          const large = { ...keep(bytes, size), width: 1280, height: 960 };
          return write(chat, from, { photo: [small, large], ...(caption === undefined ? {} : { caption }) });
        },
        album: (...captions: string[]) => album(chat, from, captions),
        edits: (message: Message, content: Payload) => edit(chat, message, content),
        presses: (on: { readonly id: number }, label: string) => press(chat, from, on, label),
        blocks() {
          chat.closed = blocked;
          standing(chat, from, 'kicked');
        },
        /** They clear a message of the bot's from the chat. */
        forgets(id: number) {
          chat.messages = chat.messages.filter((each) => each.message_id !== id);
        },
        sees: () => seenIn(chat),
      };
    },

    group(id: number, title = 'Marlcombe neighbours') {
      const chat = open({ id, type: 'supergroup', title }, null);
      return {
        id,
        says: (from: Payload, text: string, more: Payload = {}) => write(chat, from, { text, ...more }),
        sends: (from: Payload, content: Payload) => write(chat, from, content),
        album: (from: Payload, ...captions: string[]) => album(chat, from, captions),
        edits: (message: Message, content: Payload) => edit(chat, message, content),
        /** What the bot said, as another's message to answer. */
        botMessage: (seen: BotMessage) => chat.messages.find(({ message_id }) => message_id === seen.id),
        movesTo(to: number) {
          chat.movedTo = to;
        },
        throwsOut: () => {
          chat.closed = kicked;
        },
        sees: () => seenIn(chat),
      };
    },

    /** The bot writes. Throws with the code and words of the Bot API. */
    sent(payload: Payload): Message {
      const chat = find(payload['chat_id']);
      const text = String(payload['text'] ?? '');
      if (text.trim() === '') throw refusal(400, 'Bad Request: message text is empty');
      if (text.length > 4096) throw refusal(400, 'Bad Request: message is too long');
      for (const { callback_data } of keyboardOf(payload))
        if (Buffer.byteLength(callback_data) > 64) throw refusal(400, 'Bad Request: BUTTON_DATA_INVALID');
      const { chat_id: _, ...content } = payload;
      const date = Math.floor(Date.now() / 1000);
      const message = { message_id: nextMessage, from: bot, chat: chat.payload, date, ...content };
      nextMessage += 1;
      chat.messages.push(message);
      return message;
    },

    rekeyed({ chat_id, message_id, reply_markup }: Payload): Message {
      const chat = find(chat_id);
      const before = chat.messages.find((each) => each.message_id === message_id);
      if (before === undefined) throw refusal(400, 'Bad Request: message to edit not found');
      if (keyboardOf(before).length === 0 && reply_markup === undefined)
        throw refusal(400, 'Bad Request: message is not modified');
      const { reply_markup: _, ...rest } = before;
      const after = { ...rest, ...(reply_markup === undefined ? {} : { reply_markup }) } as Message;
      chat.messages = chat.messages.map((each) => (each === before ? after : each));
      return after;
    },

    /** The bot puts other words in the place of its own. */
    reworded({ chat_id, message_id, text, reply_markup }: Payload): Message {
      const chat = find(chat_id);
      const before = chat.messages.find((each) => each.message_id === message_id);
      if (before === undefined || before['from'] !== bot)
        throw refusal(400, 'Bad Request: message to edit not found');
      if (before['text'] === text && keyboardOf(before).length === 0)
        throw refusal(400, 'Bad Request: message is not modified: specified new message content is the same');
      const { reply_markup: _, ...rest } = before;
      const after = { ...rest, text, ...(reply_markup === undefined ? {} : { reply_markup }) } as Message;
      chat.messages = chat.messages.map((each) => (each === before ? after : each));
      return after;
    },

    /** The bot deletes one of its own: within two days. */
    removed({ chat_id, message_id }: Payload): true {
      const chat = find(chat_id);
      const before = chat.messages.find((each) => each.message_id === message_id);
      if (before === undefined) throw refusal(400, 'Bad Request: message to delete not found');
      if (Date.now() / 1000 - Number(before['date']) > 48 * 3600)
        throw refusal(400, "Bad Request: message can't be deleted for everyone");
      chat.messages = chat.messages.filter((each) => each !== before);
      return true;
    },

    file(id: string): Payload {
      const file = files.get(id);
      if (file === undefined)
        throw refusal(400, 'Bad Request: wrong file_id or the file is temporarily unavailable');
      if (file.size > 20_000_000) throw refusal(400, 'Bad Request: file is too big');
      return { file_id: id, file_size: file.size, file_path: file.path };
    },

    bytesAt: (path: string): Uint8Array | null =>
      [...files.values()].find((file) => file.path === path)?.bytes ?? null,
  };
}

interface Button {
  readonly text: string;
  readonly callback_data: string;
}

function keyboardOf(message: Payload | undefined): Button[] {
  const markup = message?.['reply_markup'] as { inline_keyboard?: Button[][] } | undefined;
  return markup?.inline_keyboard?.flat() ?? [];
}

function buttonsOf(message: Payload): string[] {
  return keyboardOf(message).map(({ text }) => text);
}

/** Telegram finds names and commands in what people write. */
function withEntities(content: Payload): Payload {
  const entitiesIn = (text: unknown) =>
    [...String(text ?? '').matchAll(/(?<=^|\s)(?:@\w{3,}|\/\w+(?:@\w+)?)/g)].map((found) => ({
      type: found[0].startsWith('@') ? 'mention' : 'bot_command',
      offset: found.index,
      length: found[0].length,
    }));
  const [entities, caption_entities] = [entitiesIn(content['text']), entitiesIn(content['caption'])];
  return {
    ...(entities.length === 0 ? {} : { entities }),
    ...(caption_entities.length === 0 ? {} : { caption_entities }),
    ...content,
  };
}
