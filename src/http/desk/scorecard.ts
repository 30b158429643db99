import type { Council } from '../../core/catalogue.ts';
import { serviceTitle } from '../../core/officer-words.ts';
import type { LiveScorecard, Reading } from '../../core/scorecard.ts';

/** A table: its first cell in each row is the row's name. */
export interface Table {
  readonly id: string;
  readonly title: string;
  readonly note: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export interface ScorecardView {
  readonly since: string;
  readonly totals: readonly { readonly name: string; readonly value: string; readonly note: string }[];
  readonly byWeek: Table;
  readonly byLabel: Table;
  readonly bySureness: Table;
  readonly byModel: Table;
  readonly confusions: readonly {
    readonly text: string;
    readonly times: string;
    readonly references: readonly string[];
  }[];
}

/** Shown where fewer than five stand behind a share. */
const tooFew = 'too few';

export function viewScorecard(card: LiveScorecard, council: Council): ScorecardView {
  const day = (at: Date) =>
    at.toLocaleDateString('en-GB', { timeZone: council.facts.timezone, day: 'numeric', month: 'short' });
  const title = (label: string) => serviceTitle(council, label);
  return {
    since: monday(card.from, { day: 'numeric', month: 'long', year: 'numeric' }),
    totals: totalsOf(card),
    byWeek: {
      id: 'weeks',
      title: 'Week by week',
      note:
        'Change is how far the mix of subjects has moved from the four weeks before, less what chance gives: under 0.1 ' +
        'is little, over 0.25 is a lot, and the model may need new examples. It takes 50 messages on both sides.',
      columns: ['Week of', 'Messages', 'Sure', 'Looked at', 'Right', 'Cases', 'Moved', 'Change'],
      rows: [...card.weeks].reverse().map((week) => {
        const change = week.drift === null ? tooFew : week.drift.toFixed(2);
        const moved = percent(week.misrouted);
        return [monday(week.week), ...messagesOf(week), ...judgedOf(week), number(week.cases), moved, change];
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
        number(one.judged),
        number(one.corrected),
        percent(one.accuracy),
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
          const said = `${Math.round(100 * from)} to ${Math.round(100 * from) + 10}%`;
          return [said, number(judged), number(corrected), percent(given), percent(right)];
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
        ...judgedOf(one),
      ]),
    },
    confusions: card.confusions.map(({ label, taken, times, references }) => ({
      text: `${title(label)}, taken for ${lowered(title(taken))}`,
      times: times === 1 ? 'once' : `${times} times`,
      references,
    })),
  };
}

function totalsOf(card: LiveScorecard): ScorecardView['totals'] {
  return [
    { name: 'Messages read', value: number(card.messages), note: `${number(card.cases)} cases opened` },
    { name: 'Sure of what it is about', value: percent(card.sure), note: 'The rest are asked about' },
    {
      name: 'Right, of those looked at',
      value: percent(card.accuracy),
      note: `${number(card.judged)} looked at, ${number(card.corrected)} corrected`,
    },
    {
      name: 'Cases moved',
      value: percent(card.misrouted),
      note: 'To another team or service, after we had placed them',
    },
  ];
}

const messagesOf = ({ messages, sure }: Reading) => [number(messages), percent(sure)];
const judgedOf = ({ judged, accuracy }: Reading) => [number(judged), percent(accuracy)];

function percent(share: number | null): string {
  return share === null ? tooFew : `${Math.round(100 * share)}%`;
}

function number(count: number): string {
  return count.toLocaleString('en-GB');
}

/** A title inside a sentence, but for an abbreviation it begins with. */
function lowered(title: string): string {
  return /^.[A-Z]/.test(title) ? title : title.charAt(0).toLowerCase() + title.slice(1);
}

function monday(
  day: string,
  format: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short' },
): string {
  return day === '' ? '' : new Date(day).toLocaleDateString('en-GB', { timeZone: 'UTC', ...format });
}
