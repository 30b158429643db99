import { describe, expect, test } from 'vitest';
import { cut } from '../../../adapters/slack/fields.ts';
import { caseBlocks, lineBlocks } from '../../../adapters/slack/lines.ts';
import {
  type Before,
  closeModal,
  escalateModal,
  type Memory,
  memoryOf,
  moveModal,
  noteModal,
  routeModal,
  serviceModal,
  telling,
  toldModal,
} from '../../../adapters/slack/modals.ts';
import { standingIn } from '../../../adapters/slack/officers.ts';
import { replyModal } from '../../../adapters/slack/reply-modal.ts';
import { findPersonal } from '../../../src/language/personal.ts';
import { sound } from '../../platforms/slack-views.ts';
import { aCaseFile, aMessage } from '../../support/builders.ts';
import { marlcombe } from '../../support/language.ts';

const memory: Memory = {
  reference: 'MB-123-456-789',
  version: 3,
  round: 1,
  place: 'C0WASTE001',
  thread: '1.1',
};
const long = 'A very long line indeed, with & and < in it. '.repeat(120);
const nasty = '<!channel> *bold* <http://evil.example|bank> ``` card 4111 1111 1111 1111';
const file = aCaseFile({
  firstWords: nasty,
  messages: [aMessage({ text: nasty }), aMessage({ id: 'm2', seq: 9, text: long })],
});
const before: Before = {
  values: {
    text: long,
    reason: long,
    team: 'street-scene',
    service: 'pothole',
    outcome: 'fixed',
    question: 'yes',
  },
  trouble: `Somebody ${long}`,
};
const canned = Array.from({ length: 130 }, (_, i) => ({ id: `c${i}`, title: `${i} ${long}`, text: long }));
const preview = {
  parts: [long, long, long, long, long, long].map((part) => part.slice(0, 2_900)),
  personal: [{ kind: 'phone' as const, start: 0, end: 3 }],
};
const needs = { publicUrl: 'https://moothall.example', record: { personal: findPersonal } };

const modals = {
  reply: (was: Before) => replyModal({ memory, file, canned, personal: findPersonal, preview, before: was }),
  'reply without more': (was: Before) =>
    replyModal({ memory, file, canned: [], personal: findPersonal, before: was }),
  note: (was: Before) => noteModal(memory, was),
  route: (was: Before) => routeModal(memory, file, marlcombe, was),
  service: (was: Before) => serviceModal(memory, file, marlcombe, was),
  move: () => moveModal(memory, file, { name: long }),
  close: (was: Before) => closeModal(memory, was),
  escalate: (was: Before) => escalateModal(memory, file, was),
  'make a case': (was: Before) => toldModal(memory, marlcombe, was),
  look: () => telling('The case', caseBlocks(file, needs, 'https://a.slack.example/archives/C1/p1')),
  list: () =>
    telling(
      'Cases',
      [file, file, file].flatMap((line) => lineBlocks(line, needs)),
    ),
};

describe.each(Object.entries(modals))('The modal %s', (_, make) => {
  test('is one that Slack takes, empty or full', () => {
    expect(() => sound(make({}), 'modal')).not.toThrow();
    expect(() => sound(make(before), 'modal')).not.toThrow();
  });

  test('lets nobody’s words mention or link, and shows no secrets', () => {
    const said = JSON.stringify(make(before));
    const marked = [...said.matchAll(/"type":"mrkdwn","text":"((?:[^"\\]|\\.)*)"/g)]
      .map(([, text]) => text)
      .join('\n');
    expect(marked).not.toContain('<!channel>');
    expect(marked).not.toContain('evil.example|');
    expect(said).not.toContain('4111 1111');
  });
});

test('A modal remembers what it was opened for, and only that', () => {
  const remembered = replyModal({ memory, file, canned: [], personal: findPersonal });
  expect(memoryOf(remembered.private_metadata ?? '')).toEqual(memory);
  for (const other of ['', '{', '{}', '{"reference":5}', 'null']) expect(memoryOf(other)).toBeNull();
});

test('A reply written before stands in the modal again', () => {
  const { blocks } = replyModal({
    memory,
    file,
    canned: [],
    personal: findPersonal,
    before: { values: { text: 'mine' } },
  });
  expect(JSON.stringify(blocks)).toContain('"initial_value":"mine"');
});

test('A cut never halves a character', () => {
  expect(cut('ab😄cd', 4)).toBe('ab…');
  expect(cut('abcd', 4)).toBe('abcd');
});

describe('What somebody may do by their user groups', () => {
  const council = {
    ...marlcombe,
    facts: { ...marlcombe.facts, slackGroups: { manager: 'managers', safeguarding: '@Safe' } },
    teams: new Map(
      [...marlcombe.teams].map(([id, team]) => [
        id,
        id === 'waste' ? { ...team, slackGroup: '@waste-team' } : team,
      ]),
    ),
  };
  const groups = new Map([
    ['waste-team', new Set(['U1', 'U3'])],
    ['managers', new Set(['U2', 'U3'])],
    ['safe', new Set(['U3'])],
    ['football', new Set(['U4'])],
  ]);

  test.each([
    ['U1', { team: 'waste', roles: ['officer'] }],
    ['U2', { team: null, roles: ['officer', 'manager'] }],
    ['U3', { team: 'waste', roles: ['officer', 'manager', 'safeguarding'] }],
    ['U4', null],
  ])('%s', (user, standing) => {
    expect(standingIn(groups, user, council)).toEqual(standing);
  });
});
