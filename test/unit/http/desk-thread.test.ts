import { describe, expect, test } from 'vitest';
import { thread } from '../../../src/http/desk/thread.ts';
import { aDelivery, aMessage, minutes, priya } from '../../support/builders.ts';

const edit = (id: string, messageId: string, text: string, at: number) =>
  aMessage({ id, seq: 10 + at, text, revises: { messageId, kind: 'edit' }, at: minutes(at) });

describe('The thread', () => {
  test('shows an edited message once, as it now stands, with what it said before', () => {
    const entries = thread([
      aMessage(),
      edit('e1', 'message-1', 'The brown bin', 1),
      edit('e2', 'message-1', 'The green bin', 2),
    ]);
    expect(entries).toHaveLength(1);
    expect(entries[0]).toMatchObject({ text: 'The green bin', editedAt: minutes(2), at: minutes(-30) });
    expect(entries[0]?.earlier.map(({ text }) => text)).toEqual([
      'Our bin was not emptied this morning',
      'The brown bin',
    ]);
  });

  test('follows an edit of an edit back to the message it began with', () => {
    const entries = thread([aMessage(), edit('e1', 'message-1', 'one', 1), edit('e2', 'e1', 'two', 2)]);
    expect(entries.map(({ id, text }) => [id, text])).toEqual([['message-1', 'two']]);
  });

  test('keeps what a deleted message said, and says when it was deleted', () => {
    const deletion = aMessage({
      id: 'd',
      seq: 2,
      text: '',
      revises: { messageId: 'message-1', kind: 'deletion' },
      at: minutes(5),
    });
    expect(thread([aMessage(), deletion])[0]).toMatchObject({
      text: 'Our bin was not emptied this morning',
      deletedAt: minutes(5),
    });
  });

  test('shows an edit whose original is not on this record as a message of its own', () => {
    expect(thread([edit('e1', 'elsewhere', 'the light too', 1)])).toMatchObject([
      { id: 'e1', text: 'the light too', earlier: [] },
    ]);
  });

  test('names who spoke, and never takes a note for a reply', () => {
    const [reply, note] = thread([
      aMessage({ id: 'a', voice: 'officer', officer: priya }),
      aMessage({ id: 'b', voice: 'note', officer: priya }),
    ]);
    expect([reply?.voice, reply?.who]).toEqual(['officer', 'Priya Shah']);
    expect([note?.voice, note?.who]).toEqual(['note', 'Priya Shah']);
  });

  test.each([
    ['pending', false],
    ['sending', false],
    ['sent', false],
    ['failed', true],
    ['unknown', true],
  ] as const)('a reply that is %s may be sent again: %s', (status, again) => {
    const [entry] = thread([aMessage({ voice: 'officer', officer: priya, delivery: aDelivery({ status }) })]);
    expect(entry?.delivery).toMatchObject({ state: status, again });
  });
});
