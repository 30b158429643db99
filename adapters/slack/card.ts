import type { types } from '@slack/bolt';
import type { Council } from '../../src/core/catalogue.ts';
import { inWords } from '../../src/core/clock.ts';
import {
  caseTitle,
  dangerWords,
  languageName,
  nameInWords,
  serviceTitle,
  statusInWords,
  statusWords,
} from '../../src/core/officer-words.ts';
import type { CaseFile, ClockState } from '../../src/core/record.ts';
import { actionOf, type Deed, moreAction, pressValue } from './buttons.ts';
import {
  type Block,
  bold,
  clipped,
  header,
  lines,
  link,
  moment,
  quoted,
  type Span,
  small,
  spoken,
  words,
} from './rich.ts';
import { mapOf, placeInShort, type Shown } from './words.ts';

/** What a post shows. */
export interface Look {
  readonly blocks: readonly Block[];
  /** For notifications, and for whoever cannot see the blocks. */
  readonly text: string;
}

/** What drawing a case needs to know beside it. */
export interface Drawing {
  readonly council: Council;
  /** The web desk, without a slash at the end; null when we are not told. */
  readonly publicUrl: string | null;
  readonly shown: Shown;
}

/** Where the web desk shows a case. */
export const deskUrl = ({ publicUrl }: Drawing, reference: string): string | null =>
  publicUrl === null ? null : `${publicUrl}/desk/cases/${reference}`;

/** The case in full, for the team that has it. */
export function card(file: CaseFile, drawing: Drawing): Look {
  const title = caseTitle(file);
  const first = drawing.shown(file.firstWords);
  return {
    text: spoken(`${file.reference} ${title}: ${first}`),
    blocks: [
      header(`${file.reference} · ${title}`),
      lines(...facts(file, drawing)),
      quoted(
        first === ''
          ? words('No words: erased, or only files.', { italic: true })
          : words(clipped(first, 600)),
      ),
      ...[guesses(file, drawing.council), earlier(file)].flatMap((text) =>
        text === null ? [] : [small(text)],
      ),
      buttons(file, drawing),
    ],
  };
}

/** All that may be known of a restricted case where not everybody is cleared. */
export function stub(file: CaseFile): Look {
  return {
    text: spoken(`${file.reference} is restricted`),
    blocks: [
      header(`${file.reference} · restricted`),
      small('Only officers cleared for safeguarding see this case. It is with them.'),
    ],
  };
}

/** What is left of a card where the case was before. */
export function moved(file: CaseFile, to: { readonly channel: string; readonly url: string }): Look {
  return {
    text: spoken(`${file.reference} moved to #${to.channel}`),
    blocks: [
      lines([
        bold(file.reference),
        words(` · ${caseTitle(file)} · moved to `),
        link(to.url, `#${to.channel}`),
      ]),
      small('The whole record went with it.'),
    ],
  };
}
function facts(file: CaseFile, drawing: Drawing): Span[][] {
  const { status, outcome, assignee, teamName, channel, language, place, danger } = file;
  const map = place === null ? null : mapOf(place);
  return [
    [
      bold(statusInWords(status, outcome)),
      words(` · ${teamName} · ${assignee === null ? 'nobody has it yet' : `with ${assignee.name}`}`),
    ],
    ...(danger.length === 0
      ? []
      : [[bold(`Danger: ${[...new Set(danger.map(({ family }) => dangerWords[family]))].join(', ')}`)]]),
    ...(place === null
      ? []
      : [
          [
            bold('Place: '),
            words(clipped(drawing.shown(placeInShort(place)), 150)),
            ...(map === null ? [] : [words(' · '), link(map, 'map')]),
          ],
        ]),
    [bold('From: '), words(`${nameInWords(channel)}, writes in ${languageName(language)}`)],
    ...due(file, drawing.council),
  ];
}

function due({ clocks }: CaseFile, { facts: { timezone } }: Council): Span[][] {
  const clock = (name: string, { due: by, state }: ClockState): Span[][] => {
    if (by === null || state === 'none') return [];
    if (state === 'met' || state === 'met-late')
      return name === 'First answer'
        ? []
        : [[bold(`${name}: `), words(state === 'met' ? 'in time' : 'late')]];
    return [
      [
        bold(`${name} due: `),
        moment(by, '{date_short_pretty} at {time} ({ago})', inWords(by, timezone, 'en')),
        ...(state === 'overdue' ? [words(' '), bold('overdue')] : []),
      ],
    ];
  };
  return [...clock('First answer', clocks.firstResponse), ...clock('Resolution', clocks.resolution)];
}

const percent = (probability: number): string => `${Math.round(probability * 100)} %`;

/** How sure the classifier is, and what else it could be; who said so where a person did. */
function guesses({ decisions, service }: CaseFile, council: Council): string | null {
  // Every message is read anew; what the card tells is how the case came to be of its service.
  const standing = decisions.findLast(({ label }) => label === service) ?? decisions[0];
  if (standing === undefined) return null;
  if (standing.probability === null)
    return standing.reason === null ? null : 'An officer chose this service.';
  const others = standing.alternatives
    .filter(({ probability }) => probability >= 0.005)
    .slice(0, 3)
    .map(({ label, probability }) => `${serviceTitle(council, label)} ${percent(probability)}`);
  const could = others.length === 0 ? '' : ` It could also be: ${others.join(', ')}.`;
  return `${percent(standing.probability)} sure of ${serviceTitle(council, standing.label)}.${could}`;
}

function earlier({ others }: CaseFile): string | null {
  if (others.length === 0) return null;
  const told = others
    .slice(0, 5)
    .map(
      ({ reference, serviceTitle: title, status }) =>
        `${reference} ${title} (${statusWords[status].toLowerCase()})`,
    );
  const more = others.length > 5 ? `, and ${others.length - 5} more` : '';
  return `Other cases of this resident: ${told.join(', ')}${more}`;
}

const labels: Readonly<Partial<Record<Deed, string>>> = {
  take: 'Take it',
  reply: 'Reply',
  route: 'Re-route',
  service: 'Change service',
  note: 'Note',
  close: 'Close',
  reopen: 'Reopen',
  escalate: 'Escalate to the on-call',
  confirm: 'I have it',
};

const plain = (text: string): types.PlainTextElement => ({ type: 'plain_text', text, emoji: false });

/** A button of ours, for one case. */
export function button(
  file: Pick<CaseFile, 'reference' | 'version'>,
  deed: Deed,
  more: { of?: string; style?: 'primary' | 'danger'; label?: string } = {},
): types.Button {
  const { of, style, label = labels[deed] ?? nameInWords(deed) } = more;
  const { reference, version } = file;
  return {
    type: 'button',
    action_id: actionOf(deed),
    text: plain(label),
    value: pressValue({ deed, reference, version, ...(of === undefined ? {} : { of }) }),
    ...(style === undefined ? {} : { style }),
  };
}

function buttons(file: CaseFile, drawing: Drawing): Block {
  const open = file.status !== 'resolved';
  const deeds: Deed[] = open
    ? [...(file.assignee === null ? (['take'] as const) : []), 'reply', 'route', 'service', 'note', 'close']
    : ['reopen', 'note'];
  return {
    type: 'actions',
    elements: [
      ...deeds.map((deed) => button(file, deed, deed === 'reply' ? { style: 'primary' } : {})),
      ...more(file, drawing, open),
    ],
  };
}

function more(file: CaseFile, drawing: Drawing, open: boolean): types.Overflow[] {
  const { reference, version } = file;
  const deeds: Deed[] = open
    ? [
        ...(file.assignee === null ? [] : (['take'] as const)),
        'escalate',
        ...(file.danger.length > 0 ? (['confirm'] as const) : []),
      ]
    : [];
  const url = deskUrl(drawing, reference);
  const options: types.Overflow['options'] = [
    ...deeds.map((deed) => ({
      text: plain(labels[deed] ?? deed),
      value: pressValue({ deed, reference, version }),
    })),
    ...(url === null
      ? []
      : [
          {
            text: plain('Open in the web desk'),
            url,
            value: pressValue({ deed: 'look', reference, version }),
          },
        ]),
  ];
  return options.length === 0 ? [] : [{ type: 'overflow', action_id: moreAction, options }];
}
