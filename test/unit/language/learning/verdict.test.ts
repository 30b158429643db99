import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type DangerTrial,
  fallsNoticeably,
  type LabelTrial,
  verdictOf,
} from '../../../../src/language/learning/verdict.ts';

/** A label of which only the running model had `lost` right, only the candidate `gained`, and both `shared`. */
function aTrial(lost: number, gained: number, shared = 20): LabelTrial {
  const messages = lost + gained + shared;
  return { label: 'noise', messages, running: shared + lost, candidate: shared + gained, lost, gained };
}

const trial = fc
  .tuple(fc.nat(40), fc.nat(40), fc.nat(200))
  .map(([lost, gained, shared]) => aTrial(lost, gained, shared));
const dangerSet: fc.Arbitrary<DangerTrial> = fc
  .tuple(fc.string(), fc.nat(60), fc.nat(60), fc.nat(60))
  .map(([set, ...counts]) => {
    const [candidate = 0, running = 0, messages = 0] = counts.sort((a, b) => a - b);
    return { set, messages, running, candidate };
  });

describe('A label', () => {
  test.each([
    [2, 0, false],
    [3, 0, true],
    [4, 1, false],
    [5, 1, true],
    [10, 7, false],
    [14, 4, true],
  ])('that loses %i messages and gains %i falls noticeably: %s', (lost, gained, falls) => {
    expect(fallsNoticeably(aTrial(lost, gained))).toBe(falls);
  });

  test('that loses no more than 2 in 100 does not fall noticeably, however surely it does', () => {
    expect(fallsNoticeably(aTrial(8, 0, 392))).toBe(false);
    expect(fallsNoticeably(aTrial(9, 0, 391))).toBe(true);
  });

  test('never falls by winning, and falls no less for losing more', () => {
    fc.assert(
      fc.property(fc.nat(40), fc.nat(40), fc.nat(200), (lost, gained, shared) => {
        if (gained >= lost) expect(fallsNoticeably(aTrial(lost, gained, shared))).toBe(false);
        if (fallsNoticeably(aTrial(lost, gained, shared)))
          expect(fallsNoticeably(aTrial(lost + 1, gained, shared))).toBe(true);
      }),
    );
  });
});

describe('A candidate', () => {
  test('that raises any kind of danger less often is never promoted, whatever else it is better at', () => {
    fc.assert(
      fc.property(fc.array(trial), fc.array(dangerSet), fc.nat(), (labels, others, at) => {
        const worse = others.filter(({ candidate, running }) => candidate < running);
        const verdict = verdictOf(labels, others);
        expect(verdict.danger).toEqual(worse);
        if (worse.length > 0) expect(verdict.promote).toBe(false);
        const missed = { set: 'gas', messages: at + 1, running: at + 1, candidate: at };
        expect(verdictOf(labels, [...others, missed]).promote).toBe(false);
      }),
    );
  });

  test('is promoted exactly when no label falls noticeably and no danger is raised less often', () => {
    fc.assert(
      fc.property(fc.array(trial), fc.array(dangerSet), (labels, danger) => {
        const sound =
          !labels.some(fallsNoticeably) && danger.every(({ candidate, running }) => candidate >= running);
        expect(verdictOf(labels, danger).promote).toBe(sound);
      }),
    );
  });

  test('that is refused is told which labels fell', () => {
    const fallen = aTrial(6, 0);
    expect(verdictOf([aTrial(0, 3), fallen], []).fallen).toEqual([fallen]);
  });
});
