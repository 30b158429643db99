import type { Asked, Methods } from './slack-asked.ts';
import { blockFaults } from './slack-blocks.ts';
import { app, type Message, type Payload, type Place, SlackNo } from './slack-message.ts';
import { isObject } from './slack-texts.ts';
import type { Workspace } from './slack-workspace.ts';

/** What only one person sees, until they look away. */
export interface Ephemeral {
  readonly user: string;
  readonly place: string;
  readonly ts: string;
  readonly thread: string | null;
  readonly text: string;
  readonly blocks: readonly Payload[];
}

/** Messages and reactions of the app. `pace` throws when a place has had too many of them. */
export function chatMethods(
  workspace: Workspace,
  on: {
    pace(place: Place): void;
    posted(place: Place, message: Message): void;
    ephemeral(seen: Ephemeral): void;
  },
): Methods {
  const messageAt = (args: Asked, name: string): [Place, Message] => {
    const place = workspace.open(args.text('channel'));
    const message = workspace.find(place, args.text(name));
    if (message === null || message.subtype === 'tombstone') throw new SlackNo('message_not_found');
    return [place, message];
  };
  const own = (message: Message, no: string): void => {
    if (message.user !== app.user) throw new SlackNo(no);
  };
  const threadOf = (place: Place, args: Asked): string | null => {
    const given = args.optional('thread_ts');
    if (given === null) return null;
    const root = workspace.find(place, given);
    if (root === null) throw new SlackNo('thread_not_found');
    return root.thread ?? root.ts;
  };
  const reactions = ['reactions:write'];

  return {
    'chat.postMessage': {
      scopes: ['chat:write'],
      act(args) {
        const place = workspace.open(args.text('channel'));
        const { text = '', blocks = [], metadata } = contentOf(args, workspace);
        if (text === '' && blocks.length === 0) throw new SlackNo('no_text');
        const thread = threadOf(place, args);
        on.pace(place);
        const broadcast = thread !== null && args.flag('reply_broadcast');
        const message = workspace.say(place, app.user, linked(text, args), {
          blocks,
          thread,
          broadcast,
          metadata: metadata ?? null,
          subtype: broadcast ? 'thread_broadcast' : null,
          args: args.args,
        });
        on.posted(place, message);
        return { channel: place.id, ts: message.ts, message: workspace.told(place, message) };
      },
    },
    'chat.update': {
      scopes: ['chat:write'],
      act(args) {
        const [place, message] = messageAt(args, 'ts');
        own(message, 'cant_update_message');
        const { text, ...to } = contentOf(args, workspace);
        if (text === undefined && to.blocks === undefined) throw new SlackNo('no_text');
        const words = text === undefined ? {} : { text: linked(text, args) };
        workspace.change(place, message, { ...words, ...to });
        const told = workspace.told(place, message);
        return { channel: place.id, ts: message.ts, text: message.text, message: told };
      },
    },
    'chat.delete': {
      scopes: ['chat:write'],
      act(args) {
        const [place, message] = messageAt(args, 'ts');
        own(message, 'cant_delete_message');
        workspace.remove(place, message);
        return { channel: place.id, ts: message.ts };
      },
    },
    'chat.postEphemeral': {
      scopes: ['chat:write'],
      act(args) {
        const place = workspace.open(args.text('channel'));
        const user = args.text('user');
        if (!place.members.has(user)) throw new SlackNo('user_not_in_channel');
        const { text = '', blocks = [] } = contentOf(args, workspace);
        if (text === '' && blocks.length === 0) throw new SlackNo('no_text');
        const ts = workspace.nextTs();
        on.ephemeral({ user, place: place.id, ts, thread: args.optional('thread_ts'), text, blocks });
        return { message_ts: ts };
      },
    },
    'chat.getPermalink': {
      scopes: [],
      act(args) {
        const place = workspace.seen(args.text('channel'));
        const message = workspace.find(place, args.text('message_ts'));
        if (message === null) throw new SlackNo('message_not_found');
        return { channel: place.id, permalink: permalink(place, message) };
      },
    },
    'reactions.add': {
      scopes: reactions,
      act(args) {
        const [place, message] = messageAt(args, 'timestamp');
        workspace.react(place, message, app.user, emojiOf(args));
        return {};
      },
    },
    'reactions.remove': {
      scopes: reactions,
      act(args) {
        const [place, message] = messageAt(args, 'timestamp');
        workspace.unreact(place, message, app.user, emojiOf(args));
        return {};
      },
    },
    'reactions.get': {
      scopes: ['reactions:read'],
      act(args) {
        const [place, message] = messageAt(args, 'timestamp');
        return { type: 'message', channel: place.id, message: workspace.told(place, message, false) };
      },
    },
  };
}

const workspaceUrl = 'https://marlcombe.slack.com/';
/** Where a message stands, for a browser. */
export function permalink(place: Place, { ts, thread }: Pick<Message, 'ts' | 'thread'>): string {
  const inThread = thread === null ? '' : `?thread_ts=${thread}&cid=${place.id}`;
  return `${workspaceUrl}archives/${place.id}/p${ts.replace('.', '')}${inThread}`;
}

function emojiOf(args: Asked): string {
  const name = args.text('name').replaceAll(':', '');
  if (!/^[a-z0-9_+'-]+$/.test(name)) throw new SlackNo('invalid_name');
  return name;
}

/** `@channel` in words is a mention where the app asks for that, and words where it does not. */
function linked(text: string, args: Asked): string {
  if (!args.flag('link_names') && args.optional('parse') !== 'full') return text;
  return text.replace(/@(channel|here|everyone)\b/g, '<!$1>');
}

/** The words, blocks and metadata of a message, as far as they are given, all of them sound. */
export function contentOf(
  args: Asked,
  { files }: Pick<Workspace, 'files'>,
): { text?: string; blocks?: Payload[]; metadata?: Payload | null } {
  const text = args.args['text'] === undefined ? null : String(args.args['text']);
  if (text !== null && text.length > 40_000) throw new SlackNo('msg_too_long');
  const blocks = args.json('blocks', 'invalid_blocks_format');
  if (blocks !== undefined && !Array.isArray(blocks)) throw new SlackNo('invalid_blocks_format');
  if (blocks !== undefined) {
    const messages = [...blockFaults(blocks, 50), ...unshown(blocks, files)];
    if (messages.length > 0) throw new SlackNo('invalid_blocks', { messages, errors: messages });
    if (lettersOf(blocks) > 13_200) throw new SlackNo('msg_blocks_too_long');
  }
  const metadata = args.json('metadata', 'invalid_metadata_format');
  if (metadata !== undefined && !soundMetadata(metadata)) throw new SlackNo('invalid_metadata_format');
  return {
    ...(text === null ? {} : { text }),
    ...(blocks === undefined ? {} : { blocks: named(blocks) }),
    ...(isObject(metadata) ? { metadata: Object.keys(metadata).length === 0 ? null : metadata } : {}),
  };
}

const looksForMs = 700;

/** Pictures that are not at Slack, not yet, or not such as it shows. */
function unshown(blocks: readonly unknown[], files: Workspace['files']): string[] {
  return blocks.flatMap((block, at) => {
    const { id } = isObject(block) && isObject(block['slack_file']) ? block['slack_file'] : {};
    if (id === undefined) return [];
    const file = files.get(String(id));
    const looked = file?.doneAt != null && performance.now() - file.doneAt > looksForMs;
    const sound = looked && /\.(png|jpe?g|gif)$/.test(file?.name ?? '');
    return sound ? [] : [`[ERROR] invalid slack file [json-pointer:/blocks/${at}/slack_file]`];
  });
}

/** Slack counts the words of all blocks together, and says nowhere how many may be. This is what was measured. */
function lettersOf(given: unknown): number {
  if (Array.isArray(given)) return given.reduce((sum: number, each) => sum + lettersOf(each), 0);
  if (!isObject(given)) return 0;
  return Object.entries(given).reduce(
    (sum, [key, each]) => sum + (key === 'text' && typeof each === 'string' ? each.length : lettersOf(each)),
    0,
  );
}

function soundMetadata(metadata: unknown): boolean {
  if (!isObject(metadata)) return false;
  if (Object.keys(metadata).length === 0) return true;
  return typeof metadata['event_type'] === 'string' && isObject(metadata['event_payload']);
}

let unnamed = 0;
/** Every block has an id, and every element people act on: Slack gives what the app did not. */
export function named(blocks: readonly unknown[]): Payload[] {
  const id = (): string => {
    unnamed += 1;
    return `given-${unnamed}`;
  };
  const act = (element: unknown): unknown =>
    !isObject(element) || element['type'] === 'image' || element['type'] === undefined
      ? element
      : { action_id: id(), ...element };
  return blocks.filter(isObject).map((block) => ({
    block_id: id(),
    ...block,
    ...(isObject(block['accessory']) && { accessory: act(block['accessory']) }),
    ...(isObject(block['element']) && { element: act(block['element']) }),
    ...(block['type'] === 'actions' &&
      Array.isArray(block['elements']) && { elements: block['elements'].map(act) }),
  }));
}
