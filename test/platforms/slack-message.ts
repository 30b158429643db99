export type Payload = Record<string, unknown>;

/** A no, as Slack says it. */
export class SlackNo extends Error {
  readonly messages: readonly string[];
  readonly more: Payload;
  constructor(code: string, { messages = [], ...more }: Payload & { messages?: readonly string[] } = {}) {
    super(code);
    this.messages = messages;
    this.more = more;
  }
}

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly team: string;
  readonly bot: boolean;
  guest: boolean;
  admin: boolean;
  left: boolean;
}

export interface File {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly by: string;
  title: string;
  bytes: Uint8Array | null;
  /** When its upload was completed, by the monotonic clock; Slack looks at it for a moment before it may be shown. Null before. */
  doneAt: number | null;
}

export interface Message {
  readonly ts: string;
  readonly user: string;
  readonly thread: string | null;
  readonly replies: Message[];
  readonly files: readonly File[];
  readonly broadcast: boolean;
  readonly args: Payload;
  subtype: string | null;
  text: string;
  blocks: readonly Payload[];
  metadata: Payload | null;
  attachments: readonly Payload[];
  edited: string | null;
  reactions: { readonly name: string; readonly users: string[] }[];
}

export interface Place {
  readonly id: string;
  readonly name: string;
  readonly private: boolean;
  /** The two who talk, in a direct conversation. */
  readonly direct: string | null;
  readonly members: Set<string>;
  readonly messages: Message[];
  archived: boolean;
}

export interface Group {
  readonly id: string;
  readonly handle: string;
  readonly members: Set<string>;
}

/** A mention that called somebody when a message of the app was posted. */
export interface Called {
  readonly place: string;
  readonly ts: string;
  readonly whom: string;
}

export const app = { id: 'A0MOOTHALL', user: 'U0MOOTHALL', bot: 'B0MOOTHALL', name: 'moothall' } as const;
export const home = 'T0COUNCIL1';

/** A message, as Slack tells it. */
export function messageTold(
  message: Message,
  from: {
    author: Person | undefined;
    root: Message | null;
    tellFile: (file: File) => Payload;
    wholeMetadata: boolean;
  },
): Payload {
  const {
    ts,
    user,
    text,
    blocks,
    thread,
    replies,
    subtype,
    edited,
    reactions,
    metadata,
    attachments,
    files: with_,
  } = message;
  const repliers = [...new Set(replies.map((each) => each.user))];
  return {
    type: 'message',
    ...(subtype === null ? {} : { subtype }),
    user,
    ts,
    text,
    team: from.author?.team ?? home,
    // From another workspace, in a channel shared with it.
    ...(from.author !== undefined && from.author.team !== home
      ? { user_team: from.author.team, source_team: from.author.team }
      : {}),
    ...(user === app.user
      ? { bot_id: app.bot, app_id: app.id, bot_profile: { id: app.bot, app_id: app.id, name: app.name } }
      : from.author?.bot === true
        ? { bot_id: user.replace(/^U/, 'B') }
        : { client_msg_id: `message-${ts}` }),
    ...(attachments.length === 0 ? {} : { attachments }),
    ...(blocks.length === 0 ? {} : { blocks }),
    ...(thread === null ? {} : { thread_ts: thread, parent_user_id: from.root?.user }),
    ...(replies.length === 0
      ? {}
      : {
          thread_ts: ts,
          reply_count: replies.length,
          reply_users_count: repliers.length,
          reply_users: repliers,
          latest_reply: replies.at(-1)?.ts,
          is_locked: false,
          subscribed: false,
        }),
    ...(edited === null ? {} : { edited: { user, ts: edited } }),
    ...(reactions.length === 0
      ? {}
      : { reactions: reactions.map(({ name, users }) => ({ name, users, count: users.length })) }),
    ...(with_.length === 0 ? {} : { files: with_.map((file) => from.tellFile(file)), upload: true }),
    ...(metadata === null
      ? {}
      : { metadata: from.wholeMetadata ? metadata : { event_type: metadata['event_type'] } }),
  };
}
