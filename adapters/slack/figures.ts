import type { types } from '@slack/bolt';
import type { Council } from '../../src/core/catalogue.ts';
import type { DeskNeeds } from '../../src/core/desk.ts';
import { periodWords, sayCount, sayValue } from '../../src/core/figure-words.ts';
import { type MeasureKey, measureOf } from '../../src/core/measures.ts';
import { type Period, type PeriodName, periodNamed, periodNames } from '../../src/core/periods.ts';
import {
  type Backlog,
  type Figure,
  fewestShared,
  type Measured,
  type StatsFilters,
} from '../../src/core/statistics.ts';
import { aside, button, marked, plain, section } from './fields.ts';
import { clock } from './lines.ts';
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

/** Whose figures are meant where no team is named. */
export interface Nearby {
  /** The team of whoever asks. */
  readonly own: string | null;
  /** The teams that have the channel it is asked in for theirs: seldom more than one. */
  readonly here: readonly string[];
}

/**
 * What the words after `/moothall stats` ask for: a team, a period, both in either order, or neither; `all` is every
 * team, `here` the channel's own, and so is a channel's where none is named. `share` is for everybody in the channel.
 * A sentence where they are none of these. Pure.
 */
export function figuresAsked(
  words: string,
  { own, here }: Nearby,
  council: Pick<Council, 'teams' | 'facts'>,
  now: Date,
): (FiguresAsked & { readonly share: boolean }) | { readonly no: string } {
  const said = words.toLowerCase().split(/\s+/).filter(Boolean);
  const { name, rest } = periodIn(said.filter((word) => word !== 'share'));
  const asked = { period: periodNamed(name, now, council.facts.timezone), share: said.includes('share') };
  const wanted = rest.join(' ');
  if (wanted === 'all') return { ...asked, team: null };
  const teams = [...council.teams.values()];
  const [only, another] = here;
  const theirs = another === undefined ? only : undefined;
  const known = teams.map(({ id }) => id).join(', ');
  if (wanted === 'here' && theirs === undefined)
    return {
      no: `This channel is ${another === undefined ? 'no team’s' : 'that of several teams'}. Name one: all, ${known}.`,
    };
  const team =
    wanted === '' || wanted === 'here'
      ? (council.teams.get(theirs ?? own ?? '') ?? null)
      : teams.find((each) => each.id === wanted || each.name.toLowerCase() === wanted);
  if (team !== undefined) return { ...asked, team };
  return {
    no: `“${wanted}” is no team and no period. Teams: all, here, ${known}. Periods: ${periodNames.join(', ')}.`,
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

/** What there is to be told, and of when. */
export interface FiguresTold {
  readonly measured: Measured;
  /** What is open now; undefined where nothing ever was. */
  readonly open: Pick<Backlog, 'open' | 'overdue' | 'oldest'> | undefined;
}

/** The action id of the button that shares the figures, and what its value says. */
export const shareAction = 'moothall:share';
const shareValue = ({ team, period }: FiguresAsked): string =>
  ['share', period.name ?? usual, team?.id ?? 'all'].join(' ');

/** What a press of the button asks for; a sentence where the council has since given up the team. Pure. */
export const shareAsked = (value: string, council: Pick<Council, 'teams' | 'facts'>, now: Date) =>
  figuresAsked(value, { own: null, here: [] }, council, now);

/**
 * The figures in words, with the way to the page that has them all. Where everybody in a channel reads them, `sharedBy`
 * is who shared them, and nothing is told of fewer than five cases. Pure.
 */
export function figuresBlocks(
  asked: FiguresAsked,
  { measured, open }: FiguresTold,
  { publicUrl }: Pick<DeskNeeds, 'publicUrl'>,
  sharedBy: string | null = null,
): types.KnownBlock[] {
  const { team, period } = asked;
  const shared = sharedBy !== null;
  const lines = shown.map((key) => lineOf(key, measured, shared));
  const days = `${period.firstDay} to ${period.lastDay}.`;
  const page = pageOf(asked, publicUrl);
  const more =
    page === null ? 'The web desk has all of them.' : `<${page}|All of them, and the cases behind each>.`;
  const by = shared ? ` Shared by ${escaped(sharedBy)}; nothing is told of fewer than five cases.` : '';
  return [
    { type: 'header', text: plain(titleOf(asked), 150) },
    section(marked(lines.join('\n'))),
    section(marked(openNow(open, team === null ? 'all teams' : team.name, publicUrl, shared))),
    aside(`${days} Times to answer and to resolve are working time. ${more}${by}`),
  ];
}

/** What the figures are of: "Waste and recycling: this week". */
export function titleOf({ team, period }: FiguresAsked): string {
  return `${team?.name ?? 'All teams'}: ${periodWords[period.name ?? usual].toLowerCase()}`;
}

/** For whoever alone sees the figures: to show them to the channel. */
export function shareButton(asked: FiguresAsked): types.KnownBlock {
  return { type: 'actions', elements: [button(shareAction, 'Share in channel', shareValue(asked))] };
}

function lineOf(key: MeasureKey, { all }: Measured, shared: boolean): string {
  const { title, kind } = measureOf(key);
  const figure = all[key];
  const name = `*${escaped(title)}*`;
  if (kind === 'count')
    return `${name}: ${shared && isFew(figure) ? `fewer than ${fewestShared}` : sayValue(key, figure.value)}`;
  if (figure.count === 0) return `${name}: none yet`;
  if (shared && isFew(figure)) return `${name}: too few to tell`;
  const of = `${sayCount(key, figure)}`;
  if (kind === 'time')
    return `${name}: half within ${sayValue(key, figure.value)}, 9 in 10 within ${sayValue(key, figure.p90)} (${of})`;
  return `${name}: ${sayValue(key, figure.value)} of ${of}`;
}

const isFew = ({ count }: Pick<Figure, 'count'>): boolean => count > 0 && count < fewestShared;

/** What is open at this moment, whatever the period. */
function openNow(
  told: FiguresTold['open'],
  whose: string,
  publicUrl: string | null,
  shared: boolean,
): string {
  const name = `*Open now, ${escaped(whose)}*`;
  if (told === undefined || told.open === 0) return `${name}: none`;
  const say = (count: number) =>
    shared && isFew({ count }) ? `fewer than ${fewestShared}` : count.toLocaleString('en-GB');
  if (shared && isFew({ count: told.open })) return `${name}: ${say(told.open)}`;
  const { oldest } = told;
  const late = `${name}: ${say(told.open)}, ${told.overdue === 0 ? 'none' : say(told.overdue)} overdue`;
  if (oldest === null) return late;
  const reference =
    publicUrl === null
      ? oldest.reference
      : `<${publicUrl}/desk/cases/${encodeURIComponent(oldest.reference)}|${oldest.reference}>`;
  return `${late}; the oldest is ${reference}, since ${clock(oldest.startedAt)}`;
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
