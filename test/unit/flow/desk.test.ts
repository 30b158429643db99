import { describe, expect, test } from 'vitest';
import { type Case, nextStatuses, type Outcome, type Status, statuses } from '../../../src/core/case.ts';
import { carriedOut, type Decisions } from '../../../src/core/decision.ts';
import type { Act, Officer } from '../../../src/core/desk.ts';
import { Refusal } from '../../../src/core/errors.ts';
import { actOn, type DeskTurn, longestReply } from '../../../src/flow/desk/desk.ts';
import { minutes, priya, tom } from '../../support/builders.ts';
import { aCase, aConversation, aCouncil, annsAddress, countedIds } from '../../support/turns.ts';

const guardian: Officer = { id: 'officer-3', name: 'Grace Hall', roles: ['safeguarding'], team: null };

function aTurn(
  act: Act,
  change: Partial<Omit<DeskTurn, 'action'>> & { by?: Officer; version?: number } = {},
): DeskTurn {
  const { by = priya, version, ...rest } = change;
  const file = rest.file ?? aCase();
  const officers = new Map([priya, tom].map((officer) => [officer.id, officer]));
  return {
    conversation: aConversation({ cases: [file] }),
    file,
    action: { reference: file.reference, officer: by, act, ...(version === undefined ? {} : { version }) },
    council: aCouncil(),
    officers,
    lastAct: null,
    wrote: null,
    abused: false,
    revises: () => true,
    at: minutes(30),
    ids: countedIds(),
    ...rest,
  };
}

/** The case as it stands after an act. */
function standing(turn: DeskTurn, decisions: Decisions = actOn(turn)): Case {
  const file = carriedOut(turn.conversation, decisions).cases.find(({ id }) => id === turn.file.id);
  if (file === undefined) throw new Error('The case is gone.');
  return file;
}

function refusalOf(turn: DeskTurn): Refusal {
  try {
    actOn(turn);
  } catch (refusal) {
    if (refusal instanceof Refusal) return refusal;
    throw refusal;
  }
  throw new Error('It was not refused.');
}

const types = ({ happened }: Decisions) => happened.map(({ happening }) => happening.type);

describe('An officer’s reply', () => {
  const reply = { type: 'reply', text: '  A crew comes on Tuesday. ' } as const;

  test('goes to where the case was opened, word for word but for the space around it', () => {
    const elsewhere = { ...annsAddress, thread: 'another-thread' };
    const turn = aTurn(reply, { conversation: aConversation({ replyTo: elsewhere, cases: [aCase()] }) });
    const [said] = actOn(turn).said;
    expect(said).toMatchObject({ voice: 'officer', text: 'A crew comes on Tuesday.', officerId: priya.id });
    expect(said?.delivery?.to).toEqual(annsAddress);
  });

  test('is the first response, puts the case in progress and gives it to whoever answers', () => {
    const turn = aTurn(reply);
    expect(standing(turn)).toMatchObject({
      status: 'in-progress',
      assignee: priya.id,
      firstRespondedAt: minutes(30),
    });
  });

  test('leaves the case with the officer who has it, and the first response as it was', () => {
    const file = aCase({ assignee: tom.id, status: 'in-progress', firstRespondedAt: minutes(5) });
    const decisions = actOn(aTurn(reply, { file }));
    expect(types(decisions)).toEqual(['reply-sent']);
    expect(standing(aTurn(reply, { file }))).toMatchObject({
      assignee: tom.id,
      firstRespondedAt: minutes(5),
    });
  });

  test('that asks makes the case wait for the resident', () => {
    expect(standing(aTurn({ ...reply, question: true })).status).toBe('waiting-on-resident');
  });

  test('has the bot ask no more, and step back', () => {
    const asking = { about: 'place', caseId: 'case-1', at: minutes(0).toISOString() } as const;
    const conversation = aConversation({ cases: [aCase()], state: { asking } });
    expect(actOn(aTurn(reply, { conversation })).state).toMatchObject({
      asking: null,
      current: 'case-1',
      withPerson: { caseId: 'case-1', passedOn: false },
    });
  });

  test.each([
    ['', 'text-empty', 'Write something to send.'],
    [' \n\t', 'text-empty', 'Write something to send.'],
    ['x'.repeat(longestReply + 1), 'text-too-long', 'Use at most 4000 characters.'],
  ])('is refused without words, or with too many', (text, code, hint) => {
    expect(refusalOf(aTurn({ type: 'reply', text }))).toMatchObject({ code, hint });
  });

  test('of the longest length is sent', () => {
    expect(actOn(aTurn({ type: 'reply', text: 'x'.repeat(longestReply) })).said).toHaveLength(1);
  });
});

describe('A note', () => {
  const note = { type: 'note', text: 'Rang the crew.' } as const;

  test('is on the record and goes nowhere', () => {
    const decisions = actOn(aTurn(note));
    expect(types(decisions)).toEqual(['noted']);
    expect(decisions.said).toMatchObject([{ voice: 'note', delivery: null, officerId: priya.id }]);
  });

  test('changes nothing of the case, nor of the conversation', () => {
    const turn = aTurn(note);
    expect(standing(turn)).toEqual({ ...turn.file, version: turn.file.version + 1 });
    expect(actOn(turn).state).toEqual(turn.conversation.state);
  });

  test('never comes too late: neither behind another’s act nor after the case is resolved', () => {
    const lastAct = { by: tom.name, type: 'reply-sent', at: minutes(20) };
    expect(types(actOn(aTurn(note, { version: 1, lastAct })))).toEqual(['noted']);
    expect(types(actOn(aTurn(note, { file: aCase({ status: 'resolved', outcome: 'fixed' }) })))).toEqual([
      'noted',
    ]);
  });

  test('is refused without words', () => {
    expect(refusalOf(aTurn({ type: 'note', text: ' ' })).code).toBe('text-empty');
  });
});

describe('Assigning', () => {
  const assign = (officer: string | null): Act => ({ type: 'assign', officer });

  test('gives a case to oneself, to another officer, or back to the team', () => {
    expect(standing(aTurn(assign('me'))).assignee).toBe(priya.id);
    expect(standing(aTurn(assign(tom.id))).assignee).toBe(tom.id);
    expect(standing(aTurn(assign(null), { file: aCase({ assignee: tom.id }) })).assignee).toBeNull();
  });

  test('keeps the officer’s name on the record', () => {
    expect(actOn(aTurn(assign(tom.id))).happened[0]?.happening).toMatchObject({
      data: { officer: { id: tom.id, name: 'Tom Okafor' } },
      actor: { kind: 'officer', id: priya.id, name: 'Priya Shah' },
    });
  });

  test('is refused for an officer there is not', () => {
    expect(refusalOf(aTurn(assign('nobody')))).toMatchObject({
      code: 'officer-unknown',
      hint: 'Give an officer\'s id, "me", or null for nobody.',
    });
  });
});

describe('Re-routing', () => {
  test('passes a case to another team, whole team again, with the reason', () => {
    const turn = aTurn(
      { type: 'route', team: 'street-scene', reason: ' It is a litter bin. ' },
      { file: aCase({ assignee: tom.id }) },
    );
    expect(standing(turn)).toMatchObject({ team: 'street-scene', assignee: null, restricted: false });
    expect(actOn(turn).happened[0]?.happening.data).toEqual({
      from: 'waste',
      to: 'street-scene',
      restricted: false,
      reason: 'It is a litter bin.',
    });
  });

  test('to safeguarding restricts it, and away from it leaves it restricted', () => {
    expect(standing(aTurn({ type: 'route', team: 'safeguarding-hub' })).restricted).toBe(true);
    const file = aCase({ team: 'safeguarding-hub', restricted: true });
    const turn = aTurn({ type: 'route', team: 'waste' }, { file, by: guardian });
    expect(standing(turn)).toMatchObject({ team: 'waste', restricted: true });
    expect(actOn(turn).happened[0]?.happening.data).not.toHaveProperty('lifted');
  });

  test('lifts a restriction where the officer says so, and keeps that they did', () => {
    const lift = { type: 'route', liftRestriction: true } as const;
    const file = aCase({ team: 'safeguarding-hub', restricted: true });
    const turn = aTurn({ ...lift, team: 'waste' }, { file, by: guardian });
    expect(standing(turn)).toMatchObject({ team: 'waste', restricted: false });
    expect(actOn(turn).happened[0]?.happening.data).toMatchObject({ restricted: false, lifted: true });
    const stays = aTurn({ ...lift, team: 'waste', liftRestriction: false }, { file, by: guardian });
    expect(standing(stays).restricted).toBe(true);
  });

  test('lifts nothing where the team itself is restricted, or the case is not', () => {
    const lift = { type: 'route', liftRestriction: true } as const;
    const file = aCase({ team: 'waste', restricted: true });
    const back = aTurn({ ...lift, team: 'safeguarding-hub' }, { file, by: guardian });
    expect(standing(back).restricted).toBe(true);
    expect(actOn(back).happened[0]?.happening.data).not.toHaveProperty('lifted');
    const open = actOn(aTurn({ ...lift, team: 'street-scene' })).happened[0]?.happening.data;
    expect(open).toMatchObject({ restricted: false });
    expect(open).not.toHaveProperty('lifted');
  });

  test('is refused for a team there is not, with those there are', () => {
    const refusal = refusalOf(aTurn({ type: 'route', team: 'bins' }));
    expect(refusal.code).toBe('team-unknown');
    expect(refusal.hint).toMatch(/^Use a team of the council: customer-services, .*waste.*\.$/);
  });
});

describe('Changing the service', () => {
  const change: Act = { type: 'reclassify', service: 'litter', reason: 'A street bin.' };

  test('keeps the team, and counts the new target from when the case was opened', () => {
    expect(standing(aTurn(change))).toMatchObject({
      service: 'litter',
      team: 'waste',
      resolutionDue: new Date('2026-12-01T15:30:00Z'),
    });
  });

  test('is kept as a correction, with who and why, for the model to learn from', () => {
    expect(actOn(aTurn(change)).classified).toMatchObject([
      {
        caseId: 'case-1',
        label: 'litter',
        reason: 'A street bin.',
        decidedBy: priya.id,
        probability: null,
        model: null,
      },
    ]);
  });

  test('ends the bot’s question which service it is', () => {
    const asking = {
      about: 'service',
      caseId: 'case-1',
      options: ['trees'],
      at: minutes(0).toISOString(),
    } as const;
    const conversation = aConversation({ cases: [aCase()], state: { asking } });
    expect(actOn(aTurn(change, { conversation })).state.asking).toBeNull();
    expect(actOn(aTurn({ type: 'route', team: 'planning' }, { conversation })).state.asking).toBeNull();
  });

  test('leaves a question about another case open', () => {
    const asking = {
      about: 'service',
      caseId: 'case-2',
      options: ['trees'],
      at: minutes(0).toISOString(),
    } as const;
    const conversation = aConversation({ cases: [aCase()], state: { asking } });
    expect(actOn(aTurn(change, { conversation })).state.asking).toEqual(asking);
  });

  test('is refused for a service there is not, and without a reason', () => {
    expect(refusalOf(aTurn({ ...change, service: 'bins' }))).toMatchObject({
      code: 'service-unknown',
      hint: expect.stringMatching(/^Use a service of the council: missed-bin, /),
    });
    expect(refusalOf(aTurn({ ...change, reason: '  ' }))).toMatchObject({
      code: 'reason-missing',
      hint: 'Say why the service is changed.',
    });
  });
});

describe('Setting the status', () => {
  const set = (status: Status, more: { outcome?: Outcome; reason?: string } = {}): Act => ({
    type: 'status',
    status,
    ...more,
  });

  test('resolves a case with an outcome, and the time of it', () => {
    expect(standing(aTurn(set('resolved', { outcome: 'fixed' })))).toMatchObject({
      status: 'resolved',
      outcome: 'fixed',
      resolvedAt: minutes(30),
    });
  });

  test('opens a resolved case again', () => {
    const file = aCase({ status: 'resolved', outcome: 'fixed', resolvedAt: minutes(10) });
    const turn = aTurn(set('in-progress', { reason: 'It was the wrong street.' }), { file });
    expect(actOn(turn).happened[0]?.happening).toMatchObject({
      type: 'reopened',
      data: { reason: 'It was the wrong street.', messageId: null },
    });
    expect(standing(turn)).toMatchObject({ status: 'in-progress', outcome: null, resolvedAt: null });
  });

  for (const from of statuses) {
    for (const to of statuses) {
      const allowed = nextStatuses[from].includes(to);
      test(`from ${from} to ${to} is ${allowed ? 'allowed' : 'refused'}`, () => {
        const file = aCase({ status: from, outcome: from === 'resolved' ? 'fixed' : null });
        const turn = aTurn(set(to, to === 'resolved' ? { outcome: 'fixed' } : {}), { file });
        if (allowed) expect(standing(turn).status).toBe(to);
        else
          expect(refusalOf(turn)).toMatchObject({
            code: from === 'resolved' ? 'case-closed' : 'status-impossible',
            hint: `It is ${from}: it may become ${nextStatuses[from].join(', ')}.`,
          });
      });
    }
  }

  test.each([
    [
      set('resolved'),
      aCase(),
      'body-invalid',
      'A resolved case has an outcome: fixed, answered, not-ours, declined or duplicate.',
    ],
    [
      set('in-progress', { outcome: 'fixed' }),
      aCase(),
      'body-invalid',
      'Only a resolved case has an outcome.',
    ],
    [
      set('in-progress', { outcome: 'fixed' }),
      aCase({ status: 'resolved' }),
      'body-invalid',
      'Only a resolved case has an outcome.',
    ],
    [set('resolved', { outcome: 'declined' }), aCase(), 'reason-missing', 'Say why it is declined.'],
    [
      set('resolved', { outcome: 'declined', reason: ' ' }),
      aCase(),
      'reason-missing',
      'Say why it is declined.',
    ],
  ])('is refused where outcome and reason do not fit', (act, file, code, hint) => {
    expect(refusalOf(aTurn(act, { file }))).toMatchObject({ code, hint });
  });
});

describe('On a resolved case', () => {
  const file = aCase({ status: 'resolved', outcome: 'fixed', resolvedAt: minutes(10) });

  test.each([
    [{ type: 'reply', text: 'One more thing.' }, 'reply'],
    [{ type: 'assign', officer: 'me' }, 'assign'],
    [{ type: 'route', team: 'planning' }, 'route'],
    [{ type: 'reclassify', service: 'litter', reason: 'x' }, 'reclassify'],
  ] as const)('an act is refused, with how to go about it', (act, name) => {
    expect(refusalOf(aTurn(act, { file }))).toMatchObject({
      code: 'case-closed',
      status: 409,
      message: 'The case is resolved.',
      hint: `Reopen it first (status in-progress), then ${name}.`,
    });
  });
});

describe('Two officers at once', () => {
  const act: Act = { type: 'reply', text: 'Hello.' };
  const file = aCase({ version: 7 });

  test('who looks at the case as it stands may act, and so may who looks at none', () => {
    expect(actOn(aTurn(act, { file, version: 7 })).said).toHaveLength(1);
    expect(actOn(aTurn(act, { file })).said).toHaveLength(1);
  });

  test.each([
    ['Tom Okafor', 'reply-sent', 'Tom Okafor replied meanwhile. Look at it again, then decide.'],
    [
      'Tom Okafor',
      'status-changed',
      'Tom Okafor changed its status meanwhile. Look at it again, then decide.',
    ],
    [
      'Tom Okafor',
      'routed',
      'Tom Okafor passed it to another team meanwhile. Look at it again, then decide.',
    ],
    ['resident', 'message-received', 'The resident wrote again meanwhile. Look at it again, then decide.'],
    ['bot', 'reply-sent', 'The assistant replied meanwhile. Look at it again, then decide.'],
    ['Tom Okafor', 'some-later-event', 'Tom Okafor changed it meanwhile. Look at it again, then decide.'],
    ['constructor', 'toString', 'constructor changed it meanwhile. Look at it again, then decide.'],
  ])('the second is told that it was %s, and what came of it (%s)', (by, type, hint) => {
    const lastAct = { by, type, at: minutes(20) };
    expect(refusalOf(aTurn(act, { file, version: 6, lastAct }))).toMatchObject({
      code: 'case-changed',
      status: 409,
      message: 'The case has changed since you opened it.',
      hint,
      details: { version: 7, by, did: type },
    });
  });

  test('the second is told so even where nobody knows who was first', () => {
    expect(refusalOf(aTurn(act, { file, version: 6 }))).toMatchObject({
      hint: 'Look at it again, then decide.',
      details: { version: 7, by: null, did: null },
    });
  });
});

describe('A restricted case', () => {
  const file = aCase({ team: 'safeguarding-hub', restricted: true });
  const acts: readonly Act[] = [
    { type: 'reply', text: 'Hello.' },
    { type: 'note', text: 'Hello.' },
    { type: 'assign', officer: 'me' },
    { type: 'route', team: 'waste' },
    { type: 'reclassify', service: 'litter', reason: 'x' },
    { type: 'status', status: 'resolved', outcome: 'fixed' },
  ];

  test.each(acts)('is, for an officer without that role, as if it were not there ($type)', (act) => {
    expect(refusalOf(aTurn(act, { file, version: 1 }))).toMatchObject({ code: 'case-unknown', details: {} });
  });

  test.each(acts)('is worked by those who have it ($type)', (act) => {
    expect(actOn(aTurn(act, { file, by: guardian })).happened.length).toBeGreaterThan(0);
    expect(
      actOn(aTurn(act, { file, by: { ...guardian, roles: ['admin'] } })).happened.length,
    ).toBeGreaterThan(0);
  });
});

describe('Every act', () => {
  const acts: readonly Act[] = [
    { type: 'reply', text: 'Hello.', question: true },
    { type: 'note', text: 'Hello.' },
    { type: 'assign', officer: 'me' },
    { type: 'route', team: 'planning' },
    { type: 'reclassify', service: 'litter', reason: 'x' },
    { type: 'status', status: 'waiting-on-partner' },
  ];

  test.each(acts)('is the officer’s own on the record, and changes nothing it was given ($type)', (act) => {
    const turn = aTurn(act);
    const before = structuredClone({ file: turn.file, conversation: turn.conversation });
    for (const { caseId, happening } of actOn(turn).happened) {
      expect(caseId).toBe('case-1');
      expect(happening.actor).toEqual({ kind: 'officer', id: priya.id, name: priya.name });
      expect(happening.at).toEqual(minutes(30));
    }
    expect({ file: turn.file, conversation: turn.conversation }).toEqual(before);
  });

  test.each(acts)('decided twice is decided the same ($type)', (act) => {
    expect(actOn(aTurn(act))).toEqual(actOn(aTurn(act)));
  });
});
