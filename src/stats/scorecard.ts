import type { CasesOpened, LiveScorecard, ReadAlike, Reading, Readings } from '../core/scorecard.ts';
import { driftOf } from './drift.ts';

/** Shares of fewer than these are not told. */
const fewest = 5;
/** Drift is measured against so many weeks before. */
const weeksBefore = 4;

/** The scorecard of what the ledger has of some weeks. Pure. */
export function scorecardOf({ weeks, read, cases, confusions }: Readings): LiveScorecard {
  const readIn = new Map(by(read, ({ week }) => week));
  const shown = weeks.flatMap((week) => readIn.get(week) ?? []);
  const all = readingOf(shown);
  return {
    from: weeks[0] ?? '',
    ...all,
    ...movedOf(cases),
    weeks: weeks.map((week) => ({
      week,
      ...readingOf(readIn.get(week) ?? []),
      ...movedOf(cases.filter((some) => some.week === week)),
      drift: driftIn(week, readIn),
    })),
    labels: by(shown, ({ label }) => label)
      .map(([label, some]) => ({ label, ...readingOf(some) }))
      .map((one) => ({ ...one, share: one.messages / Math.max(1, all.messages) }))
      .sort((a, b) => b.messages - a.messages || (a.label < b.label ? -1 : 1)),
    confusions,
    calibration: calibrationOf(shown),
    models: by(shown, ({ model }) => model)
      .map(([model, some]) => ({
        model,
        ...readingOf(some),
        first: new Date(Math.min(...some.map(({ first }) => first.getTime()))),
        last: new Date(Math.max(...some.map(({ last }) => last.getTime()))),
      }))
      .sort((a, b) => b.last.getTime() - a.last.getTime()),
  };
}

function readingOf(some: readonly ReadAlike[]): Reading {
  const messages = count(some);
  const judged = count(some.filter(({ truth }) => truth !== null));
  const corrected = count(some.filter(({ truth, label }) => truth !== null && truth !== label));
  return {
    messages,
    sure: share(count(some.filter(({ sure }) => sure)), messages),
    judged,
    corrected,
    accuracy: share(judged - corrected, judged),
  };
}

function movedOf(cases: readonly CasesOpened[]): Pick<LiveScorecard, 'cases' | 'moved' | 'misrouted'> {
  const opened = cases.reduce((all, one) => all + one.opened, 0);
  const moved = cases.reduce((all, one) => all + one.moved, 0);
  return { cases: opened, moved, misrouted: share(moved, opened) };
}

function driftIn(week: string, readIn: ReadonlyMap<string, readonly ReadAlike[]>): number | null {
  const monday = Date.parse(week);
  const earlier = [...readIn].flatMap(([other, some]) => {
    const weeksAgo = (monday - Date.parse(other)) / (7 * 86_400_000);
    return weeksAgo > 0 && weeksAgo <= weeksBefore ? some : [];
  });
  const mix = (some: readonly ReadAlike[]) =>
    new Map(by(some, ({ label }) => label).map(([label, alike]) => [label, count(alike)]));
  return driftOf(mix(earlier), mix(readIn.get(week) ?? []));
}

function calibrationOf(read: readonly ReadAlike[]): LiveScorecard['calibration'] {
  return Array.from({ length: 10 }, (_, band) => {
    const within = read.filter((some) => some.band === band && some.truth !== null);
    const { judged, corrected, accuracy } = readingOf(within);
    const given = within.reduce((sum, some) => sum + some.given, 0);
    return { from: band / 10, judged, corrected, given: share(given, judged), right: accuracy };
  });
}

function by<One>(all: readonly One[], key: (one: One) => string): [string, One[]][] {
  const groups = new Map<string, One[]>();
  for (const one of all) {
    const group = groups.get(key(one));
    if (group === undefined) groups.set(key(one), [one]);
    else group.push(one);
  }
  return [...groups];
}

function count(some: readonly ReadAlike[]): number {
  return some.reduce((sum, { messages }) => sum + messages, 0);
}

function share(part: number, of: number): number | null {
  return of < fewest ? null : part / of;
}
