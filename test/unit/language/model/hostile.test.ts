import { expect, test } from 'vitest';
import { tidy } from '../../../../src/language/model/tidy.ts';

test.each([
  ['at signs', 'a@'.repeat(50_000)],
  ['one long word', 'a'.repeat(100_000)],
  ['letters without an end', 'ab'.repeat(50_000)],
  ['capitals that never come to a street', 'Larch '.repeat(20_000)],
  ['an address that never ends', `x@${'y.'.repeat(50_000)}`],
  ['emoji', '🗑️'.repeat(30_000)],
  ['apostrophes', "'".repeat(100_000)],
])('a message of %s is read in milliseconds', (_, text) => {
  tidy(text);
  const began = performance.now();
  tidy(text);
  expect(performance.now() - began).toBeLessThan(100);
});
