import { describe, expect, test } from 'vitest';
import { stepsOf } from '../../../src/cli/clock-steps.ts';
import { calendarOf, teamOf } from '../../../src/core/council.ts';
import { type TimelineEvent, timelineTypes } from '../../../src/core/timeline.ts';
import { aCouncil } from '../../support/turns.ts';

const council = aCouncil();
const offices = calendarOf(council, teamOf(council, 'customer-services'));

function told(...events: string[]): TimelineEvent[] {
  return events.map((event) => {
    const [at = '', type] = event.split(' ');
    return { at: new Date(at), type: timelineTypes.find((known) => known === type) ?? 'resumed' };
  });
}

describe('moothall clock REFERENCE', () => {
  test('tells what counted, what did not and why, and what it comes to', () => {
    const events = told(
      '2026-12-24T10:00:00Z resident-message',
      '2026-12-24T10:00:02Z bot-reply',
      '2026-12-24T11:00:00Z officer-question',
      '2026-12-24T16:00:00Z resident-message',
      '2027-01-04T10:00:00Z resolved',
    );
    expect(stepsOf(offices, events, new Date('2027-01-05T12:00:00Z'))).toEqual([
      'Thu 24 Dec 2026 10:00:00               The resident wrote.',
      'Thu 24 Dec 2026 10:00:00    +00:00:02  working time counts; so far 00:00:02',
      'Thu 24 Dec 2026 10:00:02               We answered automatically.',
      'Thu 24 Dec 2026 10:00:02    +00:59:58  working time counts; so far 01:00:00',
      'Thu 24 Dec 2026 11:00:00               An officer asked a question: the clock pauses.',
      'Thu 24 Dec 2026 11:00:00     01:30:00  waiting on the resident: does not count',
      'Thu 24 Dec 2026 12:30:00     01:00:00  out of hours: does not count',
      'Thu 24 Dec 2026 13:30:00     02:30:00  waiting on the resident: does not count',
      'Thu 24 Dec 2026 16:00:00               The resident wrote.',
      'Thu 24 Dec 2026 16:00:00    +01:00:00  working time counts; so far 02:00:00',
      'Thu 24 Dec 2026 17:00:00     07:00:00  out of hours: does not count',
      'Fri 25 Dec 2026 00:00:00     48:00:00  bank holiday or closure: does not count',
      'Sun 27 Dec 2026 00:00:00     24:00:00  out of hours: does not count',
      'Mon 28 Dec 2026 00:00:00    120:00:00  bank holiday or closure: does not count',
      'Sat 02 Jan 2027 00:00:00     09:30:00  out of hours: does not count',
      'Sat 02 Jan 2027 09:30:00    +02:30:00  working time counts; so far 04:30:00',
      'Sat 02 Jan 2027 12:00:00     45:00:00  out of hours: does not count',
      'Mon 04 Jan 2027 09:00:00    +01:00:00  working time counts; so far 05:30:00',
      'Mon 04 Jan 2027 10:00:00               Resolved.',
      'Mon 04 Jan 2027 10:00:00     26:00:00  resolved: does not count',
      '',
      'Acknowledged    2 seconds',
      'First response  60 working minutes',
      'Resolved        330 working minutes',
      'Paused          240 working minutes',
    ]);
  });

  test('tells of the clock before, when a late reopening began another', () => {
    const events = told(
      '2026-11-02T10:00:00Z resident-message',
      '2026-11-02T11:00:00Z resolved',
      '2026-11-24T10:00:00Z reopened',
    );
    expect(stepsOf(offices, events, new Date('2026-11-24T10:01:00Z'))).toEqual([
      'Mon 02 Nov 2026 10:00:00               The resident wrote.',
      'Mon 02 Nov 2026 10:00:00     01:00:00  an earlier clock, which a reopening after 14 days ended: does not count',
      'Mon 02 Nov 2026 11:00:00               Resolved.',
      'Mon 02 Nov 2026 11:00:00    527:00:00  resolved: does not count',
      'Tue 24 Nov 2026 10:00:00               Opened again, more than 14 days after the close: a new clock.',
      'Tue 24 Nov 2026 10:00:00    +00:01:00  working time counts; so far 00:01:00',
      '',
      'Acknowledged    not yet',
      'First response  not yet',
      'Resolved        not yet',
      'Paused          0 working minutes',
    ]);
  });

  test('tells of a close made void, of a pause that ran out, and of a question that paused nothing', () => {
    const events = told(
      '2026-11-01T10:00:00Z officer-question',
      '2026-11-02T10:00:00Z resident-message',
      '2026-11-02T11:00:00Z officer-question',
      '2026-11-17T10:00:00Z resolved',
      '2026-11-17T11:00:00Z officer-question',
      '2026-11-18T10:00:00Z reopened',
      '2026-11-18T11:00:00Z reopened',
    );
    const steps = stepsOf(offices, events, new Date('2026-11-18T12:00:00Z'));
    expect(steps.filter((line) => line.slice(26, 37).trim() === '' && line.length > 39)).toEqual([
      'Sun 01 Nov 2026 10:00:00               An officer asked a question.',
      'Mon 02 Nov 2026 10:00:00               The resident wrote.',
      'Mon 02 Nov 2026 11:00:00               An officer asked a question: the clock pauses.',
      'Mon 16 Nov 2026 17:00:00               Ten working days without an answer: the clock no longer pauses.',
      'Tue 17 Nov 2026 10:00:00               Resolved.',
      'Tue 17 Nov 2026 11:00:00               An officer asked a question.',
      'Wed 18 Nov 2026 10:00:00               Opened again within 14 days: the close is void, and the time since counts.',
      'Wed 18 Nov 2026 11:00:00               Opened again, though it was not resolved: nothing changes.',
    ]);
  });

  test('says so when no clock has started', () => {
    expect(stepsOf(offices, told('2026-11-24T10:00:00Z bot-reply'), new Date())).toEqual([
      'No resident has written: no clock has started.',
    ]);
  });
});
