import type { types } from '@slack/bolt';
import { splitText } from '../../src/core/split.ts';

export type Block = types.KnownBlock;
export type Span = types.RichTextElement;

/*
 * What residents write is only ever put into elements of rich text that hold words and nothing else. Slack looks for no
 * mention, no link and no formatting in those, so nothing needs to be escaped, and nothing can be made to look like
 * something else. The one exception is the `text` beside the blocks, which notifications show: see `spoken`.
 */

export const words = (text: string, style?: { bold?: true; italic?: true; strike?: true }): Span => ({
  type: 'text',
  // Slack takes no empty words.
  text: text === '' ? ' ' : text,
  ...(style === undefined ? {} : { style }),
});
export const bold = (text: string): Span => words(text, { bold: true });
export const emoji = (name: string): Span => ({ type: 'emoji', name });
export const link = (url: string, text: string): Span => ({ type: 'link', url, text });

/** A moment, as each reader's own clock and language tell it. `fallback` is told where Slack cannot. */
export const moment = (at: Date, format: string, fallback: string): Span => ({
  type: 'date',
  timestamp: Math.floor(at.getTime() / 1000),
  format,
  fallback,
});

/** Somebody who is to look now, by their Slack id. */
export const person = (id: string): Span => ({ type: 'user', user_id: id });
export const group = (id: string): Span => ({ type: 'usergroup', usergroup_id: id });
export const everybody: Span = { type: 'broadcast', range: 'channel' };

const section = (spans: readonly Span[]): types.RichTextSection => ({
  type: 'rich_text_section',
  elements: [...spans],
});

/** Lines of rich text, one under the other. */
export function lines(...each: readonly (readonly Span[])[]): Block {
  const spaced = each.flatMap((spans, i) => (i === 0 ? [spans] : [[words('\n'), ...spans]]));
  return { type: 'rich_text', elements: spaced.map(section) };
}

/** Somebody's words, marked as theirs. */
export const quoted = (...spans: readonly Span[]): Block => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_quote', elements: [...spans] }],
});

/** Small print, in plain words. */
export const small = (text: string): Block => ({
  type: 'context',
  elements: [{ type: 'plain_text', text: clipped(text, 1_900), emoji: false }],
});

export const header = (text: string): Block => ({
  type: 'header',
  text: { type: 'plain_text', text: clipped(text, 150), emoji: false },
});

/** At most so many UTF-16 code units, with dots where something is left out. */
export function clipped(text: string, longest: number): string {
  if (text.length <= longest) return text;
  return `${splitText(text, longest - 2)[0] ?? ''} …`;
}

/** For the `text` beside the blocks, which is read as markup: nothing in it can be. */
export function spoken(text: string): string {
  return clipped(text.replace(/\s+/g, ' '), 300)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
