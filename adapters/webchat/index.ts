import { createHash } from 'node:crypto';
import type { Language } from '../../src/core/catalogue.ts';
import {
  type Accept,
  type Channel,
  ChannelError,
  type RecallsSent,
  type Receipt,
  type Reply,
  type ReplyAddress,
} from '../../src/core/channel.ts';
import { Refusal } from '../../src/core/errors.ts';
import { read } from './read.ts';
import { type Line, mostButtons, type Spoken, transcript } from './write.ts';

/** What the web chat needs of the rooms around it. */
export interface WebchatNeeds {
  readonly store: {
    /** Make sure that the conversation exists, a new one in this language. Harmless when it does. */
    open(address: ReplyAddress, now: Date, language?: Language): Promise<void>;
    has(address: ReplyAddress): Promise<boolean>;
    /** What was said after `seq`, oldest first, at most 500. */
    lines(address: ReplyAddress, after: number): Promise<readonly Spoken[]>;
    /** The receipt of what this delivery says, or null when it is not in the ledger. */
    sent(deliveryKey: string): Promise<Receipt | null>;
  };
  readonly bells: {
    announce(topic: string): Promise<void>;
    listen(topic: string, rung: () => void): () => void;
  };
  readonly ids: {
    id(): string;
    /** 256 random bits in base64url. */
    token(): string;
  };
  readonly now: () => Date;
}

/** What the pages of the web chat ask of it. All but `openSession` throw Refusal `not-signed-in` for a token nobody has. */
export interface WebchatPages {
  /** A new conversation and the token that opens it; with a token already made, that one. May run twice. */
  openSession(token?: string, language?: Language): Promise<{ token: string }>;
  /** Resolves once the message is stored. `id` makes a repeat harmless. Throws Refusal. */
  receive(token: string, said: unknown): Promise<{ messageId: string; conversationId: string }>;
  /** Lines after `seq`, oldest first, at most 500: a full answer is asked on from its last. */
  lines(token: string, after: number): Promise<Line[]>;
  /** Call `changed` whenever there may be new lines, until the function given back is called. */
  listen(token: string, changed: () => void): Promise<() => void>;
}

export type Webchat = Channel & RecallsSent & WebchatPages;

/**
 * Web chat: residents write on a page of ours. What is in the ledger is on the page, so sending is telling the
 * open pages to look, and whether something was sent is never in doubt.
 *
 * A session is known by the digest of its token; the token itself is never stored.
 */
export function webchat({ store, bells, ids, now }: WebchatNeeds): Webchat {
  let accept: Accept | null = null;
  const listening = new Set<() => void>();

  const signedIn = async (token: string): Promise<ReplyAddress> => {
    const address = addressOf(token);
    if (wellFormed.test(token) && (await store.has(address))) return address;
    throw new Refusal(
      'not-signed-in',
      'Make a token with POST /chat/session and send it as "Authorization: Bearer TOKEN".',
    );
  };

  return {
    name: 'webchat',
    limits: { text: Number.MAX_SAFE_INTEGER, buttons: mostButtons, attachments: 0, edits: false },

    async start(to) {
      accept = to;
    },

    async send({ key, to }) {
      if (to.channel !== 'webchat')
        throw new ChannelError(`Web chat cannot reach an address on ${to.channel}.`, 'never');
      try {
        await bells.announce(topicOf(to));
      } catch (cause) {
        throw new ChannelError('The open pages could not be told.', 'later', undefined, cause);
      }
      return { externalId: key, at: now() };
    },

    findSent: ({ key }: Reply) => store.sent(key),

    async stop() {
      accept = null;
      for (const unlisten of listening) unlisten();
      listening.clear();
    },

    async openSession(token = ids.token(), language) {
      if (!wellFormed.test(token))
        throw new Refusal('body-invalid', 'A session is 43 characters of base64url.');
      await store.open(addressOf(token), now(), language);
      return { token };
    },

    async receive(token, said) {
      const address = await signedIn(token);
      const message = read(said, { session: address.resident, at: now(), newId: ids.id() });
      if (accept === null) throw new Refusal('ledger-down', 'Try again in a moment.');
      const { messageId, conversationId } = await accept(message);
      // It is stored: a page that is not told of it asks again by itself.
      bells.announce(topicOf(address)).catch(() => undefined);
      return { messageId, conversationId };
    },

    async lines(token, after) {
      return transcript(await store.lines(await signedIn(token), after));
    },

    async listen(token, changed) {
      const unlisten = bells.listen(topicOf(await signedIn(token)), changed);
      listening.add(unlisten);
      return () => {
        listening.delete(unlisten);
        unlisten();
      };
    },
  };
}

const wellFormed = /^[A-Za-z0-9_-]{43}$/;

function addressOf(token: string): ReplyAddress {
  const digest = createHash('sha256').update(token).digest('hex');
  return { channel: 'webchat', resident: digest, thread: digest };
}

const topicOf = ({ thread }: ReplyAddress): string => `webchat:${thread}`;
