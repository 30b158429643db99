import type { Label } from '../../core/understanding.ts';

/** Two models on the same messages of one label: how many each had right, and on how many only one had. */
export interface LabelTrial {
  readonly label: Label;
  readonly messages: number;
  readonly running: number;
  readonly candidate: number;
  /** Right by the running model alone. */
  readonly lost: number;
  /** Right by the candidate alone. */
  readonly gained: number;
}

/** Two models on one set of messages that speak of danger: how many each raised. */
export interface DangerTrial {
  readonly set: string;
  readonly messages: number;
  readonly running: number;
  readonly candidate: number;
}

export interface Verdict {
  readonly promote: boolean;
  readonly fallen: readonly LabelTrial[];
  readonly danger: readonly DangerTrial[];
}

/** What `fallsNoticeably` means, for whoever reads a verdict. */
export const noticeable =
  'A label falls noticeably when the candidate has at least three fewer of its messages right, more than 2 in 100 of ' +
  'them, and so lopsided a result would come by chance at most once in 8.';

const fewestLost = 3;
const pointsLost = 0.02;
const byChance = 1 / 8;

/**
 * Whether a label falls too far to be let through. Chance is judged by the messages on which only one of the two is
 * right, as if a coin had decided each. It errs on the side of refusing: three lost and none gained are enough.
 */
export function fallsNoticeably({ messages, lost, gained }: LabelTrial): boolean {
  const net = lost - gained;
  return net >= fewestLost && net / messages > pointsLost && chanceOf(lost, lost + gained) <= byChance;
}

/** How likely at least so many heads are in so many throws of a coin. */
function chanceOf(heads: number, throws: number): number {
  let one = 2 ** -throws;
  let sum = 0;
  for (let k = 0; k <= throws; k++) {
    if (k >= heads) sum += one;
    one = (one * (throws - k)) / (k + 1);
  }
  return sum;
}

/** A candidate is promoted when no label falls noticeably and no set of danger messages is raised less often at all. */
export function verdictOf(labels: readonly LabelTrial[], danger: readonly DangerTrial[]): Verdict {
  const fallen = labels.filter(fallsNoticeably);
  const missed = danger.filter(({ running, candidate }) => candidate < running);
  return { promote: fallen.length === 0 && missed.length === 0, fallen, danger: missed };
}
