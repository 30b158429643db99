import type { types } from '@slack/bolt';
import type { DeskNeeds } from '../../src/core/desk.ts';
import { statusWords } from '../../src/core/officer-words.ts';
import { masked } from '../../src/core/personal.ts';
import type { CaseFile, CaseLine } from '../../src/core/record.ts';
import { actionOf, pressValue } from './buttons.ts';
import { aside, button, cut, marked, plain, section } from './fields.ts';
import { escaped } from './markup.ts';

type LineNeeds = Pick<DeskNeeds, 'publicUrl'> & { readonly record: Pick<DeskNeeds['record'], 'personal'> };

/** One case in a list: what it is, who has it, by when, and the resident's first words. */
export function lineBlocks(line: CaseLine, needs: LineNeeds): types.KnownBlock[] {
  const look = { deed: 'look', reference: line.reference, version: line.version } as const;
  return [
    {
      ...section(marked(headOf(line, needs))),
      accessory: button(actionOf('look'), 'Look', pressValue(look)),
    },
    ...wordsOf(line, needs, 150),
  ];
}

/** Everything a look at a case needs, and where to work it. */
export function caseBlocks(file: CaseFile, needs: LineNeeds, thread: string | null): types.KnownBlock[] {
  const { messages, place } = file;
  const last = messages.findLast(({ voice, text }) => voice === 'resident' && text !== null);
  const facts = [
    `${escaped(file.channel)}, ${escaped(file.language)}`,
    ...(place === null ? [] : [escaped(cut(place.words, 200))]),
    `opened ${clock(file.openedAt)}`,
  ];
  return [
    section(marked(headOf(file, needs))),
    ...wordsOf(file, needs, 600),
    ...(last?.text === undefined || last.text === null || last.text === file.firstWords
      ? []
      : [section(plain(`Last: ${masked(last.text, needs.record.personal(last.text))}`, 600))]),
    aside(facts.join(' · ')),
    ...(thread === null ? [] : [section(marked(`<${thread}|Open its thread>`))]),
  ];
}

function headOf(line: CaseLine, { publicUrl }: LineNeeds): string {
  const { reference } = line;
  const name =
    publicUrl === null
      ? reference
      : `<${publicUrl}/desk/cases/${encodeURIComponent(reference)}|${reference}>`;
  const danger = line.danger.length > 0 ? ':rotating_light: ' : '';
  const who = line.assignee === null ? 'nobody has it' : escaped(line.assignee.name);
  const standing = [statusWords[line.status], escaped(line.teamName), who, ...dueOf(line)].join(' · ');
  return `${danger}*${name}*  ${escaped(line.serviceTitle)}\n${standing}`;
}

function dueOf({ status, firstRespondedAt, firstResponseDue, resolutionDue }: CaseLine): string[] {
  if (status === 'resolved') return [];
  const due = firstRespondedAt === null ? (firstResponseDue ?? resolutionDue) : resolutionDue;
  return due === null ? [] : [`due ${clock(due)}`];
}

/** A time in each reader's own clock. */
export const clock = (at: Date): string =>
  `<!date^${Math.floor(at.getTime() / 1000)}^{date_short_pretty} {time}|${at.toISOString()}>`;

function wordsOf({ firstWords }: CaseLine, { record }: LineNeeds, longest: number): types.KnownBlock[] {
  if (firstWords === null || firstWords.trim() === '') return [];
  return [{ type: 'context', elements: [plain(masked(firstWords, record.personal(firstWords)), longest)] }];
}
