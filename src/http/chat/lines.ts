import { Refusal } from '../../core/errors.ts';
import { dayAndTime, type TimeWords } from '../dates.ts';
import type { ChatDoor, ChatLine, Doors } from '../doors.ts';

/** Most lines the door gives at once. */
export const linesAtOnce = 500;

/** A line as `GET /chat/messages` and `GET /chat/events` tell it. */
export function lineOnTheWire(
  { id, seq, from, text, at, choices }: ChatLine,
  languageOf: Doors['languageOf'],
) {
  const language = languageOf(text);
  return {
    seq,
    id,
    from,
    text,
    ...(language === null ? {} : { language }),
    at: at.toISOString(),
    ...(choices.length === 0 ? {} : { choices }),
  };
}

/** Where a page is in its conversation. Throws Refusal. */
export function seqIn(value: unknown): number {
  const text = value === undefined || value === '' ? '0' : String(value);
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new Refusal('body-invalid', '"after" is the "seq" of the last line you have, or 0.');
}

/** The whole conversation, oldest first. */
export async function allLines(chat: ChatDoor, token: string): Promise<ChatLine[]> {
  const lines: ChatLine[] = [];
  for (;;) {
    const more = await chat.lines(token, lines.at(-1)?.seq ?? 0);
    lines.push(...more);
    if (more.length < linesAtOnce) return lines;
  }
}

/** A line as the page shows it. */
export interface ShownLine {
  readonly id: string;
  readonly seq: number;
  readonly from: ChatLine['from'];
  /** The day, where it is another than that of the line before. */
  readonly day: string | null;
  readonly time: string;
  readonly machine: string;
  /** BCP 47; null when its words do not tell. */
  readonly language: string | null;
  readonly parts: readonly Part[];
}

/** Some of a line's words; web addresses and references stand out from the rest. */
export interface Part {
  readonly kind: 'words' | 'address' | 'reference';
  readonly text: string;
}

/** Lines in the words of the page, each in its own language. */
export function shownLines(
  lines: readonly ChatLine[],
  {
    timezone,
    words,
    languageOf,
  }: {
    readonly timezone: string;
    readonly words: TimeWords;
    readonly languageOf: Doors['languageOf'];
  },
): ShownLine[] {
  let before = '';
  return lines.map(({ id, seq, from, text, at }) => {
    const { day: today, time } = dayAndTime(at, timezone, words);
    const day = today === before ? null : today;
    before = today;
    const language = languageOf(text);
    return { id, seq, from, day, time, machine: at.toISOString(), language, parts: partsOf(text) };
  });
}

// The page's script does the same, in assets/chat-lines.js.
const marked = /(?<address>https:\/\/[^\s<>"']+[^\s<>"'.,:;!?)\]}])|\b[A-Z]{2,4}(?:-\d{3}){3}\b/g;

/** Words, with the secure web addresses and the references among them. Any other address stays words. */
export function partsOf(text: string): Part[] {
  const parts: Part[] = [];
  let end = 0;
  const words = (to: number) => {
    if (to > end) parts.push({ kind: 'words', text: text.slice(end, to) });
  };
  for (const { 0: found, index, groups } of text.matchAll(marked)) {
    words(index);
    parts.push({ kind: groups?.['address'] === undefined ? 'reference' : 'address', text: found });
    end = index + found.length;
  }
  words(text.length);
  return parts;
}
