import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { aSlackDesk } from '../support/slack-desk.ts';

/** The same numbers in every run. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

const marks = ['', '', '>> ', '>>', '>>> ', '> > ', '// ', '> ', '<!channel> >> '];

test('Whatever officers post, change and delete, over a connection that breaks and tells twice: each is taken down once, and no word for officers reaches the resident', {
  timeout: 120_000,
}, async () => {
  const desk = await aSlackDesk({
    patience: { redeliverMs: [20, 100, 300, 600, 1_000, 2_000, 2_000, 4_000, 8_000, 8_000] },
  });
  const { server } = desk;
  const ann = desk.officer('Ann Bell');
  const cases = [await desk.aCase(), await desk.aCase('Brown bin missed again at 20 Larch Close')];
  const draw = dice(5);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(draw() * from.length)] as T;
  server.telling.repeats(() => draw() < 0.3);
  const breaking = setInterval(() => server.socket.drops(), 1_500);

  const forResident = new Set<string>();
  const noted = new Set<string>();
  const standing: { ts: string; reply: boolean }[] = [];
  for (let i = 0; i < 220; i += 1) {
    const mark = pick(marks);
    const word = `word${i}x`;
    const isMarked = /^>>(?!>)/.test(mark);
    const does = draw();
    const earlier = standing.length > 0 && does > 0.7 ? pick(standing) : null;
    if (earlier === null) {
      const post = ann.posts('desk-waste', `${mark}${word}`, { thread: pick(cases).card });
      standing.push({ ts: post.ts, reply: isMarked });
      (isMarked ? forResident : noted).add(word);
    } else if (does > 0.92) {
      ann.deletes(earlier.ts);
      standing.splice(standing.indexOf(earlier), 1);
    } else {
      ann.edits(earlier.ts, `${mark}${word}`);
      if (earlier.reply && isMarked) forResident.add(word);
    }
    await sleep(draw() * 20);
    // Officers wait for an answer now and then, so that a slow machine is not told more than it can take down in time.
    if (i % 20 === 19) await server.telling.quiet();
  }
  clearInterval(breaking);
  await server.telling.quiet();
  await desk.house.settled(40);

  expect([server.telling.lost.length, server.socket.greeted() > 1]).toEqual([0, true]);
  for (const { resident, file } of cases) {
    const has = (await desk.house.said(resident)).filter(({ voice }) => voice === 'officer');
    const words = has.flatMap(({ text }) => text?.match(/word\d+x/g) ?? []);
    expect(words.length).toBeGreaterThan(3);
    for (const word of words) expect([word, forResident.has(word)]).toEqual([word, true]);
    const written = (await file()).messages.filter(({ revises }) => revises === null);
    const taken = written.flatMap(({ text }) => text?.match(/word\d+x/g) ?? []);
    expect(new Set(taken).size).toBe(taken.length);
  }
  const all = (await Promise.all(cases.map(({ file }) => file()))).flatMap(({ messages }) => messages);
  for (const word of noted)
    expect([
      word,
      all.filter(({ voice, text, revises }) => revises === null && voice === 'note' && text?.includes(word))
        .length,
    ]).toEqual([word, 1]);
  // Nothing that stands in Slack by an officer's hand stands there again by ours.
  const shown = server.everythingIn('desk-waste').filter(({ user }) => user === server.app.user);
  for (const word of noted)
    expect(shown.filter(({ text }) => new RegExp(`${word}\\b`).test(text))).toEqual([]);
});
