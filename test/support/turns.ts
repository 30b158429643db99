import { join } from 'node:path';
import { loadCouncil } from '../../config/council.ts';
import { root } from '../../config/root.ts';
import type { Case } from '../../src/core/case.ts';
import type { Council } from '../../src/core/catalogue.ts';
import { digestOf, rootOf } from '../../src/core/chain.ts';
import type { ReplyAddress } from '../../src/core/channel.ts';
import { type Conversation, freshState, type StoredMessage } from '../../src/core/conversation.ts';
import type { Ids } from '../../src/core/ids.ts';
import { makeReference } from '../../src/core/ids.ts';
import type { Understanding } from '../../src/core/understanding.ts';
import { tenOnTuesday } from './builders.ts';

let marlcombe: Council | undefined;

/** Marlcombe, as its folder says it. */
export function aCouncil(): Council {
  marlcombe ??= loadCouncil(join(root, 'config', 'councils', 'marlcombe'), {
    years: [2025, 2026, 2027, 2028],
  });
  return marlcombe;
}

/** Ids that count: the same ones again from the start. */
export function countedIds(start = 0): Ids {
  let count = start;
  const next = () => {
    count += 1;
    return count;
  };
  return {
    id: () => `id-${next()}`,
    salt: () => next().toString(16).padStart(32, '0'),
    digits: () => String((next() * 7919) % 100_000_000).padStart(8, '0'),
  };
}

export const annsAddress: ReplyAddress = { channel: 'webchat', resident: 'ann', thread: 'anns-thread' };

/** A message as stored. */
export function aMessage(text: string, change: Partial<StoredMessage> = {}): StoredMessage {
  return {
    id: 'message-1',
    conversationId: 'conversation-1',
    seq: 1,
    text,
    attachments: [],
    place: null,
    publicly: null,
    revises: null,
    sentAt: tenOnTuesday,
    digest: digestOf('salt', text),
    ...change,
  };
}

const quiet = {
  emergency: false,
  safeguarding: false,
  complaint: false,
  informationRequest: false,
  abuse: false,
} as const;

/** What is made of a message: sure of a label unless told otherwise, with no flag, no danger and no place. */
export function anUnderstanding(
  label: string,
  {
    flags,
    ...change
  }: Partial<Omit<Understanding, 'flags'>> & { flags?: Partial<Understanding['flags']> } = {},
): Understanding {
  const probability = change.unsure === true ? 0.2 : 0.9;
  return {
    label,
    probability,
    alternatives: [],
    unsure: false,
    issues: [{ label, probability, text: '' }],
    flags: { ...quiet, ...flags },
    danger: [],
    language: 'en',
    languageClear: true,
    place: null,
    personal: [],
    notFixed: false,
    model: 'model-1',
    ...change,
  };
}

/** A case just opened: a missed bin with the waste team. */
export function aCase(change: Partial<Case> = {}): Case {
  const id = change.id ?? 'case-1';
  return {
    id,
    reference: makeReference('MB', '48291360'),
    conversationId: 'conversation-1',
    replyTo: annsAddress,
    service: 'missed-bin',
    team: 'waste',
    status: 'new',
    outcome: null,
    assignee: null,
    urgent: false,
    danger: [],
    restricted: false,
    place: { words: '14 Larch Close' },
    details: {},
    openedAt: tenOnTuesday,
    firstResponseDue: new Date('2026-11-25T15:30:00Z'),
    resolutionDue: new Date('2026-11-26T15:30:00Z'),
    firstRespondedAt: null,
    resolvedAt: null,
    version: 3,
    head: rootOf(id),
    ...change,
  };
}

/** Ann's thread on the web chat, in which nothing is open. */
export function aConversation({
  state,
  ...change
}: Partial<Omit<Conversation, 'state'>> & { state?: Partial<Conversation['state']> } = {}): Conversation {
  return {
    id: 'conversation-1',
    replyTo: annsAddress,
    cases: [],
    ...change,
    state: { ...freshState, ...state },
  };
}
