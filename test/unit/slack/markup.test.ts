import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { escaped, mentionedIn, plainText } from '../../../adapters/slack/markup.ts';

const names = {
  people: new Map([['U0BEN00002', 'Ben Officer']]),
  emoji: new Map([['bin_lorry', '🚛']]),
};

describe('An officer’s post as a resident reads it', () => {
  test.each([
    [
      'a link with a label',
      'see <https://a.example/b_c_d|our *calendar*>',
      'see our *calendar* (https://a.example/b_c_d)',
    ],
    [
      'a link as it was typed',
      'see <https://a.example/b_c> or <http://a.example|a.example>',
      'see https://a.example/b_c or http://a.example',
    ],
    ['an address of email', 'write to <mailto:bins@a.example|bins@a.example>', 'write to bins@a.example'],
    ['a phone number', 'ring <tel:01632960100|01632 960100>', 'ring 01632 960100 (01632960100)'],
    [
      'a mention of a person',
      '<@U0BEN00002> will call; <@U0NOBODY01> too',
      '@Ben Officer will call; @a colleague too',
    ],
    [
      'a mention of a channel, a group and all',
      '<#C01|waste> <!subteam^S01|@crew> <!here>',
      '#waste @crew @here',
    ],
    ['a date', 'on <!date^1795514400^{date}|24 November>', 'on 24 November'],
    ['bold, italics and strike-through', '*We* are _really_ ~not~ coming', 'We are really not coming'],
    ['marks inside each other', '*_both_*, and (*so*)', 'both, and (so)'],
    ['marks that are none', '2*3*4 snake_case_name ~10 of * a * _', '2*3*4 snake_case_name ~10 of * a * _'],
    ['code', 'type `a_b *c*` and\n```x < 1\ny```', 'type a_b *c* and\nx < 1\ny'],
    ['what Slack escapes', 'bins &amp; boxes &lt;here&gt;, R&amp;amp;D', 'bins & boxes <here>, R&amp;D'],
    ['bullets and quotations', '• one\n• two\n&gt; you wrote', '• one\n• two\n> you wrote'],
    [
      'emoji, known and not',
      ':smile: :bin_lorry: :thumbsup::skin-tone-2: :our_own: at 10:30:00',
      '😄 🚛 👍 :our_own: at 10:30:00',
    ],
  ])('has %s in plain words', (_, markup, words) => {
    expect(plainText(markup, names)).toBe(words);
  });

  test('never loses a word', () => {
    const word = fc.stringMatching(/^[a-zA-Z0-9]{1,8}$/);
    const dressed = word.chain((bare) =>
      fc
        .constantFrom(
          bare,
          `*${bare}*`,
          `_${bare}_`,
          `~${bare}~`,
          `\`${bare}\``,
          `<https://a.example/${bare}>`,
          `<https://a.example|${bare}>`,
        )
        .map((shown) => ({ bare, shown })),
    );
    fc.assert(
      fc.property(fc.array(dressed, { minLength: 1, maxLength: 12 }), (parts) => {
        const words = plainText(parts.map(({ shown }) => shown).join(' '), names);
        for (const { bare } of parts) expect(words).toContain(bare);
      }),
    );
  });

  test('leaves plain words as they were typed', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z0-9 ,.&<>()!?£€éŵ'"-]{0,80}$/), (typed) => {
        expect(plainText(escaped(typed), names)).toBe(typed.trim());
      }),
    );
  });

  test('ends, whatever is in it', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom(
            '<',
            '>',
            '|',
            '*',
            '_',
            '~',
            '`',
            '@',
            '!',
            ':',
            'a',
            ' ',
            '\n',
            '\uE000',
            '\uE001',
            '0',
          ),
        }),
        (markup) => {
          expect(typeof plainText(markup, names)).toBe('string');
        },
      ),
      { numRuns: 2_000 },
    );
  });
});

test('Everybody mentioned is found once', () => {
  expect(mentionedIn('<@U01> and <@W02|x> and <@U01> <!here> <#C1>')).toEqual(['U01', 'W02']);
});
