/** One hour of one channel: what came, what became of it, and what is missing. */
export interface ChannelHour {
  readonly channel: string;
  /** When the hour began. */
  readonly hour: Date;
  /** Messages of residents in the ledger. */
  readonly stored: number;
  /** Of those, handled to the end: answered, or passed on to a person. */
  readonly handled: number;
  /** Replies delivered. */
  readonly answered: number;
  /** Events that are no message we can read. */
  readonly setAside: number;
  /** Messages that came and that the ledger would not take. */
  readonly lost: number;
  /** Messages that came to the ledger once more. */
  readonly repeated: number;
  /** Messages missed while we were away, and fetched since. */
  readonly repaired: number;
  /** Stretches in which something may have been missed and cannot be fetched. */
  readonly gaps: number;
}

const counts = ['stored', 'handled', 'answered', 'setAside', 'lost', 'repeated', 'repaired', 'gaps'] as const;

export type ChannelTotals = Omit<ChannelHour, 'hour'> & {
  /** All that came: stored, come again, set aside or lost. */
  readonly received: number;
};

/** The hours of each channel put together, by channel. */
export function totalsOf(hours: readonly ChannelHour[]): ChannelTotals[] {
  return [...new Set(hours.map(({ channel }) => channel))].sort().map((channel) => {
    const own = hours.filter((hour) => hour.channel === channel);
    const sum = Object.fromEntries(
      counts.map((name) => [name, own.reduce((total, hour) => total + hour[name], 0)]),
    ) as Record<(typeof counts)[number], number>;
    return { channel, ...sum, received: receivedIn(sum) };
  });
}

/** Nothing else counts what came: a count of its own could be lost with the process that made it. */
export function receivedIn({
  stored,
  repeated,
  setAside,
  lost,
}: Pick<ChannelHour, 'stored' | 'repeated' | 'setAside' | 'lost'>): number {
  return stored + repeated + setAside + lost;
}

/** How the channels are: for managers and operators. */
export interface ChannelReport {
  readonly since: Date;
  readonly hours: readonly ChannelHour[];
  readonly totals: readonly ChannelTotals[];
  /** By channel: whether it hears its platform, and if not, why. */
  readonly health: Readonly<Record<string, { readonly well: boolean; readonly why: string | null }>>;
  /** The latest events set aside, the newest first. */
  readonly setAside: readonly { readonly channel: string; readonly what: string; readonly at: Date }[];
}
