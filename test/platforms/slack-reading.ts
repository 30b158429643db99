import type { Message, Payload } from './slack-message.ts';
import { elementsOf } from './slack-state.ts';
import { isObject } from './slack-texts.ts';
import type { Workspace } from './slack-workspace.ts';

/** A message as somebody in the channel has it before them. */
export interface Seen {
  readonly ts: string;
  readonly from: string;
  readonly user: string;
  readonly thread: string | null;
  /** Everything there is to read, a line for each block and text. */
  readonly text: string;
  readonly lines: readonly string[];
  /** Whom it mentions: `@channel`, `@Ann Bell`, `@waste-on-call`. Words that only look like one are none. */
  readonly mentions: readonly string[];
  readonly links: readonly { readonly shows: string; readonly url: string }[];
  /** What can be pressed or picked. */
  readonly buttons: readonly Button[];
  readonly reactions: readonly string[];
  readonly replies: number;
  readonly edited: boolean;
  readonly files: readonly string[];
  readonly metadata: Payload | null;
  readonly blocks: readonly Payload[];
}
export interface Button {
  readonly shows: string;
  readonly action: string;
  readonly value: string | null;
  readonly url: string | null;
  readonly options: readonly string[];
}

interface Read {
  readonly mentions: Set<string>;
  readonly links: { shows: string; url: string }[];
}

export type Reading = ReturnType<typeof slackReading>;

/** Reading as a person does: markup is what it shows, mentions are real ones, and blocks stand in place of the text. */
export function slackReading(workspace: Pick<Workspace, 'people' | 'places' | 'groups'>) {
  const mention = (name: string | undefined, read: Read): string => {
    if (name === undefined) return '@unknown';
    read.mentions.add(`@${name}`);
    return `@${name}`;
  };
  const link = (url: string, shows: string, read: Read): string => {
    read.links.push({ shows, url });
    return shows;
  };
  const person = (id: string): string | undefined => workspace.people.get(id)?.name;
  const group = (id: string): string | undefined => workspace.groups.get(id)?.handle;
  const placeName = (id: string): string => `#${workspace.places.get(id)?.name ?? 'unknown'}`;

  const markup = (text: string, read: Read): string => {
    const shown = text.split(/(<[^<>\n]+>)/).map((piece) => {
      const [, inside] = /^<([^<>\n]+)>$/.exec(piece) ?? [];
      return unescaped(inside === undefined ? piece : marked(inside, piece, read));
    });
    return shown.join('');
  };
  const marked = (inside: string, whole: string, read: Read): string => {
    const [target = '', label] = inside.split('|', 2);
    if (/^@[UW]/.test(target)) return mention(person(target.slice(1)), read);
    if (target.startsWith('#C')) return placeName(target.slice(1));
    if (/^!(channel|here|everyone)$/.test(target)) return mention(target.slice(1), read);
    if (target.startsWith('!subteam^')) return mention(group(target.slice(9)), read);
    if (target.startsWith('!')) return label ?? target.slice(1);
    if (/^(https?:|mailto:|tel:)/.test(target)) return link(unescaped(target), label ?? target, read);
    return whole;
  };

  const piece = (given: Payload, read: Read): string => {
    const of = (name: string): string => String(given[name] ?? '');
    switch (given['type']) {
      case 'text':
        return of('text');
      case 'link':
        return link(of('url'), given['text'] === undefined ? of('url') : of('text'), read);
      case 'user':
        return mention(person(of('user_id')), read);
      case 'usergroup':
        return mention(group(of('usergroup_id')), read);
      case 'broadcast':
        return mention(of('range'), read);
      case 'channel':
        return placeName(of('channel_id'));
      case 'emoji':
        return `:${of('name')}:`;
      case 'date':
        return given['fallback'] === undefined ? of('format') : of('fallback');
      default:
        return '';
    }
  };
  const rich = (elements: unknown, read: Read): string[] =>
    objects(elements).map((part) =>
      part['type'] === 'rich_text_list'
        ? rich(part['elements'], read)
            .map((line) => `• ${line}`)
            .join('\n')
        : objects(part['elements'])
            .map((each) => piece(each, read))
            .join(''),
    );
  const texts = (given: unknown, read: Read): string[] => {
    if (!isObject(given)) return [];
    const text = String(given['text'] ?? '');
    if (given['type'] === 'mrkdwn') return [markup(text, read)];
    if (given['type'] === 'plain_text') return [text];
    return given['type'] === 'image' ? [String(given['alt_text'] ?? '')] : [];
  };
  const block = (given: Payload, read: Read): string[] => {
    const { type, text, fields, elements, label, hint } = given;
    if (type === 'rich_text') return rich(elements, read);
    if (type === 'markdown') return [String(text)];
    if (type === 'image') return [String(given['alt_text'] ?? '')];
    if (type === 'actions') return [];
    return [label, text, ...objects(fields), ...objects(elements), hint].flatMap((each) => texts(each, read));
  };

  const readBlocks = (blocks: unknown, text = '') => {
    const read: Read = { mentions: new Set(), links: [] };
    const said = markup(text, read);
    const lines = objects(blocks).flatMap((each) => block(each, read));
    const buttons = elementsOf(blocks).map(({ element }): Button => {
      const { text: label, action_id, value, url, options, placeholder } = element;
      return {
        shows: texts(label ?? placeholder, read).join(''),
        action: String(action_id),
        value: typeof value === 'string' ? value : null,
        url: typeof url === 'string' ? url : null,
        options: objects(options).flatMap((option) => texts(option['text'], read)),
      };
    });
    const shown = objects(blocks).length > 0 ? lines : [said];
    return { lines: shown, text: shown.join('\n'), mentions: [...read.mentions], links: read.links, buttons };
  };

  return {
    /** Blocks, or the text where there are none. A mention in the text counts all the same: it calls people too. */
    blocks: readBlocks,
    /** One text alone; empty when there is none. */
    words: (given: unknown): string => texts(given, { mentions: new Set(), links: [] }).join(''),
    message(message: Message): Seen {
      const { ts, user, thread, blocks, text, reactions, replies, edited, files, metadata } = message;
      return {
        ts,
        user,
        from: person(user) ?? user,
        thread,
        ...readBlocks(blocks, text),
        reactions: reactions.map(({ name }) => name),
        replies: replies.length,
        edited: edited !== null,
        files: files.map(({ name }) => name),
        metadata,
        blocks,
      };
    },
  };
}

const objects = (given: unknown): Payload[] => (Array.isArray(given) ? given.filter(isObject) : []);
const unescaped = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
