import type { Payload } from './slack-message.ts';

const address = /(https?:\/\/[^\s<>]*[^\s<>.,;:!?)])/;

/** What Slack makes of what somebody typed: characters that could be markup are escaped, addresses are links. */
export function typed(words: string, raw: boolean): { text: string; blocks: Payload[] } {
  if (raw) return { text: words, blocks: [] };
  if (words === '') return { text: '', blocks: [] };
  const pieces = words.split(address).filter((piece) => piece !== '');
  const text = pieces.map((piece) => (address.test(piece) ? `<${escaped(piece)}>` : escaped(piece))).join('');
  const elements = pieces.map((piece) =>
    address.test(piece) ? { type: 'link', url: piece } : { type: 'text', text: piece },
  );
  return {
    text,
    blocks: [{ type: 'rich_text', block_id: 'typed', elements: [{ type: 'rich_text_section', elements }] }],
  };
}

const escaped = (words: string): string =>
  words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
