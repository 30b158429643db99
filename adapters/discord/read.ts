import type { InboundMessage, ReplyAddress } from '../../src/core/channel.ts';
import { privateAddress, publicAddress } from './address.ts';
import { chosenIn } from './components.ts';
import { filesOf } from './files.ts';
import {
  type Dispatch,
  deletionSchema,
  type Interaction,
  interactionSchema,
  type Message,
  messageSchema,
  type Person,
  partialSchema,
} from './payload.ts';
import { timeOf } from './snowflake.ts';
import { isForUs, type Us, wordsOf } from './words.ts';

/** What is known besides the event. */
export interface Arrival {
  /** Who we are at Discord. */
  readonly bot: Us;
  /** When it came. */
  readonly at: Date;
  /**
   * Where it was said: in direct messages, in a channel or a thread of a server in which we may be called, in a
   * thread we began, or anywhere else.
   */
  readonly where: 'private' | 'channel' | 'thread' | 'our thread' | 'elsewhere';
  /** Who wrote the message it changes or takes back, where we took that in; null where we did not. */
  readonly writer: string | null;
}

/** What one event comes to. */
export type Reading = Said | Aside | { readonly is: 'nothing' };

/** A resident said something. */
export interface Said {
  readonly is: 'said';
  readonly message: InboundMessage;
  readonly awaited?: Awaited;
}

/** Discord waits to be told that we know. */
export interface Awaited {
  readonly kind: 'command' | 'press';
  readonly id: string;
  readonly token: string;
  readonly application: string;
  readonly language: 'en' | 'cy';
  readonly onServer: boolean;
}

/** Something came that is no message we can read. */
export interface Aside {
  readonly is: 'aside';
  readonly externalId: string;
  readonly what: string;
  readonly awaited?: Awaited;
}

const nothing: Reading = { is: 'nothing' };

/** What Discord sent, in our nouns. Never throws: what cannot be read is set aside by name. */
export function read({ t, d }: Dispatch, arrival: Arrival): Reading {
  if (t === 'MESSAGE_CREATE') {
    const parsed = messageSchema.safeParse(d);
    return parsed.success ? readMessage(parsed.data, arrival) : unreadable(t, d);
  }
  if (t === 'MESSAGE_UPDATE') {
    if (partialSchema.safeParse(d).success) return nothing;
    const parsed = messageSchema.safeParse(d);
    return parsed.success ? readEdit(parsed.data, arrival) : unreadable(t, d);
  }
  if (t === 'MESSAGE_DELETE') {
    const parsed = deletionSchema.safeParse(d);
    return parsed.success ? readDeletion(parsed.data, arrival) : unreadable(t, d);
  }
  if (t !== 'INTERACTION_CREATE') return nothing;
  const parsed = interactionSchema.safeParse(d);
  return parsed.success ? readInteraction(parsed.data) : unreadable(t, d);
}

/** Said by a person: a message, an answer to one, or one passed on. Other types are Discord's own remarks. */
function isOfPerson({ author, webhook_id, type }: Message, bot: Us): boolean {
  return !author.bot && author.id !== bot.id && (webhook_id ?? null) === null && (type === 0 || type === 19);
}

function readMessage(message: Message, arrival: Arrival): Reading {
  const { where, bot, writer } = arrival;
  if (!isOfPerson(message, bot) || where === 'elsewhere') return nothing;
  const inPublic = where !== 'private';
  const forUs = !inPublic || where === 'our thread' || writer !== null || isForUs(message, bot);
  if (!forUs) return nothing;
  const attachments = filesOf(message);
  const text = wordsOf(message, bot, inPublic, attachments.length === 0);
  if (text === '' && attachments.length === 0)
    return { is: 'aside', externalId: message.id, what: wordless(message) };
  return {
    is: 'said',
    message: {
      externalId: message.id,
      ...spokenBy(message.author),
      ...(inPublic ? { publicly: placeOf(message.channel_id, message.id, where) } : {}),
      text,
      attachments,
      sentAt: timeOf(message.id),
    },
  };
}

/** A change of the words. Discord also tells this way that a link got its preview: then no time of change is new. */
function readEdit(message: Message, arrival: Arrival): Reading {
  const { edited_timestamp: edited } = message;
  if (typeof edited !== 'string' || Number.isNaN(Date.parse(edited))) return nothing;
  const reading = readMessage(message, arrival);
  // What we never took in is said anew: it may call us only now.
  if (reading.is !== 'said' || arrival.writer === null) return reading.is === 'said' ? reading : nothing;
  return {
    is: 'said',
    message: {
      ...reading.message,
      externalId: `${message.id}:edit:${edited}`,
      revises: { externalId: message.id, kind: 'edit' },
      sentAt: new Date(edited),
    },
  };
}

function readDeletion(gone: { id: string; channel_id: string }, { where, at, writer }: Arrival): Reading {
  if (writer === null) return nothing;
  return {
    is: 'said',
    message: {
      externalId: `${gone.id}:deletion`,
      from: privateAddress(writer),
      ...(where === 'private' ? {} : { publicly: placeOf(gone.channel_id, gone.id, where) }),
      text: '',
      attachments: [],
      revises: { externalId: gone.id, kind: 'deletion' },
      sentAt: at,
    },
  };
}

/** Something pressed is what stands on it, said; a command is the words a resident would type. */
function readInteraction(event: Interaction): Reading {
  const { id, type, data, message, guild_id, channel_id } = event;
  const person = event.user ?? event.member?.user;
  if (person === undefined || person.bot || (type !== 2 && type !== 3)) return nothing;
  const awaited = awaitedBy(event, type === 2 ? 'command' : 'press');
  const text =
    type === 2
      ? commanded(data)
      : chosenIn(message?.components ?? [], data?.custom_id ?? '', data?.values ?? []);
  if (text === null)
    return {
      is: 'aside',
      externalId: id,
      what: type === 2 ? 'unknown command' : 'button that is gone',
      awaited,
    };
  // What is shown to one person alone is not public, wherever it is shown.
  const inPublic = type === 3 && guild_id !== undefined && ((message?.flags ?? 0) & (1 << 6)) === 0;
  return {
    is: 'said',
    message: {
      externalId: id,
      ...spokenBy(person),
      ...(inPublic && channel_id !== undefined ? { publicly: publicAddress(channel_id, null) } : {}),
      text,
      attachments: [],
      sentAt: timeOf(id),
    },
    awaited,
  };
}

function commanded(data: Interaction['data']): string | null {
  const given = (name: string): string => {
    const value = data?.options.find((option) => option.name === name)?.value;
    return typeof value === 'string' ? value.replace(/\0|\p{Surrogate}/gu, '\ufffd').trim() : '';
  };
  if (data?.name === 'report') return given('text') === '' ? 'start' : given('text');
  return data?.name === 'status' ? `status ${given('reference')}`.trim() : null;
}

function awaitedBy(
  { id, token, application_id, locale, guild_id }: Interaction,
  kind: Awaited['kind'],
): Awaited {
  const language = locale.toLowerCase().startsWith('cy') ? 'cy' : 'en';
  return { kind, id, token, application: application_id, language, onServer: guild_id !== undefined };
}

function spokenBy({ id, global_name, username }: Person): { from: ReplyAddress; residentName?: string } {
  const residentName = (global_name ?? username).trim();
  return { from: privateAddress(id), ...(residentName === '' ? {} : { residentName }) };
}

/** In a channel a message is answered in a thread begun on it; in a thread, there. */
function placeOf(channel: string, message: string, where: Arrival['where']): ReplyAddress {
  return publicAddress(channel, where === 'channel' ? message : null);
}

function wordless({ sticker_items, poll }: Message): string {
  if (sticker_items.length > 0) return 'sticker';
  return poll === undefined || poll === null ? 'message without words' : 'poll';
}

function unreadable(t: string, d: unknown): Aside {
  const id = typeof d === 'object' && d !== null && 'id' in d ? d.id : null;
  const named = typeof id === 'string' && /^\d{1,20}$/.test(id) ? id : 'no-id';
  return { is: 'aside', externalId: `unreadable:${t}:${named}`, what: `unreadable ${t.slice(0, 40)}` };
}
