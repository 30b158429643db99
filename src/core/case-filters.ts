import type { Status } from './case.ts';

/** What a list of cases may be narrowed to. */
export interface CaseFilters {
  readonly team?: string | undefined;
  readonly service?: string | undefined;
  /** `open` is every status but resolved. */
  readonly status?: Status | 'open' | undefined;
  readonly channel?: string | undefined;
  /** An officer's id, or `none`. */
  readonly assignee?: string | undefined;
  /** Only cases whose next due time is past. */
  readonly overdue?: boolean | undefined;
  /** GSS code of the ward the place lies in. */
  readonly ward?: string | undefined;
  /** A reference, or words in the messages or the place. */
  readonly q?: string | undefined;
  /** `due` puts what must be answered first at the top; `newest` the latest opened. */
  readonly sort?: 'due' | 'newest' | undefined;
  readonly cursor?: string | undefined;
  /** 1 to 100; 50 when left out. */
  readonly limit?: number | undefined;
}
