type Payload = Record<string, unknown>;

/** A no, as Discord says it. */
export class DiscordNo extends Error {
  readonly status: number;
  readonly code: number;
  constructor(status: number, code: number, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export interface Message extends Payload {
  readonly id: string;
  readonly channel_id: string;
  content: string;
  readonly author: { readonly id: string; readonly bot?: boolean };
}

interface Channel {
  readonly id: string;
  readonly guild: string | null;
  readonly parent: string | null;
  readonly owner: string | null;
  readonly person: string | null;
  readonly name: string;
  readonly messages: Message[];
  readonly nonces: Map<string, Message>;
  closed: boolean;
  noThreads: boolean;
  archived: boolean;
  locked: boolean;
  gone: boolean;
}

export type DiscordWorld = ReturnType<typeof discordWorld>;

/** Everything Discord keeps: servers, channels, threads, direct messages, and what was said there. */
export function discordWorld(
  bot: { id: string },
  dispatch: (t: string, d: unknown) => void,
  urlOf: () => string,
) {
  const channels = new Map<string, Channel>();
  const guilds = new Map<string, { id: string; role: string }>();
  const files = new Map<string, Uint8Array>();
  const closedTo = new Set<string>();
  let last = 0n;

  /** The next number, which holds the time and grows. */
  const next = (): string => {
    const now = BigInt(Date.now() - 1_420_070_400_000) << 22n;
    last = now > last ? now : last + 1n;
    return String(last);
  };

  const add = (more: Partial<Channel> & { name: string }): Channel => {
    const made: Channel = {
      id: next(),
      guild: null,
      parent: null,
      owner: null,
      person: null,
      messages: [],
      nonces: new Map(),
      closed: false,
      noThreads: false,
      archived: false,
      locked: false,
      gone: false,
      ...more,
    };
    channels.set(made.id, made);
    return made;
  };

  const told = ({ id, guild, parent, owner, name, messages }: Channel): Payload => ({
    id,
    type: parent === null ? 0 : 11,
    name,
    guild_id: guild,
    parent_id: parent,
    ...(owner === null ? {} : { owner_id: owner, thread_metadata: { archived: false, locked: false } }),
    last_message_id: messages.at(-1)?.id ?? null,
  });

  const here = (id: string): Channel => {
    const channel = channels.get(id);
    if (channel === undefined || channel.gone) throw new DiscordNo(404, 10003, 'Unknown Channel');
    if (channel.closed) throw new DiscordNo(403, 50001, 'Missing Access');
    return channel;
  };

  const found = (channel: Channel, id: string): Message => {
    const message = channel.messages.find((each) => each.id === id);
    if (message === undefined) throw new DiscordNo(404, 10008, 'Unknown Message');
    return message;
  };

  const event = (channel: Channel, message: Message): Payload => ({
    ...message,
    ...(channel.guild === null ? { channel_type: 1 } : { guild_id: channel.guild }),
  });

  const say = (
    channel: Channel,
    author: Message['author'] & Payload,
    more: Payload,
    quietly = false,
  ): Message => {
    const id = next();
    const message: Message = {
      id,
      channel_id: channel.id,
      author,
      content: '',
      type: 0,
      flags: 0,
      timestamp: new Date().toISOString(),
      edited_timestamp: null,
      tts: false,
      mention_everyone: false,
      mentions: [],
      mention_roles: [],
      attachments: [],
      embeds: [],
      components: [],
      pinned: false,
      ...more,
    };
    channel.messages.push(message);
    if (!quietly) dispatch('MESSAGE_CREATE', event(channel, message));
    return message;
  };

  const directMessages = (person: string): Channel =>
    [...channels.values()].find((each) => each.person === person) ?? add({ person, name: `dm-${person}` });

  return {
    next,
    channels,
    files,
    here,
    found,
    event,
    say,
    told,
    directMessages,
    closedTo,

    guild(): { id: string; role: string } {
      const guild = { id: next(), role: next() };
      guilds.set(guild.id, guild);
      return guild;
    },
    channel: (guild: string, name: string): Channel => add({ guild, name }),

    /** What a server tells when it is met. */
    guildEvents: (): { t: string; d: Payload }[] =>
      [...guilds.values()].map(({ id, role }) => {
        const own = [...channels.values()].filter(
          (each) => each.guild === id && !each.gone && !each.archived,
        );
        return {
          t: 'GUILD_CREATE',
          d: {
            id,
            name: 'Marlcombe',
            roles: [{ id }, { id: role, name: 'Marlcombe Council', tags: { bot_id: bot.id } }],
            channels: own.filter(({ parent }) => parent === null).map(told),
            threads: own.filter(({ parent }) => parent !== null).map(told),
            members: [],
          },
        };
      }),
    guildIds: () => [...guilds.keys()],

    /** The bot puts other words in the place of its own. */
    reword(channelId: string, id: string, body: Payload): Message {
      const channel = here(channelId);
      const message = found(channel, id);
      if (message.author.id !== bot.id)
        throw new DiscordNo(403, 50005, 'Cannot edit a message authored by another user');
      const after = { ...message, ...body, edited_timestamp: new Date().toISOString() };
      channel.messages.splice(channel.messages.indexOf(message), 1, after);
      return after;
    },

    /** The bot deletes one of its own. */
    remove(channelId: string, id: string): null {
      const channel = here(channelId);
      channel.messages.splice(channel.messages.indexOf(found(channel, id)), 1);
      return null;
    },

    post(channelId: string, body: Payload): Message {
      const channel = here(channelId);
      if (channel.person !== null && closedTo.has(channel.person))
        throw new DiscordNo(403, 50007, 'Cannot send messages to this user');
      if (channel.locked) throw new DiscordNo(403, 160005, 'Thread is locked');
      channel.archived = false;
      const content = String(body['content'] ?? '');
      if ([...content].length > 2000) throw new DiscordNo(400, 50035, `Invalid Form Body ${content}`);
      if (content === '') throw new DiscordNo(400, 50006, 'Cannot send an empty message');
      const { nonce } = body;
      if (typeof nonce === 'string') {
        if (nonce.length > 25) throw new DiscordNo(400, 50035, 'Invalid Form Body nonce');
        const earlier = channel.nonces.get(nonce);
        if (body['enforce_nonce'] === true && earlier !== undefined) return earlier;
      }
      const { enforce_nonce: _, ...kept } = body;
      const message = say(
        channel,
        { id: bot.id, bot: true, username: 'Marlcombe Council' },
        { ...kept, content },
      );
      if (typeof nonce === 'string') channel.nonces.set(nonce, message);
      return message;
    },

    beginThread(channelId: string, messageId: string, body: Payload): Payload {
      const channel = here(channelId);
      if (channel.noThreads) throw new DiscordNo(403, 50013, 'Missing Permissions');
      if (channel.parent !== null)
        throw new DiscordNo(400, 50024, 'Cannot execute action on this channel type');
      found(channel, messageId);
      if (channels.has(messageId))
        throw new DiscordNo(400, 160004, 'A thread has already been created for this message');
      const thread = add({
        id: messageId,
        guild: channel.guild,
        parent: channel.id,
        owner: bot.id,
        name: String(body['name']),
      });
      dispatch('THREAD_CREATE', { ...told(thread), newly_created: true });
      return told(thread);
    },

    /** The 100 or fewer messages that follow `after`, or the latest ones; the newest first. */
    list(channelId: string, after: string | null, limit: number): Message[] {
      const { messages } = here(channelId);
      const page =
        after === null
          ? messages.slice(-limit)
          : messages.filter(({ id }) => BigInt(id) > BigInt(after)).slice(0, limit);
      return page.toReversed();
    },

    attach(bytes: Uint8Array, name: string, type: string): Payload {
      const id = next();
      files.set(id, bytes);
      return {
        id,
        filename: name,
        size: bytes.length,
        content_type: type,
        url: `${urlOf()}/cdn/${id}?ex=soon`,
      };
    },
  };
}
