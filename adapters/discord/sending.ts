import { setTimeout as sleep } from 'node:timers/promises';
import { ChannelError, type Keeping, type Receipt, type Reply } from '../../src/core/channel.ts';
import { targetOf } from './address.ts';
import { type Calls, DiscordFault, isBadToken } from './calls.ts';
import { badToken, type Hearing } from './hearing.ts';
import { messageSchema } from './payload.ts';
import { type Place, placing } from './placing.ts';
import { timeOf } from './snowflake.ts';
import { bodyOf, changedTo, nonceOf, type Part, write } from './write.ts';

/** How long a first message waits where Discord names a pause, before the outbox is told to come back. */
const patienceMs = 5_000;
/** How long the parts of a reply may take together, so that no other worker takes them for left. */
const longestMs = 35_000;
/** For how long we rely on Discord to know a nonce again. */
const knownMs = 90_000;
/** How many of the latest messages are looked through for one of ours. */
const lookedThrough = '100';

export type Sending = ReturnType<typeof sending>;

/** Sends replies: in parts, in order, each named by a nonce so that Discord posts it once. Needs no gateway. */
export function sending(
  calls: Calls,
  hears: Hearing,
  keeping: Keeping,
  now: () => Date,
  clock: () => number = () => performance.now(),
) {
  const places = placing(calls, keeping);
  /** Replies that may have arrived, and since when. */
  const doubtful = new Map<string, number>();

  /** Do it; where Discord names a pause that can be waited for, or nobody can tell what came of it, once more. */
  const withPatience = async <T>(act: () => Promise<T>, until: number): Promise<T> => {
    for (let unanswered = 0; ; ) {
      try {
        return await act();
      } catch (fault) {
        if (isBadToken(fault)) hears.unwell(badToken);
        if (!(fault instanceof DiscordFault)) throw fault;
        const pause = fault.is === 'limited' ? fault.afterMs : undefined;
        if (pause !== undefined && clock() + pause < until) await sleep(pause);
        else if (mayHaveArrived(fault) && unanswered < 2 && clock() < until) {
          unanswered += 1;
          await sleep(250 * unanswered);
        } else throw fault;
      }
    }
  };

  const post = async (part: Part, nonce: string, { channel, answers }: Place): Promise<Receipt> => {
    const sent = messageSchema.parse(
      await calls.post(`/channels/${channel}/messages`, { body: bodyOf(part, nonce, answers) }),
    );
    return { externalId: sent.id, at: timeOf(sent.id) };
  };

  const findAt = async (reply: Reply, { channel }: Place): Promise<Receipt | null> => {
    const found = await calls.get(`/channels/${channel}/messages`, { query: { limit: lookedThrough } });
    const messages = (Array.isArray(found) ? found : []).flatMap(
      (each) => messageSchema.safeParse(each).data ?? [],
    );
    const parts = write(reply);
    const from = beganAt(reply.key);
    const seen = parts.map((part, i) =>
      messages.find(
        ({ id, author, nonce, content }) =>
          author.bot &&
          timeOf(id).getTime() >= from &&
          // Discord does not always tell the nonce again; then it is known by its words.
          (typeof nonce === 'string' ? nonce === nonceOf(reply.key, i) : content === part.text),
      ),
    );
    const last = seen.at(-1);
    if (last !== undefined) return { externalId: last.id, at: timeOf(last.id) };
    const arrived = seen.filter((each) => each !== undefined).length;
    if (arrived > 0) throw new ChannelError(`Of ${parts.length} parts, ${arrived} arrived.`, 'unknown');
    return null;
  };

  const placeFor = async (reply: Reply, until: number): Promise<Place> => {
    const target = targetOf(reply.to);
    if (target === null)
      throw new ChannelError(`Discord cannot reach an address on ${reply.to.channel}.`, 'never');
    return await withPatience(() => places.of(target), until);
  };

  const sendParts = async (reply: Reply, parts: readonly Part[]): Promise<Receipt> => {
    const until = clock() + longestMs;
    const place = await placeFor(reply, clock() + patienceMs);
    const since = doubtful.get(reply.key);
    if (since !== undefined && clock() - since > knownMs) {
      const earlier = await findAt(reply, place);
      if (earlier !== null) return earlier;
    }
    let receipt: Receipt | undefined;
    for (const [i, part] of parts.entries()) {
      const patience = i === 0 ? clock() + patienceMs : until;
      receipt = await withPatience(() => post(part, nonceOf(reply.key, i), place), patience).catch(
        async (fault) => {
          if (i === 0 && (await places.left(reply.to, fault)))
            return await post(part, nonceOf(reply.key, i), place);
          if (i > 0)
            throw new ChannelError(`${safe(fault)} Of ${parts.length} parts, ${i} arrived.`, 'unknown');
          throw fault;
        },
      );
    }
    if (receipt === undefined) throw new ChannelError('The reply has no text.', 'never');
    return receipt;
  };

  /** Do something about one message sent before. Throws ChannelError. */
  const change = async (
    sent: string,
    reply: Reply,
    act: (path: `/${string}`) => Promise<unknown>,
  ): Promise<Receipt> => {
    try {
      const until = clock() + patienceMs;
      const { channel } = await placeFor(reply, until);
      await withPatience(() => act(`/channels/${channel}/messages/${sent}`), until);
      return { externalId: sent, at: now() };
    } catch (fault) {
      throw refusalOf(fault);
    }
  };

  return {
    inOnePiece: (text: string): boolean => write({ text, choices: [] }).length === 1,

    /** Put other words in the place of a message. Throws ChannelError: `never` where Discord has it no more. */
    revise: (sent: string, reply: Reply): Promise<Receipt> =>
      change(sent, reply, (path) => {
        const [part = { text: reply.text, choices: [] }] = write(reply);
        return calls.patch(path, { body: changedTo(part) });
      }),

    /** Take a message back. Harmless when it is gone. Throws ChannelError. */
    takeBack: (sent: string, reply: Reply): Promise<Receipt> =>
      change(sent, reply, (path) =>
        calls.delete(path).catch((fault: unknown) => {
          if (!(fault instanceof DiscordFault) || fault.code !== goneMessage) throw fault;
        }),
      ),

    /** Send one reply. The receipt names its last part. Throws ChannelError. */
    async send(reply: Reply): Promise<Receipt> {
      try {
        const receipt = await sendParts(reply, write(reply));
        doubtful.delete(reply.key);
        return receipt;
      } catch (fault) {
        if (mayHaveArrived(fault) && !doubtful.has(reply.key)) doubtful.set(reply.key, clock());
        for (const oldest of doubtful.keys()) if (doubtful.size > 1_000) doubtful.delete(oldest);
        throw refusalOf(fault);
      }
    },

    /** Whether a reply whose receipt was lost stands among the latest messages. Throws ChannelError. */
    async findSent(reply: Reply): Promise<Receipt | null> {
      try {
        return await findAt(reply, await placeFor(reply, clock() + patienceMs));
      } catch (fault) {
        throw refusalOf(fault);
      }
    },
  };
}

/** Deliveries are named by a UUID that begins with the time, to the millisecond; clocks differ by a few seconds. */
function beganAt(key: string): number {
  const hex = key.replaceAll('-', '').slice(0, 12);
  return key.charAt(14) === '7' && /^[0-9a-f]{12}$/i.test(hex) ? Number.parseInt(hex, 16) - 10_000 : 0;
}

function mayHaveArrived(fault: unknown): boolean {
  return fault instanceof DiscordFault && (fault.is === 'unanswered' || (fault.status ?? 0) >= 500);
}

function safe(fault: unknown): string {
  return fault instanceof DiscordFault || fault instanceof ChannelError
    ? fault.message
    : 'Discord could not be asked.';
}

const closedToUs = 50007;
const goneMessage = 10008;

/** What the outbox is to do. What may have arrived may be sent again, for it bears the same nonce. */
function refusalOf(fault: unknown): ChannelError {
  if (fault instanceof ChannelError) return fault;
  if (!(fault instanceof DiscordFault)) return new ChannelError('Discord could not be asked.', 'unknown');
  const { is, status = 0, code, afterMs, message } = fault;
  if (code === closedToUs)
    return new ChannelError(
      'The private way is closed: this person takes no direct messages from the bot.',
      'never',
    );
  if (is !== 'refused' || status >= 500 || status === 408) return new ChannelError(message, 'later', afterMs);
  return new ChannelError(message, 'never');
}
