/** Most messages within a while. */
interface Allowance {
  readonly most: number;
  readonly withinMs: number;
}

/** What Telegram lets a bot send. */
export interface Pace {
  /** To any one chat. */
  readonly chat: Allowance;
  /** To any one group, besides. */
  readonly group: Allowance;
  /** To everybody together. */
  readonly all: Allowance;
}

export const usualPace: Pace = {
  chat: { most: 1, withinMs: 1_000 },
  group: { most: 20, withinMs: 60_000 },
  all: { most: 30, withinMs: 1_000 },
};

/**
 * Keeps to Telegram's limits by ourselves, so that it need not tell us off. Times are milliseconds of any clock that
 * only goes forward. Counts what this process sends; what others send with the same token Telegram counts.
 */
export function pacing(pace: Pace, isGroup: (chat: string) => boolean) {
  const sent = new Map<string, number[]>();
  const held = new Map<string, number>();
  const all: number[] = [];

  const left = (times: readonly number[], { most, withinMs }: Allowance, at: number): number => {
    const oldest = times.at(-most);
    return oldest === undefined ? 0 : Math.max(0, oldest + withinMs - at);
  };

  const forget = (at: number): void => {
    const longAgo = at - pace.group.withinMs;
    for (const [chat, times] of sent) if ((times.at(-1) ?? 0) < longAgo) sent.delete(chat);
    for (const [chat, until] of held) if (until <= at) held.delete(chat);
  };

  return {
    /** How long a message to this chat has to wait; 0 when it may go now. */
    waitFor(chat: string, at: number): number {
      const times = sent.get(chat) ?? [];
      return Math.max(
        (held.get(chat) ?? at) - at,
        left(times, pace.chat, at),
        isGroup(chat) ? left(times, pace.group, at) : 0,
        left(all, pace.all, at),
      );
    },

    /** A message to this chat goes out. */
    note(chat: string, at: number): void {
      if (sent.size >= 1_000) forget(at);
      const times = sent.get(chat) ?? [];
      times.push(at);
      if (times.length > pace.group.most) times.shift();
      sent.set(chat, times);
      all.push(at);
      if (all.length > pace.all.most) all.shift();
    },

    /** Telegram said when this chat may be written to again. */
    hold(chat: string, until: number): void {
      held.set(chat, Math.max(until, held.get(chat) ?? 0));
    },
  };
}
