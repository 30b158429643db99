import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { root } from '../../../config/root.ts';
import { clockTimelines } from '../../../src/cli/timelines.ts';

const folder = join(root, 'test', 'timelines');
const read = (file: string): unknown => parse(readFileSync(join(folder, file), 'utf8'));
const figure = z.int().nullable();
const golden = z.array(
  z.strictObject({
    id: z.string(),
    shows: z.string(),
    calendar: z.string(),
    events: z.array(z.string()),
    worked: z.string(),
    acknowledgement_seconds: figure,
    first_response_minutes: figure,
    resolution_minutes: figure,
    paused_minutes: figure,
  }),
);

const calendars = z.record(z.string(), z.unknown()).parse(read('calendars.yaml'));
const files = readdirSync(folder).filter((file) => /^\d.*\.yaml$/.test(file));
const worked = files.flatMap((file) => golden.parse(read(file)));

async function clocked(...lines: unknown[]): Promise<{ code: number; faults: string[]; out: unknown[] }> {
  const out: unknown[] = [];
  const faults: string[] = [];
  const to = new Writable({
    write(chunk, _, done) {
      out.push(JSON.parse(String(chunk)));
      done();
    },
  });
  const text = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n');
  const code = await clockTimelines(Readable.from([text]), to, (fault) => faults.push(fault));
  return { code, faults, out };
}

describe('A timeline worked by hand', () => {
  test.each(worked)('$id: $shows', async ({ id, shows: _, worked: __, calendar, events, ...figures }) => {
    const told = events.map((event) => {
      const [at, type] = event.split(' ');
      return { at, type };
    });
    const { code, out } = await clocked({ id, calendar: calendars[calendar], events: told });
    expect(code).toBe(0);
    expect(out).toEqual([{ id, ...figures }]);
  });

  test('is one of forty and more, each of its own name', () => {
    expect(worked.length).toBeGreaterThanOrEqual(40);
    expect(new Set(worked.map(({ id }) => id)).size).toBe(worked.length);
  });
});

const calendar = calendars['plain'] as object;
const wrote = { at: '2026-11-24T10:00:00Z', type: 'resident-message' };
const sound = { id: 7, calendar, events: [wrote] };

describe('moothall clock --timelines', () => {
  test('answers in the order of the lines, passing over empty ones', async () => {
    const { code, out } = await clocked(sound, '', { ...sound, id: 'b' });
    expect(code).toBe(0);
    expect(out).toMatchObject([{ id: 7 }, { id: 'b' }]);
  });

  test('answers a bad line with what is wrong with it, and those after it all the same', async () => {
    const { code, faults, out } = await clocked(sound, '{', { ...sound, id: 'b' });
    expect(code).toBe(1);
    expect(faults).toEqual(['Line 2: this line is not JSON. Each line is {"id", "calendar", "events"}.']);
    expect(out).toMatchObject([{ id: 7 }, { line: 2, error: 'this line is not JSON' }, { id: 'b' }]);
  });

  test('takes null for no holidays and no closures', async () => {
    const { out } = await clocked(withCalendar({ holidays: null, closures: null }));
    expect(out).toMatchObject([{ id: 7, paused_minutes: 0 }]);
  });

  test('reads a timeline of as many events as there may be', async () => {
    const { out } = await clocked({ ...sound, events: Array.from({ length: 200_000 }, () => wrote) });
    expect(out).toMatchObject([{ id: 7, paused_minutes: 0 }]);
  });

  const withCalendar = (change: object) => ({ ...sound, calendar: { ...calendar, ...change } });
  const withEvent = (change: object) => ({ ...sound, events: [wrote, { ...wrote, ...change }] });
  test.each([
    ['a line that is no timeline', [1], 'the line: [1] is not a timeline; use {"id","calendar","events"}'],
    ['no id', { calendar, events: [] }, 'id: is missing; use text or a number'],
    [
      'a type misspelt',
      withEvent({ type: 'resolve' }),
      'events.1.type: "resolve" is not a type of event (did you mean "resolved"?); use resident-message, bot-reply',
    ],
    [
      'an instant without an offset',
      withEvent({ at: '2026-11-24T10:00:00' }),
      'events.1.at: "2026-11-24T10:00:00" is not an instant; use ISO 8601',
    ],
    [
      'a day there is not',
      withEvent({ at: '2026-02-30T10:00:00Z' }),
      'events.1.at: "2026-02-30T10:00:00Z" is not an instant',
    ],
    [
      'an hour there is not',
      withEvent({ at: '2026-02-20T24:30:00Z' }),
      'events.1.at: "2026-02-20T24:30:00Z" is not an instant',
    ],
    [
      'a year far away',
      withEvent({ at: '1926-02-20T10:00:00Z' }),
      'events.1.at: is too far away; use a year from 2000 to 2099',
    ],
    [
      'a zone misspelt',
      withCalendar({ timezone: 'Europe/Lodon' }),
      'calendar.timezone: "Europe/Lodon" is not a time zone; use its IANA name',
    ],
    [
      'a nation misspelt',
      withCalendar({ holidays: 'GB-EN' }),
      'calendar.holidays: "GB-EN" is not a nation (did you mean "GB-ENG"?); use GB-ENG, GB-WLS, GB-SCT, GB-NIR',
    ],
    [
      'a name misspelt',
      withCalendar({ closure: [] }),
      'calendar: "closure" is not known here (did you mean "closures"?)',
    ],
    [
      'a closure as people write it',
      withCalendar({ closures: ['24/12/2026'] }),
      'calendar.closures.0: "24/12/2026" is not a date; use one such as 2026-12-24',
    ],
    [
      'a weekday in full',
      withCalendar({ hours: { monday: [] } }),
      'calendar.hours: "monday" is not known here; use mon, tue',
    ],
    [
      'hours as people write them',
      withCalendar({ hours: { mon: ['9-5'] } }),
      'calendar.hours.mon.0: hours are HH:MM-HH:MM, such as 09:00-12:30',
    ],
    [
      'hours that overlap',
      withCalendar({ hours: { mon: ['09:00-12:00', '11:00-13:00'] } }),
      'calendar.hours.mon: hours of a day run forward in time and do not overlap',
    ],
    ['no hours', withCalendar({ hours: undefined }), 'calendar.hours: is missing; use {"mon":'],
  ])('says of %s which line it is on, what is wrong and what would be right', async (_, bad, says) => {
    const { faults, out } = await clocked(sound, bad, sound);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(`Line 2: ${says}`);
    expect(out).toHaveLength(3);
  });

  test('takes each line by its own calendar, however many there are', async () => {
    const lines = Array.from({ length: 1500 }, (_, i) => {
      const opens = `${String(9 + (i % 3)).padStart(2, '0')}:${String(i % 60).padStart(2, '0')}`;
      return {
        id: i,
        calendar: {
          timezone: 'Europe/London',
          hours: { tue: [`${opens}-18:00`] },
          closures: [`20${10 + (i % 80)}-01-01`],
        },
        events: [
          { ...wrote, at: '2026-11-24T08:00:00Z' },
          { at: '2026-11-24T18:00:00Z', type: 'resolved' },
        ],
      };
    });
    const { out } = await clocked(...lines);
    expect(out.map((each) => (each as { resolution_minutes: number }).resolution_minutes)).toEqual(
      lines.map((_, i) => 9 * 60 - (i % 3) * 60 - (i % 60)),
    );
  });
});
