import { describe, expect, test } from 'vitest';
import { ageLimits } from '../../../src/core/backlog.ts';
import type { CaseEventType, CaseHappenings } from '../../../src/core/case.ts';
import { factsOf } from '../../../src/core/facts.ts';
import { isRepeat, openingOf, repeatsOf } from '../../../src/core/repeats.ts';
import type { Happened } from '../../../src/core/timeline.ts';

// 23 November 2026 is a Monday.
const calendar = {
  timezone: 'Europe/London',
  hours: Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [day, ['09:00-17:00']])),
  daysOff: new Set(['2026-12-25', '2026-12-28']),
};
const at = (time: string) => new Date(`2026-11-${time}:00Z`);

function event<T extends CaseEventType>(
  time: string,
  type: T,
  kind: 'resident' | 'bot' | 'officer',
  data: Partial<CaseHappenings[T]>,
): Happened {
  return { type, at: at(time), actor: { kind }, data };
}

const opened = (time: string, more: Partial<CaseHappenings['opened']> = {}): Happened[] => [
  event(time, 'opened', 'bot', {
    channel: 'webchat',
    language: 'en',
    service: 'missed-bin',
    team: 'waste',
    urgent: false,
    restricted: false,
    messageId: 'm1',
    openedAt: at(time).toISOString(),
    firstResponseDue: at('24T17:00').toISOString(),
    resolutionDue: at('25T17:00').toISOString(),
    ...more,
  }),
  event(time, 'message-received', 'resident', { messageId: 'm1', sentAt: at(time).toISOString() }),
];
const reply = (time: string, question = false) =>
  event(time, 'reply-sent', 'officer', { messageId: time, question });
const wrote = (time: string) =>
  event(time, 'message-received', 'resident', { messageId: time, sentAt: at(time).toISOString() });
const status = (time: string, to: CaseHappenings['status-changed']['to']) =>
  event(time, 'status-changed', 'officer', { to, outcome: to === 'resolved' ? 'fixed' : null });

const ids = { caseId: 'case-1', conversationId: 'conversation-1' };
const running = (pauses: boolean) => () => ({ calendar, pauses });
const factsFrom = (...events: Happened[]) => factsOf(ids, events, running(true), []);

describe('The facts of a case', () => {
  test('put the target off by what we waited on the resident, and leave that out of the time it took', () => {
    const facts = factsFrom(
      ...opened('23T10:00'),
      reply('23T11:00', true),
      wrote('24T11:00'),
      reply('24T12:00'),
      status('26T10:00', 'resolved'),
    );
    expect(facts).toMatchObject({
      firstResponseMinutes: 60,
      nextResponses: [60],
      pausedMinutes: 8 * 60,
      resolutionMinutes: 16 * 60,
      resolutionDue: at('26T17:00'),
    });
  });

  test('count on while we wait on the resident where the service’s clock is never paused', () => {
    const events = [
      ...opened('23T10:00', { service: 'complaint' }),
      reply('23T11:00', true),
      status('23T12:00', 'waiting-on-resident'),
      wrote('24T11:00'),
      reply('24T12:00'),
      status('26T10:00', 'resolved'),
    ];
    expect(factsOf(ids, events, running(false), [])).toMatchObject({
      firstResponseMinutes: 60,
      pausedMinutes: 0,
      resolutionMinutes: 24 * 60,
      resolutionDue: at('25T17:00'),
    });
    expect(factsOf(ids, events, running(true), [])?.pausedMinutes).toBe(8 * 60);
  });

  test('keep the latest answer to the latest survey, and no answer of an earlier one', () => {
    const asked = (time: string) => event(time, 'reply-sent', 'bot', { messageId: time, survey: true });
    const rated = (time: string, rating: CaseHappenings['rated']['rating']) =>
      event(time, 'rated', 'resident', { messageId: time, rating });
    const closed = [
      ...opened('23T10:00'),
      reply('23T11:00'),
      status('23T12:00', 'resolved'),
      asked('23T12:00'),
    ];
    expect(factsFrom(...closed)).toMatchObject({ surveyedAt: at('23T12:00'), ratedAt: null, rating: null });
    const answered = [...closed, rated('23T13:00', 2), rated('23T14:00', 5)];
    expect(factsFrom(...answered)).toMatchObject({
      surveyedAt: at('23T12:00'),
      ratedAt: at('23T14:00'),
      rating: 5,
      waitingSince: null,
      nextResponses: [],
    });
    expect(factsFrom(...answered, asked('29T12:00'))).toMatchObject({
      surveyedAt: at('29T12:00'),
      ratedAt: null,
      rating: null,
    });
  });

  test('tell the time with another body apart, up to the close', () => {
    const facts = factsFrom(
      ...opened('23T10:00'),
      reply('23T11:00'),
      status('23T12:00', 'waiting-on-partner'),
      status('24T12:00', 'in-progress'),
      status('24T13:00', 'waiting-on-partner'),
      status('24T15:00', 'resolved'),
    );
    expect(facts).toMatchObject({ partnerMinutes: 10 * 60, resolutionMinutes: 13 * 60, ownMinutes: 3 * 60 });
  });

  test('count a close made void once, and know the case as open with its close on record', () => {
    const facts = factsFrom(
      ...opened('23T10:00'),
      status('24T10:00', 'resolved'),
      event('26T10:00', 'reopened', 'officer', { messageId: null }),
    );
    expect(facts).toMatchObject({
      reopenings: 1,
      closedAt: at('24T10:00'),
      resolvedAt: null,
      status: 'in-progress',
      outcome: null,
    });
  });

  test('take no thanks after the close for a wait', () => {
    const facts = factsFrom(
      ...opened('23T10:00'),
      reply('23T11:00'),
      wrote('23T12:00'),
      status('23T13:00', 'resolved'),
    );
    expect(facts).toMatchObject({ nextResponses: [], waitingSince: null });
  });

  test('know since when a message waits', () => {
    const facts = factsFrom(...opened('23T10:00'), reply('23T11:00'), wrote('23T12:00'), wrote('23T14:00'));
    expect(facts).toMatchObject({ nextResponses: [], waitingSince: at('23T12:00') });
  });

  test('time danger from the message that told of it to the advice and to an officer, at every hour', () => {
    const facts = factsFrom(
      ...opened('23T22:00', { urgent: true }),
      event('23T22:01', 'danger-raised', 'bot', { signs: [{ family: 'gas', rule: 'r' }], messageId: 'm1' }),
      event('23T22:01', 'reply-sent', 'bot', { messageId: 'b1' }),
      event('23T22:07', 'assigned', 'officer', { officer: null }),
    );
    expect(facts).toMatchObject({ urgent: true, danger: ['gas'], adviceSeconds: 60, personMinutes: 7 });
  });

  test('are none where the first event is erased', () => {
    expect(factsFrom({ type: 'opened', at: at('23T10:00'), actor: { kind: 'bot' }, data: null })).toBeNull();
  });
});

describe('A case repeats another', () => {
  const opening = (caseId: string, day: number, change = {}) => ({
    caseId,
    service: 'missed-bin',
    openedAt: new Date(Date.UTC(2026, 10, day)),
    point: null,
    ...change,
  });

  test('for the same service within 14 days, and not later nor earlier', () => {
    expect(isRepeat(opening('a', 1), opening('b', 15))).toBe(true);
    expect(isRepeat(opening('a', 1), opening('b', 16))).toBe(false);
    expect(isRepeat(opening('b', 15), opening('a', 1))).toBe(false);
    expect(isRepeat(opening('a', 1), opening('b', 1))).toBe(false);
  });

  test('for another service within 50 metres', () => {
    const point = { latitude: 53.3, longitude: 1.6 };
    const near = { service: 'litter', point: { latitude: 53.3004, longitude: 1.6 } };
    const far = { service: 'litter', point: { latitude: 53.3006, longitude: 1.6 } };
    expect(isRepeat(opening('a', 1, { point }), opening('b', 2, near))).toBe(true);
    expect(isRepeat(opening('a', 1, { point }), opening('b', 2, far))).toBe(false);
  });

  test('the last before it, and is followed by the first after', () => {
    const all = [opening('c', 9), opening('a', 1), opening('b', 5), opening('d', 10)];
    expect(all.map((each) => repeatsOf(each, all).repeatOf)).toEqual(['b', null, 'a', 'c']);
    expect(repeatsOf(all[1] ?? opening('', 1), all).repeatedAt).toEqual(new Date(Date.UTC(2026, 10, 5)));
  });

  test('at the first point known of it', () => {
    const place = (longitude: number) =>
      event('23T10:00', 'place-given', 'resident', {
        place: { words: '', point: { latitude: 53, longitude } },
      });
    const events = [
      ...opened('23T10:00'),
      event('23T10:00', 'place-given', 'resident', { place: { words: '?' } }),
      place(1),
      place(2),
    ];
    expect(openingOf('case-1', events)?.point).toEqual({ latitude: 53, longitude: 1 });
  });
});

describe('The bands of age', () => {
  test('part at the close of working days, counted back from today', () => {
    // Monday: one working day old at most is what came after Thursday's close, two what came after Wednesday's.
    expect(ageLimits(calendar, at('23T10:00')).map((limit) => limit.toISOString().slice(0, 16))).toEqual([
      '2026-11-18T17:00',
      '2026-11-13T17:00',
      '2026-11-06T17:00',
      '2026-10-23T16:00',
    ]);
  });

  test('do not grow over a weekend or a bank holiday', () => {
    const monday = ageLimits(calendar, new Date('2026-12-24T10:00:00Z'));
    expect(ageLimits(calendar, new Date('2026-12-28T10:00:00Z'))).toEqual(monday);
  });

  test('of a calendar that never opens hold everything in the first', () => {
    expect(ageLimits({ ...calendar, hours: {} }, at('23T10:00'))).toEqual(Array(4).fill(new Date(0)));
  });
});
