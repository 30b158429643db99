import type { CaseEventType, CaseHappenings } from '../../src/core/case.ts';
import type { Officer } from '../../src/core/desk.ts';
import type { CaseFile, CaseLine, DeliveryState, EventLine, ThreadMessage } from '../../src/core/record.ts';

/** Tuesday 24 November 2026, 10am in London: a working day. */
export const tenOnTuesday = new Date('2026-11-24T10:00:00Z');

export const minutes = (count: number, from = tenOnTuesday): Date =>
  new Date(from.getTime() + count * 60_000);
export const hours = (count: number, from = tenOnTuesday): Date => minutes(count * 60, from);

export const priya: Officer = {
  id: '01890000-0000-7000-8000-0000000000a1',
  name: 'Priya Shah',
  roles: ['officer'],
  team: 'waste',
};
export const tom: Officer = {
  id: '01890000-0000-7000-8000-0000000000a2',
  name: 'Tom Okafor',
  roles: ['officer'],
  team: null,
};

/** A case as a list shows it: a missed bin, new, to be answered by the end of tomorrow. */
export function aCaseLine(change: Partial<CaseLine> = {}): CaseLine {
  return {
    reference: 'MB-482-913-605',
    service: 'missed-bin',
    serviceTitle: 'Missed bin, box, sack or food caddy collection',
    team: 'waste',
    teamName: 'Waste collection',
    status: 'new',
    outcome: null,
    urgent: false,
    danger: [],
    restricted: false,
    channel: 'webchat',
    language: 'en',
    assignee: null,
    firstWords: 'Our bin was not emptied this morning',
    place: { words: '14 Larch Close', street: '14 Larch Close', postcode: 'MB1 4QZ' },
    openedAt: minutes(-30),
    firstResponseDue: hours(31),
    resolutionDue: hours(55),
    firstRespondedAt: null,
    resolvedAt: null,
    version: 3,
    ...change,
  };
}

export function aMessage(change: Partial<ThreadMessage> = {}): ThreadMessage {
  return {
    id: 'message-1',
    seq: 1,
    voice: 'resident',
    text: 'Our bin was not emptied this morning',
    officer: null,
    attachments: [],
    files: [],
    publicly: false,
    choices: [],
    revises: null,
    at: minutes(-30),
    delivery: null,
    ...change,
  };
}

export function aDelivery(change: Partial<DeliveryState> = {}): DeliveryState {
  return {
    id: 'delivery-1',
    messageId: 'message-2',
    via: 'webchat',
    status: 'sent',
    attempts: 1,
    createdAt: minutes(-29),
    sentAt: minutes(-29),
    error: null,
    ...change,
  };
}

export function anEvent<T extends CaseEventType>(
  number: number,
  type: T,
  data: CaseHappenings[T] | null,
  change: Partial<EventLine> = {},
): EventLine {
  return {
    number,
    type,
    at: minutes(number - 30),
    actor: { kind: 'bot' },
    data,
    hash: `hash-${number}`,
    previous: `hash-${number - 1}`,
    ...change,
  };
}

const openedAs: CaseHappenings['opened'] = {
  reference: 'MB-482-913-605',
  channel: 'webchat',
  service: 'missed-bin',
  team: 'waste',
  urgent: false,
  restricted: false,
  guess: { label: 'missed-bin', probability: 0.86 },
  model: 'words-1',
  messageId: 'message-1',
  openedAt: minutes(-30).toISOString(),
  firstResponseDue: hours(31).toISOString(),
  resolutionDue: hours(55).toISOString(),
};

/** The whole record of that case, just after the bot has answered. */
export function aCaseFile(change: Partial<CaseFile> = {}): CaseFile {
  return {
    ...aCaseLine(),
    id: '01890000-0000-7000-8000-000000000001',
    conversationId: '01890000-0000-7000-8000-000000000002',
    danger: [],
    details: {},
    messages: [
      aMessage(),
      aMessage({
        id: 'message-2',
        seq: 2,
        voice: 'bot',
        text: 'This is about a missed bin collection. Your reference is MB-482-913-605.',
        choices: ['That is wrong'],
        at: minutes(-30),
        delivery: aDelivery(),
      }),
    ],
    events: [
      anEvent(1, 'opened', openedAs),
      anEvent(
        2,
        'message-received',
        { messageId: 'message-1', digest: 'd', sentAt: minutes(-30).toISOString() },
        { actor: { kind: 'resident' } },
      ),
      anEvent(3, 'reply-sent', {
        messageId: 'message-2',
        digest: 'd',
        deliveryId: 'delivery-1',
        to: { channel: 'webchat', resident: 'r', thread: 't' },
      }),
    ],
    deliveries: [aDelivery()],
    decisions: [
      {
        label: 'missed-bin',
        probability: 0.86,
        messageId: 'message-1',
        alternatives: [
          { label: 'new-bin', probability: 0.07 },
          { label: 'litter', probability: 0.02 },
        ],
        model: 'words-1',
        decidedBy: null,
        reason: null,
        at: minutes(-30),
      },
    ],
    clocks: {
      openNow: true,
      workedSeconds: 1800,
      pausedSeconds: 0,
      firstResponse: { due: hours(31), met: null, state: 'running', secondsLeft: 13 * 3600 },
      resolution: { due: hours(55), met: null, state: 'running', secondsLeft: 20 * 3600 },
    },
    others: [],
    ...change,
  };
}
