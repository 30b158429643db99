/** The parts of an instant as a clock and a calendar on the council's wall show them. */
interface Wall {
  readonly day: string;
  readonly weekday: string;
  readonly date: number;
  readonly month: string;
  readonly year: number;
  readonly time: string;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatFor(timezone: string): Intl.DateTimeFormat {
  const known = formats.get(timezone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone: timezone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  formats.set(timezone, made);
  return made;
}

function wall(instant: Date, timezone: string): Wall {
  const parts = Object.fromEntries(
    formatFor(timezone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, value]),
  );
  const { weekday = '', month = '', day = '', year = '' } = parts;
  return {
    day: `${year} ${month} ${day}`,
    weekday,
    date: Number(day),
    month,
    year: Number(year),
    time: timeOf(Number(parts['hour']), parts['minute'] ?? '00'),
  };
}

function timeOf(hour: number, minute: string): string {
  if (minute === '00' && hour === 0) return 'midnight';
  if (minute === '00' && hour === 12) return 'midday';
  const past = minute === '00' ? '' : `:${minute}`;
  return `${hour % 12 === 0 ? 12 : hour % 12}${past}${hour < 12 ? 'am' : 'pm'}`;
}

const dayMs = 86_400_000;

/** What days, months and the round hours are called; days from Sunday on. */
export interface TimeWords {
  readonly days: readonly string[];
  readonly months: readonly string[];
  readonly midnight: string;
  readonly midday: string;
}

/** As `Intl` and people say them in English. */
export const englishTime: TimeWords = {
  days: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
  months: [
    'January',
    'February',
    'March',
    'April',
    'May',
    'June',
    'July',
    'August',
    'September',
    'October',
    'November',
    'December',
  ],
  midnight: 'midnight',
  midday: 'midday',
};

/** The day and the time of an instant, apart, in words given: "Dydd Mawrth 30 Mehefin 2026", "5:03pm". */
export function dayAndTime(
  instant: Date,
  timezone: string,
  words: TimeWords,
): { readonly day: string; readonly time: string } {
  const { date, year, weekday, month, time } = wall(instant, timezone);
  const round = { midnight: words.midnight, midday: words.midday };
  return {
    day: `${words.days[englishTime.days.indexOf(weekday)]} ${date} ${words.months[englishTime.months.indexOf(month)]} ${year}`,
    time: round[time as keyof typeof round] ?? time,
  };
}

/** "Tuesday 24 November 2026 at 5:03pm". */
export function momentInFull(instant: Date, timezone: string): string {
  const at = wall(instant, timezone);
  return `${at.weekday} ${at.date} ${at.month} ${at.year} at ${at.time}`;
}

/** The same, as short as it can be told today: "today at 5:03pm", "Fri 20 Nov at 9am", "3 Dec 2025 at 9am". */
export function momentInShort(instant: Date, now: Date, timezone: string): string {
  const at = wall(instant, timezone);
  const near = nearDay(at.day, now, timezone);
  if (near !== null) return `${near} at ${at.time}`;
  const month = at.month.slice(0, 3);
  const thisYear = at.year === wall(now, timezone).year;
  const day = thisYear ? `${at.weekday.slice(0, 3)} ${at.date} ${month}` : `${at.date} ${month} ${at.year}`;
  return `${day} at ${at.time}`;
}

function nearDay(day: string, now: Date, timezone: string): string | null {
  const shifts: readonly (readonly [number, string])[] = [
    [0, 'today'],
    [1, 'tomorrow'],
    [-1, 'yesterday'],
  ];
  const found = shifts.find(([shift]) => wall(new Date(now.getTime() + shift * dayMs), timezone).day === day);
  return found?.[1] ?? null;
}

/** Whether two instants fall on the same day of the council's calendar. */
export function sameDay(one: Date, other: Date, timezone: string): boolean {
  return wall(one, timezone).day === wall(other, timezone).day;
}

/** A length of working time, which has no days: "31 hours 5 minutes". */
export function hoursInWords(seconds: number): string {
  const minutes = Math.floor(Math.abs(seconds) / 60);
  if (minutes === 0) return 'under a minute';
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return [
    hours > 0 ? `${hours} hour${hours === 1 ? '' : 's'}` : '',
    rest > 0 ? `${rest} minute${rest === 1 ? '' : 's'}` : '',
  ]
    .filter((part) => part !== '')
    .join(' ');
}
