import { describe, expect, test } from 'vitest';
import type { CaseItem } from '../../src/core/desk.ts';
import { ids } from '../../src/ids.ts';
import { anUnderstanding } from '../support/turns.ts';
import { aWatch, onCall, type Watch } from '../support/watch.ts';

const missedBin = anUnderstanding('missed-bin');
const council = onCall({ waste: ['UWASTE1', 'UWASTE2'] });

/**
 * A bin reported to the waste team at ten on Tuesday 24 November 2026, by a watch of some processes. The team works from
 * 7 to 12 and from 12:30 to 15:30: the answer is due on Wednesday at 15:30, after 13 working hours, and the collection
 * on Thursday at 15:30, after 21.
 */
async function aBin(processes = 1) {
  const watch = await aWatch(council, processes);
  await watch.tell('ann', 'my bin was missed', missedBin);
  const [item] = await news(watch);
  if (item === undefined) throw new Error('The case was not shown.');
  return { watch, reference: item.reference };
}

/** What the desk was shown of cases since this was last asked. */
async function news(watch: Watch) {
  await watch.processes[0]?.deliverNow();
  return watch.news().filter((item): item is CaseItem => item.kind === 'case');
}

/** Every process looks at the clocks at this moment; what is told of cases then. */
async function at(watch: Watch, moment: string): Promise<string[]> {
  await sweepAt(watch, moment);
  return (await news(watch)).map(({ alert, calls }) => [alert, ...calls].join(' '));
}

async function sweepAt(watch: Watch, moment: string) {
  watch.clock.now = new Date(`2026-${moment}:00Z`);
  await Promise.all(watch.processes.map(({ remind }) => remind(watch.clock.now)));
}

/** Which teams were told of their morning at this moment. */
async function morning(watch: Watch, moment: string) {
  await sweepAt(watch, moment);
  await watch.processes[0]?.deliverNow();
  return watch.news().filter(({ kind }) => kind === 'summary');
}

async function happensAt(watch: Watch, moment: string, ...what: Parameters<Watch['happens']>) {
  watch.clock.now = new Date(`2026-${moment}:00Z`);
  await watch.happens(...what);
  await news(watch);
}

async function aReply(watch: Watch, reference: string, question: boolean) {
  const file = await watch.store.reader.caseFile(reference, { restricted: true }, watch.clock.now);
  const to = { channel: 'pigeon', resident: 'ann', thread: 'ann' };
  const messageId = file?.messages[0]?.id ?? '';
  const data = { messageId, digest: 'd', deliveryId: ids.id(), to, ...(question ? { question } : {}) };
  return { reply: { type: 'reply-sent', data } as const, messageId };
}

describe('A target of a case', () => {
  test('is told of quietly when three quarters of its working time are gone, and to the on-call when it is missed', async () => {
    const { watch } = await aBin();
    const told: [string, string[]][] = [
      ['11-25T11:44', []],
      ['11-25T11:45', ['due-soon']],
      ['11-25T15:29', []],
      ['11-25T15:31', []],
      ['11-26T06:59', []],
      ['11-26T07:01', ['overdue UWASTE1']],
      ['11-26T09:44', []],
      ['11-26T09:45', ['due-soon']],
      ['11-27T07:01', ['overdue UWASTE1']],
      ['11-30T11:00', []],
    ];
    for (const [moment, expected] of told)
      expect([moment, await at(watch, moment)]).toEqual([moment, expected]);
  });

  test('that was met is not told of', async () => {
    const { watch, reference } = await aBin();
    watch.clock.now = new Date('2026-11-24T14:00:00Z');
    const { reply } = await aReply(watch, reference, false);
    await happensAt(watch, '11-24T14:00', reference, reply);
    expect(await at(watch, '11-26T09:00')).toEqual([]);
    const resolved = { from: 'in-progress', to: 'resolved', outcome: 'fixed', reason: null } as const;
    await happensAt(watch, '11-26T09:30', reference, { type: 'status-changed', data: resolved });
    expect(await at(watch, '11-30T09:00')).toEqual([]);
  });

  test('is not told of while we wait for the resident, and later by as much working time', async () => {
    const { watch, reference } = await aBin();
    const { reply, messageId } = await aReply(watch, reference, true);
    await happensAt(watch, '11-24T11:00', reference, reply);
    expect(await at(watch, '11-27T14:00')).toEqual([]);
    const received = { messageId, digest: 'd', sentAt: '2026-11-30T07:00:00.000Z' };
    await happensAt(
      watch,
      '11-30T07:00',
      reference,
      { type: 'message-received', data: received },
      { kind: 'resident' },
    );
    // An hour was gone, eight pass on Monday, and 6.75 to a quarter past two on Tuesday: 15.75 of 21.
    expect(await at(watch, '12-01T14:14')).toEqual([]);
    expect(await at(watch, '12-01T14:15')).toEqual(['due-soon']);
  });

  test('speaks on no day that the council is shut, but at the next opening', async () => {
    const watch = await aWatch(council);
    watch.clock.now = new Date('2026-12-22T10:00:00Z');
    await watch.tell('ann', 'my bin was missed', missedBin);
    await news(watch);
    // The answer was due on Wednesday at 15:30. Thursday would be open; say that nobody swept until it had closed.
    for (let hour = 16; hour < 24; hour += 1) expect(await at(watch, `12-24T${hour}:00`)).toEqual([]);
    for (const day of ['25', '26', '27', '28', '29', '30', '31'])
      for (const hour of ['00', '08', '12', '15'])
        expect(await at(watch, `12-${day}T${hour}:00`)).toEqual([]);
    watch.clock.now = new Date('2027-01-04T07:00:01Z');
    await watch.processes[0]?.remind(watch.clock.now);
    expect((await news(watch)).map(({ alert }) => alert)).toEqual(['overdue']);
  });

  test('missed in an outage is told of once, with what else was missed, and as it stands now', async () => {
    const { watch } = await aBin(3);
    expect(await at(watch, '11-27T10:00')).toEqual(['overdue UWASTE1']);
    expect(await at(watch, '11-27T11:00')).toEqual([]);
  });

  test('missed more than a working day ago calls nobody, and more than a week ago is left to the morning', async () => {
    const { watch } = await aBin();
    expect(await at(watch, '11-30T11:00')).toEqual(['overdue']);
    const later = await aBin();
    expect(await at(later.watch, '12-08T11:00')).toEqual([]);
    expect(await at(later.watch, '12-09T11:00')).toEqual([]);
  });

  test('is not told to be due by a process whose clock is behind, once it was told to be missed', async () => {
    const { watch } = await aBin();
    expect(await at(watch, '11-26T07:01')).toEqual(['overdue UWASTE1']);
    expect(await at(watch, '11-25T15:00')).toEqual([]);
  });

  test('of a case opened again weeks after its close counts anew, whatever was told before', async () => {
    const { watch, reference } = await aBin();
    expect(await at(watch, '11-27T10:00')).toEqual(['overdue UWASTE1']);
    const { reply } = await aReply(watch, reference, false);
    await happensAt(watch, '11-30T08:00', reference, reply);
    const resolved = { from: 'in-progress', to: 'resolved', outcome: 'fixed', reason: null } as const;
    await happensAt(watch, '11-30T09:00', reference, { type: 'status-changed', data: resolved });
    const reopened = { type: 'reopened', data: { reason: null, messageId: null } } as const;
    await happensAt(watch, '12-16T10:00', reference, reopened);
    for (const [moment, told] of [
      ['12-16T10:01', []],
      ['12-17T11:44', []],
      ['12-17T11:45', ['due-soon']],
      ['12-18T07:01', ['overdue UWASTE1']],
      ['12-18T09:45', ['due-soon']],
      ['12-18T15:00', []],
    ] as const)
      expect([moment, await at(watch, moment)]).toEqual([moment, told]);
  });

  test('promised anew is told of anew', async () => {
    const { watch, reference } = await aBin();
    const { reply } = await aReply(watch, reference, false);
    await happensAt(watch, '11-24T11:00', reference, reply);
    expect(await at(watch, '11-26T09:45')).toEqual(['due-soon']);
    const data = {
      from: 'missed-bin',
      to: 'litter',
      reason: 'It is litter',
      resolutionDue: '2026-12-01T15:30:00.000Z',
    };
    await happensAt(watch, '11-26T10:00', reference, { type: 'reclassified', data });
    expect(await at(watch, '11-27T15:00')).toEqual([]);
    expect(await at(watch, '11-30T13:00')).toEqual(['due-soon']);
  });

  test('of a danger is no matter of reminders as long as nobody answered', async () => {
    const watch = await aWatch(council);
    const danger = [{ family: 'gas', rule: 'gas-1' }] as const;
    await watch.tell('ann', 'I smell gas', anUnderstanding('missed-bin', { danger }));
    await news(watch);
    expect(await at(watch, '11-24T12:00')).toEqual([]);
  });

  test('is not told of by whoever read the case before it changed', async () => {
    const { watch, reference } = await aBin();
    const { clocks } = watch.store;
    const [file] = await clocks.clocked();
    if (file === undefined) throw new Error('No clock runs.');
    await happensAt(watch, '11-25T12:00', reference, (await aReply(watch, reference, false)).reply);
    const reached = [{ target: 'first-response', due: new Date(), state: 'soon' }] as const;
    expect(await clocks.remind({ file, reached, calls: [] }, watch.clock.now)).toEqual([]);
    const [now] = await clocks.clocked();
    expect(await clocks.remind({ file: now ?? file, reached, calls: [] }, watch.clock.now)).toHaveLength(1);
  });
});

describe('A team’s morning', () => {
  test('is told of once when it opens, whatever the number of processes', async () => {
    const { watch } = await aBin(3);
    expect(await morning(watch, '11-25T06:59')).toEqual([]);
    expect(await morning(watch, '11-25T07:00')).toMatchObject([
      { kind: 'summary', team: 'waste', day: '2026-11-25' },
    ]);
    expect(await morning(watch, '11-25T07:01')).toEqual([]);
    expect(await morning(watch, '11-26T08:30')).toMatchObject([{ team: 'waste', day: '2026-11-26' }]);
  });

  test('is told of to no team without open cases, not even when one comes an hour later', async () => {
    const watch = await aWatch(council);
    expect(await morning(watch, '11-25T09:00')).toEqual([]);
    await watch.tell('ann', 'my bin was missed', missedBin);
    expect(await morning(watch, '11-25T10:00')).toEqual([]);
  });

  test('is not told of at the weekend, on a day the council is shut, or when half the day is over', async () => {
    const { watch } = await aBin();
    for (const moment of ['11-28T09:30', '11-29T09:00', '11-27T11:00', '12-25T09:00', '12-30T09:00'])
      expect([moment, await morning(watch, moment)]).toEqual([moment, []]);
  });

  test('of a team that never closes begins when the council opens', async () => {
    const watch = await aWatch(council);
    const danger = [{ family: 'gas', rule: 'gas-1' }] as const;
    await watch.tell('ann', 'I smell gas', anUnderstanding('missed-bin', { danger }));
    await news(watch);
    expect(await morning(watch, '11-25T00:30')).toEqual([]);
    expect(await morning(watch, '11-25T09:00')).toMatchObject([{ team: 'duty-desk' }]);
  });
});

describe('The week in brief', () => {
  const wanted = { ...council, facts: { ...council.facts, digestChannel: 'managers' } };
  const brief = async (watch: Watch, moment: string) => {
    await sweepAt(watch, moment);
    await watch.processes[0]?.deliverNow();
    return watch.news().filter(({ kind }) => kind === 'digest');
  };

  test('is told once on Monday when the council opens, however many processes look, and on no other day', async () => {
    const watch = await aWatch(wanted, 3);
    expect(await brief(watch, '11-30T08:59')).toEqual([]);
    expect(await brief(watch, '11-30T09:00')).toMatchObject([{ kind: 'digest', day: '2026-11-30' }]);
    for (const moment of ['11-30T09:01', '11-30T13:30', '12-01T09:00', '12-05T09:00', '12-06T09:00'])
      expect([moment, await brief(watch, moment)]).toEqual([moment, []]);
    expect(await brief(watch, '12-07T10:00')).toMatchObject([{ day: '2026-12-07' }]);
  });

  test('is told on Tuesday where Monday is a bank holiday', async () => {
    const watch = await aWatch(wanted);
    expect(await brief(watch, '08-31T09:00')).toEqual([]);
    expect(await brief(watch, '09-01T09:00')).toMatchObject([{ day: '2026-09-01' }]);
    expect(await brief(watch, '09-02T09:00')).toEqual([]);
  });

  test('is told on the first day with hours, where the council is shut on Mondays', async () => {
    const { mon: _, ...hours } = wanted.facts.hours;
    const watch = await aWatch({ ...wanted, facts: { ...wanted.facts, hours: { ...hours, tue: [] } } });
    for (const moment of ['11-30T09:00', '12-01T09:00', '12-02T08:59'])
      expect([moment, await brief(watch, moment)]).toEqual([moment, []]);
    expect(await brief(watch, '12-02T09:00')).toMatchObject([{ day: '2026-12-02' }]);
    expect(await brief(watch, '12-03T09:00')).toEqual([]);
  });

  test('is told on Monday after the clocks went back, and not at all in a week without a working day', async () => {
    const watch = await aWatch(wanted);
    expect(await brief(watch, '10-26T09:00')).toMatchObject([{ day: '2026-10-26' }]);
    expect(await brief(watch, '10-27T09:00')).toEqual([]);
    for (const day of ['12-28', '12-29', '12-30', '12-31'])
      expect([day, await brief(watch, `${day}T09:30`)]).toEqual([day, []]);
  });

  test('is told nowhere where the council names no channel', async () => {
    const watch = await aWatch(council);
    expect(await brief(watch, '11-30T09:00')).toEqual([]);
  });
});
