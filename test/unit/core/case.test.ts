import { describe, expect, test } from 'vitest';
import {
  type Actor,
  type Case,
  type CaseEventType,
  type CaseHappenings,
  type Happening,
  nextStatuses,
  statuses,
  unfold,
} from '../../../src/core/case.ts';
import { freshState } from '../../../src/core/conversation.ts';
import { carriedOut, type Decisions, messagesOf, nothing } from '../../../src/core/decision.ts';
import { minutes } from '../../support/builders.ts';
import { aCase, aConversation, annsAddress } from '../../support/turns.ts';

const officer: Actor = { kind: 'officer', id: 'officer-1', name: 'Priya Shah' };
const bot: Actor = { kind: 'bot' };

function happening<T extends CaseEventType>(type: T, data: CaseHappenings[T], actor: Actor = bot): Happening {
  return { type, data, actor, at: minutes(10) } as Happening;
}

const reply = { messageId: 'm', digest: 'd', deliveryId: 'x', to: annsAddress };
const heard = happening('message-received', {
  messageId: 'm',
  digest: 'd',
  sentAt: minutes(9).toISOString(),
});
const then = (file: Case, ...all: Happening[]) => all.reduce(unfold, file);

describe('A case, as one more thing happens to it', () => {
  test('counts it, whatever it is', () => {
    const file = aCase();
    for (const one of [
      heard,
      happening('chased', { messageId: 'm' }),
      happening('noted', { messageId: 'm', digest: 'd' }),
    ])
      expect(then(file, one)).toEqual({ ...file, version: file.version + 1 });
  });

  test('is answered first by an officer, not by the bot', () => {
    expect(then(aCase(), happening('reply-sent', reply))).toMatchObject({
      firstRespondedAt: null,
      status: 'new',
    });
    expect(then(aCase(), happening('reply-sent', reply, officer))).toMatchObject({
      firstRespondedAt: minutes(10),
      status: 'in-progress',
    });
  });

  test('keeps its first answer, and waits on where it waits when answered again', () => {
    const file = aCase({ firstRespondedAt: minutes(1), status: 'waiting-on-partner' });
    expect(then(file, happening('reply-sent', reply, officer))).toMatchObject({
      firstRespondedAt: minutes(1),
      status: 'waiting-on-partner',
    });
  });

  test('waits for the resident once asked, until they say anything', () => {
    const asked = then(aCase(), happening('reply-sent', { ...reply, question: true }, officer));
    expect(asked.status).toBe('waiting-on-resident');
    expect(then(asked, heard).status).toBe('in-progress');
  });

  test.each(['new', 'in-progress', 'waiting-on-partner', 'resolved'] as const)(
    'stays %s when the resident writes',
    (status) => {
      expect(then(aCase({ status }), heard).status).toBe(status);
    },
  );

  test('is resolved with an outcome and a time, and neither once it is open again', () => {
    const data = { from: 'new', to: 'resolved', outcome: 'fixed', reason: null } as const;
    const resolved = then(aCase(), happening('status-changed', data, officer));
    expect(resolved).toMatchObject({ status: 'resolved', outcome: 'fixed', resolvedAt: minutes(10) });
    expect(then(resolved, happening('reopened', { reason: null, messageId: 'm' }))).toMatchObject({
      status: 'in-progress',
      outcome: null,
      resolvedAt: null,
    });
  });

  test('goes to another team as a whole, under that team’s rules', () => {
    const moved = happening('routed', {
      from: 'waste',
      to: 'safeguarding-hub',
      restricted: true,
      reason: null,
    });
    expect(then(aCase({ assignee: 'officer-1' }), moved)).toMatchObject({
      team: 'safeguarding-hub',
      restricted: true,
      assignee: null,
    });
  });

  test('takes another service with the time that one is due', () => {
    const change = (resolutionDue: string | null) =>
      happening('reclassified', { from: 'missed-bin', to: 'litter', reason: 'x', resolutionDue });
    expect(then(aCase(), change(minutes(99).toISOString()))).toMatchObject({
      service: 'litter',
      resolutionDue: minutes(99),
    });
    expect(then(aCase(), change(null)).resolutionDue).toBeNull();
  });

  test('is urgent from the first danger on, and knows each sign once', () => {
    const signs = [{ family: 'gas', rule: 'g1' }] as CaseHappenings['danger-raised']['signs'];
    const more = [...signs, ...signs, { family: 'gas', rule: 'g2' }] as typeof signs;
    const raised = (all: typeof signs) => happening('danger-raised', { signs: all, messageId: 'm' });
    expect(then(aCase(), raised(signs), raised(more))).toMatchObject({
      urgent: true,
      danger: [
        { family: 'gas', rule: 'g1' },
        { family: 'gas', rule: 'g2' },
      ],
    });
  });

  test('keeps places and details as last given', () => {
    const place = { words: 'Mill Lane' };
    const given = then(
      aCase(),
      happening('place-given', { place, messageId: 'm' }),
      happening('detail-given', { key: 'photo', messageId: 'm1' }),
      happening('detail-given', { key: 'photo', messageId: 'm2' }),
      happening('detail-given', { key: 'size', messageId: 'm3' }),
    );
    expect(given).toMatchObject({ place, details: { photo: 'm2', size: 'm3' } });
  });

  test('belongs to an officer, and then to nobody', () => {
    const given = then(aCase(), happening('assigned', { officer: { id: 'o', name: 'O' } }));
    expect(given.assignee).toBe('o');
    expect(then(given, happening('assigned', { officer: null })).assignee).toBeNull();
  });

  test('is itself left as it was', () => {
    const file = Object.freeze(aCase());
    then(file, heard);
    expect(file).toEqual(aCase());
  });
});

test('a case resolved is left only by opening it again, and none becomes new once more', () => {
  expect(nextStatuses.resolved).toEqual(['in-progress']);
  for (const status of statuses) {
    expect(nextStatuses[status]).not.toContain('new');
    expect(nextStatuses[status]).not.toContain(status);
  }
});

describe('Decisions carried out', () => {
  const decided: Decisions = {
    ...nothing({ ...freshState, current: 'case-2' }),
    opened: [aCase({ id: 'case-2', version: 0 })],
    happened: [
      { caseId: 'case-2', happening: heard },
      { caseId: 'case-1', happening: heard },
      { caseId: 'case-2', happening: happening('chased', { messageId: 'm' }) },
    ],
  };

  test('leave each case with what happened to it, in order, and the state they say', () => {
    const after = carriedOut(aConversation({ cases: [aCase({ version: 3 })] }), decided);
    expect(after.cases.map(({ id, version }) => [id, version])).toEqual([
      ['case-1', 4],
      ['case-2', 2],
    ]);
    expect(after.state.current).toBe('case-2');
  });

  test('tie to its case each message an event speaks of, and a reopening by an officer to none', () => {
    expect(messagesOf(heard)).toEqual(['m']);
    expect(messagesOf(happening('reopened', { reason: null, messageId: null }))).toEqual([]);
    expect(messagesOf(happening('assigned', { officer: null }))).toEqual([]);
  });
});
