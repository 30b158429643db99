import { describe, expect, test } from 'vitest';
import type { ReplyAddress } from '../../../../src/core/channel.ts';
import { aTalk, unclear } from '../../../support/talk.ts';
import { annsAddress, anUnderstanding } from '../../../support/turns.ts';

const square: ReplyAddress = { channel: 'webchat', resident: 'ann', thread: 'the-square' };
const missedBin = anUnderstanding('missed-bin', {
  place: { words: '14 Larch Close', street: '14 Larch Close' },
});
const gas = unclear({ danger: [{ family: 'gas', rule: 'gas.smell' }] });
const inPublic = { publicly: square };

const saidTo = (address: ReplyAddress, { decisions }: ReturnType<ReturnType<typeof aTalk>['says']>) =>
  decisions.said.filter(({ delivery }) => delivery?.to.thread === address.thread).map(({ text }) => text);

describe('What is written in public', () => {
  test('is answered in private, and acknowledged in public', () => {
    const talk = aTalk();
    const told = talk.says('my bin at 14 Larch Close was not emptied', missedBin, inPublic);
    expect(saidTo(annsAddress, told)).toHaveLength(1);
    expect(saidTo(annsAddress, told)[0]).toContain(talk.only().reference);
    expect(saidTo(square, told)).toHaveLength(1);
  });

  test('is acknowledged without the place, the reference, or a word of what was written', () => {
    const talk = aTalk();
    const told = talk.says('my bin at 14 Larch Close was not emptied', missedBin, inPublic);
    const [said] = saidTo(square, told);
    for (const word of ['Larch', 'bin', 'emptied', talk.only().reference]) expect(said).not.toContain(word);
  });

  test('offers nothing to choose in public, where others might choose', () => {
    const doubtful = unclear({ alternatives: [{ label: 'noise', probability: 0.3 }] });
    const told = aTalk().says('it is happening again', doubtful, inPublic);
    const [, inSquare] = told.decisions.said;
    expect(inSquare).toMatchObject({ delivery: { to: square }, choices: [] });
  });

  test('says how else to reach us, should no private message come', () => {
    const [said] = saidTo(square, aTalk().says('hello', missedBin, inPublic));
    expect(said).toContain('01632 960100');
  });

  test('of danger is answered with the number to call in public as well, first', () => {
    const told = aTalk().says('smell of gas at number 4', gas, inPublic);
    expect(saidTo(square, told)[0]).toMatch(/^[\s\S]{0,80}0800 111 999/);
    expect(saidTo(annsAddress, told)[0]).toContain('0800 111 999');
    expect(saidTo(square, told)[0]).not.toContain('number 4');
  });

  test('goes on in private: the next private message is not answered in public', () => {
    const talk = aTalk();
    talk.says('my bin was not emptied', missedBin, inPublic);
    const told = talk.says('it is the green one', unclear());
    expect(saidTo(square, told)).toEqual([]);
  });

  test('where the bot says nothing, gets no word in public either', () => {
    const talk = aTalk();
    talk.says('my bin was not emptied', missedBin, inPublic);
    const told = talk.says('ok', unclear(), inPublic);
    expect(saidTo(annsAddress, told)).toEqual([]);
    expect(saidTo(square, told)).toEqual([]);
  });

  test('is remembered, in case the private way is closed', () => {
    const talk = aTalk();
    talk.says('my bin was not emptied', missedBin, inPublic);
    expect(talk.conversation().state.publicly).toEqual(square);
  });
});
