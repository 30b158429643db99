import type { ReplyAddress } from '../../src/core/channel.ts';

/** Where a reply goes, as Discord names it. */
export type Target =
  | { readonly is: 'private'; readonly person: string }
  /** A thread of a server, or a channel of one. */
  | { readonly is: 'channel'; readonly channel: string }
  /** A message in a channel of a server: it is answered in a thread of its own. */
  | { readonly is: 'message'; readonly channel: string; readonly message: string };

/** The direct messages of one person. */
export function privateAddress(person: string): ReplyAddress {
  return { channel: 'discord', resident: person, thread: `dm:${person}` };
}

/** A place others can read: `123#456`, where 456 is the message we answer; in a thread that is there, `123`. */
export function publicAddress(channel: string, message: string | null): ReplyAddress {
  return {
    channel: 'discord',
    resident: channel,
    thread: message === null ? channel : `${channel}#${message}`,
  };
}

const written = /^(?:dm:(?<person>\d{1,20})|(?<channel>\d{1,20})(?:#(?<message>\d{1,20}))?)$/;

/** The target an address stands for, or null when it is none of ours. */
export function targetOf({ channel: name, thread }: ReplyAddress): Target | null {
  const parts = name === 'discord' ? written.exec(thread)?.groups : undefined;
  const { person, channel, message } = parts ?? {};
  if (person !== undefined) return { is: 'private', person };
  if (channel === undefined) return null;
  return message === undefined ? { is: 'channel', channel } : { is: 'message', channel, message };
}
