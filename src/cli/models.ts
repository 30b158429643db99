import type { Comparison, Pair } from '../language/learning/compare.ts';
import type { Outcome } from '../language/learning/promote.ts';
import type { Entry } from '../language/learning/shelf.ts';
import { noticeable } from '../language/learning/verdict.ts';

/** One line of the models' history; the model in use is marked. */
export function entryInWords(entry: Entry, inUse: string | null): string {
  const { did, model, over, at, by, why } = entry;
  const other = over ?? 'the built-in model';
  const what = {
    promoted: `${model} promoted over ${other}`,
    refused: `${model} refused, ${other} stays`,
    'rolled-back': `${model} taken back, ${other} again`,
  }[did];
  const mark = did === 'promoted' && model === inUse ? '*' : ' ';
  return `${mark} ${at}  ${what}  by ${by}${why === null ? '' : `: ${why}`}`;
}

/** As much of what came of learning as people are told. */
export type Told = Omit<Outcome, 'tried'> & { readonly tried: { readonly comparison: Comparison } | null };

/** What came of learning from corrections, for people. */
export function outcomeInWords({ did, teachings, fresh, gone, tried }: Told): string {
  const { usable, leftOut } = teachings;
  const left = Object.entries(leftOut).filter(([, count]) => count > 0);
  const corrections = [
    `${usable.length} ${usable.length === 1 ? 'correction' : 'corrections'} to learn from: ${fresh.length} new, ` +
      `${gone.length} no longer there.`,
    ...(left.length === 0
      ? []
      : [`Left out: ${left.map(([why, count]) => `${count} ${whyLeftOut[why] ?? why}`).join(', ')}.`]),
  ];
  if (did === 'taken-back')
    return [
      ...corrections,
      'The model they make was taken back before: the one in use stays. To use it all the same, add --again.',
    ].join('\n');
  if (tried === null) return [...corrections, 'There is nothing new: the model in use stays.'].join('\n');
  return [
    ...corrections,
    '',
    ...comparisonInWords(tried.comparison),
    '',
    ...verdictInWords(did, tried.comparison),
  ].join('\n');
}

const whyLeftOut: Readonly<Record<string, string>> = {
  restricted: 'of restricted cases',
  'several-matters': 'of messages about several matters',
  'no-words': 'whose words are erased or taken back',
  'label-unknown': 'to a service without examples',
  'said-again': 'in words already known',
};

function comparisonInWords(comparison: Comparison): string[] {
  const { heldOut, corrected, standing, shadow, danger, falseAlarms, running, candidate } = comparison;
  const seen = danger.reduce(
    (sum, set) => ({
      messages: sum.messages + set.messages,
      running: sum.running + set.running,
      candidate: sum.candidate + set.candidate,
    }),
    { messages: 0, running: 0, candidate: 0 },
  );
  return [
    `${''.padEnd(34)}messages  ${running.padStart(14)}  ${candidate.padStart(14)}`,
    row('right: held-out messages', heldOut),
    row('right: new corrections, held out', corrected),
    row('right: live, left by officers', standing),
    row('danger raised', seen),
    row('raised without danger', falseAlarms),
    '',
    `Live messages read by both: ${shadow.messages}, alike: ${shadow.alike}.`,
    ...shadow.changes.slice(0, 15).map(({ from, to, times }) => `  ${times}  ${from} is now ${to}`),
  ];
}

function row(name: string, { messages, running, candidate }: Pair): string {
  const share = (count: number) =>
    messages === 0 ? '-' : `${count} (${((100 * count) / messages).toFixed(1)}%)`;
  return `${name.padEnd(34)}${String(messages).padStart(8)}  ${share(running).padStart(14)}  ${share(candidate).padStart(14)}`;
}

function verdictInWords(did: Outcome['did'], { candidate, running, verdict }: Comparison): string[] {
  if (did === 'overtaken')
    return [
      `Not promoted: another model was promoted or taken back while ${candidate} was trained. Run it again.`,
    ];
  if (did === 'promoted')
    return [
      `Promoted: model ${candidate}. No label falls noticeably and no danger is raised less often.`,
      'Processes that run follow within a minute. To go back: npm run moothall -- train --roll-back',
    ];
  return [
    `Not promoted: model ${running} stays.`,
    ...verdict.fallen.map(
      ({ label, messages, running: was, candidate: is }) =>
        `  ${label} falls from ${was} to ${is} right of ${messages}.`,
    ),
    ...verdict.danger.map(
      ({ set, messages, running: was, candidate: is }) =>
        `  Danger (${set}) is raised for ${is} of ${messages} messages, which was ${was}.`,
    ),
    ...(verdict.fallen.length > 0 ? [noticeable] : []),
    ...(verdict.danger.length > 0 ? ['Danger must not be raised less often at all.'] : []),
  ];
}
