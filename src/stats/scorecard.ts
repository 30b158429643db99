import type { CasesOpened, LiveScorecard, ReadAlike, Reading, Readings } from '../core/scorecard.ts';
import { driftOf } from './drift.ts';

/** Shares of fewer than these are not told. */
const fewest = 5;
/** Drift is measured against so many weeks before. */
const weeksBefore = 4;
const worst = 15;
const mostNamed = 5;

/** The scorecard of what the ledger has of some weeks. Pure. */
export function scorecardOf({ weeks, read, models, cases }: Readings): LiveScorecard {
  const isShown = new Set(weeks);
  const shown = read.filter(({ week }) => isShown.has(week));
  const inWeeks = talliesBy(shown, ({ week }) => week);
  const mixes = mixesOf(read);
  const all = tallyOf(shown);
  return {
    from: weeks[0] ?? '',
    ...readingOf(all),
    ...movedOf(cases),
    weeks: weeks.map((week) => ({
      week,
      ...readingOf(inWeeks.get(week) ?? new Tally()),
      ...movedOf(cases.filter((some) => some.week === week)),
      drift: driftIn(week, mixes),
    })),
    labels: [...talliesBy(shown, ({ label }) => label)]
      .map(([label, some]) => ({ label, ...readingOf(some) }))
      .map((one) => ({ ...one, share: one.messages / Math.max(1, all.messages) }))
      .sort((a, b) => b.messages - a.messages || compare(a.label, b.label)),
    confusions: confusionsOf(shown),
    calibration: calibrationOf(shown),
    models: [...talliesBy(shown, ({ model }) => model)]
      .map(([model, some]) => ({
        model,
        ...readingOf(some),
        ...lifeOf(models.filter((one) => one.model === model)),
      }))
      .sort((a, b) => b.last.getTime() - a.last.getTime()),
  };
}

/** Some readings added up. Of a year there are tens of thousands, and each is in several sums. */
class Tally {
  messages = 0;
  sure = 0;
  judged = 0;
  corrected = 0;
  /** Sum of the probabilities of those looked at. */
  given = 0;

  add({ messages, sure, truth, label, given }: ReadAlike): void {
    this.messages += messages;
    if (sure) this.sure += messages;
    if (truth === null) return;
    this.judged += messages;
    this.given += given;
    if (truth !== label) this.corrected += messages;
  }
}

function tallyOf(some: readonly ReadAlike[]): Tally {
  const tally = new Tally();
  for (const one of some) tally.add(one);
  return tally;
}

function talliesBy<Key>(some: readonly ReadAlike[], key: (one: ReadAlike) => Key): Map<Key, Tally> {
  const tallies = new Map<Key, Tally>();
  for (const one of some) kept(tallies, key(one), () => new Tally()).add(one);
  return tallies;
}

function kept<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}

function readingOf({ messages, sure, judged, corrected }: Tally): Reading {
  return {
    messages,
    sure: share(sure, messages),
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

function lifeOf(weeks: Readings['models']): { first: Date; last: Date } {
  const instants = weeks.flatMap(({ first, last }) => [+first, +last]);
  return { first: new Date(Math.min(...instants)), last: new Date(Math.max(...instants)) };
}

/** How often each label was given. */
type Mix = Map<string, number>;

function mixesOf(read: readonly ReadAlike[]): Map<string, Mix> {
  const mixes = new Map<string, Mix>();
  for (const { week, label, messages } of read) {
    const mix = kept(mixes, week, () => new Map<string, number>());
    mix.set(label, (mix.get(label) ?? 0) + messages);
  }
  return mixes;
}

function driftIn(week: string, mixes: ReadonlyMap<string, Mix>): number | null {
  const earlier: Mix = new Map();
  for (const [other, mix] of mixes) {
    const weeksAgo = (Date.parse(week) - Date.parse(other)) / (7 * 86_400_000);
    if (weeksAgo <= 0 || weeksAgo > weeksBefore) continue;
    for (const [label, times] of mix) earlier.set(label, (earlier.get(label) ?? 0) + times);
  }
  return driftOf(earlier, mixes.get(week) ?? new Map());
}

function confusionsOf(read: readonly ReadAlike[]): LiveScorecard['confusions'] {
  const found = new Map<string, { label: string; taken: string; times: number; cases: Named[] }>();
  for (const { truth: label, label: taken, messages, restricted, cases } of read) {
    if (label === null || label === taken || messages === restricted) continue;
    const one = kept(found, `${label} ${taken}`, () => ({ label, taken, times: 0, cases: [] }));
    one.times += messages - restricted;
    one.cases.push(...cases);
  }
  return [...found.values()]
    .sort((a, b) => b.times - a.times || compare(a.label, b.label) || compare(a.taken, b.taken))
    .slice(0, worst)
    .map(({ cases, ...one }) => ({ ...one, references: latestOf(cases) }));
}

type Named = ReadAlike['cases'][number];

function latestOf(cases: readonly Named[]): string[] {
  const latest = [...cases].sort((one, other) => +other.at - +one.at);
  return latest.slice(0, mostNamed).map(({ reference }) => reference);
}

function calibrationOf(read: readonly ReadAlike[]): LiveScorecard['calibration'] {
  const bands = talliesBy(read, ({ band }) => band);
  return Array.from({ length: 10 }, (_, band) => {
    const tally = bands.get(band) ?? new Tally();
    const { judged, corrected, accuracy } = readingOf(tally);
    return { from: band / 10, judged, corrected, given: share(tally.given, judged), right: accuracy };
  });
}

function share(part: number, of: number): number | null {
  return of < fewest ? null : part / of;
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
