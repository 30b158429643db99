import type { Heard, View, Who } from './heard.ts';
import {
  commandSchema,
  type Element,
  envelopeSchema,
  type FieldValue,
  homeEventSchema,
  type Message,
  messageEventSchema,
  type PressBody,
  pressSchema,
  type ShortcutBody,
  shortcutSchema,
  submissionSchema,
  type ViewBody,
} from './payload.ts';

const nothing: Heard = { is: 'nothing' };

/** What Slack sent, in our nouns. Never throws: what is not for us is nothing. */
export function read(body: unknown): Heard {
  const envelope = envelopeSchema.safeParse(body);
  if (envelope.success) return readEvent(envelope.data.event, envelope.data.team_id);
  const press = pressSchema.safeParse(body);
  if (press.success) return readPress(press.data);
  const submission = submissionSchema.safeParse(body);
  if (submission.success) {
    const { view, trigger_id } = submission.data;
    const who = actor(submission.data);
    return { is: 'submission', who, view: readView(view), trigger: trigger_id, key: `slack:view:${view.id}` };
  }
  const shortcut = shortcutSchema.safeParse(body);
  if (shortcut.success) return readShortcut(shortcut.data);
  const command = commandSchema.safeParse(body);
  if (!command.success) return nothing;
  const { team_id, user_id, channel_id, text, trigger_id } = command.data;
  const who = { user: user_id, team: team_id, at: team_id };
  return { is: 'command', who, words: text.trim(), place: channel_id, trigger: trigger_id };
}

function readEvent(event: unknown, at: string): Heard {
  const home = homeEventSchema.safeParse(event);
  if (home.success) {
    const { user, tab } = home.data;
    return tab === 'messages' ? nothing : { is: 'home', who: { user, team: at, at } };
  }
  const told = messageEventSchema.safeParse(event);
  if (!told.success) return nothing;
  const { channel: place, subtype, message, previous_message, deleted_ts } = told.data;
  if (subtype === 'message_changed') return readEdit(place, at, message, previous_message);
  if (subtype === 'message_deleted') {
    const who = previous_message === undefined ? null : writer(previous_message, at);
    const thread = threadOf(previous_message);
    if (who === null || deleted_ts === undefined || thread === null) return nothing;
    return {
      is: 'deletion',
      who,
      parent: previous_message?.parent_user_id ?? null,
      place,
      thread,
      ts: deleted_ts,
      key: `slack:${place}:${deleted_ts}:deletion`,
    };
  }
  const who = writer(told.data, at);
  const thread = threadOf(told.data);
  if (who === null || thread === null) return nothing;
  if (subtype === 'thread_broadcast') return { is: 'broadcast', who, place, thread };
  if (subtype !== undefined && subtype !== 'file_share') return nothing;
  return { is: 'post', who, thread, ...said(told.data, place) };
}

/** Slack also tells of a change when it shows what a link leads to: only an edit by whoever wrote it counts. */
function readEdit(place: string, at: string, now?: Message, before?: Message): Heard {
  const who = now === undefined ? null : writer(now, at);
  const thread = threadOf(now);
  if (now?.edited === undefined || who === null || thread === null) return nothing;
  if (now.edited.user !== who.user || now.edited.ts === before?.edited?.ts) return nothing;
  if (before !== undefined && before.text === now.text) return nothing;
  const post = said(now, place);
  return { is: 'edit', who, thread, ...post, key: `${post.key}:edit:${now.edited.ts}` };
}

function said(message: Message, place: string) {
  const { ts, text, files = [], parent_user_id: parent = null } = message;
  return {
    place,
    parent,
    ts,
    markup: text,
    emoji: emojiOf(message),
    files: files.length,
    key: `slack:${place}:${ts}`,
  };
}

/** A person; null for bots and for Slack itself. */
function writer({ user, bot_id, team, user_team }: Message, at: string): Who | null {
  if (user === undefined || (bot_id ?? '') !== '' || user === 'USLACKBOT') return null;
  return { user, team: user_team ?? team ?? at, at };
}

/** The first post of its thread; null for one that begins a thread or stands alone. */
function threadOf(message: Message | undefined): string | null {
  const { thread_ts, ts } = message ?? {};
  return thread_ts === undefined || thread_ts === ts ? null : thread_ts;
}

function readPress(body: PressBody): Heard {
  const { actions, channel, container, message, view, trigger_id } = body;
  const action = actions[0];
  if (action === undefined) return nothing;
  const thread = message?.thread_ts ?? container?.thread_ts ?? message?.ts ?? null;
  return {
    is: 'press',
    who: actor(body),
    action: action.action_id,
    value: chosenIn(action),
    trigger: trigger_id,
    ...(channel === undefined ? {} : { place: channel.id, thread }),
    view: view === undefined ? null : readView(view),
    key: `slack:press:${body.user.id}:${action.action_ts ?? trigger_id}`,
  };
}

function readShortcut(body: ShortcutBody): Heard {
  const { callback_id, trigger_id, channel, message } = body;
  return {
    is: 'shortcut',
    who: actor(body),
    callback: callback_id,
    trigger: trigger_id,
    place: channel.id,
    ts: message.ts,
    markup: message.text,
    emoji: emojiOf(message),
  };
}

function actor({ user, team }: Pick<PressBody, 'user' | 'team'>): Who {
  const at = team?.id ?? user.team_id ?? '';
  return { user: user.id, team: user.team_id ?? at, at };
}

function readView({ id, callback_id, private_metadata, state }: ViewBody): View {
  const fields = Object.values(state?.values ?? {}).flatMap((block) => Object.entries(block));
  const values = Object.fromEntries(fields.map(([name, field]) => [name, chosenIn(field)]));
  return { id, callback: callback_id, meta: private_metadata, values };
}

function chosenIn({ value, selected_option, selected_options }: FieldValue): string {
  return value ?? selected_option?.value ?? selected_options?.map((chosen) => chosen.value).join(' ') ?? '';
}

function emojiOf({ blocks = [] }: Message): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const look = ({ type, name, unicode, elements = [] }: Element): void => {
    if (
      type === 'emoji' &&
      name !== undefined &&
      unicode !== undefined &&
      /^[0-9a-f]{2,5}(-[0-9a-f]{2,5})*$/.test(unicode)
    )
      found.set(name, String.fromCodePoint(...unicode.split('-').map((code) => Number.parseInt(code, 16))));
    elements.forEach(look);
  };
  blocks.forEach(look);
  return found;
}
