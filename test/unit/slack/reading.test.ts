import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pressingOf, pressValue } from '../../../adapters/slack/buttons.ts';
import { read } from '../../../adapters/slack/read.ts';
import { root } from '../../../config/root.ts';

interface Sample {
  readonly about: string;
  readonly payload: unknown;
  readonly noun: { readonly emoji?: Readonly<Record<string, string>> };
}

const folder = join(root, 'adapters/slack/samples');
const samples = readdirSync(folder)
  .filter((name) => /^(heard|pressed|submitted|ran|shortcut|unreadable)/.test(name))
  .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Sample);

describe('Reading what Slack sends', () => {
  test.each(samples)('$about', ({ payload, noun }) => {
    const { emoji } = noun;
    const expected = emoji === undefined ? noun : { ...noun, emoji: new Map(Object.entries(emoji)) };
    expect(read(payload)).toEqual(expected);
  });

  test('never throws, whatever comes', () => {
    fc.assert(fc.property(fc.anything(), (payload) => void expect(read(payload)).toHaveProperty('is')));
    const names = [
      'user',
      'text',
      'ts',
      'thread_ts',
      'subtype',
      'message',
      'previous_message',
      'blocks',
      'files',
    ];
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...names), fc.anything()), (more) => {
        const event = { type: 'message', channel: 'C1', ts: '1.1', ...more };
        expect(read({ type: 'event_callback', team_id: 'T1', event_id: 'E1', event })).toHaveProperty('is');
      }),
    );
  });
});

describe('A button', () => {
  test('says what it is about, and is read back as it was written', () => {
    const pressing = { deed: 'retry', reference: 'MB-123-456-789', version: 12, of: 'a-delivery' } as const;
    expect(pressingOf(pressValue(pressing))).toEqual(pressing);
    expect(pressValue({ ...pressing, of: '0198c0de-0000-7000-8000-000000000001' }).length).toBeLessThan(150);
  });

  test('that is none of ours is nothing', () => {
    for (const value of ['', 'take', 'take MB-1', 'take MB-1 x', 'steal MB-1 1', 'take MB-1 1 a b'])
      expect(pressingOf(value)).toBeNull();
  });
});
