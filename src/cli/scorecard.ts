import { type Command, InvalidArgumentError } from 'commander';
import type { LiveScorecard, Reading } from '../core/scorecard.ts';
import { scorecardOf } from '../stats/scorecard.ts';
import { withStore } from './ledger.ts';

/** Add `scorecard`: what the desk's page says, on the command line. */
export function registerScorecard(program: Command): void {
  program
    .command('scorecard')
    .description('how well residents’ messages were understood, as officers and residents judged')
    .option('--weeks <count>', 'how many weeks, the one under way among them: 1 to 52', weeksFrom, 12)
    .option('--json', 'the whole scorecard as JSON', false)
    .action(async ({ weeks, json }: { weeks: number; json: boolean }) => {
      const card = await withStore(async ({ statistics }) =>
        scorecardOf(await statistics.readings(weeks, new Date())),
      );
      console.log(json ? JSON.stringify(card, null, 2) : scorecardInWords(card));
    });
}

/** A scorecard for people. A dash stands where fewer than five are behind a share. */
export function scorecardInWords(card: LiveScorecard): string {
  const columns = 'messages    sure  looked at  corrected   right';
  return [
    `Since Monday ${card.from}: ${card.cases} cases, ${percent(card.misrouted)} of them moved by a person after we had placed them.`,
    '',
    `${''.padEnd(40)}${columns}`,
    row('all', card),
    '',
    `${'Week of'.padEnd(40)}${columns}   cases   moved  change`,
    ...[...card.weeks]
      .reverse()
      .map(
        (week) =>
          row(week.week, week) +
          String(week.cases).padStart(8) +
          percent(week.misrouted).padStart(8) +
          (week.drift?.toFixed(2) ?? '-').padStart(8),
      ),
    '',
    `${'Label'.padEnd(40)}${columns}`,
    ...card.labels.map((one) => row(one.label, one)),
    '',
    `${'Probability'.padEnd(18)}looked at  corrected  promised   right`,
    ...card.calibration
      .filter(({ judged }) => judged > 0)
      .map(
        ({ from, judged, corrected, given, right }) =>
          `${from.toFixed(1)} to ${(from + 0.1).toFixed(1)}`.padEnd(18) +
          String(judged).padStart(9) +
          String(corrected).padStart(11) +
          percent(given).padStart(10) +
          percent(right).padStart(8),
      ),
    '',
    'Worst confusions:',
    ...card.confusions.map(
      ({ label, taken, times, references }) =>
        `  ${times}  ${label} taken for ${taken}  (${references.join(', ')})`,
    ),
    '',
    `${'Model'.padEnd(40)}${columns}`,
    ...card.models.map((one) => row(one.model, one)),
  ].join('\n');
}

function row(name: string, { messages, sure, judged, corrected, accuracy }: Reading): string {
  return [
    name.padEnd(40),
    String(messages).padStart(8),
    percent(sure).padStart(8),
    String(judged).padStart(11),
    String(corrected).padStart(11),
    percent(accuracy).padStart(8),
  ].join('');
}

function percent(share: number | null): string {
  return share === null ? '-' : `${(100 * share).toFixed(1)}%`;
}

function weeksFrom(text: string): number {
  const weeks = Number(text);
  if (!Number.isInteger(weeks) || weeks < 1 || weeks > 52)
    throw new InvalidArgumentError('It is a whole number from 1 to 52.');
  return weeks;
}
