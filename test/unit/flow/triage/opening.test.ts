import { describe, expect, test } from 'vitest';
import { hours } from '../../../support/builders.ts';
import { aTalk, unclear } from '../../../support/talk.ts';
import { aCase, aConversation, aCouncil, annsAddress, anUnderstanding } from '../../../support/turns.ts';

const larch = { words: '14 Larch Close', street: '14 Larch Close' };
const missedBin = anUnderstanding('missed-bin');

describe('A clear matter', () => {
  test('becomes a case with the team that owns it, and the resident reads its reference, team and time', () => {
    const talk = aTalk();
    const { text } = talk.says(
      'bin missed at 14 Larch Close',
      anUnderstanding('missed-bin', { place: larch }),
    );
    const file = talk.only();
    expect(file).toMatchObject({
      service: 'missed-bin',
      team: 'waste',
      status: 'new',
      place: larch,
      replyTo: annsAddress,
    });
    for (const fact of [file.reference, 'a missed bin collection', 'Waste and recycling', '14 Larch Close'])
      expect(text).toContain(fact);
    expect(text).toContain('3:30pm on Wednesday 25 November');
    expect(text).not.toContain('Where is it?');
  });

  test('keeps on its record how it was opened, what was said, where it is and what was answered', () => {
    const talk = aTalk();
    const told = talk.says('bin missed at 14 Larch Close', anUnderstanding('missed-bin', { place: larch }));
    expect(told.happened(talk.only())).toEqual(['opened', 'message-received', 'place-given', 'reply-sent']);
    expect(talk.only().version).toBe(4);
    const [opened] = told.decisions.happened;
    expect(opened?.happening.data).toMatchObject({
      guess: { label: 'missed-bin', probability: 0.9 },
      model: 'model-1',
      messageId: 'message-1',
    });
  });

  test('that has no place takes none from what else the message says, unless somebody is in danger there', () => {
    const talk = aTalk();
    talk.says(
      'my council tax bill is wrong, 14 Larch Close',
      anUnderstanding('council-tax', { place: larch }),
    );
    expect(talk.only()).toMatchObject({ service: 'council-tax', place: null });
    const inDanger = aTalk();
    const danger = [{ family: 'child-at-risk', rule: 'child.hurt' }] as const;
    inDanger.says(
      'a child is being hurt at 14 Larch Close',
      anUnderstanding('safeguarding', { place: larch, danger }),
    );
    expect(inDanger.only()).toMatchObject({ service: 'safeguarding', place: larch });
  });

  test('that fits no service goes to a person, and the resident may say which it is after all', () => {
    const talk = aTalk();
    const { text } = talk.says('my neighbour again', anUnderstanding('other'));
    expect(talk.only()).toMatchObject({ service: 'other', team: 'customer-services' });
    expect(text).toContain('a person will decide');
  });

  test('has clocks that start when the resident sent it, not when we came to it', () => {
    const talk = aTalk();
    talk.wait(600);
    talk.says('bin missed', missedBin, { sentAt: hours(0) });
    expect(talk.only()).toMatchObject({
      openedAt: hours(0),
      firstResponseDue: new Date('2026-11-25T15:30:00Z'),
      resolutionDue: new Date('2026-11-26T15:30:00Z'),
    });
  });

  test('without a place is asked where it is, and the answer goes on its record', () => {
    const talk = aTalk();
    expect(talk.says('bin missed', missedBin).text).toContain('Where is it?');
    const told = talk.says('by the old mill', unclear());
    expect(talk.only().place).toEqual({ words: 'by the old mill' });
    expect(told.text).toContain(talk.only().reference);
    expect(told.text).toContain('We have the place as: by the old mill.');
    expect(talk.says('it is the second one along', unclear()).text).not.toContain('We have the place as');
    expect(talk.conversation().state.asking).toBeNull();
  });

  test('that is no place is not asked for one', () => {
    expect(aTalk().says('my council tax is wrong', anUnderstanding('council-tax')).text).not.toContain(
      'Where is it?',
    );
  });

  test('of another body says whose it is, and their number', () => {
    const talk = aTalk();
    const { text } = talk.says('pothole', anUnderstanding('pothole', { place: larch }));
    expect(talk.only().team).toBe('county-highways');
    for (const fact of [
      'Marlshire Highways',
      'Marlshire County Council',
      '03069 990110',
      talk.only().reference,
    ])
      expect(text).toContain(fact);
  });

  test('brings what a resident should know at once', () => {
    const { text } = aTalk().says('I have nowhere to sleep', anUnderstanding('homelessness'));
    expect(text).toContain('If you have nowhere safe to stay tonight');
  });

  test('late on a Friday is answered by a time on Tuesday, which is what is promised', () => {
    const { text } = aTalk().says('my tax', anUnderstanding('council-tax'), {
      sentAt: new Date('2026-11-27T18:00:00Z'),
    });
    expect(text).toContain('by 5pm on Tuesday 1 December');
  });
});

describe('Beside its label', () => {
  test('a complaint is recorded as one, while the work goes on', () => {
    const talk = aTalk();
    const told = talk.says(
      'third week!',
      anUnderstanding('missed-bin', { place: larch, flags: { complaint: true } }),
    );
    expect(told.happened(talk.only())).toContain('flagged');
    expect(told.text).toContain('unhappy with how we dealt with this');
    expect(talk.only().service).toBe('missed-bin');
  });

  test('a request for information starts the time the law gives, wherever it is put', () => {
    const talk = aTalk();
    const told = talk.says(
      'send me the crew logs',
      anUnderstanding('missed-bin', { place: larch, flags: { informationRequest: true } }),
    );
    expect(told.decisions.happened.map(({ happening }) => happening.data)).toContainEqual({
      flag: 'information-request',
      messageId: 'message-1',
    });
    expect(told.text).toContain('20 working days');
  });

  test('neither is said twice to someone who came for just that', () => {
    const complaint = aTalk().says(
      'I complain',
      anUnderstanding('complaint', { flags: { complaint: true } }),
    ).text;
    expect(complaint).not.toContain('We have also recorded');
    const request = anUnderstanding('foi-request', { flags: { informationRequest: true } });
    expect(
      aTalk()
        .says('FOI', request)
        .text.match(/20 working days/g),
    ).toHaveLength(1);
  });

  test.each([
    ['a complaint', { complaint: true }, 'unhappy with how'],
    ['a request for information', { informationRequest: true }, '20 working days'],
  ] as const)('%s in a follow-up is recorded too, and the resident told', (_, flags, words) => {
    const talk = aTalk();
    talk.says('bin missed', anUnderstanding('missed-bin', { place: larch }));
    const told = talk.says('and another thing', anUnderstanding('missed-bin', { flags }));
    expect(told.happened(talk.only())).toContain('flagged');
    expect(told.text).toContain(words);
  });

  test('abuse in the same breath is recorded for the officers who will read it', () => {
    const talk = aTalk();
    const told = talk.says(
      'you idiots missed my bin',
      anUnderstanding('missed-bin', { flags: { abuse: true } }),
    );
    expect(told.happened(talk.only())).toContain('flagged');
    expect(told.text).toContain(talk.only().reference);
  });
});

describe('A matter nobody can be sure of', () => {
  const doubtful = unclear({
    label: 'noise',
    alternatives: [
      { label: 'anti-social-behaviour', probability: 0.18 },
      { label: 'greeting', probability: 0.1 },
      { label: 'trees', probability: 0.1 },
      { label: 'missed-bin', probability: 0.1 },
    ],
  });

  test('goes to customer services, and up to three services are offered by number and by button', () => {
    const talk = aTalk();
    const { text, choices } = talk.says('it is happening again next door', doubtful);
    expect(talk.only()).toMatchObject({ service: 'other', team: 'customer-services' });
    expect(choices).toEqual(['a noise problem', 'anti-social behaviour', 'a tree']);
    expect(text).toContain('1. a noise problem\n2. anti-social behaviour\n3. a tree');
    expect(text).toContain(talk.only().reference);
  });

  test('offers nothing that is hardly likely', () => {
    const alternatives = [
      { label: 'blue-badge', probability: 0.07 },
      { label: 'pest-control', probability: 0.06 },
    ];
    expect(aTalk().says('I have a problem', unclear({ alternatives })).choices).toEqual([]);
  });

  test('offers nothing where there is nothing to offer', () => {
    const talk = aTalk();
    const { text, choices } = talk.says('blorp', unclear());
    expect(choices).toEqual([]);
    expect(text).not.toContain('reply with its number');
    expect(talk.conversation().state.asking).toBeNull();
  });

  test('is sure of nothing that is no service: customer services read it', () => {
    const talk = aTalk();
    talk.says('a thing', anUnderstanding('no-such-service'));
    expect(talk.only().service).toBe('other');
  });
});

describe('Two matters in one message', () => {
  const issue = (label: string, probability = 0.8) => ({ label, probability, text: label });
  const both = (label: string, ...issues: ReturnType<typeof issue>[]) =>
    anUnderstanding(label, { place: larch, issues });

  test('become two cases with one answer', () => {
    const talk = aTalk();
    const told = talk.says(
      'bins not done and the light outside is out',
      both('missed-bin', issue('missed-bin'), issue('street-light')),
    );
    expect(talk.cases().map(({ service, team }) => [service, team])).toEqual([
      ['missed-bin', 'waste'],
      ['street-light', 'county-highways'],
    ]);
    expect(told.decisions.said).toHaveLength(1);
    for (const { reference } of talk.cases()) expect(told.text).toContain(reference);
    for (const file of talk.cases())
      expect(told.happened(file)).toEqual(['opened', 'message-received', 'place-given', 'reply-sent']);
  });

  test('of one service are one case: my bin and my neighbour’s bin', () => {
    const talk = aTalk();
    talk.says('my bin and my neighbours bin', both('missed-bin', issue('missed-bin'), issue('missed-bin')));
    expect(talk.only().service).toBe('missed-bin');
  });

  test('are one when the other is only said in passing', () => {
    const talk = aTalk();
    talk.says(
      'hi, bin missed, thanks',
      both('missed-bin', issue('greeting'), issue('missed-bin'), issue('thanks')),
    );
    expect(talk.only().service).toBe('missed-bin');
  });

  test('of which one is doubtful are two cases, that one for customer services to read', () => {
    const talk = aTalk();
    talk.says(
      'bin missed and the thing is odd',
      both('missed-bin', issue('missed-bin'), issue('trees', 0.1)),
    );
    expect(talk.cases().map(({ service }) => service)).toEqual(['missed-bin', 'other']);
  });

  test('of which one is open already are one more case, and more on that record', () => {
    const talk = aTalk();
    talk.says('bin missed', anUnderstanding('missed-bin', { place: larch }));
    const told = talk.says(
      'still no bin, and a street light is out',
      both('missed-bin', issue('missed-bin'), issue('street-light')),
    );
    expect(talk.cases().map(({ service }) => service)).toEqual(['missed-bin', 'street-light']);
    expect(told.happened(talk.cases()[0])).toEqual(['message-received', 'reply-sent']);
    expect(told.decisions.said).toHaveLength(1);
  });

  test('of which one is answered at once are an answer and a case', () => {
    const talk = aTalk();
    const { text } = talk.says(
      'when is bin day, and a light is out',
      both('street-light', issue('bin-day-enquiry'), issue('street-light')),
    );
    expect(talk.only().service).toBe('street-light');
    expect(text).toContain('/bin-days');
    expect(text).toContain(talk.only().reference);
  });
});

describe('A question we can answer', () => {
  const binDay = anUnderstanding('bin-day-enquiry');

  test('is answered at once, without a case', () => {
    const talk = aTalk();
    expect(talk.says('when is bin day', binDay).text).toContain('/bin-days');
    expect(talk.cases()).toEqual([]);
  });

  test('is for a person when it comes with a complaint or a request for information', () => {
    for (const flags of [{ complaint: true }, { informationRequest: true }]) {
      const talk = aTalk();
      talk.says('when is bin day, third time I ask', anUnderstanding('bin-day-enquiry', { flags }));
      expect(talk.only().service).toBe('bin-day-enquiry');
    }
  });

  test('stands on the record of the case when the resident then asks for a person', () => {
    const talk = aTalk();
    talk.says('when is bin day after Christmas', binDay);
    const told = talk.says('PERSON', unclear());
    expect(talk.only().service).toBe('other');
    const messages = told.decisions.happened.flatMap(({ happening }) =>
      happening.type === 'message-received' ? [happening.data.messageId] : [],
    );
    expect(messages).toEqual(['message-1', 'message-2']);
    expect(talk.conversation().state.unfiled).toEqual([]);
  });

  test('of another day does not', () => {
    const talk = aTalk();
    talk.says('when is bin day after Christmas', binDay);
    talk.wait(26 * 60);
    const told = talk.says('PERSON', unclear());
    expect(told.happened(talk.only()).filter((type) => type === 'message-received')).toHaveLength(1);
  });
});

describe('A photo without words', () => {
  const photo = { attachments: [{ externalId: 'p1', kind: 'photo' }] } as const;

  test('before any case is asked about in words, and goes on the record of the case those open', () => {
    const talk = aTalk();
    expect(talk.says('', unclear(), photo).text).toContain('Tell us in words');
    expect(talk.cases()).toEqual([]);
    const told = talk.says(
      'fly tipping on Mill Lane',
      anUnderstanding('fly-tipping', { place: { words: 'Mill Lane' } }),
    );
    expect(told.happened(talk.only()).filter((type) => type === 'message-received')).toHaveLength(2);
  });

  test('goes on the record of the open case', () => {
    const talk = aTalk();
    talk.says('fly tipping', anUnderstanding('fly-tipping', { place: larch }));
    const told = talk.says('', unclear(), photo);
    expect(told.happened(talk.only())).toEqual(['message-received', 'reply-sent']);
  });

  test('that is a pin answers where it is, and the next words are not taken for a place', () => {
    const talk = aTalk();
    talk.says('fly tipping', anUnderstanding('fly-tipping'));
    const pin = { words: 'a pin', point: { latitude: 52.1, longitude: -1.2 } };
    talk.says('', unclear(), { place: pin });
    expect(talk.only().place).toEqual(pin);
    talk.says('two sofas and a fridge', unclear());
    expect(talk.only().place).toEqual(pin);
  });

  test('while an officer has the case is passed on once, and then quietly, however many there are', () => {
    const talk = aTalk();
    talk.says('fly tipping', anUnderstanding('fly-tipping', { place: larch }));
    talk.officer({ type: 'reply', text: 'Have you a photo?' });
    const texts = [1, 2, 3].map(() => talk.says('', unclear(), photo).text);
    expect(texts.map((text) => text !== '')).toEqual([true, false, false]);
  });

  test('and without anything else says nothing at all', () => {
    const told = aTalk().says('  ', unclear());
    expect(told.decisions).toMatchObject({ said: [], happened: [], opened: [] });
  });
});

describe('The record of one message', () => {
  test('says what the model made of it and which case it led to', () => {
    const talk = aTalk();
    const { decisions } = talk.says('bin missed', missedBin);
    expect(decisions.classified).toMatchObject([
      {
        messageId: 'message-1',
        caseId: talk.only().id,
        label: 'missed-bin',
        probability: 0.9,
        model: 'model-1',
        decidedBy: null,
      },
    ]);
  });

  test('goes on where a team or a service has been given up since the case was opened', () => {
    const file = aCase({ team: 'gone', service: 'gone-too' });
    const talk = aTalk(aConversation({ cases: [file], state: { current: file.id } }));
    expect(talk.says('what is happening?', anUnderstanding('status-enquiry')).text).toContain(
      aCouncil().teams.get('customer-services')?.name,
    );
  });
});
