import { createHash } from 'node:crypto';
import type { Attachment, InboundMessage, ReplyAddress } from '../../src/core/channel.ts';
import type { Place } from '../../src/core/place.ts';
import { publicAddress } from './address.ts';
import { chosenIn } from './keyboard.ts';
import { type Message, type Person, type Press, type Update, updateSchema } from './payload.ts';
import { isForUs, wordsOf } from './words.ts';

/** What is known besides the payload. */
export interface Arrival {
  /** Who we are at Telegram. */
  readonly bot: { readonly id: number; readonly username: string };
  /** When it came: the time of a pressed button, which Telegram does not tell. */
  readonly at: Date;
}

/** What one update comes to. */
export type Reading = Said | Aside | { readonly is: 'nothing' };

/** A resident said something. */
export interface Said {
  readonly is: 'said';
  readonly message: InboundMessage;
  /** Set on a part of an album: the name its parts share. */
  readonly album?: string;
  /** False for a part of an album that does not itself call us, in public: another part of it may. */
  readonly forUs: boolean;
  readonly pressed?: Pressed;
}

/** A button was pressed: Telegram waits to be told that we know, and the buttons are used up. */
export interface Pressed {
  readonly id: string;
  readonly on?: { readonly chat: string; readonly message: number };
}

/** Something came that is no message we can read. */
export interface Aside {
  readonly is: 'aside';
  readonly externalId: string;
  readonly what: string;
  /** Set where the sender should be told that we do not take it. */
  readonly declined?: { readonly chat: string; readonly language: 'en' | 'cy' };
  readonly pressed?: Pressed;
}

const nothing: Reading = { is: 'nothing' };

/** What Telegram sent, in our nouns. Never throws: what cannot be read is set aside by name. */
export function read(payload: unknown, arrival: Arrival): Reading {
  const parsed = updateSchema.safeParse(payload);
  if (!parsed.success) return { is: 'aside', externalId: nameOf(payload), what: 'unreadable update' };
  const { update_id, message, edited_message, callback_query, my_chat_member } = parsed.data;
  const externalId = `update:${update_id}`;
  if (message !== undefined) return readMessage(message, arrival);
  if (edited_message !== undefined) return readEdit(edited_message, update_id, arrival);
  if (callback_query !== undefined) return readPress(callback_query, arrival);
  if (my_chat_member === undefined) return { is: 'aside', externalId, what: kindOf(parsed.data) };
  const { chat, new_chat_member } = my_chat_member;
  return { is: 'aside', externalId, what: standing(chat.type === 'private', new_chat_member.status) };
}

function readMessage(message: Message, arrival: Arrival): Reading {
  const { chat, from, date, media_group_id } = message;
  const forUs = chat.type === 'private' || isForUs(message, arrival.bot);
  if (from === undefined || !isResident(message) || (!forUs && media_group_id === undefined)) return nothing;
  const externalId = `${chat.id}:${message.message_id}`;
  const attachments = filesOf(message);
  const place = placeOf(message);
  const alone = attachments.length === 0 && place === undefined;
  const text = wordsOf(message, arrival.bot, alone);
  if (text === '' && alone) return forUs ? setAside(message, from, externalId) : nothing;
  return {
    is: 'said',
    message: {
      externalId,
      ...spoken(message, from),
      text,
      attachments,
      ...(place === undefined ? {} : { place }),
      sentAt: new Date(date * 1000),
    },
    forUs,
    ...(media_group_id === undefined ? {} : { album: `${chat.id}:${media_group_id}` }),
  };
}

/** A change of the words. Telegram also tells of each move of a live location this way: only its first place counts. */
function readEdit(edited: Message, updateId: number, arrival: Arrival): Reading {
  const reading = readMessage(edited, arrival);
  if (reading.is !== 'said' || !reading.forUs || edited.location !== undefined) return nothing;
  const { externalId } = reading.message;
  const changed = edited.edit_date ?? edited.date;
  return {
    ...reading,
    message: {
      ...reading.message,
      // Telegram tells the time in whole seconds; whoever corrects themselves is faster than that.
      externalId: `${externalId}:edit:${changed}:${updateId}`,
      revises: { externalId, kind: 'edit' },
      sentAt: new Date(changed * 1000),
    },
  };
}

/** A button pressed is what stands on it, said. */
function readPress({ id, from, data, message }: Press, { at }: Arrival): Reading {
  const externalId = `cb:${id}`;
  const on =
    message === undefined ? undefined : { chat: String(message.chat.id), message: message.message_id };
  const pressed: Pressed = { id, ...(on === undefined ? {} : { on }) };
  const text = chosenIn(message?.reply_markup?.inline_keyboard ?? [], data);
  if (message === undefined || text === null || from.is_bot)
    return { is: 'aside', externalId, what: 'button that is gone', pressed };
  return {
    is: 'said',
    message: { externalId, ...spoken(message, from), text, attachments: [], sentAt: at },
    forUs: true,
    pressed,
  };
}

/** Whose words these are, and where the answer goes: to them alone, wherever they were said. */
function spoken(
  where: Pick<Message, 'chat' | 'message_id' | 'message_thread_id' | 'is_topic_message'>,
  { id, first_name, last_name, language_code }: Person,
): Pick<InboundMessage, 'from' | 'residentName' | 'language' | 'publicly'> {
  const from: ReplyAddress = { channel: 'telegram', resident: String(id), thread: String(id) };
  const residentName = `${first_name} ${last_name}`.trim();
  return {
    from,
    ...(residentName === '' ? {} : { residentName }),
    ...(isWelsh(language_code) ? { language: 'cy' } : {}),
    ...(where.chat.type === 'private' ? {} : { publicly: publicAddress(where) }),
  };
}

/** Whether a phone is set to Welsh. Any other setting says less than the words do: most phones are in English. */
const isWelsh = (code: string) => /^cy\b/i.test(code);

/** Not a bot, and not a channel or a group speaking for itself. */
function isResident({ chat, from, ...rest }: Message): boolean {
  return from?.is_bot === false && chat.type !== 'channel' && !('sender_chat' in rest);
}

function filesOf(message: Message): Attachment[] {
  const { photo = [], document, animation, audio, voice, video, video_note } = message;
  const largest = photo.toSorted((one, other) => other.width * other.height - one.width * one.height)[0];
  const files = [
    { kind: 'photo', file: largest },
    // Telegram gives a silent film as a document besides.
    { kind: 'document', file: animation === undefined ? document : undefined },
    { kind: 'document', file: audio },
    { kind: 'voice', file: voice },
    { kind: 'video', file: video ?? video_note ?? animation },
  ] as const;
  return files.flatMap(({ kind, file }) => {
    if (file === undefined) return [];
    const { file_id, file_name, file_size } = file;
    return [
      {
        externalId: file_id,
        kind,
        ...(file_name === undefined ? {} : { name: file_name }),
        ...(file_size === undefined ? {} : { bytes: file_size }),
      },
    ];
  });
}

function placeOf({ location, venue }: Message): Place | undefined {
  const spot = venue?.location ?? location;
  if (spot === undefined) return undefined;
  const words = [venue?.title, venue?.address].filter((part) => part !== undefined && part !== '').join(', ');
  return { words, point: spot, pointFrom: 'pin' };
}

function setAside(message: Message, { language_code }: Person, externalId: string): Aside {
  const what = kindOf(message);
  const declines = what === 'contact' && message.chat.type === 'private';
  const language = isWelsh(language_code) ? 'cy' : 'en';
  return {
    is: 'aside',
    externalId,
    what,
    ...(declines ? { declined: { chat: String(message.chat.id), language } } : {}),
  };
}

// What may stand in an update or a message without being what it is about.
const envelope =
  /^(update_id|message_id|date|edit_date|chat|from|text|caption|entities|caption_entities|message_thread_id|is_topic_message|media_group_id|reply_to_message|reply_markup|quote|external_reply|via_bot|author_signature|has_protected_content|is_from_offline|effect_id|forward_\w+|sender_\w+|link_preview_options|has_media_spoiler|show_caption_above_media|guest_bot_\w+|direct_messages_topic)$/;

/** What it is, in Telegram's own word: "sticker", "poll", "pinned message". */
function kindOf(event: Update | Message): string {
  const kinds = Object.keys(event).filter((key) => !envelope.test(key));
  return (kinds[0] ?? 'message without words').replaceAll('_', ' ').slice(0, 60);
}

function standing(isPrivate: boolean, status: string): string {
  const gone = status === 'kicked' || status === 'left';
  if (isPrivate) return gone ? 'the resident blocked the bot' : 'the resident unblocked the bot';
  return gone ? 'the bot was removed from a group' : `the bot became ${status} of a group`;
}

/** The update's own number or, when even that cannot be read, a name made of its content. */
function nameOf(payload: unknown): string {
  const id =
    typeof payload === 'object' && payload !== null && 'update_id' in payload ? payload.update_id : null;
  if (Number.isInteger(id)) return `update:${id}`;
  return `unreadable:${createHash('sha256')
    .update(JSON.stringify(payload) ?? '')
    .digest('hex')
    .slice(0, 32)}`;
}
