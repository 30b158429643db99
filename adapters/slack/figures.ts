import type { types } from '@slack/bolt';
import type { Council } from '../../src/core/catalogue.ts';
import type { DeskNeeds } from '../../src/core/desk.ts';
import { periodWords, sayCount, sayValue } from '../../src/core/figure-words.ts';
import { type MeasureKey, measureOf } from '../../src/core/measures.ts';
import { type Period, type PeriodName, periodNamed, periodNames } from '../../src/core/periods.ts';
import type { Picture } from '../../src/core/picture.ts';
import type { Measured, StatsFilters } from '../../src/core/statistics.ts';
import { aside, marked, plain, section } from './fields.ts';
import { escaped } from './markup.ts';

/** Which figures somebody asks for. */
export interface FiguresAsked {
  /** Null for all teams. */
  readonly team: { readonly id: string; readonly name: string } | null;
  readonly period: Period;
}

const usual: PeriodName = 'this-week';
/** What people also say. */
const otherWords: Readonly<Record<string, PeriodName>> = {
  week: 'this-week',
  month: 'this-month',
  'this-quarter': 'quarter',
  'this-year': 'year',
};

/**
 * What the words after `/moothall stats` ask for: a team, a period, both in either order, or neither; `all` is every
 * team. A sentence where they are neither. Pure.
 */
export function figuresAsked(
  words: string,
  own: string | null,
  council: Pick<Council, 'teams' | 'facts'>,
  now: Date,
): FiguresAsked | { readonly no: string } {
  const said = words.toLowerCase().split(/\s+/).filter(Boolean);
  const { name, rest } = periodIn(said);
  const period = periodNamed(name, now, council.facts.timezone);
  const wanted = rest.join(' ');
  if (wanted === 'all') return { team: null, period };
  const teams = [...council.teams.values()];
  const team =
    wanted === ''
      ? (council.teams.get(own ?? '') ?? null)
      : teams.find((each) => each.id === wanted || each.name.toLowerCase() === wanted);
  if (team !== undefined) return { team, period };
  const named = teams.map(({ id }) => id).join(', ');
  return {
    no: `“${wanted}” is no team and no period. Teams: all, ${named}. Periods: ${periodNames.join(', ')}.`,
  };
}

function periodIn(said: readonly string[]): { name: PeriodName; rest: readonly string[] } {
  for (const length of [2, 1])
    for (let at = 0; at + length <= said.length; at += 1) {
      const words = said.slice(at, at + length).join('-');
      const name = periodNames.find((each) => each === words) ?? otherWords[words];
      if (name !== undefined) return { name, rest: [...said.slice(0, at), ...said.slice(at + length)] };
    }
  return { name: usual, rest: said };
}

/** The filters of what is asked, as every page and file has them. Pure. */
export function filtersOf({ team, period: { from, to } }: FiguresAsked): StatsFilters {
  return { from, to, ...(team === null ? {} : { team: team.id }) };
}

const shown: readonly MeasureKey[] = [
  'first-response',
  'first-response-in-time',
  'resolution',
  'resolution-in-time',
  'reopened',
  'danger-person',
  'opened',
  'resolved',
];

/** The figures in words, with the way to the page that has them all. Pure. */
export function figuresBlocks(
  asked: FiguresAsked,
  measured: Measured,
  { publicUrl }: Pick<DeskNeeds, 'publicUrl'>,
): types.KnownBlock[] {
  const { team, period } = asked;
  const title = `${team?.name ?? 'All teams'}: ${periodWords[period.name ?? usual].toLowerCase()}`;
  const lines = shown.map((key) => lineOf(key, measured));
  const days = `${period.firstDay} to ${period.lastDay}.`;
  const page = pageOf(asked, publicUrl);
  const more =
    page === null ? 'The web desk has all of them.' : `<${page}|All of them, and the cases behind each>.`;
  return [
    { type: 'header', text: plain(title, 150) },
    section(marked(lines.join('\n'))),
    aside(`${days} Times to answer and to resolve are working time. ${more}`),
  ];
}

function lineOf(key: MeasureKey, { all }: Measured): string {
  const { title, kind } = measureOf(key);
  const figure = all[key];
  const name = `*${escaped(title)}*`;
  if (kind === 'count') return `${name}: ${sayValue(key, figure.value)}`;
  if (figure.count === 0) return `${name}: none yet`;
  const of = `${sayCount(key, figure)}`;
  if (kind === 'time')
    return `${name}: half within ${sayValue(key, figure.value)}, 9 in 10 within ${sayValue(key, figure.p90)} (${of})`;
  return `${name}: ${sayValue(key, figure.value)} of ${of}`;
}

/** The page of the same figures. */
function pageOf({ team, period }: FiguresAsked, publicUrl: string | null): string | null {
  if (publicUrl === null) return null;
  const query = new URLSearchParams({
    period: period.name ?? usual,
    ...(team === null ? {} : { team: team.id }),
  });
  return `${publicUrl}/desk/stats?${query}`;
}

/** A picture that stands at Slack, as a block. */
export function pictureBlock(fileId: string, { alt }: Picture): types.KnownBlock {
  return { type: 'image', slack_file: { id: fileId }, alt_text: plain(alt, 2000).text };
}
