import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { looksNotFixed } from '../../../src/language/not-fixed.ts';

describe('Words that say an earlier matter is not put right', () => {
  test.each([
    'still not done',
    "it's back",
    'you closed it but nobody came',
    'the light is out again',
    "it hasn't been fixed",
    'nobody came',
    'no one turned up on Tuesday',
    'it says fixed but it isnt',
    'marked as complete yet the hole is still there',
    'nothing has been done',
    'still waiting for my bin',
    'third time I have reported this',
    "they didn't collect it",
    'the leak came back after two days',
    'not fixed',
    'pothole has not been repaired properly',
    'I reported it three weeks ago and nothing has happened',
    'dal heb ei drwsio',
    'does neb wedi dod',
    'same problem as before',
    'broken again',
    'it was never cleared',
    'how come its marked done when the sofa is still here',
    'the rats are back',
    'you said friday and no one has been out',
  ])('are heard in %j', (text) => expect(looksNotFixed(text)).toBe(true));

  test.each([
    'thanks, all fixed',
    'my bin was missed',
    'a new pothole has appeared',
    'I would like it back by Friday',
    'can I get my deposit back',
    'round the back of the shops',
    'is it still open on Sundays',
    'the light is out on Mill Lane',
    'please call me back',
    'do you still collect textiles',
    'when is my bin day',
    'I moved back to Marlcombe last year',
    'that was quick, done already',
    'come back to me when you can',
    'not sure who to ask',
    'when it is not collected, who do I tell',
    'garden waste please',
    'the tip is back to front, one way signs',
  ])('are not heard in %j', (text) => expect(looksNotFixed(text)).toBe(false));

  test('never make it throw', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 200 }),
        (text) => typeof looksNotFixed(text) === 'boolean',
      ),
    );
  }, 20_000);
});
