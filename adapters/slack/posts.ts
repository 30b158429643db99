import type { CouncilFacts } from '../../src/core/catalogue.ts';
import type { Act } from '../../src/core/desk.ts';

/** Which posts go to the resident: those marked with `>>`, or all that are not marked with `//`. */
export type RepliesFrom = CouncilFacts['repliesFromSlack'];

/** Seconds in which an officer may still take back what they sent. */
export const undoSeconds = 10;

/** What an officer is told, and only they see. */
export type Hint = 'stayed-inside' | 'nothing-sent' | 'still-with-resident' | 'files-stay' | 'empty';

/** What a post, an edit or a deletion comes to. `markup` is what the act's text is made of, its mark cut off. */
export interface Decided {
  readonly act: 'reply' | 'note' | 'correct' | 'withdraw' | null;
  readonly markup: string;
  readonly hint: Hint | null;
}

const nothing: Decided = { act: null, markup: '', hint: null };

/** Exactly two, and first of all: three are Slack's quotation, and with a space between them they are a quotation of one. */
const forResident = /^\s*(?:&gt;|>){2}(?!\s*(?:&gt;|>))\s*/;
const nearly = /^\s*(?:&gt;|>)\s*(?:&gt;|>)/;
const forOfficers = /^\s*\/\//;

/** Whether these words were written to the resident. All else stays inside. */
export function isForResident(markup: string, replies: RepliesFrom): boolean {
  return replies === 'marked' ? forResident.test(markup) : !forOfficers.test(markup);
}

/** What an officer's new post in a case's thread comes to. */
export function decidePost(markup: string, files: number, replies: RepliesFrom): Decided {
  const toResident = isForResident(markup, replies);
  const words = unmarked(markup, replies);
  if (words === '') {
    if (files > 0) return { ...nothing, hint: toResident ? 'files-stay' : null };
    return toResident ? { ...nothing, hint: 'empty' } : nothing;
  }
  if (toResident) return { act: 'reply', markup: words, hint: files > 0 ? 'files-stay' : null };
  const meant = replies === 'marked' && nearly.test(markup);
  return { act: 'note', markup: words, hint: meant ? 'stayed-inside' : null };
}

/**
 * What an edit comes to. `was` is what the post is on the record: what was a note stays one, whatever is written into it, and
 * the resident is only ever told words that are themselves marked for them.
 */
export function decideEdit(markup: string, was: 'reply' | 'note', replies: RepliesFrom): Decided {
  const toResident = isForResident(markup, replies);
  const words = unmarked(markup, replies);
  if (words === '') return { ...nothing, hint: was === 'reply' ? 'still-with-resident' : null };
  if (was === 'note') return { act: 'correct', markup: words, hint: toResident ? 'nothing-sent' : null };
  return toResident
    ? { act: 'correct', markup: words, hint: null }
    : { ...nothing, hint: 'still-with-resident' };
}

/** What a deletion comes to. */
export const decideDeletion: Decided = { act: 'withdraw', markup: '', hint: null };

/** The words without the mark that said whom they are for. */
function unmarked(markup: string, replies: RepliesFrom): string {
  // Whoever is used to the mark is not to send it along where none is needed.
  const words = replies === 'marked' ? markup : markup.replace(forOfficers, '');
  return words.replace(forResident, '').trim();
}

/** The act a decision leads to; `messageId` is the message on record an edit or a deletion is about. */
export function actOf({ act }: Decided, text: string, messageId: string): Act | null {
  switch (act) {
    case 'reply':
      return { type: 'reply', text, hold: undoSeconds };
    case 'note':
      return { type: 'note', text };
    case 'correct':
      return { type: 'correct', messageId, text };
    case 'withdraw':
      return { type: 'withdraw', messageId };
    case null:
      return null;
  }
}
