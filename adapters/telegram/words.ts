import type { Entity, Message } from './payload.ts';

interface Us {
  readonly id: number;
  readonly username: string;
}

type Spoken = Pick<
  Message,
  'text' | 'caption' | 'entities' | 'caption_entities' | 'chat' | 'reply_to_message'
>;

/** Whether a message in a group calls us: by name, by a command with our name, or by answering what we said. */
export function isForUs(message: Spoken, bot: Us): boolean {
  if (message.reply_to_message?.from?.id === bot.id) return true;
  const { text, entities } = partsOf(message);
  return entities.some((entity) => names(text, entity, bot));
}

function names(text: string, entity: Entity, { id, username }: Us): boolean {
  const written = at(text, entity).toLowerCase();
  if (entity.type === 'mention') return written === `@${username.toLowerCase()}`;
  if (entity.type === 'bot_command') return written.endsWith(`@${username.toLowerCase()}`);
  return entity.type === 'text_mention' && entity.user?.id === id;
}

const visible = /[^\s\p{M}\p{Default_Ignorable_Code_Point}\u2800]/u;

/**
 * What was said, as its reader would hear it: without our own name in a group, a command as the word it is, and with
 * the address behind a link. Nothing else is changed. Empty when there is nothing to see. `alone` tells
 * that no file or place comes with it.
 */
export function wordsOf(message: Spoken, bot: Us, alone: boolean): string {
  const { text, entities } = partsOf(message);
  const inPublic = message.chat.type !== 'private';
  let words = text;
  // From the end, so that what comes before keeps its place.
  for (const entity of entities.toSorted((one, other) => other.offset - one.offset)) {
    const [before, after] = [words.slice(0, entity.offset), words.slice(entity.offset + entity.length)];
    if (entity.type === 'bot_command' && entity.offset === 0) {
      words = commandOf(at(text, entity), after);
    } else if (entity.type === 'text_link' && entity.url !== undefined) {
      const shown = at(text, entity);
      words = before + (bare(shown) === bare(entity.url) ? entity.url : `${shown} (${entity.url})`) + after;
    } else if (inPublic && names(text, entity, bot)) {
      words = before + (/\S$/.test(before) ? after : after.replace(/^[ \t,:]+/, ''));
    }
  }
  // Nothing but our name, in a group: whoever calls us without a word is beginning.
  if (alone && !visible.test(words) && visible.test(text)) return beginning;
  return visible.test(words) ? words.trim() : '';
}

/** What pressing Start comes to: a greeting. */
const beginning = 'start';

/**
 * A command as the word it is. Alone, those that every bot has are a greeting, for "help" is what people call in
 * danger; and what follows /start is put there by the link that was followed, not by the resident.
 */
function commandOf(command: string, after: string): string {
  const word = command.slice(1).split('@')[0] ?? '';
  const alone = !visible.test(after) && /^(help|report)$/i.test(word);
  return alone || word.toLowerCase() === 'start' ? beginning : word + after;
}

function partsOf({ text, caption, entities, caption_entities }: Spoken): {
  text: string;
  entities: Entity[];
} {
  return text === undefined ? { text: caption ?? '', entities: caption_entities } : { text, entities };
}

function bare(link: string): string {
  return link
    .replace(/^https?:\/\//i, '')
    .replace(/\/$/, '')
    .toLowerCase();
}

function at(text: string, { offset, length }: Entity): string {
  return text.slice(offset, offset + length);
}
