import type { Reply } from '../../../src/core/channel.ts';

/** A reply as a letter: choices are numbered lines, for paper has no buttons. */
export function write({ text, choices }: Pick<Reply, 'text' | 'choices'>): string {
  return [text, ...choices.map((choice, i) => `${i + 1}. ${choice}`)].join('\n');
}
