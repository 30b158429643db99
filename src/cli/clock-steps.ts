import { reopenDays } from '../core/case.ts';
import type { Calendar } from '../core/clock.ts';
import { courseOf, figuresOf, inOrder, type TimelineEvent } from '../core/timeline.ts';
import { type Stretch, stretchesOf, type Why } from '../core/timeline-stretches.ts';

/**
 * The clock of a case, a line for each thing that happened and each stretch between, with what has counted so far,
 * and its figures at the end.
 */
export function stepsOf(calendar: Calendar, events: readonly TimelineEvent[], now: Date): string[] {
  const figures = figuresOf(calendar, events, now);
  if (figures.startedAt === null) return ['No resident has written: no clock has started.'];
  const tell = teller(calendar.timezone);
  let counted = 0;
  const stretches = stretchesOf(calendar, events, now).flatMap((stretch) => {
    // Cut at what happened within it, so that each stands at its time.
    const cuts = events.map(({ at }) => at).filter((at) => at > stretch.from && at < stretch.to);
    const edges = [stretch.from, ...cuts.sort((one, other) => +one - +other), stretch.to];
    return edges.slice(1).map((to, i) => ({ ...stretch, from: edges[i] ?? stretch.from, to }));
  });
  const row = (at: Date, length: string, words: string) => `${tell(at)}  ${length.padStart(11)}  ${words}`;
  const steps = [
    ...happenings(calendar, events, now).map(({ at, words }) => ({
      at,
      order: 0,
      line: () => row(at, '', words),
    })),
    ...stretches.map((stretch) => ({
      at: stretch.from,
      order: 1,
      line: () => {
        const length = clock(lengthOf(stretch));
        if (!stretch.counts) return row(stretch.from, length, whys[stretch.why]);
        counted += lengthOf(stretch);
        return row(stretch.from, `+${length}`, `${whys[stretch.why]}; so far ${clock(counted)}`);
      },
    })),
  ].sort((one, other) => +one.at - +other.at || one.order - other.order);
  return [...steps.map(({ line }) => line()), '', ...summary(figures)];
}

interface Told {
  readonly at: Date;
  readonly words: string;
}

/** What happened, in order, with what it did to the clock; and each pause that ran out. */
function happenings(calendar: Calendar, events: readonly TimelineEvent[], now: Date): Told[] {
  const told = inOrder(events);
  const first = told.find(({ type }) => type === 'resident-message');
  let closed: Date | null = null;
  const happened = told.map(({ at, type }): Told => {
    const runs = first !== undefined && at >= first.at;
    const words =
      type === 'reopened' && runs ? reopened(closed, at) : happening(type, runs && closed === null);
    if (type === 'reopened') closed = null;
    else if (type === 'resolved' && runs) closed ??= at;
    return { at, words };
  });
  const instants = new Set(told.map(({ at }) => +at));
  const ranOut = (courseOf(calendar, events)?.pauses ?? []).flatMap(({ to: at }) =>
    at === null || at > now || instants.has(+at)
      ? []
      : [{ at, words: 'Ten working days without an answer: the clock no longer pauses.' }],
  );
  return [...happened, ...ranOut];
}

/** `runs`: a pause has a clock to pause. */
function happening(type: TimelineEvent['type'], runs: boolean): string {
  const pauses = type === 'officer-question' || type === 'waiting';
  return `${happeningWords[type]}${pauses && runs ? ': the clock pauses' : ''}.`;
}

function reopened(closed: Date | null, at: Date): string {
  if (closed === null) return 'Opened again, though it was not resolved: nothing changes.';
  return +at - +closed > reopenDays * 86_400_000
    ? `Opened again, more than ${reopenDays} days after the close: a new clock.`
    : `Opened again within ${reopenDays} days: the close is void, and the time since counts.`;
}

const happeningWords: Readonly<Record<TimelineEvent['type'], string>> = {
  'resident-message': 'The resident wrote',
  'bot-reply': 'We answered automatically',
  'officer-reply': 'An officer answered',
  'officer-question': 'An officer asked a question',
  resolved: 'Resolved',
  reopened: 'Opened again',
  waiting: 'An officer set it waiting on the resident',
  resumed: 'It no longer waits on the resident',
};

const whys: Readonly<Record<Why, string>> = {
  working: 'working time counts',
  paused: 'waiting on the resident: does not count',
  closed: 'out of hours: does not count',
  'day-off': 'bank holiday or closure: does not count',
  'after-close': 'resolved: does not count',
  'earlier-clock': 'an earlier clock, which a reopening after 14 days ended: does not count',
};

function summary(figures: ReturnType<typeof figuresOf>): string[] {
  const told = (words: string, value: number | null, unit: string) =>
    `${words.padEnd(16)}${value === null ? 'not yet' : `${value} ${unit}${value === 1 ? '' : 's'}`}`;
  return [
    told('Acknowledged', figures.acknowledgementSeconds, 'second'),
    told('First response', figures.firstResponseMinutes, 'working minute'),
    told('Resolved', figures.resolutionMinutes, 'working minute'),
    told('Paused', figures.pausedMinutes, 'working minute'),
  ];
}

function lengthOf({ from, to }: Stretch): number {
  return to.getTime() - from.getTime();
}

/** `26:05:00`: hours, minutes and seconds, the rest left off. */
function clock(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  const two = (number: number) => String(number).padStart(2, '0');
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

function teller(timeZone: string): (instant: Date) => string {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    day: '2-digit',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  });
  return (instant) => format.format(instant).replaceAll(',', '');
}
