import { describe, expect, test } from 'vitest';
import type { Case, Rating } from '../../../src/core/case.ts';
import { carriedOut, type Decisions } from '../../../src/core/decision.ts';
import type { Act } from '../../../src/core/desk.ts';
import { actOn, type DeskTurn } from '../../../src/flow/desk/desk.ts';
import { triage } from '../../../src/flow/triage/triage.ts';
import type { Turn } from '../../../src/flow/triage/turn.ts';
import { hours, minutes, priya } from '../../support/builders.ts';
import {
  aCase,
  aConversation,
  aCouncil,
  aMessage,
  anUnderstanding,
  countedIds,
} from '../../support/turns.ts';

const fixed: Act = { type: 'status', status: 'resolved', outcome: 'fixed' };

function closing(change: Partial<Omit<DeskTurn, 'action'>> = {}, act: Act = fixed): DeskTurn {
  const file = change.file ?? aCase({ status: 'in-progress' });
  return {
    conversation: aConversation({ cases: [file] }),
    file,
    action: { reference: file.reference, officer: { ...priya, roles: ['officer', 'safeguarding'] }, act },
    council: aCouncil(),
    officers: new Map(),
    lastAct: null,
    wrote: null,
    abused: false,
    revises: () => true,
    at: minutes(30),
    ids: countedIds(),
    ...change,
  };
}

const asks = (decisions: Decisions) =>
  decisions.said.some(({ choices }) => choices.length === 5) &&
  decisions.state.survey !== null &&
  decisions.happened.some(({ happening }) => happening.type === 'reply-sent' && happening.data.survey);

describe('The resident whose case is closed', () => {
  test('is asked how satisfied they are, in the message that says it is closed', () => {
    const decisions = actOn(closing());
    const [said] = decisions.said;
    expect(said?.text).toMatch(/is closed: it has been put right\.\nIf that is not right, tell us here\./);
    expect(said?.text).toMatch(
      /Reply with a number, 1 \(very dissatisfied\) to 5 \(very satisfied\)\. You need not answer\.$/,
    );
    expect(said?.choices).toEqual([
      '5: very satisfied',
      '4: satisfied',
      '3: neither satisfied nor dissatisfied',
      '2: dissatisfied',
      '1: very dissatisfied',
    ]);
    expect(decisions.state.survey).toEqual({
      caseId: 'case-1',
      at: minutes(30).toISOString(),
      numbers: true,
    });
    expect(asks(decisions)).toBe(true);
  });

  test('is asked in Welsh where that is what we answer in', () => {
    const file = aCase({ status: 'in-progress' });
    const [said] = actOn(
      closing({ file, conversation: aConversation({ cases: [file], state: { language: 'cy' } }) }),
    ).said;
    expect(said?.text).toContain('Pa mor fodlon ydych chi');
    expect(said?.choices.at(-1)).toBe('1: anfodlon iawn');
  });

  const sign = { family: 'gas', rule: 'smell-of-gas', source: 'rule', quote: 'gas' } as const;
  const council = aCouncil();
  const safeguarding = council.services.get('safeguarding');
  test.each<[string, Partial<Case>, Partial<DeskTurn>, Act]>([
    ['where somebody was in danger', { danger: [sign] as never, urgent: true }, {}, fixed],
    ['where somebody is at risk', { restricted: true }, {}, fixed],
    ['where the resident was abusive', {}, { abused: true }, fixed],
    ['of a duplicate', {}, {}, { type: 'status', status: 'resolved', outcome: 'duplicate' }],
    ['where the officer tells them nothing', {}, {}, { ...fixed, tell: false } as Act],
    ['of a service that asks nobody', { service: 'safeguarding' }, {}, fixed],
    [
      'where the council asks nobody',
      {},
      { council: { ...council, facts: { ...council.facts, surveyEvery: 0 } } },
      fixed,
    ],
  ])('is not asked %s', (_when, file, change, act) => {
    expect(safeguarding?.survey).toBe(false);
    expect(asks(actOn(closing({ file: aCase({ status: 'in-progress', ...file }), ...change }, act)))).toBe(
      false,
    );
  });

  test.each([
    [29, false],
    [30, true],
  ])('and who was asked %i days ago: is asked again? %s', (days, again) => {
    const file = aCase({ status: 'in-progress' });
    const survey = { caseId: 'case-0', at: hours(-24 * days, minutes(30)).toISOString(), numbers: true };
    const conversation = aConversation({ cases: [file], state: { survey } });
    const decisions = actOn(closing({ file, conversation }));
    expect(asks(decisions)).toBe(again);
    expect(decisions.said).toHaveLength(1);
  });
});

const resolved = aCase({ status: 'resolved', outcome: 'fixed', resolvedAt: minutes(30) });
const survey = { caseId: resolved.id, at: minutes(30).toISOString(), numbers: true };

function answering(text: string, change: Partial<Turn> = {}): Turn {
  return {
    conversation: aConversation({ cases: [resolved], state: { survey } }),
    message: aMessage(text),
    understanding: anUnderstanding('other', { unsure: true }),
    council: aCouncil(),
    at: minutes(60),
    ids: countedIds(),
    ...change,
  };
}

const ratedIn = ({ happened }: Decisions) =>
  happened.flatMap(({ caseId, happening }) =>
    happening.type === 'rated' ? [{ caseId, rating: happening.data.rating }] : [],
  );

describe('An answer to the survey', () => {
  test.each<[string, Rating]>([
    ['4', 4],
    [' 5. ', 5],
    ['5!!', 5],
    ['2 please', 2],
    ['3/5', 3],
    ['4 out of 5', 4],
    ['1 star', 1],
    ['five', 5],
    ['Four stars', 4],
    ['pedwar', 4],
    ['★★★☆☆', 3],
    ['⭐⭐', 2],
    ['4️⃣', 4],
    ['5: very satisfied', 5],
    ['1: ANFODLON IAWN', 1],
  ])('reads %j', (text, rating) => {
    const decisions = triage(answering(text));
    expect(ratedIn(decisions)).toEqual([{ caseId: resolved.id, rating }]);
    expect(decisions.opened).toEqual([]);
    expect(decisions.said).toHaveLength(1);
    expect(decisions.said[0]?.text).toContain(`${rating} out of 5`);
  });

  test('goes on the record of its case, which stays as it is, and nobody is waited for', () => {
    const turn = answering('4');
    const decisions = triage(turn);
    expect(decisions.happened.map(({ happening }) => happening.type)).toEqual(['rated', 'reply-sent']);
    expect(decisions.happened[0]?.happening).toMatchObject({
      actor: { kind: 'resident' },
      data: { messageId: turn.message.id, digest: turn.message.digest, rating: 4 },
    });
    const [file] = carriedOut(turn.conversation, decisions).cases;
    expect(file).toMatchObject({ status: 'resolved', outcome: 'fixed' });
  });

  test('of 1 or 2 is told that we are sorry, and where to say why', () => {
    expect(triage(answering('1')).said[0]?.text).toContain('We are sorry it was not better.');
    expect(triage(answering('3')).said[0]?.text).not.toContain('sorry');
  });

  test('may be changed: the number is noted again', () => {
    const first = answering('2');
    const conversation = carriedOut(first.conversation, triage(first));
    expect(ratedIn(triage(answering('5', { conversation })))).toEqual([{ caseId: resolved.id, rating: 5 }]);
  });

  test.each(['0', '7', '10/10', '6 stars'])('that is no number of ours is asked again: %j', (text) => {
    const decisions = triage(answering(text));
    expect(ratedIn(decisions)).toEqual([]);
    expect(decisions.opened).toEqual([]);
    expect(decisions.said[0]).toMatchObject({ text: expect.stringContaining('1 (very dissatisfied)') });
    expect(decisions.said[0]?.choices).toHaveLength(5);
  });

  test.each<[string, Rating]>([
    ['1 - it is still not collected', 1],
    ['1. still not collected', 1],
    ['1 because it is still there', 1],
    ['2/5: still there', 2],
    ['1, still not done', 1],
    ['1\nit is still there', 1],
  ])('with more to it counts, and what else it says is acted upon: %j', (text, rating) => {
    const decisions = triage(
      answering(text, { understanding: anUnderstanding('missed-bin', { notFixed: true }) }),
    );
    expect(ratedIn(decisions)).toEqual([{ caseId: resolved.id, rating }]);
    expect(decisions.happened.map(({ happening }) => happening.type)).toContain('reopened');
    expect(decisions.said[0]?.text).toContain('is open again');
  });

  test('that tells of danger counts, and the danger comes first', () => {
    const danger = [{ family: 'gas', rule: 'smell-of-gas', source: 'rule', quote: 'gas' }] as never;
    const decisions = triage(
      answering('1 - and now I smell gas', { understanding: anUnderstanding('other', { danger }) }),
    );
    expect(ratedIn(decisions)).toEqual([{ caseId: resolved.id, rating: 1 }]);
    expect(decisions.happened.map(({ happening }) => happening.type)).toContain('danger-raised');
  });

  test('changed by editing the message is noted again, and nothing is said', () => {
    const revises = { messageId: 'message-0', kind: 'edit' as const, caseIds: [resolved.id] };
    const decisions = triage(answering('4', { message: aMessage('4', { revises }) }));
    expect(ratedIn(decisions)).toEqual([{ caseId: resolved.id, rating: 4 }]);
    expect(decisions.said).toEqual([]);
  });

  test.each([
    ['5 bins were missed in our street', {}],
    ['1 Larch Close again', { place: { words: '1 Larch Close' } }],
    ['1, Larch Close, bin missed', { place: { words: '1, Larch Close' } }],
    ['3 weeks and still no bin', {}],
    ['2 - 4 Mill Lane', {}],
  ])('is not read out of a number that is about something else: %j', (text, change) => {
    const decisions = triage(answering(text, { understanding: anUnderstanding('missed-bin', change) }));
    expect(ratedIn(decisions)).toEqual([]);
    expect(decisions.opened).toHaveLength(1);
  });
});

describe('A bare number', () => {
  test.each<[string, Parameters<typeof aConversation>[0]]>([
    [
      'the assistant asked something since',
      {
        state: {
          survey,
          asking: { about: 'detail', key: 'how-many', caseId: 'case-2', at: minutes(40).toISOString() },
        },
      },
    ],
    ['an officer wrote since', { state: { survey: { ...survey, numbers: false } } }],
    [
      'an officer waits for an answer',
      { cases: [resolved, aCase({ id: 'case-2', status: 'waiting-on-resident' })], state: { survey } },
    ],
    ['nobody asked', { state: { survey: null } }],
  ])('is no answer to the survey where %s', (_when, change) => {
    const conversation = aConversation({ cases: [resolved], ...change });
    expect(ratedIn(triage(answering('4', { conversation })))).toEqual([]);
  });

  test('is for the officer who has just written, and the button still works', () => {
    const file = aCase({ id: 'case-2', status: 'in-progress' });
    const conversation = aConversation({ cases: [resolved, file], state: { survey } });
    const asked = actOn(closing({ file, conversation }, { type: 'reply', text: 'How many bags are there?' }));
    const after = carriedOut(conversation, asked);
    expect(ratedIn(triage(answering('4', { conversation: after })))).toEqual([]);
    expect(ratedIn(triage(answering('4: satisfied', { conversation: after })))).toHaveLength(1);
  });

  test('or a button that comes when the case is long closed opens nothing, and is told so', () => {
    const conversation = aConversation({ cases: [], state: { survey } });
    const decisions = triage(answering('4: satisfied', { conversation }));
    expect(decisions.opened).toEqual([]);
    expect(ratedIn(decisions)).toEqual([]);
    expect(decisions.said[0]?.text).toContain('came too late');
  });
});
