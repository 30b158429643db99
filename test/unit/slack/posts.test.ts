import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { escaped, plainText } from '../../../adapters/slack/markup.ts';
import {
  actOf,
  type Decided,
  decideDeletion,
  decideEdit,
  decidePost,
  type RepliesFrom,
} from '../../../adapters/slack/posts.ts';

describe('A post in a case’s thread', () => {
  test.each([
    ['Rang the depot', 'note', 'Rang the depot'],
    ['&gt;&gt; We come on Tuesday', 'reply', 'We come on Tuesday'],
    ['  \n&gt;&gt;We come', 'reply', 'We come'],
    ['>> typed by a program', 'reply', 'typed by a program'],
    ['// nothing special here', 'note', '// nothing special here'],
    ['ask them &gt;&gt; or not', 'note', 'ask them &gt;&gt; or not'],
    ['&gt; what they wrote', 'note', '&gt; what they wrote'],
  ])('%j is a %s', (markup, act, words) => {
    expect(decidePost(markup, 0, 'marked')).toEqual({ act, markup: words, hint: null });
  });

  test.each(['&gt;&gt;&gt; a long quotation', '&gt; &gt; a quotation in one', '&gt;&gt; &gt;'])(
    '%j might be meant for the resident: it stays inside, and its officer is told',
    (markup) => {
      expect(decidePost(markup, 0, 'marked')).toMatchObject({ act: 'note', hint: 'stayed-inside' });
    },
  );

  test('with a mark and no words sends nothing', () => {
    expect(decidePost('&gt;&gt; ', 0, 'marked')).toMatchObject({ act: null, hint: 'empty' });
    expect(decidePost('&gt;&gt;', 1, 'marked')).toMatchObject({ act: null, hint: 'files-stay' });
    expect(decidePost('', 1, 'marked')).toEqual({ act: null, markup: '', hint: null });
  });

  test('goes to the resident unless marked, where the council chose so', () => {
    expect(decidePost('We come on Tuesday', 0, 'public').act).toBe('reply');
    expect(decidePost('// crew is short', 0, 'public')).toEqual({
      act: 'note',
      markup: 'crew is short',
      hint: null,
    });
  });
});

describe('An edit', () => {
  test('of a reply corrects it only with words for the resident', () => {
    expect(decideEdit('&gt;&gt; Wednesday', 'reply', 'marked')).toEqual({
      act: 'correct',
      markup: 'Wednesday',
      hint: null,
    });
    expect(decideEdit('oops, inside', 'reply', 'marked')).toMatchObject({
      act: null,
      hint: 'still-with-resident',
    });
  });

  test('of a note never sends anything', () => {
    expect(decideEdit('&gt;&gt; Wednesday', 'note', 'marked')).toMatchObject({
      act: 'correct',
      hint: 'nothing-sent',
    });
    expect(decideEdit('Wednesday', 'note', 'public')).toMatchObject({ act: 'correct', hint: 'nothing-sent' });
  });
});

interface Doing {
  readonly does: 'post' | 'edit' | 'delete';
  readonly post: number;
  readonly before: string;
  readonly mark: string;
  readonly after: string;
  readonly files: number;
}

/** What one officer does in the thread; `post` says which earlier post is edited or deleted. */
const doings: fc.Arbitrary<Doing> = fc.record({
  does: fc.constantFrom<Doing['does']>('post', 'post', 'edit', 'delete'),
  post: fc.nat(30),
  before: fc.constantFrom('', ' ', '\n', '\u00A0', '*', '_', '`'),
  mark: fc.constantFrom('', '>>', '>>', '> >', '>>>', '>', '//', '/ /', '»', '>>>>', '< >>', ':>>'),
  after: fc.constantFrom('', ' ', '\n', '*', '>', '/'),
  files: fc.constantFrom(0, 0, 0, 1),
});

/**
 * A thread, as residents and officers come to see it. It keeps the rules apart from how they are written: words are for the
 * resident when the first two signs of what was typed say so, and nothing that was ever a note is.
 */
function live(thread: readonly Doing[], replies: RepliesFrom) {
  const posts: { voice: 'reply' | 'note' | null; gone: boolean }[] = [];
  const seen: string[] = [];
  const meant = new Map<string, boolean>();
  for (const [at, { does, post, before, mark, after, files }] of thread.entries()) {
    const word = `word${at}x`;
    const typed = `${before}${mark}${after}${word}`;
    const first = typed.trimStart();
    const marked = first.startsWith('>>') && !/^>>\s*>/.test(first);
    const markup = escaped(typed);
    const target = posts.length === 0 ? undefined : posts[post % posts.length];
    let decided: Decided;
    let was: 'reply' | 'note' | null = null;
    if (does === 'post') {
      decided = decidePost(markup, files, replies);
      meant.set(word, replies === 'marked' ? marked : !first.startsWith('//'));
      was = decided.act === 'reply' || decided.act === 'note' ? decided.act : null;
      posts.push({ voice: was, gone: false });
    } else {
      if (target === undefined || target.gone || target.voice === null) continue;
      was = target.voice;
      decided = does === 'edit' ? decideEdit(markup, target.voice, replies) : decideDeletion;
      meant.set(word, target.voice === 'reply' && (replies === 'marked' ? marked : !first.startsWith('//')));
      target.gone = does === 'delete';
    }
    const act = actOf(decided, plainText(decided.markup), 'a-message');
    if (act?.type === 'reply') seen.push(act.text);
    if (act?.type === 'correct' && was === 'reply') seen.push(act.text);
  }
  return { seen, meant };
}

describe.each(['marked', 'public'] as const)('Where replies are %s', (replies) => {
  test('no word that was written for officers ever reaches the resident, in 10,000 posts, edits and deletions', () => {
    let done = 0;
    fc.assert(
      fc.property(fc.array(doings, { minLength: 40, maxLength: 60, size: 'max' }), (thread) => {
        done += thread.length;
        const { seen, meant } = live(thread, replies);
        for (const words of seen)
          for (const [word] of words.matchAll(/word\d+x/g))
            expect([word, meant.get(word)]).toEqual([word, true]);
      }),
      { numRuns: 250 },
    );
    expect(done).toBeGreaterThanOrEqual(10_000);
  });

  test('every word written for the resident reaches them', () => {
    const words = decidePost(replies === 'marked' ? '&gt;&gt; word1x' : 'word1x', 0, replies);
    expect(actOf(words, plainText(words.markup), '')).toEqual({ type: 'reply', text: 'word1x', hold: 10 });
  });
});
