import type { Clock } from '../core/council.ts';
import { type CaseFacts, factsOf } from '../core/facts.ts';
import { type Opening, openingOf, repeatsOf } from '../core/repeats.ts';
import type { Happened } from '../core/timeline.ts';

/** The kinds of event that facts are made from; the others are only counted. */
const told = `'opened', 'message-received', 'reply-sent', 'status-changed', 'reopened', 'routed', 'reclassified',
              'place-given', 'danger-raised', 'chased', 'withdrawn', 'rated'`;

/** All events of a case `f` as facts read them. */
export const eventsOfCase = `
  (SELECT json_agg(json_build_object('type', e.type, 'at', e.at, 'kind', e.actor->>'kind',
                                     'data', CASE WHEN e.type IN (${told}) THEN e.data END) ORDER BY e.number)
     FROM case_event e WHERE e.case_id = f.id)`;

/** What is known of how the cases of a conversation `$1` were opened. */
export const openingsOfConversation = `
  (SELECT json_agg(json_build_object('caseId', o.case_id, 'service', o.opened_service, 'openedAt', o.opened_at,
                                     'latitude', o.latitude, 'longitude', o.longitude,
                                     'repeatOf', o.repeat_of, 'repeatedAt', o.repeated_at))
     FROM case_facts o WHERE o.conversation_id = $1)`;

/** An event as `eventsOfCase` gives it. */
export interface EventRow {
  readonly type: Happened['type'];
  readonly at: string;
  readonly kind: string;
  readonly data: unknown;
}

/** An opening as `openingsOfConversation` gives it. */
export interface OpeningRow {
  readonly caseId: string;
  readonly service: string;
  readonly openedAt: string;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly repeatOf: string | null;
  readonly repeatedAt: string | null;
}

/** What a conversation's facts were before a step. */
export interface FactsBefore {
  readonly events: ReadonlyMap<string, readonly Happened[]>;
  readonly openings: readonly (Opening & ReturnType<typeof repeatsOf>)[];
}

/** By what the clock of a case runs, by the team that has it and its service. */
export type ClockOf = (team: string, service: string) => Clock;

export function happenedFrom({ type, at, kind, data }: EventRow): Happened {
  return { type, at: new Date(at), actor: { kind }, data };
}

export function openingFrom(row: OpeningRow): FactsBefore['openings'][number] {
  const { caseId, service, latitude, longitude, repeatOf } = row;
  return {
    caseId,
    service,
    openedAt: new Date(row.openedAt),
    point: latitude === null || longitude === null ? null : { latitude, longitude },
    repeatOf,
    repeatedAt: row.repeatedAt === null ? null : new Date(row.repeatedAt),
  };
}

/**
 * The rows of `case_facts` a step changes: of each case it touched, whole; of another case of the conversation that
 * one of them repeats, what says so. Pure.
 */
export function factsAfter(
  conversationId: string,
  before: FactsBefore,
  added: ReadonlyMap<string, readonly Happened[]>,
  clockOf: ClockOf,
): { readonly whole: object[]; readonly repeats: object[] } {
  const chains = [...added].map(([caseId, events]): [string, readonly Happened[]] => [
    caseId,
    [...(before.events.get(caseId) ?? []), ...events],
  ]);
  const fresh = chains.flatMap(([caseId, events]) => openingOf(caseId, events) ?? []);
  const others = before.openings.filter(({ caseId }) => !added.has(caseId));
  const openings = [...others, ...fresh];
  const whole = chains.flatMap(([caseId, events]) => {
    const facts = factsOf({ caseId, conversationId }, events, clockOf, openings);
    return facts === null ? [] : [rowFromFacts(facts)];
  });
  const repeats = others.flatMap((other) => {
    const now = repeatsOf(other, openings);
    const same = now.repeatOf === other.repeatOf && now.repeatedAt?.getTime() === other.repeatedAt?.getTime();
    return same ? [] : [{ case_id: other.caseId, repeat_of: now.repeatOf, repeated_at: now.repeatedAt }];
  });
  return { whole, repeats };
}

/** Facts as the table has them, in the order of its columns. */
export function rowFromFacts(facts: CaseFacts) {
  return {
    case_id: facts.caseId,
    conversation_id: facts.conversationId,
    version: facts.version,
    channel: facts.channel,
    language: facts.language,
    service: facts.service,
    opened_service: facts.openedService,
    team: facts.team,
    opened_team: facts.openedTeam,
    ward: facts.ward,
    latitude: facts.latitude,
    longitude: facts.longitude,
    urgent: facts.urgent,
    restricted: facts.restricted,
    danger: facts.danger,
    status: facts.status,
    outcome: facts.outcome,
    opened_at: facts.openedAt,
    started_at: facts.startedAt,
    clock: facts.clock,
    acknowledged_at: facts.acknowledgedAt,
    acknowledgement_seconds: facts.acknowledgementSeconds,
    first_response_at: facts.firstResponseAt,
    first_response_minutes: facts.firstResponseMinutes,
    first_response_due: facts.firstResponseDue,
    next_responses: facts.nextResponses,
    waiting_since: facts.waitingSince,
    resolved_at: facts.resolvedAt,
    resolution_minutes: facts.resolutionMinutes,
    resolution_due: facts.resolutionDue,
    paused_minutes: facts.pausedMinutes,
    partner_minutes: facts.partnerMinutes,
    own_minutes: facts.ownMinutes,
    closed_at: facts.closedAt,
    reopenings: facts.reopenings,
    routes: facts.routes,
    chasers: facts.chasers,
    messages: facts.messages,
    replies: facts.replies,
    repeat_of: facts.repeatOf,
    repeated_at: facts.repeatedAt,
    danger_at: facts.dangerAt,
    advice_seconds: facts.adviceSeconds,
    person_minutes: facts.personMinutes,
    surveyed_at: facts.surveyedAt,
    rated_at: facts.ratedAt,
    rating: facts.rating,
    opened_by_message: facts.openedByMessage,
    looked: facts.looked,
    moved: facts.moved,
  };
}

export type FactsRow = ReturnType<typeof rowFromFacts>;

/** Every column but the key, for writing over what stood there. */
const changing = [
  'conversation_id',
  'version',
  'channel',
  'language',
  'service',
  'opened_service',
  'team',
  'opened_team',
  'ward',
  'latitude',
  'longitude',
  'urgent',
  'restricted',
  'danger',
  'status',
  'outcome',
  'opened_at',
  'started_at',
  'clock',
  'acknowledged_at',
  'acknowledgement_seconds',
  'first_response_at',
  'first_response_minutes',
  'first_response_due',
  'next_responses',
  'waiting_since',
  'resolved_at',
  'resolution_minutes',
  'resolution_due',
  'paused_minutes',
  'partner_minutes',
  'own_minutes',
  'closed_at',
  'reopenings',
  'routes',
  'chasers',
  'messages',
  'replies',
  'repeat_of',
  'repeated_at',
  'danger_at',
  'advice_seconds',
  'person_minutes',
  'surveyed_at',
  'rated_at',
  'rating',
  'opened_by_message',
  'looked',
  'moved',
] as const satisfies readonly (keyof FactsRow)[];

/** Keep whole rows of facts, given as JSON in a parameter. */
export const keepFacts = (parameter: string): string => `
  INSERT INTO case_facts SELECT * FROM jsonb_populate_recordset(NULL::case_facts, ${parameter})
  ON CONFLICT (case_id) DO UPDATE SET (${changing.join(', ')}) = ROW (${changing.map((each) => `EXCLUDED.${each}`).join(', ')})`;
