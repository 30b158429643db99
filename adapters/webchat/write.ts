import type { Reply } from '../../src/core/channel.ts';

/** What is said in a conversation, as the ledger has it. */
export interface Spoken {
  /** The message's own id. */
  readonly id: string;
  readonly seq: number;
  readonly voice: 'resident' | 'bot' | 'officer' | 'note';
  /** Null once erased. */
  readonly text: string | null;
  readonly at: Date;
  readonly choices: readonly string[];
}

/** One line of the conversation as its page shows it. */
export interface Line {
  readonly id: string;
  readonly seq: number;
  readonly from: 'resident' | 'bot' | 'officer';
  readonly text: string;
  readonly at: Date;
  readonly choices: readonly string[];
}

/** Most choices shown as buttons under one line. */
export const mostButtons = 10;

/** A reply as the page shows it: any length in one piece, and no more buttons than a person can take in. */
export function write({ text, choices }: Pick<Reply, 'text' | 'choices'>): Pick<Line, 'text' | 'choices'> {
  return { text, choices: choices.slice(0, mostButtons) };
}

/** The transcript as lines of the page. Notes between officers never become one. */
export function transcript(spoken: readonly Spoken[]): Line[] {
  return spoken.flatMap(({ id, seq, voice, text, at, choices }) =>
    voice === 'note' ? [] : [{ id, seq, from: voice, at, ...write({ text: text ?? erased, choices }) }],
  );
}

const erased = '(This message was deleted.)';
