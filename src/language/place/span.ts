import type { Place } from '../../core/place.ts';

/** One part of a place found in a text, and where it stands there. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly street?: string;
  readonly postcode?: string;
  readonly point?: NonNullable<Place['point']>;
  readonly asset?: string;
  /** How much the part alone tells: 3 a point, 2 a street or a postcode, 1 a landmark. */
  readonly weight: number;
}
