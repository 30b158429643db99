import { z } from 'zod';
import type { InboundMessage } from '../../src/core/channel.ts';
import { Refusal } from '../../src/core/errors.ts';

/** Longest message a resident may write, in characters as Unicode counts them. */
export const longestMessage = 5_000;

/** Whose message it is, when it came, and a new id for it should the page have given none. */
export interface Arrival {
  /** The session's digest: the channel's name for the resident. */
  readonly session: string;
  readonly at: Date;
  readonly newId: string;
}

const bodySchema = z.strictObject({
  text: z.string(),
  id: z
    .string()
    .regex(/^[A-Za-z0-9._:-]{1,128}$/)
    .optional(),
});

/**
 * What a page sent, as a message: the same body in the same session always gives the same external id, unless it
 * names none. Throws Refusal.
 */
export function read(body: unknown, { session, at, newId }: Arrival): InboundMessage {
  const sent = bodySchema.safeParse(body);
  if (!sent.success) throw new Refusal('body-invalid', shapeHint(sent.error));
  const { text, id } = sent.data;
  return {
    externalId: id === undefined ? newId : `${session}:${id}`,
    from: { channel: 'webchat', resident: session, thread: session },
    text: readText(text),
    attachments: [],
    sentAt: at,
  };
}

function shapeHint({ issues }: z.ZodError): string {
  const strange = issues.find((issue) => issue.code === 'unrecognized_keys');
  if (strange !== undefined)
    return `Send only "text" and "id": "${strange.keys[0]?.slice(0, 40)}" is not taken here.`;
  if (issues.some(({ path }) => path[0] === 'id'))
    return '"id" is 1 to 128 letters, digits, dots, colons, hyphens or underscores.';
  return 'Send {"text": "what you want to tell us"}. "id" may stand beside it, to make a repeat harmless.';
}

/** A resident's words as we keep them. Throws Refusal when there are none, too many, or they are not text. */
export function readText(text: string): string {
  if (loneSurrogate.test(text)) throw new Refusal('text-invalid', 'Send whole Unicode characters, as UTF-8.');
  const plain = plainText(text);
  if (!visible.test(plain)) throw new Refusal('text-empty', 'Write what you want to tell us.');
  const length = [...plain].length;
  if (length > longestMessage) throw tooLong(length);
  return plain;
}

const loneSurrogate = /\p{Surrogate}/u;
const visible = /[^\s\p{M}\p{Default_Ignorable_Code_Point}\u2800]/u;

function tooLong(length: number): Refusal {
  const [most, sent] = [longestMessage, length].map((count) => count.toLocaleString('en-GB'));
  return new Refusal(
    'text-too-long',
    `Use at most ${most} characters: this has ${sent}. You can send it in parts.`,
    { limit: longestMessage, length },
  );
}

/** The words without what a reader cannot see: what reorders, hides or splits them. */
function plainText(text: string): string {
  return text
    .replace(/\r\n?|[\u0085\u2028\u2029]/gu, '\n')
    .replace(unseen, '')
    .replace(/[\u200C\u200D]/gu, (joiner, at: number, whole: string) => (joins(whole, at) ? joiner : ''))
    .replace(stacked, '$1')
    .normalize('NFC')
    .trim();
}

// Controls but tab and newline, what Unicode says to ignore (bidi controls, zero-width characters, fillers) and
// its noncharacters. Kept: variation selectors, the tags that make the flag of Wales, and joiners, for now.
const unseen =
  /(?![\t\n]|\u200C|\u200D|[\uFE00-\uFE0F]|[\u{E0100}-\u{E01EF}])(?!(?<=\u{1F3F4}[\u{E0020}-\u{E007F}]{0,6})[\u{E0020}-\u{E007F}])[\p{Cc}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\uFFF9-\uFFFB]/gu;

// Persian and the scripts of India need joiners inside words, and emoji are built with them. Between Latin,
// Greek or Cyrillic letters they only break a word that is meant not to be recognised.
const joinedBefore =
  /(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\uFE0F|(?![\p{sc=Latn}\p{sc=Grek}\p{sc=Cyrl}])[\p{L}\p{M}])$/u;
const joinedAfter = /^(?:\p{Extended_Pictographic}|(?![\p{sc=Latn}\p{sc=Grek}\p{sc=Cyrl}])[\p{L}\p{M}])/u;

// Unicode's Stream-Safe Text: no language stacks more accents, and composing a long stack takes a minute.
const stacked = /(\p{M}{30})\p{M}+/gu;

function joins(whole: string, at: number): boolean {
  return (
    joinedBefore.test(whole.slice(Math.max(0, at - 2), at)) && joinedAfter.test(whole.slice(at + 1, at + 3))
  );
}
