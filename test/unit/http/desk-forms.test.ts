import { describe, expect, test } from 'vitest';
import { Refusal } from '../../../src/core/errors.ts';
import { actIn, type Draft, draftIn, faultOf, keyOf, versionIn } from '../../../src/http/desk/forms.ts';

const draft = (body: Record<string, unknown>): Draft => {
  const read = draftIn(body);
  if (read === null) throw new Error('No form of the case page.');
  return read;
};
const act = (body: Record<string, unknown>) => actIn(draft(body));

describe('A form of the case page', () => {
  test('becomes the act it asks for', () => {
    expect(act({ form: 'reply', text: 'a\r\nb', question: 'yes' })).toEqual({
      type: 'reply',
      text: 'a\nb',
      question: true,
      hold: 10,
    });
    expect(act({ form: 'correct', message: 'm1', text: 'a\r\nb' })).toEqual({
      type: 'correct',
      messageId: 'm1',
      text: 'a\nb',
    });
    expect(act({ form: 'withdraw', message: 'm1' })).toEqual({ type: 'withdraw', messageId: 'm1' });
    expect(act({ form: 'escalate', reason: ' Nobody came ' })).toEqual({
      type: 'escalate',
      reason: 'Nobody came',
    });
    expect(act({ form: 'confirm' })).toEqual({ type: 'confirm' });
    expect(act({ form: 'status', status: 'resolved', outcome: 'fixed', quiet: 'yes' })).toEqual({
      type: 'status',
      status: 'resolved',
      outcome: 'fixed',
      tell: false,
    });
    expect(act({ form: 'take' })).toEqual({ type: 'assign', officer: 'me' });
    expect(act({ form: 'unassign' })).toEqual({ type: 'assign', officer: null });
    expect(act({ form: 'route', team: 'waste', reason: ' ' })).toEqual({ type: 'route', team: 'waste' });
    expect(act({ form: 'route', team: 'waste', lift: 'yes' })).toEqual({
      type: 'route',
      team: 'waste',
      liftRestriction: true,
    });
    expect(act({ form: 'reopen', reason: 'Still there' })).toEqual({
      type: 'status',
      status: 'in-progress',
      reason: 'Still there',
    });
  });

  test('gives an outcome only with resolved, whatever was left chosen', () => {
    expect(act({ form: 'status', status: 'waiting-on-partner', outcome: 'fixed' })).toEqual({
      type: 'status',
      status: 'waiting-on-partner',
    });
    expect(act({ form: 'status', status: 'resolved', outcome: 'fixed' })).toEqual({
      type: 'status',
      status: 'resolved',
      outcome: 'fixed',
    });
  });

  test.each([
    [{ form: 'assign' }, 'assign-officer'],
    [{ form: 'route', team: '' }, 'route-team'],
    [{ form: 'reclassify' }, 'reclassify-service'],
    [{ form: 'status' }, 'status-status'],
    [{ form: 'status', status: 'lost' }, 'status-status'],
    [{ form: 'status', status: 'resolved' }, 'status-outcome'],
  ])('with nothing chosen names the field: %j', (body, field) => {
    expect(act(body)).toMatchObject({ field });
  });

  test('that is none of ours is not read', () => {
    expect(draftIn({ form: 'delete' })).toBeNull();
    expect(draftIn({})).toBeNull();
  });

  test('keeps the version it was made from, and no other number', () => {
    expect(versionIn(draft({ form: 'take', version: '7' }))).toBe(7);
    for (const version of ['', '0', '-1', '1.5', 'x']) {
      expect(versionIn(draft({ form: 'take', version }))).toBeUndefined();
    }
  });
});

describe('The key of an act', () => {
  const reply = (text: string) => ({ type: 'reply', text }) as const;

  test('is the same for a form sent twice', () => {
    expect(keyOf('k', 'priya', reply('Tuesday'))).toBe(keyOf('k', 'priya', reply('Tuesday')));
  });

  test('is another after going back and writing something else, or by somebody else', () => {
    expect(keyOf('k', 'priya', reply('Tuesday'))).not.toBe(keyOf('k', 'priya', reply('Wednesday')));
    expect(keyOf('k', 'priya', reply('Tuesday'))).not.toBe(keyOf('k', 'tom', reply('Tuesday')));
  });
});

test('a refusal is told at the field it is about', () => {
  const refusal = new Refusal('text-empty', 'Write something to send.');
  expect(faultOf(refusal, draft({ form: 'note' }))).toMatchObject({
    field: 'note-text',
    hint: 'Write something to send.',
  });
  const late = new Refusal('too-late', 'The resident may have read it.');
  expect(faultOf(late, draft({ form: 'withdraw', message: 'm1' }))).toMatchObject({
    field: 'correct-text-m1',
  });
});
