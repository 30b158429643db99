import type { CouncilFacts, Language } from './catalogue.ts';
import type { Log } from './log.ts';
import type { Place } from './place.ts';

/** What a channel can carry. The core plans within these; the channel's `write.ts` decides how it looks. */
export interface ChannelLimits {
  /** Longest text of one message, in UTF-16 code units. */
  readonly text: number;
  /** Most buttons under one message; 0 where the channel has none and choices are typed. */
  readonly buttons: number;
  /** Most files in one message; 0 where the channel takes text only. */
  readonly attachments: number;
  /** Whether a message already sent can be changed. */
  readonly edits: boolean;
}

/** Where a reply goes, as the channel itself knows it. Frozen on the case when the case is opened. */
export interface ReplyAddress {
  readonly channel: string;
  /** The channel's own name for the resident: a chat id, a session digest. */
  readonly resident: string;
  /** The channel's own name for the thread we answer in. */
  readonly thread: string;
}

/** A file a resident sent, before its bytes are ours. */
export interface Attachment {
  /** The channel's own name for the file: what `fetchFile` finds it by. */
  readonly externalId: string;
  readonly kind: 'photo' | 'document' | 'voice' | 'video';
  readonly name?: string;
  /** Size in bytes, as the platform tells it. */
  readonly bytes?: number;
}

/** One thing a resident said, already free of platform detail. */
export interface InboundMessage {
  /** Unique within the channel, and the same however often the platform delivers it. */
  readonly externalId: string;
  readonly from: ReplyAddress;
  readonly residentName?: string;
  /** What their app is set to, where the platform tells: a new thread begins in it, until their words tell another. */
  readonly language?: Language;
  /** What was said. Empty only when files or a place came alone, or when the resident took it back. */
  readonly text: string;
  readonly attachments: readonly Attachment[];
  readonly place?: Place;
  /**
   * Set when it was said where others can read it: the place it was said in. `from` is then the resident's private
   * address: we acknowledge in public, and answer in private.
   */
  readonly publicly?: ReplyAddress;
  /** Set when this replaces (`edit`) or takes back (`deletion`) the message with that external id. */
  readonly revises?: { readonly externalId: string; readonly kind: 'edit' | 'deletion' };
  /** The platform's own time of sending: what every clock starts from. */
  readonly sentAt: Date;
}

/** What the store answers when a message is safe: its row exists, once. */
export interface Accepted {
  readonly messageId: string;
  readonly conversationId: string;
  /** True when this external id was stored before and nothing changed now. */
  readonly duplicate: boolean;
}

/** What we will say to a resident, in plain terms; the channel decides how it looks. */
export interface Reply {
  /** The delivery's id: the idempotency key where the platform takes one. */
  readonly key: string;
  readonly to: ReplyAddress;
  readonly conversationId: string;
  readonly text: string;
  /** Things the resident may answer with one touch. Where there are no buttons they are typed. */
  readonly choices: readonly string[];
}

/** Proof that the platform took something. */
export interface Receipt {
  readonly externalId: string;
  readonly at: Date;
}

/**
 * What a platform said no to, told so that the outbox knows what to do next.
 *
 * - `later`: nothing was sent; try again, after `afterMs` if the platform named a delay.
 * - `never`: it will not be taken however often it is tried (blocked, gone, bad token).
 * - `unknown`: it may or may not have arrived (time-out after the request left).
 */
export class ChannelError extends Error {
  readonly retry: 'later' | 'never' | 'unknown';
  readonly afterMs: number | undefined;

  constructor(message: string, retry: 'later' | 'never' | 'unknown', afterMs?: number, cause?: unknown) {
    super(message, { cause });
    this.name = 'ChannelError';
    this.retry = retry;
    this.afterMs = afterMs;
  }
}

/** A place residents write to us from. One folder in `adapters/` makes one of these. */
export interface Channel {
  readonly name: string;
  readonly limits: ChannelLimits;
  /** Listen. `accept` resolves once the message is stored: only then acknowledge the platform. */
  start(accept: Accept): Promise<void>;
  /** Say one thing. Throws ChannelError, whose `retry` tells the outbox what to do. */
  send(reply: Reply): Promise<Receipt>;
  stop(): Promise<void>;
}

/** What a channel that reads from a platform keeps in the ledger beside the messages. */
export interface Keeping {
  /**
   * How far the channel has read, by names of its own: an offset, the last message of a thread. Kept once the
   * messages before it are stored, so that whoever listens next goes on from there.
   */
  readonly cursors: {
    all(): Promise<ReadonlyMap<string, string>>;
    keep(name: string, value: string): Promise<void>;
    /** Harmless when there is none of that name. */
    forget(name: string): Promise<void>;
  };
  /** Something came that is no message we can read. It is named for the operator, and the channel goes on. */
  setAside(event: SetAside): Promise<void>;
  /** Count what the loss ledger counts and no row tells. */
  count(what: 'repaired' | 'gap', howMany?: number): void;
}

/** Something that came and is not stored as a message. None of its words are kept. */
export interface SetAside {
  readonly externalId: string;
  readonly what: string;
  /** True where it was a message of a resident, which the ledger would not take: it is lost to us. */
  readonly lost?: boolean;
}

/** What an adapter is given of the rooms around it. */
export interface ChannelNeeds {
  readonly keeping: Keeping;
  readonly council: Pick<CouncilFacts, 'name' | 'shortName' | 'phone' | 'website'>;
  /** How the platform reaches us, without a slash at the end; null when we are not told. */
  readonly publicUrl: string | null;
  readonly now: () => Date;
  readonly log: Log;
}

/** A channel that only one process may listen to at a time: by polling, or over a connection of its own. */
export interface ListensAlone {
  readonly alone: true;
}

export function listensAlone<T extends object>(channel: T): channel is T & ListensAlone {
  return 'alone' in channel && channel.alone === true;
}

/** A channel that can say whether it hears its platform. */
export interface TellsHealth {
  /** `why` is a sentence for the operator, without secrets; null while all is well. */
  health(): { readonly well: boolean; readonly why: string | null };
}

export function tellsHealth<T extends object>(channel: T): channel is T & TellsHealth {
  return 'health' in channel && typeof channel.health === 'function';
}

/** What a platform that called us is answered. */
export interface CallAnswer {
  readonly status: number;
  /** Nothing when left out. */
  readonly body?: string;
  /** Media type of the body. */
  readonly type?: string;
}

/** A channel or a desk whose platform calls us. */
export interface TakesCalls {
  /** Below the address of the web: `/channels/telegram`. */
  readonly callPath: string;
  /** Answers once what came is stored. 503 asks the platform to call again. */
  takeCall(headers: Readonly<Record<string, string | undefined>>, body: string): Promise<CallAnswer>;
}

export function takesCalls<T extends object>(channel: T): channel is T & TakesCalls {
  return 'takeCall' in channel && typeof channel.takeCall === 'function';
}

/** A channel on which residents send files. */
export interface FetchesFiles {
  /** The bytes of a file as the platform has them now. Throws ChannelError: `later` where it may yet come. */
  fetchFile(attachment: Attachment): Promise<AsyncIterable<Uint8Array>>;
}

export function fetchesFiles<T extends object>(channel: T): channel is T & FetchesFiles {
  return 'fetchFile' in channel && typeof channel.fetchFile === 'function';
}

/** Store one message once. May be called any number of times with the same message. */
export type Accept = (message: InboundMessage) => Promise<Accepted>;

/** A channel that can be asked whether it already sent a reply whose receipt was lost. */
export interface RecallsSent {
  /** The receipt of an earlier send with this key, or null when it was surely not sent. */
  findSent(reply: Reply): Promise<Receipt | null>;
}

export function recallsSent<T extends object>(channel: T): channel is T & RecallsSent {
  return 'findSent' in channel && typeof channel.findSent === 'function';
}

/** A channel that can change, or take back, what it said. */
export interface RevisesSent {
  /** Whether a reply of these words goes in one piece: only such a one can be changed or taken back. */
  inOnePiece(text: string): boolean;
  /** Put other words in the place of what was sent. Throws ChannelError: `never` where it is too late or came in several parts. */
  revise(sent: string, reply: Reply): Promise<Receipt>;
  /** Take back what was sent. Harmless when it is gone. Throws ChannelError as `revise` does. */
  takeBack(sent: string, reply: Reply): Promise<Receipt>;
}

export function revisesSent<T extends object>(channel: T): channel is T & RevisesSent {
  return 'revise' in channel && typeof channel.revise === 'function';
}
