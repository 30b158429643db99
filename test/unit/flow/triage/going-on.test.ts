import { describe, expect, test } from 'vitest';
import { makeReference } from '../../../../src/core/ids.ts';
import { minutes } from '../../../support/builders.ts';
import { aTalk, type Talk, unclear } from '../../../support/talk.ts';
import { aCase, aConversation, anUnderstanding } from '../../../support/turns.ts';

const larch = { words: '14 Larch Close', street: '14 Larch Close' };
const at = (words: string) => ({ words, street: words });
const missedBin = anUnderstanding('missed-bin', { place: larch });
const status = anUnderstanding('status-enquiry');

function withBin(): Talk {
  const talk = aTalk();
  talk.says('bin missed at 14 Larch Close', missedBin);
  return talk;
}

function withOfficer(): Talk {
  const talk = withBin();
  talk.officer({ type: 'reply', text: 'I will look into it.' });
  return talk;
}

describe('More about a case that is open', () => {
  test.each([
    ['of the same service', anUnderstanding('missed-bin')],
    ['that reads as nothing', unclear()],
    ['of the same service at the same place', anUnderstanding('missed-bin', { place: at('Larch Close') })],
    ['that reads as anything at all', anUnderstanding('other')],
  ])('%s goes on its record', (_, read) => {
    const talk = withBin();
    const told = talk.says('it was the brown one', read);
    expect(told.happened(talk.only())).toEqual(['message-received', 'reply-sent']);
    expect(told.text).toContain(talk.only().reference);
  });

  test('that is doubtful, but reads as another service at another place, is a matter of its own', () => {
    const talk = withBin();
    const pothole = anUnderstanding('pothole', { place: at('Mill Lane'), unsure: true, probability: 0.4 });
    talk.says('huge hole on Mill Lane, ring me', pothole);
    expect(talk.cases()).toHaveLength(2);
    const told = talk.says('it is by the bridge', unclear());
    expect(told.happened(talk.cases()[0])).toEqual([]);
  });

  test.each([
    ['at the same place', { place: at('Larch Close'), probability: 0.4 }],
    ['at no place', { place: null, probability: 0.4 }],
    ['as hardly anything', { place: at('Mill Lane'), probability: 0.2 }],
  ])('that is doubtful and reads as another service %s goes on its record', (_, read) => {
    const talk = withBin();
    talk.says('and look at the lane', anUnderstanding('pothole', { unsure: true, ...read }));
    expect(talk.cases()).toHaveLength(1);
  });

  test('gives it the place it lacked', () => {
    const talk = aTalk();
    talk.says('my tax', anUnderstanding('noise'));
    talk.wait(0);
    talk.says('it is always at 14 Larch Close that they do it', anUnderstanding('noise', { place: larch }));
    expect(talk.only().place).toEqual(larch);
  });

  test.each([
    ['4 Larch Close', '14 Larch Close'],
    ['1 Mill Lane', '11 Mill Lane'],
    ['14 Larch Close', '14 Mill Lane'],
  ])('of the same service at %s instead of %s is another case', (one, other) => {
    const talk = aTalk();
    talk.says('bin', anUnderstanding('missed-bin', { place: at(one) }));
    talk.says('bin', anUnderstanding('missed-bin', { place: at(other) }));
    expect(talk.cases()).toHaveLength(2);
  });

  test.each([
    ['14 Larch Cl', '14 larch close'],
    ['High St', 'the High Street'],
    ['Larch Close', '14 Larch Close, Marlcombe'],
  ])('at %s is at %s too', (one, other) => {
    const talk = aTalk();
    talk.says('bin', anUnderstanding('missed-bin', { place: { words: one } }));
    talk.says('bin', anUnderstanding('missed-bin', { place: { words: other } }));
    expect(talk.cases()).toHaveLength(1);
  });

  test('by pins a kilometre apart is two cases, by pins some steps apart is one', () => {
    const pin = (latitude: number) => ({ words: 'a pin', point: { latitude, longitude: -1.2 } });
    const read = (latitude: number) => anUnderstanding('fly-tipping', { place: pin(latitude) });
    const talk = aTalk();
    talk.says('sofa', read(52.1));
    talk.says('sofa', read(52.1001));
    expect(talk.cases()).toHaveLength(1);
    talk.says('sofa', read(52.11));
    expect(talk.cases()).toHaveLength(2);
  });

  test('goes to the case last spoken of, where two are the same service', () => {
    const talk = withBin();
    talk.says('and one at 3 Mill Lane', anUnderstanding('missed-bin', { place: at('3 Mill Lane') }));
    talk.says('that one is blue', anUnderstanding('missed-bin'));
    expect(talk.cases().map(({ version }) => version)).toEqual([4, 6]);
  });

  test('goes to the case it names, whichever was last spoken of', () => {
    const talk = withBin();
    talk.says('pothole on Mill Lane', anUnderstanding('pothole', { place: at('Mill Lane') }));
    const [bin] = talk.cases();
    const told = talk.says(`cancel ${bin?.reference} please`, unclear());
    expect(told.happened(bin)).toEqual(['message-received', 'reply-sent']);
    expect(told.text).toContain(bin?.reference);
  });

  test('of another service is another case', () => {
    const talk = withBin();
    talk.says('pothole at 14 Larch Close', anUnderstanding('pothole', { place: larch }));
    expect(talk.cases().map(({ service }) => service)).toEqual(['missed-bin', 'pothole']);
  });
});

describe('While an officer has the case', () => {
  test('the first message is passed on in words, and the next ones quietly', () => {
    const talk = withOfficer();
    expect(talk.says('it is brown', unclear()).text).toContain('passed this to the person');
    for (const text of ['and heavy', 'hello?', '14 Larch Close', 'any day will do']) {
      const told = talk.says(text, unclear());
      expect(told.text).toBe('');
      expect(told.happened(talk.only())).toEqual(['message-received']);
    }
  });

  test('another reply of the officer begins that anew', () => {
    const talk = withOfficer();
    talk.says('it is brown', unclear());
    talk.officer({ type: 'reply', text: 'Thank you.' });
    expect(talk.says('and heavy', unclear()).text).toContain('passed this to the person');
  });

  test('thanks are on the record and need no answer', () => {
    const talk = withOfficer();
    const told = talk.says('thank you so much', anUnderstanding('thanks'));
    expect([told.text, told.happened(talk.only())]).toEqual(['', ['message-received']]);
  });

  test('a hello is for the officer, not for the assistant to introduce itself', () => {
    const talk = withOfficer();
    expect(talk.says('hi are you there', anUnderstanding('greeting')).text).toContain(
      'passed this to the person',
    );
  });

  test('a question how it stands is answered all the same', () => {
    const talk = withOfficer();
    talk.says('it is brown', unclear());
    expect(talk.says('any news?', status).text).toContain(talk.only().reference);
  });

  test('danger is answered all the same', () => {
    const talk = withOfficer();
    talk.says('it is brown', unclear());
    expect(talk.says('gas!', unclear({ danger: [{ family: 'gas', rule: 'r' }] })).text).toContain(
      '0800 111 999',
    );
  });

  test('a new clear matter is answered all the same', () => {
    const talk = withOfficer();
    talk.says('it is brown', unclear());
    const { text } = talk.says(
      'pothole on Mill Lane',
      anUnderstanding('pothole', { place: at('Mill Lane') }),
    );
    expect(text).toContain(talk.cases()[1]?.reference);
  });
});

describe('An officer’s question', () => {
  const asked = (): Talk => {
    const talk = withBin();
    talk.officer({ type: 'reply', text: 'Which bin was it?', question: true });
    expect(talk.only().status).toBe('waiting-on-resident');
    return talk;
  };

  test.each(['brown', 'yes', 'no', 'ok', 'Tuesday', '🟤', '?'])(
    'is answered by "%s", and waits no more',
    (text) => {
      const talk = asked();
      const told = talk.says(text, unclear());
      expect(talk.only().status).toBe('in-progress');
      expect(told.text).toContain('passed this to the person');
    },
  );

  test('is answered by a few words, whatever else they look like', () => {
    const talk = asked();
    talk.says('the garden waste one', anUnderstanding('garden-waste'));
    expect(talk.only()).toMatchObject({ service: 'missed-bin', status: 'in-progress' });
  });

  test('is not answered by another matter that says where it is', () => {
    const talk = asked();
    talk.says(
      'street light out on Harbour Way',
      anUnderstanding('street-light', { place: at('Harbour Way') }),
    );
    expect(talk.cases().map(({ status }) => status)).toEqual(['waiting-on-resident', 'new']);
  });

  test('is answered after such another matter too, by what reads as nothing', () => {
    const talk = asked();
    talk.says(
      'street light out on Harbour Way',
      anUnderstanding('street-light', { place: at('Harbour Way') }),
    );
    talk.says('the brown one', unclear());
    expect(talk.cases().map(({ status }) => status)).toEqual(['in-progress', 'new']);
  });

  test('is answered by thanks, so far as waiting goes', () => {
    const talk = asked();
    talk.says('thanks for asking', anUnderstanding('thanks'));
    expect(talk.only().status).toBe('in-progress');
  });
});

describe('Still not done', () => {
  const notFixed = anUnderstanding('missed-bin', { notFixed: true });
  const resolved = (days: number) => {
    const talk = withBin();
    talk.officer({ type: 'status', status: 'resolved', outcome: 'fixed' });
    talk.wait(days * 1440 - 2);
    return talk;
  };

  test('within 14 days opens the same case again, its clock going on', () => {
    const talk = resolved(14);
    const { resolutionDue } = talk.only();
    const told = talk.says('still not emptied', notFixed);
    expect(talk.only()).toMatchObject({
      status: 'in-progress',
      outcome: null,
      resolvedAt: null,
      resolutionDue,
    });
    expect(told.happened(talk.only())).toEqual(['message-received', 'reopened', 'reply-sent']);
    expect(told.text).toContain('sorry this is not put right');
  });

  test('later opens another', () => {
    const talk = resolved(15);
    talk.says('still not emptied', notFixed);
    expect(talk.cases().map(({ status }) => status)).toEqual(['resolved', 'new']);
  });

  test('about something else opens that, not what was resolved', () => {
    const talk = resolved(2);
    talk.says('the pothole is still not fixed', anUnderstanding('pothole', { notFixed: true, place: larch }));
    expect(talk.cases().map(({ service, status }) => [service, status])).toEqual([
      ['missed-bin', 'resolved'],
      ['pothole', 'new'],
    ]);
  });

  test('at another place opens another', () => {
    const talk = resolved(2);
    talk.says(
      '3 Mill Lane still not emptied',
      anUnderstanding('missed-bin', { notFixed: true, place: at('3 Mill Lane') }),
    );
    expect(talk.cases()).toHaveLength(2);
  });

  test('said without what is about the last thing resolved', () => {
    const talk = resolved(2);
    talk.says('you did NOT fix it', unclear({ notFixed: true }));
    expect(talk.only().status).toBe('in-progress');
  });

  test('said in anger, as a complaint, opens the case again and is recorded as one', () => {
    const talk = resolved(2);
    const told = talk.says(
      'still not done, disgraceful',
      anUnderstanding('complaint', { notFixed: true, flags: { complaint: true } }),
    );
    expect(talk.only().status).toBe('in-progress');
    expect(told.happened(talk.only())).toContain('flagged');
    expect(told.text).toContain('unhappy with how we dealt with this');
  });

  test('about a case that is open is more about that case', () => {
    const talk = resolved(2);
    talk.says('bin missed again today', missedBin);
    const told = talk.says('still not emptied', notFixed);
    expect(talk.cases().map(({ status }) => status)).toEqual(['resolved', 'new']);
    expect(told.happened(talk.cases()[1])).toContain('message-received');
  });

  test('lets the assistant answer again, until an officer does', () => {
    const talk = withOfficer();
    talk.says('ok', unclear());
    talk.officer({ type: 'status', status: 'resolved', outcome: 'fixed' });
    talk.says('still not emptied', notFixed);
    expect(talk.says('the brown one I mean', unclear()).text).toContain('We have added this');
  });
});

describe('What is happening?', () => {
  test('is told of the one case there is, with when to expect news', () => {
    const talk = withBin();
    const told = talk.says('what is happening?', status);
    expect(told.text).toContain(`${talk.only().reference}, about a missed bin collection`);
    expect(told.text).toContain('3:30pm on Wednesday 25 November');
    expect(told.happened(talk.only())).toEqual(['message-received', 'chased', 'reply-sent']);
  });

  test('is told of each of several, and how many', () => {
    const talk = withBin();
    talk.says('pothole', anUnderstanding('pothole', { place: larch }));
    const { text } = talk.says('what is happening?', status);
    expect(text).toContain('2 matters');
    for (const { reference } of talk.cases()) expect(text).toContain(reference);
    expect(talk.conversation().state.current).toBe(talk.cases()[1]?.id);
  });

  test('is told of ten at most', () => {
    const cases = Array.from({ length: 14 }, (_, i) =>
      aCase({ id: `case-${i}`, reference: makeReference('MB', String(i).padStart(8, '0')) }),
    );
    const { text } = aTalk(aConversation({ cases })).says('status', status);
    expect(text).toContain('14 matters');
    expect(text.match(/MB-/g)).toHaveLength(10);
  });

  test('is told of the case named, open or resolved', () => {
    const talk = withBin();
    talk.officer({ type: 'status', status: 'resolved', outcome: 'fixed' });
    const { text } = talk.says(`news on ${talk.only().reference.toLowerCase()}?`, status);
    expect(text).toContain('is closed: it has been put right');
  });

  test.each(['REF', 'REF?', 'any news on REF', 'update REF please'])('is asked by "%s" too', (text) => {
    const talk = withBin();
    const told = talk.says(text.replace('REF', talk.only().reference), unclear());
    expect(told.happened(talk.only())).toContain('chased');
  });

  test.each([
    'when will someone come?',
    'When are you coming',
    'how long will it take?',
    'any update',
    "what's happening with it",
    'is anybody there??',
    'are they on their way',
  ])('is asked by "%s" of whoever has a case, whatever a model makes of it', (text) => {
    const talk = withBin();
    expect(talk.says(text, unclear()).happened(talk.only())).toContain('chased');
    expect(aTalk().says(text, unclear()).decisions.opened).toHaveLength(1);
  });

  test('is not what a question about something else asks', () => {
    const talk = withBin();
    const told = talk.says('when are you emptying the garden bins', anUnderstanding('bin-day-enquiry'));
    expect(told.text).toContain('/bin-days');
  });

  test('is not what "cancel my report" asks, though a model may think so', () => {
    const talk = withBin();
    const told = talk.says('please cancel my report', status);
    expect(told.happened(talk.only())).toEqual(['message-received', 'reply-sent']);
    expect(told.text).toContain('We have added this');
    expect(aTalk().says('please cancel my report', status).text).toContain(
      'There is nothing open in this chat',
    );
  });

  test('is asked by question marks alone', () => {
    const talk = withBin();
    expect(talk.says('??', unclear()).happened(talk.only())).toContain('chased');
  });

  test('is told of the last one resolved, when nothing is open', () => {
    const talk = withBin();
    talk.officer({ type: 'status', status: 'resolved', outcome: 'not-ours' });
    expect(talk.says('what happened?', status).text).toContain('it belongs to another organisation');
  });

  test('is told of nothing, where there is nothing', () => {
    const talk = aTalk();
    expect(talk.says('what is happening?', status).text).toContain('There is nothing open in this chat');
    expect(talk.cases()).toEqual([]);
  });

  test('says nothing of another resident’s case, nor that there is one', () => {
    const theirs = makeReference('MB', '11111111');
    const nobodys = makeReference('MB', '22222222');
    const say = (reference: string, read = status) => aTalk().says(`what about ${reference}`, read);
    expect(say(theirs).text).toBe(say(nobodys).text);
    expect(say(theirs, unclear()).text).toBe(say(theirs).text);
    expect(say(theirs).text).not.toContain(theirs);
    expect(say(theirs, unclear()).decisions.opened).toEqual([]);
  });

  test('with another’s reference tells the resident of their own', () => {
    const talk = withBin();
    const { text } = talk.says(`news on ${makeReference('MB', '11111111')}`, status);
    expect(text).toContain(talk.only().reference);
    expect(text).not.toContain('111-111');
  });

  test('promises no time that is past', () => {
    const file = aCase({ firstResponseDue: minutes(-60) });
    expect(aTalk(aConversation({ cases: [file] })).says('news?', status).text).not.toContain(
      'The target for it is',
    );
  });
});

describe('PERSON', () => {
  test.each([
    'PERSON',
    'person please',
    'a person',
    'can I speak to someone',
    'I want to talk to a human',
    'human',
    'real person please',
    'Person.',
  ])('said as "%s" asks for one, whatever a model makes of it', (text) => {
    const talk = withBin();
    const told = talk.says(text, unclear());
    expect(told.happened(talk.only())).toEqual(['message-received', 'person-asked-for', 'reply-sent']);
    expect(told.text).toContain('asked for a person to answer you');
    expect(told.text).toContain('01632 960100');
  });

  test.each(['the person next door is noisy', 'someone dumped a sofa', 'a person is lying in the road'])(
    'is not what "%s" says',
    (text) => {
      const talk = withBin();
      expect(talk.says(text, unclear()).happened(talk.only())).not.toContain('person-asked-for');
    },
  );

  test('without a case opens one with customer services', () => {
    const talk = aTalk();
    const told = talk.says('put me through to somebody', anUnderstanding('human-handoff'));
    expect(talk.only()).toMatchObject({ service: 'other', team: 'customer-services' });
    expect(told.text).toContain(talk.only().reference);
    expect(told.happened(talk.only())).toEqual([
      'opened',
      'message-received',
      'person-asked-for',
      'reply-sent',
    ]);
  });

  test('goes to the case an officer has, though another was opened since', () => {
    const talk = withOfficer();
    const told = talk.says('PERSON', unclear());
    expect(told.happened(talk.only())).toContain('person-asked-for');
  });
});

describe('Said in passing', () => {
  test('a greeting is answered, and opens no case', () => {
    const talk = aTalk();
    expect(talk.says('hiya', anUnderstanding('greeting')).text).toContain(
      'automated assistant of Marlcombe Borough Council',
    );
    expect(talk.cases()).toEqual([]);
  });

  test('a Start button pressed is a greeting, whatever a model makes of the word', () => {
    const talk = aTalk();
    const told = talk.says(
      'start',
      unclear({ alternatives: [{ label: 'school-admissions', probability: 0.2 }] }),
    );
    expect(told.text).toContain('automated assistant of Marlcombe Borough Council');
    expect(talk.cases()).toEqual([]);
    expect(talk.says('start of the road is flooded', unclear()).decisions.opened).toHaveLength(1);
  });

  test('thanks are answered, on the record of the case they are for', () => {
    const talk = withBin();
    const told = talk.says('thanks', anUnderstanding('thanks'));
    expect(told.happened(talk.only())).toEqual(['message-received', 'reply-sent']);
    expect(aTalk().says('thanks', anUnderstanding('thanks')).decisions.opened).toEqual([]);
  });

  test('thanks for what an officer put right are on its record, and need no answer', () => {
    const talk = withOfficer();
    talk.officer({ type: 'status', status: 'resolved', outcome: 'fixed' });
    const told = talk.says('thank you!!', anUnderstanding('thanks'));
    expect([told.text, told.happened(talk.only())]).toEqual(['', ['message-received']]);
    expect(talk.only().status).toBe('resolved');
  });

  test('abuse is answered evenly, and opens no case', () => {
    const talk = aTalk();
    expect(talk.says('you are all idiots', anUnderstanding('spam-or-abuse')).text).toContain(
      'free to criticise',
    );
    expect(talk.cases()).toEqual([]);
  });

  test('abuse while a case is open is on its record, for whoever reads it next', () => {
    const talk = withBin();
    const told = talk.says('idiots', anUnderstanding('spam-or-abuse'));
    expect(told.happened(talk.only())).toEqual(['message-received', 'flagged', 'reply-sent']);
  });

  test.each([
    'ok',
    'OK.',
    'okay then',
    'great, thanks',
    'cool',
    '👍',
    '👍🏽',
    '🙏🙏',
    'ok 👍',
    '…',
    '!!!',
    'got it',
    'will do cheers',
  ])('"%s" is on the record of the open case, and needs no answer', (text) => {
    const talk = withBin();
    const told = talk.says(text, unclear());
    expect([told.text, told.happened(talk.only())]).toEqual(['', ['message-received']]);
  });

  test.each(['ok', 'yes', 'no', '???', '👍', '!!!', '🙄', '.'])(
    '"%s" to begin with opens no case, and asks what they need',
    (text) => {
      const talk = aTalk();
      expect(talk.says(text, unclear()).text).toContain('cannot tell from it what you need');
      expect(talk.cases()).toEqual([]);
    },
  );

  test.each(['stop', 'STOP', 'cancel', 'never mind', 'forget it', 'test'])(
    '"%s" to begin with opens no case',
    (text) => {
      const talk = aTalk();
      expect(talk.says(text, unclear()).text).toContain('Tell us in your own words');
      expect(talk.cases()).toEqual([]);
    },
  );

  test.each(['stop', 'cancel my report', 'never mind'])(
    '"%s" about an open case is for its team to read',
    (text) => {
      const talk = withBin();
      const told = talk.says(text, unclear());
      expect(told.happened(talk.only())).toEqual(['message-received', 'reply-sent']);
      expect(talk.only().status).toBe('new');
    },
  );

  test('"ok" after an answer given at once needs no other', () => {
    const talk = aTalk();
    talk.says('when is bin day', anUnderstanding('bin-day-enquiry'));
    expect(talk.says('ok thanks', unclear()).text).toBe('');
  });
});

describe('After all is resolved', () => {
  const resolved = () => {
    const talk = withBin();
    talk.officer({ type: 'status', status: 'resolved', outcome: 'fixed' });
    return talk;
  };

  test.each(["it's fixed now thanks", 'its sorted', "That's been emptied now, cheers", 'all done thank you'])(
    '"%s" opens no case, and is on the record of what it is about',
    (text) => {
      const talk = resolved();
      const told = talk.says(text, anUnderstanding('missed-bin'));
      expect(told.happened(talk.only())).toEqual(['message-received', 'reply-sent']);
      expect(talk.only().status).toBe('resolved');
    },
  );

  test.each(['ok', '👍', 'great thanks'])('"%s" needs no answer', (text) => {
    const talk = resolved();
    expect(talk.says(text, unclear()).text).toBe('');
    expect(talk.cases()).toHaveLength(1);
  });

  test.each(['no', 'yes'])('"%s" is told how it stands, and what to do if that is not right', (text) => {
    const talk = resolved();
    expect(talk.says(text, unclear()).text).toContain('If that is not right, tell us here.');
    expect(talk.cases()).toHaveLength(1);
  });

  test.each(['it is fixed badly and broken again', 'the light you fixed is out'])(
    '"%s" is no such thing',
    (text) => {
      const talk = resolved();
      talk.says(text, anUnderstanding('street-light', { place: larch }));
      expect(talk.cases()).toHaveLength(2);
    },
  );
});

describe('Something said earlier', () => {
  test.each(['edit', 'deletion'] as const)(
    'and changed (%s) is on the record of its case, without an answer',
    (kind) => {
      const talk = withBin();
      const revises = { messageId: 'message-1', kind, caseIds: [talk.only().id] };
      const told = talk.says(kind === 'edit' ? 'bin missed at 16 Larch Close' : '', missedBin, { revises });
      expect([told.text, told.happened(talk.only())]).toEqual(['', ['message-revised']]);
    },
  );

  test('and on no record is read as if it were said now', () => {
    const talk = aTalk();
    talk.says('hello', anUnderstanding('greeting'));
    const revises = { messageId: 'message-1', kind: 'edit', caseIds: [] } as const;
    talk.says('hello, bin missed at 14 Larch Close', missedBin, { revises });
    expect(talk.only().service).toBe('missed-bin');
  });

  test('and taken back from no record leaves nothing to say', () => {
    const revises = { messageId: 'message-1', kind: 'deletion', caseIds: [] } as const;
    expect(aTalk().says('', unclear(), { revises }).decisions).toMatchObject({
      said: [],
      happened: [],
      opened: [],
    });
  });

  test('of a case long out of sight changes no record', () => {
    const talk = withBin();
    const revises = { messageId: 'message-0', kind: 'deletion', caseIds: ['case-of-last-year'] } as const;
    expect(talk.says('', unclear(), { revises }).decisions.happened).toEqual([]);
  });
});
