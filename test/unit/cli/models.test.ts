import { describe, expect, test } from 'vitest';
import { entryInWords, outcomeInWords, type Told } from '../../../src/cli/models.ts';
import { scorecardInWords } from '../../../src/cli/scorecard.ts';
import type { Comparison } from '../../../src/language/learning/compare.ts';
import { verdictOf } from '../../../src/language/learning/verdict.ts';
import { scorecardOf } from '../../../src/stats/scorecard.ts';

const labels = [
  { label: 'noise', messages: 50, running: 40, candidate: 33, lost: 8, gained: 1 },
  { label: 'litter', messages: 50, running: 30, candidate: 41, lost: 0, gained: 11 },
];
const danger = [{ set: 'gas', messages: 31, running: 31, candidate: 30 }];
const comparison: Comparison = {
  running: 'aaaaaaaaaaaa',
  candidate: 'bbbbbbbbbbbb',
  heldOut: { messages: 60, running: 50, candidate: 51 },
  corrected: { messages: 12, running: 2, candidate: 9 },
  standing: { messages: 0, running: 0, candidate: 0 },
  shadow: { messages: 500, alike: 497, changes: [{ from: 'noise', to: 'litter', times: 3 }] },
  labels,
  danger,
  falseAlarms: { messages: 20, running: 1, candidate: 1 },
  verdict: verdictOf(labels, danger),
};

function anOutcome(did: Told['did'], change: Partial<Told> = {}): Told {
  const leftOut = { restricted: 2, 'several-matters': 0, 'no-words': 0, 'label-unknown': 0, 'said-again': 1 };
  return {
    did,
    teachings: { usable: [{ id: 'c1', text: 'secret words', label: 'noise' }], leftOut },
    fresh: ['c1'],
    gone: [],
    tried: { comparison },
    ...change,
  };
}

describe('What is told of learning', () => {
  test('a refusal names each label that fell and each danger that is missed, and what that means', () => {
    const words = outcomeInWords(anOutcome('refused'));
    expect(words).toContain('Not promoted: model aaaaaaaaaaaa stays.');
    expect(words).toContain('noise falls from 40 to 33 right of 50.');
    expect(words).toContain('Danger (gas) is raised for 30 of 31 messages, which was 31.');
    expect(words).not.toContain('litter falls');
    expect(words).toContain('A label falls noticeably when');
  });

  test('says what could not be learnt from, and never a resident’s words', () => {
    const words = outcomeInWords(anOutcome('promoted'));
    expect(words).toContain('Left out: 2 of restricted cases, 1 in words already known.');
    expect(words).toContain('alike: 497');
    expect(words).toContain('3  noise is now litter');
    expect(words).not.toContain('secret');
  });

  test('says so when there is nothing to learn', () => {
    expect(outcomeInWords(anOutcome('nothing', { fresh: [], tried: null }))).toContain('nothing new');
  });

  test('the history marks the model in use', () => {
    const entry = {
      did: 'promoted',
      at: '2026-11-24',
      by: 'ann',
      why: 'weekly',
      model: 'b',
      over: null,
    } as const;
    expect(entryInWords(entry, 'b')).toBe('* 2026-11-24  b promoted over the built-in model  by ann: weekly');
    expect(entryInWords({ ...entry, did: 'rolled-back' }, null)).toContain(
      'b taken back, the built-in model again',
    );
  });
});

test('A scorecard on the command line shows a dash for a share of too few', () => {
  const at = new Date('2026-11-23T10:00:00Z');
  const one = {
    week: '2026-11-23',
    model: 'm',
    label: 'noise',
    band: 8,
    sure: true,
    restricted: 0,
    given: 2.5,
    cases: [{ reference: 'MB-1', at }],
  };
  const words = scorecardInWords(
    scorecardOf({
      weeks: ['2026-11-23'],
      read: [{ ...one, messages: 3, truth: 'litter' }],
      models: [{ week: '2026-11-23', model: 'm', first: at, last: at }],
      cases: [{ week: '2026-11-23', opened: 10, moved: 5 }],
    }),
  );
  expect(words).toContain('10 cases, 50.0% of them moved');
  expect(words).toMatch(/^noise +3 +- +3 +3 +-$/m);
  expect(words).toContain('3  litter taken for noise  (MB-1)');
});
