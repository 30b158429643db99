import type { Command } from 'commander';
import { councilFolder, loadCouncil } from '../../config/council.ts';
import type { Calendar } from '../core/clock.ts';
import { caseClock } from '../core/council.ts';
import { findReference } from '../core/ids.ts';
import { figuresOf, type TimelineEvent, timelineOf, withoutPauses } from '../core/timeline.ts';
import { type Stretch, stretchesOf, type Why } from '../core/timeline-stretches.ts';
import type { Store } from '../store/store.ts';
import { withStore } from './ledger.ts';
import { clockTimelines } from './timelines.ts';

/** Add `clock REFERENCE` and `clock --timelines`. Exits with 1 when no case has the reference, 2 on a line that is no timeline. */
export function registerClock(program: Command): void {
  const command = program
    .command('clock')
    .description(
      'check a figure: the clock of one case step by step; or, with --timelines, read JSON Lines ' +
        '{id, calendar, events} and write {id, acknowledgement_seconds, first_response_minutes, ' +
        'resolution_minutes, paused_minutes}, one line each',
    )
    .argument('[reference]', 'such as MB-482-913-605')
    .option('--timelines', 'read timelines on stdin; needs no database', false)
    .option('--restricted', 'also when the case is restricted', false);
  command.action(async (typed: string | undefined, options: { timelines: boolean; restricted: boolean }) => {
    if (options.timelines === (typed !== undefined))
      command.error('Give either the reference of a case or --timelines.');
    process.exitCode =
      typed === undefined ? await answerTimelines() : await explain(typed, options.restricted);
  });
}

async function answerTimelines(): Promise<0 | 2> {
  const fault = await clockTimelines(process.stdin, process.stdout);
  if (fault !== null) console.error(fault);
  return fault === null ? 0 : 2;
}

function explain(typed: string, restricted: boolean): Promise<0 | 1> {
  return withStore(async ({ reader }, env) => {
    const lines = await clockOf(typed, { reader, council: env.council, restricted, now: new Date() });
    if (lines === null) {
      console.error(
        `No case has the reference ${typed}${restricted ? '' : ', or it is restricted (see --restricted)'}.`,
      );
      return 1;
    }
    for (const line of lines) console.log(line);
    return 0;
  });
}

/** The clock of a case of the ledger in lines, by the hours its team keeps now; null when there is none to be seen. */
export async function clockOf(
  typed: string,
  from: {
    readonly reader: Pick<Store['reader'], 'caseFile'>;
    readonly council: string;
    readonly restricted: boolean;
    readonly now: Date;
  },
): Promise<string[] | null> {
  const { reader, restricted, now } = from;
  const folder = councilFolder(from);
  const { referencePrefix } = loadCouncil(folder, { years: [] }).facts;
  const reference = findReference(referencePrefix, typed);
  const file = reference === null ? null : await reader.caseFile(reference, { restricted }, now);
  if (file === null) return null;
  const first = file.openedAt.getUTCFullYear() - 1;
  const years = Array.from({ length: now.getUTCFullYear() + 2 - first }, (_, i) => first + i);
  const council = loadCouncil(folder, { years });
  const { calendar, pauses } = caseClock(council, file.team, file.service);
  const timeline = timelineOf(file.events);
  return [
    `${file.reference}, by the hours of ${file.teamName}, ${calendar.timezone}`,
    ...(pauses ? [] : ['Nothing pauses this clock: the law, or the council, sets the time of this service.']),
    '',
    ...stepsOf(calendar, pauses ? timeline : withoutPauses(timeline), now),
  ];
}

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
    ...events.map(({ at, type }) => ({ at, order: 0, line: () => row(at, '', happenings[type]) })),
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

const happenings: Readonly<Record<TimelineEvent['type'], string>> = {
  'resident-message': 'The resident wrote.',
  'bot-reply': 'We answered automatically.',
  'officer-reply': 'An officer answered.',
  'officer-question': 'An officer asked a question: the clock pauses.',
  resolved: 'Resolved.',
  reopened: 'Opened again.',
  waiting: 'An officer set it waiting on the resident: the clock pauses.',
  resumed: 'It no longer waits on the resident.',
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
