import { describe, expect, test } from 'vitest';
import type { Guess, Understander, Understanding } from '../../../src/core/understanding.ts';
import { scorecard } from '../../../src/language/scorecard.ts';

const quiet = {
  emergency: false,
  safeguarding: false,
  complaint: false,
  informationRequest: false,
  abuse: false,
};

/** Someone whose answers are written down: the text says the guesses, as `noise 0.8, litter 0.1`; `!` is an alarm. */
const known: Understander & { model: string } = {
  model: 'by hand',
  together: ([place = { words: '' }]) => place,
  screen: () => [],
  understand(text): Understanding {
    const [first, ...alternatives] = text
      .replace('!', '')
      .split(', ')
      .map((one): Guess => {
        const [label = '', probability] = one.split(' ');
        return { label, probability: Number(probability) };
      });
    const guess = first ?? { label: 'other', probability: 0 };
    return {
      ...guess,
      alternatives,
      unsure: guess.probability < 0.6,
      issues: [{ ...guess, text }],
      flags: { ...quiet, emergency: text.includes('!') },
      danger: [],
      language: 'en',
      languageClear: true,
      place: null,
      personal: [],
      notFixed: false,
      model: 'by hand',
    };
  },
};

const card = scorecard(known, [
  { id: 'w1', text: 'noise 0.9, litter 0.1', label: 'noise' },
  { id: 'w2', text: 'litter 0.9, noise 0.1', label: 'noise', second: 'litter' },
  { id: 'w3', text: 'litter 0.5, trees 0.3, noise 0.1', label: 'noise' },
  { id: 'r1', text: 'litter 0.5, trees 0.3, noise 0.1, pothole 0.1', label: 'pothole' },
  { id: 'r2', text: 'emergency 0.9!', label: 'emergency' },
  { id: 'r3', text: 'noise 0.9', label: 'emergency' },
  { id: 'r4', text: 'litter 0.9!', label: 'litter' },
]);

describe('A scorecard', () => {
  test('counts either label of a message with two matters as right', () => {
    expect(card.accuracy).toBeCloseTo(4 / 7);
  });

  test('looks at three labels, not four, for the top three', () => {
    expect(card.topThree).toBeCloseTo(5 / 7);
  });

  test('says how often it was sure, and right then', () => {
    expect(card.sure).toEqual({ share: 5 / 7, accuracy: 4 / 5 });
  });

  test('measures how far probabilities are from what came true', () => {
    // Five were given 0.9 and four of them were right; two were given 0.5 and neither was.
    expect(card.calibrationError).toBeCloseTo((5 * (0.9 - 0.8) + 2 * 0.5) / 7);
  });

  test('names the emergencies that were missed and the alarms that were false', () => {
    expect(card.emergencies).toMatchObject({ messages: 2, recall: 0.5, missed: ['r3'] });
    expect(card.emergencies.falseAlarms).toBeCloseTo(1 / 5);
    expect(card.emergencies.falseAlarmIds).toEqual(['r4']);
  });

  test('lists what was taken for what, with the messages to look at', () => {
    expect(card.confusions).toContainEqual({ label: 'noise', taken: 'litter', times: 1, ids: ['w3'] });
    expect(card.confusions).toHaveLength(3);
  });

  test('scores each kind of id apart', () => {
    expect(card.kinds['w']?.accuracy).toBeCloseTo(2 / 3);
    expect(card.kinds['r']?.accuracy).toBeCloseTo(2 / 4);
  });

  test('gives a label the harmonic mean of precision and recall', () => {
    // Litter: said four times, meant by w2 and r4.
    const litter = card.labels.find(({ label }) => label === 'litter');
    expect(litter).toMatchObject({ messages: 2, precision: 0.5, recall: 1 });
    expect(litter?.f1).toBeCloseTo(2 / 3);
  });
});
