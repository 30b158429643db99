import { describe, expect, test } from 'vitest';
import { type ConversationState, freshState, languageFor } from '../../../../src/core/conversation.ts';
import type { Understanding } from '../../../../src/core/understanding.ts';
import { tongueOf } from '../../../../src/language/tongue/tongue.ts';
import { aTalk, type Talk } from '../../../support/talk.ts';
import { aConversation, aCouncil, anUnderstanding } from '../../../support/turns.ts';

type Change = Parameters<typeof anUnderstanding>[1];

/** Say something that is read as this label, in the language its own words tell. */
function say(talk: Talk, text: string, label: string, change: Change = {}) {
  const { language, clear } = tongueOf(text);
  return talk.says(text, anUnderstanding(label, { language, languageClear: clear, ...change }));
}

/** Something that we cannot tell the meaning of. */
const unsure = { unsure: true, alternatives: [{ label: 'new-bin', probability: 0.2 }] };

describe('A resident who writes in Welsh', () => {
  test('is answered in Welsh from the first message to the last, names and times as well', () => {
    const talk = aTalk();
    const opened = say(talk, "mae'r bin brown heb ei gasglu ers pythefnos", 'missed-bin');
    const { reference } = talk.only();
    expect(opened.text).toBe(
      `Pwnc: casgliad bin a fethwyd.\nEich cyfeirnod yw ${reference}. Gwastraff ac ailgylchu sy’n delio â’r mater. ` +
        'Bydd person yn ateb erbyn 3:30pm ddydd Mercher 25 Tachwedd.\n' +
        'Os yw hyn yn anghywir, atebwch ANGHYWIR. I siarad â pherson, atebwch PERSON.\n\n' +
        'Ble mae? Atebwch gyda’r stryd a’r rhif, neu’r tirnod agosaf. Mae cod post yn helpu.',
    );
    expect(say(talk, '14 Larch Close', 'other', unsure).text).toContain('Y lle sydd gennym: 14 Larch Close.');
    expect(say(talk, 'pryd fydd rhywun yn dod', 'other', unsure).text).toMatch(/: yn aros i berson edrych/);
    expect(say(talk, 'PERSON', 'other', unsure).text).toContain('Rydym wedi gofyn i berson eich ateb yma.');
    const closed = talk.officer({ type: 'status', status: 'resolved', outcome: 'fixed' });
    expect(closed.said[0]?.text).toContain(
      `${reference} (casgliad bin a fethwyd) wedi’i gau: mae wedi’i ddatrys.`,
    );
  });

  test('about a county service is told which body runs it, in Welsh', () => {
    const { text } = say(aTalk(), 'mae twll mawr yn y ffordd wrth y bont', 'pothole');
    expect(text).toContain(
      'Priffyrdd Marlshire sy’n gofalu am hyn. Cyngor Sir Marlshire sy’n gyfrifol am y gwasanaeth, nid Cyngor Bwrdeistref Marlcombe.',
    );
  });

  test.each(['ANGHYWIR', 'anghywir', "mae hynny'n anghywir", 'dydi hwn ddim yn iawn', 'WRONG'])(
    'may say %j, and choose by number, by name or by the English name',
    (wrong) => {
      for (const picks of [
        '1',
        'rhif 1 plîs',
        'bin newydd, bin yn lle un arall neu fin ychwanegol',
        'a new, replacement or extra bin',
      ]) {
        const talk = aTalk();
        say(talk, "mae'r bin brown heb ei gasglu ers pythefnos", 'missed-bin', {
          alternatives: [{ label: 'new-bin', probability: 0.2 }],
        });
        const offered = say(talk, wrong, 'other', unsure);
        expect(offered.text).toContain('Mae’n ddrwg gennym am y camgymeriad.');
        expect(offered.choices).toEqual(['bin newydd, bin yn lle un arall neu fin ychwanegol']);
        expect(say(talk, picks, 'other', unsure).text).toMatch(/^(Diolch\. Pwnc|Thank you\.) MB-/);
        expect(talk.only().service).toBe('new-bin');
      }
    },
  );

  test.each([
    'PERSON',
    'person plîs',
    'siarad â rhywun',
    'ga i siarad â pherson os gwelwch yn dda',
    'dwi isio siarad efo rhywun',
    'hoffwn i siarad gyda rhywun go iawn',
    'angen siarad â swyddog nawr',
  ])('is given a person for %j, whatever a model makes of it', (text) => {
    const talk = aTalk(aConversation({ state: { language: 'cy' } }));
    expect(say(talk, text, 'noise', { unsure: true }).text).toContain('gofyn i berson eich ateb yma');
  });

  test.each(['iawn, diolch yn fawr', 'ocê', 'da iawn diolch'])('who nods with %j is not bothered', (text) => {
    const talk = aTalk();
    say(talk, 'mae twll mawr yn y ffordd wrth y bont', 'pothole', { place: { words: 'y bont' } });
    expect(say(talk, text, 'other', unsure).decisions.said).toEqual([]);
  });

  test.each(['dwn i ddim sori', 'ddim yn siŵr', 'dim syniad', 'pam?'])(
    'asked for the place, may answer %j, and that is no place',
    (text) => {
      const talk = aTalk();
      say(talk, 'mae twll mawr yn y ffordd yma', 'pothole');
      say(talk, text, 'other', unsure);
      expect(talk.only().place).toBeNull();
    },
  );

  test('who says afterwards that it is put right is thanked', () => {
    const talk = aTalk();
    say(talk, 'mae twll mawr yn y ffordd wrth y bont', 'pothole');
    talk.officer({ type: 'status', status: 'resolved', outcome: 'fixed' });
    const { text } = say(talk, "mae wedi'i drwsio nawr, diolch yn fawr", 'other', unsure);
    expect(text).toContain('Diolch am ysgrifennu atom.');
  });
});

describe('The language of a conversation', () => {
  test('follows the resident, but not a word or two that could be either', () => {
    const talk = aTalk();
    const language = () => talk.conversation().state.language;
    say(talk, 'hello, my bin was not collected today', 'missed-bin');
    expect(language()).toBe('en');
    for (const text of ['14', 'MB1 4QZ', 'ok']) {
      say(talk, text, 'other', unsure);
      expect([text, language()]).toEqual([text, 'en']);
    }
    say(talk, 'diolch', 'thanks');
    expect(language()).toBe('cy');
    for (const text of ['14', '14 Larch Close', 'ok', 'Mill Lane', 'thanks']) {
      say(talk, text, 'other', unsure);
      expect([text, language()]).toEqual([text, 'cy']);
    }
    expect(say(talk, 'has anybody been out to look at it yet', 'status-enquiry').text).toContain(
      'is waiting for a person',
    );
    expect(language()).toBe('en');
  });

  test.each([
    ['Cymraeg os gwelwch yn dda', 'Byddwn yn eich ateb yn Gymraeg o hyn ymlaen.'],
    ['yn Gymraeg plîs', 'Byddwn yn eich ateb yn Gymraeg o hyn ymlaen.'],
    ['Welsh please', 'Byddwn yn eich ateb yn Gymraeg o hyn ymlaen.'],
    ['CYMRAEG', 'Byddwn yn eich ateb yn Gymraeg o hyn ymlaen.'],
    ['in English please', 'We will answer you in English from now on.'],
    ['Saesneg os gwelwch chi yn dda', 'We will answer you in English from now on.'],
  ])('is what they ask for with %j, and then stands whatever they write in', (text, answer) => {
    for (const before of ['en', 'cy'] as const) {
      const talk = aTalk(aConversation({ state: { language: before } }));
      expect(say(talk, text, 'other', unsure).text).toBe(answer);
      expect(talk.cases()).toEqual([]);
      const { language } = talk.conversation().state;
      say(talk, 'our brown bin was not emptied again this week', 'missed-bin');
      say(talk, "mae'r bin brown heb ei gasglu eto yr wythnos hon", 'missed-bin');
      say(talk, '14', 'other', unsure);
      expect(talk.conversation().state).toMatchObject({ language, wish: language });
    }
  });

  test('asked for within a message is heard, and the message is answered in it', () => {
    const talk = aTalk();
    const { text } = say(talk, 'There is a big pothole by the bridge. Please reply in Welsh', 'pothole');
    expect(text).toMatch(/^Pwnc: twll yn y ffordd/);
    const other = aTalk();
    say(other, 'Why do you never answer in Welsh? My bin is full', 'missed-bin');
    expect(other.conversation().state.wish).toBeNull();
  });

  test('changed after an answer, what was asked is asked again in it', () => {
    const talk = aTalk();
    say(talk, 'there is a huge hole in the road', 'pothole');
    const again = say(talk, 'Cymraeg os gwelwch yn dda', 'other', unsure);
    expect(again.text).toContain('(twll yn y ffordd neu wyneb ffordd wedi’i ddifrodi): yn aros i berson');
    expect(again.text).toContain('Ble mae?');
    expect(say(talk, '5 Mill Lane', 'other', unsure).text).toContain('Y lle sydd gennym: 5 Mill Lane.');

    const doubtful = aTalk();
    const offered = say(doubtful, 'that thing outside is a right mess', 'other', unsure);
    const inWelsh = say(doubtful, 'Cymraeg plîs', 'other', unsure);
    expect(inWelsh.choices).toHaveLength(offered.choices.length);
    expect(inWelsh.text).toContain('1. bin newydd');
    say(doubtful, '1', 'other', unsure);
    expect(doubtful.only().service).toBe('new-bin');
  });
});

test('A council that does not answer in Welsh answers Welsh in English, and its officers are told what they read', () => {
  const council = aCouncil();
  const english = { ...council, facts: { ...council.facts, languages: ['en' as const] } };
  const talk = aTalk(aConversation(), english);
  expect(say(talk, 'mae twll mawr yn y ffordd wrth y bont', 'pothole').text).toContain(
    'This is about a pothole',
  );
  expect(say(talk, 'Cymraeg os gwelwch yn dda', 'other', unsure).text).not.toContain('Gymraeg');
  const { state } = talk.conversation();
  expect(state).toMatchObject({ language: 'en', wish: null });
  expect(languageFor(state, ['en'])).toBe('cy');
});

test('Officers are told of the language asked for, else of the one written in', () => {
  const of = (state: Partial<ConversationState>) => languageFor({ ...freshState, ...state }, ['en', 'cy']);
  expect(of({})).toBe('en');
  expect(of({ language: 'cy', writes: 'cy' })).toBe('cy');
  expect(of({ language: 'en', wish: 'en', writes: 'cy' })).toBe('en');
  expect(of({ language: 'cy', writes: 'en' })).toBe('cy');
  expect(of({ writes: 'pl' })).toBe('pl');
  expect(of({ writes: 'pl', wish: 'cy', language: 'cy' })).toBe('cy');
});

describe('Danger', () => {
  const gas = { danger: [{ family: 'gas', rule: 'smell' } as const] };

  test('told of in Welsh is answered in Welsh, even to one who asked for English', () => {
    const talk = aTalk(aConversation({ state: { wish: 'en', language: 'en' } }));
    const { text } = say(talk, 'mae arogl nwy cryf yn y gegin', 'emergency', gas);
    expect(text).toMatch(/^Ffoniwch 0800 111 999 nawr/);
    expect(text).toContain('Y tîm hwn sydd â hi: Desg ddyletswydd Marlcombe.');
    expect(talk.conversation().state.language).toBe('en');
  });

  test('told of in English to one who is answered in Welsh is answered in English', () => {
    const talk = aTalk(aConversation({ state: { wish: 'cy', language: 'cy' } }));
    expect(say(talk, 'I can smell gas in the kitchen', 'emergency', gas).text).toMatch(/^Call 0800 111 999/);
  });

  test('in a word or two is answered in the language of the conversation', () => {
    const talk = aTalk(aConversation({ state: { language: 'cy' } }));
    expect(say(talk, 'gas!!', 'emergency', gas).text).toMatch(/^Ffoniwch 0800 111 999/);
  });

  test('the advice is given again to one who asks for it in Welsh', () => {
    const talk = aTalk();
    say(talk, 'I can smell gas in the kitchen', 'emergency', gas);
    expect(say(talk, 'Cymraeg plîs', 'other', unsure).text).toContain('Ffoniwch 0800 111 999 nawr');
  });
});

describe('A language that we do not read', () => {
  const polish = 'nie odebrali moich śmieci już drugi raz';
  const unread = (text: string): Understanding => {
    const { language, clear } = tongueOf(text);
    return anUnderstanding('other', { ...unsure, language, languageClear: clear });
  };

  test('gets one short answer in English with the reference and the phone, and a case all the same', () => {
    const talk = aTalk();
    const { text, choices } = talk.says(polish, unread(polish));
    expect(text).toContain('This assistant reads English and Welsh.');
    expect(text).toContain(talk.only().reference);
    expect(text).toContain('01632 960100');
    expect(choices).toEqual([]);
    expect(talk.only()).toMatchObject({ service: 'other', team: 'customer-services' });
    expect(talk.conversation().state).toMatchObject({ language: 'en', writes: 'pl' });
  });

  test('is told of once in a conversation, and in English to one who else writes in Welsh', () => {
    const talk = aTalk(aConversation({ state: { language: 'cy' } }));
    expect(talk.says(polish, unread(polish)).text).toContain('This assistant reads English and Welsh.');
    talk.officer({ type: 'status', status: 'resolved', outcome: 'answered' });
    talk.wait(60 * 24 * 20);
    const again = 'kiedy będzie odbiór bioodpadów na naszej ulicy';
    expect(talk.says(again, unread(again)).text).not.toContain('This assistant reads');
    expect(talk.cases()).toHaveLength(2);
  });

  test.each(['greeting', 'spam-or-abuse', 'thanks'])(
    'is not taken for %s, however sure the model is',
    (label) => {
      const talk = aTalk();
      const read = anUnderstanding(label, { language: 'pl' });
      expect(talk.says(polish, read).text).toContain('This assistant reads English and Welsh.');
      expect(talk.only().service).toBe('other');
      expect(aTalk().says('Dziękuję bardzo', anUnderstanding('thanks', { language: 'pl' })).text).toContain(
        'Thank you',
      );
    },
  );

  test('that was understood all the same is answered as any message', () => {
    const talk = aTalk();
    const { language, clear } = tongueOf(polish);
    const read = anUnderstanding('missed-bin', { language, languageClear: clear });
    expect(talk.says(polish, read).text).toContain('This is about a missed bin collection.');
    expect(talk.conversation().state.toldUnread).toBe(false);
  });
});
