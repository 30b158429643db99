import { metresBetween, type Point } from './place.ts';
import type { Happened } from './timeline.ts';

/** What tells whether two cases of one resident are about the same matter. */
export interface Opening {
  readonly caseId: string;
  /** As the first message was taken for. */
  readonly service: string;
  readonly openedAt: Date;
  /** The first point known of it. */
  readonly point: Point | null;
}

const repeatDays = 14;
const samePlaceMetres = 50;

/** How a case was opened, from its events; null where they do not say. */
export function openingOf(caseId: string, events: readonly Happened[]): Opening | null {
  const [first] = events;
  const opened = (first?.data ?? {}) as { service?: string; openedAt?: string };
  if (first?.type !== 'opened' || opened.service === undefined || opened.openedAt === undefined) return null;
  const points = events
    .filter(({ type }) => type === 'place-given')
    .map(({ data }) => (data as { place?: { point?: Point } } | null)?.place?.point);
  const point = points.find((each) => each !== undefined);
  return {
    caseId,
    service: opened.service,
    openedAt: new Date(opened.openedAt),
    point: point === undefined ? null : { latitude: point.latitude, longitude: point.longitude },
  };
}

/** Whether the later of two cases repeats the earlier: opened within 14 days of it, for the same service or within 50 metres. */
export function isRepeat(earlier: Opening, later: Opening): boolean {
  const after = later.openedAt.getTime() - earlier.openedAt.getTime();
  if (after <= 0 || after > repeatDays * 86_400_000) return false;
  if (earlier.service === later.service) return true;
  const { point } = earlier;
  return point !== null && later.point !== null && metresBetween(point, later.point) <= samePlaceMetres;
}

/** The last case a case repeats, and when the first was opened that repeats it, among the openings of one resident. */
export function repeatsOf(
  opening: Opening,
  all: readonly Opening[],
): { readonly repeatOf: string | null; readonly repeatedAt: Date | null } {
  const sorted = [...all].sort(
    (one, other) => +one.openedAt - +other.openedAt || (one.caseId < other.caseId ? -1 : 1),
  );
  const before = sorted.findLast((each) => isRepeat(each, opening));
  const after = sorted.find((each) => isRepeat(opening, each));
  return { repeatOf: before?.caseId ?? null, repeatedAt: after?.openedAt ?? null };
}
