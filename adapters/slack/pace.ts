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
  /** Whoever would wait longer than this comes again another time. */
  readonly longestMs: number;
}

export const usualPace: Pace = {
  posts: { burst: 5, aSecond: 1 },
  changes: { burst: 30, aSecond: 1 },
  longestMs: 15_000,
};

/** Danger goes at once, cards before what is said in them. */
export type Rank = 'danger' | 'card' | 'thread';
const ranks: readonly Rank[] = ['danger', 'card', 'thread'];

interface Lane {
  tokens: number;
  at: number;
  heldUntil: number;
  timer: NodeJS.Timeout | null;
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
      timer: null,
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

  const waitMs = (name: string, lane: Lane, ahead: number): number => {
    refill(name, lane);
    const lacking = Math.max(0, ahead + 1 - lane.tokens);
    return Math.max(lane.heldUntil - clock(), (lacking / allowance(name).aSecond) * 1000, 0);
  };

  const pump = (name: string, lane: Lane): void => {
    while (lane.waiting.length > 0 && waitMs(name, lane, 0) === 0) {
      lane.tokens -= 1;
      lane.waiting.shift()?.go();
    }
    if (lane.waiting.length === 0 || lane.timer !== null) return;
    lane.timer = setTimeout(
      () => {
        lane.timer = null;
        pump(name, lane);
      },
      Math.ceil(waitMs(name, lane, 0)) + 1,
    );
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
      const wait = waitMs(name, lane, before);
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
