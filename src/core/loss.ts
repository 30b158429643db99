/** One hour of one channel: what came, what became of it, and what is missing. */
export interface ChannelHour {
  readonly channel: string;
  /** When the hour began. */
  readonly hour: Date;
  /** Events with something a resident said. */
  readonly received: number;
  /** Of those, messages that had come before. */
  readonly repeated: number;
  /** Messages of residents in the ledger. */
  readonly stored: number;
  /** Of those stored, handled to the end: answered, or passed on to a person. */
  readonly handled: number;
  /** Replies delivered. */
  readonly answered: number;
  /** Events that are no message we can read. */
  readonly setAside: number;
  /** Messages missed while we were away, and fetched since. */
  readonly repaired: number;
  /** Stretches in which something may have been missed and cannot be fetched. */
  readonly gaps: number;
}

export type ChannelTotals = Omit<ChannelHour, 'hour'> & {
  /** Received for the first time, and in no row of the ledger. */
  readonly lost: number;
};

const counts = [
  'received',
  'repeated',
  'stored',
  'handled',
  'answered',
  'setAside',
  'repaired',
  'gaps',
] as const;

/** The hours of each channel put together, by channel. */
export function totalsOf(hours: readonly ChannelHour[]): ChannelTotals[] {
  return [...grouped(hours)]
    .map(([channel, all]) => {
      const sum = Object.fromEntries(
        counts.map((name) => [name, all.reduce((total, hour) => total + hour[name], 0)]),
      ) as Record<(typeof counts)[number], number>;
      return { channel, ...sum, lost: Math.max(0, sum.received - sum.repeated - sum.stored) };
    })
    .sort((a, b) => a.channel.localeCompare(b.channel));
}

function grouped(hours: readonly ChannelHour[]): Map<string, ChannelHour[]> {
  const groups = new Map<string, ChannelHour[]>();
  for (const hour of hours) groups.set(hour.channel, [...(groups.get(hour.channel) ?? []), hour]);
  return groups;
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
