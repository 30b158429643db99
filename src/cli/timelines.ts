import type { Readable, Writable } from 'node:stream';
import { z } from 'zod';
import { bankHolidays } from '../../config/bank-holidays.ts';
import { nearest } from '../../config/spelling.ts';
import { councilSchema } from '../core/catalogue.ts';
import type { Calendar } from '../core/clock.ts';
import { type Hours, hoursSchema, weekdays } from '../core/hours.ts';
import { figuresOf, timelineTypes } from '../core/timeline.ts';
import { readLines, writeLine } from './lines.ts';

/** What is wrong with a value, and what would be right. */
function not(what: string, right: string, known: readonly string[] = []) {
  return ({ input }: { readonly input?: unknown }) => {
    if (input === undefined) return `is missing; ${right}`;
    const meant = typeof input === 'string' ? nearest(input, known) : undefined;
    const hint = meant === undefined ? '' : ` (did you mean "${meant}"?)`;
    return `${(JSON.stringify(input) ?? '').slice(0, 60)} is not ${what}${hint}; ${right}`;
  };
}

const nations = councilSchema.shape.nation.options;
const anInstant = 'use ISO 8601 with Z or an offset, such as 2026-11-24T10:00:00Z';
const isInstant = not('an instant', anInstant);
const calendarKeys = ['timezone', 'hours', 'holidays', 'closures'];
const isType = not('a type of event', `use ${timelineTypes.join(', ')}`, timelineTypes);
const isZone = not('a time zone', 'use its IANA name, such as Europe/London');
const isDays = not('a list of dates', 'use ["2026-12-24"]');
const isCalendar = not('a calendar', 'use {"timezone","hours","holidays","closures"}');

const firstYear = 2000;
const lastYear = 2099;

const written = /^(\d{4})-(\d\d)-(\d\d)T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;

const instant = z
  .string({ error: isInstant })
  .refine(isReal, { error: isInstant, abort: true })
  .transform((text) => new Date(text))
  .refine((at) => at.getUTCFullYear() >= firstYear && at.getUTCFullYear() <= lastYear, {
    error: `is too far away; use a year from ${firstYear} to ${lastYear}`,
  });

/** Whether this is an instant in ISO 8601, and on a day there is: no 30 February. */
function isReal(text: string): boolean {
  const [, year, month, day] = written.exec(text)?.map(Number) ?? [];
  if (year === undefined || month === undefined || day === undefined) return false;
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day && !Number.isNaN(Date.parse(text));
}

const hours = z.unknown().transform((told, { issues }): Hours => {
  const checked = hoursSchema.safeParse(told, {
    error: (issue) =>
      issue.code === 'unrecognized_keys'
        ? unknown(issue.keys, weekdays)
        : not('opening hours', 'use {"mon":["09:00-12:30","13:30-17:00"],...}')(issue),
  });
  if (checked.success) return checked.data;
  for (const { path, message } of checked.error.issues)
    issues.push({ code: 'custom', path, message, input: told });
  return z.NEVER;
});

const calendarSchema = z.strictObject(
  {
    timezone: z.string({ error: isZone }).refine(isTimezone, { error: isZone }),
    hours,
    holidays: z.enum(nations, { error: not('a nation', `use ${nations.join(', ')}`, nations) }).nullish(),
    closures: z
      .array(z.iso.date({ error: not('a date', 'use one such as 2026-12-24') }), { error: isDays })
      .nullish(),
  },
  {
    error: (issue) =>
      issue.code === 'unrecognized_keys' ? unknown(issue.keys, calendarKeys) : isCalendar(issue),
  },
);

const timelineSchema = z.object(
  {
    id: z.union([z.string(), z.number()], { error: not('an id', 'use text or a number') }),
    calendar: calendarSchema,
    events: z.array(
      z.object(
        { at: instant, type: z.enum(timelineTypes, { error: isType }) },
        { error: not('an event', 'use {"at":"2026-11-24T10:00:00Z","type":"resident-message"}') },
      ),
      { error: not('a list of events', 'use [{"at","type"},...]') },
    ),
  },
  { error: not('a timeline', 'use {"id","calendar","events"}') },
);

type Told = z.infer<typeof timelineSchema>;

const timezones = new Map<string, boolean>();

/** Asked of the platform once for each name: it takes its time. */
function isTimezone(name: string): boolean {
  const known = timezones.get(name) ?? makesDates(name);
  timezones.set(name, known);
  return known;
}

function makesDates(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

function unknown(keys: readonly string[], known: readonly string[]): string {
  const each = keys.map((key) => {
    const meant = nearest(key, known);
    return `"${key}" is not known here${meant === undefined ? '' : ` (did you mean "${meant}"?)`}`;
  });
  return `${each.join(', ')}; use ${known.join(', ')}`;
}

const aLine = 'Each line is {"id", "calendar", "events"}.';

/**
 * Answer each timeline of `from` with its figures on `to`, in the same order, and a line that is none with what is wrong
 * with it and what would be right, `{line, error}`; `complain` is told the same. Gives the exit code.
 */
export async function clockTimelines(
  from: Readable,
  to: Writable,
  complain: (fault: string) => void,
): Promise<0 | 1> {
  const calendarOf = calendars();
  let code: 0 | 1 = 0;
  for await (const each of readLines(from, timelineSchema)) {
    if ('fault' in each) {
      code = 1;
      complain(`Line ${each.line}: ${each.fault}. ${aLine}`);
      await writeLine(to, { line: each.line, error: each.fault });
      continue;
    }
    const { id, calendar, events } = each.held;
    const figures = figuresOf(calendarOf(calendar, events), events);
    await writeLine(to, {
      id,
      acknowledgement_seconds: figures.acknowledgementSeconds,
      first_response_minutes: figures.firstResponseMinutes,
      resolution_minutes: figures.resolutionMinutes,
      paused_minutes: figures.pausedMinutes,
    });
  }
  return code;
}

/** More calendars than this are forgotten and made again. */
const mostCalendars = 1000;

/** Calendars as told, each made once for the years its events touch, so that its days are counted once. */
function calendars(): (told: Told['calendar'], events: Told['events']) => Calendar {
  const made = new Map<string, Calendar>();
  const holidays = new Map<string, readonly string[]>();
  const holidaysOf = (nation: (typeof nations)[number], year: number) => {
    const key = `${nation} ${year}`;
    const days = holidays.get(key) ?? bankHolidays(nation, [year]);
    holidays.set(key, days);
    return days;
  };
  return (told, events) => {
    const years = [...new Set(events.map(({ at }) => at.getUTCFullYear()))];
    // A local year may have begun before its first instant in UTC, and a pause may run on into the next.
    const first = Math.min(...years) - 1;
    const last = Math.max(...years) + 1;
    const key = JSON.stringify([told, first, last]);
    const known = made.get(key);
    if (known !== undefined) return known;
    const daysOff = new Set(told.closures ?? []);
    const { timezone, hours, holidays: nation } = told;
    if (nation != null) {
      for (let year = first; year <= last; year += 1)
        for (const day of holidaysOf(nation, year)) daysOff.add(day);
    }
    const calendar = { timezone, hours, daysOff };
    if (made.size >= mostCalendars) made.clear();
    made.set(key, calendar);
    return calendar;
  };
}
