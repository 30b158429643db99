import type { Keeping, ReplyAddress } from '../../src/core/channel.ts';
import { type Target, targetOf } from './address.ts';
import { type Calls, DiscordFault } from './calls.ts';
import { firstAt } from './snowflake.ts';

/** A channel of Discord's, and the message in it that we answer. */
export interface Place {
  readonly channel: string;
  readonly answers: string | null;
}

/** What the thread of a report is called: nothing in it is the resident's. */
const threadName = 'Your report';
const dayInMinutes = 1440;

const alreadyBegun = 160004;
const archived = 50083;
/** Not allowed, not possible there, no more of them, or on a message that is gone. */
const noThread = new Set([10008, 50001, 50013, 50024, 50068, 160006, 160007, 30033]);
/** How many places are remembered. */
const remembered = 5_000;

/** Finds where to post: opens direct messages and begins threads, each as often as one likes. */
export function placing(calls: Calls, keeping: Keeping) {
  const known = new Map<string, Place>();
  let noted: Set<string> | null = null;

  /** Whoever listens reads back what is said there while nobody hears it. */
  const note = async (channel: string, person: string): Promise<void> => {
    noted ??= new Set((await keeping.cursors.all()).keys());
    if (noted.has(`dm:${channel}`)) return;
    await keeping.cursors.keep(`dm:${channel}`, `${person} ${firstAt(new Date())}`);
    noted.add(`dm:${channel}`);
  };

  const directMessages = async (person: string): Promise<Place> => {
    const opened = await calls.post('/users/@me/channels', { body: { recipient_id: person } });
    const channel = idOf(opened);
    await note(channel, person).catch(() => undefined);
    return { channel, answers: null };
  };

  const threadOn = async (channel: string, message: string): Promise<Place> => {
    try {
      const body = { name: threadName, auto_archive_duration: dayInMinutes };
      return {
        channel: idOf(await calls.post(`/channels/${channel}/messages/${message}/threads`, { body })),
        answers: null,
      };
    } catch (fault) {
      if (!(fault instanceof DiscordFault)) throw fault;
      // A thread has the number of the message it was begun on.
      if (fault.code === alreadyBegun) return { channel: message, answers: null };
      if (fault.code !== undefined && noThread.has(fault.code)) return { channel, answers: message };
      throw fault;
    }
  };

  const find = async (target: Target): Promise<Place> => {
    if (target.is === 'private') return await directMessages(target.person);
    if (target.is === 'message') return await threadOn(target.channel, target.message);
    return { channel: target.channel, answers: null };
  };

  return {
    async of(target: Target): Promise<Place> {
      const name = JSON.stringify(target);
      const place = known.get(name) ?? (await find(target));
      known.set(name, place);
      for (const oldest of known.keys()) if (known.size > remembered) known.delete(oldest);
      return place;
    },

    /** Whether a refused post may be tried again: its thread was put away, and is opened again. Forgets the place else. */
    async left(to: ReplyAddress, fault: unknown): Promise<boolean> {
      const target = targetOf(to);
      if (target === null || !(fault instanceof DiscordFault)) return false;
      const place = known.get(JSON.stringify(target));
      if (fault.code === archived && place !== undefined) {
        await calls.patch(`/channels/${place.channel}`, { body: { archived: false } });
        return true;
      }
      if (fault.is === 'refused') known.delete(JSON.stringify(target));
      return false;
    },
  };
}

function idOf(channel: unknown): string {
  const id = typeof channel === 'object' && channel !== null && 'id' in channel ? channel.id : undefined;
  if (typeof id !== 'string') throw new DiscordFault('unanswered', 'Discord gave no channel.');
  return id;
}
