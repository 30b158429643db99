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
  /** So many posts at once in a channel are kept back for cards: what is said in threads leaves them room. */
  readonly keptForCards: number;
  /** Whoever would wait longer than this comes again another time. */
  readonly longestMs: number;
}

export const usualPace: Pace = {
  posts: { burst: 5, aSecond: 1 },
  changes: { burst: 30, aSecond: 1 },
  keptForCards: 2,
  longestMs: 15_000,
};

/** Danger goes at once, cards before what is said in them. */
export type Rank = 'danger' | 'card' | 'thread';
const ranks: readonly Rank[] = ['danger', 'card', 'thread'];

interface Lane {
  tokens: number;
  at: number;
  heldUntil: number;
  timer: NodeJS.Timeout | undefined;
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

  const keptFrom = (name: string, rank: Rank): number =>
    rank === 'thread' && name !== changesLane ? pace.keptForCards : 0;

  const waitMs = (name: string, lane: Lane, ahead: number, rank: Rank): number => {
    refill(name, lane);
    const lacking = Math.max(0, ahead + 1 + keptFrom(name, rank) - lane.tokens);
    return Math.max(lane.heldUntil - clock(), (lacking / allowance(name).aSecond) * 1000, 0);
  };

  const pump = (name: string, lane: Lane): void => {
    for (let [next] = lane.waiting; next !== undefined; [next] = lane.waiting) {
      const wait = waitMs(name, lane, 0, next.rank);
      if (wait > 0) return wakeIn(wait, name, lane);
      lane.tokens -= 1;
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
