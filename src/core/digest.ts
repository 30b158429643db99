import { beyondChance, moveOf } from './chance.ts';
import { ledBy, sayCount, sayValue } from './figure-words.ts';
import { type MeasureKey, measureOf } from './measures.ts';
import { type Backlog, type Figure, fewestShared, type Measured } from './statistics.ts';

/** A week in brief, for whoever has a minute: three numbers, three sentences, what changed. */
export interface Digest {
  readonly numbers: readonly DigestNumber[];
  readonly sentences: readonly string[];
  readonly changed: readonly Changed[];
}

export interface DigestNumber {
  readonly key: MeasureKey;
  readonly title: string;
  readonly value: string;
  /** How many are behind it; null of a count. */
  readonly of: string | null;
  readonly before: string;
  readonly move: 'better' | 'worse' | null;
}

/** What is other than the week before, by team. */
export interface Changed {
  readonly team: string;
  readonly text: string;
  readonly move: 'better' | 'worse';
}

export interface DigestOf {
  /** The week and the one before, both by team. */
  readonly week: Measured;
  readonly before: Measured;
  /** What is open now. */
  readonly open: Pick<Backlog, 'open' | 'overdue'>;
  readonly nameOf: (team: string) => string;
}

const numbers = [
  'first-response',
  'first-response-in-time',
  'opened',
] as const satisfies readonly MeasureKey[];
/** Ten points of a hundred; less, or no more than chance brings, is no news. */
const muchChanged = 0.1;
const mostChanges = 3;

/** The week, told. Shares and times of fewer than five are not told: they would say more of chance than of the council. Pure. */
export function digestOf({ week, before, open, nameOf }: DigestOf): Digest {
  return {
    numbers: numbers.map((key) => numberOf(key, week.all[key], before.all[key])),
    sentences: [
      demand(week, before),
      answers(week, before),
      `${cases(open.open)} open now, ${open.overdue === 0 ? 'none' : open.overdue.toLocaleString('en-GB')} of them overdue.`,
    ],
    changed: changes(week, before, nameOf),
  };
}

const tells = ({ count }: Figure): boolean => count >= fewestShared;

function numberOf(key: MeasureKey, now: Figure, then: Figure): DigestNumber {
  const counted = measureOf(key).kind === 'count';
  const say = (figure: Figure) =>
    counted || tells(figure) ? sayValue(key, figure.value ?? (counted ? 0 : null)) : 'too few to tell';
  return {
    key,
    title: ledBy(key),
    value: say(now),
    of: counted ? null : sayCount(key, now),
    before: `${say(then)} the week before`,
    move: moveOf(key, now, then),
  };
}

function cases(count: number): string {
  return count === 1 ? '1 case is' : `${count.toLocaleString('en-GB')} cases are`;
}

function demand(week: Measured, before: Measured): string {
  const [opened, earlier] = [week.all.opened.count, before.all.opened.count];
  const resolved = week.all.resolved.count.toLocaleString('en-GB');
  const were = opened === 1 ? '1 case was' : `${opened.toLocaleString('en-GB')} cases were`;
  return `${were} opened, ${compared(opened, earlier)} the week before; ${resolved} resolved.`;
}

function compared(now: number, then: number): string {
  if (now === then) return 'as many as';
  if (then < fewestShared) return `and ${then.toLocaleString('en-GB')}`;
  const percent = Math.max(1, Math.round((Math.abs(now - then) / then) * 100));
  return now > then ? `${percent}% more than` : `${percent}% fewer than`;
}

function answers({ all }: Measured, before: Measured): string {
  const [first, inTime] = [all['first-response'], all['first-response-in-time']];
  if (!tells(first)) return 'Fewer than five were first answered by a person: too few to tell how fast.';
  const half = sayValue('first-response', first.value);
  const most = sayValue('first-response', first.p90);
  const fast = `A person first answered half of the cases within ${half} of working time, and nine in ten within ${most}`;
  if (!tells(inTime)) return `${fast}.`;
  const then = before.all['first-response-in-time'];
  const earlier = tells(then) ? `, ${sayValue('first-response-in-time', then.value)} the week before` : '';
  return `${fast}; ${sayValue('first-response-in-time', inTime.value)} of those due were answered in time${earlier}.`;
}

function changes(week: Measured, before: Measured, nameOf: DigestOf['nameOf']): Changed[] {
  const key = 'first-response-in-time';
  const moved = week.groups.flatMap(({ key: team, figures }) => {
    const now = figures[key];
    const then = before.groups.find((each) => each.key === team)?.figures[key];
    if (team === null || then === undefined || !tells(now) || !tells(then)) return [];
    const by = (now.value ?? 0) - (then.value ?? 0);
    return Math.abs(by) < muchChanged || !beyondChance('share', now, then) ? [] : [{ team, now, then, by }];
  });
  return moved
    .sort((one, other) => Math.abs(other.by) - Math.abs(one.by))
    .slice(0, mostChanges)
    .map(({ team, now, then, by }) => ({
      team,
      text: `${nameOf(team)} answered ${sayValue(key, now.value)} in time, ${sayValue(key, then.value)} the week before (${sayCount(key, now)}).`,
      move: by > 0 ? 'better' : 'worse',
    }));
}
