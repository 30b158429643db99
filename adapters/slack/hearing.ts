import type { DeskPost } from '../../src/core/desk.ts';

/**
 * What an officer did in a thread is on the record a moment after it stands in Slack. Until then this is kept, so that
 * the record's showing of the same words waits, and they never stand in the thread twice.
 */
export function hearingPost(
  of: Pick<DeskPost, 'caseId' | 'reference' | 'place'>,
  key: string,
  state: 'awaited' | 'settled',
  at: Date,
): DeskPost {
  const { caseId, reference, place } = of;
  const name = `hearing:${key}`;
  return { caseId, reference, place, key: name, externalId: name, digest: state, at };
}

/** An officer's own post, which shows what they wrote: nobody needs to show it, and only they can change it. */
export const ownDigest = (ts: string): string => `officer:${ts}`;
export const isOwn = ({ digest }: DeskPost): boolean => digest.startsWith('officer:');

const longestMs = 30_000;

/** Whether an officer's post in this case is being taken down just now: their messages are then shown a little later. */
export function isHearing(posts: readonly DeskPost[], now: Date): boolean {
  return posts.some(
    ({ key, digest, at }) =>
      key.startsWith('hearing:') && digest === 'awaited' && now.getTime() - at.getTime() < longestMs,
  );
}
