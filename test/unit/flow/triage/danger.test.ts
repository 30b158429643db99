import { describe, expect, test } from 'vitest';
import {
  type DangerFamily,
  dangerFamilies,
  safeguardingFamilies,
} from '../../../../src/core/understanding.ts';
import { aTalk, type Talk, unclear } from '../../../support/talk.ts';
import { aCase, aConversation, aCouncil, anUnderstanding } from '../../../support/turns.ts';

const dangerous = (...families: DangerFamily[]) =>
  unclear({ danger: families.map((family) => ({ family, rule: `${family}-1` })) });

const advice = (family: DangerFamily) => aCouncil().say('en', `danger.${family}`).trim();
const missedBin = anUnderstanding('missed-bin');

/** Whom a danger with this team calls first. */
const onCall = (team: string) => aCouncil().teams.get(team)?.onCall?.slice(0, 1);

describe('A message that speaks of danger', () => {
  test.each(dangerFamilies)('of %s is answered with its advice first, then who was told', (family) => {
    const talk = aTalk();
    const told = talk.says('help', dangerous(family));
    expect(told.text.startsWith(advice(family))).toBe(true);
    expect(told.text).toContain(talk.only().reference);
    expect(told.text.indexOf(talk.only().reference)).toBeGreaterThan(advice(family).length);
    expect(told.decisions.alerts).toEqual([
      { caseId: talk.only().id, alert: 'danger', calls: onCall(talk.only().team) },
    ]);
  });

  test.each(dangerFamilies)('of %s opens an urgent case, due at once, with who keeps watch', (family) => {
    const talk = aTalk();
    talk.says('help', dangerous(family));
    const atRisk = safeguardingFamilies.includes(family);
    expect(talk.only()).toMatchObject({
      urgent: true,
      restricted: atRisk,
      team: atRisk ? 'safeguarding-hub' : 'duty-desk',
      danger: [{ family, rule: `${family}-1` }],
      firstResponseDue: talk.only().openedAt,
    });
  });

  test('promises no time by which a person will answer', () => {
    expect(aTalk().says('gas!', dangerous('gas')).text).not.toMatch(/\bby \d/);
  });

  const states: readonly (readonly [string, (talk: Talk) => void])[] = [
    ['at the start', () => {}],
    ['while we ask where', (talk) => talk.says('my bin was not emptied', missedBin)],
    [
      'while we ask which service it is',
      (talk) =>
        talk.says('hm', unclear({ label: 'noise', alternatives: [{ label: 'trees', probability: 0.2 }] })),
    ],
    [
      'while an officer has it',
      (talk) => {
        talk.says('my bin was not emptied', missedBin);
        talk.officer({ type: 'reply', text: 'We are looking.' });
        talk.says('it is brown', unclear());
      },
    ],
    [
      'while an officer waits for an answer',
      (talk) => {
        talk.says('my bin was not emptied', missedBin);
        talk.officer({ type: 'reply', text: 'Which bin?', question: true });
      },
    ],
    [
      'after abuse',
      (talk) => {
        talk.says('idiots', anUnderstanding('spam-or-abuse'));
        talk.says('you idiots', anUnderstanding('spam-or-abuse'));
      },
    ],
    [
      'after a photo without words',
      (talk) => talk.says('', unclear(), { attachments: [{ externalId: 'p', kind: 'photo' }] }),
    ],
    [
      'after the case was resolved',
      (talk) => {
        talk.says('my bin was not emptied', missedBin);
        talk.officer({ type: 'status', status: 'resolved', outcome: 'fixed' });
      },
    ],
  ];

  test.each(states)('is answered with the advice %s', (_, before) => {
    const talk = aTalk();
    before(talk);
    const told = talk.says('smell of gas', dangerous('gas'));
    expect(told.text.startsWith(advice('gas'))).toBe(true);
    expect(talk.cases().filter(({ urgent }) => urgent)).toHaveLength(1);
  });

  test('is danger whatever else the model is sure of', () => {
    for (const label of [
      'greeting',
      'thanks',
      'status-enquiry',
      'human-handoff',
      'spam-or-abuse',
      'bin-day-enquiry',
    ]) {
      const read = anUnderstanding(label, { danger: [{ family: 'gas', rule: 'gas-1' }] });
      expect(aTalk().says('smell of gas', read).text.startsWith(advice('gas'))).toBe(true);
    }
  });

  test('is danger when the model alone is sure of it, and not when it is not', () => {
    expect(aTalk().says('help', anUnderstanding('emergency')).text).toContain(advice('life-at-risk'));
    expect(aTalk().says('help', anUnderstanding('emergency', { unsure: true })).text).not.toContain(
      '999 now',
    );
  });

  test('that the model alone takes for someone at risk goes to safeguarding, for a child and for an adult', () => {
    const talk = aTalk();
    const { text } = talk.says('the boy next door is always hungry', anUnderstanding('safeguarding'));
    expect(text).toContain(advice('child-at-risk'));
    expect(text).toContain(advice('adult-at-risk'));
    expect(talk.only()).toMatchObject({ team: 'safeguarding-hub', restricted: true });
  });

  test('of two families gets both pieces of advice, and of three only two', () => {
    const two = aTalk().says('gas and a wire down', dangerous('gas', 'electricity')).text;
    expect(two.startsWith(`${advice('gas')}\n\n${advice('electricity')}`)).toBe(true);
    const three = aTalk().says('gas, wire, flood', dangerous('gas', 'electricity', 'flood')).text;
    expect(three).not.toContain(advice('flood'));
  });

  test('of the same family again joins its case, and is answered with the advice again', () => {
    const talk = aTalk();
    talk.says('smell of gas', dangerous('gas'));
    const told = talk.says('it is getting worse', dangerous('gas'));
    expect(talk.only().danger).toEqual([{ family: 'gas', rule: 'gas-1' }]);
    expect(told.text.startsWith(advice('gas'))).toBe(true);
    expect(told.happened(talk.only())).toEqual(['message-received', 'danger-raised', 'reply-sent']);
    expect(told.decisions.alerts).toEqual([{ caseId: talk.only().id, alert: 'danger', calls: [] }]);
  });

  test('that the model alone takes for one goes with the danger there is, and gets its advice again', () => {
    const talk = aTalk();
    talk.says('smell of gas', dangerous('gas'));
    const told = talk.says('is someone coming?', anUnderstanding('emergency'));
    expect(talk.only().danger).toEqual([{ family: 'gas', rule: 'gas-1' }]);
    expect(told.text.startsWith(advice('gas'))).toBe(true);
  });

  test('is followed by more, and whoever writes it is told again not to wait here', () => {
    const talk = aTalk();
    talk.says('smell of gas', dangerous('gas'));
    const told = talk.says('14 Larch Close', unclear({ place: { words: '14 Larch Close' } }));
    expect(told.text).toContain('Do not wait for an answer here');
    expect(told.happened(talk.only())).toEqual(['message-received', 'place-given', 'reply-sent']);
  });

  test('of another family opens a case of its own', () => {
    const talk = aTalk();
    talk.says('smell of gas', dangerous('gas'));
    talk.says('and a wire is down', dangerous('electricity'));
    expect(talk.cases()).toHaveLength(2);
  });

  test('of someone at risk never joins a case that every officer may read', () => {
    const talk = aTalk();
    talk.says('fire in the flat below', dangerous('life-at-risk'));
    talk.says('and I want to end it', dangerous('life-at-risk', 'self-harm'));
    expect(talk.cases().map(({ restricted }) => restricted)).toEqual([false, true]);
  });

  test('keeps the place it gives, with the case it opens or joins', () => {
    const place = { words: '14 Larch Close' };
    const talk = aTalk();
    talk.says('smell of gas', dangerous('gas'));
    expect(talk.only().place).toBeNull();
    talk.says('the gas is at 14 Larch Close', { ...dangerous('gas'), place });
    expect(talk.only().place).toEqual(place);
  });

  test('joins a case opened from an ordinary message only once that one is of danger too', () => {
    const talk = aTalk();
    talk.says('my bin was not emptied', missedBin);
    talk.says('smell of gas', dangerous('gas'));
    expect(talk.cases().map(({ service, urgent }) => [service, urgent])).toEqual([
      ['missed-bin', false],
      ['other', true],
    ]);
  });

  test('names its service where that is clear, and guesses at none', () => {
    const talk = aTalk();
    talk.says('lamp post with bare wires', {
      ...anUnderstanding('street-light'),
      danger: dangerous('electricity').danger,
    });
    talk.says('fire', unclear({ label: 'housing-repair', danger: dangerous('life-at-risk').danger }));
    expect(talk.cases().map(({ service, team }) => [service, team])).toEqual([
      ['street-light', 'duty-desk'],
      ['other', 'duty-desk'],
    ]);
  });

  test('in a change to something said before is both danger and a change', () => {
    const talk = aTalk();
    talk.says('my bin was not emptied', missedBin);
    const bin = talk.only();
    const revises = { messageId: 'message-1', kind: 'edit', caseIds: [bin.id] } as const;
    const told = talk.says('my bin was not emptied and I smell gas', dangerous('gas'), { revises });
    expect(told.happened(bin)).toEqual(['message-revised']);
    expect(told.text.startsWith(advice('gas'))).toBe(true);
  });
});

describe('What danger raised, only a person lowers', () => {
  test('a resident who says it is about something else does not move it from the team that watches', () => {
    const talk = aTalk();
    talk.says('smell of gas', dangerous('gas'));
    talk.says('wrong', unclear());
    talk.says('it is about the bin', missedBin);
    expect(talk.only()).toMatchObject({ service: 'missed-bin', team: 'duty-desk', urgent: true });
  });

  test('nor does it open a safeguarding case to everybody', () => {
    const danger = [{ family: 'child-at-risk', rule: 'r' }] as const;
    const file = aCase({
      service: 'safeguarding',
      team: 'safeguarding-hub',
      restricted: true,
      urgent: true,
      danger,
    });
    const state = { current: file.id, couldBe: ['school-transport'] };
    const talk = aTalk(aConversation({ cases: [file], state }));
    talk.says('wrong', unclear());
    talk.says('school transport', unclear());
    expect(talk.only()).toMatchObject({
      service: 'school-transport',
      team: 'safeguarding-hub',
      restricted: true,
    });
  });
});
