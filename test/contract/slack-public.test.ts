import { describe, expect, test, vi } from 'vitest';
import { soon } from '../support/listening.ts';
import { aSlackDesk } from '../support/slack-desk.ts';

const desk = await aSlackDesk({ replies: 'public' });
const ann = desk.officer('Ann Bell');
const guest = desk.officer('Gus Guest', { guest: true });

const eventually = (check: () => Promise<void> | void) => vi.waitFor(check, soon);

describe('Where a council has posts go out unless they are marked', () => {
  test('a plain post reaches the resident, one that begins with // never does, nor what a guest writes', async () => {
    const { card, heard, file } = await desk.aCase();
    ann.posts('desk-waste', '// the crew forgot, do not say so', { thread: card });
    guest.posts('desk-waste', 'I am only looking', { thread: card });
    ann.posts('desk-waste', 'We come on Tuesday', { thread: card });
    ann.posts('desk-waste', '>> Before noon', { thread: card });
    await eventually(async () => expect(await heard()).toEqual(['We come on Tuesday', 'Before noon']));
    const said = (await file()).messages.filter(({ voice }) => voice !== 'resident' && voice !== 'bot');
    expect(said.map(({ voice, text }) => [voice, text])).toEqual([
      ['note', 'the crew forgot, do not say so'],
      ['officer', 'We come on Tuesday'],
      ['officer', 'Before noon'],
    ]);
  });

  test('a note stays one whatever is written into it, and a reply turned into a note is not told on', async () => {
    const { card, heard, file } = await desk.aCase();
    const note = ann.posts('desk-waste', '// ring the depot', { thread: card });
    const reply = ann.posts('desk-waste', 'We come on Wednesday', { thread: card });
    await eventually(async () => expect(await heard()).toEqual(['We come on Wednesday']));
    ann.edits(note, 'the depot says never');
    ann.edits(reply, '// they will not come at all');
    await eventually(async () =>
      expect((await file()).messages.map(({ text }) => text)).toContain('the depot says never'),
    );
    await eventually(() =>
      expect(ann.whispers().some(({ text, thread }) => thread === card.ts && /still/i.test(text))).toBe(true),
    );
    await desk.house.settled(30);
    expect(await heard()).toEqual(['We come on Wednesday']);
  });

  test('a post deleted within its ten seconds never leaves', async () => {
    const { card, heard, file } = await desk.aCase();
    const post = ann.posts('desk-waste', 'To the wrong person', { thread: card });
    await eventually(async () => expect((await file()).messages.at(-1)?.text).toBe('To the wrong person'));
    ann.deletes(post);
    await eventually(async () => expect((await file()).events.at(-1)?.type).toBe('withdrawn'));
    await desk.house.settled(30);
    expect(await heard()).toEqual([]);
  });
});
