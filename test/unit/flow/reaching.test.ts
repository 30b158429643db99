import { describe, expect, test } from 'vitest';
import type { CaseEventType, CaseHappenings } from '../../../src/core/case.ts';
import type { Happened } from '../../../src/core/timeline.ts';
import { reached } from '../../../src/flow/remind/targets.ts';
import { hours, minutes, tenOnTuesday } from '../../support/builders.ts';
import { aCase, aCouncil } from '../../support/turns.ts';

const event = <T extends CaseEventType>(
  at: Date,
  type: T,
  kind: string,
  data: Partial<CaseHappenings[T]>,
): Happened => ({ type, at, actor: { kind }, data });

/** Opened on Tuesday at ten, a question asked five minutes later, and no answer since. */
const events = [
  event(tenOnTuesday, 'opened', 'bot', { messageId: 'm1', openedAt: tenOnTuesday.toISOString() }),
  event(minutes(5), 'reply-sent', 'officer', { messageId: 'm2', question: true }),
];

const file = (service: string) => ({
  ...aCase({
    service,
    team: 'customer-services',
    status: 'waiting-on-resident',
    firstRespondedAt: minutes(5),
    resolutionDue: hours(48),
  }),
  clock: 1,
});

describe('A target of a case that waits on the resident', () => {
  test('is not told of, for the clock stands still', () => {
    expect(reached(aCouncil(), file('missed-bin'), events, hours(49))).toEqual([]);
  });

  test('is told of where nothing pauses the clock of its service', () => {
    expect(reached(aCouncil(), file('complaint'), events, hours(49))).toMatchObject([
      { target: 'resolution', due: hours(48), state: 'overdue' },
    ]);
  });
});
