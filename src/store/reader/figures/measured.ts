import type { MeasureKey } from '../../../core/measures.ts';

/** What kind of figure a measure is. */
export type As = Read['told']['as'];

/** How a measure is read from the facts `f` of cases. The figure and the list of its cases come of the same words. */
export interface Read {
  /** What must fall in the period for a case to be behind it. */
  readonly at: string;
  /** Which of those cases are. */
  readonly of?: string;
  readonly told:
    | { readonly as: 'count' }
    | { readonly as: 'time'; readonly value: string }
    | { readonly as: 'share'; readonly part: string }
    /** To each case, or to each of what `per` counts. */
    | { readonly as: 'rate'; readonly sum: string; readonly per?: string }
    /** Several times to a case, in an array. */
    | { readonly as: 'waits'; readonly values: string };
}

/** Of enquiries answered at once, which are no cases, how many came back; see `enquiries.ts`. */
export const ofEnquiries = 'falsely-self-served';

export const measured: Readonly<Record<Exclude<MeasureKey, 'self-served' | typeof ofEnquiries>, Read>> = {
  opened: { at: 'f.opened_at', told: { as: 'count' } },
  resolved: { at: 'f.closed_at', of: 'f.resolved_at IS NOT NULL', told: { as: 'count' } },
  acknowledgement: {
    at: 'f.opened_at',
    of: 'f.acknowledgement_seconds IS NOT NULL',
    told: { as: 'time', value: 'f.acknowledgement_seconds' },
  },
  'first-response': { at: 'f.first_response_at', told: { as: 'time', value: 'f.first_response_minutes' } },
  'first-response-in-time': {
    at: 'f.first_response_due',
    told: { as: 'share', part: 'coalesce(f.first_response_at <= f.first_response_due, FALSE)' },
  },
  'next-response': {
    at: 'f.first_response_at',
    of: 'cardinality(f.next_responses) > 0',
    told: { as: 'waits', values: 'f.next_responses' },
  },
  resolution: {
    at: 'f.closed_at',
    of: 'f.resolved_at IS NOT NULL',
    told: { as: 'time', value: 'f.resolution_minutes' },
  },
  'own-resolution': {
    at: 'f.closed_at',
    of: 'f.resolved_at IS NOT NULL',
    told: { as: 'time', value: 'f.own_minutes' },
  },
  paused: {
    at: 'f.closed_at',
    of: 'f.resolved_at IS NOT NULL',
    told: { as: 'time', value: 'f.paused_minutes' },
  },
  'with-partner': {
    at: 'f.closed_at',
    of: 'f.resolved_at IS NOT NULL AND f.partner_minutes > 0',
    told: { as: 'time', value: 'f.partner_minutes' },
  },
  'resolution-in-time': {
    at: 'f.resolution_due',
    told: { as: 'share', part: 'coalesce(f.resolved_at <= f.resolution_due, FALSE)' },
  },
  reopened: { at: 'f.closed_at', told: { as: 'share', part: 'f.reopenings > 0' } },
  'first-contact': {
    at: 'f.closed_at',
    of: 'f.resolved_at IS NOT NULL',
    told: {
      as: 'share',
      part: 'f.routes = 0 AND f.chasers = 0 AND f.reopenings = 0 AND f.repeated_at IS NULL',
    },
  },
  'repeat-contact': { at: 'f.opened_at', told: { as: 'share', part: 'f.repeat_of IS NOT NULL' } },
  chasers: { at: 'f.opened_at', told: { as: 'rate', sum: 'f.chasers' } },
  'avoidable-contact': {
    at: 'f.opened_at',
    told: {
      as: 'rate',
      sum: "f.chasers + (coalesce(f.outcome, '') = 'not-ours')::int + (f.opened_service = 'other')::int",
      per: 'f.messages',
    },
  },
  'handed-over-right': { at: 'f.opened_at', told: { as: 'share', part: 'f.routes = 0' } },
  're-routes': { at: 'f.opened_at', told: { as: 'rate', sum: 'f.routes' } },
  'danger-advice': {
    at: 'f.danger_at',
    of: 'f.advice_seconds IS NOT NULL',
    told: { as: 'time', value: 'f.advice_seconds' },
  },
  'danger-person': {
    at: 'f.danger_at',
    of: 'f.person_minutes IS NOT NULL',
    told: { as: 'time', value: 'f.person_minutes' },
  },
  surveyed: { at: 'f.surveyed_at', told: { as: 'count' } },
  'survey-answered': { at: 'f.surveyed_at', told: { as: 'share', part: 'f.rating IS NOT NULL' } },
  satisfied: {
    at: 'f.surveyed_at',
    of: 'f.rating IS NOT NULL',
    told: { as: 'share', part: 'f.rating >= 4' },
  },
};

export type CaseMeasure = keyof typeof measured;
export const caseMeasures = Object.keys(measured) as CaseMeasure[];

/** All that is added up: of enquiries one share tells both measures. */
export type SummedMeasure = CaseMeasure | typeof ofEnquiries;
export const summedMeasures: readonly SummedMeasure[] = [...caseMeasures, ofEnquiries];

export function toldAs(measure: SummedMeasure): As {
  return measure === ofEnquiries ? 'share' : measured[measure].told.as;
}

/** Measures by the date that puts a case into a period. */
export const byDate = [...new Set(caseMeasures.map((key) => measured[key].at))].map(
  (at) => [at, caseMeasures.filter((key) => measured[key].at === at)] as const,
);

/** Whether a case is behind a measure: in the period from `$1` to `$2`, and of the right kind. */
export function behind({ at, of }: Read): string {
  return `${at} >= $1 AND ${at} < $2${of === undefined ? '' : ` AND ${of}`}`;
}

const last =
  'greatest(f.opened_at, f.first_response_at, f.first_response_due, f.closed_at, f.danger_at, f.surveyed_at)';
/** What may be long after a case was opened, or somewhat before. */
const apart =
  '(f.resolution_due >= $1 AND f.resolution_due < $2) OR (f.danger_at >= $1 AND f.danger_at < $2)';
/** Few cases go on for longer. */
const mostly = "interval '1440 hours'";
const farMs = 90 * 86_400_000;

/**
 * Whether a case may be behind any measure of a period from `$1` to `$2`: it was opened before the end, and something
 * was done or due after the start; or it was to be resolved in it, which may be promised long ahead; or danger was
 * written of in it, which may have come in late. So a period costs the same however old the ledger is, and a change of
 * a case has few indexes to keep and not one for each date.
 *
 * For a period that began lately few cases have a date after its start; for one long ago most have, and what narrows
 * it down is that few cases went on for more than sixty days. Both say the same.
 */
export function inReach(from: Date, now: Date): string {
  if (now.getTime() - from.getTime() < farMs) return `((f.opened_at < $2 AND ${last} >= $1) OR ${apart})`;
  return `((f.opened_at >= $1::timestamptz - ${mostly} AND f.opened_at < $2 AND ${last} >= $1)
    OR (${last} - f.opened_at > ${mostly} AND f.opened_at < $1::timestamptz - ${mostly} AND ${last} >= $1) OR ${apart})`;
}
