import type { Rating } from './case.ts';
import { dataOf } from './standing.ts';
import type { Happened } from './timeline.ts';

/** The latest survey and its latest answer: one asked again later is another, as a clock begun again is. */
export function ratingOf(events: readonly Happened[]): {
  readonly surveyedAt: Date | null;
  readonly ratedAt: Date | null;
  readonly rating: Rating | null;
} {
  const asks = (event: Happened) =>
    event.type === 'reply-sent' && dataOf(event, 'reply-sent').survey === true;
  const asked = events.findLastIndex(asks);
  const answered = events.slice(asked + 1).findLast(({ type }) => type === 'rated');
  const rating = answered === undefined ? undefined : dataOf(answered, 'rated').rating;
  if (asked === -1 || answered === undefined || rating === undefined)
    return { surveyedAt: events[asked]?.at ?? null, ratedAt: null, rating: null };
  return { surveyedAt: events[asked]?.at ?? null, ratedAt: answered.at, rating };
}
