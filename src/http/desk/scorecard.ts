import type { Council } from '../../core/catalogue.ts';
import { percent } from '../../core/figure-words.ts';
import { serviceTitle } from '../../core/officer-words.ts';
import type { LiveScorecard, ReadAsked, Reading } from '../../core/scorecard.ts';
import { countOpened, type Opened, openedTo } from '../stats/cells.ts';
import { stretchWords } from '../stats/days.ts';
import type { PlainTable } from '../stats/trend.ts';
import { bandWords, readHref } from './scorecard-cases.ts';

type Part = string | Opened;

/** A table: its first cell in each row is the row's name. */
export interface Table extends PlainTable {
  readonly id: string;
  readonly note: string;
}

export interface ScorecardView {
  readonly since: string;
  readonly totals: readonly {
    readonly name: string;
    readonly value: string;
    readonly notes: readonly Part[];
  }[];
  readonly byWeek: Table;
  readonly byLabel: Table;
  readonly bySureness: Table;
  readonly byModel: Table;
  readonly confusions: readonly {
    readonly text: string;
    readonly times: Opened;
    readonly references: readonly string[];
  }[];
}

/** What a number of the scorecard opens: all of the weeks, or narrowed. */
type Opens = (of: ReadAsked['of'], count: number, narrowed?: Partial<ReadAsked>) => Opened;

/** Shown where fewer than five stand behind a share. */
const tooFew = 'too few';

export function viewScorecard(card: LiveScorecard, council: Council, weeks: number): ScorecardView {
  const day = (at: Date) =>
    at.toLocaleDateString('en-GB', { timeZone: council.facts.timezone, day: 'numeric', month: 'short' });
  const title = (label: string) => serviceTitle(council, label);
  const opens: Opens = (of, count, narrowed = {}) => countOpened(count, readHref({ weeks, of, ...narrowed }));
  return {
    since: monday(card.from),
    totals: totalsOf(card, opens),
    byWeek: {
      id: 'weeks',
      title: 'Week by week',
      note:
        'Change is how far the mix of subjects has moved from the four weeks before, less what chance gives: under 0.1 ' +
        'is little, over 0.25 is a lot, and the model may need new examples. It takes 50 messages on both sides.',
      columns: [
        'Week of',
        'Messages',
        'Sure',
        'Looked at',
        'Right',
        'Cases',
        'Moved',
        'Of the cases',
        'Change',
      ],
      rows: [...card.weeks].reverse().map((week) => {
        const change = week.drift === null ? tooFew : week.drift.toFixed(2);
        const cases = opens('opened', week.cases, { week: week.week });
        const moved = opens('moved', week.moved, { week: week.week });
        return [
          stretchWords(week.week, 'week'),
          ...messagesOf(week),
          ...judgedOf(week, opens, { week: week.week }),
          ...[cases, moved, shareOf(week.misrouted), change],
        ];
      }),
    },
    byLabel: {
      id: 'labels',
      title: 'By subject',
      note: 'What the model took messages for, and what people corrected of that.',
      columns: ['Subject', 'Messages', 'Sure', 'Looked at', 'Corrected', 'Right'],
      rows: card.labels.map((one) => [
        title(one.label),
        ...messagesOf(one),
        opens('judged', one.judged, { label: one.label }),
        opens('corrected', one.corrected, { label: one.label }),
        shareOf(one.accuracy),
      ]),
    },
    bySureness: {
      id: 'sureness',
      title: 'Is it as sure as it is right?',
      note: 'Of the messages somebody looked at. Where the model is honest, the last two columns are near each other.',
      columns: ['The model said', 'Looked at', 'Corrected', 'Promised', 'Right'],
      rows: card.calibration
        .filter(({ judged }) => judged > 0)
        .map(({ from, judged, corrected, given, right }) => {
          const band = Math.round(10 * from);
          const behind = [opens('judged', judged, { band }), opens('corrected', corrected, { band })];
          return [bandWords(band), ...behind, shareOf(given), shareOf(right)];
        }),
    },
    byModel: {
      id: 'models',
      title: 'Models',
      note: 'Each is named by what it was made from.',
      columns: ['Model', 'From', 'Until', 'Messages', 'Looked at', 'Right'],
      rows: card.models.map((one) => [
        one.model,
        day(one.first),
        day(one.last),
        number(one.messages),
        ...judgedOf(one, opens, { model: one.model }),
      ]),
    },
    confusions: card.confusions.map(({ label, taken, times, references }) => ({
      text: `${title(label)}, taken for ${lowered(title(taken))}`,
      times: openedTo(
        times === 1 ? 'once' : `${times} times`,
        times,
        readHref({ weeks, of: 'confused', label: taken, truth: label }),
      ),
      references,
    })),
  };
}

function totalsOf(card: LiveScorecard, opens: Opens): ScorecardView['totals'] {
  return [
    {
      name: 'Messages read',
      value: number(card.messages),
      notes: [opens('opened', card.cases), ' cases opened'],
    },
    { name: 'Sure of what it is about', value: shareOf(card.sure), notes: ['The rest are asked about'] },
    {
      name: 'Right, of those looked at',
      value: shareOf(card.accuracy),
      notes: [
        'At the most: a mistake nobody noticed counts as right. ',
        ...[opens('judged', card.judged), ' looked at, ', opens('corrected', card.corrected), ' corrected'],
      ],
    },
    {
      name: 'Cases moved',
      value: shareOf(card.misrouted),
      notes: [opens('moved', card.moved), ' to another team or service, after we had placed them'],
    },
  ];
}

const messagesOf = ({ messages, sure }: Reading) => [number(messages), shareOf(sure)];
const judgedOf = ({ judged, accuracy }: Reading, opens: Opens, narrowed: Partial<ReadAsked>) => [
  opens('judged', judged, narrowed),
  shareOf(accuracy),
];

function shareOf(share: number | null): string {
  return share === null ? tooFew : percent(share);
}

function number(count: number): string {
  return count.toLocaleString('en-GB');
}

/** A title inside a sentence, but for an abbreviation it begins with. */
function lowered(title: string): string {
  return /^.[A-Z]/.test(title) ? title : title.charAt(0).toLowerCase() + title.slice(1);
}

function monday(day: string): string {
  const format = { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' } as const;
  return day === '' ? '' : new Date(day).toLocaleDateString('en-GB', format);
}
