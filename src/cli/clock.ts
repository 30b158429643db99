import type { Command } from 'commander';
import { councilFolder, loadCouncil } from '../../config/council.ts';
import { caseClock } from '../core/council.ts';
import { findReference } from '../core/ids.ts';
import { timelineOf, withoutPauses } from '../core/timeline.ts';
import type { Store } from '../store/store.ts';
import { stepsOf } from './clock-steps.ts';
import { withStore } from './ledger.ts';
import { clockTimelines } from './timelines.ts';

/** Add `clock REFERENCE` and `clock --timelines`. Exits with 1 when no case has the reference, or a line is no timeline. */
export function registerClock(program: Command): void {
  const command = program
    .command('clock')
    .description(
      'check a figure: the clock of one case step by step; or, with --timelines, read JSON Lines ' +
        '{id, calendar, events} and write {id, acknowledgement_seconds, first_response_minutes, ' +
        'resolution_minutes, paused_minutes}, one line each; a line that is no timeline is answered with ' +
        '{line, error}',
    )
    .argument('[reference]', 'such as MB-482-913-605')
    .option('--timelines', 'read timelines on stdin; needs no database', false)
    .option('--restricted', 'also when the case is restricted', false);
  command.action(async (typed: string | undefined, options: { timelines: boolean; restricted: boolean }) => {
    if (options.timelines === (typed !== undefined))
      command.error('Give either the reference of a case or --timelines.');
    process.exitCode =
      typed === undefined
        ? await clockTimelines(process.stdin, process.stdout, console.error)
        : await explain(typed, options.restricted);
  });
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
