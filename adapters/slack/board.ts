import { createHash } from 'node:crypto';
import type { DeskPost } from '../../src/core/desk.ts';
import type { CaseFile } from '../../src/core/record.ts';
import type { Look } from './card.ts';

/** Where a post goes: a channel by its id, and by its name for the operator. */
export interface Place {
  readonly id: string;
  readonly name: string;
}

/** What stands of one case, as far as we know. */
export interface Board {
  readonly caseId: string;
  readonly reference: string;
  readonly posts: Map<string, DeskPost>;
}

/** A case as it stands on the record, and in Slack. */
export interface Seen {
  readonly file: CaseFile;
  readonly board: Board;
}

export const placeKey = (place: string, key: string): string => `${place} ${key}`;

export function boardOf(caseId: string, reference: string, posts: readonly DeskPost[]): Board {
  return { caseId, reference, posts: new Map(posts.map((post) => [placeKey(post.place, post.key), post])) };
}

export const standsAt = ({ posts }: Board, place: string, key: string): DeskPost | null =>
  posts.get(placeKey(place, key)) ?? null;

/** A look by what is seen of it: a button's version alone is no change. */
export function digestOf({ blocks, text }: Look): string {
  const seen = JSON.stringify([blocks, text]).replace(/("value":"\w+ \S+) \d+/g, '$1');
  return createHash('sha256').update(seen).digest('base64url');
}

export const eventType = 'moothall_post';

/** By what a post is known again. */
export interface Metadata {
  readonly event_type: string;
  readonly event_payload: { readonly case_id: string; readonly key: string };
}

export const metadataOf = (caseId: string, key: string): Metadata => ({
  event_type: eventType,
  event_payload: { case_id: caseId, key },
});

/** Whether a message's metadata says that it is the post we mean. */
export function isSame(
  found: { event_type?: string | undefined; event_payload?: Record<string, unknown> | undefined } | undefined,
  { event_payload: wanted }: Metadata,
): boolean {
  const payload = found?.event_payload;
  return (
    found?.event_type === eventType &&
    payload?.['case_id'] === wanted.case_id &&
    payload['key'] === wanted.key
  );
}

/** Whether a post with this key stands in a thread, in the channel itself, or is no post of ours at all. */
export function placeOfKey(key: string): 'thread' | 'channel' | 'none' {
  if (/^(message|event|delivery|alert):/.test(key)) return 'thread';
  return key === 'card' || key.startsWith('page:') ? 'channel' : 'none';
}
