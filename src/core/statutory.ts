import { DateTime } from 'luxon';

/** What a due date of the law depends on besides the duty: holidays as `YYYY-MM-DD`, of the years it may fall in. */
export interface LegalDays {
  /** IANA zone whose days these are. */
  readonly timezone: string;
  /** Bank holidays of the council's own nation. */
  readonly own: ReadonlySet<string>;
  /** Bank holidays of any nation of the United Kingdom. */
  readonly anywhere: ReadonlySet<string>;
}

interface Term {
  readonly count: number;
  readonly unit: 'hours' | 'days' | 'working-days' | 'weeks' | 'months';
  /** Whose bank holidays are no working days. */
  readonly holidays: 'own' | 'anywhere';
}

/** How long the law gives us for each duty, from what. `extended` is the most it may be drawn out to, from the same day. */
const terms = {
  /** From receipt. FOIA s.10: a bank holiday anywhere in the United Kingdom is no working day. */
  'information-request': { count: 20, unit: 'working-days', holidays: 'anywhere' },
  /** From receipt. EIR reg. 5 and 7: twenty more when complex and voluminous. */
  'environmental-information': { count: 20, extended: 40, unit: 'working-days', holidays: 'anywhere' },
  /** From receipt. UK GDPR art. 12(3): two more months when complex. */
  'own-data': { count: 1, extended: 3, unit: 'months', holidays: 'own' },
  /** From receipt. Data (Use and Access) Act 2025: an acknowledgement. */
  'data-complaint': { count: 30, unit: 'days', holidays: 'own' },
  /** From receipt. Ombudsman's code: an acknowledgement. */
  'complaint-acknowledged': { count: 5, unit: 'working-days', holidays: 'own' },
  /** From the acknowledgement. */
  'complaint-stage-one': { count: 10, extended: 20, unit: 'working-days', holidays: 'own' },
  /** From the request for it. */
  'complaint-stage-two': { count: 20, extended: 40, unit: 'working-days', holidays: 'own' },
  /** Awaab's Law, from becoming aware: an emergency hazard is investigated and made safe, at whatever hour. */
  'emergency-hazard': { count: 24, unit: 'hours', holidays: 'own' },
  /** Awaab's Law, from becoming aware: a significant hazard is investigated. */
  'hazard-investigated': { count: 10, unit: 'working-days', holidays: 'own' },
  /** Awaab's Law, from the end of the investigation: what was found, in writing. */
  'hazard-summary': { count: 3, unit: 'working-days', holidays: 'own' },
  /** Awaab's Law, from the end of the investigation: the danger is gone, and further works have begun. */
  'hazard-made-safe': { count: 5, unit: 'working-days', holidays: 'own' },
  /** Awaab's Law, from the end of the investigation: further works have begun, where five working days are too few. */
  'hazard-works-begun': { count: 12, unit: 'weeks', holidays: 'own' },
} as const satisfies Record<string, Term & { readonly extended?: number }>;

export type Duty = keyof typeof terms;

/** Duties whose term the law lets us draw out. */
export type ExtendableDuty = {
  [D in Duty]: (typeof terms)[D] extends { readonly extended: number } ? D : never;
}[Duty];

export const duties = Object.keys(terms) as readonly Duty[];

/**
 * When a duty of the law falls due for what began at `since`: the midnight that ends its last day, which `inWords`
 * tells as that day's. These clocks never pause, and know no opening hours; where the law starts one anew, as when
 * somebody had to prove who they are, `since` is when they had. Pure, never throws.
 *
 * - Working days are Monday to Friday without the bank holidays; the first is the one after the day it began on,
 *   whatever day and hour that was.
 * - A month later is the same date of that month, or its last day when it has none. Where that is no working day,
 *   the next one is.
 * - Days and weeks count from the day after, and end on whatever day they end.
 * - Hours are hours, to the millisecond, by day and night and over a change of clocks.
 */
export function legallyDue(duty: Duty, since: Date, days: LegalDays): Date {
  const { count, ...term } = terms[duty];
  return after(since, { count, ...term }, days);
}

/** The same, drawn out to the most that the law allows; counted from the same day. */
export function legallyDueExtended(duty: ExtendableDuty, since: Date, days: LegalDays): Date {
  const { extended, ...term } = terms[duty];
  return after(since, { ...term, count: extended }, days);
}

function after(since: Date, { count, unit, holidays }: Term, days: LegalDays): Date {
  if (unit === 'hours') return new Date(since.getTime() + count * 3_600_000);
  const received = DateTime.fromJSDate(since, { zone: days.timezone }).startOf('day');
  const off = days[holidays];
  switch (unit) {
    case 'working-days':
      return endOf(workingDaysAfter(received, count, off));
    case 'months':
      return endOf(workingDayFrom(received.plus({ months: count }), off));
    default:
      return endOf(received.plus({ [unit]: count }));
  }
}

function workingDaysAfter(day: DateTime, count: number, off: ReadonlySet<string>): DateTime {
  let last = day;
  for (let seen = 0; seen < count; seen += 1) last = workingDayFrom(last.plus({ days: 1 }), off);
  return last;
}

/** This day when it is a working day, or else the next that is. */
function workingDayFrom(day: DateTime, off: ReadonlySet<string>): DateTime {
  let next = day;
  while (next.weekday > 5 || off.has(next.toISODate() ?? '')) next = next.plus({ days: 1 });
  return next;
}

function endOf(day: DateTime): Date {
  return day.plus({ days: 1 }).toJSDate();
}
