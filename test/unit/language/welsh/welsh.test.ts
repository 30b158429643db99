import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { realLanguage } from '../../../support/language.ts';

const reader = await realLanguage();
const unseen = z
  .record(z.string(), z.array(z.string()))
  .parse(parse(readFileSync(new URL('unseen.yaml', import.meta.url), 'utf8')));
const messages = Object.entries(unseen).flatMap(([label, texts]) => texts.map((text) => ({ label, text })));
const share = (holds: (message: (typeof messages)[number]) => boolean) =>
  messages.filter(holds).length / messages.length;

describe('Of 110 Welsh messages that the model was never taught', () => {
  test('all but a few are told to be Welsh', () => {
    expect(share(({ text }) => reader.understand(text).language === 'cy')).toBeGreaterThanOrEqual(0.97);
  });

  test('more than six in ten get the right label', () => {
    expect(share(({ label, text }) => reader.understand(text).label === label)).toBeGreaterThanOrEqual(0.62);
  });

  test('the right label is among the first three for eight in ten', () => {
    expect(
      share(({ label, text }) => {
        const read = reader.understand(text);
        return [read, ...read.alternatives.slice(0, 2)].some((guess) => guess.label === label);
      }),
    ).toBeGreaterThanOrEqual(0.8);
  });

  test('seven in a hundred at most are taken for danger', () => {
    expect(share(({ text }) => reader.understand(text).flags.emergency)).toBeLessThanOrEqual(0.07);
  });
});
