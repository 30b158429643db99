import { describe, expect, test } from 'vitest';
import { beyondChance, moveOf } from '../../../src/core/chance.ts';

const share = (count: number, part: number) => ({ count, value: part / count, p90: null, mean: null, part });
const time = (count: number, value: number, p90: number) => ({ count, value, p90, mean: null, part: null });

/** Numbers that look random and are the same each time. */
function numbers(seed: number): () => number {
  let at = seed;
  return () => {
    at = (at * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return at / 2 ** 32;
  };
}

describe('A figure beside what it was', () => {
  test('is better or worse as its measure has it, and neither where only chance may say so', () => {
    const [quick, slow] = [time(900, 60, 200), time(900, 120, 400)];
    expect(moveOf('first-response', quick, slow)).toBe('better');
    expect(moveOf('first-response', slow, quick)).toBe('worse');
    expect(moveOf('first-response-in-time', share(900, 800), share(900, 500))).toBe('better');
    expect(moveOf('first-response-in-time', share(9, 8), share(9, 7))).toBeNull();
    expect(moveOf('first-response-in-time', share(4, 4), share(4, 0))).toBeNull();
    expect(moveOf('opened', time(900, 900, 0), time(9, 9, 0))).toBeNull();
  });

  test('that reads the same is neither, of however many', () => {
    const [now, then] = [share(1_000_000, 831_000), share(1_000_000, 834_000)];
    expect(beyondChance('share', now, then)).toBe(true);
    expect(moveOf('first-response-in-time', now, then)).toBeNull();
  });
});

describe('Two figures', () => {
  test('of few cases differ by chance, of many by more than that', () => {
    expect(beyondChance('share', share(40, 32), share(36, 32))).toBe(false);
    expect(beyondChance('share', share(400, 320), share(360, 320))).toBe(true);
    expect(beyondChance('time', time(63, 162, 424), time(46, 186, 600))).toBe(false);
    expect(beyondChance('time', time(6_300, 162, 424), time(4_600, 186, 600))).toBe(true);
  });

  test('that are the same, that are none, or that are counted do not differ', () => {
    expect(beyondChance('share', share(9, 9), share(7, 7))).toBe(false);
    expect(beyondChance('share', share(9, 9), { ...share(1, 1), count: 0, value: null })).toBe(false);
    expect(beyondChance('count', time(400, 400, 400), time(10, 10, 10))).toBe(false);
    expect(beyondChance('time', time(9, 0, 0), time(9, 0, 5))).toBe(false);
  });

  test('drawn from the same cases are told apart about one time in twenty', () => {
    const next = numbers(7);
    const drawnTime = () =>
      Math.round(Math.exp(5 + Math.sqrt(-2 * Math.log(next() || 0.5)) * Math.cos(2 * Math.PI * next())));
    let [shares, times] = [0, 0];
    for (let turn = 0; turn < 1_000; turn += 1) {
      const [one = 0, other = 0] = [120, 150].map(
        (of) => Array.from({ length: of }, next).filter((n) => n < 0.8).length,
      );
      if (beyondChance('share', share(120, one), share(150, other))) shares += 1;
      const [a, b] = [120, 150].map((of) => {
        const drawn = Array.from({ length: of }, drawnTime).sort((x, y) => x - y);
        return time(of, drawn[Math.floor(of / 2)] ?? 0, drawn[Math.floor(0.9 * of)] ?? 0);
      });
      if (a !== undefined && b !== undefined && beyondChance('time', a, b)) times += 1;
    }
    for (const told of [shares, times]) {
      expect(told / 1_000).toBeGreaterThan(0.02);
      expect(told / 1_000).toBeLessThan(0.09);
    }
  });
});
