import type { Case } from '../../src/core/case.ts';
import type { Council } from '../../src/core/catalogue.ts';
import type { Conversation, StoredMessage } from '../../src/core/conversation.ts';
import { carriedOut, type Decisions } from '../../src/core/decision.ts';
import type { Act, Officer } from '../../src/core/desk.ts';
import type { Ids } from '../../src/core/ids.ts';
import type { Understanding } from '../../src/core/understanding.ts';
import { actOn } from '../../src/flow/desk/desk.ts';
import { triage } from '../../src/flow/triage/triage.ts';
import { minutes, priya } from './builders.ts';
import { aConversation, aCouncil, aMessage, anUnderstanding, countedIds } from './turns.ts';

/** A conversation as it goes: what the resident says, what the bot decides, what officers do. A minute passes with each. */
export interface Talk {
  conversation(): Conversation;
  cases(): readonly Case[];
  /** The only case there is. */
  only(): Case;
  /** Say something, read as this. */
  says(text: string, read: Understanding, change?: Partial<StoredMessage>): Told;
  /** An officer does something to the only case, or to the one given. */
  officer(act: Act, on?: Case, by?: Officer): Decisions;
  /** Let time pass. */
  wait(minutes: number): void;
}

/** What came of a message. */
export interface Told {
  readonly decisions: Decisions;
  /** What the resident is told; empty when nothing. */
  readonly text: string;
  readonly choices: readonly string[];
  /** Types of what happened to a case, in order. */
  happened(file: Case | undefined): string[];
}

export function aTalk(start: Conversation = aConversation(), council: Council = aCouncil()): Talk {
  let conversation = start;
  let passed = 0;
  let seq = 0;
  const ids: Ids = countedIds();
  const only = () => {
    const [file, ...more] = conversation.cases;
    if (file === undefined || more.length > 0)
      throw new Error(`There are ${conversation.cases.length} cases.`);
    return file;
  };
  const carry = (decisions: Decisions) => {
    conversation = carriedOut(conversation, decisions);
    return decisions;
  };
  return {
    conversation: () => conversation,
    cases: () => conversation.cases,
    only,
    wait: (count) => {
      passed += count;
    },
    says(text, understanding, change = {}) {
      passed += 1;
      seq += 1;
      const message = aMessage(text, { id: `message-${seq}`, seq, sentAt: minutes(passed), ...change });
      const decisions = carry(
        triage({ conversation, message, understanding, council, at: minutes(passed), ids }),
      );
      const [said] = decisions.said;
      return {
        decisions,
        text: said?.text ?? '',
        choices: said?.choices ?? [],
        happened: (file) =>
          decisions.happened
            .filter(({ caseId }) => caseId === file?.id)
            .map(({ happening }) => happening.type),
      };
    },
    officer(act, on = only(), by = priya) {
      passed += 1;
      const action = { reference: on.reference, officer: by, act };
      const officers = new Map([[priya.id, priya]]);
      return carry(
        actOn({
          conversation,
          file: on,
          action,
          council,
          officers,
          lastAct: null,
          wrote: null,
          abused: false,
          revises: () => false,
          at: minutes(passed),
          ids,
        }),
      );
    },
  };
}

/** Read as something we cannot tell. */
export function unclear(change: Parameters<typeof anUnderstanding>[1] = {}): Understanding {
  return anUnderstanding('other', { unsure: true, ...change });
}
