import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Case, outcomes, statuses, unfold } from '../../../../src/core/case.ts';
import type {
  Asking,
  Conversation,
  ConversationState,
  StoredMessage,
} from '../../../../src/core/conversation.ts';
import { carriedOut } from '../../../../src/core/decision.ts';
import type { Place } from '../../../../src/core/place.ts';
import {
  conversationLabels,
  dangerFamilies,
  type Understanding,
} from '../../../../src/core/understanding.ts';
import { triage } from '../../../../src/flow/triage/triage.ts';
import type { Turn } from '../../../../src/flow/triage/turn.ts';
import { minutes, tenOnTuesday } from '../../../support/builders.ts';
import { aCase, aConversation, aCouncil, aMessage, countedIds } from '../../../support/turns.ts';

const council = aCouncil();
const labels = [...council.services.keys(), ...conversationLabels, 'no-such-label'];
const label = fc.constantFrom(...labels);
const guess = fc.record({ label, probability: fc.double({ min: 0, max: 1, noNaN: true }) });
const aDate = fc.integer({ min: -30 * 1440, max: 0 }).map((after) => minutes(after));

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom(
    ...[
      '',
      ' ',
      'ok',
      'yes',
      'no',
      'WRONG',
      'wrong, it is a tree',
      'PERSON',
      '2',
      '???',
      '👍',
      'stop',
      'cancel my report',
    ],
    ...[
      'MB-482-913-608',
      'any news on mb482913608',
      '14 Larch Close',
      '{{due}}',
      '<script>',
      "it's fixed now thanks",
      '\u0000',
    ],
  ),
);

const point = fc.record({
  latitude: fc.double({ min: -90, max: 90, noNaN: true }),
  longitude: fc.double({ min: -180, max: 180, noNaN: true }),
});
const known = {
  street: fc.constantFrom('14 Larch Close', 'Mill Lane'),
  usrn: fc.constantFrom('99413750', '99588858'),
  locality: fc.constantFrom('Marlcombe', 'Saltmere'),
  landmark: fc.constant('Albert Park'),
  postcode: fc.constantFrom('MB1 4QZ', 'MB2 2AA'),
  unknownPostcode: fc.constant('MB1 9ZZ'),
  asset: fc.constantFrom('12', 'LC3'),
  point,
  maintainer: fc.constantFrom('county', 'private', 'national-highways'),
  owner: fc.constantFrom('council', 'network-rail'),
  outside: fc.boolean(),
  council: fc.constantFrom(
    { code: 'E07999002', name: 'Eastmoor District Council', phone: '01632 960500' },
    { code: 'E07999009', name: 'Elsewhere Council' },
  ),
};
const place: fc.Arbitrary<Place> = fc.record(
  {
    words: fc.string().map((words) => words.replace(/[{}]/g, '')),
    ...known,
    candidates: fc.array(fc.record(known, { requiredKeys: [] }), { maxLength: 4 }),
  },
  { requiredKeys: ['words'] },
);
const perhaps = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: null, freq: 2 });

const caseIds = ['case-1', 'case-2', 'case-3'];
const caseId = fc.constantFrom(...caseIds, 'case-gone');
const sign = fc.record({ family: fc.constantFrom(...dangerFamilies), rule: fc.constantFrom('model', 'r1') });

const file = (id: string): fc.Arbitrary<Case> =>
  fc
    .record({
      service: label,
      team: fc.constantFrom(...council.teams.keys(), 'team-gone'),
      status: fc.constantFrom(...statuses),
      outcome: perhaps(fc.constantFrom(...outcomes)),
      urgent: fc.boolean(),
      restricted: fc.boolean(),
      danger: fc.array(sign, { maxLength: 2 }),
      place: perhaps(place),
      openedAt: aDate,
      firstResponseDue: perhaps(aDate),
      resolutionDue: perhaps(fc.integer({ min: 0, max: 9_000 }).map((after) => minutes(after))),
      resolved: aDate,
      version: fc.nat({ max: 30 }),
    })
    .map(({ resolved, ...facts }) =>
      aCase({ ...facts, id, resolvedAt: facts.status === 'resolved' ? resolved : null }),
    );

const at = aDate.map((date) => date.toISOString());
const asking: fc.Arbitrary<Asking> = fc.oneof(
  fc.record({
    about: fc.constant('service' as const),
    caseId,
    at,
    options: fc.array(label, { maxLength: 3 }),
  }),
  fc.record({ about: fc.constantFrom('place' as const, 'which' as const), caseId, at }),
  fc.record({ about: fc.constant('detail' as const), caseId, at, key: fc.constant('photo') }),
);

const aGroup = { channel: 'webchat', resident: 'ann', thread: 'the-square' };

const state: fc.Arbitrary<ConversationState> = fc.record({
  language: fc.constantFrom('en', 'cy'),
  wish: perhaps(fc.constantFrom('en' as const, 'cy' as const)),
  writes: fc.constantFrom('en', 'cy', 'pl'),
  toldUnread: fc.boolean(),
  asking: perhaps(asking),
  current: perhaps(caseId),
  couldBe: fc.array(label, { maxLength: 4 }),
  publicly: perhaps(fc.constant(aGroup)),
  withPerson: perhaps(fc.record({ caseId, passedOn: fc.boolean() })),
  survey: perhaps(fc.record({ caseId, at, numbers: fc.boolean() })),
  unfiled: fc.array(
    fc.record({ messageId: fc.constant('message-0'), digest: fc.constant('d'), sentAt: at }),
    { maxLength: 3 },
  ),
});

const conversation: fc.Arbitrary<Conversation> = fc
  .record({ cases: fc.tuple(...caseIds.map(file)), known: fc.subarray(caseIds), state })
  .map(({ cases, known, state }) =>
    aConversation({ cases: cases.filter(({ id }) => known.includes(id)), state }),
  );

const message: fc.Arbitrary<StoredMessage> = fc
  .record({
    text,
    attachments: fc.constantFrom([], [{ externalId: 'p', kind: 'photo' as const }]),
    place: perhaps(place),
    publicly: perhaps(fc.constant(aGroup)),
    revises: perhaps(
      fc.record({
        messageId: fc.constant('message-0'),
        kind: fc.constantFrom('edit', 'deletion'),
        caseIds: fc.array(caseId, { maxLength: 3 }),
      }),
    ),
  })
  .map(({ text, ...change }) => aMessage(text, change));

const understanding: fc.Arbitrary<Understanding> = fc
  .record({
    guess,
    alternatives: fc.array(guess, { maxLength: 4 }),
    unsure: fc.boolean(),
    issues: fc.array(fc.record({ label, probability: fc.constantFrom(0.1, 0.9), text: fc.constant('') }), {
      maxLength: 3,
    }),
    flags: fc.record({
      emergency: fc.boolean(),
      safeguarding: fc.boolean(),
      complaint: fc.boolean(),
      informationRequest: fc.boolean(),
      abuse: fc.boolean(),
    }),
    danger: fc.oneof(
      { weight: 4, arbitrary: fc.constant([]) },
      { weight: 1, arbitrary: fc.array(sign, { maxLength: 4 }) },
    ),
    language: fc.constantFrom('en', 'cy', 'pl'),
    languageClear: fc.boolean(),
    place: perhaps(place),
    personal: fc.constantFrom([], ['phone' as const], ['card' as const]),
    notFixed: fc.boolean(),
    model: fc.constant('model-1'),
  })
  .map(({ guess, ...rest }) => ({ ...guess, ...rest }));

const turn: fc.Arbitrary<Omit<Turn, 'ids'>> = fc.record({
  conversation,
  message,
  understanding,
  council: fc.constant(council),
  at: fc.constant(tenOnTuesday),
});

const sound = (check: (turn: Turn, decide: () => ReturnType<typeof triage>) => void) =>
  fc.assert(
    fc.property(turn, (given) => {
      const each = { ...given, ids: countedIds() };
      check(each, () => triage({ ...given, ids: countedIds() }));
    }),
    { numRuns: 300 },
  );

describe('Whatever is said, in whatever state the conversation is', () => {
  test('it is decided, with one answer at most, which says something', () => {
    sound((_, decide) => {
      const { said } = decide();
      const inPrivate = said.filter(({ delivery }) => delivery?.to.thread !== aGroup.thread);
      expect(inPrivate.length).toBeLessThanOrEqual(1);
      expect(said.length - inPrivate.length).toBeLessThanOrEqual(inPrivate.length);
      for (const { text, delivery } of said) {
        expect(text.trim()).not.toBe('');
        expect(text).not.toMatch(/\{\{|\}\}(?!\})|undefined|\bnull\b/);
        expect(delivery).not.toBeNull();
      }
    });
  });

  test('the same message gives the same decisions', () => {
    sound((_, decide) => {
      expect(decide()).toEqual(decide());
    });
  });

  test('nothing it was given is changed', () => {
    sound((given) => {
      const before = structuredClone({ ...given, council: null, ids: null });
      triage(given);
      expect({ ...given, council: null, ids: null }).toEqual(before);
    });
  });

  test('everything that happened names a case there is', () => {
    sound((given, decide) => {
      const { opened, happened, alerts } = decide();
      const known = new Set([...given.conversation.cases, ...opened].map(({ id }) => id));
      for (const { caseId } of [...happened, ...alerts]) expect(known).toContain(caseId);
    });
  });

  test('every case opened says so first, and once', () => {
    sound((_, decide) => {
      const { opened, happened } = decide();
      for (const { id } of opened) {
        const types = happened.filter(({ caseId }) => caseId === id).map(({ happening }) => happening.type);
        expect(types[0]).toBe('opened');
        expect(types.filter((type) => type === 'opened')).toHaveLength(1);
        expect(types).toContain('message-received');
      }
      expect(happened.filter(({ happening }) => happening.type === 'opened')).toHaveLength(opened.length);
    });
  });

  test('a case stands afterwards as its events unfold it', () => {
    sound((given, decide) => {
      const decisions = decide();
      const then = carriedOut(given.conversation, decisions);
      for (const file of then.cases) {
        const before = [...given.conversation.cases, ...decisions.opened].find(({ id }) => id === file.id);
        const events = decisions.happened.filter(({ caseId }) => caseId === file.id);
        expect(file).toEqual(
          events.reduce((standing, { happening }) => unfold(standing, happening), before as Case),
        );
        expect(file.version).toBe((before?.version ?? 0) + events.length);
      }
    });
  });

  test('what was decided of it is kept, once, and each answer is on the record of what it is about', () => {
    sound((given, decide) => {
      const { classified, said, happened } = decide();
      expect(classified.filter(({ decidedBy }) => decidedBy === null)).toHaveLength(1);
      for (const { messageId } of classified) expect(messageId).toBe(given.message.id);
      for (const { happening } of happened)
        if (happening.type === 'reply-sent')
          expect(said.map(({ id }) => id)).toContain(happening.data.messageId);
    });
  });

  test('danger is always answered with its advice first, and its case is urgent', () => {
    sound((given, decide) => {
      const [first] = given.understanding.danger;
      if (first === undefined) return;
      const decisions = decide();
      const { language, languageClear } = given.understanding;
      const { state } = given.conversation;
      const spoken =
        languageClear && (language === 'en' || language === 'cy') ? language : (state.wish ?? state.language);
      const advice = council.say(spoken, `danger.${first.family}`).trim();
      expect(decisions.said[0]?.text.startsWith(advice)).toBe(true);
      const [alert] = decisions.alerts;
      const { cases } = carriedOut(given.conversation, decisions);
      expect(cases.find(({ id }) => id === alert?.caseId)).toMatchObject({ urgent: true });
    });
  });

  test('no case of danger goes from the team that watches it, nor a restricted one to everybody', () => {
    sound((given, decide) => {
      const { cases } = carriedOut(given.conversation, decide());
      for (const was of given.conversation.cases) {
        const is = cases.find(({ id }) => id === was.id);
        if (was.urgent || was.restricted)
          expect([is?.team, is?.restricted]).toEqual([was.team, was.restricted]);
      }
    });
  });

  test('no resident closes a case, and none is opened again but by saying it is not put right', () => {
    sound((given, decide) => {
      const { cases } = carriedOut(given.conversation, decide());
      for (const was of given.conversation.cases) {
        const is = cases.find(({ id }) => id === was.id);
        if (was.status !== 'resolved') expect(is?.status).not.toBe('resolved');
        else if (!given.understanding.notFixed) expect(is?.status).toBe('resolved');
      }
    });
  });
});
