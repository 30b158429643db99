import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Pace, pacing } from '../../../adapters/slack/pace.ts';

const pace = {
  posts: { burst: 2, aSecond: 1 },
  changes: { burst: 10, aSecond: 5 },
  keptForCards: 0,
  longestMs: 5_000,
};

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Who has had their turn, in order. */
function aLane(more: Partial<Pace> = {}) {
  const paced = pacing({ ...pace, ...more }, () => Date.now());
  const went: string[] = [];
  const turn = (name: string, channel: string, rank: 'danger' | 'card' | 'thread') =>
    paced.turn(channel, rank).then(() => went.push(name));
  return { paced, went, turn };
}

describe('Keeping to what Slack lets an app do', () => {
  test('a few go at once, the rest one a second, cards before what is said in them', async () => {
    const { went, turn } = aLane();
    for (const name of ['a', 'b', 'c', 'd']) void turn(name, 'C1', 'thread');
    void turn('card', 'C1', 'card');
    await vi.advanceTimersByTimeAsync(0);
    expect(went).toEqual(['a', 'b']);
    await vi.advanceTimersByTimeAsync(1_010);
    expect(went).toEqual(['a', 'b', 'card']);
    await vi.advanceTimersByTimeAsync(2_020);
    expect(went).toEqual(['a', 'b', 'card', 'c', 'd']);
  });

  test('where cards come thick, what is said in threads leaves room for them; where they do not, it goes at once', async () => {
    const { went, turn } = aLane({ posts: { burst: 4, aSecond: 1 }, keptForCards: 2 });
    for (const name of ['card 1', 'card 2']) void turn(name, 'C1', 'card');
    for (const name of ['a', 'b']) void turn(name, 'C1', 'thread');
    for (const name of ['card', 'a', 'b']) void turn(`C2 ${name}`, 'C2', name === 'card' ? 'card' : 'thread');
    await vi.advanceTimersByTimeAsync(0);
    expect(went.sort()).toEqual(['C2 a', 'C2 b', 'C2 card', 'card 1', 'card 2']);
    for (const name of ['card 3', 'card 4']) void turn(name, 'C1', 'card');
    await vi.advanceTimersByTimeAsync(0);
    expect(went.slice(5)).toEqual(['card 3', 'card 4']);
    await vi.advanceTimersByTimeAsync(2_900);
    expect(went).toHaveLength(7);
    await vi.advanceTimersByTimeAsync(1_300);
    expect(went.slice(7)).toEqual(['a', 'b']);
  });

  test('a busy channel holds up no other, and danger waits for nothing', async () => {
    const { went, turn } = aLane();
    for (const name of ['a', 'b', 'c']) void turn(name, 'C1', 'thread');
    void turn('other', 'C2', 'thread');
    void turn('danger', 'C1', 'danger');
    await vi.advanceTimersByTimeAsync(0);
    expect(went.sort()).toEqual(['a', 'b', 'danger', 'other']);
  });

  test('whoever would wait long is told to come again, and when', async () => {
    const { turn } = aLane();
    for (let i = 0; i < 7; i += 1) void turn(`${i}`, 'C1', 'thread');
    await expect(turn('late', 'C1', 'thread')).rejects.toMatchObject({ is: 'limited', afterMs: 6_000 });
  });

  test('a channel that Slack slowed down is left alone for as long as it asked', async () => {
    const { paced, went, turn } = aLane();
    paced.hold('C1', 3_000);
    void turn('a', 'C1', 'thread');
    void turn('b', 'C2', 'thread');
    await vi.advanceTimersByTimeAsync(2_900);
    expect(went).toEqual(['b']);
    await vi.advanceTimersByTimeAsync(200);
    expect(went).toEqual(['b', 'a']);
  });
});
