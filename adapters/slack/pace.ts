import { SlackFault } from './calls.ts';

/** So many at once, and after that so many a second. */
export interface Allowance {
  readonly burst: number;
  readonly aSecond: number;
}

/** What Slack lets an app do. */
export interface Pace {
  /** Posts in any one channel. */
  readonly posts: Allowance;
  /** Changes and reactions, everywhere together. */
  readonly changes: Allowance;
  /** Where cards come thick, what is said in threads leaves room for as many as came lately, and at most so many. */
  readonly keptForCards: number;
  /** Whoever would wait longer than this comes again another time. */
  readonly longestMs: number;
}

export const usualPace: Pace = {
  posts: { burst: 5, aSecond: 1 },
  changes: { burst: 30, aSecond: 1 },
  keptForCards: 4,
  longestMs: 15_000,
};

/** Danger goes at once, cards before what is said in them. */
export type Rank = 'danger' | 'card' | 'thread';
const latelyMs = 4_000;
const ranks: readonly Rank[] = ['danger', 'card', 'thread'];

interface Lane {
  tokens: number;
  at: number;
  heldUntil: number;
  timer: NodeJS.Timeout | undefined;
  /** When the last cards went. */
  cards: number[];
  readonly waiting: { readonly rank: Rank; go(): void }[];
}

export type Pacing = ReturnType<typeof pacing>;

/**
 * Keeps to Slack's limits by ourselves, so that it need not tell us off. Each channel has a lane of its own: a busy
 * one holds up no other. Counts what this process does; what others do Slack counts.
 */
export function pacing(pace: Pace, clock: () => number = () => performance.now()) {
  const lanes = new Map<string, Lane>();

  const laneOf = (name: string): Lane => {
    const lane = lanes.get(name) ?? {
      tokens: allowance(name).burst,
      at: clock(),
      heldUntil: 0,
      timer: undefined,
      cards: [],
      waiting: [],
    };
    lanes.set(name, lane);
    return lane;
  };

  const allowance = (name: string): Allowance => (name === changesLane ? pace.changes : pace.posts);

  const refill = (name: string, lane: Lane): void => {
    const { burst, aSecond } = allowance(name);
    const now = clock();
    lane.tokens = Math.min(burst, lane.tokens + ((now - lane.at) / 1000) * aSecond);
    lane.at = now;
  };

  const keptFrom = (lane: Lane, rank: Rank): number => {
    if (rank !== 'thread') return 0;
    lane.cards = lane.cards.filter((at) => at > clock() - latelyMs);
    return Math.min(lane.cards.length, pace.keptForCards);
  };

  const waitMs = (name: string, lane: Lane, ahead: number, rank: Rank): number => {
    refill(name, lane);
    const lacking = Math.max(0, ahead + 1 + keptFrom(lane, rank) - lane.tokens);
    return Math.max(lane.heldUntil - clock(), (lacking / allowance(name).aSecond) * 1000, 0);
  };

  const pump = (name: string, lane: Lane): void => {
    for (let [next] = lane.waiting; next !== undefined; [next] = lane.waiting) {
      const wait = waitMs(name, lane, 0, next.rank);
      if (wait > 0) {
        wakeIn(wait, name, lane);
        return;
      }
      lane.tokens -= 1;
      if (next.rank === 'card' && name !== changesLane) lane.cards.push(clock());
      lane.waiting.shift();
      next.go();
    }
  };

  const wakeIn = (ms: number, name: string, lane: Lane): void => {
    clearTimeout(lane.timer);
    lane.timer = setTimeout(() => pump(name, lane), Math.ceil(ms) + 1);
  };

  return {
    /** Wait for one's turn to post in a channel, or to change something (`changesLane`). Throws SlackFault when that would be long. */
    async turn(name: string, rank: Rank): Promise<void> {
      const lane = laneOf(name);
      if (rank === 'danger') {
        refill(name, lane);
        lane.tokens -= 1;
        return;
      }
      const before = lane.waiting.filter((each) => ranks.indexOf(each.rank) <= ranks.indexOf(rank)).length;
      const wait = waitMs(name, lane, before, rank);
      if (wait > pace.longestMs)
        throw new SlackFault('limited', 'busy', 'This channel has more to show than Slack takes.', wait);
      await new Promise<void>((go) => {
        lane.waiting.splice(before, 0, { rank, go });
        pump(name, lane);
      });
    },

    /** Slack said when it may be called again. */
    hold(name: string, forMs: number): void {
      const lane = laneOf(name);
      lane.heldUntil = Math.max(lane.heldUntil, clock() + forMs);
    },
  };
}

/** The lane of everything that is no new post. */
export const changesLane = 'changes';
