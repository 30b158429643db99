import { createHash } from 'node:crypto';
import type { Reply } from '../../src/core/channel.ts';
import { splitText } from '../../src/core/split.ts';
import { componentsOf, mostChoices } from './components.ts';

/** Longest text of one message. Discord counts characters, which are never more than these. */
export const longestText = 2000;

/** One message of a reply. */
export interface Part {
  readonly text: string;
  readonly choices: readonly string[];
}

/** A reply as messages of a length Discord takes, in order; the choices stand under the last. */
export function write({ text, choices }: Pick<Reply, 'text' | 'choices'>): Part[] {
  const texts = splitText(plain(text), longestText);
  return texts.map((part, i) => ({
    text: part,
    choices: i === texts.length - 1 ? choices.slice(0, mostChoices) : [],
  }));
}

const link = /https?:\/\/\S+/g;

/** The text as it will be read: nothing in it calls anybody, and nothing outside links becomes markup. */
function plain(text: string): string {
  const links = [...text.matchAll(link)].map(([found]) => found);
  const between = text.split(link).map(escaped);
  return between.map((part, i) => part + (links[i] ?? '').replace(/@(?=everyone|here)/g, '@\u200b')).join('');
}

function escaped(text: string): string {
  return text
    .replace(/[\\*_~|`]/g, '\\$&')
    .replace(/^([ \t]*)(#{1,3}|-#|>)(?= )/gm, '$1\\$2')
    .replace(/@(?=everyone|here)/g, '@\u200b')
    .replace(/<(?=[@#:/]|a:|t:|id:)/g, '<\u200b')
    .replace(/\](?=\()/g, ']\u200b');
}

/** One message as Discord takes it. The same nonce within minutes is the same message: it is not posted twice. */
export function bodyOf({ text, choices }: Part, nonce: string, answers: string | null) {
  return {
    content: text,
    nonce,
    enforce_nonce: true,
    allowed_mentions: { parse: [] },
    // No previews: nobody's site learns what a resident reads.
    flags: 1 << 2,
    ...(choices.length === 0 ? {} : { components: componentsOf(choices) }),
    ...(answers === null ? {} : { message_reference: { message_id: answers, fail_if_not_exists: false } }),
  };
}

/** What a message is changed into: it calls nobody either, and offers nothing any more. */
export function changedTo({ text }: Part) {
  return { content: text, allowed_mentions: { parse: [] }, flags: 1 << 2, components: [] };
}

/** The name of one part of a delivery, within the 25 characters Discord takes. */
export function nonceOf(key: string, part: number): string {
  return createHash('sha256').update(`${key}#${part}`).digest('base64url').slice(0, 24);
}
