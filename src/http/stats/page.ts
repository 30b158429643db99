import type { FastifyRequest } from 'fastify';
import type { Officer } from '../../core/desk.ts';
import { Refusal } from '../../core/errors.ts';
import { periodWords } from '../../core/figure-words.ts';
import type { DeskDoors } from '../desk/case-page.ts';
import { officerAt } from '../desk/sign-in.ts';
import {
  choicesOf,
  periodLinks,
  type StatsAsked,
  type Surroundings,
  statsAddress,
  statsAskedIn,
  statsChips,
  type Understood,
  understood,
} from './asked.ts';
import { daysInWords, sinceWords, workingDayWords } from './days.ts';

export interface StatsDoors extends DeskDoors {
  /** Names of the channels residents can write on. */
  readonly channels: readonly string[];
}

/** A question of the address bar, understood, and what every page of figures shows around its answer. */
export interface StatsPage extends Understood {
  readonly officer: Officer;
  readonly asked: StatsAsked;
  readonly around: Surroundings;
  readonly path: string;
  /** For the template. */
  readonly frame: object;
}

export interface StatsRequest {
  Querystring: Record<string, unknown>;
}

/** How the address of a page is read, and what its own links keep beside the filters. */
export interface PageOptions {
  /** Keep a filter that names nothing of today: it may name something of the past. */
  readonly gone?: boolean;
  /** Kept by links that take a filter off, and by those to another period. */
  readonly more?: Readonly<Record<string, string>>;
  readonly moreOfPeriod?: Readonly<Record<string, string>>;
}

/** What is asked of the page at `path`. A filter that cannot be asked is left out and told on the page. */
export async function pageAsked(
  request: FastifyRequest<StatsRequest>,
  { council, channels, stats, signIn, now }: StatsDoors,
  path: string,
  { gone = false, more = {}, moreOfPeriod = more }: PageOptions = {},
): Promise<StatsPage> {
  const officer = request.officer ?? (await officerAt(request, signIn));
  const known = [...new Set([...channels, ...(await stats.channels(officer))])];
  const around = { council, channels: known, now: now() };
  const asked = statsAskedIn(request.query);
  const told = understood(asked, around, { gone });
  const { period, faults } = told;
  const frame = {
    officer,
    path,
    asked,
    faults,
    shownAt: around.now,
    kept: statsAddress('', asked),
    csv: statsAddress(`${path}.csv`, asked),
    casesCsv: statsAddress('/desk/stats/cases.csv', asked),
    periods: periodLinks(path, asked, period, moreOfPeriod),
    periodTitle: period.name === null ? 'Days of your own' : periodWords[period.name],
    days: daysInWords(period),
    workingDay: workingDayWords(council.facts.hours),
    since: sinceWords(period, around.now),
    chips: statsChips(path, asked, around, more),
    choices: choicesOf(around, asked),
    own: { from: period.firstDay, to: period.lastDay },
  };
  return { ...told, officer, asked, around, path, frame };
}

/** The same for a file, in which a filter left out would go unseen. Throws Refusal. */
export async function fileAsked(
  request: FastifyRequest<StatsRequest>,
  doors: StatsDoors,
  path: string,
): Promise<StatsPage> {
  const page = await pageAsked(request, doors, path);
  if (page.faults.length > 0) throw new Refusal('body-invalid', page.faults.join(' '));
  return page;
}

/** The name of a file of figures: `moothall-team-2026-11-02-to-2026-11-08`. */
export function fileName(what: string, { period }: Pick<StatsPage, 'period'>): string {
  return `moothall-${what}-${period.firstDay}-to-${period.lastDay}`;
}
