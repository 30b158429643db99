import { z } from 'zod';
import type { DeskKeeping, DeskPost } from '../../src/core/desk.ts';
import {
  type Board,
  digestOf,
  isSame,
  type Metadata,
  metadataOf,
  type Place,
  placeKey,
  placeOfKey,
  standsAt,
} from './board.ts';
import { type Calls, isBadChannel, SlackFault } from './calls.ts';
import type { Look } from './card.ts';
import type { Directory } from './directory.ts';
import { type Health, slackItself } from './health.ts';
import { isOwn } from './hearing.ts';
import { changesLane, type Pacing, type Rank } from './pace.ts';
import { unshown } from './write.ts';

/*
 * The life of a post:
 *   1. It is kept without a name of Slack's: from now on it may have been posted.
 *   2. Slack takes it and names it; the name is kept. Or Slack surely did not: then that is kept.
 *   3. Where we do not know, because we or Slack died in between, Slack is asked after it by its metadata first.
 *   4. When it ought to say something else it is changed in its place, and what it says now is kept.
 */

export interface Wanted {
  readonly place: Place;
  readonly key: string;
  readonly look: Look;
  /** The post in whose thread it stands; null in the channel itself. */
  readonly thread: string | null;
  readonly rank: Rank;
  /** A post that is gone is left alone. */
  readonly ifThere?: true;
}

/** Kept in place of a digest where Slack surely took nothing. */
const unposted = 'unposted';
const postedSchema = z.object({ ts: z.string() });
const doneSchema = z.object({});
const historySchema = z.object({
  messages: z
    .array(
      z.object({
        ts: z.string(),
        metadata: z
          .object({
            event_type: z.string().optional(),
            event_payload: z.record(z.string(), z.unknown()).optional(),
          })
          .optional(),
      }),
    )
    .default([]),
  response_metadata: z.object({ next_cursor: z.string().default('') }).optional(),
});

/** Clocks of ours and Slack's may differ. */
const apartMs = 300_000;

export interface PostingNeeds {
  readonly calls: Pick<Calls, 'call'>;
  readonly keeping: Pick<DeskKeeping, 'keep'>;
  readonly directory: Pick<Directory, 'forget'>;
  readonly pacing: Pacing;
  readonly health: Health;
  readonly now: () => Date;
}

export type Posting = ReturnType<typeof posting>;

/** Makes Slack show what ought to stand, once. Every function may run again after any failure. All throw SlackFault. */
export function posting({ calls, keeping, directory, pacing, health, now }: PostingNeeds) {
  const ask = async <S extends z.ZodType>(
    place: Place,
    lane: string,
    rank: Rank,
    method: string,
    args: Readonly<Record<string, unknown>>,
    schema: S,
  ): Promise<z.infer<S>> => {
    await pacing.turn(lane, rank);
    try {
      const answer = await calls.call(method, args, schema);
      health.well(slackItself);
      health.well(`#${place.name}`);
      return answer;
    } catch (fault) {
      health.met(fault, `#${place.name}`);
      if (isBadChannel(fault)) directory.forget();
      if (fault instanceof SlackFault && fault.is === 'limited') pacing.hold(lane, fault.afterMs ?? 1_000);
      throw fault;
    }
  };

  const keep = async (board: Board, post: DeskPost): Promise<void> => {
    await keeping.keep(post);
    board.posts.set(placeKey(post.place, post.key), post);
  };

  /** The same post, if Slack has it. */
  const find = async (
    metadata: Metadata,
    at: Date,
    { place, thread, rank }: Wanted,
    beforeMs = apartMs,
  ): Promise<string | null> => {
    const oldest = String((at.getTime() - beforeMs) / 1000);
    const method = thread === null ? 'conversations.history' : 'conversations.replies';
    for (let cursor = ''; ; ) {
      const args = {
        channel: place.id,
        include_all_metadata: true,
        limit: 200,
        ...(thread === null ? { oldest } : { ts: thread, oldest }),
        ...(cursor === '' ? {} : { cursor }),
      };
      const page = await ask(place, changesLane, rank, method, args, historySchema);
      const found = page.messages.find((message) => isSame(message.metadata, metadata));
      if (found !== undefined) return found.ts;
      cursor = page.response_metadata?.next_cursor ?? '';
      if (cursor === '') return null;
    }
  };

  const post = async (metadata: Metadata, { place, look, thread, rank }: Wanted): Promise<string> => {
    const args = {
      channel: place.id,
      text: look.text,
      blocks: look.blocks,
      metadata,
      unfurl_links: false,
      unfurl_media: false,
      parse: 'none',
      link_names: false,
      ...(thread === null ? {} : { thread_ts: thread }),
    };
    return (await ask(place, place.id, rank, 'chat.postMessage', args, postedSchema)).ts;
  };

  /** False when Slack no longer has it. */
  const change = async (ts: string, metadata: Metadata, { place, look, rank }: Wanted): Promise<boolean> => {
    const { text, blocks } = look;
    const args = { channel: place.id, ts, text, blocks, metadata, parse: 'none', link_names: false };
    try {
      await ask(place, changesLane, rank, 'chat.update', args, doneSchema);
      return true;
    } catch (fault) {
      if (fault instanceof SlackFault && lost.has(fault.code)) return false;
      if (fault instanceof SlackFault && unshowable.has(fault.code)) return true;
      throw fault;
    }
  };

  /** A new card has a thread of its own, in which everything stands anew. */
  const takeOver = async (board: Board, { id }: Place): Promise<void> => {
    for (const post of [...board.posts.values()])
      if (post.place === id && placeOfKey(post.key) === 'thread')
        await keep(board, { ...post, externalId: null, digest: unposted });
  };

  /** Make one thing stand as wanted, and tell Slack's name of it. */
  const put = async (board: Board, wanted: Wanted): Promise<string> => {
    const { caseId, reference } = board;
    const { place, key, look } = wanted;
    const digest = digestOf(look);
    const metadata = metadataOf(caseId, key);
    const stands = standsAt(board, place.id, key);
    const row = (externalId: string | null, shows: string): DeskPost => {
      return { caseId, reference, place: place.id, key, externalId, digest: shows, at: stands?.at ?? now() };
    };

    let ts = stands?.externalId ?? null;
    if (ts !== null && stands !== null && isOwn(stands)) return ts;
    if (ts !== null && stands?.digest === digest) return ts;
    if (ts === null && stands !== null && stands.digest !== unposted)
      ts = await find(metadata, stands.at, wanted);
    if (ts !== null && (await change(ts, metadata, wanted))) {
      await keep(board, row(ts, digest));
      return ts;
    }
    if (wanted.ifThere) return ts ?? '';
    if (ts !== null && key === 'card') await takeOver(board, place);
    await keep(board, row(null, digest));
    try {
      ts = await post(metadata, wanted).catch((fault: unknown) => {
        if (!(fault instanceof SlackFault && unshowable.has(fault.code))) throw fault;
        return post(metadata, { ...wanted, look: unshown(look) });
      });
    } catch (fault) {
      if (fault instanceof SlackFault && fault.surelyNot) await keep(board, row(null, unposted));
      throw fault;
    }
    await keep(board, row(ts, digest));
    return ts;
  };

  /** Put one mark on a post, in the place of the one before. A post that is gone is left alone. */
  const mark = async (
    board: Board,
    place: Place,
    messageId: string,
    ts: string,
    name: string,
  ): Promise<void> => {
    const key = `reaction:${messageId}`;
    const before = standsAt(board, place.id, key);
    if (before?.digest === name) return;
    const react = async (method: string, reaction: string): Promise<void> => {
      const args = { channel: place.id, timestamp: ts, name: reaction };
      await ask(place, changesLane, 'thread', method, args, doneSchema).catch((fault: unknown) => {
        if (!(fault instanceof SlackFault && harmless.has(fault.code))) throw fault;
      });
    };
    await react('reactions.add', name);
    if (before !== null) await react('reactions.remove', before.digest);
    const { caseId, reference } = board;
    const at = before?.at ?? now();
    await keep(board, {
      caseId,
      reference,
      place: place.id,
      key,
      externalId: `reaction:${ts}`,
      digest: name,
      at,
    });
  };

  return { put, mark, find, post, ask, keep };
}

/** What Slack will not draw must not keep it from showing what comes after. */
const unshowable = new Set([
  'invalid_blocks',
  'invalid_blocks_format',
  'msg_too_long',
  'msg_blocks_too_long',
]);

/** Somebody took the post away; where a thread hangs on it, a stone stands there that cannot be changed. */
const lost = new Set(['message_not_found', 'cant_update_message']);
const harmless = new Set(['already_reacted', 'no_reaction', 'message_not_found', 'too_many_reactions']);
