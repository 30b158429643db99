import type { Landmark, Street } from '../../core/ground.ts';
import type { Point, PointSource } from '../../core/place.ts';

/** One part of a place found in a text, and where it stands there. */
export interface Span {
  readonly start: number;
  readonly end: number;
  /** How much the part alone tells: 6 a point, 4 a street the gazetteer holds, 2 a street or a postcode by its shape, 1 a landmark. */
  readonly weight: number;
  /** A street line read from its shape. */
  readonly street?: string;
  /** How many words it takes up. */
  readonly words?: number;
  /** The house number before a street. */
  readonly house?: string;
  /** Streets of the gazetteer it may mean: several where towns share a name. */
  readonly streets?: readonly Street[];
  /** Landmarks of the gazetteer it may mean. */
  readonly landmarks?: readonly Landmark[];
  /** Whether only a kind of thing was named ("the school"): one of many, unless more tells which. */
  readonly kindOnly?: boolean;
  /** Whether the words put the matter in or at a landmark, not merely near it. */
  readonly within?: boolean;
  /** False when the words are as likely to mean something else: to be asked about. */
  readonly sure?: boolean;
  /** A town or village. */
  readonly locality?: string;
  /** Code of another council, named as a place. */
  readonly council?: string;
  readonly postcode?: string;
  readonly point?: Point;
  readonly pointFrom?: PointSource;
  readonly asset?: string;
  readonly gridReference?: string;
  readonly threeWords?: string;
}

/** Those that tell most, none of them over another, in the order they stand. */
export function withoutOverlaps(spans: readonly Span[]): Span[] {
  const kept: Span[] = [];
  for (const span of [...spans].sort(
    (one, other) => other.weight - one.weight || other.end - other.start - (one.end - one.start),
  ))
    if (!kept.some((other) => span.start < other.end && other.start < span.end)) kept.push(span);
  return kept.sort((one, other) => one.start - other.start);
}
