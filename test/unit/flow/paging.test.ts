import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Happened } from '../../../src/core/timeline.ts';
import { calling, onCallAt, turnDue } from '../../../src/flow/page.ts';
import { minutes } from '../../support/builders.ts';
import { aCouncil } from '../../support/turns.ts';

const five = 5 * 60_000;
const bot = { kind: 'bot' };

const anEvent = fc.record({
  minute: fc.nat({ max: 1500 }),
  what: fc.constantFrom('gas', 'gas', 'flood', 'confirmed', 'answered', 'resolved', 'noted', 'bot'),
});

function happened(what: string, at: Date): Happened {
  switch (what) {
    case 'gas':
    case 'flood':
      return { type: 'danger-raised', at, actor: bot, data: { signs: [{ family: what, rule: what }] } };
    case 'confirmed':
      return { type: 'confirmed', at, actor: { kind: 'officer' }, data: {} };
    case 'answered':
      return { type: 'reply-sent', at, actor: { kind: 'officer' }, data: {} };
    case 'resolved':
      return { type: 'status-changed', at, actor: { kind: 'officer' }, data: { to: 'resolved' } };
    case 'noted':
      return { type: 'noted', at, actor: { kind: 'officer' }, data: {} };
    default:
      return { type: 'reply-sent', at, actor: bot, data: {} };
  }
}

const isDanger = (what: string) => what === 'gas' || what === 'flood';
const isInHand = (what: string) => what === 'confirmed' || what === 'answered' || what === 'resolved';

/** A day on which somebody looks every minute for whom to page; the minutes and turns of the pages. */
function aDay(told: readonly { minute: number; what: string }[]) {
  const events: Happened[] = [];
  const pages: { minute: number; turn: number }[] = [];
  for (let minute = 0; minute <= 1500; minute += 1) {
    for (const each of told.filter((one) => one.minute === minute))
      events.push(happened(each.what, minutes(minute)));
    const turn = turnDue(events, minutes(minute), five);
    if (turn === null) continue;
    pages.push({ minute, turn });
    events.push({ type: 'paged', at: minutes(minute), actor: bot, data: { turn } });
    expect(turnDue(events, minutes(minute), five)).toBeNull();
  }
  return pages;
}

describe('Whom a danger pages, whatever happens in a day', () => {
  const day = fc.array(anEvent, { maxLength: 25 });

  test('is nobody before it is raised, and nobody once somebody has it in hand until it is raised again', () => {
    fc.assert(
      fc.property(day, (told) => {
        for (const { minute } of aDay(told)) {
          const before = told.filter((each) => each.minute <= minute).sort((a, b) => a.minute - b.minute);
          const last = before.findLast(({ what }) => isDanger(what) || isInHand(what));
          const raised = before.findLastIndex(({ what }) => isDanger(what));
          const inHand = before.findLastIndex(({ what }) => isInHand(what));
          expect(last).toBeDefined();
          expect(raised).toBeGreaterThan(inHand);
        }
      }),
    );
  });

  test('is one after the other, five minutes apart for twelve and an hour apart after', () => {
    fc.assert(
      fc.property(day, (told) => {
        const pages = aDay(told);
        pages.forEach(({ minute, turn }, i) => {
          const previous = pages[i - 1];
          if (turn === 1) return;
          expect(previous?.turn).toBe(turn - 1);
          expect(minute - (previous?.minute ?? 0)).toBe(turn <= 12 ? 5 : 60);
        });
      }),
    );
  });

  test('is somebody in the minute it is raised, unless somebody is being called or had it within the hour', () => {
    fc.assert(
      fc.property(day, (told) => {
        const pages = aDay(told);
        const sorted = [...told].sort((a, b) => a.minute - b.minute);
        sorted.forEach(({ minute, what }, i) => {
          const alone = sorted.every((each, other) => other === i || each.minute !== minute);
          const before = sorted.slice(0, i);
          const raised = before.findLastIndex((each) => isDanger(each.what));
          const inHand = before.findLastIndex((each) => isInHand(each.what));
          const held = inHand === -1 ? -60 : (before[inHand]?.minute ?? 0);
          if (!isDanger(what) || !alone || raised > inHand || minute - held < 60) return;
          expect(pages).toContainEqual({ minute, turn: 1 });
        });
      }),
    );
  });

  test('is somebody at once when the danger is another one, though somebody has the first in hand', () => {
    const told = [
      { minute: 0, what: 'gas' },
      { minute: 3, what: 'confirmed' },
      { minute: 10, what: 'gas' },
      { minute: 20, what: 'flood' },
      { minute: 22, what: 'answered' },
    ];
    expect(aDay(told)).toEqual([
      { minute: 0, turn: 1 },
      { minute: 20, turn: 1 },
    ]);
  });

  test('is nobody different when the facts of the record are erased', () => {
    const events = [
      happened('gas', minutes(0)),
      { ...happened('gas', minutes(1)), type: 'paged' as const, data: null },
    ];
    expect(turnDue(events, minutes(5), five)).toBeNull();
    expect(turnDue(events, minutes(6), five)).toBe(2);
  });
});

describe('The on-call of a team', () => {
  test('is named in turn, again from the first after the last', () => {
    const team = { onCall: ['UFIRST1', 'USECOND'] };
    expect([1, 2, 3, 4].map((turn) => onCallAt(team, turn)[0])).toEqual([
      'UFIRST1',
      'USECOND',
      'UFIRST1',
      'USECOND',
    ]);
  });

  test('is nobody where the team names nobody', () => {
    expect(onCallAt({ onCall: [] }, 3)).toEqual([]);
    expect(onCallAt({}, 1)).toEqual([]);
  });

  test('is the duty team’s for a case that only some may read, when its own team names nobody', () => {
    const council = aCouncil();
    const teams = new Map(
      [...council.teams].map(([id, team]) => [
        id,
        { ...team, onCall: id === 'duty-desk' ? ['UDUTY01'] : [] },
      ]),
    );
    const file = { team: 'safeguarding-hub', restricted: true };
    expect(calling({ ...council, teams }, file, 2)).toEqual({
      team: 'duty-desk',
      calls: ['UDUTY01'],
      turn: 2,
    });
  });
});
