import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isGroup } from '../../../adapters/telegram/address.ts';
import { pacing, usualPace } from '../../../adapters/telegram/pacing.ts';

const paced = () => pacing(usualPace, isGroup);

/** Send one message after the other to these chats, each as soon as it may; the times at which they went. */
function sendTo(chats: readonly string[]): { chat: string; at: number }[] {
  const pace = paced();
  let at = 0;
  return chats.map((chat) => {
    at += pace.waitFor(chat, at);
    pace.note(chat, at);
    return { chat, at };
  });
}

describe('The pace', () => {
  test('is one message a second to a chat', () => {
    expect(sendTo(['11', '11', '12', '11']).map(({ at }) => at)).toEqual([0, 1000, 1000, 2000]);
  });

  test('is 20 a minute to a group', () => {
    const times = sendTo(Array.from({ length: 41 }, () => '-5')).map(({ at }) => at);
    expect(times[19]).toBe(19_000);
    expect(times[20]).toBe(60_000);
    expect(times[40]).toBe(120_000);
  });

  test('is kept whoever is written to, in whatever order', () => {
    const chat = fc.constantFrom('1', '2', '3', '-4', ...Array.from({ length: 40 }, (_, i) => `${i + 10}`));
    fc.assert(
      fc.property(fc.array(chat, { maxLength: 200 }), (chats) => {
        const sent = sendTo(chats);
        for (const { at } of sent) {
          const second = sent.filter((other) => other.at >= at && other.at < at + 1_000);
          expect(second.length).toBeLessThanOrEqual(30);
          expect(new Set(second.map((other) => other.chat)).size).toBe(second.length);
          const minute = sent.filter(
            (other) => other.chat === '-4' && other.at >= at && other.at < at + 60_000,
          );
          expect(minute.length).toBeLessThanOrEqual(20);
        }
      }),
    );
  });

  test('holds one chat for as long as Telegram said, and no other', () => {
    const pace = paced();
    pace.hold('11', 1_800_000);
    pace.hold('11', 5_000);
    expect(pace.waitFor('11', 0)).toBe(1_800_000);
    expect(pace.waitFor('11', 1_799_000)).toBe(1_000);
    expect(pace.waitFor('11', 1_800_001)).toBe(0);
    expect(pace.waitFor('12', 0)).toBe(0);
  });

  test('is kept over thousands of chats, of which the old ones are forgotten', () => {
    const pace = paced();
    for (let i = 0; i < 5_000; i += 1) pace.note(String(i), i * 100);
    expect(pace.waitFor('4999', 499_900)).toBe(1_000);
    expect(pace.waitFor('7', 499_900 + 1_000)).toBe(0);
  });
});
