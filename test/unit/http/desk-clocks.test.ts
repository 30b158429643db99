import { describe, expect, test } from 'vitest';
import { clock, nextDue } from '../../../src/http/desk/clocks.ts';
import { aCaseLine, hours, minutes, tenOnTuesday } from '../../support/builders.ts';

const due = (change: Parameters<typeof aCaseLine>[0]) => {
  const { tag, text } = nextDue(aCaseLine(change), tenOnTuesday, 'Europe/London');
  return [tag?.text ?? null, text];
};

describe('What is due next', () => {
  test('is the answer while nobody answered, the resolution after', () => {
    expect(due({})).toEqual([null, 'Answer due tomorrow at 5pm']);
    expect(due({ firstRespondedAt: minutes(-5) })).toEqual([null, 'Resolution due Thu 26 Nov at 5pm']);
  });

  test('is overdue from the very minute', () => {
    expect(due({ firstResponseDue: tenOnTuesday })).toEqual(['Overdue', 'Answer was due today at 10am']);
  });

  test('is due soon on the day, and in the last hours before midnight’s other side', () => {
    expect(due({ firstResponseDue: hours(7) })[0]).toBe('Due soon');
    const late = nextDue(aCaseLine({ firstResponseDue: hours(15) }), hours(13), 'Europe/London');
    expect([late.tag?.text, late.text]).toEqual(['Due soon', 'Answer due tomorrow at 1am']);
  });

  test('is over once resolved, in time or late', () => {
    const resolvedAt = hours(-1);
    expect(due({ status: 'resolved', resolvedAt })).toEqual(['Met', 'Resolved today at 9am']);
    expect(due({ status: 'resolved', resolvedAt, resolutionDue: hours(-2) })[0]).toBe('Met late');
  });

  test('says so when no time is set', () => {
    expect(due({ firstResponseDue: null })).toEqual([null, 'No time set to answer']);
  });
});

describe('A clock of the case page', () => {
  const tell = (state: Parameters<typeof clock>[0]) =>
    clock(state, 'Answered', tenOnTuesday, 'Europe/London');

  test('counts working time down, then up', () => {
    const left = { due: hours(7), met: null, secondsLeft: 6 * 3600 };
    expect(tell({ ...left, state: 'soon' }).text).toBe('Due today at 5pm. 6 hours of working time left');
    const past = { due: hours(-1), met: null, state: 'overdue', secondsLeft: -1800 } as const;
    expect(tell(past)).toMatchObject({
      tag: { text: 'Overdue' },
      text: 'Was due today at 9am, 30 minutes of working time ago',
    });
  });

  test('says when it was met and when it should have been', () => {
    const met = { due: hours(-1), met: hours(-2), state: 'met', secondsLeft: null } as const;
    expect(tell(met).text).toBe('Answered today at 8am. It was due today at 9am');
  });
});
