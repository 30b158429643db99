import { beforeAll, describe, expect, test } from 'vitest';
import { clockOf } from '../../src/cli/clock.ts';
import { figuresOf, timelineOf } from '../../src/core/timeline.ts';
import { aDesk, signedIn, type TestDesk } from '../support/desk.ts';
import { aHouse, type House } from '../support/moothall.ts';
import { freshDatabase } from '../support/postgres.ts';

let house: House;
let desk: TestDesk;
let priya: string;
beforeAll(async () => {
  house = await aHouse(await freshDatabase('ledger'));
  desk = await aDesk(house);
  priya = (await signedIn(house, { name: 'Priya Nair', team: 'waste' })).token;
}, 120_000);

const act = async (reference: string, form: string, fields: Record<string, string>) =>
  desk.send(priya, `/desk/cases/${reference}/act`, {
    ...(await desk.formOf(priya, reference, form)),
    ...fields,
  });

const asked = async (typed: string) =>
  clockOf(typed, { reader: house.store.reader, council: 'marlcombe', restricted: false, now: new Date() });

describe('The clock of a case on the record', () => {
  test('tells what the resident, the bot and the officer really did, in order', async () => {
    const { reference } = await desk.aCase('they missed my brown bin again at 3 Mill Lane');
    await act(reference, 'reply', { text: 'Was the lid shut?', question: 'yes' });
    await act(reference, 'status', { status: 'resolved', outcome: 'answered' });
    await act(reference, 'reopen', { reason: 'It was not.' });
    await act(reference, 'status', { status: 'waiting-on-resident' });
    const lines = (await asked(reference.toLowerCase())) ?? [];
    expect(lines[0]).toBe(`${reference}, by the hours of Waste and recycling, Europe/London`);
    const happened = lines.filter((line) => line.length > 39 && line.slice(26, 37).trim() === '');
    expect(happened.map((line) => line.slice(39))).toEqual([
      'The resident wrote.',
      'We answered automatically.',
      'An officer asked a question: the clock pauses.',
      'Resolved.',
      // That it is resolved.
      'We answered automatically.',
      'Opened again within 14 days: the close is void, and the time since counts.',
      'It no longer waits on the resident.',
      'An officer set it waiting on the resident: the clock pauses.',
    ]);
    expect(lines.slice(-2)).toEqual(['Resolved        not yet', 'Paused          0 working minutes']);
  });

  test('of a service that nothing pauses goes on while we wait on the resident, and says so', async () => {
    const { reference } = await desk.aCase('I want to make a formal complaint about how my case was handled');
    await act(reference, 'reclassify', { service: 'complaint', reason: 'It is one.' });
    await act(reference, 'reply', { text: 'What would put it right?', question: 'yes' });
    const lines = (await asked(reference)) ?? [];
    expect(lines[1]).toBe(
      'Nothing pauses this clock: the law, or the council, sets the time of this service.',
    );
    expect(lines.join('\n')).toContain('An officer answered');
    expect(lines.join('\n')).not.toContain('the clock pauses');
  });

  test('has the figures that the case file’s own events come to', async () => {
    const { reference } = await desk.aCase('my bin was missed at 5 Mill Lane');
    await act(reference, 'reply', { text: 'A crew comes on Tuesday.' });
    const now = new Date();
    const file = await house.store.reader.caseFile(reference, { restricted: true }, now);
    const always = Object.fromEntries(
      ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, ['00:00-24:00']]),
    );
    const figures = figuresOf(
      { timezone: 'Europe/London', hours: always, daysOff: new Set() },
      timelineOf(file?.events ?? []),
      now,
    );
    expect(figures.startedAt).toEqual(file?.openedAt);
    expect(figures.firstResponseAt).toEqual(file?.firstRespondedAt);
    expect(figures).toMatchObject({ firstResponseMinutes: 0, resolutionMinutes: null, pausedMinutes: 0 });
    expect(figures.acknowledgementSeconds).toBeLessThan(60);
  });

  test('is none of a reference that no case has', async () => {
    expect(await asked('MB-000-000-000')).toBeNull();
    expect(await asked('what case')).toBeNull();
  });
});
