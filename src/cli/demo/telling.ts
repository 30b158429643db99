import type { Actor, Case, CaseEventType, CaseHappenings, Happening } from '../../core/case.ts';
import { digestOf } from '../../core/chain.ts';
import type { ReplyAddress } from '../../core/channel.ts';
import type { Guess } from '../../core/understanding.ts';
import { type Chance, idAt } from './chance.ts';

/** One thing said, by whom, with what seals it. */
export interface Line {
  readonly id: string;
  readonly voice: 'resident' | 'bot' | 'officer';
  readonly text: string;
  readonly at: Date;
  readonly officerId: string | null;
  readonly salt: string;
  readonly digest: string;
  readonly deliveryId: string | null;
  /** What the model took a resident's message for. */
  readonly read: Guess | null;
}

/** What an officer says a case is about after all. */
export interface Correction {
  readonly label: string;
  readonly officerId: string;
  readonly reason: string;
  readonly at: Date;
}

export interface DemoOfficer {
  readonly id: string;
  readonly name: string;
  readonly team: string;
}

/** A case being told: what happened to it and what was said, each in its order. */
export interface Telling {
  readonly file: Case;
  readonly lines: Line[];
  readonly happenings: Happening[];
  readonly corrections: Correction[];
  happens<T extends CaseEventType>(type: T, data: CaseHappenings[T], actor: Actor, at: Date): void;
  /** The resident writes; we have it on record a second or so later, which is returned. */
  resident(text: string, at: Date, read: Guess): { readonly line: Line; readonly stored: Date };
  /** The message goes on the case's record. */
  received(line: Line, at: Date): void;
  bot(text: string, at: Date, asks?: 'survey'): void;
  officer(officer: DemoOfficer, text: string, at: Date, question?: boolean): void;
}

export const bot: Actor = { kind: 'bot' };
export const resident: Actor = { kind: 'resident' };
export const acting = ({ id, name }: DemoOfficer): Actor => ({ kind: 'officer', id, name });

/** A line with its seal. */
export function lineOf(
  chance: Chance,
  said: Pick<Line, 'voice' | 'text' | 'at'> & { readonly officerId?: string; readonly read?: Guess },
): Line {
  const salt = chance.hex(32);
  return {
    officerId: null,
    read: null,
    ...said,
    id: idAt(chance, said.at),
    salt,
    digest: digestOf(salt, said.text),
    deliveryId: said.voice === 'resident' ? null : idAt(chance, said.at),
  };
}

/** Begin to tell of a case. */
export function telling(chance: Chance, file: Case): Telling {
  const lines: Line[] = [];
  const happenings: Happening[] = [];
  const to: ReplyAddress = file.replyTo;
  const happens: Telling['happens'] = (type, data, actor, at) => {
    happenings.push({ type, data, actor, at } as Happening);
  };
  const sent = (line: Line, actor: Actor, more: { question?: true; survey?: true } = {}) => {
    lines.push(line);
    const { id: messageId, digest, deliveryId } = line;
    happens('reply-sent', { messageId, digest, deliveryId: deliveryId ?? '', to, ...more }, actor, line.at);
  };
  return {
    file,
    lines,
    happenings,
    corrections: [],
    happens,
    resident(text, at, read) {
      const line = lineOf(chance, { voice: 'resident', text, at, read });
      lines.push(line);
      return { line, stored: new Date(+at + 400 + chance.below(1800)) };
    },
    received: (line, at) =>
      happens(
        'message-received',
        { messageId: line.id, digest: line.digest, sentAt: line.at.toISOString() },
        resident,
        at,
      ),
    bot: (text, at, asks) => sent(lineOf(chance, { voice: 'bot', text, at }), bot, asks && { survey: true }),
    officer: (officer, text, at, question) => {
      const line = lineOf(chance, { voice: 'officer', text, at, officerId: officer.id });
      sent(line, acting(officer), question === true ? { question } : {});
    },
  };
}
