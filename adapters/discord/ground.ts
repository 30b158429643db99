import type { Keeping } from '../../src/core/channel.ts';
import { channelSchema, type Dispatch, guildSchema } from './payload.ts';
import type { Arrival } from './read.ts';
import { firstAt, isLater, timeOf } from './snowflake.ts';

/** For how long we know who wrote what in public, and the threads we began. */
const knownForMs = 30 * 24 * 3_600_000;
/** When we were last heard is noted from time to time. */
const marginMs = 120_000;
/** How many writers of messages are remembered by this process alone. */
const remembered = 5_000;

export type Ground = ReturnType<typeof groundOf>;

/**
 * The channels we hear, and how far each is read. In the ledger's cursors: `channel:<id>` the last message read;
 * `dm:<id>` the person of these direct messages, and what they begin after; `thread:<id>` a thread we began, and
 * where; `by:<id>` who wrote a message that we took in in public; `heard` when Discord was last heard; `began` when it
 * first was.
 */
export function groundOf(keeping: Keeping, council: ReadonlySet<string>, now: () => Date) {
  const cursors = new Map<string, string>();
  const unkept = new Set<string>();
  const parents = new Map<string, string>();
  const onServer = new Set<string>();
  const writers = new Map<string, string>();
  let before: string | undefined;

  const set = (name: string, value: string): void => {
    cursors.set(name, value);
    unkept.add(name);
  };
  const dmOf = (channel: string): { person: string; since: string } | null => {
    const [person, since = '0'] = cursors.get(`dm:${channel}`)?.split(' ') ?? [];
    return person === undefined ? null : { person, since };
  };
  const isListed = (channel: string): boolean =>
    council.size === 0 || council.has(channel) || council.has(parents.get(channel) ?? '');

  return {
    /** Take up what was kept; what this process knows better stays. Forgets what is too old to matter. */
    async load(): Promise<void> {
      for (const [name, value] of await keeping.cursors.all()) {
        const [kind, id = ''] = name.split(':');
        const old = /^\d+$/.test(id) && now().getTime() - timeOf(id).getTime() > knownForMs;
        if (old && kind === 'by') await keeping.cursors.forget(name);
        else if (!unkept.has(name)) cursors.set(name, value);
      }
    },

    /** Keep what changed. Throws what the ledger throws; then it is kept the next time. */
    async keep(): Promise<void> {
      for (const name of [...unkept]) {
        unkept.delete(name);
        try {
          await keeping.cursors.keep(name, cursors.get(name) ?? '');
        } catch (error) {
          unkept.add(name);
          throw error;
        }
      }
    },

    noteHeard: (): void => set('heard', now().toISOString()),

    /** We hear again. Gives when we last did; undefined when never. */
    hearAgain(): string | undefined {
      before = cursors.get('heard');
      if (!cursors.has('began')) set('began', before ?? now().toISOString());
      set('heard', now().toISOString());
      return before;
    },

    readTo: (channel: string): string | undefined =>
      cursors.get(`channel:${channel}`) ?? dmOf(channel)?.since,

    /**
     * What the direct messages of somebody we do not know yet are read back after: Discord does not list them, so a
     * first message sent while nobody listened is found with the next. Null for those we know.
     */
    newcomerSince(channel: string): string | null {
      const began = cursors.get('began');
      return began === undefined || dmOf(channel) !== null ? null : firstAt(new Date(began));
    },

    /** All before this message is read and safe. */
    moveTo(channel: string, message: string): void {
      const before = cursors.get(`channel:${channel}`);
      if (before === undefined || isLater(message, before)) set(`channel:${channel}`, message);
    },

    async forget(channel: string): Promise<void> {
      for (const name of [`channel:${channel}`, `dm:${channel}`, `thread:${channel}`]) {
        cursors.delete(name);
        unkept.delete(name);
        await keeping.cursors.forget(name);
      }
    },

    /** Channels that Discord does not list for us when we come back: direct messages, and threads we began. */
    unlisted(): string[] {
      return [...cursors.keys()].flatMap((name) => {
        const [kind, id = ''] = name.split(':');
        const last = timeOf(cursors.get(`channel:${id}`) ?? '0').getTime();
        const lately = now().getTime() - last < knownForMs;
        return kind === 'dm' || (kind === 'thread' && lately) ? [id] : [];
      });
    },

    /** A server tells its channels. Gives those in which we may be called, with those made since we last heard. */
    learn(event: Dispatch, us: string): string[] {
      const { t, d } = event;
      const guild = t === 'GUILD_CREATE' ? guildSchema.safeParse(d).data : undefined;
      const one = /^(CHANNEL|THREAD)_(CREATE|UPDATE)$/.test(t) ? placeIn(d) : undefined;
      const threads = t.startsWith('THREAD') && one !== undefined ? [one] : (guild?.threads ?? []);
      const channels = t.startsWith('CHANNEL') && one !== undefined ? [one] : (guild?.channels ?? []);
      for (const { id, parent_id, owner_id } of threads) {
        if (typeof parent_id === 'string') parents.set(id, parent_id);
        if (owner_id === us && cursors.get(`thread:${id}`) === undefined)
          set(`thread:${id}`, parent_id ?? id);
      }
      return [...channels, ...threads].flatMap(({ id, last_message_id }) => {
        onServer.add(id);
        if (!isListed(id)) return [];
        const read = cursors.get(`channel:${id}`);
        if (read !== undefined)
          return typeof last_message_id === 'string' && !isLater(last_message_id, read) ? [] : [id];
        const madeSince = before !== undefined && timeOf(id).getTime() > Date.parse(before) - marginMs;
        const from = madeSince || (t.endsWith('_CREATE') && t !== 'GUILD_CREATE') ? id : last_message_id;
        set(`channel:${id}`, from ?? firstAt(now()));
        return [id];
      });
    },

    /** Where something was said. */
    where(channel: string, onAServer: boolean): Arrival['where'] {
      if (!onAServer && !onServer.has(channel) && !cursors.has(`thread:${channel}`)) return 'private';
      if (cursors.has(`thread:${channel}`)) return 'our thread';
      if (!isListed(channel)) return 'elsewhere';
      return parents.has(channel) ? 'thread' : 'channel';
    },

    /** Who wrote the message that is changed or taken back, where we took it in. */
    writerOf(channel: string, message: string): string | null {
      const known = writers.get(message) ?? cursors.get(`by:${message}`);
      if (known !== undefined) return known;
      const dm = dmOf(channel);
      const last = cursors.get(`channel:${channel}`);
      if (dm === null || last === undefined) return null;
      return isLater(message, dm.since) && !isLater(message, last) ? dm.person : null;
    },

    /** A message was taken in. */
    remember(channel: string, message: string, person: string, inPublic: boolean): void {
      writers.set(message, person);
      for (const oldest of writers.keys()) if (writers.size > remembered) writers.delete(oldest);
      if (inPublic) set(`by:${message}`, person);
      else if (dmOf(channel) === null) set(`dm:${channel}`, `${person} ${BigInt(message) - 1n}`);
    },
  };
}

/** A channel of a server, and nobody's direct messages. */
function placeIn(d: unknown) {
  const place = channelSchema.safeParse(d).data;
  return typeof place?.guild_id === 'string' ? place : undefined;
}
