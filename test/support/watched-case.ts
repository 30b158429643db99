import type { TimelineEvent } from '../../src/core/timeline.ts';
import type { Watched } from './years.ts';

const minuteMs = 60_000;
const aDayMs = 86_400_000;

/** The figures of a case, by somebody who looks at it once a minute. For events on whole minutes. Slow, and knows nothing of `core/timeline`. */
export function seenFigures(watched: Watched, told: readonly TimelineEvent[]) {
  const events = [...told].sort((one, other) => one.at.getTime() - other.at.getTime());
  const first = events.findIndex(({ type }) => type === 'resident-message');
  if (first === -1) return { acknowledgement: null, firstResponse: null, resolution: null, paused: null };

  const firstAt = events[first]?.at.getTime() ?? 0;
  let startedAt = firstAt;
  let begins = events.findIndex(({ at }) => at.getTime() === firstAt);
  let closed: number | null = null;
  events.forEach(({ at, type }, place) => {
    if (place < begins) return;
    if (type === 'resolved' && closed === null) closed = at.getTime();
    if (type !== 'reopened' || closed === null) return;
    if (at.getTime() > closed + 14 * aDayMs) {
      startedAt = at.getTime();
      begins = place;
    }
    closed = null;
  });
  const since = events.slice(begins);

  const pauses = since.flatMap(({ at, type }, place) => {
    if (type !== 'officer-question' && type !== 'waiting') return [];
    const answer = since
      .slice(place)
      .find((event) => event.type === 'resident-message' || event.type === 'resumed');
    const from = at.getTime();
    const expires = watched.afterTenWorkingDays(from) ?? Number.POSITIVE_INFINITY;
    return [{ from, to: Math.min(expires, answer?.at.getTime() ?? Number.POSITIVE_INFINITY) }];
  });
  const end = closed ?? events.at(-1)?.at.getTime() ?? startedAt;
  const seen = { working: 0, paused: 0 };
  for (let minute = startedAt; minute < end; minute += minuteMs) {
    if (!watched.isOpen(minute)) continue;
    if (pauses.some(({ from, to }) => from <= minute && minute < to)) seen.paused += 1;
    else seen.working += 1;
  }

  const answered = since.find(({ type }) => type === 'officer-reply' || type === 'officer-question');
  const greeted = since.find(({ type }) => type === 'bot-reply');
  return {
    acknowledgement: greeted === undefined ? null : (greeted.at.getTime() - startedAt) / 1000,
    firstResponse: answered === undefined ? null : workedMinutes(watched, startedAt, answered.at.getTime()),
    resolution: closed === null ? null : seen.working,
    paused: seen.paused,
  };
}

function workedMinutes(watched: Watched, from: number, to: number): number {
  let worked = 0;
  for (let minute = from; minute < to; minute += minuteMs) if (watched.isOpen(minute)) worked += 1;
  return worked;
}
