import { describe, expect, test } from 'vitest';
import { aTalk, type Talk, unclear } from '../../../support/talk.ts';
import { anUnderstanding } from '../../../support/turns.ts';

const larch = { words: '14 Larch Close' };

/** Asked which of three services it is. */
function asked(): Talk {
  const talk = aTalk();
  const alternatives = [
    { label: 'trees', probability: 0.18 },
    { label: 'overgrown-vegetation', probability: 0.1 },
  ];
  talk.says(
    'branches on Mill Lane',
    unclear({ label: 'missed-bin', alternatives, place: { words: 'Mill Lane' } }),
  );
  return talk;
}

describe('Offered three services, a resident chooses', () => {
  test.each([
    '2',
    '2.',
    '2)',
    ' 2 ',
    '2 please',
    '#2',
    'number 2',
    'No 2',
    'option 2 thanks',
    "it's 2",
    'it’s 2',
    'a tree',
    'A tree.',
    'tree',
    '２',
  ])('by "%s"', (text) => {
    const talk = asked();
    const told = talk.says(text, unclear());
    expect(talk.only()).toMatchObject({ service: 'trees', team: 'parks-trees' });
    expect(told.text).toContain('a tree');
    expect(told.text).toContain('Parks and trees');
    expect(talk.conversation().state.asking).toBeNull();
  });

  test('in other words that are clear', () => {
    const talk = asked();
    talk.says('an oak is dropping branches', anUnderstanding('trees'));
    expect(talk.only().service).toBe('trees');
  });

  test('something that was not offered', () => {
    const talk = asked();
    talk.says('a bench is broken in the park', anUnderstanding('parks-playgrounds'));
    expect(talk.only().service).toBe('parks-playgrounds');
  });

  test('and the record shows the change, the new team, and that it was the resident who said so', () => {
    const talk = asked();
    const told = talk.says('2', unclear());
    expect(told.happened(talk.only())).toEqual(['message-received', 'reclassified', 'routed', 'reply-sent']);
    expect(told.decisions.classified).toMatchObject([
      { messageId: 'message-2', decidedBy: null },
      { messageId: 'message-2', decidedBy: 'resident', label: 'trees', caseId: talk.only().id },
    ]);
  });

  test('and gets the due time of the service chosen, from when it was opened', () => {
    const talk = asked();
    talk.says('2', unclear());
    expect(talk.only().resolutionDue).toEqual(new Date(talk.only().openedAt.getTime() + 28 * 86_400_000));
  });

  test('and is asked where it is, if we do not know yet', () => {
    const talk = aTalk();
    talk.says('branches', unclear({ label: 'trees' }));
    expect(talk.says('1', unclear()).text).toContain('Where is it?');
    talk.says('Mill Lane by the church', unclear());
    expect(talk.only().place?.words).toBe('Mill Lane by the church');
  });

  test('nothing by a number that was not offered', () => {
    const talk = asked();
    talk.says('7', unclear());
    expect(talk.only().service).toBe('other');
  });

  test('nothing by saying no, and hears no more of it', () => {
    const talk = asked();
    const told = talk.says('none of these', unclear());
    expect(told.text).toBe('');
    expect(told.happened(talk.only())).toEqual(['message-received']);
    expect(talk.conversation().state.asking).toBeNull();
  });

  test('nothing by a complaint, which is a matter of its own', () => {
    const talk = asked();
    talk.says('I want to make a formal complaint', anUnderstanding('complaint'));
    expect(talk.cases().map(({ service }) => service)).toEqual(['other', 'complaint']);
  });

  test('nothing by what they write another day: that is a new matter', () => {
    const talk = asked();
    talk.wait(24 * 60);
    talk.says(
      'street light out at 3 Harbour Way',
      anUnderstanding('street-light', { place: { words: '3 Harbour Way' } }),
    );
    expect(talk.cases().map(({ service }) => service)).toEqual(['other', 'street-light']);
  });

  test('nothing after an officer has decided', () => {
    const talk = asked();
    talk.officer({ type: 'reclassify', service: 'overgrown-vegetation', reason: 'It is the hedge.' });
    talk.says('2', unclear());
    expect(talk.only().service).toBe('overgrown-vegetation');
  });
});

describe('WRONG', () => {
  const alternatives = [
    { label: 'new-bin', probability: 0.05 },
    { label: 'greeting', probability: 0.02 },
    { label: 'litter', probability: 0.01 },
  ];
  const missedBin = anUnderstanding('missed-bin', { place: larch, alternatives });

  test.each([
    'WRONG',
    'wrong.',
    "That's wrong",
    'that’s wrong!',
    'No, wrong',
    'its wrong',
    'this is wrong',
    'not right',
    'Incorrect',
    'anghywir',
  ])('said as "%s" offers what else it could have been', (text) => {
    const talk = aTalk();
    talk.says('bin', missedBin);
    const told = talk.says(text, unclear());
    expect(told.text).toContain('Sorry we got this wrong');
    expect(told.choices).toEqual(['a new, replacement or extra bin', 'litter or an overflowing litter bin']);
    expect(talk.only().status).toBe('new');
    expect(talk.says('1', unclear()).text).toContain('a new, replacement or extra bin');
    expect(talk.only().service).toBe('new-bin');
  });

  test.each([
    'wrong, it is about a street light',
    "Wrong - it's the street light",
    'WRONG: street light',
    'that’s wrong. I meant the street light',
    "wrong it's a street light",
  ])('said as "%s" is put right at once', (text) => {
    const talk = aTalk();
    talk.says('bin', missedBin);
    talk.says(text, anUnderstanding('street-light'));
    expect(talk.only()).toMatchObject({ service: 'street-light', team: 'county-highways' });
  });

  test.each(['wrong bin was taken', 'wrong address on my bill', 'the wrong way up'])(
    'is not what "%s" says',
    (text) => {
      const talk = aTalk();
      talk.says('bin', missedBin);
      expect(talk.says(text, unclear()).text).not.toContain('Sorry we got this wrong');
    },
  );

  test('after an officer has spoken is for the officer', () => {
    const talk = aTalk();
    talk.says('bin', missedBin);
    talk.officer({ type: 'reply', text: 'We emptied it on Tuesday.' });
    const told = talk.says("that's wrong", unclear());
    expect(told.text).toContain('passed this to the person');
    expect(told.happened(talk.only())).toContain('message-received');
  });

  test('when there is nothing to be wrong about asks what they need', () => {
    const talk = aTalk();
    expect(talk.says('wrong', unclear()).text).toContain('Tell us in your own words');
    expect(talk.cases()).toEqual([]);
  });
});

describe('Asked where it is', () => {
  const waiting = (): Talk => {
    const talk = aTalk();
    talk.says('bin missed', anUnderstanding('missed-bin'));
    return talk;
  };

  test.each([
    '14 larch close',
    'outside Tesco',
    'the park',
    'No 14',
    'MB1 4QZ',
    'corner of mill lane and high st',
    'Castle',
  ])('"%s" is the place', (text) => {
    const talk = waiting();
    talk.says(text, unclear());
    expect(talk.only().place?.words).toBe(text);
  });

  test.each([
    'ok',
    'OK thanks',
    'yes',
    'no',
    'y',
    '???',
    '👍',
    '🙄🙄',
    '!!!',
    "I don't know",
    'i don’t know sorry',
    'dunno',
    'no idea mate',
    'not sure',
    'why?',
    'why do you need that?',
    'stop',
    'never mind',
    'hello',
    'thanks',
    'PERSON',
    'wrong',
  ])('"%s" is not', (text) => {
    const talk = waiting();
    talk.says(text, unclear());
    expect(talk.only().place).toBeNull();
  });

  test('a place among other words is taken, and the words kept', () => {
    const talk = waiting();
    talk.says("it's at 14 Larch Close", anUnderstanding('council-tax', { place: larch }));
    expect(talk.only().place).toEqual(larch);
  });

  test('another matter with a place of its own is another case', () => {
    const talk = waiting();
    const read = anUnderstanding('street-light', { place: { words: '5 Mill Lane' } });
    talk.says('street light out at 5 Mill Lane', read);
    expect(talk.cases().map(({ service, place }) => [service, place?.words])).toEqual([
      ['missed-bin', undefined],
      ['street-light', '5 Mill Lane'],
    ]);
  });

  test('more about the same matter is no place', () => {
    const talk = waiting();
    talk.says('no it is the brown one that was left', anUnderstanding('missed-bin'));
    expect(talk.only().place).toBeNull();
    expect(talk.conversation().state.asking).toMatchObject({ about: 'place' });
  });

  test('a long story that reads as nothing is no place', () => {
    const talk = waiting();
    talk.says('well it all began when the lorry came past and did not stop for anybody', unclear());
    expect(talk.only().place).toBeNull();
  });

  test('a place given after the case was resolved changes nothing', () => {
    const talk = waiting();
    talk.officer({ type: 'status', status: 'resolved', outcome: 'fixed' });
    const [file] = talk.cases();
    talk.says('14 larch close', unclear());
    expect(talk.cases().find(({ id }) => id === file?.id)?.place).toBeNull();
  });
});
