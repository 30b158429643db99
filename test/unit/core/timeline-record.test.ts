import { describe, expect, test } from 'vitest';
import type { Actor, CaseEventType, CaseHappenings } from '../../../src/core/case.ts';
import { figuresOf, type Happened, timelineOf } from '../../../src/core/timeline.ts';
import { annsAddress } from '../../support/turns.ts';

const resident: Actor = { kind: 'resident' };
const bot: Actor = { kind: 'bot' };
const priya: Actor = { kind: 'officer', id: 'officer-1', name: 'Priya Shah' };

/** An instant of Tuesday 24 November 2026, or of so many days later. */
const at = (time: string, days = 0) => new Date(Date.parse(`2026-11-24T${time}:00Z`) + days * 86_400_000);

function happened<T extends CaseEventType>(
  type: T,
  when: Date,
  actor: Actor,
  data: CaseHappenings[T] | null,
): Happened {
  return { type, at: when, actor, data };
}

const opened = (messageId: string, sent: Date, when = sent) =>
  happened('opened', when, bot, {
    reference: 'MB-482-913-605',
    channel: 'webchat',
    service: 'missed-bin',
    team: 'waste',
    urgent: false,
    restricted: false,
    guess: null,
    model: null,
    messageId,
    openedAt: sent.toISOString(),
    firstResponseDue: null,
    resolutionDue: null,
  });
const received = (messageId: string, sent: Date, when = sent) =>
  happened('message-received', when, resident, { messageId, digest: 'd', sentAt: sent.toISOString() });
const replied = (messageId: string, when: Date, actor: Actor, question = false) =>
  happened('reply-sent', when, actor, {
    messageId,
    digest: 'd',
    deliveryId: 'x',
    to: annsAddress,
    ...(question ? { question } : {}),
  });
const status = (
  from: CaseHappenings['status-changed']['from'],
  to: CaseHappenings['status-changed']['to'],
  when: Date,
) =>
  happened('status-changed', when, priya, {
    from,
    to,
    outcome: to === 'resolved' ? 'fixed' : null,
    reason: null,
  });
const reopened = (messageId: string | null, when: Date) =>
  happened('reopened', when, messageId === null ? priya : resident, { reason: null, messageId });

const begun = [opened('m1', at('10:00'), at('10:02')), received('m1', at('10:00'), at('10:02'))];
const told = (...events: Happened[]) =>
  timelineOf(events).map((each) => `${each.at.toISOString().slice(5, 16)} ${each.type}`);

describe('What the clock reads of the record of a case', () => {
  test('starts when the message was sent that opened it, not when we read it', () => {
    expect(told(...begun)).toEqual(['11-24T10:00 resident-message']);
  });

  test('is not started by what was sent ahead and put on the record with it', () => {
    const ahead = received('m0', at('08:00'), at('10:02'));
    expect(told(begun[0] as Happened, ahead, begun[1] as Happened)).toEqual(['11-24T10:00 resident-message']);
  });

  test('gains nothing from a platform whose clock runs ahead', () => {
    expect(told(opened('m1', at('10:30'), at('10:02')), received('m1', at('10:30'), at('10:02')))).toEqual([
      '11-24T10:02 resident-message',
    ]);
  });

  test('starts when it was opened, where an officer opened it for somebody who telephoned', () => {
    expect(told(opened('m1', at('10:00')))).toEqual(['11-24T10:00 resident-message']);
  });

  test('tells the bot from an officer, and a question from a reply', () => {
    expect(
      told(
        ...begun,
        replied('b1', at('10:02'), bot),
        replied('o1', at('11:00'), priya),
        replied('o2', at('12:00'), priya, true),
      ).slice(1),
    ).toEqual(['11-24T10:02 bot-reply', '11-24T11:00 officer-reply', '11-24T12:00 officer-question']);
  });

  test('takes a reply that was taken back unsent for none, but not one the resident may have read', () => {
    const takenBack = (revises: string, how: 'unsent' | 'taken-back') =>
      happened('withdrawn', at('11:01'), priya, {
        messageId: 'w',
        digest: 'd',
        revises,
        deliveryId: 'x',
        how,
      });
    const reply = replied('o1', at('11:00'), priya, true);
    expect(told(...begun, reply, takenBack('o1', 'unsent'))).toEqual(['11-24T10:00 resident-message']);
    expect(told(...begun, reply, takenBack('o1', 'taken-back')).slice(1)).toEqual([
      '11-24T11:00 officer-question',
    ]);
  });

  test('waits while an officer has set it waiting, and no longer once it is set otherwise', () => {
    expect(
      told(
        ...begun,
        status('in-progress', 'waiting-on-resident', at('11:00')),
        status('waiting-on-resident', 'waiting-on-partner', at('12:00')),
        status('waiting-on-partner', 'in-progress', at('13:00')),
      ).slice(1),
    ).toEqual(['11-24T11:00 waiting', '11-24T12:00 resumed']);
  });

  test('no longer waits for what was sent before the question and read after it', () => {
    const timeline = told(
      ...begun,
      replied('o1', at('11:00'), priya, true),
      received('m2', at('10:59'), at('11:05')),
    );
    expect(timeline.slice(1)).toEqual([
      '11-24T11:00 officer-question',
      '11-24T10:59 resident-message',
      '11-24T11:05 resumed',
    ]);
  });

  test('is opened again when the message was sent, and no longer waits', () => {
    const timeline = told(
      ...begun,
      replied('o1', at('11:00'), priya, true),
      status('waiting-on-resident', 'resolved', at('12:00')),
      received('m2', at('09:00', 3), at('09:30', 3)),
      reopened('m2', at('09:30', 3)),
    );
    expect(timeline.slice(2)).toEqual([
      '11-24T12:00 resolved',
      '11-27T09:00 resident-message',
      '11-27T09:00 reopened',
    ]);
    expect(
      told(
        ...begun,
        replied('o1', at('11:00'), priya, true),
        status('waiting-on-resident', 'resolved', at('12:00')),
        reopened(null, at('13:00')),
      ).slice(3),
    ).toEqual(['11-24T13:00 reopened', '11-24T13:00 resumed']);
  });

  test('is open again after a message that was sent before the close and read after it', () => {
    const timeline = timelineOf([
      ...begun,
      status('new', 'resolved', at('12:00')),
      received('m2', at('11:59'), at('12:05')),
      reopened('m2', at('12:05')),
    ]);
    const always = Object.fromEntries(
      ['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [day, ['00:00-24:00']]),
    );
    const calendar = { timezone: 'Europe/London', hours: always, daysOff: new Set<string>() };
    expect(figuresOf(calendar, timeline)).toMatchObject({ resolvedAt: null, voidedCloses: 1 });
  });

  test('stands on when what an event kept is erased', () => {
    expect(
      told(
        happened('opened', at('10:02'), bot, null),
        happened('message-received', at('10:02'), resident, null),
        happened('reply-sent', at('11:00'), priya, null),
        happened('message-received', at('12:00'), resident, null),
      ),
    ).toEqual(['11-24T10:02 resident-message', '11-24T11:00 officer-reply', '11-24T12:00 resident-message']);
  });
});
